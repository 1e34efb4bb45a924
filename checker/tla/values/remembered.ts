/**
 * Values of an expression remembered by the words of what it depends on: variables of the state and names bound around it. A state has
 * many neighbours that differ from it elsewhere, and for them nothing is made or looked up again (spec/decisions/0050).
 */

import { valueAt, wordOf } from './intern.ts';
import { kinds, type Value } from './value.ts';

const smallest = 1 << 10;
const largest = 1 << 18;
/** A table that knew too few of the answers while so many were unknown is given up: at the beginning most are new. */
const trial = 1 << 16;
const leastKnown = 0.3;
const numberBound = 2 ** 30;

/** The word of a value that is cheap to know; 0 for any other. */
function readyWord(value: Value): number {
  if (typeof value === 'number') {
    return value >= -numberBound && value < numberBound && Number.isInteger(value) ? ((value << 1) | 1) >>> 0 : 0;
  }
  if (typeof value === 'object' && value.word === 0 && value.kind !== kinds.text && value.kind !== kinds.model)
    return 0;
  return wordOf(value);
}

/** One answer a place: a newer one takes the place of an older one. */
class Answers {
  /** Three words of a question and the word of its answer, one after the other. */
  #entries = new Uint32Array(4 * smallest);
  #mask = smallest - 1;
  #missed = 0;
  #unknown = 0;
  #known = 0;
  isUseful = true;

  #place(a: number, b: number, c: number): number {
    const hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1) ^ Math.imul(c, 0x27d4eb2f), 0x85ebca6b);
    return ((hash ^ (hash >>> 15)) & this.#mask) << 2;
  }

  /** The word of the answer, or 0. */
  find(a: number, b: number, c: number): number {
    const at = this.#place(a, b, c);
    const entries = this.#entries;
    if (entries[at] === a && entries[at + 1] === b && entries[at + 2] === c) {
      this.#known++;
      return entries[at + 3] as number;
    }
    return 0;
  }

  put(a: number, b: number, c: number, answer: number): void {
    if (++this.#unknown === trial) {
      this.isUseful = this.#known > leastKnown * (this.#known + this.#unknown);
      this.#known = 0;
      this.#unknown = 0;
    }
    const at = this.#place(a, b, c);
    const entries = this.#entries;
    entries[at] = a;
    entries[at + 1] = b;
    entries[at + 2] = c;
    entries[at + 3] = answer;
    if (++this.#missed <= this.#mask || this.#mask + 1 >= largest) return;
    this.#missed = 0;
    this.#entries = new Uint32Array(2 * entries.length);
    this.#mask = 2 * this.#mask + 1;
  }
}

/** Of what depends on one value. What is given has to be a function: of equal arguments equal answers, and no other effect. */
export function remembered1(compute: (a: Value) => Value): (a: Value) => Value {
  const answers = new Answers();
  return (a) => {
    const x = answers.isUseful ? readyWord(a) : 0;
    if (x === 0) return compute(a);
    const known = answers.find(x, 0, 0);
    if (known !== 0) return valueAt(known);
    const word = wordOf(compute(a));
    answers.put(x, 0, 0, word);
    return valueAt(word);
  };
}

export function remembered2(compute: (a: Value, b: Value) => Value): (a: Value, b: Value) => Value {
  const answers = new Answers();
  return (a, b) => {
    const x = answers.isUseful ? readyWord(a) : 0;
    const y = x === 0 ? 0 : readyWord(b);
    if (y === 0) return compute(a, b);
    const known = answers.find(x, y, 0);
    if (known !== 0) return valueAt(known);
    const word = wordOf(compute(a, b));
    answers.put(x, y, 0, word);
    return valueAt(word);
  };
}

export function remembered3(compute: (a: Value, b: Value, c: Value) => Value): (a: Value, b: Value, c: Value) => Value {
  const answers = new Answers();
  return (a, b, c) => {
    const x = answers.isUseful ? readyWord(a) : 0;
    const y = x === 0 ? 0 : readyWord(b);
    const z = y === 0 ? 0 : readyWord(c);
    if (z === 0) return compute(a, b, c);
    const known = answers.find(x, y, z);
    if (known !== 0) return valueAt(known);
    const word = wordOf(compute(a, b, c));
    answers.put(x, y, z, word);
    return valueAt(word);
  };
}
