/**
 * The product of tabulated machines: a global state is a vector of local numbers packed into 32-bit words.
 *
 * The events enabled in a global state are the bitwise AND of one mask a component; a successor replaces the numbers of the
 * participants and keeps the rest. This is the supercombinator idea of FDR, the CSP refinement checker.
 */

import { createHash } from 'node:crypto';
import type { LocalState } from '../language/machine.ts';
import { Problem } from '../language/problem.ts';
import type { AnySystem, Component, Configuration, Instances } from '../language/system.ts';
import { checkAlphabets, listEvents, type ProductEvent, readComponents, type TableOptions } from './components.ts';
import {
  compileExpand,
  type Expand,
  type ExpansionPlan,
  mostCompiledEvents,
  type Participation,
} from './generated-expand.ts';
import { JoinedTables } from './joined-tables.ts';
import { type Expanded, type Kernel, type KernelMemory, StepFault, stale } from './kernel.ts';
import { type Layout, layOut } from './layout.ts';
import type { LentProduct } from './lent.ts';
import type { TabulatedMachine } from './tabulated-machine.ts';

/** Expansions that a layout has to last before its code is generated. */
const expansionsToWarm = 2_000;
/** Successors that the generated code computes in one call, about: they and the states they come from stay in the first cache. */
const successorsAtOnce = 2_048;

export interface ProductOptions extends TableOptions {
  /** Expansions in one layout before its code is generated; 1 compiles at once, Infinity never. */
  readonly warmAfter?: number;
}

export class Product implements Kernel {
  readonly events: readonly ProductEvent[];
  readonly components: readonly TabulatedMachine[];
  /** Component names by group, as properties see them: a name alone, or a list of instances. */
  readonly groups: Readonly<Record<string, number | readonly number[]>>;
  readonly configuration: Configuration;
  successors: Uint32Array = new Uint32Array(64);
  fired: Uint32Array = new Uint32Array(64);
  /** What each machine was given. */
  readonly inputs: readonly unknown[];
  readonly #maskWords: number;
  /** The events there are in the last word of a mask. */
  readonly #lastMask: number;
  /** For event e: entries firstParticipant[e] … firstParticipant[e+1] of participant and column. */
  readonly #firstParticipant: Int32Array;
  readonly #participant: Int32Array;
  readonly #column: Int32Array;
  readonly #locals: Int32Array;
  readonly #enabled: Uint32Array;
  readonly #participants: readonly (readonly Participation[])[];
  #layout: Layout;
  #previous: Layout;
  #compiled: { readonly expand: Expand; readonly tables: JoinedTables } | undefined;
  readonly #alone: Expanded = { successors: 0, transitions: 0, deadlocks: 0 };
  /** Expansions in the layout in force. */
  #expansions = 0;
  readonly #warmAfter: number;
  #outgrown = false;
  /**
   * What was asked of the machines, three numbers each: component, local number, and column + 1 or 0 for a row of masks; and, with
   * a component that is none, that the layout was made anew.
   */
  readonly #asked: number[] = [];

  constructor(system: AnySystem, configuration: Configuration, options: ProductOptions = {}) {
    this.#warmAfter = options.warmAfter ?? expansionsToWarm;
    this.configuration = configuration;
    const composition = system.compose(configuration);
    this.events = listEvents(system, composition.events, options.tables?.like?.events);
    // One bit at least is left after the last event: it tells rows that are filled.
    this.#maskWords = (this.events.length >>> 5) + 1;
    this.#lastMask = 2 ** (this.events.length & 31) - 1;
    const { components, groups, inputs } = readComponents(
      system,
      composition.components as Record<string, Component<unknown> | Instances<unknown>>,
      this.events,
      this.#maskWords,
      { ...options, configuration },
    );
    this.components = components;
    this.groups = groups;
    this.inputs = inputs;
    checkAlphabets(system, composition.events, components, this.events);
    const participants = this.events.map((): Participation[] => []);
    components.forEach(({ columns }, component) => {
      for (const [column, { event }] of columns.entries()) participants[event]?.push({ component, column });
    });
    this.#participants = participants;
    this.#firstParticipant = new Int32Array(this.events.length + 1);
    participants.forEach((list, e) => {
      this.#firstParticipant[e + 1] = (this.#firstParticipant[e] as number) + list.length;
    });
    this.#participant = Int32Array.from(participants.flat(), ({ component }) => component);
    this.#column = Int32Array.from(participants.flat(), ({ column }) => column);
    this.#locals = new Int32Array(components.length);
    this.#enabled = new Uint32Array(this.#maskWords);
    if (this.events.length <= mostCompiledEvents) this.lend = () => this.#lend();
    this.#layout = layOut(components.map(() => 2));
    this.#previous = this.#layout;
  }

