/** What a page needs to show how a verdict comes about: prices of events, promises of fairness, a strategy position by position. */

import type { LocalState } from '../../language/machine.ts';
import { keyOf } from '../../language/plain-data.ts';
import type { Property } from '../../language/property.ts';
import type { AnySystem } from '../../language/system.ts';
import type { ComponentState } from '../../trace/trace.ts';
import type { ClaimResult } from '../../verdict/claims.ts';
import { fittingEvents, promised } from '../../verdict/fitting-events.ts';
import type { PlayedStrategy } from '../../verdict/game-result.ts';
import { pricedEvents } from '../../verdict/price.ts';
import { drivenWords } from '../game-text.ts';
import type { ModelStates } from './model-states.ts';
import { narrow, type Packer } from './packing.ts';
import { movesFrom, type PackedStrategy, type PagePromise, type PageStrategy, waits } from './page-data.ts';

/** The price of each event, by number; null for a property that has no prices. */
export function pricesOf(
  system: AnySystem,
  { product }: ModelStates,
  property: Property<never>,
): readonly number[] | null {
  if (property.kind !== 'cheapest') return null;
  // Of menus that a rule or power leaves empty there are no events, but prices all the same.
  const known = Object.keys(system.compose(product.configuration).events);
  return [...pricedEvents(product, property, known).prices];
}

/** What no run may neglect for ever, and the events that keep it. */
export function promisesOf(
  system: AnySystem,
  { product }: ModelStates,
  { name, fairness = {} }: Property<never>,
): readonly PagePromise[] {
  const { weak = [], strong = [] } = fairness;
  const found = (strength: PagePromise['strength'], entries: typeof weak): readonly PagePromise[] =>
    promised(system, product, entries).map((entry) => {
      const { events } = fittingEvents(product, `property ${name}, fairness`, entry);
      return { strength, words: drivenWords(entry), events: [...events.keys()].filter((e) => events[e] === 1) };
    });
  return [...found('weak', weak), ...found('strong', strong)];
}

/** A strategy that was found just now. */
export interface ShownStrategy extends PageStrategy {
  readonly played: PlayedStrategy;
}

export function strategyOf({ game, verdict }: ClaimResult): ShownStrategy | null {
  if (game === null || game.strategy === null) return null;
  const { by, driven = [], most, strategy: played } = game;
  const side = verdict === 'violated' ? 'opponent' : 'player';
  return { side, by, driven: driven.map(drivenWords), most, positions: played.count, played };
}

/** The moves of a strategy by number of state, in positions that the page lists. */
export function packedStrategy(
  { product, of, count }: ModelStates,
  claim: string,
  { played }: ShownStrategy,
  packer: Packer,
): PackedStrategy {
  const names = product.components.map(({ name }) => name);
  const textOf = ({ value, context }: ComponentState | LocalState): string => keyOf({ value, context });
  const locals = product.components.map(({ states }) => new Map(states.map((local, i) => [textOf(local), i])));
  const states = new Map<string, number>();
  for (let s = 0; s < count; s++) states.set(of.map((numbers) => numbers[s] as number).join(), s);
  const events = new Map(product.events.map(({ type, payload }, e) => [`${type} ${keyOf(payload)}`, e]));
  const moves = new Uint32Array(count);
  const most = new Uint32Array(count);
  for (let i = 0; i < played.count; i++) {
    const position = played.at(i);
    const key = names.map((name, c) => locals[c]?.get(textOf(position.state[name] as ComponentState)) ?? -1).join();
    const state = states.get(key);
    if (state === undefined) continue;
    const { move } = position;
    moves[state] = move === null ? waits : movesFrom + (events.get(`${move.type} ${keyOf(move.payload)}`) as number);
    most[state] = position.most ?? 0;
  }
  return { claim, moves: packer.add(narrow(moves)), most: packer.add(narrow(most)) };
}
