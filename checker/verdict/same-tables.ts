/**
 * Whether a changed system is the same as far as it is reached: every answer that the machines gave while the base was explored is
 * asked for again.
 *
 * The graph is made of nothing but these answers. Where all of them are the same, so is every verdict, and nothing has to be explored
 * again; where the base was not explored to its end, nothing follows.
 */

import { Product, type ProductOptions } from '../kernel/product.ts';
import type { TabulatedMachine } from '../kernel/tabulated-machine.ts';
import { keyOf } from '../language/plain-data.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import { explore } from '../search/explore.ts';

/** Numbers of a local state and a column, or -1 for the row of masks. */
type Question = readonly [local: number, column: number];

interface Machines {
  readonly product: Product;
  /** The machines of the components as they were given, by which one that did not change is known. */
  readonly given: readonly unknown[];
}

export interface Explored extends Machines {
  readonly isWhole: boolean;
  /** For each component what it was asked, in order. */
  readonly asked: readonly (readonly Question[])[];
  readonly initial: readonly string[];
}

function machinesOf(
  system: AnySystem,
  configuration: Configuration,
  options: Pick<ProductOptions, 'tables' | 'localLimit'> = {},
): Machines {
  const product = new Product(system, configuration, options);
  const { components } = system.compose(configuration);
  const given = Object.values(components).flatMap((one) => {
    // Bounds may ask what has changed, so a component with bounds is asked again.
    const machine = one.bounds === undefined ? one.machine : null;
    return one.kind === 'instances' ? Array.from({ length: one.count }, () => machine) : [machine];
  });
  return { product, given };
}

function initialKeys(product: Product): readonly string[] {
  product.initial();
  return product.components.map(({ machine, states: [first] }) => (first === undefined ? '' : machine.key(first)));
}

/** Explores a system and keeps what its machines were asked. Throws what a model's mistake throws. */
export async function explored(system: AnySystem, configuration: Configuration, states: number): Promise<Explored> {
  const { product, given } = machinesOf(system, configuration);
  const initial = initialKeys(product);
  const { ending } = await explore(product, [], { exhaustive: true, limits: { states } });
  const asked = product.components.map((): Question[] => []);
  const all = product.memory.asked();
  for (let i = 0; i < all.length; i += 3) {
    const [c = 0, local = 0, column = 0] = all.subarray(i, i + 3);
    asked[c]?.push([local, column - 1]);
  }
  return { product, given, asked, initial, isWhole: ending.kind === 'complete' };
}

function isSameMachine(base: TabulatedMachine, changed: TabulatedMachine, asked: readonly Question[]): boolean {
  if (base.columns.length !== changed.columns.length) return false;
  const words = base.masks.length / base.filled.length;
  for (const [local, column] of asked) {
    const known = changed.states.length;
    if (column < 0) {
      changed.fillMask(local);
      for (let w = local * words; w < (local + 1) * words; w++) if (base.masks[w] !== changed.masks[w]) return false;
    } else {
      const next = changed.next(local, column);
      if (next !== base.table[local * base.columns.length + column]) return false;
      for (let s = known; s < changed.states.length; s++) {
        const [before, after] = [base.states[s], changed.states[s]];
        if (before === undefined || after === undefined) return false;
        if (base.machine.key(before) !== changed.machine.key(after)) return false;
      }
    }
  }
  return true;
}

/** Whether a changed system answers all that the base was asked as the base did. Throws what a model's mistake throws. */
export function hasSameTables(
  base: Explored,
  system: AnySystem,
  configuration: Configuration,
  options: Pick<ProductOptions, 'tables' | 'localLimit'> = {},
): boolean {
  const { product, given } = machinesOf(system, configuration, options);
  const messages = (of: Product): string => keyOf(of.events.map(({ message, owner }) => ({ message, owner })));
  if (product.components.length !== base.product.components.length) return false;
  if (product.events !== base.product.events && messages(product) !== messages(base.product)) return false;
  const initial = initialKeys(product);
  if (initial.some((key, c) => key !== base.initial[c])) return false;
  return product.components.every((component, c) => {
    const unchanged = given[c] !== null && given[c] === base.given[c];
    return unchanged || isSameMachine(base.product.components[c] as TabulatedMachine, component, base.asked[c] ?? []);
  });
}
