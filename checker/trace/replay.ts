/** Replaying a sequence of events on the original machines, by xstate's own transition function. */

import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { AnySystem, Configuration, View } from '../language/system.ts';
import { type GlobalState, ReferenceComposition } from './composition.ts';
import { modelHash } from './model-hash.ts';
import { makeTrace, messageOf, type Trace, type TraceEvent, type WholeState, wholeState } from './trace.ts';

export interface Replay {
  readonly trace: Trace;
  readonly states: readonly GlobalState[];
  /** The states as properties see them. */
  readonly views: readonly View[];
}

/** What to do when the machines do not do what the events say: the kernel is wrong (PL-401), or a file is (PL-313). */
export type Blame = 'PL-401' | 'PL-313';

/**
 * Runs the events from the initial state. Throws a Problem of the given code when a component refuses a step, or when a state differs
 * from `expected` (where given).
 */
export function replay(
  system: AnySystem,
  configuration: Configuration,
  events: readonly TraceEvent[],
  blame: Blame,
  expected?: readonly WholeState[],
): Replay {
  const composition = new ReferenceComposition(system, configuration);
  const { names } = composition;
  const states: GlobalState[] = [composition.initial()];
  const compare = (step: number): void => {
    const want = expected?.[step];
    if (want === undefined) return;
    const got = wholeState(names, states[step] as GlobalState);
    const wrong = [...new Set([...names, ...Object.keys(want)])].find((name) => keyOf(got[name]) !== keyOf(want[name]));
    if (wrong === undefined) return;
    throw new Problem(blame, {
      place: `state ${step}, component ${wrong}`,
      expected: keyOf(want[wrong]),
      found: keyOf(got[wrong]),
    });
  };
  compare(0);
  events.forEach((event, i) => {
    const message = messageOf(event);
    if (composition.participants(message).length === 0) {
      throw new Problem(blame, { place: `step ${i + 1}, ${event.type}`, found: 'no component knows the event' });
    }
    const attempt = composition.attempt(states[i] as GlobalState, message);
    if (!attempt.taken) {
      throw new Problem(blame, {
        place: `step ${i + 1}, ${event.type} ${keyOf(event.payload)}`,
        expected: 'a step that every participant accepts',
        found: `refused by ${attempt.refusedBy.join(', ')}`,
      });
    }
    states.push(attempt.state);
    compare(i + 1);
  });
  const whole = states.map((state) => wholeState(names, state));
  const about = { system: system.name, configuration, model: modelHash(system, configuration) };
  const views = states.map((state) => composition.view(state));
  return { trace: makeTrace(about, whole, events), states, views };
}
