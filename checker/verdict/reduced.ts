/** Searches in which some states stand for others. */

import type { StateTest } from '../kernel/kernel.ts';
import type { Product } from '../kernel/product.ts';
import type { StateQuestion } from '../kernel/state-question.ts';
import { StubbornProduct } from '../kernel/stubborn.ts';
import { type Exploration, type ExploreOptions, explore } from '../search/explore.ts';
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

export async function exploreReduced(
  product: Product,
  questions: readonly StateQuestion[],
  tests: readonly StateTest[],
  options: ExploreOptions & { readonly reduce?: Reduction['kind'] | undefined },
): Promise<Reduced> {
  return await exploreByOrder(product, questions, tests, options);
}
