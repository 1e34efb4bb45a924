/** Whether the kernel and the obvious search found the same things, down to every single step. */

import { expect } from 'vitest';
import type { Product } from '../../checker/kernel/product.ts';
import type { AnySystem, Configuration } from '../../checker/language/system.ts';
import type { Exploration } from '../../checker/search/explore.ts';
import { explored } from '../small-system.ts';
import { type NaiveSearch, textOfState } from './naive.ts';

/** For every state found: what each event of the menu does by the kernel, as text; undefined where it is not enabled. */
function kernelSteps({ store }: Exploration, product: Product): Map<string, readonly (string | undefined)[]> {
  const steps = new Map<string, readonly (string | undefined)[]>();
  for (let s = 0; s < store.count; s++) {
    const count = product.expand(store.states, s * store.words);
    const row: (string | undefined)[] = product.events.map(() => undefined);
    for (let i = 0; i < count; i++) {
      const next = product.snapshotsOf(product.successors, i * store.words);
      row[product.fired[i] as number] = textOfState(next);
    }
    steps.set(textOfState(product.snapshotsOf(store.states, s * store.words)), row);
  }
  return steps;
}

export async function expectAgreement(
  system: AnySystem,
  configuration: Configuration,
  naive: NaiveSearch,
): Promise<void> {
  const { product, exploration } = await explored(system, configuration);
  const { counts, deadlocks } = exploration;
  const { states, transitions, depth } = naive;
  expect(product.events.map(({ message }) => message)).toEqual(naive.events);
  expect({ ...counts, deadlocks }).toEqual({
    states: states.size,
    transitions,
    depth,
    frontier: 0,
    deadlocks: naive.deadlocks,
  });
  expect(kernelSteps(exploration, product)).toEqual(naive.steps);
}
