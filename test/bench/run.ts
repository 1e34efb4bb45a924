/**
 * `npm run bench`: two-phase commit in this checker and, where they are installed, in SPIN and rumur, in one run.
 *
 * State counts have to agree, with each other and with the known ones; ratios are of exploration time. `--quick` stops at eight
 * managers, `--format json` (the default) prints one document.
 */

import { Product } from '../../checker/kernel/product.ts';
import { StateQuestion } from '../../checker/kernel/state-question.ts';
import { WatchedView } from '../../checker/kernel/state-reading.ts';
import { configure } from '../../checker/language/system.ts';
import { explore } from '../../checker/search/explore.ts';
import { peers } from './peers.ts';
import { consistency, twoPhaseCommit } from './two-phase-commit.ts';

const knownStates: Readonly<Record<number, number>> = { 7: 296_448, 8: 1_745_408, 9: 10_340_352 };

interface Result {
  readonly model: '2pc';
  readonly n: number;
  readonly tool: string;
  readonly workers: 1;
  readonly states: number;
  readonly transitions: number;
  readonly seconds: number;
  readonly peakBytes: number | null;
}

async function plumbline(n: number): Promise<Result> {
  const started = performance.now();
  const product = new Product(twoPhaseCommit, configure(twoPhaseCommit, { parameters: { n } }));
  const { counts, hits, peakBytes } = await explore(product, [
    new StateQuestion(new WatchedView(product), consistency as never),
  ]);
  const seconds = (performance.now() - started) / 1000;
  if (hits[0] !== undefined) throw new Error(`two-phase commit at n = ${n}: consistency is violated`);
  const { states, transitions } = counts;
  return { model: '2pc', n, tool: 'plumbline', workers: 1, states, transitions, seconds, peakBytes };
}

const sizes = process.argv.includes('--quick') ? [7, 8] : [7, 8, 9];
const results: Result[] = [];
const ratios: Record<string, number> = {};
const absent = new Set<string>();
await plumbline(6);
for (const n of sizes) {
  const own = await plumbline(n);
  const others = peers(n);
  for (const name of others.absent) absent.add(name);
  results.push(own, ...others.runs.map((one): Result => ({ model: '2pc', n, workers: 1, peakBytes: null, ...one })));
  for (const { tool, seconds } of others.runs) ratios[`2pc-${n} vs ${tool}`] = seconds / own.seconds;
  for (const { tool, n: size, states } of results) {
    if (size === n && states !== knownStates[n]) {
      throw new Error(`two-phase commit at n = ${n}: ${tool} found ${states} states instead of ${knownStates[n]}`);
    }
  }
}
process.stdout.write(`${JSON.stringify({ schemaVersion: 1, results, ratios, absent: [...absent] }, null, 2)}\n`);
