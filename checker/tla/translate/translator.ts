/**
 * What the passes of the translation share: names, the program under construction, constants, positions, and the emission of
 * operators as JavaScript functions, each where it is first needed and once.
 */

import { Problem } from '../../language/problem.ts';
import type { Elaboration } from '../elaborate.ts';
import { factsOf, levels } from '../facts.ts';
import type { Alias, Scope } from '../scope.ts';
import type { Builtin } from '../standard/builtin.ts';
import type { Expression, Position } from '../syntax.ts';
import { type ModelValue, modelValue, type Value } from '../values/value.ts';
import { Block } from './block.ts';
import type { Coverage } from './coverage.ts';
import { Names } from './names.ts';

/** An expression with the scope that gives its names their meaning. */
export interface Formula {
  readonly expression: Expression;
  readonly scope: Scope;
}

export interface Env {
  readonly scope: Scope;
  /** Whether names of variables mean their values in the next state. */
  readonly primed: boolean;
  /** Where definitions go that belong to this place. */
  readonly block: Block;
  /** JavaScript of `@`. */
  readonly old?: string | undefined;
}

/** Runtime functions that generated code may name. */
const runtimeNames =
  `apply field tabulate recursive except record records filter each parts choose lazy remembered1 remembered2 remembered3 tick toBoolean textOf shapeOf setOf
tuple product functions noArm unassigned notGiven unsupported words states at event found compiled sink init clear clearNext formulas emitInitial runtime pool wordOf valueAt load loadNext emit swap`.split(
    /\s+/,
  );

export class Translator {
  readonly elaboration: Elaboration;
  readonly names: Names = new Names();
  readonly top: Block = new Block();
  /** Values that the program refers to by name. */
  readonly pool: Map<string, unknown> = new Map();
  readonly files: string[] = [];
  /** JavaScript names of the variables' values in the state and in the next one. */
  readonly current: readonly string[];
  readonly next: readonly string[];
  /** Blocks of LETs by scope, and of parametrised instances by copy. */
  readonly blocks: WeakMap<object, Block> = new WeakMap();
  readonly emitted: Map<object, Map<string, string>> = new Map();
  /** Next values, inside ENABLED, of variables that an INSTANCE replaces by expressions; numbered after the real ones. */
  readonly #virtuals: Alias[] = [];
  readonly virtualNames: string[] = [];
  /** Counters, where they are wanted: without them the text has no trace of them. */
  readonly coverage: Coverage | undefined;
  depth = 0;
  readonly #poolNames = new Map<unknown, string>();

  constructor(elaboration: Elaboration, coverage?: Coverage) {
    this.elaboration = elaboration;
    this.coverage = coverage;
    for (const name of runtimeNames) this.names.fresh(name);
    this.current = elaboration.variables.map(({ name }) => this.names.fresh(name));
    this.next = elaboration.variables.map(({ name }) => this.names.fresh(`${name}_next`));
  }

  /** The number of the next value of a replaced variable. */
  virtual(alias: Alias): number {
    let place = this.#virtuals.indexOf(alias);
    if (place < 0) {
      place = this.#virtuals.push(alias) - 1;
      this.virtualNames.push(this.names.fresh('free_next'));
    }
    return this.next.length + place;
  }

  /** JavaScript name of the next value of a variable, or of one that is replaced, by number. */
  nextName(index: number): string {
    return this.next[index] ?? (this.virtualNames[index - this.next.length] as string);
  }

  /** The name by which the program knows a value made now. */
  constant(value: unknown, base: string): string {
    const known = this.#poolNames.get(value);
    if (known !== undefined) return known;
    const name = this.names.fresh(base);
    this.#poolNames.set(value, name);
    this.pool.set(name, value);
    return name;
  }

  value(value: Value): string {
    return typeof value === 'object' ? this.constant(value, 'k') : String(value);
  }

  modelValue(name: string): ModelValue {
    return modelValue(name);
  }

  builtin(builtin: Builtin): string {
    return this.constant(builtin.run, builtin.js);
  }

  /** A comment that names the place in the specification, before what may fail there. */
  mark({ file, line, column }: Position): string {
    let index = this.files.indexOf(file);
    if (index < 0) index = this.files.push(file) - 1;
    return `/*${index}:${line}:${column}*/`;
  }

  /** An expression whose evaluations and truths are counted, if that is wanted. */
  counted(e: Expression, code: string, isCondition: boolean): string {
    const place = this.coverage?.place(e, isCondition);
    return place === undefined ? code : `${this.constant(this.coverage?.tally, 'tally')}(${place}, ${code})`;
  }

  /** The block that definitions of a scope belong to. */
  blockOf(scope: Scope): Block {
    for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
      const block = this.blocks.get(at) ?? (at.copy === undefined ? undefined : this.blocks.get(at.copy));
      if (block !== undefined) return block;
    }
    return this.top;
  }

  /** Guards against operators that unfold into each other without end. */
  deeper<T>(at: Position, work: () => T): T {
    if (++this.depth > 1_000) {
      throw new Problem('PL-519', {
        place: `${at.file}:${at.line}:${at.column}`,
        found: 'operators that unfold into each other without end',
        hint: 'declare a recursive operator with RECURSIVE',
      });
    }
    try {
      return work();
    } finally {
      this.depth--;
    }
  }
}

export function isConstant(e: Parameters<typeof factsOf>[0], scope: Scope): boolean {
  const { level, isClosed, isPure } = factsOf(e, scope);
  return level === levels.constant && isClosed && isPure;
}
