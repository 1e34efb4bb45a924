/**
 * What the cheapest attack costs, what it pays for, and how far a price may move before another attack becomes the cheapest.
 *
 * A price list becomes one number an event and item. An item with a number is charged whatever the payload says; one with a function
 * is charged for the payloads that cost something and free for the others, and stays so when its price moves. The mix of an
 * attack is how often each item is charged.
 */

import type { Product } from '../kernel/product.ts';
import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import { checkPrice, type PriceList, type Property, typeOfItem } from '../language/property.ts';
import { type CheapestPath, cheapestPath } from '../search/cheapest-path.ts';
import type { EdgeSpace } from '../search/edges.ts';

/** The smallest change of a price that changes the mix, and the new mix: charges by item. */
export interface Turn {
  readonly by: number;
  readonly mix: Readonly<Record<string, number>>;
}

export interface Sensitivity {
  readonly item: string;
  /** The different prices that its charged payloads have, in rising order. */
  readonly prices: readonly number[];
  /** Changes that were tried: down to where the lowest price is 0, up by the greatest price of the whole list. */
  readonly least: number;
  readonly greatest: number;
  /** Null where no change in the range changes the mix. */
  readonly down: Turn | null;
  readonly up: Turn | null;
}

/** The bill of a cheapest attack. */
export interface Attack {
  /** What each step paid. */
  readonly paid: readonly number[];
  /** Price paid by item; items that cost nothing on the way are left out. */
  readonly mix: Readonly<Record<string, number>>;
  /** How often each item was charged. */
  readonly times: Readonly<Record<string, number>>;
}

interface PricedItem {
  readonly name: string;
  /** By event. */
  readonly prices: Float64Array;
  /** 1 for each event that the item charges. */
  readonly charged: Uint8Array;
}

/** A price list laid out by event. */
export interface PricedEvents {
  readonly items: readonly PricedItem[];
  /** Sums over the items. */
  readonly prices: Float64Array;
}

function pricedItem(product: Product, place: string, name: string, rule: PriceList[string]): PricedItem {
  const type = typeOfItem(name);
  const prices = new Float64Array(product.eventCount);
  const charged = new Uint8Array(product.eventCount);
  product.events.forEach((event, e) => {
    if (event.type !== type) return;
    let price: number;
    try {
      price = typeof rule === 'function' ? rule(event.payload) : rule;
    } catch (error) {
      throw new Problem('PL-114', { place, found: error instanceof Error ? error.message : String(error) });
    }
    prices[e] = checkPrice(place, price);
    charged[e] = Number(typeof rule !== 'function' || price > 0);
  });
  return { name, prices, charged };
}

/**
 * The prices of a property's events. Throws PL-111 for a type that the system has no menu for and for a price that is
 * negative or not finite, PL-114 for a price function that throws.
 */
export function pricedEvents(product: Product, property: Property<never>, known: readonly string[]): PricedEvents {
  const items = Object.entries(property.prices ?? {}).map(([name, rule]) => {
    const type = typeOfItem(name);
    if (known.includes(type)) return pricedItem(product, `property ${property.name}, price of ${name}`, name, rule);
    throw new Problem('PL-111', {
      place: `property ${property.name}, prices`,
      expected: `an event among ${known.join(', ')}`,
      found: type,
      ...didYouMean(type, known),
    });
  });
  return { items, prices: totals(items, product.eventCount) };
}

function totals(items: readonly PricedItem[], eventCount: number): Float64Array {
  const sums = new Float64Array(eventCount);
  for (const { prices } of items) for (const [e, price] of prices.entries()) sums[e] = (sums[e] as number) + price;
  return sums;
}

/**
 * A list with some prices replaced by numbers. Where the price depended on the payload, the number is charged for what was charged
 * before, and free payloads stay free.
 */
export function repriced(list: PriceList, by: Readonly<Record<string, number>>): PriceList {
  const changed = Object.entries(by).map(([type, price]): [string, PriceList[string]] => {
    const rule = list[type];
    return [type, typeof rule === 'function' ? (payload) => (rule(payload) > 0 ? price : 0) : price];
  });
  return { ...list, ...Object.fromEntries(changed) };
}

/** The charges of each item along a path. */
function chargesOf({ items }: PricedEvents, { events }: CheapestPath): readonly number[] {
  return items.map(({ charged }) => events.filter((event) => charged[event] === 1).length);
}

function byItem({ items }: PricedEvents, amounts: readonly number[]): Readonly<Record<string, number>> {
  const named = items.map(({ name }, i): [string, number] => [name, amounts[i] as number]);
  return Object.fromEntries(named.filter(([, amount]) => amount > 0));
}

/** The bill of a path. */
export function attackOf(priced: PricedEvents, path: CheapestPath): Attack {
  const sumOf = (prices: Float64Array): number =>
    path.events.reduce((sum, event) => sum + (prices[event] as number), 0);
  return {
    paid: path.events.map((event) => priced.prices[event] as number),
    mix: byItem(
      priced,
      priced.items.map(({ prices }) => sumOf(prices)),
    ),
    times: byItem(priced, chargesOf(priced, path)),
  };
}

/**
 * For each item of the list the smallest whole change of its price, up or down, that changes the mix of the cheapest path.
 *
 * While no price is cut off at 0, the price of a path is linear in the change, so the changes under which a path stays cheapest are
 * an interval: bisection over it, with one search a probe, is exact.
 */
export function sensitivityOf(
  space: EdgeSpace,
  targets: Uint8Array,
  priced: PricedEvents,
  path: CheapestPath,
): readonly Sensitivity[] {
  const before = chargesOf(priced, path);
  const scale = Math.ceil(priced.items.reduce((greatest, { prices }) => Math.max(greatest, greatestOf(prices)), 0));
  return priced.items.map(({ name, prices, charged }) => {
    const own = [...new Set(prices.filter((_, e) => charged[e] === 1))].sort((a, b) => a - b);
    const chargesAt = (change: number): readonly number[] => {
      const changed = priced.prices.map((price, e) => price + (charged[e] === 1 ? change : 0));
      return chargesOf(priced, cheapestPath(space, targets, changed) as CheapestPath);
    };
    const turn = (sign: 1 | -1, farthest: number): Turn | null => {
      const isSame = (by: number): boolean => chargesAt(sign * by).every((times, i) => times === before[i]);
      if (farthest < 1 || isSame(farthest)) return null;
      let [same, other] = [0, farthest];
      while (other - same > 1) {
        const middle = Math.floor((same + other) / 2);
        if (isSame(middle)) same = middle;
        else other = middle;
      }
      return { by: sign * other, mix: byItem(priced, chargesAt(sign * other)) };
    };
    const fall = Math.floor(own[0] ?? 0);
    const rise = own.length === 0 ? 0 : scale;
    const range = { least: fall === 0 ? 0 : -fall, greatest: rise };
    return { item: name, prices: own, ...range, down: turn(-1, fall), up: turn(1, rise) };
  });
}

function greatestOf(prices: Float64Array): number {
  return prices.reduce((greatest, price) => Math.max(greatest, price), 0);
}
