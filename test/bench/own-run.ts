/**
 * `own-run.ts MODEL N WORKERS`: one exploration in a process of its own, so that its peak of memory is its own. Prints one line of JSON.
 *
 * One that takes less than half a second is repeated, with machines and tables made anew each time, for two seconds: what is told is the
 * median, as of the claims of a check, and the first time beside it, which is mostly the engine reading and compiling code.
 */

import { StateQuestion } from '../../checker/kernel/state-question.ts';
import { WatchedView } from '../../checker/kernel/state-reading.ts';
import { explore } from '../../checker/search/explore.ts';
import { type ModelName, modelOf, productOf } from './models.ts';

interface OwnRun {
  readonly states: number;
  readonly transitions: number;
  readonly seconds: number;
  readonly calls: number;
  readonly storeBytes: number;
  readonly peakBytes: number;
}

async function run(name: ModelName, n: number, threads: number): Promise<OwnRun> {
  const started = performance.now();
  const model = modelOf(name, n);
  const product = productOf(model);
  const tests = model.property === undefined ? [] : [new StateQuestion(new WatchedView(product), model.property)];
  const { counts, hits, ending, peakBytes } = await explore(product, tests, { threads });
  const seconds = (performance.now() - started) / 1000;
  if (ending.kind !== 'complete' || hits.some((hit) => hit !== undefined)) {
    throw new Error(`${name} ${n}: ${ending.kind}${hits.length > 0 ? ', the property fails' : ''}`);
  }
  const calls = product.components.reduce((sum, component) => sum + component.calls, 0);
  const { states, transitions } = counts;
  return {
    states,
    transitions,
    seconds,
    calls,
    storeBytes: peakBytes,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

/** Below so many seconds a run is repeated, for so many. */
const isShort = 0.5;
const repeating = 2;

async function measured(name: ModelName, n: number, threads: number): Promise<OwnRun & { firstSeconds?: number }> {
  const first = await run(name, n, threads);
  if (first.seconds >= isShort) return first;
  const runs: OwnRun[] = [];
  for (let left = repeating; left > 0; left -= (runs.at(-1) as OwnRun).seconds) runs.push(await run(name, n, threads));
  runs.sort((a, b) => a.seconds - b.seconds);
  return { ...(runs[Math.floor(runs.length / 2)] as OwnRun), firstSeconds: first.seconds };
}

const [name, n, threads] = process.argv.slice(2) as [ModelName, string, string];
// The engine compiles what it meets often: a small run first, as a check of many claims has behind it.
if (Number(n) > 6) await run('2pc', 6, 1);
process.stdout.write(`${JSON.stringify(await measured(name, Number(n), Number(threads)))}\n`);
