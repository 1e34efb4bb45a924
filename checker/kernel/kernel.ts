/**
 * What every front end gives to the explorer: a packed state of a fixed number of 32-bit words, initial states, successors.
 *
 * The width may grow while the search runs (a component met its 2^n-th local state): `expand` then answers `stale`, and
 * the explorer has every stored state rewritten by `repack` before it asks again.
 */

import type { Layout } from './layout.ts';

/** Returned by `expand` instead of a count when the layout grew: repack, then expand the same state again. */
export const stale = -1;

/** What an expansion of many states leaves beside the successors and the events. */
export interface Expanded {
  /** Successors of all of them, without those that are the state they come from if the kernel leaves them out. */
  successors: number;
  /** Transitions of all of them: as many numbers stand in `fired`. */
  transitions: number;
  /** States among them that have none. */
  deadlocks: number;
}

/** What a kernel learned while it expanded (the numbers of local states, filled entries), for another one made like it. */
export interface KernelMemory {
  /** The questions that were asked of the machines, in their order. */
  asked(): Uint32Array;
  /** A digest of the answers. */
  digest(): string;
  /** Asks them again, in place of `initial`, and returns the digest of the answers. Throws RangeError for what cannot be asked. */
  learn(asked: Uint32Array): string;
  /** Whether packed states of then have to be rewritten by `repack`: their words mean something else here. */
  readonly isRenumbered?: boolean;
}

/** Data by which another thread expands states as far as they are known; what it is, the kernel and that thread know. */
export interface LentKernel {
  readonly words: number;
}

/** Data by which another thread answers a test as far as it was answered before. */
export interface LentTest {
  readonly parts: readonly Int32Array[];
}

export interface Kernel {
  /** 32-bit words a state in the layout in force. */
  readonly words: number;
  /** The first word that tells states apart, 0 unless given: those before it are carried along (a view of TLA+). */
  readonly firstIdentifying?: number;
  /** Where the numbers lie that make a state, which stay the same when the layout changes; absent where there are none. */
  readonly layout?: Layout;
  /** Number of distinct events; an event is an index below it. */
  readonly eventCount: number;
  /** The packed initial states, one after the other, each once. */
  initial(): Uint32Array;
  /**
   * Computes every successor of the state at word offset `at`, in event order, into `successors` and `fired`.
   * Returns their number, or `stale`. Throws `StepFault` when a step that is enabled breaks a machine.
   */
  expand(states: Uint32Array, at: number): number;
  /**
   * Expands many states in one call, where that is cheaper: those from word offset `at` on in order, not past `end`. Their successors
   * are those of `expand`, but may lack the ones that are the state they come from: nobody finds a new state there. Returns how many
   * states it expanded, one at least, or `stale`. A `StepFault` is that of the first one.
   */
  expandMany?(states: Uint32Array, at: number, end: number, expanded: Expanded): number;
  /** Told how to find out whether a packed state was found before the layer that is under construction. */
  attend?(isClosed: (from: Uint32Array, at: number) => boolean): void;
  /** Packed successors of the last `expand`, `words` words each. */
  readonly successors: Uint32Array;
  /** The event of each successor of the last `expand`. */
  readonly fired: Uint32Array;
  /** Absent where what was learned cannot be written down. */
  readonly memory?: KernelMemory | undefined;
  /** What is known by now, for other threads; absent where they cannot use it. */
  readonly lend?: (() => LentKernel) | undefined;
  /** Rises whenever there is more to lend. */
  readonly lendable?: number;
  /** Whether what is lent is a program that threads run by themselves, and not tables and answers. */
  readonly isProgram?: boolean;
  /** States generated so far, where more are generated than handed on; whoever has others generate some adds them. */
  generated?: number;
  /** Rewrites `count` states of the previous layout in the layout in force. */
  repack(states: Uint32Array, count: number): Uint32Array;
}

/** `expandMany` of any kernel: one state at a time where the kernel knows nothing better. */
export function expandMany(kernel: Kernel, states: Uint32Array, at: number, end: number, expanded: Expanded): number {
  if (kernel.expandMany !== undefined) return kernel.expandMany(states, at, end, expanded);
  const count = kernel.expand(states, at);
  expanded.successors = count;
  expanded.transitions = count;
  expanded.deadlocks = count === 0 ? 1 : 0;
  return count === stale ? stale : 1;
}

/** An enabled step that breaks a machine: the explorer adds the trace to it. */
export class StepFault extends Error {
  /** The event whose action broke, or -1 when a guard did before any event was chosen. */
  readonly event: number;
  override readonly cause: unknown;

  constructor(event: number, cause: unknown) {
    super('an enabled step broke a machine');
    this.name = 'StepFault';
    this.event = event;
    this.cause = cause;
  }
}

/** A question about packed states that the explorer asks once for each new state. */
export interface StateTest {
  holds(states: Uint32Array, at: number): boolean;
  /** The answers so far, for other threads; absent where they cannot use them. */
  lend?(): LentTest | undefined;
  /** Rises whenever there is more to lend. */
  readonly lendable?: number;
}
