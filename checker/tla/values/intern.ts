/**
 * Interning: each value of a state is a 32-bit word, equal values have equal words, and for each word there is one object.
 *
 * Small whole numbers carry themselves (the lowest bit is 1), every other value is a place in a table. Only what is stored in a
 * state, or stands for it as a key, is interned: the values that an expression makes on its way are not, so they cost no look-up
 * and are freed.
 *
 * Several threads of one search share the places (shared-values.ts), so that words mean the same in all of them, and each has objects
 * of its own: of a place that another thread has taken, one is made when it is first asked for.
 */

import type { SharedValues, ValueRecord } from './shared-values.ts';
import { fault, kinds, type ModelValue, type ObjectValue, type Text, type Value } from './value.ts';

const falseWord = 2;
const trueWord = 4;
const numberBound = 2 ** 30;
const seed = 0x9e3779b9;

/** Places that are taken: nothing, FALSE, TRUE. */
export const firstPlace = 3;
/** By half of the word; undefined for a value that only other threads have met. */
const values: (Value | undefined)[] = [false, false, true];
const numbers = new Map<number, number>();
let slots = new Int32Array(1 << 12);
let hashes = new Int32Array(1 << 11);

function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

/** No room for the values of several threads: whoever shares them goes on alone. */
export class NoRoom extends Error {}

/** What is shared with other threads, and how a value that one of them has met is made here. */
let shared:
  | {
      readonly values: SharedValues;
      readonly isOwner: boolean;
      readonly make: (record: ValueRecord) => Value;
    }
  | undefined;

/** The kind of whole numbers that do not carry themselves, among those of objects. */
export const numberKind = 0;

/** A value taken apart; its parts are interned. */
function recordOfValue(value: Value): ValueRecord {
  if (typeof value !== 'object') {
    const parts = new Uint32Array(Float64Array.of(Number(value)).buffer);
    return { hash: mix(mix(seed, parts[0] as number), parts[1] as number) | 1, kind: numberKind, keyed: 0, parts };
  }
  if (value.kind === kinds.text || value.kind === kinds.model) {
    const { order } = value as Text | ModelValue;
    return { hash: mix(mix(seed, value.kind), order) | 1, kind: value.kind, keyed: 0, parts: [order] };
  }
  const domain = value.keyed();
  const keyed = domain === undefined ? 0 : wordOf(domain);
  const parts = value.parts().map(wordOf);
  return { hash: hashOf(value.head, keyed, parts), kind: value.kind, keyed, parts };
}

function hashOf(head: number, keyed: number, parts: readonly number[]): number {
  let hash = mix(seed, head ^ keyed);
  for (const word of parts) hash = mix(hash, word);
  return hash | 1;
}

/** Puts everything that is interned, and what will be, in shared memory. Throws NoRoom. */
export function shareValues(own: SharedValues, make: (record: ValueRecord) => Value): void {
  const others = shared;
  for (let place = firstPlace; place < countOfValues(); place++) {
    const value = values[place] ?? others?.make(others.values.at(place));
    if (own.placeOf(recordOfValue(value as Value)) !== place) throw new NoRoom();
  }
  shared = { values: own, isOwner: true, make };
}

/** Takes part in what another thread shares; nothing may be interned yet. */
export function joinValues(theirs: SharedValues, make: (record: ValueRecord) => Value): void {
  if (values.length > firstPlace) throw new Error('values were interned before others were joined');
  shared = { values: theirs, isOwner: false, make };
}

/** Places that are taken, those of other threads included. */
export function countOfValues(): number {
  return Math.max(values.length, shared?.values.count ?? 0);
}

/** The value at a place that is taken, taken apart. */
export function recordAt(place: number): ValueRecord {
  const value = values[place];
  return value === undefined ? (shared?.values.at(place) as ValueRecord) : recordOfValue(value);
}

function grow(): void {
  slots = new Int32Array(slots.length * 2);
  const more = new Int32Array(slots.length >> 1);
  more.set(hashes);
  hashes = more;
  const mask = slots.length - 1;
  for (let place = firstPlace; place < hashes.length; place++) {
    const hash = hashes[place] as number;
    if (hash === 0) continue;
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = place;
  }
}

/** Gives a value that is new here a place. */
function add(value: Value): number {
  let place = values.length;
  if (shared !== undefined) {
    const common = shared.values.placeOf(recordOfValue(value));
    if (common === 0 && !shared.isOwner) throw new NoRoom();
    place = common === 0 ? countOfValues() : common;
  }
  if (place >= 2 ** 31) fault('PL-520', 'more different values than can be numbered');
  put(place, value);
  return place;
}

