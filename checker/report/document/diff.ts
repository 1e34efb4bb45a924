/** What a change does: what `diff` prints. */

import type { Json } from '../../trace/itf-value.ts';
import type { Verdict } from '../../verdict/decide.ts';
import type { PartDocument, TraceDocument } from './trace.ts';

export interface OneSidedDocument {
  readonly trace: TraceDocument;
  /** Components of the other system that refuse the last step; none where its menus do not offer it. */
  readonly refusedBy: readonly string[];
}

/** One answer of `diff`: the same, another one, cut by a limit on a side, or asked on one side only. */
type DiffChange = 'same' | 'changed' | 'open' | 'one side only';

export interface DiffClaimSide {
  readonly verdict: Verdict;
  readonly states: number;
  readonly depth: number;
  readonly price: number | null;
  readonly limit: string | null;
  readonly problem: { readonly code: string; readonly message: string } | null;
  readonly parts: readonly PartDocument[];
  readonly trace: TraceDocument | null;
}

interface DeclarationDocument {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

interface DiffFrontierSide {
  readonly formula: string | null;
  readonly points: number;
  readonly safe: number;
}

export interface DiffDocument {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly command: string;
  readonly node: string;
  readonly base: string;
  readonly changed: string;
  readonly systems: readonly {
    readonly base: string;
    readonly changed: string;
    /** The claim whose setting behaviours are compared in. */
    readonly claim: string | null;
    readonly parameters: Readonly<Record<string, number>>;
    /** Of the base; only those that are switched on. */
    readonly powers: Readonly<Record<string, boolean | number>>;
    readonly without: readonly string[];
    /** `before` is null for what was added, `after` for what was removed. */
    readonly structure: readonly {
      readonly kind: string;
      readonly name: string;
      readonly before: string | null;
      readonly after: string | null;
    }[];
    readonly behaviours: {
      /** Pairs of states that were walked in lock-step. */
      readonly pairs: number;
      readonly limit: string | null;
      readonly gained: OneSidedDocument | null;
      readonly lost: OneSidedDocument | null;
      /** The same events with other states after them. */
      readonly parted: {
        readonly base: TraceDocument;
        readonly changed: TraceDocument;
        readonly differences: readonly Json[];
      } | null;
    } | null;
    readonly problem: { readonly code: string; readonly message: string } | null;
  }[];
  /** Functions and constants of two modules that differ. */
  readonly source: readonly {
    readonly name: string;
    readonly before: DeclarationDocument | null;
    readonly after: DeclarationDocument | null;
  }[];
  readonly claims: readonly {
    readonly id: string;
    readonly says: string;
    readonly change: DiffChange;
    readonly base: DiffClaimSide | null;
    readonly changed: DiffClaimSide | null;
  }[];
  /** Claims that the change does not touch, which were not decided. */
  readonly untouched: number;
  readonly assumptions: readonly {
    readonly id: string;
    readonly change: DiffChange;
    readonly base: readonly (readonly string[])[] | null;
    readonly changed: readonly (readonly string[])[] | null;
    readonly nowNeeded: readonly string[];
    readonly noLongerNeeded: readonly string[];
  }[];
  readonly frontiers: readonly {
    readonly id: string;
    readonly change: DiffChange;
    readonly base: DiffFrontierSide | null;
    readonly changed: DiffFrontierSide | null;
    /** Points of the grid that are no longer safe, and that are safe now. */
    readonly lost: number;
    readonly gained: number;
  }[];
  readonly summary: {
    readonly changed: number;
    readonly open: number;
    readonly seconds: number;
    readonly interrupted: boolean;
    readonly exitCode: number;
  };
}
