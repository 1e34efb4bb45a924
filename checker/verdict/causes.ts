/**
 * Further counterexamples to an invariant, each by another cause than those before it.
 *
 * Nothing is searched past a violation: what follows from one is no other. A cause is what fails, the type of the event that made it
 * fail, and what the adversary did on the way: the types of its events, and the flags and words of their payloads, numbers left out. A
 * violation is no further cause if no other part fails than in one before it, the last event is the same, and the adversary did
 * everything that it did there: a second deposit that hides one of two consequences makes no new flaw.
 */

import type { ProductEvent } from '../kernel/components.ts';
import { type Kernel, stale } from '../kernel/kernel.ts';
import { Product } from '../kernel/product.ts';
import { ProductKernel } from '../kernel/product-kernel.ts';
import { StateQuestion } from '../kernel/state-question.ts';
import { WatchedView } from '../kernel/state-reading.ts';
import { show } from '../language/plain-data.ts';
import type { PartResult, Property } from '../language/property.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import { explore } from '../search/explore.ts';
import type { StateStore } from '../search/state-store.ts';
import type { DecideOptions, Violation } from './decision.ts';
import { replayPath, wholeStateAt } from './kernel-path.ts';

interface Cause {
  readonly fails: readonly string[];
  readonly last: string;
  readonly moves: readonly string[];
}

/** The product without what comes after a violation. */
class UpToViolation extends ProductKernel {
  readonly #question: StateQuestion;

  constructor(product: Product, question: StateQuestion) {
    super(product);
    this.#question = question;
  }

  expand(states: Uint32Array, at: number): number {
    return this.#question.holds(states, at) ? this.product.expand(states, at) : 0;
  }
}

type Happened = Pick<ProductEvent, 'type' | 'payload' | 'side'>;

/** What an event of the adversary amounts to: its type, and each field of its payload, without the value where that is a number. */
function movesOf({ type, payload, side }: Happened): readonly string[] {
  if (side !== 'adversary') return [];
  const fields = Object.entries(payload).flatMap(([name, value]) => {
    if (value === false || value === null || value === undefined) return [];
    return [`${type} ${name}${typeof value === 'number' ? '' : `=${show(value)}`}`];
  });
  return [type, ...fields];
}

function causeOf(parts: readonly PartResult[], events: readonly Happened[]): Cause {
  const moves = new Set(events.flatMap(movesOf));
  const failing = parts.filter(({ holds }) => !holds).map(({ part }) => part);
  return { fails: failing, last: events.at(-1)?.type ?? '', moves: [...moves] };
}

function isCausedBy(cause: Cause, known: Cause): boolean {
  return (
    cause.last === known.last &&
    cause.fails.every((part) => known.fails.includes(part)) &&
    known.moves.every((move) => cause.moves.includes(move))
  );
}

/** One shortest way to every state: the state before it and the event between, -1 at the start. */
function shortestWays(
  kernel: Kernel,
  store: StateStore,
  starts: number,
): { readonly before: Int32Array; readonly event: Int32Array } {
  const before = new Int32Array(store.count).fill(-1);
  const event = new Int32Array(store.count).fill(-1);
  for (let state = 0; state < store.count; state++) {
    const count = kernel.expand(store.states, state * store.words);
    // What a limit left unexpanded may meet new local states: it lies on no way to what was found.
    if (count === stale) break;
    for (let s = 0; s < count; s++) {
      const to = store.find(kernel.successors, s * store.words);
      if (to < starts || before[to] !== -1) continue;
      before[to] = state;
      event[to] = kernel.fired[s] as number;
    }
  }
  return { before, event };
}

/** At most `most` counterexamples besides the first, shortest first; every trace replayed by xstate. */
export async function furtherViolations(
  system: AnySystem,
  configuration: Configuration,
  property: Property<never>,
  first: Violation,
  most: number,
  options: DecideOptions,
): Promise<readonly Violation[]> {
  const { limits = {}, signal, onProgress, localLimit } = options;
  const product = new Product(system, configuration, { localLimit });
  const question = new StateQuestion(new WatchedView(product), property);
  const kernel = new UpToViolation(product, question);
  const { store, layers } = await explore(kernel, [], { limits, signal, onProgress, exhaustive: true });
  const ways = shortestWays(kernel, store, layers[1] ?? store.count);
  const known = [causeOf(first.parts, first.trace.steps)];
  const found: Violation[] = [];
  for (let state = 0; state < store.count && found.length < most; state++) {
    const at = state * store.words;
    if (question.holds(store.states, at)) continue;
    const path = [state];
    while ((ways.before[path[0] as number] as number) >= 0) path.unshift(ways.before[path[0] as number] as number);
    const events = path.slice(1).map((one) => ways.event[one] as number);
    const parts = question.explain(store.states, at);
    const cause = causeOf(
      parts,
      events.map((event) => product.events[event] as ProductEvent),
    );
    if (known.some((one) => isCausedBy(cause, one))) continue;
    known.push(cause);
    const expected = path.map((one) => wholeStateAt(product, store.states, one * store.words));
    found.push({ trace: replayPath(system, product, events, expected).trace, parts });
  }
  return found;
}
