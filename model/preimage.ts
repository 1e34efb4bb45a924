/**
 * The preimage of the hash that the HTLCs of a channel are locked by, and who knows it: nobody, or those whom an HTLC pays.
 *
 * An unforgeable token, like a signature: nothing is claimed with it before it is known. When that is, the payee decides, who made it
 * up and is the adversary's. One hash is enough for every payment here: whoever knows a preimage knows it for good.
 */

import { setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { BlockEvent, LearnEvent } from './channel-events.ts';

type PreimageEvent = LearnEvent | BlockEvent;
type Nothing = Readonly<Record<string, never>>;

export const preimage: Machine<Nothing, PreimageEvent, undefined> = setup({
  types: {} as { context: Nothing; events: PreimageEvent; input: undefined },
  guards: { needsNoPreimage: ({ event }) => event.type === 'BLOCK' && event.htlc?.settles !== 'claim' },
}).createMachine({
  id: 'preimage',
  context: {},
  initial: 'hidden',
  states: {
    hidden: { on: { LEARN: 'known', BLOCK: { guard: 'needsNoPreimage' } } },
    known: { on: { BLOCK: {} } },
  },
});

export type PreimageState = LocalState<Nothing>;
