/** What `incidents` prints. */

import type { Verdict } from '../../verdict/decide.ts';
import type { TraceDocument } from './trace.ts';

export interface IncidentsDocument {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly command: string;
  readonly incidents: readonly {
    readonly id: string;
    /** The entry of the corpus, which may tell of several. */
    readonly entry: string;
    readonly name: string;
    readonly year: number;
    readonly mechanism: string;
    readonly source: string;
    readonly system: string;
    /** Rules taken out, powers given, parameters set: `without cascade`. */
    readonly change: string;
    readonly property: string;
    /** The part of the property that the change breaks. */
    readonly part: string;
    readonly claim: string;
    readonly sound: { readonly verdict: Verdict; readonly states: number };
    readonly broken: { readonly verdict: Verdict; readonly states: number };
    readonly caught: boolean;
    /** Of the counterexample; null where there is none. */
    readonly steps: number | null;
    readonly expectedSteps: number;
    readonly restored: boolean;
    readonly met: boolean;
    readonly misses: readonly string[];
    readonly trace: TraceDocument | null;
  }[];
  readonly summary: {
    readonly incidents: number;
    readonly met: number;
    readonly seconds: number;
    readonly exitCode: number;
  };
}
