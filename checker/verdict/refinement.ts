/** Deciding that a system behaves like a simpler one: one exploration of the system with the simpler one beside it. */

import { FollowedProduct, PairView } from '../kernel/followed-product.ts';
import { Follower } from '../kernel/follower.ts';
import { movesOf } from '../kernel/moves.ts';
import { Product } from '../kernel/product.ts';
import { StateQuestion } from '../kernel/state-question.ts';
import { Problem } from '../language/problem.ts';
import { type Property, relationOf } from '../language/property.ts';
import type { Refinement } from '../language/refinement.ts';
import { type AnySystem, type Configuration, configure } from '../language/system.ts';
import { explore } from '../search/explore.ts';
import { divergenceOf } from '../trace/follow.ts';
import { Court } from './court.ts';
import { type DecideOptions, type Decision, failed, mostRechecked } from './decision.ts';

/** Decides a property of kind refines. A model error, in either system, is a `failed` verdict with its problem. */
export async function decideRefinement(
  system: AnySystem,
  configuration: Configuration,
  property: Property<never>,
  options: DecideOptions,
): Promise<Decision> {
  const refinement = property.refinement as Refinement<never>;
  const { to } = refinement;
  const tables = { localLimit: options.localLimit, tables: options.tables };
  try {
    const simplerConfiguration = configure(to, refinement.setting(configuration));
    const product = new Product(system, configuration, tables);
    const simpler = new Product(to, simplerConfiguration, tables);
    const { moves, moveOf } = movesOf(property.name, refinement, product.events, simpler.events);
    const follower = new Follower(to.name, simpler, moves);
    const relation = relationOf(property);
    const isRelated = Object.keys(relation.parts).length > 0;
    const match = isRelated ? new StateQuestion(new PairView(product, follower), relation) : undefined;
    const kernel = new FollowedProduct(product, follower, moveOf, match);
    const exploration = await explore(kernel, [kernel.test], options);
    const court = new Court(system, product, exploration, { kernel });
    const components = [...product.components, ...simpler.components];
    const share = Math.ceil((options.rechecks ?? mostRechecked) / components.length);
    if (exploration.ending.kind !== 'fault') {
      court.rechecked = components.reduce((sum, component) => sum + component.recheck(share), 0);
    }
    return court.judgeRefinement(exploration.hits[0], (taken) => divergenceOf(property, simplerConfiguration, taken));
  } catch (error) {
    if (error instanceof Problem && error.fault !== 'internal') return failed(error);
    throw error;
  }
}
