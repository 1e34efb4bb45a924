/**
 * The inner loops of the store, written out for one width of state.
 *
 * Nearly all the time of a large search is spent here: every transition is hashed, sent to a partition and looked up. With the
 * number of words known the loops have no loop inside; two-phase commit with 8 managers is explored a third faster for it.
 */

import type { Partition } from './partition.ts';

/**
 * States with an index over them, a power of two long: slot → number, -1 if free. The bits that the numbers leave hold bits of the
 * hash, so that a state that was pushed aside to a neighbouring slot is told apart without looking at the states.
 */
export interface Indexed {
  readonly states: Uint32Array;
  readonly index: Int32Array;
}

export interface StoreCode {
  /** Hash of the state at word offset `at`: its high bits choose the partition, its low bits the slot. */
  hash(from: Uint32Array, at: number): number;
  /** Adds the states in the words `start` … `end` of `from` to a partition, in order, each that is not known yet. */
  insert(partition: Partition, from: Uint32Array, start: number, end: number): void;
  /** The number of the state in the partition, or -1. */
  find(partition: Indexed, from: Uint32Array, at: number): number;
  /** Enters the first `count` states, all different, in an index that is free. */
  reindex(states: Uint32Array, count: number, index: Int32Array): void;
  /**
   * Sends the states `first` … `count` of `from` to the buffers of their partitions, hash >>> shift. Stops before a state whose
   * buffer is full and returns its number; `count` when all are sent.
   */
  scatter(
    from: Uint32Array,
    first: number,
    count: number,
    shift: number,
    buffer: Uint32Array,
    ends: Int32Array,
    limits: Int32Array,
  ): number;
}

const seed = 0x9e3779b9;
/** Bits of an index entry in use: an entry is never -1. */
const allTags = 0x7fffffff;

/** Multiply–xorshift over the words; the constants are those of the MurmurHash3 finaliser. */
function hashing(words: readonly string[]): string {
  const steps = words.map(
    (word, i) =>
      `${i === 0 ? 'let h = ' : 'h = '}Math.imul(${i === 0 ? seed : 'h'} ^ ${word}, 0x85ebca6b); h ^= h >>> 15;`,
  );
  return `${steps.join(' ')} h = Math.imul(h, 0xc2b2ae35); h ^= h >>> 16;`;
}

/** The words before `first` are carried along and tell no states apart. */
function source(words: number, first: number): string {
  const each = Array.from({ length: words }, (_, w) => w);
  const at = (array: string, base: string, w: number): string => `${array}[${base}${w === 0 ? '' : ` + ${w}`}]`;
  const names = each.slice(first).map((w) => `w${w}`);
  const load = (base: string): string => each.map((w) => `const w${w} = ${at('from', base, w)};`).join(' ');
  const differs = each
    .slice(first)
    .map((w) => `${at('states', 'k', w)} !== w${w}`)
    .join(' || ');
  const store = (array: string, base: string): string => each.map((w) => `${at(array, base, w)} = w${w};`).join(' ');
  return `
const hash = (from, at) => { ${load('at')} ${hashing(names)} return h >>> 0; };
function insert(partition, from, start, end) {
  let { states, index, count, room } = partition;
  let mask = index.length - 1;
  let tags = ${allTags} & ~mask;
  for (let o = start; o < end; o += ${words}) {
    ${load('o')}
    ${hashing(names)}
    let slot = h & mask;
    let known = index[slot];
    for (; known !== -1; known = index[slot]) {
      if (((known ^ h) & tags) === 0) {
        const k = (known & mask) * ${words};
        if (${words === 0 ? 'false' : `!(${differs})`}) break;
      }
      slot = (slot + 1) & mask;
    }
    if (known !== -1) continue;
    index[slot] = (h & tags) | count;
    const k = count * ${words};
    ${store('states', 'k')}
    if (++count === room) {
      partition.count = count;
      partition.grow(reindex);
      ({ states, index, room } = partition);
      mask = index.length - 1;
      tags = ${allTags} & ~mask;
    }
  }
  partition.count = count;
}
function reindex(from, count, index) {
  const mask = index.length - 1;
  const tags = ${allTags} & ~mask;
  for (let s = 0, o = 0; s < count; s++, o += ${words}) {
    ${load('o')}
    ${hashing(names)}
    let slot = h & mask;
    while (index[slot] !== -1) slot = (slot + 1) & mask;
    index[slot] = (h & tags) | s;
  }
}
function find({ states, index }, from, at) {
  ${load('at')}
  ${hashing(names)}
  const mask = index.length - 1;
  for (let slot = h & mask; ; slot = (slot + 1) & mask) {
    const known = index[slot];
    if (known === -1) return -1;
    if (((known ^ h) & ${allTags} & ~mask) !== 0) continue;
    const k = (known & mask) * ${words};
    if (!(${differs})) return known & mask;
  }
}
function scatter(from, first, count, shift, buffer, ends, limits) {
  for (let s = first, o = first * ${words}; s < count; s++, o += ${words}) {
    ${load('o')}
    ${hashing(names)}
    const p = h >>> shift;
    const to = ends[p];
    if (to === limits[p]) return s;
    ${store('buffer', 'to')}
    ends[p] = to + ${words};
  }
  return count;
}
return { hash, insert, find, reindex, scatter };`;
}

const made = new Map<string, StoreCode>();

/** The loops for states of `words` words, told apart by those from `first` on; compiled once. */
export function storeCode(words: number, first = 0): StoreCode {
  const key = `${words} ${first}`;
  let code = made.get(key);
  if (code === undefined) {
    code = new Function(source(words, first))() as StoreCode;
    made.set(key, code);
  }
  return code;
}
