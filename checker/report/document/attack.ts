/** A cheapest attack: what `attack` prints. */

import type { Verdict } from '../../verdict/decide.ts';
import type { TraceDocument } from './trace.ts';

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
