/** What the TLA+ modules of `spec/tla/` have in common as specifications of machines. */

import { type Property, specifiedBy } from '../checker/language/property.ts';
import type { Specified } from '../checker/language/specification.ts';
import type { Expectation } from '../checker/language/theorem.ts';

/** `START_EXIT` as `StartExit`. */
export function titled(type: string): string {
  return type
    .split('_')
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join('');
}

/** That machines and module have the same reachable graph. A test may put another module in the place of the own one. */
export function specified<V>(
  name: string,
  definition: Pick<Specified<V>, 'constants' | 'variables'> & Partial<Pick<Specified<V>, 'action'>>,
  module: URL = new URL(`../spec/tla/${name}.tla`, import.meta.url),
): Property<V> {
  return specifiedBy('specified', `The machines and the TLA+ module ${name} have the same reachable graph.`, {
    action: ({ type }) => titled(type),
    ...definition,
    module,
  });
}

type Numbers = readonly [states: number, transitions: number, depth: number, ...unknown[]];

/** The expectation of the claim `specified`, from its line. */
export function sameGraph(expected: Readonly<Record<string, Numbers>>): Expectation {
  const [states, transitions, depth] = expected.specified ?? [0, 0, 0];
  return { verdict: 'exhausted', states, transitions, depth };
}
