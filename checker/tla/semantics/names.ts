/** What a name may stand for while modules are looked at, and in which order names come to be known. */

import { didYouMean } from '../../language/nearest.ts';
import { Problem } from '../../language/problem.ts';
import type { levels } from '../facts.ts';
import { placeOf } from '../resolve.ts';
import type { Module, Position } from '../syntax.ts';

export type Level = (typeof levels)[keyof typeof levels];

/** A parameter, with the highest level that an argument for it may have. */
export interface Slot {
  readonly arity: number;
  most: Level;
}

/** Something with parameters and a value: an operator, a constant, a variable, a bound name. */
export interface Value {
  readonly kind: 'value';
  readonly params: readonly Slot[];
  readonly level: Level;
  readonly at: Position | undefined;
  /** Declared rather than defined: what INSTANCE replaces. */
  readonly isDeclared: boolean;
  /** Of a parameter: what it may stand for. */
  readonly slot: Slot | undefined;
  readonly isBuiltin: boolean;
}

/** A named INSTANCE. */
interface Copied {
  readonly kind: 'copied';
  readonly params: readonly Slot[];
  readonly names: ReadonlyMap<string, Meaning>;
  readonly at: Position;
}

export type Meaning = Value | Copied;

export function value(level: Level, at: Position | undefined, more: Partial<Value> = {}): Value {
  return { kind: 'value', params: [], level, at, isDeclared: false, slot: undefined, isBuiltin: false, ...more };
}

export class Names {
  readonly parent: Names | undefined;
  readonly own: Map<string, Meaning> = new Map();
  /** LOCAL: of no concern to who extends or copies the module. */
  readonly hidden: Set<string> = new Set();
  readonly modules: Map<string, Module> = new Map();
  /** RECURSIVE, and not defined yet. */
  readonly owed: Map<string, Position> = new Map();

  constructor(parent?: Names) {
    this.parent = parent;
  }

  lookup(name: string): Meaning | undefined {
    for (let names: Names | undefined = this; names !== undefined; names = names.parent) {
      const found = names.own.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  module(name: string): Module | undefined {
    return this.modules.get(name) ?? this.parent?.module(name);
  }

  /** Throws PL-522 where the name is known already; what is built in may be hidden, as its modules grow from one version to the next. */
  declare(name: string, meaning: Meaning, at: Position): void {
    const known = this.lookup(name);
    if (known !== undefined && !(known.kind === 'value' && known.isBuiltin)) {
      throw new Problem('PL-522', {
        place: placeOf(at),
        expected: 'a name that is not taken',
        found: `${name} again${known.at === undefined ? '' : `, which has its meaning from ${placeOf(known.at)}`}`,
        hint: 'TLA+ lets no name be declared, defined or bound where it already means something: take another',
      });
    }
    this.own.set(name, meaning);
  }

  /** What EXTENDS or INSTANCE brings; the same may come by several ways. */
  bring(name: string, meaning: Meaning, isLocal: boolean): void {
    if (this.own.has(name)) return;
    this.own.set(name, meaning);
    if (isLocal) this.hidden.add(name);
  }

  /** Throws PL-504 where RECURSIVE has declared what nothing defines. */
  close(): void {
    for (const [name, at] of this.owed) {
      throw new Problem('PL-504', {
        place: placeOf(at),
        expected: `a definition of ${name}`,
        found: 'RECURSIVE alone',
      });
    }
  }

  known(): string[] {
    return [...this.own.keys(), ...(this.parent?.known() ?? [])];
  }

  /** What others see of a module. */
  shown(): Map<string, Meaning> {
    return new Map([...this.own].filter(([name]) => !this.hidden.has(name)));
  }

  /** Throws PL-504. */
  unknown(name: string, at: Position): never {
    throw new Problem('PL-504', {
      place: placeOf(at),
      expected: 'a name that is declared, defined or bound before it is used',
      found: name,
      ...didYouMean(name, this.known()),
    });
  }
}
