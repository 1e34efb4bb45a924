/**
 * Known flaws: a protocol that holds, the one change that breaks it, and in how many steps.
 *
 * Where the corpus tells of several flaws at once, each is an incident of its own.
 */

import type { AnySystem, Setting } from './system.ts';
import type { AnyClaim } from './theorem.ts';

/** One change of a protocol or of who attacks it: rules taken out, powers given, parameters set. */
export interface Change {
  readonly without?: readonly string[];
  readonly with?: Readonly<Record<string, boolean | number>>;
  readonly set?: Readonly<Record<string, number>>;
}

export interface Incident {
  /** The number in the corpus, with a letter where one entry tells of several flaws: `C14a`. */
  readonly id: string;
  /** The entry of the corpus: `C14`. */
  readonly entry: string;
  readonly name: string;
  /** When it happened, or was found and told. */
  readonly year: number;
  /** What went wrong, and which rule, number or power stands for it. */
  readonly mechanism: string;
  /** Who tells so. */
  readonly source: string;
  readonly system: AnySystem;
  /** What holds in the sound setting and fails in the changed one. */
  readonly property: AnyClaim['property'];
  /** The part of the property that fails first. */
  readonly part: string;
  readonly sound: Setting;
  readonly change: Change;
  /** The claim that asks the changed protocol: `7.1/c01-nomad`. */
  readonly claim: string;
  /** Events of the shortest counterexample; of a run without end its prefix and its loop. Measured. */
  readonly steps: number;
  /** What the corpus expected before there was a machine: `6 [run]` on another model, `≈2` a guess. */
  readonly marked: string;
  /** Why the steps are others than marked. */
  readonly differs?: string;
}

/** A setting with a change on top. */
export function changedBy({ parameters, powers, without }: Setting, change: Change): Setting {
  return {
    parameters: { ...parameters, ...change.set },
    powers: { ...powers, ...change.with },
    without: [...(without ?? []), ...(change.without ?? [])],
  };
}

/** A setting before a change: its rules put back, its powers off and its parameters as they were, where that is told. */
export function undone(
  { parameters, powers, without }: Setting,
  change: Change,
  before: Pick<Change, 'with' | 'set'> = {},
): Setting {
  const isKept = ([name]: readonly [string, unknown]): boolean => !Object.hasOwn(change.with ?? {}, name);
  return {
    parameters: { ...parameters, ...before.set },
    powers: { ...Object.fromEntries(Object.entries(powers ?? {}).filter(isKept)), ...before.with },
    without: (without ?? []).filter((rule) => !(change.without ?? []).includes(rule)),
  };
}
