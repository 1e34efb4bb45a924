/**
 * A data availability committee: n members, k of whom certify that they hold the data of a batch; f of the n are dishonest.
 *
 * Members of a kind are alike, so they are counted. An honest one signs when it holds the data, and serves them ever after. A dishonest
 * one signs whatever it is asked to sign, or nothing, and serves nobody. A commitment needs a certificate; the contract sees signatures, not data.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { CommitEvent, DisperseEvent } from './da-events.ts';

export interface CommitteeTerms {
  /** Whether commitments need a certificate at all. */
  readonly certifies: boolean;
  readonly members: number;
  /** k. */
  readonly threshold: number;
  /** f. */
  readonly dishonest: number;
  readonly batches: number;
}

export interface Committee {
  readonly terms: CommitteeTerms;
  /** By batch: honest members that hold the data and have signed. */
  readonly holders: readonly number[];
}

type CommitteeEvent = DisperseEvent | CommitEvent;

export const dataCommittee: Machine<Committee, CommitteeEvent, CommitteeTerms> = setup({
  types: {} as { context: Committee; events: CommitteeEvent; input: CommitteeTerms },
  guards: {
    isNotAsked: ({ context }) => !context.terms.certifies,
    someoneIsLeft: ({ context: { terms, holders }, event }) =>
      (holders[event.batch] as number) < terms.members - terms.dishonest,
    isCertified: ({ context: { terms, holders }, event }) =>
      event.type === 'COMMIT' &&
      (holders[event.batch] as number) + (event.helped ? terms.dishonest : 0) >= terms.threshold,
    // The data are served if and only if somebody who serves them has them.
    isServedTruly: ({ context, event }) =>
      event.type === 'COMMIT' && (event.data === 'served') === (context.holders[event.batch] as number) > 0,
  },
  actions: {
    disperse: assign({
      holders: ({ context, event }) => context.holders.map((count, i) => (i === event.batch ? count + 1 : count)),
    }),
  },
}).createMachine({
  id: 'dataCommittee',
  context: ({ input }) => ({ terms: input, holders: Array.from({ length: input.batches }, () => 0) }),
  on: {
    DISPERSE: { guard: 'someoneIsLeft', actions: 'disperse' },
    COMMIT: [{ guard: 'isNotAsked' }, { guard: and(['isCertified', 'isServedTruly']) }],
  },
});

export type CommitteeState = LocalState<Committee>;
