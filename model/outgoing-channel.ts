/**
 * The other channel of honest A, where she is a forwarder: her own HTLC to C on the same hash, and until when C may claim it.
 *
 * She forwards when the incoming HTLC is committed to, waits for C until block t_out, and then closes this channel to take her HTLC back. Of the
 * channel there is its time: her closing is in a block, the window of T blocks runs (none with penalties), and her timeout can be in the next
 * block. C does nothing, which is slowest, and claims when it likes; in the block that contains her timeout C's claim beats hers. What
 * she learns of a claim in a block she learns after it.
 *
 * Promptness, sleep and censorship as in `htlc-keeper.ts`, from the same budgets. Left out: the states of this channel, C's closings, off
 * chain failures, for all of which she would be ready sooner.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { BlockEvent, LearnEvent, SubmitEvent } from './channel-events.ts';
import type { ForwardEvent } from './htlc-events.ts';

export interface OutgoingTerms {
  /** t_out, in blocks since the funding of the incoming channel. */
  readonly timelock: number;
  /** Blocks from the one that contains her closing until her HTLC is on the chain. */
  readonly window: number;
  readonly reactionDelay: number;
}

export interface Outgoing {
  readonly terms: OutgoingTerms;
  /** Height of the last block, as far as the timelock asks. */
  readonly height: number;
  /** Where her HTLC is: in the state of the channel, in a closing, on the chain, in a block with C's claim that she is about to see. */
  readonly htlc: 'none' | 'open' | 'closing' | 'locked' | 'claimed' | 'settled';
  /** Blocks since the one that contains her closing. */
  readonly age: number;
  /** Her transaction in the mempool. */
  readonly pending: 'none' | 'close' | 'timeout';
  /** Blocks for which something has been owed. */
  readonly waited: number;
}

type OutgoingEvent = ForwardEvent | LearnEvent | SubmitEvent | BlockEvent;

/** What she has to submit. */
function owed({ htlc, pending, height, terms }: Outgoing): 'none' | 'close' | 'timeout' {
  if (pending !== 'none') return 'none';
  if (htlc === 'open') return height >= terms.timelock ? 'close' : 'none';
  return htlc === 'locked' && height + 1 >= terms.timelock ? 'timeout' : 'none';
}

/** Where her HTLC is after a block. */
function after({ htlc, age, pending, terms }: Outgoing, contains: string): Pick<Outgoing, 'htlc' | 'age'> {
  if (contains === 'claim') return { htlc: 'claimed', age: 0 };
  if (contains === 'hers') {
    if (pending === 'timeout') return { htlc: 'settled', age: 0 };
    return { htlc: terms.window === 0 ? 'locked' : 'closing', age: 0 };
  }
  if (htlc !== 'closing') return { htlc, age };
  return age + 1 >= terms.window ? { htlc: 'locked', age: 0 } : { htlc, age: age + 1 };
}

function passBlock(outgoing: Outgoing, { outgoing: said, asleep }: BlockEvent): Partial<Outgoing> {
  const { height, terms, pending, waited } = outgoing;
  const contains = said?.contains ?? 'nothing';
  return {
    ...after(outgoing, contains),
    height: Math.min(height + 1, terms.timelock),
    pending: contains === 'nothing' ? pending : 'none',
    waited: owed(outgoing) === 'none' ? 0 : waited + Number(!asleep),
  };
}

export const outgoingChannel: Machine<Outgoing, OutgoingEvent, OutgoingTerms> = setup({
  types: {} as { context: Outgoing; events: OutgoingEvent; input: OutgoingTerms },
  guards: {
    isEarly: ({ context: { htlc, height, terms } }) => htlc === 'none' && height < terms.timelock,
    // Before she forwards C has nothing to claim, and afterwards C claims once.
    canBeClaimed: ({ context: { htlc } }) => htlc !== 'none' && htlc !== 'settled',
    isOwed: ({ context, event }) => event.type === 'SUBMIT' && event.what === owed(context),
    containsWhatIsThere: ({ context: { pending, htlc }, event }) => {
      if (event.type !== 'BLOCK' || event.outgoing === undefined || htlc === 'claimed') return false;
      const { contains } = event.outgoing;
      return contains === 'hers' ? pending !== 'none' : contains === 'nothing' || htlc === 'locked';
    },
    censorshipIsTrue: ({ context, event }) => {
      if (event.type !== 'BLOCK' || event.outgoing === undefined) return false;
      const { contains, leavesOut } = event.outgoing;
      return leavesOut === (context.pending !== 'none' && contains === 'nothing');
    },
    // Sleeping through a block in which nothing is owed changes nothing, so it is not spent there.
    napIsTrue: ({ context, event }) =>
      event.type === 'BLOCK' && (event.outgoing?.asleep !== true || (event.asleep && owed(context) !== 'none')),
    isPrompt: ({ context, event }) =>
      event.type === 'BLOCK' &&
      (event.outgoing?.asleep === true || owed(context) === 'none' || context.waited < context.terms.reactionDelay),
  },
  actions: {
    forward: assign({ htlc: 'open' }),
    settle: assign({ htlc: 'settled', age: 0, pending: 'none', waited: 0 }),
    submit: assign(({ context }) => ({ pending: owed(context), waited: 0 })),
    passBlock: assign(({ context, event }) => (event.type === 'BLOCK' ? passBlock(context, event) : {})),
  },
}).createMachine({
  id: 'outgoingChannel',
  context: ({ input }) => ({ terms: input, height: 0, htlc: 'none', age: 0, pending: 'none', waited: 0 }),
  on: {
    FORWARD: { guard: 'isEarly', actions: 'forward' },
    LEARN: { guard: 'canBeClaimed', actions: 'settle' },
    SUBMIT: { guard: 'isOwed', actions: 'submit' },
    BLOCK: {
      guard: and(['containsWhatIsThere', 'censorshipIsTrue', 'napIsTrue', 'isPrompt']),
      actions: 'passBlock',
    },
  },
});

export type OutgoingState = LocalState<Outgoing>;
