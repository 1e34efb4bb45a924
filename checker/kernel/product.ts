/**
 * The product of tabulated machines: a global state is a vector of local numbers packed into 32-bit words.
 *
 * The events enabled in a global state are the bitwise AND of one mask a component; a successor replaces the numbers of the
 * participants and keeps the rest. This is the supercombinator idea of FDR, the CSP refinement checker.
 */

import type { LocalState } from '../language/machine.ts';
import { Problem } from '../language/problem.ts';
import type { AnySystem, Component, Configuration, Instances } from '../language/system.ts';
import { checkAlphabets, listEvents, type ProductEvent, readComponents } from './components.ts';
import {
  compileExpand,
  type Expand,
  mostCompiledEvents,
  type Participation,
  type SlowPath,
} from './generated-expand.ts';
import { type Kernel, StepFault, stale } from './kernel.ts';
import type { TableCache } from './table-cache.ts';
import type { TabulatedMachine } from './tabulated-machine.ts';

/** Expansions that a layout has to last before its code is generated. */
const expansionsToWarm = 2_000;

export interface ProductOptions {
  /** Local states of one component at most; for tests of what happens past the limit. */
  readonly localLimit?: number | undefined;
  /** Tables kept from one configuration of a sweep to the next. */
  readonly tables?: TableCache | undefined;
  /** Expansions in one layout before its code is generated; 1 compiles at once, Infinity never. */
  readonly warmAfter?: number;
}

interface Layout {
  readonly words: number;
  readonly word: Int32Array;
  readonly shift: Int32Array;
  readonly mask: Uint32Array;
}

/** Packs the widths into words, first fit, no number across a word boundary. */
function layOut(widths: Int32Array): Layout {
  const word = new Int32Array(widths.length);
  const shift = new Int32Array(widths.length);
  const used: number[] = [];
  widths.forEach((width, c) => {
    let w = used.findIndex((bits) => bits + width <= 32);
    if (w < 0) w = used.push(0) - 1;
    word[c] = w;
    shift[c] = used[w] as number;
    used[w] = (used[w] as number) + width;
  });
  return { words: Math.max(1, used.length), word, shift, mask: Uint32Array.from(widths, (width) => 2 ** width - 1) };
}

export class Product implements Kernel {
  readonly events: readonly ProductEvent[];
  readonly components: readonly TabulatedMachine[];
  /** Component names by group, as properties see them: a name alone, or a list of instances. */
  readonly groups: Readonly<Record<string, number | readonly number[]>>;
  readonly configuration: Configuration;
  successors: Uint32Array = new Uint32Array(64);
  fired: Uint32Array = new Uint32Array(64);
  readonly #inputs: readonly unknown[];
  readonly #maskWords: number;
  /** The events there are in the last word of a mask; none at all in a system without events. */
  readonly #lastMask: number;
  /** For event e: entries firstParticipant[e] … firstParticipant[e+1] of participant and column. */
  readonly #firstParticipant: Int32Array;
  readonly #participant: Int32Array;
  readonly #column: Int32Array;
  readonly #widths: Int32Array;
  readonly #locals: Int32Array;
  readonly #enabled: Uint32Array;
  readonly #participants: readonly (readonly Participation[])[];
  #layout: Layout;
  #previous: Layout;
  #compiled: Expand | undefined;
  /** Expansions in the layout in force. */
  #expansions = 0;
  readonly #warmAfter: number;
  #tablesGrew = false;

