/**
 * The verifier key of a ZK rollup, and its replacement.
 *
 * V checks proofs under the key that is installed: version 0 at first. Whoever holds the key of the contract announces another and installs it,
 * with the rule `upgradeDelay` not before `delay` blocks have passed. A proof made for one key is none for another.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { AnnounceEvent, BlockEvent, UpgradeEvent, VerifyEvent } from './zk-events.ts';

export interface KeyTerms {
  /** Blocks between the announcement of a key and its installation, at least. */
  readonly delay: number;
  readonly rules: { readonly upgradeDelay: boolean };
}

export interface VerifierKey {
  readonly terms: KeyTerms;
  readonly version: number;
  /** Blocks since the announcement, up to the delay. */
  readonly age: number;
}

type KeyEvent = AnnounceEvent | BlockEvent | UpgradeEvent | VerifyEvent;

export const verifierKey: Machine<VerifierKey, KeyEvent, KeyTerms> = setup({
  types: {} as { context: VerifierKey; events: KeyEvent; input: KeyTerms },
  guards: {
    isForKey: ({ context, event }) => event.type === 'VERIFY' && event.key === context.version,
    delayIsOver: ({ context }) => !context.terms.rules.upgradeDelay || context.age >= context.terms.delay,
  },
  actions: {
    age: assign({ age: ({ context }) => Math.min(context.age + 1, context.terms.delay) }),
    install: assign({ version: 1, age: 0 }),
  },
}).createMachine({
  id: 'verifierKey',
  context: ({ input }) => ({ terms: input, version: 0, age: 0 }),
  on: { VERIFY: { guard: 'isForKey' } },
  initial: 'settled',
  states: {
    settled: { on: { ANNOUNCE: { target: 'announced' }, BLOCK: {} } },
    announced: {
      on: { BLOCK: { actions: 'age' }, UPGRADE: { guard: 'delayIsOver', target: 'replaced', actions: 'install' } },
    },
    replaced: { on: { BLOCK: {} } },
  },
});

export type VerifierKeyState = LocalState<VerifierKey>;
