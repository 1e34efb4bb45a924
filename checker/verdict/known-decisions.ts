/**
 * Decisions kept for whoever asks the same again: a theorem that takes over claims of another puts the same properties to the same
 * configurations.
 */

import { keyOf } from '../language/plain-data.ts';
import type { Property } from '../language/property.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import type { Decision, DecisionsKept } from './decision.ts';

export class KnownDecisions implements DecisionsKept {
  readonly #bySystem: Map<AnySystem, Map<string, Map<Property<never>, Decision>>> = new Map();

  /** By identity of system and properties, by value of the configuration; undefined unless all are known. */
  of(
    system: AnySystem,
    configuration: Configuration,
    properties: readonly Property<never>[],
  ): readonly Decision[] | undefined {
    const known = this.#bySystem.get(system)?.get(keyOf(configuration));
    const decisions = properties.flatMap((property) => known?.get(property) ?? []);
    return properties.length > 0 && decisions.length === properties.length ? decisions : undefined;
  }

  keep(
    system: AnySystem,
    configuration: Configuration,
    properties: readonly Property<never>[],
    decisions: readonly Decision[],
  ): void {
    const byConfiguration = this.#bySystem.get(system) ?? new Map<string, Map<Property<never>, Decision>>();
    this.#bySystem.set(system, byConfiguration);
    const key = keyOf(configuration);
    const known = byConfiguration.get(key) ?? new Map<Property<never>, Decision>();
    byConfiguration.set(key, known);
    properties.forEach((property, p) => {
      known.set(property, decisions[p] as Decision);
    });
  }
}
