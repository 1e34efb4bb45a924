/** A claim with its result: what `check` prints of each, and what the other commands repeat of it. */

import type { PropertyKind } from '../../language/property.ts';
import type { Reading } from '../../language/theorem.ts';
import type { Json } from '../../trace/itf-value.ts';
import type { Verdict } from '../../verdict/decide.ts';
import type { Missing } from '../../verdict/missing.ts';
import type { GameDocument } from './game.ts';
import type { FrontierDocument } from './sweep.ts';
import type { DivergenceDocument, PartDocument, TraceDocument } from './trace.ts';

/** What was observed, of a claim of kind determines or conceals. */
export interface ObservedDocument {
  /** How many different ones there are in the states that are meant. */
  readonly observations: number;
  readonly secrets: number;
  /** Of a counterexample: the observation, and the secret after the trace, for determines also after its pair. */
  readonly shown: { readonly observation: Json; readonly secrets: readonly Json[] } | null;
}

/** The joint states of the components that the implementation stands for, their transitions and refusals, and the runs that took them. */
interface CoverDocument {
  readonly states: number;
  readonly transitions: number;
  readonly refusals: number;
  readonly paths: number;
  readonly steps: number;
  readonly components: readonly string[];
  /** Transitions that the machines of these components declare, and those that no state of the setting takes. */
  readonly declared: number;
  readonly untaken: readonly string[];
}

interface CoverageDocument {
  readonly events: Readonly<Record<string, number>>;
  readonly neverFired: readonly string[];
  readonly guards: Readonly<Record<string, { readonly passed: number; readonly refused: number }>>;
  readonly oneSided: readonly string[];
  /** Local states met and table entries filled, by component. */
  readonly components: Readonly<Record<string, { readonly states: number; readonly entries: number }>>;
  /**
   * Of a claim that holds: antecedents that no reachable state meets (`always` is null) and what its parts read that is `always` the same
   * and idles, with the reason that the claim gives.
   */
  readonly idle: readonly {
    readonly part: string;
    readonly what: string;
    readonly always: string | null;
    readonly because: string | null;
  }[];
  /** Of a claim that holds: transitions of the machines that no reachable state takes, as `channel closed POST`. */
  readonly untaken: readonly string[];
}

/** Of a claim of kind sampled: how much was tried, and what follows from it. */
export interface SampleDocument {
  /** Random runs that look for a violation, or random trials that estimate a probability. */
  readonly form: 'runs' | 'rate';
  readonly seed: string;
  /** Runs or trials that were made, of those that were asked for. */
  readonly runs: number;
  readonly asked: number;
  /** Steps of one run at most; null of trials, as everything down to `at`. */
  readonly steps: number | null;
  /** Runs that could have shown a violation and did not. */
  readonly clean: number | null;
  /** With 95 % confidence such a run shows one with a probability of at most this; null after a violation. */
  readonly bound: number | null;
  readonly ruleOfThree: number | null;
  /** Length of the run that showed the violation, before it was shrunk. */
  readonly found: number | null;
  /** Different settings that were drawn, those where a violation is foretold, and those of them where one was found. */
  readonly settings: { readonly drawn: number; readonly unsafe: number; readonly confirmed: number } | null;
  /** What was drawn for the run that showed the violation; null of trials too. */
  readonly at: Readonly<Record<string, number>> | null;
  /** Null of runs, as everything below. */
  readonly successes: number | null;
  /** The exact two-sided interval at `confidence`. */
  readonly interval: readonly [number, number] | null;
  readonly confidence: number | null;
  readonly relation: 'equals' | 'atMost' | null;
  readonly formula: number | null;
}

interface ReductionDocument {
  readonly kind: 'order' | 'symmetry';
  /** Of order: the components that the properties read. */
  readonly watched: readonly string[];
  /** Of symmetry: components that may change places; groups of instances that may not, and why. */
  readonly alike: readonly (readonly string[])[];
  readonly unlike: readonly { readonly group: string; readonly because: string }[];
}

interface OmissionDocument {
  readonly store: 'hash' | 'bitstate';
  /** Bits kept of a state's hash, or bits of the table. */
  readonly bits: number;
  /** Share of the bits of the table that are set; null of signatures. */
  readonly filled: number | null;
  /** At most, over the draw of the hash functions; 1 says nothing. */
  readonly chance: number;
  readonly seed: string;
}

export interface ClaimDocument {
  readonly id: string;
  readonly item: string;
  readonly reading: Reading | 'frontier';
  readonly kind: PropertyKind;
  readonly says: string;
  readonly property: string;
  readonly system: string;
  readonly instance: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** Only those that are switched on. */
  readonly powers: Readonly<Record<string, boolean | number>>;
  readonly without: readonly string[];
  readonly expected: Verdict;
  readonly verdict: Verdict;
  readonly met: boolean;
  readonly misses: readonly string[];
  readonly vacuous: readonly string[];
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** States found but not examined; 0 unless a limit cut the search or the claim was decided early. */
  readonly frontier: number;
  readonly seconds: number;
  readonly peakBytes: number;
  /** What cut the search; `store` where nothing did, but a lossy store may have left states out. */
  readonly limit: string | null;
  /** Bytes of states that went to disk because memory was reached. */
  readonly diskBytes: number;
  /** How the states that were counted stand for all; null where all were examined. */
  readonly reduction: ReductionDocument | null;
  /** Of a lossy store: at most the chance that it left any state out; null where states were stored whole. */
  readonly omission: OmissionDocument | null;
  readonly problem: { readonly code: string; readonly message: string } | null;
  readonly coverage: CoverageDocument;
  readonly rechecked: number;
  readonly parts: readonly PartDocument[];
  readonly trace: TraceDocument | null;
  /** Of a violated invariant: more counterexamples, each by another cause; as many as `--max-violations` asked for. */
  readonly further: readonly { readonly trace: TraceDocument; readonly parts: readonly PartDocument[] }[];
  /**
   * Of a violated claim: sets of hypotheses any one of which, added, suffices by the lattice of that id; null where no lattice says so.
   */
  readonly missing: Missing | null;
  /** Of a frontier: its axes, its points and the formula that tells them apart; null for claims, and where nothing was swept. */
  readonly region: Pick<FrontierDocument, 'over' | 'points' | 'formula' | 'separates'> | null;
  /** Of a system that a simpler one cannot follow; null for other claims. */
  readonly divergence: DivergenceDocument | null;
  /** Of a violated claim of kind determines: a second run that ends with the same observation and another secret. */
  readonly pair: TraceDocument | null;
  readonly game: GameDocument | null;
  readonly sample: SampleDocument | null;
  readonly observed: ObservedDocument | null;
  /** What an implementation was put through; null for other claims. */
  readonly cover: CoverDocument | null;
  /** Of a claim of kind cheapest: the least total price; null for others, and where there is no attack at any price. */
  readonly price: number | null;
  /** Price paid by item of the price list on the cheapest path. */
  readonly mix: Readonly<Record<string, number>>;
}

export interface CheckDocument {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** The command that repeats the run. */
  readonly command: string;
  readonly node: string;
  /** Seed of the random parts; nothing that is checked exhaustively depends on it. */
  readonly seed: string;
  readonly claims: readonly ClaimDocument[];
  readonly summary: {
    readonly claims: number;
    readonly met: number;
    readonly seconds: number;
    readonly interrupted: boolean;
    readonly exitCode: number;
  };
}
