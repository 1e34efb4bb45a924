/** Deciding that a system and a TLA+ module have the same reachable graph: one exploration, each state compared as it is expanded. */

import { Product } from '../kernel/product.ts';
import { Problem } from '../language/problem.ts';
import type { Property } from '../language/property.ts';
import type { Specified } from '../language/specification.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import { type Exploration, explore } from '../search/explore.ts';
import { EvaluationFault } from '../tla/fault.ts';
import { tlaSteps } from '../tla/next-state.ts';
import { Disagreement, PairedProduct } from '../tla/paired-product.ts';
import { Court } from './court.ts';
import { type DecideOptions, type Decision, failed, mostRechecked } from './decision.ts';

/** The last event of a disagreement is the system's own step, if it is one: the trace then ends after it. */
function disagreement(court: Court, { ending, counts, store }: Exploration, product: Product): Decision | undefined {
  if (ending.kind !== 'fault' || !(ending.cause instanceof Disagreement)) return undefined;
  const { event, because } = ending.cause;
  const path = court.shortestTo([ending.state]);
  const parts = [{ part: 'specified', holds: false, because }];
  if (event < 0) return court.decision('violated', counts, court.replayed(path), parts);
  const count = product.expand(store.states, ending.state * store.words);
  const s = product.fired.subarray(0, count).indexOf(event);
  const to = store.find(product.successors, s * store.words);
  // A state that was met for the first time in this step is in no store: the trace ends before it, and says what came next.
  const whole = to < 0 ? path : { ...path, events: [...path.events, event], states: [...path.states, to] };
  return court.decision('violated', counts, court.replayed(whole), parts);
}

/** Throws PL-116 unless as many states of the module as of the system were met: the map would run several together. */
function checkOneToOne(kernel: PairedProduct, { store }: Exploration, place: string): void {
  const images = new Set<string>();
  for (let state = 0; state < store.count; state++) images.add(kernel.mapped(store.states, state * store.words).join());
  if (images.size === store.count) return;
  throw new Problem('PL-116', {
    place,
    expected: `a map under which the ${store.count} states of the system are as many of the module`,
    found: `${images.size}`,
    hint: 'a variable of the module has to tell apart what the map runs together',
  });
}

/** Decides a property made by `specifiedBy`. A mistake in system, module or map is a `failed` verdict with its problem. */
export async function decideSpecified(
  system: AnySystem,
  configuration: Configuration,
  property: Property<never>,
  options: DecideOptions,
): Promise<Decision> {
  const specified = property.specified as Specified<never>;
  const place = `property ${property.name}`;
  const started = performance.now();
  try {
    const steps = await tlaSteps(specified.module, specified.constants(configuration));
    const product = new Product(system, configuration, { localLimit: options.localLimit, tables: options.tables });
    const kernel = new PairedProduct(product, steps, specified, place);
    const exploration = await explore(kernel, [], { ...options, exhaustive: true });
    const court = new Court(system, product, exploration);
    const seconds = (): number => (performance.now() - started) / 1000;
    const apart = disagreement(court, exploration, product);
    if (apart !== undefined) return { ...apart, seconds: seconds() };
    const { ending } = exploration;
    if (ending.kind === 'fault' && ending.cause instanceof EvaluationFault) {
      const at = ending.cause.place ?? steps.placeOf(ending.cause) ?? 'the module';
      return failed(new Problem(ending.cause.code, { place: at, found: ending.cause.message }));
    }
    if (ending.kind === 'fault') return court.incomplete();
    const share = Math.ceil(mostRechecked / product.components.length);
    court.rechecked = product.components.reduce((sum, component) => sum + component.recheck(share), 0);
    if (ending.kind !== 'complete') return court.incomplete();
    checkOneToOne(kernel, exploration, place);
    return { ...court.decision('exhausted', exploration.counts), seconds: seconds() };
  } catch (error) {
    if (error instanceof Problem && error.fault !== 'internal') return failed(error);
    if (error instanceof EvaluationFault) return failed(new Problem(error.code, { place, found: error.message }));
    throw error;
  }
}
