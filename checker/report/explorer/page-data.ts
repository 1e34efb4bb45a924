/**
 * What the explorer's page is given. The head is JSON in the page itself, enough for the first paint; the states and tables of
 * each model follow packed, are unpacked after it, and let the page compute every successor by itself: a page needs no server
 * to answer "what if".
 */

import type { Side } from '../../language/system.ts';
import type { Json } from '../../trace/itf-value.ts';
import type { ClaimDocument } from '../document/claim.ts';
import type { ChartState } from '../drawing/statechart.ts';

export const pageSchema = 1;

export interface PageEvent {
  readonly type: string;
  /** Encoded as in the Informal Trace Format. */
  readonly payload: Json;
  /** Type and payload in words; without flags that are not set. */
  readonly words: string;
  /** The same without fields that have one value in the whole menu of the type. */
  readonly brief: string;
  readonly owner: string;
  readonly side: Side;
  /** Components that take part, by number. */
  readonly takers: readonly number[];
}

interface PageComponent {
  readonly name: string;
  /** Number of its chart; instances of a machine share one. */
  readonly chart: number;
}

export interface PageSwitch {
  readonly name: string;
  readonly says: string;
  readonly value: boolean | number;
}

/** One configured system, as far as the page says it at once. */
export interface PageModel {
  /** Content hash of machines, menus and configuration, as in trace files. */
  readonly hash: string;
  readonly system: string;
  readonly says: string;
  readonly parameters: readonly PageSwitch[];
  readonly powers: readonly PageSwitch[];
  readonly rules: readonly PageSwitch[];
  readonly parties: readonly { readonly name: string; readonly side: Side }[];
  readonly components: readonly PageComponent[];
  /** Component numbers by the name that properties use: one, or a list of instances. */
  readonly groups: Readonly<Record<string, number | readonly number[]>>;
  readonly charts: readonly ChartState[];
  readonly events: readonly PageEvent[];
}

export interface PageTrace {
  /** What it shows: `counterexample`, `witness`, `the other run`, … */
  readonly name: string;
  /** Numbers of events, from the initial state on. */
  readonly events: readonly number[];
  /** Number of the state that an infinite run returns to; null for a finite trace. */
  readonly loop: number | null;
}

/** What no run may neglect for ever: not while enabled without end (weak), not if enabled again and again (strong). */
export interface PagePromise {
  readonly strength: 'weak' | 'strong';
  readonly words: string;
  /** Numbers of the events that keep it. */
  readonly events: readonly number[];
}

/** Whose strategy a claim comes with: the player's where it can force the goal, else that of everybody else. */
export interface PageStrategy {
  readonly side: 'player' | 'opponent';
  /** The parties of the player. */
  readonly by: readonly string[];
  /** What cannot be withheld for ever. */
  readonly driven: readonly string[];
  /** Steps that the player needs at most; null where it cannot force the goal. */
  readonly most: number | null;
  /** How many positions it has; the page may list fewer. */
  readonly positions: number;
}

/** What was decided of a claim. */
export type PageDecision = Pick<
  ClaimDocument,
  | 'reading'
  | 'kind'
  | 'instance'
  | 'expected'
  | 'verdict'
  | 'met'
  | 'states'
  | 'transitions'
  | 'depth'
  | 'frontier'
  | 'seconds'
  | 'limit'
  | 'powers'
  | 'without'
  | 'parameters'
>;

export interface PageClaim {
  readonly id: string;
  readonly item: string;
  readonly title: string;
  readonly statement: string;
  readonly says: string;
  readonly property: { readonly name: string; readonly kind: string; readonly says: string };
  /** Null for a stored trace: it was replayed, and nothing was decided. */
  readonly decision: PageDecision | null;
  /** The verdict in words. */
  readonly verdict: string;
  /** What explains the verdict, line by line. */
  readonly why: readonly string[];
  readonly model: string;
  readonly traces: readonly PageTrace[];
  /** The price of each event, by number; null where nothing has a price. */
  readonly prices: readonly number[] | null;
  readonly promises: readonly PagePromise[];
  readonly strategy: PageStrategy | null;
}

