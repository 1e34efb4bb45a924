/**
 * A translated specification on the kernel's interface: one word a variable, the interned value.
 *
 * Constraints are asked of each state that was found: one outside is generated, and counted as such, but not explored, as in TLC,
 * which still asks the invariants of it.
 */

import { Cut } from '../kernel/cut.ts';
import { type Kernel, type LentKernel, type LentTest, type StateTest, StepFault } from '../kernel/kernel.ts';
import { EvaluationFault } from './fault.ts';
import { run } from './standard/tlc.ts';
import { TransitionCache } from './transition-cache.ts';
import type { RunningProgram, Sink } from './translate/compiled.ts';
import type { Program } from './translate/program.ts';
import { ValueMemory } from './value-memory.ts';
import { valueAt, wordOf } from './values/intern.ts';
import { printShort } from './values/print.ts';
import { canShare } from './values/sharing.ts';
import type { Value } from './values/value.ts';
import { tick } from './values/watch.ts';

/** A state without a successor where there should be one. */
export class Deadlock {
  readonly kind = 'deadlock';
}

/** A claim that fails in a step, or in a state outside of the constraints. */
export class Violation {
  readonly kind = 'violation';
  readonly name: string;
  /** The state that the step leads to. */
  readonly words: Uint32Array;

  constructor(name: string, words: Uint32Array) {
    this.name = name;
    this.words = words;
  }
}

/** What goes wrong in an initial state while the constraints are asked of it: an invariant fails outside of them, or an evaluation. */
export class BrokenStart extends Error {
  readonly words: Uint32Array;

  constructor(words: Uint32Array, cause: unknown) {
    super('an initial state broke a claim', { cause });
    this.name = 'BrokenStart';
    this.words = words;
  }
}

/** A formula that has to be TRUE or FALSE, with what it is called and where it stands. */
export interface Predicate {
  readonly name: string;
  readonly formula: () => Value;
  /** `File.tla:line:column`; another thread, whose errors are found again by the first, is not told. */
  readonly at?: string | undefined;
}

/** A formula of the program by its number, with the name under which it is reported. */
export interface Claim extends Predicate {
  readonly place: number;
}

export interface KernelOptions {
  readonly constraints: readonly Claim[];
  readonly actionConstraints: readonly Claim[];
  readonly invariants: readonly Claim[];
  /** Properties of steps: asked of every step, also of one to a known state. */
  readonly steps: readonly Claim[];
  readonly checkDeadlock: boolean;
  readonly view: (() => Value) | undefined;
  /** The state that stands for all that are equal to it but for a permutation; rewrites the words in place. */
  readonly symmetry: ((words: Uint32Array, at: number) => void) | undefined;
}

/** Puts the words of found states in a growing list. */
export class StateSink implements Sink {
  readonly words: Uint32Array;
  buffer: Uint32Array;
  events: Uint32Array;
  count = 0;
  /** States between the steps of composed actions. */
  extra = 0;
  readonly #stride: number;

  constructor(variables: number, stride: number) {
    this.words = new Uint32Array(variables);
    this.#stride = stride;
    this.buffer = new Uint32Array(64 * stride);
    this.events = new Uint32Array(64);
  }

  between(): void {
    this.extra++;
  }

  found(event: number): void {
    tick();
    if (this.count === this.events.length) this.#grow();
    this.buffer.set(this.words, this.count * this.#stride);
    this.events[this.count++] = event;
  }

  /** Steps that are known from another state. */
  replay(event: number, states: Uint32Array, at: number, cache: TransitionCache, place: number): void {
    tick();
    const steps = cache.stepsAt(place);
    while (this.count + steps > this.events.length) this.#grow();
    cache.replay(place, states, at, this.buffer, this.count * this.#stride, this.words.length, this.#stride);
    const end = this.count + steps;
    for (let s = this.count; s < end; s++) this.events[s] = event;
    this.count = end;
  }

  #grow(): void {
    const buffer = new Uint32Array(this.buffer.length * 2);
    buffer.set(this.buffer);
    this.buffer = buffer;
    const events = new Uint32Array(this.events.length * 2);
    events.set(this.events);
    this.events = events;
  }
}

export class TlaKernel implements Kernel {
  readonly words: number;
  /** Place of the view's word, or `words`. */
  readonly identity: number;
  readonly firstIdentifying: number;
  readonly eventCount: number;
  /** States generated so far, those outside the constraints and repetitions included. */
  generated = 0;
  initialCount = 0;
  readonly isProgram = true;
  readonly lendable = 0;
  readonly #program: RunningProgram;
  readonly #sink: StateSink;
  readonly #options: KernelOptions;
  readonly #filters: boolean;
  /** What each action hands on as it is, each such list once; undefined where an action may change anything. */
  readonly #copied: readonly (readonly number[])[] | undefined;
  readonly #caches: (TransitionCache | undefined)[];

