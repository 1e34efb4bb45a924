/** Worker threads that share the mutants. A mutant may loop for ever in a guard: then its thread is ended and another takes over. */

import { Worker } from 'node:worker_threads';
import type { MutantTask, Outcome } from './mutant-run.ts';

/** The file beside this one, as it is: TypeScript in the project, JavaScript where it is built. */
const isSource = import.meta.url.endsWith('.ts');
const file = new URL(isSource ? './mutant-worker.ts' : './mutant-worker.js', import.meta.url);
const execArgv = isSource ? ['--import', import.meta.resolve('jiti/register')] : [];

/** Past its time limit a search stops by itself; a thread gets this much longer, loading included. */
const graceSeconds = 20;

/** A thread that answers one task at a time; `undefined` where it did not end in time, or ended without an answer. */
class Thread {
  #settle: (outcome: Outcome | undefined) => void = () => {};
  #worker: Worker = this.#begun();

  #begun(): Worker {
    const worker = new Worker(file, { execArgv });
    worker.on('message', (outcome: Outcome) => this.#settle(outcome));
    worker.on('error', (error) => this.#settle({ fate: 'killed', claim: null, how: String(error) }));
    worker.on('exit', () => {
      if (worker === this.#worker) this.#settle(undefined);
    });
    return worker;
  }

  async answer(task: MutantTask): Promise<Outcome | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const outcome = await new Promise<Outcome | undefined>((resolve) => {
      this.#settle = resolve;
      timer = setTimeout(() => resolve(undefined), (task.seconds + graceSeconds) * 1000);
      this.#worker.postMessage(task);
    });
    clearTimeout(timer);
    if (outcome !== undefined) return outcome;
    const spent = this.#worker;
    this.#worker = this.#begun();
    await spent.terminate();
    return undefined;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Decides the tasks; an outcome each, in their order, undefined for those not begun when interrupted. */
export async function runMutants(
  tasks: readonly MutantTask[],
  threads: number,
  signal: AbortSignal,
  onOutcome: (i: number, outcome: Outcome) => void,
): Promise<readonly (Outcome | undefined)[]> {
  const outcomes: (Outcome | undefined)[] = tasks.map(() => undefined);
  let next = 0;
  const work = async (): Promise<void> => {
    const thread = new Thread();
    while (next < tasks.length && !signal.aborted) {
      const i = next++;
      const outcome: Outcome = (await thread.answer(tasks[i] as MutantTask)) ?? {
        ...{ fate: 'unfinished', claim: null, how: 'did not end' },
      };
      outcomes[i] = outcome;
      onOutcome(i, outcome);
    }
    await thread.end();
  };
  await Promise.all(Array.from({ length: Math.min(threads, tasks.length) }, work));
  return outcomes;
}
