/**
 * Two systems walked in lock-step, one under a bijection of its events: whether they are the same graph under it, as they have to be
 * where only instances changed places.
 */

import { stale } from '../../checker/kernel/kernel.ts';
import { Product } from '../../checker/kernel/product.ts';
import { StateQuestion } from '../../checker/kernel/state-question.ts';
import { WatchedView } from '../../checker/kernel/state-reading.ts';
import type { LocalState } from '../../checker/language/machine.ts';
import type { Payload } from '../../checker/language/menu.ts';
import { keyOf } from '../../checker/language/plain-data.ts';
import type { Property } from '../../checker/language/property.ts';
import type { AnySystem, Configuration } from '../../checker/language/system.ts';
import { type Exploration, explore } from '../../checker/search/explore.ts';

/** What an event becomes. */
export type Swap = (payload: Payload, type: string) => Payload;

export interface Walk {
  readonly pairs: number;
  readonly steps: number;
  /** The first thing in which the two differ, in words. */
  readonly difference: string | null;
}

async function graphOf(
  system: AnySystem,
  configuration: Configuration,
  depth: number,
): Promise<[Product, Exploration]> {
  const product = new Product(system, configuration);
  return [product, await explore(product, [], { exhaustive: true, limits: { depth } })];
}

/** What changes places. */
export interface Interchange {
  readonly swap: Swap;
  /** Where the instance of a number goes, in groups of `field`. */
  readonly place: (field: string, index: number) => number;
  /** The state of a component that speaks of instances by their numbers, with the numbers exchanged. */
  readonly retold?: Readonly<Record<string, (local: never) => unknown>>;
  /** Where the properties speak of every instance alike, so that nothing has to be told differently. */
  readonly isOfAll?: boolean;
}

/** The property of the other side: where it speaks of one instance, it speaks of that which took its place. */
function moved(
  property: Property<never>,
  placed: Readonly<Record<string, readonly number[]>>,
  { retold = {}, isOfAll = false }: Interchange,
): Property<never> {
  if (isOfAll) return property;
  type Ask = (state: never) => never;
  const lookedAt = (name: string, local: unknown): unknown => {
    const places = placed[name];
    if (places !== undefined) return places.map((i) => (local as readonly unknown[])[i]);
    return Object.hasOwn(retold, name) ? retold[name]?.(local as never) : local;
  };
  const told =
    (ask: Ask): Ask =>
    (state) => {
      const view = {};
      for (const name of Object.keys(state)) {
        const get = (): unknown => lookedAt(name, state[name]);
        Object.defineProperty(view, name, { enumerable: true, get });
      }
      return ask(view as never);
    };
  const parts = Object.entries(property.parts).map(([name, part]) => [name, told(part as Ask)]);
  const trigger = property.trigger && { trigger: told(property.trigger as Ask) };
  return { ...property, ...trigger, parts: Object.fromEntries(parts) };
}

/** The property, and where waiting for it or forcing it begins as one more part. */
function questionsOf(product: Product, { trigger, ...property }: Property<never>): StateQuestion {
  const parts = trigger === undefined ? property.parts : { ...property.parts, trigger };
  return new StateQuestion(new WatchedView(product), { ...property, parts });
}

/**
 * Walks both from their initial states. The initial states, the enabled events, the owners, and the answers of every part of every
 * property have to be those of the other side; so has the state value of each instance, at its place. States at `depth` are compared,
 * and what they lead to is not.
 */
