/**
 * The tables of an explored product as Promela: one `int` a component, one step an event, guards and effects as look-ups in C arrays.
 *
 * So SPIN searches the same states by the same transitions, and is given for nothing what a hand-written model would have to compute in
 * each state; what it does not pay for are the machines themselves.
 */

import type { Product } from '../../checker/kernel/product.ts';

/** `product` has to be explored: an entry that no reachable state needed stands for a refusal. */
export function promelaOfTables(
  product: Product,
  initial: readonly number[],
): { readonly model: string; readonly header: string } {
  const { components, events } = product;
  const tables = components.map(({ columns, states, table }, c) => {
    const entries = table.subarray(0, states.length * columns.length);
    return `static const int t${c}[] = {${entries.length === 0 ? '-1' : entries.join()}};`;
  });
  const steps = events.map((_, e) => {
    const entries = components.flatMap(({ columns }, c) => {
      const column = columns.findIndex(({ event }) => event === e);
      return column < 0 ? [] : [{ c, entry: `t${c}[now.l${c} * ${columns.length} + ${column}]` }];
    });
    const guard = entries.map(({ entry }) => `${entry} >= 0`).join(' && ');
    const effect = entries.map(({ c, entry }) => `now.l${c} = ${entry};`).join(' ');
    return `  :: d_step { c_expr { ${guard} } -> c_code { ${effect} } }`;
  });
  // A header of its own: SPIN reads no C text of such a length.
  const header = `${tables.join('\n')}\n`;
  const model = `c_decl { \\#include "tables.h" };
${initial.map((local, c) => `int l${c} = ${local};`).join('\n')}
active proctype product() {
  do
${steps.join('\n')}
  od
}
`;
  return { model, header };
}
