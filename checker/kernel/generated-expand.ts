/**
 * The expansion of one system in one layout, as straight-line JavaScript.
 *
 * The generic loop of `product.ts` asks for every successor which components take part, where their numbers lie and how wide they
 * are. All of that is fixed for a layout, so it is written into the code: one case an event, shifts and fields as
 * constants, and for each word of the masks only the components that have an event in it. One call expands many states and stops before
 * one for which a table has no answer yet: that is the generic loop's to find. `product.ts` keeps the generic loop as the
 * reference (tests hold the two together) and for systems with more events than are worth compiling.
 */

import { type TableData, unknownMove } from './joined-tables.ts';
import type { Expanded } from './kernel.ts';
import type { Layout } from './layout.ts';

/** Past this many events the code outgrows the instruction cache and the generic loop is as fast. */
export const mostCompiledEvents = 1_500;

export interface Participation {
  readonly component: number;
  readonly column: number;
}

export interface ExpansionPlan {
  readonly layout: Layout;
  /** Participants of each event. */
  readonly events: readonly (readonly Participation[])[];
  /** Columns of each component. */
  readonly columns: readonly number[];
  /** Words of a mask, the bit after the last event included: it says that a row is filled. */
  readonly maskWords: number;
}

/**
 * Expands the states from word offset `at` to `end`, as long as less than `room` words are taken by successors and the tables have
 * the answers. A successor that is the state it comes from takes `loop` words: none, or as many as any other. Returns the word offset of
 * the first state that was not expanded.
 */
export type Expand = (
  tables: TableData,
  states: Uint32Array,
  at: number,
  end: number,
  out: Uint32Array,
  room: number,
  loop: number,
  fired: Uint32Array,
  expanded: Expanded,
) => number;

function eventCase({ layout, events }: ExpansionPlan, event: number): string {
  const participants = events[event] as readonly Participation[];
  const moves = participants.map(
    ({ component: c, column }) =>
      `const d${c} = moves[r${c} + ${column}]; if (d${c} === ${unknownMove}) { n = before; o = start; break all; }`,
  );
  const stores = Array.from({ length: layout.words }, (_, w) => {
    const moved = participants.filter(({ component }) => layout.word[component] === w);
    return `out[o + ${w}] = w${w}${moved.map(({ component: c }) => ` ^ d${c}`).join('')};`;
  });
  const changes = participants.map(({ component: c }) => `d${c}`).join(' | ');
  return (
    `case ${event & 31}: { ${moves.join(' ')} ${stores.join(' ')} ` +
    `fired[n++] = ${event}; o += (${changes}) === 0 ? loop : ${layout.words}; break; }`
  );
}

/** The events of one word of the masks; the last word is read before, for the bit of the filled rows. */
function maskWord(plan: ExpansionPlan, w: number): string {
  const { events, columns, maskWords } = plan;
  const here = events.map((_, e) => e).filter((e) => e >>> 5 === w);
  const concerned = columns.flatMap((_, c) =>
    here.some((e) => events[e]?.some(({ component }) => component === c)) ? [c] : [],
  );
  const read =
    w === maskWords - 1
      ? `e = filled & ${2 ** here.length - 1};`
      : `e = ${concerned.map((c) => `masks[k${c} + ${w}]`).join(' & ')};`;
  if (here.length === 0) return '';
  return `
    ${read}
    while (e !== 0) {
      b = e & -e; e ^= b;
      switch (31 - Math.clz32(b)) {
        ${here.map((event) => eventCase(plan, event)).join('\n        ')}
      }
    }`;
}

/** Participations of all events up to which each event has its own piece of code. */
const mostWrittenOut = 400;

/**
 * The same with one piece of code for all events of the same participants, told apart by tables of columns. V8 optimises no function of more
 * than 60 kB of bytecode: 356 events with 1,396 participations, written out one by one, ran in the interpreter, at 170 ns a transition.
 */