  constructor(
    program: RunningProgram & Pick<Program, 'reads'>,
    sink: StateSink,
    variables: number,
    options: KernelOptions,
  ) {
    this.#program = program;
    this.#sink = sink;
    this.#options = options;
    this.words = variables + (options.view === undefined ? 0 : 1);
    this.identity = options.view === undefined ? this.words : variables;
    this.firstIdentifying = options.view === undefined ? 0 : variables;
    this.eventCount = program.actions.length;
    this.#caches = program.reads.map((reads) =>
      reads === undefined || reads.read.size === variables ? undefined : new TransitionCache(reads, variables),
    );
    const copied = new Map(
      program.reads.map((reads) => [[...(reads?.copied ?? [])].join(), [...(reads?.copied ?? [])]]),
    );
    this.#copied = copied.has('') ? undefined : [...copied.values()];
    const { constraints, actionConstraints, steps, view, symmetry } = options;
    this.#filters =
      constraints.length + actionConstraints.length + steps.length > 0 || view !== undefined || symmetry !== undefined;
  }

  get successors(): Uint32Array {
    return this.#sink.buffer;
  }

  get fired(): Uint32Array {
    return this.#sink.events;
  }

  initial(): Uint32Array {
    const sink = this.#sink;
    sink.count = 0;
    try {
      this.#program.init();
    } catch (error) {
      if (error instanceof Cut) this.#askFirst(sink.count);
      throw error;
    }
    this.generated = sink.count;
    run.level++;
    if (this.#filters) this.#keep(undefined, 0);
    run.level--;
    const { words } = this;
    const seen = new Set<string>();
    const kept: number[] = [];
    for (let s = 0; s < sink.count; s++) {
      const state = sink.buffer.subarray(s * words, (s + 1) * words);
      const key = (words === this.identity ? state : state.subarray(this.identity)).join();
      if (seen.has(key)) continue;
      seen.add(key);
      for (const word of state) kept.push(word);
    }
    this.initialCount = seen.size;
    return Uint32Array.from(kept);
  }

  /** A limit was met before all initial states were there: what is claimed is asked of those that are. */
  #askFirst(count: number): void {
    this.generated = count;
    run.level = 1;
    const { buffer } = this.#sink;
    for (let from = 0; from < count * this.words; from += this.words) {
      this.#program.load(buffer, from);
      for (const claim of this.#options.invariants) {
        if (!holds(claim))
          throw new BrokenStart(buffer.slice(from, from + this.words), new Violation(claim.name, new Uint32Array()));
      }
    }
  }