export async function lockStep(
  system: AnySystem,
  [here, there]: readonly [Configuration, Configuration],
  properties: readonly Property<never>[],
  interchange: Interchange,
  depth: number,
): Promise<Walk> {
  const { swap, place } = interchange;
  const [left, leftGraph] = await graphOf(system, here, depth);
  const [right, rightGraph] = await graphOf(system, there, depth);
  const numbers = new Map(right.events.map(({ type, payload }, e) => [keyOf({ type, payload }), e]));
  const image = left.events.map(({ type, payload }) => numbers.get(keyOf({ type, payload: swap(payload, type) })));
  const end = (difference: string | null, pairs = 0, steps = 0): Walk => ({ pairs, steps, difference });
  if (left.events.length !== right.events.length || new Set(image).size !== left.events.length) return end('the menus');
  const lost = image.indexOf(undefined);
  if (lost >= 0) return end(`the event ${keyOf(left.events[lost]?.message ?? {})} has no image`);
  const owned = left.events.findIndex(({ owner }, e) => owner !== right.events[image[e] as number]?.owner);
  if (owned >= 0) return end(`the owner of ${keyOf(left.events[owned]?.message ?? {})}`);
  const { components } = system.compose(here) as unknown as { components: Record<string, { field: string }> };
  const placed = Object.fromEntries(
    Object.entries(left.groups).flatMap(([name, group]) =>
      typeof group === 'number' ? [] : [[name, group.map((_, i) => place(components[name]?.field ?? '', i))]],
    ),
  );
  const ours = properties.map((one) => questionsOf(left, one));
  const theirs = properties.map((one) => questionsOf(right, moved(one, placed, interchange)));
  const views = [new WatchedView(left), new WatchedView(right)] as const;
  const successors = (product: Product, { store }: Exploration, state: number): Map<number, number> => {
    const count = product.expand(store.states, state * store.words);
    if (count === stale) throw new Error('the layout grew after the search');
    return new Map(
      Array.from({ length: count }, (_, s) => [
        product.fired[s] as number,
        store.find(product.successors, s * store.words),
      ]),
    );
  };
  const roots = leftGraph.layers[1] ?? leftGraph.store.count;
  if (roots !== 1) return end('more than one initial state');
  const pair = new Map([[0, 0]]);
  const queue = [0];
  const last = leftGraph.ending.kind === 'complete' ? leftGraph.store.count : (leftGraph.layers.at(-2) ?? 0);
  let steps = 0;
  for (const state of queue) {
    const other = pair.get(state) as number;
    const [at, to] = [state * leftGraph.store.words, other * rightGraph.store.words];
    for (const [p, question] of ours.entries()) {
      const answers = [question.explain(leftGraph.store.states, at), theirs[p]?.explain(rightGraph.store.states, to)];
      const [mine, its] = answers.map((parts) => parts?.map(({ part, holds }) => `${part} ${holds}`).join(', '));
      if (mine !== its) return end(`${question.property.name}: ${mine} against ${its}`, pair.size, steps);
    }
    const mine = views[0].look(leftGraph.store.states, at) as Record<string, readonly LocalState[]>;
    const its = views[1].look(rightGraph.store.states, to) as Record<string, readonly LocalState[]>;
    for (const [name, places] of Object.entries(placed)) {
      const apart = places.findIndex((i, from) => keyOf(mine[name]?.[from]?.value) !== keyOf(its[name]?.[i]?.value));
      if (apart >= 0) return end(`where ${name}[${apart}] stands`, pair.size, steps);
    }
    if (state >= last) continue;
    const next = successors(left, leftGraph, state);
    const answer = successors(right, rightGraph, other);
    if (next.size !== answer.size) return end('how many events are enabled', pair.size, steps);
    for (const [event, successor] of next) {
      const reached = answer.get(image[event] as number);
      if (reached === undefined) return end(`${keyOf(left.events[event]?.message ?? {})} is refused`, pair.size, steps);
      steps++;
      const known = pair.get(successor);
      if (known === undefined) {
        pair.set(successor, reached);
        queue.push(successor);
      } else if (known !== reached) return end('one state with two images', pair.size, steps);
    }
  }
  if (new Set(pair.values()).size !== pair.size) return end('two states with one image', pair.size, steps);
  if (pair.size !== rightGraph.store.count) return end('states without a counterpart', pair.size, steps);
  return end(null, pair.size, steps);
}
