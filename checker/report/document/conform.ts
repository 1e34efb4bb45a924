/** Statements of a document and what covers them: what `conform` and `report` print. */

/** A numbered statement of a document, with what covers it. */
export interface ConformedItem {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** Line of the document, from 1. */
  readonly line: number;
  /** Content hash of the statement. */
  readonly hash: string;
  readonly machine: string | null;
  readonly proof: string | null;
  readonly claims: readonly string[];
  readonly coverage: 'claims' | 'machine' | 'none';
  /** Whether a machine alone does not cover it. */
  readonly needsClaim: boolean;
  readonly isCovered: boolean;
  /** Whether it is the text that the claims were held to. */
  readonly text: 'verified' | 'changed' | 'unknown';
}

export interface ConformDocument {
  readonly schemaVersion: 1;
  readonly command: string;
  readonly spec: string;
  readonly items: readonly ConformedItem[];
  /** Ids that were verified and are in the document no more. */
  readonly gone: readonly string[];
  readonly summary: {
    readonly items: number;
    readonly missing: number;
    readonly changed: number;
    readonly unknown: number;
  };
  /** The lock that was written. */
  readonly updated: string | null;
  readonly exitCode: number;
}

export interface ReportDocument {
  readonly schemaVersion: 1;
  readonly command: string;
  readonly out: string;
  readonly files: readonly string[];
  /** Claims and frontiers that the results behind the document decide. */
  readonly claims: number;
  readonly met: number;
  readonly undecided: readonly string[];
  /** Results that were not used, because they are about other settings or unknown claims. */
  readonly leftOut: readonly string[];
  readonly exitCode: number;
}
