/** `own-run.ts MODEL N WORKERS`: one exploration in a process of its own, so that its peak of memory is its own. Prints one line of JSON. */

import { StateQuestion } from '../../checker/kernel/state-question.ts';
import { WatchedView } from '../../checker/kernel/state-reading.ts';
import { explore } from '../../checker/search/explore.ts';
import { type ModelName, modelOf, productOf } from './models.ts';

async function run(name: ModelName, n: number, threads: number): Promise<object> {
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

const [name, n, threads] = process.argv.slice(2) as [ModelName, string, string];
// The engine compiles what it meets often: a small run first, as a check of many claims has behind it.
await run('2pc', 6, 1);
process.stdout.write(`${JSON.stringify(await run(name, Number(n), Number(threads)))}\n`);
