/** `npm run bench`: exploration time of the kernel on models whose state counts are known. */

import { Product } from '../../checker/kernel/product.ts';
import { StateQuestion } from '../../checker/kernel/state-question.ts';
import { configure } from '../../checker/language/system.ts';
import { explore } from '../../checker/search/explore.ts';
import { consistency, twoPhaseCommit } from './two-phase-commit.ts';

const knownStates: Readonly<Record<number, number>> = { 5: 8_832, 6: 50_816, 7: 296_448, 8: 1_745_408, 9: 10_340_352 };

async function measure(n: number): Promise<object> {
  const product = new Product(twoPhaseCommit, configure(twoPhaseCommit, { parameters: { n } }));
  const started = performance.now();
  const { counts, hits, peakBytes } = await explore(product, [new StateQuestion(product, consistency as never)]);
  const seconds = (performance.now() - started) / 1000;
  if (counts.states !== knownStates[n] || hits[0] !== undefined) {
    throw new Error(
      `two-phase commit at n = ${n}: expected ${knownStates[n]} states and consistency, found ${counts.states}`,
    );
  }
  const { states, transitions } = counts;
  return { model: '2pc', n, tool: 'plumbline', workers: 1, states, transitions, seconds, peakBytes };
}

const sizes = process.argv.includes('--quick') ? [7, 8] : [7, 8, 9];
const results: object[] = [];
for (const n of sizes) results.push(await measure(n));
process.stdout.write(`${JSON.stringify({ schemaVersion: 1, results, ratios: {} }, null, 2)}\n`);
