/**
 * One input, one answer: a user's guards and actions are called under watch.
 *
 * Each call happens twice, on frozen arguments, with clocks and randomness taken away, and its two answers are compared. What
 * betrays a function only after many calls is left to the recheck of the tables after a search.
 */

import { deepFreeze, holdsCollections, isSame, keyOf, show } from './plain-data.ts';
import { Problem, type ProblemCode } from './problem.ts';

const forbidden = (name: string): never => {
  throw new Problem('PL-112', { place: name, hint: 'put it in the payload of an event of the environment' });
};

/** Runs guards and actions with clocks and randomness taken away. */
export function sealed<T>(call: () => T): T {
  const { random } = Math;
  const RealDate = globalThis.Date;
  Math.random = () => forbidden('Math.random');
  globalThis.Date = SealedDate;
  try {
    return call();
  } finally {
    Math.random = random;
    globalThis.Date = RealDate;
  }
}

const SealedDate: DateConstructor = new Proxy(Date, {
  construct: (target, args) => (args.length === 0 ? forbidden('new Date()') : Reflect.construct(target, args)),
  apply: () => forbidden('Date()'),
  get: (target, name) => (name === 'now' ? () => forbidden('Date.now') : Reflect.get(target, name)),
});

/** What strict-mode JavaScript says when frozen data is written to. */
const mutation =
  /read only|not extensible|Cannot delete property|Cannot (define|redefine) property|Cannot add property/;

/** The watch over the functions of one machine. */
export class Watch {
  /** The name under which the machine is asked. */
  machine: string;
  /** What was found last: xstate wraps what a guard throws in an Error of its own, so it is kept here on its way out. */
  problem: Problem | undefined;

  constructor(machine: string) {
    this.machine = machine;
  }

  /** Calls a user's function twice on frozen arguments, under `sealed`, and compares: one input, one answer. */
  twice<T>(what: string, context: unknown, event: unknown, call: (args: object) => T): T {
    deepFreeze(context);
    const collections = holdsCollections(context);
    const before = collections ? keyOf(context) : '';
    try {
      const first = call(new Arguments(context, event, this, what));
      const second = call(new Arguments(context, event, this, what));
      if (first !== second && !isSame(first, second, this.placeOf(what))) {
        this.#fail('PL-106', what, `${show(first)}, then ${show(second)}`);
      }
      if (collections && keyOf(context) !== before) this.#fail('PL-105', what, 'a set or map of the context changed');
      return first;
    } catch (error) {
      throw this.#problemOf(error, what, event);
    }
  }

  placeOf(what: string): string {
    return `machine ${this.machine}, ${what}`;
  }

  #problemOf(error: unknown, what: string, event: unknown): Problem {
    const place = this.placeOf(what);
    if (error instanceof Problem) {
      this.problem =
        error.code === 'PL-112'
          ? new Problem('PL-112', { ...error.detail, place: `${place}: ${error.detail.place}` })
          : error;
      return this.problem;
    }
    const found = error instanceof Error ? error.message : String(error);
    const mutates = error instanceof TypeError && mutation.test(found);
    this.problem = new Problem(mutates ? 'PL-105' : 'PL-104', { place: `${place}, on ${eventName(event)}`, found });
    return this.problem;
  }

  #fail(code: ProblemCode, what: string, found: string): never {
    throw new Problem(code, { place: this.placeOf(what), found });
  }
}

function eventName(event: unknown): string {
  return (event as { type?: string }).type ?? 'the initial event';
}

/** What a guard or action receives: context and event; everything else of xstate's arguments is an effect. */
class Arguments {
  readonly context: unknown;
  readonly event: unknown;
  readonly #watch: Watch;
  readonly #what: string;

  constructor(context: unknown, event: unknown, watch: Watch, what: string) {
    this.context = context;
    this.event = event;
    this.#watch = watch;
    this.#what = what;
  }

  get spawn(): never {
    const place = this.#watch.placeOf(this.#what);
    throw new Problem('PL-101', { place, found: '`spawn`', hint: 'declare the copies with `instances`' });
  }

  get self(): never {
    return forbidden(`${this.#watch.placeOf(this.#what)}: self`);
  }

  get system(): never {
    return forbidden(`${this.#watch.placeOf(this.#what)}: system`);
  }
}