/** Without holes, which would make the array a slow one. */
function put(place: number, value: Value): void {
  while (values.length <= place) values.push(undefined);
  values[place] = value;
  while (place * 2 >= slots.length) grow();
}

function enter(place: number, hash: number): void {
  hashes[place] = hash;
  const mask = slots.length - 1;
  let slot = hash & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = place;
}

/** The value of a word that only another thread has met. */
function borrowed(word: number): Value {
  const place = word >>> 1;
  if (shared === undefined || place >= shared.values.count) throw new RangeError(`no value has the word ${word}`);
  const record = shared.values.at(place);
  const value = shared.make(record);
  put(place, value);
  if (typeof value !== 'object') numbers.set(value as number, word);
  else {
    value.word = word;
    if (value.kind >= kinds.set) enter(place, record.hash);
  }
  return value;
}

function internObject(given: ObjectValue): number {
  if (given.kind === kinds.text || given.kind === kinds.model) {
    given.word = (add(given) << 1) >>> 0;
    return given.word;
  }
  const value = given.canonical();
  if (value.word !== 0) {
    given.word = value.word;
    return value.word;
  }
  const parts = value.parts();
  const domain = value.keyed();
  let hash = mix(seed, value.head ^ (domain === undefined ? 0 : wordOf(domain)));
  for (let i = 0; i < parts.length; i++) hash = mix(hash, wordOf(parts[i] as Value));
  hash |= 1;
  const mask = slots.length - 1;
  let slot = hash & mask;
  for (let place = slots[slot] as number; place !== 0; place = slots[slot] as number) {
    if (hashes[place] === hash) {
      const known = values[place] as ObjectValue;
      if (isSame(known, value, parts)) {
        given.word = known.word;
        value.word = known.word;
        return known.word;
      }
    }
    slot = (slot + 1) & mask;
  }
  const whole = value.withParts(
    parts.map((part) => valueAt(wordOf(part))),
    domain === undefined ? undefined : (valueAt(wordOf(domain)) as ObjectValue),
  );
  const place = add(whole);
  enter(place, hash);
  whole.word = (place << 1) >>> 0;
  given.word = whole.word;
  value.word = whole.word;
  return whole.word;
}

function isSame(known: ObjectValue, value: ObjectValue, parts: readonly Value[]): boolean {
  return known.head === value.head && known.keyed()?.word === value.keyed()?.word && sameParts(known.parts(), parts);
}

function sameParts(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as Value;
    const y = b[i] as Value;
    if (x !== y && (typeof x !== 'object' || typeof y !== 'object' || x.word !== y.word)) return false;
  }
  return true;
}

function internNumber(value: number): number {
  if (!Number.isSafeInteger(value)) fault('PL-516', `${value} is beyond the whole numbers that are held exactly`);
  const known = numbers.get(value);
  if (known !== undefined) return known;
  const word = (add(value) << 1) >>> 0;
  numbers.set(value, word);
  return word;
}

/** The word of a value. */
export function wordOf(value: Value): number {
  if (typeof value === 'object') return value.word === 0 ? internObject(value) : value.word;
  if (typeof value === 'number') {
    return value >= -numberBound && value < numberBound ? ((value << 1) | 1) >>> 0 : internNumber(value);
  }
  return value ? trueWord : falseWord;
}

/** The word of a value that was interned before, or whose like was; 0 for any other. Nothing is interned. */
export function knownWord(value: Value): number {
  if (typeof value !== 'object') return typeof value === 'number' ? wordOf(value) : value ? trueWord : falseWord;
  if (value.word !== 0 || value.kind === kinds.text || value.kind === kinds.model) return value.word;
  const whole = value.canonical();
  if (whole.word !== 0) return whole.word;
  const domain = whole.keyed();
  const domainWord = domain === undefined ? 0 : knownWord(domain);
  if (domain !== undefined && domainWord === 0) return 0;
  const parts = whole.parts();
  let hash = mix(seed, whole.head ^ domainWord);
  for (let i = 0; i < parts.length; i++) {
    const word = knownWord(parts[i] as Value);
    if (word === 0) return 0;
    hash = mix(hash, word);
  }
  hash |= 1;
  const mask = slots.length - 1;
  let slot = hash & mask;
  for (let place = slots[slot] as number; place !== 0; place = slots[slot] as number) {
    if (hashes[place] === hash) {
      const known = values[place] as ObjectValue;
      if (isSame(known, whole, parts)) {
        value.word = known.word;
        return known.word;
      }
    }
    slot = (slot + 1) & mask;
  }
  return 0;
}

/** The value of a word. */
export function valueAt(word: number): Value {
  return (word & 1) === 1 ? word >> 1 : (values[word >>> 1] ?? borrowed(word));
}