/** A claim that a server can be asked for. */
export interface PageOffer {
  readonly id: string;
  readonly item: string;
  readonly title: string;
  readonly reading: string;
  readonly says: string;
}

export interface PageHead {
  readonly schema: typeof pageSchema;
  readonly tool: { readonly name: string; readonly version: string };
  /** The command that writes the page again. */
  readonly command: string;
  readonly claims: readonly PageClaim[];
  readonly models: readonly PageModel[];
  /** Everything that can be looked at; a page without a server holds all of it in `claims`. */
  readonly offers: readonly PageOffer[];
  /** Whether a server answers `case`, `model` and `expand`. */
  readonly served: boolean;
}

/** A typed array in the packed part: bytes from the end of its JSON on. */
export interface PackedArray {
  readonly type: 'u8' | 'u16' | 'u32' | 'i32';
  readonly at: number;
  readonly length: number;
}

/** An answer about each state: a part of a property, where waiting starts, what is observed. */
export interface PackedAnswers {
  readonly property: string;
  readonly part: string;
  readonly role: 'part' | 'trigger' | 'observation' | 'secret';
  /** For each state the number of a word. Of a part or trigger 0 is false, 1 is true, and others are false for a reason. */
  readonly codes: PackedArray;
  readonly words: readonly string[];
}

export interface PackedComponent {
  /** Local states, each the JSON text of its encoded value and context; as text, because few of them are ever looked at. */
  readonly locals: readonly string[];
  /** Fields of the context that are the same in all of them. */
  readonly fixed: readonly string[];
  /** Number of the event of each column. */
  readonly columns: readonly number[];
  /** Row local state, column event: the next local state, or one of `refused`, `uncomputed`, `unasked`. */
  readonly next: PackedArray;
  /** For each entry of `next` the number of a set of transitions that the event takes there. */
  readonly taken: PackedArray;
  readonly takenSets: readonly (readonly string[])[];
  /** The local number of each state. */
  readonly of: PackedArray;
}

/** Moves of a strategy: of a state that is none of its positions 0, where it waits 1, else 2 and the number of the event. */
export interface PackedStrategy {
  readonly claim: string;
  readonly moves: PackedArray;
  /** Steps to the goal at most; 0 where it is not reached. */
  readonly most: PackedArray;
}

export const waits = 1;
export const movesFrom = 2;

/** The states and tables of a model; `stateOrder` says what a number of a state means. */
export interface PackedModel {
  readonly hash: string;
  readonly count: number;
  /** States from here on are of traces only, and belong to no layer. */
  readonly listed: number;
  /** Number of the first state of each layer of a breadth-first search, and the end. */
  readonly layers: readonly number[];
  /** Whether the listed states are all the reachable ones. */
  readonly complete: boolean;
  /** Why they are not: a limit of the page, a fault of the model. */
  readonly cut: string | null;
  readonly components: readonly PackedComponent[];
  readonly answers: readonly PackedAnswers[];
  readonly strategies: readonly PackedStrategy[];
}

/** What a server knows of a state that the page does not list: the local states as JSON text, as in `PackedComponent`. */
export interface Expansion {
  /** By event: who refuses it, or where each taker goes. */
  readonly events: readonly (
    | { readonly by: readonly number[] }
    | { readonly to: readonly (readonly [component: number, local: string])[] }
  )[];
  readonly answers: readonly {
    readonly property: string;
    readonly part: string;
    readonly holds: boolean;
    readonly word: string;
  }[];
}

/** In a table: the component refuses the event. */
export const refused = -1;
/** It accepts, but nobody asked where that leads. */
export const uncomputed = -2;
/** Nobody asked it. */
export const unasked = -3;
