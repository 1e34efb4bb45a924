/** Systems of a few lines: components and menus, no switches, one party unless told otherwise. */

import { Product } from '../checker/kernel/product.ts';
import type { AnyMachine } from '../checker/language/machine.ts';
import {
  type AnySystem,
  type Configuration,
  component,
  configure,
  defineSystem,
  type EventMenu,
  event,
  type Side,
} from '../checker/language/system.ts';
import { type Exploration, type ExploreOptions, explore } from '../checker/search/explore.ts';

export interface SmallSystem {
  readonly name?: string;
  /** Machines, or what `component` and `instances` make of them. */
  readonly components: Readonly<Record<string, object>>;
  readonly events: Readonly<Record<string, EventMenu | readonly Readonly<Record<string, unknown>>[]>>;
  readonly parties?: Readonly<Record<string, Side>>;
}

function isSpec(value: object): boolean {
  return 'kind' in value;
}

export function systemOf({
  name = 'small',
  components,
  events,
  parties = { anyone: 'environment' },
}: SmallSystem): AnySystem {
  const owner = Object.keys(parties)[0] as string;
  return defineSystem<never>({
    name,
    says: 'A system of a test.',
    parties,
    compose: () => ({
      components: Object.fromEntries(
        Object.entries(components).map(([id, spec]) => [
          id,
          isSpec(spec) ? spec : component(spec as AnyMachine, undefined),
        ]),
      ) as never,
      events: Object.fromEntries(
        Object.entries(events).map(([type, menu]) => [
          type,
          Array.isArray(menu) ? event(owner, menu as never) : (menu as EventMenu),
        ]),
      ),
    }),
  });
}

/** The setting of a system in which nothing was switched. */
export function plain(system: AnySystem): Configuration {
  return configure(system);
}

/** A system with its product, explored to its end. */
export async function explored(
  system: AnySystem,
  configuration: Configuration = plain(system),
  options: ExploreOptions = {},
): Promise<{ readonly product: Product; readonly exploration: Exploration }> {
  const product = new Product(system, configuration);
  return { product, exploration: await explore(product, [], { exhaustive: true, ...options }) };
}