function groupedWords({ layout, events, maskWords, columns }: ExpansionPlan): { head: string; body: string } {
  const groups = [...new Set(events.map((participants) => participants.map(({ component }) => component).join()))];
  const groupOf = events.map((participants) => groups.indexOf(participants.map(({ component }) => component).join()));
  const stride = Math.max(...events.map(({ length }) => length));
  const columnOf = events.flatMap((participants) =>
    Array.from({ length: stride }, (_, i) => participants[i]?.column ?? 0),
  );
  const cases = groups.map((group, g) => {
    const participants = group.split(',').map(Number);
    const moves = participants.map((c, i) => `const d${c} = moves[r${c} + columnOf[i + ${i}]];`);
    const unknown = participants.map((c) => `d${c} === ${unknownMove}`).join(' || ');
    const stores = Array.from({ length: layout.words }, (_, w) => {
      const moved = participants.filter((c) => layout.word[c] === w);
      return `out[o + ${w}] = w${w}${moved.map((c) => ` ^ d${c}`).join('')};`;
    });
    const changes = participants.map((c) => `d${c}`).join(' | ');
    return (
      `case ${g}: { ${moves.join(' ')} if (${unknown}) { n = before; o = start; break all; } ` +
      `${stores.join(' ')} o += (${changes}) === 0 ? loop : ${layout.words}; break; }`
    );
  });
  const each = columns.map((_, c) => `masks[k${c} + w]`).join(' & ');
  return {
    head: `const groupOf = Uint16Array.of(${groupOf.join()}), columnOf = Int32Array.of(${columnOf.join()});`,
    body: `
    for (let w = 0; w < ${maskWords}; w++) {
      e = ${each};
      if (w === ${maskWords - 1}) e &= ${2 ** (events.length & 31) - 1};
      while (e !== 0) {
        b = e & -e; e ^= b;
        const event = (w << 5) + 31 - Math.clz32(b), i = event * ${stride};
        switch (groupOf[event]) {
          ${cases.join('\n          ')}
        }
        fired[n++] = event;
      }
    }`,
  };
}

/** The source of the expansion: a function of the tables, so that systems of one shape share its code. */
function expansionSource(plan: ExpansionPlan): string {
  const { layout, columns, maskWords } = plan;
  const { words } = layout;
  const each = columns.map((_, c) => c);
  const bases = each.map((c) => `const a${c} = tables.maskBase[${c}], b${c} = tables.moveBase[${c}];`);
  const loads = Array.from({ length: words }, (_, w) => `const w${w} = states[at + ${w}] | 0;`);
  const rows = each.map(
    (c) =>
      `const l${c} = (w${layout.word[c]} >>> ${layout.shift[c]}) & ${layout.mask[c]}, ` +
      `k${c} = a${c} + l${c} * ${maskWords}, r${c} = b${c} + l${c} * ${columns[c]};`,
  );
  const participations = plan.events.reduce((sum, { length }) => sum + length, 0);
  const { head, body } =
    participations > mostWrittenOut
      ? groupedWords(plan)
      : { head: '', body: Array.from({ length: maskWords }, (_, w) => maskWord(plan, w)).join('') };
  return `${head}
return function expand(tables, states, at, end, out, room, loop, fired, expanded) {
  const { masks, moves } = tables;
  ${bases.join('\n  ')}
  let n = 0, o = 0, e = 0, b = 0, deadlocks = 0;
  all: for (; at < end && n * ${words} < room; at += ${words}) {
    ${loads.join(' ')}
    ${rows.join('\n    ')}
    const before = n, start = o;
    const filled = ${each.map((c) => `masks[k${c} + ${maskWords - 1}]`).join(' & ')};
    if ((filled & ${1 << (plan.events.length & 31)}) === 0) break;${body}
    if (n === before) deadlocks++;
  }
  expanded.successors = o / ${words};
  expanded.transitions = n;
  expanded.deadlocks = deadlocks;
  return at;
};`;
}

/** Code made so far, by source: a check of many claims meets the same shapes again, and the engine has optimised them by then. */
const made = new Map<string, Expand>();
/** Shapes kept; a sweep of hundreds of different ones starts over rather than keeping them all. */
const mostKept = 64;

/** Compiles the expansion of a plan. */
export function compileExpand(plan: ExpansionPlan): Expand {
  const source = expansionSource(plan);
  const known = made.get(source);
  if (known !== undefined) return known;
  if (made.size >= mostKept) made.clear();
  const expand = new Function(source)() as Expand;
  made.set(source, expand);
  return expand;
}
