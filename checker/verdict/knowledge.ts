/** The verdict on whether what is observed of a state determines a secret, or conceals it. */

import type { Product } from '../kernel/product.ts';
import { StateQuestion } from '../kernel/state-question.ts';
import { StateReading, WatchedView } from '../kernel/state-reading.ts';
import { canonical, keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { Knowledge, Look, Property } from '../language/property.ts';
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

const none = -1;

/**
 * The test that fails in a state whose observation was met before with another secret. Kept for each observation: the first state that
 * showed it, that state's secret, and whether another one was met. The explorer asks each state once, in the order of finding.
 */
export class KnowledgeQuestion extends StateQuestion {
  readonly observations: Values;
  readonly secrets: Values;
  readonly #first: number[] = [];
  readonly #secret: number[] = [];
  readonly #isTold: boolean[] = [];
  readonly #product: Product;

  constructor(product: Product, property: Property<never>) {
    super(new WatchedView(product), property);
    const { observe, secret } = property.knowledge as Knowledge<never>;
    this.#product = product;
    this.observations = new Values(product, `property ${property.name}, observe`, observe);
    this.secrets = new Values(product, `property ${property.name}, secret`, secret);
  }

  override holds(states: Uint32Array, at: number): boolean {
    if (!super.holds(states, at)) return true;
    const observation = this.observations.of(states, at);
    const secret = this.secrets.of(states, at);
    const known = this.#secret[observation] ?? none;
    if (known === none) {
      this.#first[observation] = at / this.#product.words;
      this.#secret[observation] = secret;
      this.#isTold[observation] = true;
      return true;
    }
    if (known !== secret) this.#isTold[observation] = false;
    return known === secret;
  }

  /** The first state that is observed as this one is. */
  firstLike(states: Uint32Array, at: number): number {
    return this.#first[this.observations.of(states, at)] as number;
  }

  /** The first states of the observations that leave no doubt about the secret, in the order of finding. */
  told(): readonly number[] {
    return this.#first.filter((_, observation) => this.#isTold[observation] === true).sort((a, b) => a - b);
  }
}

function observed(question: KnowledgeQuestion): Observed {
  const { observations, secrets } = question;
  return { observations: observations.numbers.size, secrets: secrets.numbers.size, shown: null, pair: null };
}

/** Two runs: of the states in which the search first failed, the one whose counterpart was found first. */
function differing(
  bench: Bench,
  question: KnowledgeQuestion,
  failing: readonly number[],
): Pick<Observed, 'shown' | 'pair'> & { readonly trace: Trace } {
  const { store } = bench.exploration;
  const counterpart = (state: number): number => question.firstLike(store.states, state * store.words);
  const second = failing.reduce((best, state) => (counterpart(state) < counterpart(best) ? state : best));
  const first = counterpart(second);
  const at = [first, second].map((state) => state * store.words);
  return {
    trace: bench.replayed(bench.shortestTo([first])),
    pair: bench.replayed(bench.shortestTo([second])),
    shown: {
      observation: question.observations.shown(store.states, at[0] as number),
      secrets: at.map((offset) => question.secrets.shown(store.states, offset)),
    },
  };
}

/** The verdict on `determines`: `failing` holds the states of the layer in which the search found it wrong. */
export function judgeDetermines(
  bench: Bench,
  question: KnowledgeQuestion,
  hit: { readonly states: readonly number[]; readonly counts: Decision['counts'] } | undefined,
): Decision {
  const { ending, counts } = bench.exploration;
  if (hit === undefined) {
    if (ending.kind !== 'complete') return { ...bench.undecided(), observed: observed(question) };
    return { ...bench.decision('exhausted', counts), ...emptiness(question), observed: observed(question) };
  }
  const { trace, pair, shown } = differing(bench, question, hit.states);
  return { ...bench.decision('violated', hit.counts, trace), observed: { ...observed(question), pair, shown } };
}

/** The verdict on `conceals`: a secret that is given away in what was seen may not be once everything was. */
export function judgeConceals(bench: Bench, question: KnowledgeQuestion): Decision {
  const { ending, counts, store } = bench.exploration;
  if (ending.kind !== 'complete') return { ...bench.undecided(), observed: observed(question) };
  const told = nearest(bench, question.told());
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
