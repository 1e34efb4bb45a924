/**
 * The values of TLA+. Booleans and whole numbers are JavaScript's own; everything else is an object of one of the kinds
 * below, which know just enough of each other to be compared (order.ts) and interned (intern.ts).
 *
 * Functions have one shape a value: the empty function is the empty tuple, a function on 1..n is a tuple, one on strings a record,
 * any other a table. So two finite functions are equal exactly when shape and parts are.
 */

import { EvaluationFault } from '../fault.ts';

export const kinds = { text: 1, model: 2, set: 3, tuple: 4, record: 5, table: 6, rule: 7 } as const;
export type Kind = (typeof kinds)[keyof typeof kinds];

export type Value = boolean | number | ObjectValue;

/**
 * Values are made by the million, so their classes declare fields and set them in constructors: a field that is initialised in the
 * class body is defined anew for each object, which took a quarter of the time of two-phase commit.
 */
export abstract class ObjectValue {
  declare readonly kind: Kind;
  /** Place in a state, once interned; 0 before. */
  declare word: number;

  constructor(kind: Kind) {
    this.kind = kind;
    this.word = 0;
  }

  /** The value in the one shape in which it is stored; itself if it has it. */
  canonical(): ObjectValue {
    return this;
  }

  /** What tells values of equal parts apart. */
  get head(): number {
    return this.kind << 24;
  }

  /** The parts that a canonical value is interned by. */
  parts(): readonly Value[] {
    return [];
  }

  /** The domain of a table, and the names of a record, which belong to what it is interned by. */
  keyed(): ObjectValue | undefined {
    return undefined;
  }

  /** A canonical value with every part replaced by its one object. */
  withParts(_parts: readonly Value[], _keyed: ObjectValue | undefined): ObjectValue {
    return this;
  }
}

/** A string. There is one object a text, so that identity is equality. */
export class Text extends ObjectValue {
  declare readonly kind: typeof kinds.text;
  readonly text: string;
  /** Strings are ordered by first occurrence in configuration and modules, as TLC orders them. */
  readonly order: number;

  constructor(text: string, order: number) {
    super(kinds.text);
    this.text = text;
    this.order = order;
  }
}

const texts = new Map<string, Text>();
const inOrder: Text[] = [];
let isClosed = false;

/** A string that only one of several threads has met: its place in the order would depend on time. */
class NewText extends Error {}

/** Throws NewText for one that is new after `closeTexts`. */
export function textOf(text: string): Text {
  const known = texts.get(text);
  if (known !== undefined) return known;
  if (isClosed) throw new NewText();
  const made = new Text(text, texts.size);
  texts.set(text, made);
  inOrder.push(made);
  return made;
}

/** Every string so far, in their order. */
export function allTexts(): readonly string[] {
  return inOrder.map(({ text }) => text);
}

/** The string at a place in the order. Throws NewText where there is none. */
export function textAt(order: number): Text {
  const text = inOrder[order];
  if (text === undefined) throw new NewText();
  return text;
}

/** Lets no string come after those there are, in a thread that is one of several. */
export function closeTexts(): void {
  isClosed = true;
}

/** An untyped model value differs from every other value; a typed one (`A_x`) may be compared with its own type only. */
export class ModelValue extends ObjectValue {
  declare readonly kind: typeof kinds.model;
  readonly name: string;
  readonly type: string;
  readonly order: number;

  constructor(name: string) {
    super(kinds.model);
    this.name = name;
    this.type = name.length > 2 && name[1] === '_' ? (name[0] as string) : '';
    this.order = textOf(name).order;
  }
}

const modelValues = new Map<string, ModelValue>();

export function modelValue(name: string): ModelValue {
  const known = modelValues.get(name);
  if (known !== undefined) return known;
  const made = new ModelValue(name);
  modelValues.set(name, made);
  return made;
}

/** A set, finite or not, listed or not. */
export abstract class SetValue extends ObjectValue {
  declare readonly kind: typeof kinds.set;

  constructor() {
    super(kinds.set);
  }

  abstract has(value: Value): boolean;
  /** Every element once, in the order of `compare`. Throws PL-512 for an infinite set. */
  abstract elements(): readonly Value[];
  /** Throws PL-512 for an infinite set. */
  abstract get size(): number;

  get isFinite(): boolean {
    return true;
  }

  /** How the set was given, where its elements cannot be listed. */
  describe(): string {
    return 'a set that is not listed';
  }

  /** The elements one after the other, in any order that is always the same; for a search that may stop early. */
  iterate(): Iterable<Value> {
    return this.elements();
  }
}

/** A function: tuple, record, table or rule. */
export abstract class FunctionValue extends ObjectValue {
  /** The value at an argument, or undefined outside the domain. */
  abstract at(argument: Value): Value | undefined;
  abstract domain(): SetValue;
  /** The values in the order of the domain's elements. */
  abstract values(): readonly Value[];
}

export function isSet(value: Value): value is SetValue {
  return typeof value === 'object' && value.kind === kinds.set;
}

export function isFunction(value: Value): value is FunctionValue {
  return typeof value === 'object' && value.kind >= kinds.tuple;
}

export function fault(code: ConstructorParameters<typeof EvaluationFault>[0], message: string, hint?: string): never {
  throw new EvaluationFault(code, message, hint);
}
