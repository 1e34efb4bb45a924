/** What Theorem 2.1.2 may mean by "safe", and what it forgets to claim. */

import { given } from '../checker/language/antecedent.ts';
import { always, both, forEvery, type Property } from '../checker/language/property.ts';
import type { Batch } from '../model/2.1.1-optimistic-rollup.ts';
import { execute, genesis, type Ledger, sameLedger, supply } from '../model/l2-ledger.ts';
import type { Parent } from '../model/optimistic-events.ts';
import type { OptimisticView } from '../model/systems/optimistic-rollup.ts';

/** The state after a batch if every batch below it had been executed rightly: the fold of π from genesis. */
function rightState(batches: readonly Batch[], index: Parent, capacity: number): Ledger {
  const batch = index === 'genesis' ? undefined : batches[index];
  return batch === undefined ? genesis(capacity) : execute(rightState(batches, batch.parent, capacity));
}

/** Whether a batch's claim is the state that its chain of parents really leads to: locally valid, and no invalid ancestor. */
export function isRight(batches: readonly Batch[], index: number, capacity: number): boolean {
  const batch = batches[index];
  return batch !== undefined && sameLedger(batch.post, rightState(batches, index, capacity));
}

function named(
  status: Batch['status'],
  state: OptimisticView,
  holds: (index: number) => boolean,
): ReturnType<typeof forEvery> {
  const { batches } = state.rollup.context;
  return forEvery(
    batches,
    ({ post }, i) => `batch ${i} is ${status} with user ${post.user}, operator ${post.operator}`,
    (batch, i) => given(`a batch is ${status}`, batch.status === status, () => holds(i)),
  );
}

function isBacked({ rollup: { context } }: OptimisticView, index: number): boolean {
  const batch = context.batches[index];
  return batch === undefined || supply(batch.post) <= supply(genesis(context.terms.capacity));
}

/** Safety as validity: what is finalised is the fold of the transition function over the posted batches. */
export const validity: Property<OptimisticView> = always(
  'validity',
  'No batch that is invalid, or has an invalid ancestor, is ever final.',
  {
    noInvalidBatchFinal: (state) => {
      const { batches, terms } = state.rollup.context;
      return named('final', state, (i) => isRight(batches, i, terms.capacity));
    },
  },
);

/** What a sound verifier adds: no valid batch is ever removed. */
export const survival: Property<OptimisticView> = always('survival', 'No batch of a valid chain is ever removed.', {
  noValidBatchRemoved: (state) => {
    const { batches, terms } = state.rollup.context;
    return named('removed', state, (i) => !isRight(batches, i, terms.capacity));
  },
});

export const soundness: Property<OptimisticView> = both(
  'validity-and-survival',
  'Validity and survival.',
  validity,
  survival,
);

/** What users can withdraw is backed by what they deposited. */
export const backed: Property<OptimisticView> = always(
  'supply-backed',
  'No final state is worth more than what was deposited on L1.',
  (state) => named('final', state, (i) => isBacked(state, i)),
);

/** Bonds are neither made nor lost: free stakes, bonds of pending batches and burnt bonds add up. */
export const bondsConserved: Property<OptimisticView> = always(
  'bonds-conserved',
  'Bonds are conserved.',
  ({ rollup }) => {
    const { batches, stakes, terms } = rollup.context;
    const held = batches.filter(({ status }) => status === 'pending').length;
    const total = stakes.sequencer + stakes.validator + stakes.outsider + stakes.burnt + held;
    const expected = terms.capacity + terms.validatorStake + 1;
    return total === expected || { fails: `${total} bonds instead of ${expected}` };
  },
);
