/** Conformance: what it takes to say that an implementation does what the machines of a system do. */

import type { MachineEvent } from './machine.ts';
import type { PlainData } from './plain-data.ts';
import type { Configuration } from './system.ts';

/** An event was taken, or refused and nothing changed; a reason helps whoever reads the report. */
export type Taken = boolean | { readonly refuses: string };

/** An implementation in its initial state, as it is asked: what the events mean to it is the business of this adapter. */
export interface Implementation {
  take(event: MachineEvent): Taken;
  /** What can be compared of where it stands. What it does next must not depend on anything that this leaves out. */
  observe(): PlainData;
}

export interface Conformance<V> {
  /**
   * The components that the implementation stands for, by their names in the system, each with the event types that it answers for: it
   * must refuse them wherever the component does. What other components refuse, the environment refuses.
   */
  readonly answers: Readonly<Record<string, readonly string[]>>;
  /** A fresh implementation for the parameters that the system is asked at, always the same. */
  readonly start: (configuration: Configuration) => Implementation;
  /** What `observe` must equal in a state of the system. */
  readonly observed: (state: V) => PlainData;
}
