/**
 * A translated specification for other threads: its text, the values that it names, and what is asked of states and steps. Nothing is parsed
 * or translated there a second time.
 */

import { Cut } from '../kernel/cut.ts';
import type { LentKernel } from '../kernel/kernel.ts';
import { InvariantTest, type KernelOptions, StateSink, TlaKernel } from './kernel.ts';
import type { Run } from './standard/builtin.ts';
import { standardModules } from './standard/modules.ts';
import { start } from './translate/compiled.ts';
import type { Program } from './translate/program.ts';
import type { Reads } from './translate/reads.ts';
import { Shape, shapeOf } from './values/function.ts';
import { NoRoom, valueAt, wordOf } from './values/intern.ts';
import type { ListedSet } from './values/listed-set.ts';
import { join, type LentValues, lentValues } from './values/sharing.ts';
import type { Value } from './values/value.ts';
import { watch } from './values/watch.ts';

type Pooled =
  | { readonly kind: 'builtin'; readonly module: string; readonly name: string }
  | { readonly kind: 'value' | 'shape'; readonly word: number };

/** A claim by the place of its formula. */
interface LentClaim {
  readonly name: string;
  readonly place: number;
}

type Claims = 'constraints' | 'actionConstraints' | 'invariants' | 'steps';

export interface LentProgram extends LentKernel {
  readonly number: number;
  readonly values: LentValues;
  readonly text: string;
  readonly pool: readonly (readonly [string, Pooled])[];
  readonly variables: number;
  readonly reads: readonly (Reads | undefined)[];
  readonly claims: Readonly<Record<Claims, readonly LentClaim[]>>;
  readonly checkDeadlock: boolean;
}

/** Operators that are impure only in that they may fail. */
const harmless: ReadonlySet<string> = new Set(['Assert', 'AssertEq']);

const builtins = new Map<Run, { readonly module: string; readonly name: string; readonly isStateful: boolean }>();
for (const [module, { builtins: some = {} }] of Object.entries(standardModules)) {
  for (const [name, { run, isImpure = false, isRandom = false }] of Object.entries(some)) {
    builtins.set(run, { module, name, isStateful: (isImpure || isRandom) && !harmless.has(name) });
  }
}

/** Whether a program names an operator that draws, counts in registers, or reads what is outside of the state. */
export function isStateful({ pool }: Pick<Program, 'pool'>): boolean {
  return [...pool.values()].some((one) => builtins.get(one as Run)?.isStateful === true);
}

function pooled(value: unknown): Pooled | undefined {
  if (value instanceof Shape) return { kind: 'shape', word: wordOf(value.names) };
  if (typeof value !== 'function') return { kind: 'value', word: wordOf(value as Value) };
  const known = builtins.get(value as Run);
  return known && { kind: 'builtin', module: known.module, name: known.name };
}

let programs = 0;

/** What lends a program; undefined where it names a value that cannot be handed on, such as an infinite set. */
export function lender(program: Program, variables: number, options: KernelOptions): (() => LentProgram) | undefined {
  const number = programs++;
  const pool: [string, Pooled][] = [];
  try {
    for (const [name, value] of program.pool) {
      const one = pooled(value);
      if (one === undefined) return undefined;
      pool.push([name, one]);
    }
  } catch {
    return undefined;
  }
  const claims = (key: Claims): readonly LentClaim[] => options[key].map(({ name, place }) => ({ name, place }));
  return () => ({
    ...{ words: variables, number, values: lentValues(), text: program.text, pool, variables, reads: program.reads },
    claims: {
      ...{ constraints: claims('constraints'), actionConstraints: claims('actionConstraints') },
      ...{ invariants: claims('invariants'), steps: claims('steps') },
    },
    checkDeadlock: options.checkDeadlock,
  });
}

export interface Borrowed {
  readonly kernel: TlaKernel;
  readonly tests: readonly InvariantTest[];
}

/** The last program that was borrowed: it is lent again whenever states have changed hands. */
let last: { readonly number: number; readonly borrowed: Borrowed } | undefined;

function given(one: Pooled): unknown {
  switch (one.kind) {
    case 'builtin':
      return standardModules[one.module]?.builtins?.[one.name]?.run;
    case 'shape':
      return shapeOf((valueAt(one.word) as ListedSet).items);
    default:
      return valueAt(one.word);
  }
}

/** Starts a program that another thread has lent. `isOver` is asked from inside of long evaluations. */
export function borrow(lent: LentProgram, isOver: () => boolean): Borrowed {
  if (last?.number === lent.number) return last.borrowed;
  join(lent.values);
  watch.look = () => {
    if (isOver()) throw new Cut('time');
  };
  const sink = new StateSink(lent.variables, lent.variables);
  const pool = Object.fromEntries(lent.pool.map(([name, one]) => [name, given(one)]));
  const program = start(lent.text, pool, sink);
  const claims = (key: Claims): KernelOptions[Claims] =>
    lent.claims[key].map(({ name, place }) => ({ name, place, formula: program.formulas[place] as () => Value }));
  const invariants = claims('invariants');
  const options: KernelOptions = {
    ...{ constraints: claims('constraints'), actionConstraints: claims('actionConstraints'), invariants },
    ...{ steps: claims('steps'), checkDeadlock: lent.checkDeadlock, view: undefined, symmetry: undefined },
  };
  const kernel = new TlaKernel({ ...program, reads: lent.reads }, sink, lent.variables, options);
  const tests = invariants.length === 0 ? [] : [new InvariantTest(program, invariants)];
  last = { number: lent.number, borrowed: { kernel, tests } };
  return last.borrowed;
}

/** What stops a thread: no room for new values, a step or an invariant that breaks, or nothing but that all is over. */
export function troubleOf(cause: unknown): 'broken' | 'full' | undefined {
  if (cause instanceof NoRoom) return 'full';
  return cause instanceof Cut ? undefined : 'broken';
}
