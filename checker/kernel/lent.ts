/**
 * What a kernel and its tests know, as data: enough for another thread to expand states and to test them without a machine or a property.
 *
 * What is not known yet is said to be unknown, and the thread that has the machines answers it.
 */

import { AnswerTable } from './answer-table.ts';
import { compileExpand, type Expand, type ExpansionPlan } from './generated-expand.ts';
import type { TableData } from './joined-tables.ts';
import type { Expanded, LentKernel, LentTest } from './kernel.ts';
import type { Layout } from './layout.ts';

/** Successors that one call makes room for, beside those of one state. */
const successorsAtOnce = 1 << 12;

export interface LentProduct extends LentKernel {
  readonly plan: ExpansionPlan;
  readonly tables: TableData;
  readonly eventCount: number;
}

/** Expands states by tables that somebody else fills. */
export class Borrower {
  readonly words: number;
  readonly successors: Uint32Array;
  readonly fired: Uint32Array;
  readonly #expand: Expand;
  readonly #tables: TableData;
  readonly #room: number;

  constructor({ plan, tables, eventCount }: LentProduct) {
    this.words = plan.layout.words;
    this.#expand = compileExpand(plan);
    this.#tables = tables;
    const most = successorsAtOnce + eventCount;
    this.successors = new Uint32Array(most * this.words);
    this.fired = new Uint32Array(most);
    this.#room = successorsAtOnce * this.words;
  }

  /** As `expandMany` of a kernel; 0 where the tables have no answer for the first state. */
  expandMany(states: Uint32Array, at: number, end: number, expanded: Expanded): number {
    const stopped = this.#expand(
      ...([this.#tables, states, at, end, this.successors, this.#room, 0, this.fired, expanded] as const),
    );
    return (stopped - at) / this.words;
  }
}

/** A tree of answers in one array: where the root is, then nodes of a component, its number of branches, and the branches. */
export type AnswerTree = Int32Array;

/** A branch that leads nowhere yet; a positive one is the place of a node, a negative one is -1 - answer. */
const unknownBranch = 0;

export interface LentAnswers extends LentTest {
  readonly layout: Layout;
  readonly parts: readonly AnswerTree[];
  /** Whether the test fails where all parts hold. */
  readonly negated: boolean;
}

/** One tree with a table of its answers in front, where that is small enough. */
class Part {
  readonly #layout: Layout;
  readonly #tree: AnswerTree;
  readonly #table: AnswerTable | undefined;

  constructor(layout: Layout, tree: AnswerTree) {
    this.#layout = layout;
    this.#tree = tree;
    const counts = new Map<number, number>();
    for (let node = 1; node < tree.length; node += 2 + (tree[node + 1] as number)) {
      const c = tree[node] as number;
      counts.set(c, Math.max(counts.get(c) ?? 1, tree[node + 1] as number));
    }
    this.#table = AnswerTable.for(layout, [...counts.keys()], [...counts.values()]);
  }

  /** 1 where the part holds, 0 where it fails, -1 where that is not known. */
  of(states: Uint32Array, at: number): number {
    const table = this.#table;
    if (table === undefined) return this.#ofTree(states, at);
    const place = table.placeOf(this.#layout, states, at);
    if (place < 0) return this.#ofTree(states, at);
    const known = table.answerAt(place);
    if (known >= 0) return known;
    const answer = this.#ofTree(states, at);
    if (answer >= 0) table.keep(place, answer);
    return answer;
  }

  #ofTree(states: Uint32Array, at: number): number {
    const { word, shift, mask } = this.#layout;
    const tree = this.#tree;
    let node = tree[0] as number;
    while (node > 0) {
      const c = tree[node] as number;
      const local = ((states[at + (word[c] as number)] as number) >>> (shift[c] as number)) & (mask[c] as number);
      node = local < (tree[node + 1] as number) ? (tree[node + 2 + local] as number) : unknownBranch;
    }
    return -1 - node;
  }
}

/** A test by the answers that somebody else has found. */
export class BorrowedTest {
  readonly #parts: readonly Part[];
  readonly #negated: boolean;

  constructor({ layout, parts, negated }: LentAnswers) {
    this.#parts = parts.map((tree) => new Part(layout, tree));
    this.#negated = negated;
  }

  /** Whether the test holds; undefined where that is not known. */
  holds(states: Uint32Array, at: number): boolean | undefined {
    for (const part of this.#parts) {
      const answer = part.of(states, at);
      if (answer < 0) return undefined;
      if (answer === 0) return this.#negated;
    }
    return !this.#negated;
  }
}

interface Branching {
  readonly component: number;
  readonly by: readonly (Branching | number | undefined)[];
}

/** Lays a tree of answers out in one array; an answer is 0 where the part fails. */
export function flattened(root: Branching | number | undefined): AnswerTree {
  const out: number[] = [unknownBranch];
  const put = (node: Branching | number | undefined): number => {
    if (node === undefined) return unknownBranch;
    if (typeof node === 'number') return -1 - node;
    const at = out.push(node.component, node.by.length) - 2;
    for (let i = 0; i < node.by.length; i++) out.push(unknownBranch);
    for (let i = 0; i < node.by.length; i++) out[at + 2 + i] = put(node.by[i]);
    return at;
  };
  out[0] = put(root);
  return Int32Array.from(out);
}