  expand(states: Uint32Array, at: number): number {
    const sink = this.#sink;
    const { actions } = this.#program;
    sink.count = 0;
    sink.extra = 0;
    // Claims about steps were asked of the state before and left its successor in place.
    this.#program.clearNext();
    let isLoaded = false;
    let event = 0;
    try {
      for (; event < actions.length; event++) {
        const cache = this.#caches[event];
        const before = sink.count;
        if (cache !== undefined) {
          const place = cache.find(states, at);
          if (place !== 0) {
            sink.replay(event, states, at, cache, place);
            continue;
          }
        }
        if (!isLoaded) this.#program.load(states, at);
        isLoaded = true;
        (actions[event] as () => void)();
        if (cache?.isUseful === true) cache.add(states, at, sink.buffer, before, sink.count - before, this.words);
        else if (cache !== undefined) this.#caches[event] = undefined;
      }
    } catch (error) {
      throw new StepFault(event, error);
    }
    this.generated += sink.count + sink.extra;
    if (sink.count === 0 && this.#options.checkDeadlock) throw new StepFault(-1, new Deadlock());
    run.level++;
    if (this.#filters) this.#keep(states, at);
    run.level--;
    return sink.count;
  }

  /** Drops what is outside of the constraints, asks what is claimed of steps, adds the view. */
  #keep(states: Uint32Array | undefined, at: number): void {
    const sink = this.#sink;
    const { words } = this;
    const { constraints, actionConstraints, steps, view, symmetry, invariants } = this.#options;
    const program = this.#program;
    let kept = 0;
    for (let s = 0; s < sink.count; s++) {
      const from = s * words;
      const event = sink.events[s] as number;
      const fault = (claim: Claim): StepFault =>
        new StepFault(event, new Violation(claim.name, sink.buffer.slice(from, from + words)));
      try {
        program.load(sink.buffer, from);
        let isInside = constraints.every(holds);
        if (states !== undefined && actionConstraints.length + steps.length > 0) {
          program.load(states, at);
          program.loadNext(sink.buffer, from);
          // A step has the level of the state that it leaves.
          run.level--;
          isInside &&= actionConstraints.every(holds);
          for (const claim of steps) if (!holds(claim)) throw fault(claim);
          run.level++;
        }
        if (!isInside) {
          program.load(sink.buffer, from);
          for (const claim of invariants) if (!holds(claim)) throw fault(claim);
          continue;
        }
        symmetry?.(sink.buffer, from);
        if (view !== undefined) {
          program.load(sink.buffer, from);
          sink.buffer[from + this.identity] = wordOf(view());
        }
      } catch (error) {
        const cause = error instanceof StepFault ? error.cause : error;
        throw states === undefined
          ? new BrokenStart(sink.buffer.slice(from, from + words), cause)
          : new StepFault(event, cause);
      }
      if (kept !== s) {
        sink.buffer.copyWithin(kept * words, from, from + words);
        sink.events[kept] = event;
      }
      kept++;
    }
    sink.count = kept;
  }

  /** What other threads are given; absent where the order of states would bear on what is found. */
  lender: (() => LentKernel) | undefined;

  get lend(): (() => LentKernel) | undefined {
    return this.lender !== undefined && canShare() ? this.lender : undefined;
  }

  readonly memory: ValueMemory = new ValueMemory();

  /** States of a file; where words changed, others stand for their permutations. */
  repack(states: Uint32Array, count: number): Uint32Array {
    const renumbered = this.memory.renumbered(states.subarray(0, count * this.words));
    const { symmetry } = this.#options;
    if (symmetry !== undefined) for (let s = 0; s < count; s++) symmetry(renumbered, s * this.words);
    return renumbered;
  }

  /** The way of a real step from a state to one that counts as the given one; undefined if there is none. */
  stepTo(from: Uint32Array, to: Uint32Array): { readonly event: number; readonly words: Uint32Array } | undefined {
    const sink = this.#sink;
    const { words, identity } = this;
    sink.count = 0;
    this.#program.clearNext();
    this.#program.load(from, 0);
    for (const action of this.#program.actions) action();
    for (let s = 0; s < sink.count; s++) {
      const found = sink.buffer.slice(s * words, (s + 1) * words);
      const whole = found.slice();
      this.#options.symmetry?.(whole, 0);
      if (this.#options.view !== undefined) {
        this.#program.load(whole, 0);
        run.level++;
        whole[identity] = wordOf(this.#options.view());
        run.level--;
      }
      const first = identity === words ? 0 : identity;
      let isSame = true;
      for (let i = first; i < words; i++) isSame &&= whole[i] === to[i];
      if (isSame) return { event: sink.events[s] as number, words: found };
    }
    return undefined;
  }

  /** Whether a step leads from a state to another one of the same array; without a view and symmetry. */
  leadsTo(states: Uint32Array, at: number, target: number): boolean {
    const { words } = this;
    const isNear = (copied: readonly number[]): boolean => copied.every((i) => states[at + i] === states[target + i]);
    if (this.#copied !== undefined && !this.#copied.some(isNear)) return false;
    const count = this.expand(states, at);
    const { buffer } = this.#sink;
    for (let s = 0; s < count; s++) {
      let i = 0;
      while (i < words && buffer[s * words + i] === states[target + i]) i++;
      if (i === words) return true;
    }
    return false;
  }

  /** The values of a state's variables. */
  valuesOf(states: Uint32Array, at: number): readonly Value[] {
    return Array.from(this.#sink.words, (_, i) => valueAt(states[at + i] as number));
  }
}

/** The invariants as one question, so that each state is put in place once. */
export class InvariantTest implements StateTest {
  readonly lendable = 0;
  readonly #program: RunningProgram;
  readonly #invariants: readonly Claim[];

  constructor(program: RunningProgram, invariants: readonly Claim[]) {
    this.#program = program;
    this.#invariants = invariants;
  }

  holds(states: Uint32Array, at: number): boolean {
    this.#program.load(states, at);
    run.level++;
    const isHeld = this.#invariants.every(holds);
    run.level--;
    return isHeld;
  }

  /** They are part of the program that is lent. */
  lend(): LentTest {
    return { parts: [] };
  }
}

/** The answer of a predicate. Throws PL-513 for anything but TRUE and FALSE. */
export function holds({ name, formula, at }: Predicate): boolean {
  const value = formula();
  if (typeof value === 'boolean') return value;
  const fault = new EvaluationFault('PL-513', `${name} is ${printShort(value)}, neither TRUE nor FALSE`);
  fault.place = at;
  throw fault;
}
