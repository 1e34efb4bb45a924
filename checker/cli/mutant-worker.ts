/** A worker thread: says where the systems are, then decides the mutants that it is given, one after the other. */

import { parentPort, workerData } from 'node:worker_threads';
import { MutantJudge, type MutantStart, type MutantTask } from './mutant-run.ts';

const port = parentPort as NonNullable<typeof parentPort>;
const judge = await MutantJudge.begin(workerData as MutantStart);

port.on('message', (task: MutantTask) => {
  void judge.judge(task).then((outcome) => port.postMessage({ outcome }));
});
port.postMessage({ systems: judge.systems });
