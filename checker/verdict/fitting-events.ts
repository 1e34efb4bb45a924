/** The events that an entry of a property's fairness, or of what is driven, speaks of. */

import type { ProductEvent } from '../kernel/components.ts';
import type { Product } from '../kernel/product.ts';
import { didYouMean } from '../language/nearest.ts';
import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { FairEvents } from '../language/property.ts';
import type { AnySystem } from '../language/system.ts';

interface FittingEvents {
  readonly name: string;
  /** 1 for each event that fits. */
  readonly events: Uint8Array;
}

/**
 * The entries whose events the system has in this setting. A promise about a type whose menu is empty, because a rule is taken out or
 * a power is off, is kept by every run.
 */
export function promised(
  system: AnySystem,
  { configuration }: Product,
  entries: readonly FairEvents[],
): readonly FairEvents[] {
  const { events: menus } = system.compose(configuration);
  return entries.filter((entry) => menus[typeof entry === 'string' ? entry : entry.event]?.payloads.length !== 0);
}

/** Throws PL-111 for an entry that no event of the system fits. */
export function fittingEvents(product: Product, place: string, entry: FairEvents): FittingEvents {
  const types = [...new Set(product.events.map(({ type }) => type))];
  const { event: type, with: fields } = typeof entry === 'string' ? { event: entry, with: {} } : entry;
  const name = [type, ...Object.entries(fields).map(([field, value]) => `${field}=${keyOf(value)}`)].join(' ');
  const fits = (event: ProductEvent): boolean =>
    event.type === type &&
    Object.entries(fields).every(
      ([field, value]) => Object.hasOwn(event.payload, field) && keyOf(event.payload[field]) === keyOf(value),
    );
  const events = Uint8Array.from(product.events, (event) => Number(fits(event)));
  if (events.includes(1)) return { name, events };
  throw new Problem('PL-111', {
    place,
    ...(types.includes(type)
      ? { expected: `a payload of ${type}` }
      : { expected: `an event among ${types.join(', ')}`, ...didYouMean(type, types) }),
    found: name,
  });
}
