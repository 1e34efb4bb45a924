/** What it takes to say that a system and a TLA+ module have the same behaviours: a map from states and events of the one to the other. */

import type { PlainData } from './plain-data.ts';
import type { TakenEvent } from './refinement.ts';
import type { Configuration } from './system.ts';

/**
 * The map is a function of the state, and the two have to agree step by step both ways, so what it leaves out of a state can have no
 * effect. Lists stand for sequences and tuples, records for records, sets for sets, maps for functions.
 */
export interface Specified<V> {
  /** The module's file. It defines Init and Next. */
  readonly module: URL;
  /** Values of the module's constants. */
  readonly constants: (configuration: Configuration) => Readonly<Record<string, PlainData>>;
  /** The value of every variable of the module in a state of the system. */
  readonly variables: Readonly<Record<string, (state: V) => PlainData>>;
  /** The definition in the module's Next that an event is a step of. */
  readonly action: (event: TakenEvent) => string;
}
