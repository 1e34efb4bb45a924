/** What `TLCGet` tells of a run, in the words of TLC. */

import type { Exploration } from '../search/explore.ts';
import { EvaluationFault } from '../tla/fault.ts';
import { run } from '../tla/standard/tlc.ts';
import { recordOf } from '../tla/values/function.ts';
import { textOf, type Value } from '../tla/values/value.ts';

/** The run as it stands when it is asked about. */
export interface RunState {
  /** In milliseconds. */
  readonly started: number;
  readonly checkDeadlock: boolean;
  /** States generated so far. */
  generated(): number;
  /** Absent while it lasts. */
  exploration(): Exploration | undefined;
}

function record(fields: { readonly [name: string]: Value }): Value {
  return recordOf(Object.keys(fields), Object.values(fields));
}

export function runFacts({ started, checkDeadlock, generated, exploration }: RunState): Map<string, () => Value> {
  const duration = (): number => Math.floor((performance.now() - started) / 1000);
  const diameter = (): number => {
    const ended = exploration();
    return ended === undefined ? run.level : ended.counts.depth + 1;
  };
  const afterwards = (): Exploration['counts'] => {
    const ended = exploration();
    if (ended !== undefined) return ended.counts;
    throw new EvaluationFault('PL-520', 'TLCGet: how many states there are is known after the search');
  };
  const config = (): Value =>
    record({
      ...{ mode: textOf('bfs'), depth: -1, worker: 1, deadlock: checkDeadlock },
      ...{ seed: run.seed, traces: -1, fingerprint: 0, install: textOf('') },
    });
  const stats = (): Value => {
    const { states, frontier } = afterwards();
    return record({
      ...{ generated: generated(), distinct: states, queue: frontier, diameter: diameter() },
      ...{ traces: 0, duration: duration() },
    });
  };
  return new Map<string, () => Value>([
    ['level', () => run.level],
    ['diameter', diameter],
    ['generated', generated],
    ['duration', duration],
    ['config', config],
    ['distinct', () => afterwards().states],
    ['queue', () => afterwards().frontier],
    ['stats', stats],
    ['revision', () => record({ timestamp: 0, date: textOf(''), count: 0, tag: textOf('') })],
  ]);
}
