/** Deciding that an implementation does what a system's machines do: one exploration, then the replay of a path cover. */

import { Product } from '../kernel/product.ts';
import type { Conformance } from '../language/conformance.ts';
import { Problem } from '../language/problem.ts';
import type { Property } from '../language/property.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import { edgeSpace } from '../search/edges.ts';
import { explore } from '../search/explore.ts';
import { Conformer, type Conformity } from '../trace/conformance.ts';
import type { Bench } from './bench.ts';
import { Court } from './court.ts';
import { type DecideOptions, type Decision, failed, mostRechecked } from './decision.ts';

/** Long enough to cost nothing, short enough that Ctrl-C is heard. */
const sliceMilliseconds = 60;

/** What cuts a replay short: the time limit, which counts from the beginning of the search, or an interrupt. */
class Patience {
  readonly #options: DecideOptions;
  readonly #started = performance.now();
  #rested = performance.now();
  limit: Decision['limit'] = null;

  constructor(options: DecideOptions) {
    this.#options = options;
  }

  readonly goesOn = async (): Promise<boolean> => {
    const { signal, limits } = this.#options;
    const now = performance.now();
    if (now - this.#rested > sliceMilliseconds) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#rested = performance.now();
    }
    if (signal?.aborted === true) this.limit = 'interrupt';
    if (limits?.seconds !== undefined && (now - this.#started) / 1000 >= limits.seconds) this.limit ??= 'time';
    return this.limit === null;
  };
}

function judge(bench: Bench, { cover, mismatch, isWhole }: Conformity, limit: Decision['limit']): Decision {
  const { counts } = bench.exploration;
  if (!isWhole) return { ...bench.decision('bounded', counts), cover, limit };
  if (mismatch === null) return { ...bench.decision('exhausted', counts), cover };
  const { states, events, because } = mismatch;
  const trace = bench.replayed({ start: states[0] as number, events, states });
  return { ...bench.decision('violated', counts, trace, [{ part: 'conforms', holds: false, because }]), cover };
}

/** Decides a property made by `conforms`. A model error is a `failed` verdict with its problem. */
export async function decideConformance(
  system: AnySystem,
  configuration: Configuration,
  property: Property<never>,
  options: DecideOptions,
): Promise<Decision> {
  const conformance = property.conformance as Conformance<never>;
  const patience = new Patience(options);
  const started = performance.now();
  try {
    const product = new Product(system, configuration, { localLimit: options.localLimit, tables: options.tables });
    const exploration = await explore(product, [], { ...options, exhaustive: true });
    const court = new Court(system, product, exploration);
    if (exploration.ending.kind !== 'fault') {
      const share = Math.ceil(mostRechecked / product.components.length);
      court.rechecked = product.components.reduce((sum, component) => sum + component.recheck(share), 0);
    }
    if (exploration.ending.kind !== 'complete') return court.incomplete();
    const graph = edgeSpace(product, exploration);
    const conformer = new Conformer({ place: `property ${property.name}`, product, exploration, graph, conformance });
    const conformity = await conformer.run(patience.goesOn);
    return { ...judge(court, conformity, patience.limit), seconds: (performance.now() - started) / 1000 };
  } catch (error) {
    if (error instanceof Problem && error.fault !== 'internal') return failed(error);
    throw error;
  }
}