  constructor(system: AnySystem, configuration: Configuration, options: ProductOptions = {}) {
    this.#warmAfter = options.warmAfter ?? expansionsToWarm;
    this.configuration = configuration;
    const composition = system.compose(configuration);
    this.events = listEvents(system, composition.events);
    this.#maskWords = Math.max(1, Math.ceil(this.events.length / 32));
    this.#lastMask = 2 ** (this.events.length - 32 * (this.#maskWords - 1)) - 1;
    const { components, groups, inputs } = readComponents(
      system,
      composition.components as Record<string, Component<unknown> | Instances<unknown>>,
      this.events,
      this.#maskWords,
      options,
    );
    this.components = components;
    this.groups = groups;
    this.#inputs = inputs;
    checkAlphabets(system, composition.events, components, this.events);
    const participants = this.events.map((_, e) =>
      components.flatMap((machine, component): Participation[] => {
        const column = machine.columns.findIndex(({ event }) => event === e);
        return column < 0 ? [] : [{ component, column }];
      }),
    );
    this.#participants = participants;
    this.#firstParticipant = new Int32Array(this.events.length + 1);
    participants.forEach((list, e) => {
      this.#firstParticipant[e + 1] = (this.#firstParticipant[e] as number) + list.length;
    });
    this.#participant = Int32Array.from(participants.flat(), ({ component }) => component);
    this.#column = Int32Array.from(participants.flat(), ({ column }) => column);
    this.#widths = new Int32Array(components.length).fill(1);
    this.#locals = new Int32Array(components.length);
    this.#enabled = new Uint32Array(this.#maskWords);
    this.#layout = layOut(this.#widths);
    this.#previous = this.#layout;
  }

  get words(): number {
    return this.#layout.words;
  }

  get eventCount(): number {
    return this.events.length;
  }

  initial(): Uint32Array {
    const locals = this.components.map((component, c) => component.intern(component.machine.initial(this.#inputs[c])));
    this.#widen();
    const packed = new Uint32Array(this.words);
    locals.forEach((local, c) => {
      this.#put(packed, 0, c, local);
    });
    return packed;
  }

  expand(states: Uint32Array, at: number): number {
    const compiled = this.#compiled ?? this.#compileWhenWarm();
    const count =
      compiled === undefined ? this.expandGenerically(states, at) : compiled(states, at, this.successors, this.fired);
    return this.#tablesGrew && this.#widen() ? stale : count;
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
      if (component.filled[local] === 0) this.#slow.fill(c, local);
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
          const next = this.#slow.next(c, locals[c] as number, this.#column[p] as number, event);
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

  /** Filling a table may intern local states, so the layout is looked at only after one of these. */
  readonly #slow: SlowPath = {
    fill: (c, local) => {
      try {
        (this.components[c] as TabulatedMachine).fillMask(local);
      } catch (error) {
        throw error instanceof Problem ? new StepFault(-1, error) : error;
      }
    },
    next: (c, local, column, event) => {
      this.#tablesGrew = true;
      try {
        return (this.components[c] as TabulatedMachine).next(local, column);
      } catch (error) {
        throw error instanceof Problem ? new StepFault(event, error) : error;
      }
    },
  };

  /** Compiles the expansion once a layout has lasted; small searches and the first growing pains never pay for it. */
  #compileWhenWarm(): Expand | undefined {
    if (this.eventCount > mostCompiledEvents || ++this.#expansions < this.#warmAfter) return undefined;
    const { word, shift, mask, words } = this.#layout;
    this.#compiled = compileExpand(
      {
        words,
        maskWords: this.#maskWords,
        fields: this.components.map((_, c) => ({
          word: word[c] as number,
          shift: shift[c] as number,
          mask: mask[c] as number,
        })),
        events: this.#participants,
        columns: this.components.map(({ columns }) => columns.length),
      },
      this.components,
      this.#slow,
    );
    while (this.fired.length < this.eventCount || this.successors.length < this.eventCount * words)
      this.#growSuccessors();
    return this.#compiled;
  }

  #put(packed: Uint32Array, at: number, c: number, local: number): void {
    const i = at + (this.#layout.word[c] as number);
    packed[i] = (packed[i] as number) | (local << (this.#layout.shift[c] as number));
  }

  /** Widens every component whose local numbers outgrew their field; true if any did. */
  #widen(): boolean {
    let grew = false;
    this.#tablesGrew = false;
    for (let c = 0; c < this.components.length; c++) {
      const needed = 32 - Math.clz32(Math.max(1, (this.components[c] as TabulatedMachine).states.length - 1));
      if (needed > (this.#widths[c] as number)) {
        this.#widths[c] = needed;
        grew = true;
      }
    }
    if (grew) {
      this.#previous = this.#layout;
      this.#layout = layOut(this.#widths);
      this.#compiled = undefined;
      this.#expansions = 0;
    }
    return grew;
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
