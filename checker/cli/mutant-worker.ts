/** A worker thread: decides the mutants that it is given, one after the other. */

import { parentPort } from 'node:worker_threads';
import { type MutantTask, runMutant } from './mutant-run.ts';

const port = parentPort as NonNullable<typeof parentPort>;

port.on('message', (task: MutantTask) => {
  void runMutant(task).then((outcome) => port.postMessage(outcome));
});
