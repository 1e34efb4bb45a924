/** Searches in which some states stand for others. */

import type { StateTest } from '../kernel/kernel.ts';
import type { Product } from '../kernel/product.ts';
import type { StateQuestion } from '../kernel/state-question.ts';
import { StubbornProduct } from '../kernel/stubborn.ts';
import { SymmetricProduct } from '../kernel/symmetric-product.ts';
import { SymmetricTest } from '../kernel/symmetric-test.ts';
import { familiesOf, Symmetry, Unlike } from '../kernel/symmetry.ts';
import type { AnySystem } from '../language/system.ts';
import { type Exploration, type ExploreOptions, explore, type Hit } from '../search/explore.ts';
import { type Path, shortestPath } from '../search/shortest-path.ts';
import { StateStore } from '../search/state-store.ts';
import type { Reduction } from './decision.ts';

interface Reduced {
  readonly exploration: Exploration;
  readonly reduction: Reduction;
}

/** A property has read a component that was taken for unread. */
class ReadMore extends Error {}

/**
 * Explores by stubborn sets. What a property reads is learned by asking it: where it reads a component that it did not read before, the
 * search begins anew with that component watched. At the end every value of what is read, as it was read, has been seen.
 */
async function exploreByOrder(
  product: Product,
  questions: readonly StateQuestion[],
  tests: readonly StateTest[],
  options: ExploreOptions,
): Promise<Reduced> {
  const read = (): ReadonlySet<number> => new Set(questions.flatMap(({ components }) => [...components]));
  for (;;) {
    const watched = read();
    const check = (): void => {
      if (read().size > watched.size) throw new ReadMore();
    };
    try {
      const exploration = await explore(new StubbornProduct(product, watched), tests, { ...options, onLayer: check });
      check();
      const names = [...watched].map((c) => product.components[c]?.name ?? '');
      return { exploration, reduction: { kind: 'order', watched: names, alike: [], unlike: [] } };
    } catch (error) {
      if (!(error instanceof ReadMore)) throw error;
    }
  }
}

/**
 * Explores up to symmetry. A family of instances that tables or answers tell apart is left out, and the search begins anew without it; where
 * nothing is alike everything is explored.
 */
async function exploreBySymmetry(
  system: AnySystem,
  product: Product,
  questions: readonly StateQuestion[],
  tests: readonly StateTest[],
  options: ExploreOptions,
): Promise<Reduced> {
  let families = familiesOf(system, product);
  const unlike: Reduction['unlike'][number][] = [];
  for (;;) {
    try {
      const symmetry = new Symmetry(system, product, families);
      const kernel = new SymmetricProduct(product, symmetry);
      const alike = symmetry.classes.flatMap(({ family, indices }) =>
        family.groups.map((_, g) =>
          indices.map((i) => product.components[family.members[i]?.[g] as number]?.name ?? ''),
        ),
      );
      const symmetric = tests.map((test, t) => {
        const question = questions[t] as StateQuestion;
        return new SymmetricTest(product, kernel, test, question.property.name, () => question.components);
      });
      const exploration = await explore(kernel, symmetric, options);
      const { ending } = exploration;
      // What a test throws ends the search as a fault.
      if (ending.kind === 'fault' && ending.cause instanceof Unlike) throw ending.cause;
      const reduction: Reduction = { kind: 'symmetry', watched: [], alike, unlike };
      return { exploration: unfolded(system, product, kernel, exploration), reduction };
    } catch (error) {
      if (!(error instanceof Unlike)) throw error;
      const { family, because } = error;
      families = families.filter(({ groups }) => groups !== family.groups);
      unlike.push({ group: family.groups.join(', '), because });
    }
  }
}

/** An exploration up to symmetry with the ways to its hits as they are on the system itself. */
function unfolded(
  system: AnySystem,
  product: Product,
  kernel: SymmetricProduct,
  exploration: Exploration,
): Exploration {
  const owners = Object.keys(system.parties);
  const ownerOf = (event: number): number => owners.indexOf(product.events[event]?.owner ?? '');
  const found: Uint32Array[] = [];
  const pathTo = (states: readonly number[]): Path => {
    const { events: folded } = shortestPath(kernel, exploration, states, ownerOf, owners.length);
    const events = kernel.unfold(folded);
    const from = found.length;
    found.push(product.initial());
    for (const event of events) {
      const count = product.expand(found.at(-1) as Uint32Array, 0);
      const at = product.fired.subarray(0, count).indexOf(event) * product.words;
      found.push(product.successors.slice(at, at + product.words));
    }
    return { start: from, events, states: Array.from({ length: events.length + 1 }, (_, i) => from + i) };
  };
  const hits = exploration.hits.map((hit): Hit | undefined => {
    if (hit === undefined) return undefined;
    const path = pathTo(hit.states);
    return { states: path.states.slice(-1), counts: hit.counts, path };
  });
  let { ending } = exploration;
  if (ending.kind === 'fault') {
    const path = pathTo([ending.state]);
    ending = { ...ending, state: path.states.at(-1) as number, path };
  }
  const states = new Uint32Array(found.length * product.words);
  for (const [s, state] of found.entries()) states.set(state, s * product.words);
  const { counts, layers, fired, deadlocks, seconds, peakBytes, bytesLeft, omission, diskBytes } = exploration;
  return {
    ...{ ending, counts, layers, fired, deadlocks, seconds, peakBytes, bytesLeft, omission, diskBytes, hits },
    store: new StateStore(states, product.words, found.length),
  };
}

export async function exploreReduced(
  system: AnySystem,
  product: Product,
  questions: readonly StateQuestion[],
  tests: readonly StateTest[],
  options: ExploreOptions & { readonly reduce?: Reduction['kind'] | undefined },
): Promise<Reduced> {
  return options.reduce === 'order'
    ? await exploreByOrder(product, questions, tests, options)
    : await exploreBySymmetry(system, product, questions, tests, options);
}
