/** What a search and the threads that expand for it tell each other. */

import type { LentKernel, LentTest } from '../kernel/kernel.ts';

/** The states of a search, with the part of the open layer that is left to expand. */
export interface Loan {
  readonly words: number;
  readonly bits: number;
  /** The first word that tells states apart. */
  readonly first: number;
  /** By partition: the next state to expand, and the end of the layer. */
  readonly heads: readonly number[];
  readonly ends: readonly number[];
  readonly states: readonly Uint32Array[];
  /** By test: whether it is asked any more. */
  readonly undecided: readonly boolean[];
}

/** What was done since the last report; numbers of all threads together. */
export interface LoanReport {
  /** By partition: states, and the next one to expand. */
  readonly counts: readonly number[];
  readonly heads: readonly number[];
  readonly transitions: number;
  readonly expanded: number;
  readonly deadlocks: number;
  readonly fired: Float64Array;
  /** By test: whether a new state failed it. */
  readonly failing: readonly boolean[];
  readonly bytes: number;
  /** States generated, where the kernel counts them. */
  readonly generated?: number;
}

/** What a thread starts with. */
export interface ThreadStart {
  /** This one among all, a power of two; it holds the partitions whose highest bits are its number. */
  readonly thread: number;
  readonly threads: number;
  readonly shared: SharedArrayBuffer;
  /** Whether what is lent is a program. */
  readonly isProgram: boolean;
}

/** The tables and answers by now; what did not change is left out. */
export interface Known {
  readonly kernel?: LentKernel;
  readonly tests?: readonly LentTest[];
  readonly undecided: readonly boolean[];
}

export type ToThread =
  | { readonly kind: 'take'; readonly loan: Loan }
  /** Expand what is open; the layer ends at `ends`, or at what there is now. */
  | { readonly kind: 'expand'; readonly known: Known }
  /** Look up states that were found apart. */
  | { readonly kind: 'add'; readonly states: readonly Uint32Array[] }
  /** The layer is closed: what was found in it is open now. */
  | { readonly kind: 'next' }
  | { readonly kind: 'give back' };

/** One thread's part of a report. By partition of its own. */
export interface ThreadReport extends LoanReport {
  readonly kind: 'report';
  /** Packed states that the tables have no answer for, and new ones that a test has no answer for. */
  readonly unknown: Uint32Array;
  readonly untested: Uint32Array;
  /** Why it stopped before the others: a step or a test broke, or there was no room for what a program makes. */
  readonly trouble: 'broken' | 'full' | undefined;
}

export type FromThread =
  | { readonly kind: 'ready' }
  | ThreadReport
  | { readonly kind: 'states'; readonly states: readonly Uint32Array[] };
