/** A path that the kernel took, run again by xstate and compared with the kernel state by state. */

import type { ProductEvent } from '../kernel/components.ts';
import type { Product } from '../kernel/product.ts';
import { Problem } from '../language/problem.ts';
import type { AnySystem } from '../language/system.ts';
import { type Replay, replay } from '../trace/replay.ts';
import { type WholeState, wholeState } from '../trace/trace.ts';

/** The packed state at a word offset, as a trace tells it. */
export function wholeStateAt(product: Product, states: Uint32Array, at: number): WholeState {
  const names = product.components.map(({ name }) => name);
  return wholeState(names, product.snapshotsOf(states, at));
}

/** Takes the events on the original machines. Throws PL-401 where they lead elsewhere than the kernel says. */
export function replayPath(
  system: AnySystem,
  product: Product,
  events: readonly number[],
  expected: readonly WholeState[],
): Replay {
  const taken = events.map((event) => product.events[event] as ProductEvent);
  try {
    return replay(system, product.configuration, taken, 'PL-401', expected);
  } catch (disagreement) {
    // Before the kernel is blamed every table is asked again: a function that is no function is the model's mistake.
    for (const component of product.components) component.recheck(Number.POSITIVE_INFINITY);
    throw disagreement;
  }
}

/** What broke on the way of an event, naming the event. Anything but a problem is a defect of the checker and thrown. */
export function problemOn(product: Product, event: number, cause: unknown): Problem {
  if (!(cause instanceof Problem)) throw cause;
  const at = product.events[event];
  const found = at === undefined ? cause.detail.found : `${cause.detail.found ?? ''} (on ${at.type})`.trim();
  return new Problem(cause.code, { ...cause.detail, ...(found === undefined ? {} : { found }) });
}

/**
 * Whether the way to a problem explains it. A machine without bound is told by the variable that grows; its trace would be as long as
 * the variable is large. A function with two answers has no trace: the next run would take another one.
 */
export function isShownBy({ code }: Problem): boolean {
  return code !== 'PL-109' && code !== 'PL-106';
}
