/**
 * V of Definition 6.2.1: what tells a rollup of an interoperability protocol what happened on the other.
 *
 * It looks at the status of a batch, waits for a level, and k of its n guards vouch for what it says; with k of them corrupted it says
 * anything. What it looks at and what not are the invariants of the OP interop specification: the message is not from the future, its
 * chain belongs to the protocol, it has not expired (`6.2.1-interoperability.ts` keeps the last one, since the contract knows the age).
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { Cite, CorruptEvent, ExecuteEvent, Level, RefundEvent, RepayEvent, Seen } from './interop-events.ts';

export interface VerifierRules {
  /** A message is executed in a block that is no earlier than its own. */
  readonly timestamps: boolean;
  /** A message is of a chain that belongs to the protocol. */
  readonly chainIds: boolean;
}

export interface VerifierTerms {
  readonly guards: number;
  /** k: guards that must vouch. */
  readonly threshold: number;
  /** The level that it waits for: 0 soft, 1 posted, 2 final. */
  readonly wait: number;
  readonly rules: VerifierRules;
}

export interface Verifier {
  readonly terms: VerifierTerms;
  readonly corrupted: readonly number[];
}

type VerifierEvent = ExecuteEvent | RepayEvent | RefundEvent | CorruptEvent;

const levels: readonly Seen[] = ['soft', 'posted', 'final'] satisfies readonly Level[];

function accepts({ terms }: Verifier, { seen }: Pick<Cite, 'seen'>): boolean {
  if (seen === 'promised') return !terms.rules.timestamps;
  if (seen === 'foreign') return !terms.rules.chainIds;
  return seen !== 'nothing' && levels.indexOf(seen) >= terms.wait;
}

export const messageVerifier: Machine<Verifier, VerifierEvent, VerifierTerms> = setup({
  types: {} as { context: Verifier; events: VerifierEvent; input: VerifierTerms },
  guards: {
    isSeen: ({ context, event }) => event.type !== 'CORRUPT' && accepts(context, event),
    // Refunds rest on a state of the other rollup that is final and shows no execution.
    isUnfilled: ({ event }) => event.type === 'REFUND' && event.seen !== 'nothing',
    isBroken: ({ context }) => context.corrupted.length >= context.terms.threshold,
    isOfAnother: ({ event }) => event.type === 'CORRUPT' && event.layer !== 'V',
    isHonest: ({ context, event }) => event.type === 'CORRUPT' && !context.corrupted.includes(event.guard),
  },
  actions: {
    corrupt: assign({
      corrupted: ({ context, event }) =>
        event.type === 'CORRUPT' ? [...context.corrupted, event.guard].sort((a, b) => a - b) : context.corrupted,
    }),
  },
}).createMachine({
  id: 'messageVerifier',
  context: ({ input }) => ({ terms: input, corrupted: [] }),
  on: {
    EXECUTE: [{ guard: 'isSeen' }, { guard: 'isBroken' }],
    REPAY: [{ guard: 'isSeen' }, { guard: 'isBroken' }],
    REFUND: [{ guard: 'isUnfilled' }, { guard: 'isBroken' }],
    CORRUPT: [{ guard: 'isOfAnother' }, { guard: 'isHonest', actions: 'corrupt' }],
  },
});

export type VerifierState = LocalState<Verifier>;
