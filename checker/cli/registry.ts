/** What the command knows about: items of a document, and the theorems that decide some of them. */

import type { Incident } from '../language/incident.ts';
import type { Survivors } from '../language/survivor.ts';
import type { AnyTheorem } from '../language/theorem.ts';
import type { PropertyMatrix } from '../report/site/evidence.ts';

export interface RegistryItem {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly statement: string;
  /** The same in the words of whoever wrote the machines, with its formula; Markdown with TeX between dollar signs. */
  readonly restated?: string;
  /** Path of the file with the item's machine, from the project's root. */
  readonly machine: string | null;
  readonly proof: string | null;
}

export interface Registry {
  readonly items: readonly RegistryItem[];
  readonly theorems: readonly AnyTheorem[];
  /** Known flaws, each found by a claim of the theorems. */
  readonly incidents?: readonly Incident[];
  /** Survivors of `plumbline mutate` that are explained. */
  readonly survivors?: Survivors;
  /** Properties by family, the front page of the conformance document. */
  readonly matrix?: PropertyMatrix;
  /** URL of the module that exports this registry's `load`, for worker threads; without it there are none. */
  readonly module?: string;
}

/** Gives a registry that holds at least what these targets of a command name; everything without targets. */
export type LoadRegistry = (targets: readonly string[]) => Promise<Registry>;

/** Ids of everything that `check` decides for a theorem. */
export function claimIds({ item, claims, frontiers }: AnyTheorem): readonly string[] {
  return [...claims, ...frontiers].map(({ id }) => `${item}/${id}`);
}
