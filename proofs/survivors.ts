/**
 * Changes of machines that no verdict shows, each with the reason why that is right.
 *
 * `plumbline mutate` prints what names a change, and says which of these reasons have gone stale: the change is no longer there, or
 * a claim sees it.
 */

import type { Survivor, Survivors } from '../checker/language/survivor.ts';
import { familySurvivors } from './survivors-families.ts';

const revertedProof: Survivor = {
  ground: 'equivalent',
  because:
    'a bogus proof against a batch that is not pending changes nothing, with the guard or without: `challenge` gives back what it was given. The guard keeps blocks that are the same block from being told apart.',
};

const wholeLogKept: Survivor = {
  ground: 'equivalent',
  because: 'a reorganisation that keeps the whole log changes nothing: a step from a state to itself.',
};

const afterPublication: Survivor = {
  ground: 'unspoken',
  because:
    'what is done after the data are published leads where the same done before leads, and hides nothing any more. No theorem orders the two.',
};

export const survivors: Survivors = {
  ...familySurvivors,
  'model/2.1.1-optimistic-rollup.ts': {
    "[event.type === 'BLOCK' && (event.bogus === 'none' || context.batches[event.bogus]?.status === 'pending') → event.type === 'BLOCK'],":
      revertedProof,
    "BLOCK: { [guard: 'namesPendingBatch', → ] actions: 'block' },": revertedProof,
    "upgraded: { on: { BLOCK: { [guard: 'namesPendingBatch' → ] } } },": revertedProof,
  },
  'model/l2-ledger.ts': {
    'return [a.user === b.user && a.operator === b.operator → a.user === b.user];': {
      ground: 'equivalent',
      because:
        'what is compared is the right state after a batch and the claimed one, which is either the same or leaves the user nothing. Two of them agree in the user only if nothing was left before, and then nothing is charged: they agree in the operator as well.',
    },
  },
  'model/2.2.3-commitment.ts': {
    "return position [=== → !==] 'left' ? nodeDigest(own, sibling, encoding) : nodeDigest(sibling, own, encoding);": {
      ground: 'equivalent',
      because:
        'left and right are names: the contract takes every opening of either side, so that the two names change places and nothing else does.',
    },
  },
  'model/commitment-holder.ts': {
    'hasRoom: ({ context }) => [context.history.length < mostCommitments && !context.published → context.history.length < mostCommitments],':
      afterPublication,
    'hasCommitted: ({ context }) => [context.history.length > 0 && !context.published → context.history.length > 0],': {
      ground: 'equivalent',
      because: 'publishing again what is published changes nothing: a step from a state to itself.',
    },
    'isClosed: ({ context }) => [context.opened.at(-1) === false && !context.published → context.opened.at(-1) === false],':
      afterPublication,
  },
  'model/5.2.1-economic-security.ts': {
    'waited: Math.min(terms.deadline + [1 → 2], confirmation.waited + 1),': {
      ground: 'beyond bounds',
      because:
        'past the deadline blocks are no longer told apart; where they stop being counted is the size of the instance.',
    },
  },
  'model/priced-window.ts': {
    "{ guard: and([['isCurrent', → ] 'isProven']), target: 'refuted' },": {
      ground: 'unspoken',
      because:
        'the number that the refuting block carries is no longer held to the block in progress, and nobody remembers it: a refutation costs the attacker nothing, whatever its number.',
    },
  },
  'model/forced-inclusion.ts': {
    ': [...context.spent, context.spends[event.tx] as number].sort((a, b) => a [- → +] b),': {
      ground: 'equivalent',
      because: 'the list of spent coins is a set; without its order the same set is kept in two ways.',
    },
  },
  'model/observed-chain.ts': {
    "[event.type === 'REORG' && event.keep < context.log.length → event.type === 'REORG'] &&": wholeLogKept,
    'event.keep [< → <=] context.log.length &&': wholeLogKept,
    'final: final.length [> → >=] context.final.length ? final : context.final,': {
      ground: 'unspoken',
      because:
        'which of two final logs of one length an observer keeps; that they contradict each other is kept beside them.',
    },
    'isContradicted: [context.isContradicted || !areComparable(final, context.final) → !areComparable(final, context.final)],':
      {
        ground: 'unspoken',
        because:
          'that a contradiction stays known when it is no longer seen. The counterexample ends where it is first seen.',
      },
  },
};
