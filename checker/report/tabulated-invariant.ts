/**
 * An invariant as a decision over local states: which combinations of local states of the components that it reads it allows.
 *
 * It is asked of every combination of local states, not only of those that occur together, so that what comes out says what the
 * invariant says and not what the search found.
 */

import type { Product } from '../kernel/product.ts';
import { viewOf } from '../kernel/state-reading.ts';
import type { TabulatedMachine } from '../kernel/tabulated-machine.ts';
import type { Answer } from '../language/answer.ts';
import type { Property } from '../language/property.ts';

/** TRUE, FALSE, or a look at one component: decisions by its local state. */
export type DecisionTree = boolean | { readonly component: number; readonly by: readonly DecisionTree[] };

/** Combinations asked at most; an invariant that reads more is left out of an export. */
const mostAsked = 50_000;

class Unread {
  readonly component: number;

  constructor(component: number) {
    this.component = component;
  }
}

class TooMany {
  readonly isTooMany = true;
}

class Asker {
  readonly #product: Product;
  readonly #locals = new Map<number, number>();
  readonly #view: object;
  #asked = 0;

  constructor(product: Product) {
    this.#product = product;
    this.#view = viewOf(product.groups, (c) => this.#local(c));
  }

  #local(c: number): unknown {
    const local = this.#locals.get(c);
    if (local === undefined) throw new Unread(c);
    return (this.#product.components[c] as TabulatedMachine).states[local];
  }

  tree(part: (view: never) => Answer): DecisionTree {
    if (++this.#asked > mostAsked) throw new TooMany();
    try {
      return part(this.#view as never) === true;
    } catch (error) {
      // What a part cannot be asked does not occur: the search asked it of every reachable state.
      if (!(error instanceof Unread)) {
        if (error instanceof TooMany) throw error;
        return true;
      }
      const { component } = error;
      const { states } = this.#product.components[component] as TabulatedMachine;
      const by = states.map((_, local) => {
        this.#locals.set(component, local);
        return this.tree(part);
      });
      this.#locals.delete(component);
      return by.every((one) => one === by[0] && typeof one === 'boolean') ? (by[0] as boolean) : { component, by };
    }
  }
}

/** The parts of an invariant, each as a tree; undefined where it reads too many local states together. */
export function treesOf(
  product: Product,
  property: Property<never>,
): Readonly<Record<string, DecisionTree>> | undefined {
  const trees: Record<string, DecisionTree> = {};
  try {
    for (const [name, part] of Object.entries(property.parts)) trees[name] = new Asker(product).tree(part);
  } catch (error) {
    if (error instanceof TooMany) return undefined;
    throw error;
  }
  return trees;
}