  get words(): number {
    return this.#layout.words;
  }

  /** The layout in force, another object after each growth. */
  get layout(): Layout {
    return this.#layout;
  }

  get eventCount(): number {
    return this.events.length;
  }

  initial(): Uint32Array {
    const locals = this.components.map((component, c) => component.intern(component.machine.initial(this.inputs[c])));
    this.#widen();
    const packed = new Uint32Array(this.words);
    locals.forEach((local, c) => {
      this.#put(packed, 0, c, local);
    });
    return packed;
  }

  expand(states: Uint32Array, at: number): number {
    const count = this.#expand(states, at, at + this.words, this.#alone, true);
    return count === stale ? stale : this.#alone.successors;
  }

  expandMany(states: Uint32Array, at: number, end: number, expanded: Expanded): number {
    return this.#expand(states, at, end, expanded, false);
  }

  /** As many states as the generated code knows all answers for, or else the first one by the generic loop. */
  #expand(states: Uint32Array, at: number, end: number, expanded: Expanded, withLoops: boolean): number {
    const compiled = this.#compiled ?? this.#compileWhenWarm();
    if (compiled !== undefined) {
      const { successors, fired, words } = this;
      const room = Math.min(successors.length, fired.length * words) - this.eventCount * words + 1;
      const loop = withLoops ? words : 0;
      const stopped = compiled.expand(compiled.tables, states, at, end, successors, room, loop, fired, expanded);
      if (stopped > at) return (stopped - at) / words;
    }
    const count = this.expandGenerically(states, at);
    if (this.widen()) return stale;
    expanded.successors = count;
    expanded.transitions = count;
    expanded.deadlocks = count === 0 ? 1 : 0;
    return 1;
  }

  /** The reference for the generated code: the same expansion, with everything looked up. */
  expandGenerically(states: Uint32Array, at: number): number {
    const { components } = this;
    const locals = this.#locals;
    const enabled = this.#enabled;
    const { words, word, shift, mask } = this.#layout;
    enabled.fill(0xffffffff);
    const maskWords = this.#maskWords;
    for (let c = 0; c < components.length; c++) {
      const component = components[c] as TabulatedMachine;
      const local = ((states[at + (word[c] as number)] as number) >>> (shift[c] as number)) & (mask[c] as number);
      locals[c] = local;
      this.#fill(c, local);
      const { masks } = component;
      for (let w = 0, row = local * maskWords; w < maskWords; w++, row++) {
        enabled[w] = (enabled[w] as number) & (masks[row] as number);
      }
    }
    let count = 0;
    for (let w = 0; w < maskWords; w++) {
      let bits = enabled[w] as number;
      if (w === maskWords - 1) bits &= this.#lastMask;
      while (bits !== 0) {
        const lowest = bits & -bits;
        bits ^= lowest;
        const event = (w << 5) + 31 - Math.clz32(lowest);
        if (count >= this.fired.length || (count + 1) * words > this.successors.length) this.#growSuccessors();
        const { successors } = this;
        const to = count * words;
        for (let i = 0; i < words; i++) successors[to + i] = states[at + i] as number;
        const end = this.#firstParticipant[event + 1] as number;
        for (let p = this.#firstParticipant[event] as number; p < end; p++) {
          const c = this.#participant[p] as number;
          const next = this.#next(c, locals[c] as number, this.#column[p] as number, event);
          const i = to + (word[c] as number);
          const field = ((mask[c] as number) << (shift[c] as number)) >>> 0;
          successors[i] = ((successors[i] as number) & ~field) | (next << (shift[c] as number));
        }
        this.fired[count++] = event;
      }
    }
    return count;
  }

  repack(states: Uint32Array, count: number): Uint32Array {
    const from = this.#previous;
    const result = new Uint32Array(count * this.words);
    for (let s = 0; s < count; s++) {
      for (let c = 0; c < this.components.length; c++) {
        const packed = states[s * from.words + (from.word[c] as number)] as number;
        this.#put(result, s * this.words, c, (packed >>> (from.shift[c] as number)) & (from.mask[c] as number));
      }
    }
    return result;
  }

  /** The local number of a component in a packed state. */
  localOf(states: Uint32Array, at: number, c: number): number {
    const { word, shift, mask } = this.#layout;
    return ((states[at + (word[c] as number)] as number) >>> (shift[c] as number)) & (mask[c] as number);
  }

  /** The local states of a packed state, one a component. */
  snapshotsOf(states: Uint32Array, at: number): readonly LocalState[] {
    return this.components.map((component, c) => component.states[this.localOf(states, at, c)] as LocalState);
  }

  #fill(c: number, local: number): void {
    const component = this.components[c] as TabulatedMachine;
    try {
      if (component.filled[local] === 0) {
        component.fillMask(local);
        this.#asked.push(c, local, 0);
      }
    } catch (error) {
      throw error instanceof Problem ? new StepFault(-1, error) : error;
    }
    this.#compiled?.tables.setMask(c, local);
  }

  #next(c: number, local: number, column: number, event: number): number {
    const component = this.components[c] as TabulatedMachine;
    try {
      const { calls } = component;
      const next = component.next(local, column);
      if (component.calls !== calls) this.#asked.push(c, local, column + 1);
      if (next > (this.#layout.mask[c] as number)) this.#outgrown = true;
      this.#compiled?.tables.setMove(c, local, column, next);
      return next;
    } catch (error) {
      throw error instanceof Problem ? new StepFault(event, error) : error;
    }
  }

  /** The questions asked of the machines so far: component, local number, and column + 1 or 0 for a row of masks; a last one that is none. */
  get asked(): readonly number[] {
    return this.#asked;
  }

  /** Fills a row of masks that no state of the search has needed. */
  fillRow(c: number, local: number): void {
    this.#fill(c, local);
  }

  /** An entry that no state of the search has needed. */
  nextOf(c: number, local: number, column: number): number {
    return this.#next(c, local, column, -1);
  }

  /** Lays states out anew where such an entry outgrew the layout; whether it did. */
  widen(): boolean {
    if (!this.#outgrown || !this.#widen()) return false;
    this.#asked.push(this.components.length, 0, 0);
    return true;
  }

  readonly memory: KernelMemory = {
    asked: (): Uint32Array => Uint32Array.from(this.#asked),
    digest: (): string => this.#digest(),
    learn: (asked) => {
      this.initial();
      for (let i = 0; i < asked.length; i += 3) this.#askAgain(asked[i], asked[i + 1], asked[i + 2]);
      return this.#digest();
    },
  };

  #askAgain(c = 0, local = 0, column = 0): void {
    const component = this.components[c];
    if (c === this.components.length) {
      this.#widen();
      this.#asked.push(c, 0, 0);
      return;
    }
    if (component === undefined || local >= component.states.length || column > component.columns.length)
      throw new RangeError('a question that cannot be asked');
    if (column === 0) this.#fill(c, local);
    else this.#next(c, local, column - 1, -1);
  }

  #digest(): string {
    const hash = createHash('sha256');
    for (const component of this.components) component.digestInto(hash);
    return hash.digest('hex');
  }

  get lendable(): number {
    return this.#asked.length;
  }

  /** Absent where no code is generated: other threads have nothing else. */
  readonly lend: (() => LentProduct) | undefined;

  #lend(): LentProduct {
    const { masks, maskBase, moves, moveBase } = new JoinedTables(this.components, this.#maskWords, this.#layout);
    return {
      ...{ words: this.words, eventCount: this.eventCount, plan: this.#plan() },
      tables: { masks, maskBase, moves, moveBase },
    };
  }

  #plan(): ExpansionPlan {
    return {
      layout: this.#layout,
      maskWords: this.#maskWords,
      events: this.#participants,
      columns: this.components.map(({ columns }) => columns.length),
    };
  }

  /** Compiles the expansion once a layout has lasted; small searches and the first growing pains never pay for it. */
  #compileWhenWarm(): { readonly expand: Expand; readonly tables: JoinedTables } | undefined {
    if (this.eventCount > mostCompiledEvents || ++this.#expansions < this.#warmAfter) return undefined;
    const expand = compileExpand(this.#plan());
    this.#compiled = { expand, tables: new JoinedTables(this.components, this.#maskWords, this.#layout) };
    const successors = Math.max(successorsAtOnce, 2 * this.eventCount);
    while (this.fired.length < successors || this.successors.length < successors * this.words) this.#growSuccessors();
    return this.#compiled;
  }

  #put(packed: Uint32Array, at: number, c: number, local: number): void {
    const i = at + (this.#layout.word[c] as number);
    packed[i] = (packed[i] as number) | (local << (this.#layout.shift[c] as number));
  }

  /** Widens every component whose local numbers outgrew their field; true if any did. */
  #widen(): boolean {
    this.#outgrown = false;
    const { mask } = this.#layout;
    if (this.components.every(({ states }, c) => states.length - 1 <= (mask[c] as number))) return false;
    this.#previous = this.#layout;
    this.#layout = layOut(this.components.map(({ states }) => states.length));
    this.#compiled = undefined;
    this.#expansions = 0;
    return true;
  }

  #growSuccessors(): void {
    const successors = new Uint32Array(Math.max(this.successors.length * 2, 2 * this.words));
    successors.set(this.successors);
    this.successors = successors;
    const fired = new Uint32Array(this.fired.length * 2);
    fired.set(this.fired);
    this.fired = fired;
  }
}
