/** The JSON documents that the command prints: their shapes as types, in one place beside `schema.ts`, which says the same to zod. */

import type { PropertyKind } from '../language/property.ts';
import type { Reading } from '../language/theorem.ts';
import type { Json } from '../trace/itf-value.ts';
import type { Verdict } from '../verdict/decide.ts';
import type { Missing } from '../verdict/missing.ts';
import type { MutantReport, MutatedSystem, StaleReason, Tally } from './mutation-result.ts';

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

/** How a game stands, of a claim of kind enforceable. */
export interface GameDocument {
  /** The parties that form the player. */
  readonly by: readonly string[];
  /** What the opponent cannot withhold for ever: event types, or types with payload fields. */
  readonly driven: readonly Json[];
  /** States from which the player can force the goal, those of the goal included. */
  readonly winning: number;
  /** States from which it has to. */
  readonly starts: number;
  /** Steps that the player needs at most; null where it loses. */
  readonly most: number | null;
  /** Positions in which the strategy, or the counter-strategy, was played again, and by whom. */
  readonly replayed: number;
  readonly replayedBy: 'xstate' | 'kernel';
  readonly loss: {
    /** Steps of the trace after which the position is lost. */
    readonly at: number;
    readonly ending: 'out of reach' | 'repeats' | 'stands still';
    /** Steps after which the goal is out of reach, whatever anybody does. */
    readonly gone: number | null;
    /** What else the player could have done, and what would have come of it. */
    readonly choices: readonly {
      readonly at: number;
      readonly move: MoveDocument;
      readonly outcome: 'too late' | 'answered' | 'out of reach' | 'not enough';
      readonly answer: MoveDocument | null;
    }[];
  } | null;
}

/** A strategy, as `--out` writes it: what a side does in every position that can occur when it keeps to it. */
export interface StrategyDocument {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly claim: string;
  readonly system: string;
  readonly instance: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly powers: Readonly<Record<string, boolean | number>>;
  readonly without: readonly string[];
  /** Content hash of the machines, menus and configuration. */
  readonly model: string;
  /** Whose strategy: the player's where the claim holds, the opponent's where it is violated. */
  readonly side: 'player' | 'opponent';
  readonly by: readonly string[];
  readonly driven: readonly Json[];
  /** Positions of the goal are left out: the play is over there. */
  readonly positions: readonly {
    /** The whole state by component, values as in ITF. */
    readonly state: Json;
    /** Null: wait for what others do. */
    readonly move: MoveDocument | null;
    /** Steps to the goal at most; null in a strategy against it. */
    readonly most: number | null;
  }[];
  /** Positions that were too many to write. */
  readonly omitted: number;
}

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
}

interface CoverageDocument {
  readonly events: Readonly<Record<string, number>>;
  readonly neverFired: readonly string[];
  readonly guards: Readonly<Record<string, { readonly passed: number; readonly refused: number }>>;
  readonly oneSided: readonly string[];
  /** Local states met and table entries filled, by component. */
  readonly components: Readonly<Record<string, { readonly states: number; readonly entries: number }>>;
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

export interface ListDocument {
  readonly schemaVersion: 1;
  readonly items: readonly {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly statement: string;
    readonly machine: string | null;
    readonly proof: string | null;
    readonly claims: readonly string[];
  }[];
}

export interface FrontierDocument {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly item: string;
  readonly says: string;
  readonly goal: string;
  readonly system: string;
  readonly instance: string;
  readonly over: Readonly<Record<string, readonly number[]>>;
  readonly fixed: Readonly<Record<string, boolean | number>>;
  readonly without: readonly string[];
  readonly points: readonly Readonly<Record<string, string | number | null>>[];
  readonly formula: string | null;
  readonly separates: boolean;
  readonly expected: string;
  readonly met: boolean;
  readonly misses: readonly string[];
  readonly seconds: number;
}

export interface FrontiersDocument {
  readonly schemaVersion: 1;
  readonly item: string;
  readonly frontiers: readonly FrontierDocument[];
}

export interface AssumptionsDocument {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly item: string;
  readonly says: string;
  readonly goal: string;
  readonly instance: string;
  readonly hypotheses: readonly string[];
  readonly minimalSufficient: readonly (readonly string[])[];
  readonly maximalInsufficient: readonly {
    readonly holding: readonly string[];
    readonly dropped: readonly string[];
    readonly trace: TraceDocument;
    /** The second of two runs, where the goal is of kind determines. */
    readonly pair: TraceDocument | null;
  }[];
  readonly checked: number;
  readonly pruned: number;
  readonly undecided: Verdict | null;
  readonly met: boolean;
  readonly misses: readonly string[];
  readonly seconds: number;
}

/** The first lattice of several, with all of them beside it. */
export interface AssumptionListDocument extends AssumptionsDocument {
  readonly lattices: readonly AssumptionsDocument[];
}

interface TurnDocument {
  /** The smallest change of the price that changes which events the attack is made of. */
  readonly by: number;
  /** What it is made of then: charges by item. */
  readonly mix: Readonly<Record<string, number>>;
}

export interface AttackDocument {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly item: string;
  readonly says: string;
  readonly goal: string;
  readonly system: string;
  readonly instance: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly powers: Readonly<Record<string, boolean | number>>;
  readonly without: readonly string[];
  readonly verdict: Verdict;
  readonly met: boolean;
  readonly misses: readonly string[];
  /** Prices that replaced those of the claim. */
  readonly repriced: Readonly<Record<string, number>>;
  /** Null where there is no attack at any price, or none is established. */
  readonly price: number | null;
  readonly mix: Readonly<Record<string, number>>;
  /** How often each item of the price list was charged. */
  readonly times: Readonly<Record<string, number>>;
  /** Price of each step of the trace. */
  readonly paid: readonly number[];
  readonly trace: TraceDocument | null;
  readonly sensitivity: readonly {
    readonly item: string;
    readonly prices: readonly number[];
    /** Changes that were tried; the answer `null` says that none of them changes the mix. */
    readonly range: readonly [least: number, greatest: number];
    readonly down: TurnDocument | null;
    readonly up: TurnDocument | null;
  }[];
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly seconds: number;
  readonly limit: string | null;
  readonly problem: { readonly code: string; readonly message: string } | null;
}

export interface AttacksDocument {
  readonly schemaVersion: 1;
  readonly item: string;
  readonly attacks: readonly AttackDocument[];
}

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

export interface MutateDocument {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly command: string;
  /** Of the model and the claims: documents of one digest speak of the same. */
  readonly digest: string;
  readonly systems: readonly (MutatedSystem & Tally)[];
  /** Systems that were not asked for. */
  readonly leftOut: readonly string[];
  readonly mutants: readonly MutantReport[];
  /** Reasons for survivors that are about none; nothing is said of them where not every mutant was run. */
  readonly stale: readonly StaleReason[];
  readonly summary: Tally & {
    /** Mutants that there are, and those of them that were run. */
    readonly all: number;
    readonly run: number;
    readonly atLeast: number | null;
    readonly seconds: number;
    readonly exitCode: number;
  };
}
