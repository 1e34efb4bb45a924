/**
 * Property 1.2.2 (Safety): "… for any two honest observers of the system, they observe the same state S_t at any given time t."
 *
 * Literal reading, as an invariant on the product of two observers: false in two steps under any delay of delivery, since one hears of
 * a block before the other does. Too weak at the same time: observers who agree may agree on a stolen state, which is why Theorem
 * 2.1.2 reads "safe" as validity (`proofs/2.1.2-goals.ts`). And vacuous with one observer, or if nothing is delivered.
 *
 * Repaired, agreement: whatever two observers were ever told to be final, at whatever times, one continues the other. It needs that final
 * means final; a chain that replaces final blocks breaks it. Validity is the other half, and neither implies the other
 * (`1.2.2-validity.ts`).
 */

import { always, type Property, reachable } from '../checker/language/property.ts';
import {
  type AnyClaim,
  type AnyLattice,
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Expectation,
  type Lattice,
} from '../checker/language/theorem.ts';
import { areComparable } from '../model/observed-chain.ts';
import { type ObserversView, observersSystem } from '../model/systems/observers.ts';
import { validityClaims, validityLattice } from './1.2.2-validity.ts';

const system = observersSystem;

const sameView: Property<ObserversView> = always(
  'same-view',
  'All observers see the same log at every moment.',
  ({ observers }) => observers.every(({ context }) => context.view.join() === observers[0]?.context.view.join()),
);

const agreement: Property<ObserversView> = always(
  'agreement',
  'Final logs that observers were told, at whatever times, continue each other.',
  {
    eachWithItself: ({ observers }) => observers.every(({ context }) => !context.isContradicted),
    eachWithTheOthers: ({ observers }) =>
      observers.every(({ context: a }) => observers.every(({ context: b }) => areComparable(a.final, b.final))),
  },
);

/** What is final lies deep enough, and what observers were told is part of it. */
const finalIsFinal: Property<ObserversView> = always('final-is-final', 'What observers were told is final, is.', {
  withinTheLog: ({ chain: { context } }) =>
    context.final <= context.log.length && context.log.length <= context.terms.longest,
  toldOfTheChain: ({ chain: { context }, observers }) =>
    observers.every(({ context: { final } }) => final.length <= context.final && areComparable(final, context.log)),
});

function claim(
  id: string,
  reading: Claim<ObserversView>['reading'],
  says: string,
  property: Property<ObserversView>,
  instance: string,
  expect: Expectation,
  without: readonly string[] = [],
): Claim<ObserversView> {
  return { id, reading, says, system, property, instance, setting: { powers: { reorg: true }, without }, expect };
}

const agreementLattice: Lattice<ObserversView> = {
  id: 'assumptions-agreement',
  says: 'What does it need that observers never hear of final logs that contradict each other?',
  system,
  goal: agreement,
  instance: 'buried',
  hypotheses: {
    finalIsFinal: { says: 'no reorganisation reaches a final block', dropped: { without: ['finalIsFinal'] } },
    noReorg: { says: 'no block is ever replaced', dropped: { powers: { reorg: true } } },
    buried: { says: 'a block is final only when another stands on it', dropped: { parameters: { depth: 0 } } },
  },
  expect: { minimalSufficient: [['finalIsFinal'], ['noReorg']] },
};

const claims: readonly Claim<ObserversView>[] = [
  claim('delayed-delivery', 'literal', 'One observer hears of a block before the other does.', sameView, 'small', {
    verdict: 'violated',
    states: 11,
    transitions: 14,
    depth: 2,
    steps: 2,
  }),
  claim('one-observer', 'literal', 'With one observer the property says nothing, and holds.', sameView, 'single', {
    verdict: 'exhausted',
    states: 153,
    transitions: 417,
    depth: 7,
  }),
  claim(
    'agreement',
    'repaired',
    'What two observers were told to be final never contradicts, under reorganisations.',
    agreement,
    'small',
    { verdict: 'exhausted', states: 1215, transitions: 4374, depth: 10 },
  ),
  claim(
    'final-is-final',
    'repaired',
    'Whatever an observer was told to be final is the beginning of the chain.',
    finalIsFinal,
    'small',
    { verdict: 'exhausted', states: 1215, transitions: 4374, depth: 10 },
  ),
  claim(
    'one-observer-contradicted',
    'necessary',
    'Dropped: final is final. One observer is enough to see it.',
    agreement,
    'alone',
    { verdict: 'violated', states: 57, transitions: 103, depth: 5, steps: 5 },
    ['finalIsFinal'],
  ),
  claim(
    'tip-not-final',
    'witness',
    'A block that nothing is built on is not final.',
    reachable(
      'tip-not-final',
      'The chain has a block and none of it is final.',
      ({ chain }) => chain.context.log.length === 1 && chain.context.final === 0,
    ),
    'single',
    { verdict: 'exhausted', states: 153, transitions: 417, depth: 7, steps: 1 },
  ),
  claim('agreement-large', 'repaired', 'The same with three observers.', agreement, 'large', {
    verdict: 'exhausted',
    states: 10125,
    transitions: 45711,
    depth: 12,
  }),
  claim(
    'final-replaced',
    'necessary',
    'Dropped: final is final. A block is final at once, and replaced.',
    agreement,
    'immediate',
    { verdict: 'violated', states: 161, transitions: 320, depth: 5, steps: 5 },
    ['finalIsFinal'],
  ),
  claim(
    'different-views-same-final',
    'witness',
    'Two observers see different logs and agree on what is final.',
    reachable('different-views', 'Views differ, final logs are equal and not empty.', ({ observers }) => {
      const [a, b] = observers;
      return (
        a !== undefined &&
        b !== undefined &&
        a.context.view.join() !== b.context.view.join() &&
        a.context.final.length > 0 &&
        a.context.final.join() === b.context.final.join()
      );
    }),
    'small',
    { verdict: 'exhausted', states: 1215, transitions: 4374, depth: 10, steps: 5 },
  ),
];

const all: readonly AnyClaim[] = [...claims, ...validityClaims];
const lattices: readonly AnyLattice[] = [agreementLattice, validityLattice];

export const theorem: AnyTheorem = defineTheorem({
  item: '1.2.2',
  title: 'Safety',
  says: 'Any two honest observers observe the same state at any given time.',
  instances: {
    small: { observers: 2, longest: 3, depth: 1 },
    immediate: { observers: 2, longest: 2, depth: 0 },
    alone: { observers: 1, longest: 2, depth: 0 },
    single: { observers: 1, longest: 3, depth: 1 },
    large: { observers: 3, longest: 3, depth: 1 },
    buried: { observers: 2, longest: 2, depth: 1 },
    rollup: { C: 1, F: 1, E: 1, U: 1, batches: 1 },
  },
  claims: all,
  lattices,
});
