/** The verdict on whether what is observed of a state determines a secret, or conceals it. */

import type { Product } from '../kernel/product.ts';
import { StateQuestion } from '../kernel/state-question.ts';
import { StateReading, WatchedView } from '../kernel/state-reading.ts';
import { canonical, keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { Knowledge, Look, Property } from '../language/property.ts';
import type { Hit } from '../search/explore.ts';
import type { Trace } from '../trace/trace.ts';
import { type Bench, nearest } from './bench.ts';
import type { Decision } from './decision.ts';
import type { Observed } from './observed.ts';

/** The values of a function of the state, numbered in the order in which they are met. */
class Values {
  readonly numbers: Map<string, number> = new Map();
  readonly #look: Look<never>;
  readonly #place: string;
  readonly #watched: WatchedView;
  readonly #reading: StateReading;

  constructor(product: Product, place: string, look: Look<never>) {
    this.#look = look;
    this.#place = place;
    this.#watched = new WatchedView(product);
    this.#reading = new StateReading(this.#watched, place, (view) => this.#number(view));
  }

  /** The number of the value in a state. */
  of(states: Uint32Array, at: number): number {
    return this.#reading.of(states, at);
  }

  /** The value itself. */
  shown(states: Uint32Array, at: number): unknown {
    return canonical(this.#ask(this.#watched.look(states, at)), this.#place);
  }

  #number(view: object): number {
    const key = keyOf(this.#ask(view), this.#place);
    const number = this.numbers.get(key) ?? this.numbers.size;
    this.numbers.set(key, number);
    return number;
  }

  #ask(view: object): unknown {
    try {
      return this.#look(view as never);
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem('PL-114', {
        place: this.#place,
        found: error instanceof Error ? error.message : String(error),
      });
    }
  }
}

/**
 * The test that fails in a state whose observation was met before with another secret. For each observation it keeps one secret
 * that was met with it, and whether there was another.
 */
export class KnowledgeQuestion extends StateQuestion {
  readonly observations: Values;
  readonly secrets: Values;
  readonly #secret: number[] = [];
  readonly #isTold: boolean[] = [];

  constructor(product: Product, property: Property<never>) {
    super(new WatchedView(product), property);
    const { observe, secret } = property.knowledge as Knowledge<never>;
    this.observations = new Values(product, `property ${property.name}, observe`, observe);
    this.secrets = new Values(product, `property ${property.name}, secret`, secret);
  }

  /** What was observed is kept beside the answers. */
  override lend(): undefined {
    return undefined;
  }

  /** Whether the state is meant. */
  isMeant(states: Uint32Array, at: number): boolean {
    return super.holds(states, at);
  }

  override holds(states: Uint32Array, at: number): boolean {
    if (!this.isMeant(states, at)) return true;
    const observation = this.observations.of(states, at);
    const secret = this.secrets.of(states, at);
    const known = this.#secret[observation] ?? secret;
    this.#secret[observation] = known;
    this.#isTold[observation] = known === secret && this.#isTold[observation] !== false;
    return known === secret;
  }

  /** Whether the state is meant and no state that was asked is observed like it and has another secret. */
  isTold(states: Uint32Array, at: number): boolean {
    return this.isMeant(states, at) && this.#isTold[this.observations.of(states, at)] === true;
  }
}

function observed(question: KnowledgeQuestion): Observed {
  const { observations, secrets } = question;
  return { observations: observations.numbers.size, secrets: secrets.numbers.size, shown: null, pair: null };
}

/** For each observation, the layer in which it was first seen and with which secret, and the layer of the first other secret. */
class Sightings {
  readonly #layer: number[] = [];
  readonly #secret: number[] = [];
  readonly #other: number[] = [];

  add(observation: number, secret: number, layer: number): void {
    if (this.#layer[observation] === undefined) {
      this.#layer[observation] = layer;
      this.#secret[observation] = secret;
    } else if (this.#secret[observation] !== secret) this.#other[observation] ??= layer;
  }

  /** The layer in which the observation was first seen with another secret than this; Infinity if it never was. */
  layerOfOther(observation: number, secret: number): number {
    const layer = this.#secret[observation] === secret ? this.#other[observation] : this.#layer[observation];
    return layer ?? Number.POSITIVE_INFINITY;
  }
}

/**
 * Two runs that are observed alike and end with different secrets: the longer one as short as can be, and then the other one.
 * Nothing depends on the order of the states within a layer.
 */
function differing(
  bench: Bench,
  question: KnowledgeQuestion,
  failing: number,
): Pick<Observed, 'shown' | 'pair'> & { readonly trace: Trace } {
  const { store, layers } = bench.exploration;
  const { observations, secrets } = question;
  const sightings = new Sightings();
  /** Calls back for every state of a layer that is meant, with the numbers of its observation and its secret. */
  const look = (layer: number, call: (observation: number, secret: number, state: number) => void): void => {
    for (let state = layers[layer] as number; state < (layers[layer + 1] ?? store.count); state++) {
      const at = state * store.words;
      if (question.isMeant(store.states, at))
        call(observations.of(store.states, at), secrets.of(store.states, at), state);
    }
  };
  const last = layers.findLastIndex((start) => start <= failing);
  for (let layer = 0; layer <= last; layer++) look(layer, (...one) => sightings.add(one[0], one[1], layer));
  let least = Number.POSITIVE_INFINITY;
  let late: number[] = [];
  look(last, (observation, secret, state) => {
    const layer = sightings.layerOfOther(observation, secret);
    if (layer < least) [least, late] = [layer, []];
    if (layer === least && layer <= last) late.push(state);
  });
  const longer = bench.shortestTo(late);
  const end = (longer.states.at(-1) as number) * store.words;
  const [seen, kept] = [observations.of(store.states, end), secrets.of(store.states, end)];
  const alike: number[] = [];
  look(least, (observation, secret, state) => {
    if (observation === seen && secret !== kept) alike.push(state);
  });
  const shorter = bench.shortestTo(alike);
  const at = [(shorter.states.at(-1) as number) * store.words, end];
  return {
    trace: bench.replayed(shorter),
    pair: bench.replayed(longer),
    shown: {
      observation: observations.shown(store.states, end),
      secrets: at.map((offset) => secrets.shown(store.states, offset)),
    },
  };
}

/** The verdict on `determines`: the hit is the layer in which the search found it wrong. */
export function judgeDetermines(bench: Bench, question: KnowledgeQuestion, hit: Hit | undefined): Decision {
  const { ending, counts } = bench.exploration;
  if (hit === undefined) {
    if (ending.kind !== 'complete') return { ...bench.undecided(), observed: observed(question) };
    return { ...bench.decision('exhausted', counts), ...emptiness(question), observed: observed(question) };
  }
  const { trace, pair, shown } = differing(bench, question, hit.states[0] as number);
  return { ...bench.decision('violated', hit.counts, trace), observed: { ...observed(question), pair, shown } };
}

/** The verdict on `conceals`: a secret that is given away in what was seen may not be once everything was. */
export function judgeConceals(bench: Bench, question: KnowledgeQuestion): Decision {
  const { ending, counts, store } = bench.exploration;
  if (ending.kind !== 'complete') return { ...bench.undecided(), observed: observed(question) };
  const all = Array.from({ length: store.count }, (_, s) => s);
  const told = nearest(
    bench,
    all.filter((s) => question.isTold(store.states, s * store.words)),
  );
  if (told.length === 0)
    return { ...bench.decision('exhausted', counts), ...emptiness(question), observed: observed(question) };
  const path = bench.shortestTo(told);
  const at = (path.states.at(-1) as number) * store.words;
  const shown = {
    observation: question.observations.shown(store.states, at),
    secrets: [question.secrets.shown(store.states, at)],
  };
  return { ...bench.decision('violated', counts, bench.replayed(path)), observed: { ...observed(question), shown } };
}

/** A comparison of no states at all holds, but says nothing. */
function emptiness({ observations }: KnowledgeQuestion): Pick<Decision, 'empty'> {
  return { empty: observations.numbers.size === 0 ? 'where' : null };
}
