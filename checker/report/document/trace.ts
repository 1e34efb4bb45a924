/** A trace in a document, and what is said at its end. */

import type { Json } from '../../trace/itf-value.ts';

interface EventDocument {
  readonly type: string;
  readonly owner: string;
  readonly payload: Json;
  /** What the step changed, innermost first; `before` or `after` is absent where the place did not exist. */
  readonly changes: readonly Json[];
}

export interface TraceDocument {
  readonly steps: number;
  readonly events: readonly EventDocument[];
  readonly loop: number | null;
  /** Whole states by component, values as in ITF. */
  readonly first: Json;
  readonly last: Json;
}

export interface PartDocument {
  readonly part: string;
  readonly holds: boolean;
  readonly because: string | null;
}

/** Where the simpler system of a refinement can no longer follow. */
export interface DivergenceDocument {
  readonly simpler: string;
  /** The step of the trace that it cannot follow, from 1; 0 where the initial states do not match. */
  readonly step: number;
  /** One run of it as far as it follows, and the step of the trace that each of its steps follows. */
  readonly followed: TraceDocument;
  readonly follows: readonly number[];
  /** Why each thing it might have done will not do; `event` is null where it would stand still. */
  readonly refusals: readonly {
    readonly event: { readonly type: string; readonly payload: Json } | null;
    readonly refusedBy: readonly string[];
    readonly fails: readonly PartDocument[];
  }[];
}

export interface MoveDocument {
  readonly type: string;
  readonly owner: string;
  readonly payload: Json;
}
