/** Direction 7.4: the light node that samples. What convinces it, what warns it, and that chance alone can fool it. */

import { given } from '../checker/language/antecedent.ts';
import { always, cheapest, type Property, reachable } from '../checker/language/property.ts';
import { trial } from '../checker/language/sampled.ts';
import type { Claim, Expectation } from '../checker/language/theorem.ts';
import { dataSamplingSystem, type SamplingView } from '../model/data-sampling.ts';

const neverFooled: Property<SamplingView> = always(
  'never-fooled',
  'A node is not convinced of a batch of which chunks are withheld.',
  ({ node }) => given('the node is convinced', node.matches('convinced'), () => node.context.withheld === 0),
);

const fooled: Property<SamplingView> = trial(
  'fooled-by-chance',
  'A node is convinced of a withheld batch with probability (1 - w/m)^s.',
  {
    draw: (random, { parameters: { m, w, s } }) =>
      Array.from({ length: Number(s) }, () => random.integer(0, Number(m) - 1)).every((chunk) => chunk >= Number(w)),
    equals: ({ parameters: { m, w, s } }) => (1 - Number(w) / Number(m)) ** Number(s),
  },
);

const convinced: Property<SamplingView> = reachable('convinced', 'The node is convinced.', ({ node }) =>
  node.matches('convinced'),
);

const conviction: Property<SamplingView> = cheapest(
  'price-of-conviction',
  'The node is convinced, and each sample costs one.',
  ({ node }) => node.matches('convinced'),
  { SAMPLE: 1 },
);

/** (1 - w/m)^s counts s samples: the node asks for no fewer and no more. */
const samplesCounted: Property<SamplingView> = always(
  'samples-counted',
  'A node is convinced exactly by s samples that were served.',
  ({ node }) => {
    const { served, samples } = node.context;
    return served >= 0 && (node.matches('convinced') ? served === samples : served < samples);
  },
);

const neverWarned: Property<SamplingView> = always(
  'never-warned',
  'A node is not warned of a batch that is served whole.',
  ({ node }) => !node.matches('warned'),
);

interface Asked extends Pick<Claim<SamplingView>, 'id' | 'reading' | 'says' | 'property' | 'unfired'> {
  readonly without?: readonly string[];
  readonly parameters?: Readonly<Record<string, number>>;
  readonly expect: Expectation;
}

function claim({ parameters = {}, without = [], ...asked }: Asked): Claim<SamplingView> {
  return { ...asked, system: dataSamplingSystem, instance: 'sampling', setting: { parameters, without } };
}

export const samplingClaims: readonly Claim<SamplingView>[] = [
  claim({
    id: 'lucky-samples',
    reading: 'literal',
    says: 'Four samples of eight chunks, five of them withheld: all four can happen to be served.',
    property: neverFooled,
    expect: { verdict: 'violated', states: 9, transitions: 32, depth: 4, steps: 4 },
  }),
  claim({
    id: 'chance-of-being-fooled',
    reading: 'repaired',
    says: 'Four samples: (3/8)^4, about one in fifty.',
    property: fooled,
    expect: { verdict: 'sampled', states: 0, transitions: 0, depth: 0, successes: 211 },
  }),
  claim({
    id: 'chance-with-more-samples',
    reading: 'repaired',
    says: 'Eight samples: (3/8)^8, about one in 2,500.',
    parameters: { s: 8 },
    property: fooled,
    expect: { verdict: 'sampled', states: 0, transitions: 0, depth: 0, successes: 7 },
  }),
  claim({
    id: 'samples-counted',
    reading: 'repaired',
    says: 'The exponent: no node is convinced before its fourth served sample, and none asks for a fifth.',
    property: samplesCounted,
    expect: { verdict: 'exhausted', states: 9, transitions: 32, depth: 4 },
  }),
  claim({
    id: 'all-withheld',
    reading: 'repaired',
    says: 'With every chunk withheld no luck helps.',
    parameters: { w: 8 },
    property: neverFooled,
    expect: { verdict: 'exhausted', states: 2, transitions: 8, depth: 1 },
  }),
  claim({
    id: 'one-sample',
    reading: 'repaired',
    says: 'The same for the last sample, which is the only one here.',
    parameters: { w: 8, s: 1 },
    property: neverFooled,
    expect: { verdict: 'exhausted', states: 2, transitions: 8, depth: 1 },
  }),
  claim({
    id: 'price-of-conviction',
    reading: 'repaired',
    says: 'Four samples convince, and no three.',
    parameters: { w: 0 },
    property: conviction,
    expect: { verdict: 'exhausted', states: 5, transitions: 32, depth: 4, steps: 4, price: 4 },
  }),
  claim({
    id: 'price-with-more-samples',
    reading: 'repaired',
    says: 'Eight samples are paid for eight times.',
    parameters: { w: 0, s: 8 },
    property: conviction,
    expect: { verdict: 'exhausted', states: 9, transitions: 64, depth: 8, steps: 8, price: 8 },
  }),
  claim({
    id: 'without-asks-all',
    reading: 'necessary',
    says: 'Dropped: the node asks for all its samples. One that is served convinces it.',
    without: ['asksAll'],
    property: samplesCounted,
    expect: { verdict: 'violated', states: 3, transitions: 8, depth: 1, steps: 1 },
  }),
  claim({
    id: 'none-withheld',
    reading: 'repaired',
    says: 'With every chunk served no node is warned.',
    parameters: { w: 0 },
    property: neverWarned,
    expect: { verdict: 'exhausted', states: 5, transitions: 32, depth: 4 },
  }),
  claim({
    id: 'convinced-of-the-whole',
    reading: 'witness',
    says: 'With every chunk served a node can be convinced.',
    parameters: { w: 0 },
    property: convinced,
    expect: { verdict: 'exhausted', states: 5, transitions: 32, depth: 4, steps: 4 },
  }),
  claim({
    id: 'one-withheld',
    reading: 'necessary',
    says: 'One chunk of eight kept back, and a sample that hits it warns the node.',
    parameters: { w: 1 },
    property: neverWarned,
    expect: { verdict: 'violated', states: 3, transitions: 8, depth: 1, steps: 1 },
  }),
];
