/**
 * The expansion of one system in one layout, as straight-line JavaScript.
 *
 * The generic loop of `product.ts` asks for every successor which components take part, where their numbers lie and how wide they
 * are. All of that is fixed for a layout, so it is written into the code: one case an event, shifts and fields as
 * constants, and for each word of the masks only the components that have an event in it. `product.ts` keeps the generic loop as
 * the reference (tests hold the two together) and for systems with more events than are worth compiling.
 */

import type { TabulatedMachine } from './tabulated-machine.ts';

/** Past this many events the code outgrows the instruction cache and the generic loop is as fast. */
export const mostCompiledEvents = 1_500;

interface FieldPlace {
  readonly word: number;
  readonly shift: number;
  /** The field's mask before shifting. */
  readonly mask: number;
}

export interface Participation {
  readonly component: number;
  readonly column: number;
}

export interface ExpansionPlan {
  readonly words: number;
  readonly maskWords: number;
  readonly fields: readonly FieldPlace[];
  /** Participants of each event. */
  readonly events: readonly (readonly Participation[])[];
  readonly columns: readonly number[];
}

/** What the generated code calls when a table has no entry yet. */
export interface SlowPath {
  fill(component: number, local: number): void;
  next(component: number, local: number, column: number, event: number): number;
}

export type Expand = (states: Uint32Array, at: number, successors: Uint32Array, fired: Uint32Array) => number;

function eventCase(plan: ExpansionPlan, event: number): string {
  const participants = plan.events[event] as readonly Participation[];
  const nexts = participants.map(
    ({ component: c, column }) =>
      `let n${c} = t${c}[l${c} * ${plan.columns[c]} + ${column}]; if (n${c} < 0) n${c} = slow.next(${c}, l${c}, ${column}, ${event});`,
  );
  const stores = Array.from({ length: plan.words }, (_, w) => {
    const moved = participants.filter(({ component }) => plan.fields[component]?.word === w);
    let field = 0;
    let code = '';
    for (const { component: c } of moved) {
      const { shift, mask } = plan.fields[c] as FieldPlace;
      field |= mask << shift;
      code += ` | (n${c} << ${shift})`;
    }
    return moved.length === 0 ? `out[o + ${w}] = w${w};` : `out[o + ${w}] = (w${w} & ${~field})${code};`;
  });
  return `case ${event & 31}: { ${nexts.join(' ')} ${stores.join(' ')} fired[n++] = ${event}; o += ${plan.words}; break; }`;
}

function maskWord(plan: ExpansionPlan, w: number): string {
  const events = plan.events.map((_, e) => e).filter((e) => e >>> 5 === w);
  const concerned = plan.fields.flatMap((_, c) =>
    events.some((e) => plan.events[e]?.some(({ component }) => component === c)) ? [c] : [],
  );
  const row = plan.maskWords === 1 ? (c: number) => `l${c}` : (c: number) => `l${c} * ${plan.maskWords} + ${w}`;
  const last = events.length === 32 ? '' : ` & ${2 ** events.length - 1}`;
  return `
  e = ${concerned.map((c) => `m${c}[${row(c)}]`).join(' & ')}${last};
  while (e !== 0) {
    b = e & -e; e ^= b;
    switch (31 - Math.clz32(b)) {
      ${events.map((event) => eventCase(plan, event)).join('\n      ')}
    }
  }`;
}

/** The source of the expansion; `components` and `slow` are its free variables. */
function expansionSource(plan: ExpansionPlan): string {
  const words = Array.from({ length: plan.words }, (_, w) => `const w${w} = states[at + ${w}];`);
  const locals = plan.fields.map(({ word, shift, mask }, c) => `const l${c} = (w${word} >>> ${shift}) & ${mask};`);
  const fills = plan.fields.map((_, c) => `if (components[${c}].filled[l${c}] === 0) slow.fill(${c}, l${c});`);
  // The arrays are read after the fills, which may have grown them; a slow `next` may grow a table too, but only ever
  // adds entries, and an old array merely misses them.
  const tables = plan.fields.map((_, c) => `const m${c} = components[${c}].masks, t${c} = components[${c}].table;`);
  const body = Array.from({ length: plan.maskWords }, (_, w) => maskWord(plan, w));
  return `return function expand(states, at, out, fired) {
  ${words.join(' ')}
  ${locals.join('\n  ')}
  ${fills.join('\n  ')}
  ${tables.join('\n  ')}
  let n = 0, o = 0, e = 0, b = 0;${body.join('')}
  return n;
};`;
}

/** Compiles the expansion of a plan. */
export function compileExpand(plan: ExpansionPlan, components: readonly TabulatedMachine[], slow: SlowPath): Expand {
  const make = new Function('components', 'slow', expansionSource(plan)) as (
    components: readonly TabulatedMachine[],
    slow: SlowPath,
  ) => Expand;
  return make(components, slow);
}
