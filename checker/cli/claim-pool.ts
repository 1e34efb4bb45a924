/**
 * Worker threads that share the parts of a run, the large ones first, and what is made of the answers: each to whoever is free.
 *
 * A worker that dies gives its work back, which is then done here, in the thread of the command, and the user is told; so does a
 * part whose answer cannot be sent. Every answer is that of one thread alone.
 */

import { Worker } from 'node:worker_threads';
import type { ReportedClaim } from '../report/claim-text.ts';
import type { CheckpointUse } from '../search/checkpoint-file.ts';
import {
  type FromWorker,
  receivedClaim,
  receivedThrown,
  type ToWorker,
  type Work,
  type WorkerStart,
} from './claim-messages.ts';
import type { Part } from './parts.ts';
import type { Progress } from './progress.ts';
import type { ExplorerAsked, ItemExplorer } from './report-explorer.ts';

interface Task {
  readonly work: Work;
  /** Does it in this thread. */
  readonly here: () => void;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** What a worker says at the end of its work. */
type Answer = FromWorker & { readonly kind: 'decided' | 'explorer' };

/** Does in the thread of the command what no worker is left for. */
export interface Here {
  decide(part: Part): Promise<readonly ReportedClaim[]>;
  explorer(asked: ExplorerAsked): Promise<ItemExplorer | null>;
}

/** The file beside this one, as it is: TypeScript in the project, JavaScript where it is built. */
const isSource = import.meta.url.endsWith('.ts');
const file = new URL(isSource ? './claim-worker.ts' : './claim-worker.js', import.meta.url);
/**
 * Megabytes of the young generation, and of each thread. Filling tables allocates much and keeps some of it; with Node's 16 the sweeps of
 * 5.3.2 spend 25 s where 20 s do.
 */
const youngGeneration = 128;
const execArgv = isSource ? ['--import', import.meta.resolve('jiti/register')] : [];

export class ClaimPool {
  readonly #idle: Worker[] = [];
  readonly #workers: Set<Worker> = new Set();
  readonly #waiting: Task[] = [];
  readonly #busy: Map<Worker, Task> = new Map();
  readonly #here: Here;
  readonly #progress: Progress;
  readonly #onUse: ((use: CheckpointUse) => void) | undefined;
  readonly #onLost: ((why: string) => void) | undefined;

  /** `onLost` hears of each worker that ended before it was told to. */
  constructor(
    workers: number,
    start: WorkerStart,
    progress: Progress,
    signal: AbortSignal,
    here: Here,
    {
      onUse,
      onLost,
    }: { readonly onUse?: ((use: CheckpointUse) => void) | undefined; readonly onLost?: (why: string) => void } = {},
  ) {
    this.#onUse = onUse;
    this.#onLost = onLost;
    this.#here = here;
    this.#progress = progress;
    for (let n = 0; n < workers; n++) {
      const worker = new Worker(file, {
        ...{ workerData: start, execArgv },
        resourceLimits: { maxYoungGenerationSizeMb: youngGeneration },
      });
      worker.on('message', (message: FromWorker) => this.#hear(worker, message));
      worker.on('error', (error) => this.#lose(worker, error instanceof Error ? error.message : String(error)));
      worker.on('exit', (code) => this.#lose(worker, `exit code ${code}`));
      this.#workers.add(worker);
      this.#idle.push(worker);
    }
    const interrupt: ToWorker = { kind: 'interrupt' };
    signal.addEventListener('abort', () => {
      for (const worker of this.#workers) worker.postMessage(interrupt);
    });
  }

  /** Decides the parts; one promise each, in their order. */
  decide(parts: readonly Part[]): readonly Promise<readonly ReportedClaim[]>[] {
    const costs = new Map<Task, number>();
    const promises = parts.map(
      (part) =>
        new Promise<readonly ReportedClaim[]>((resolve, reject) => {
          const task: Task = {
            ...{ work: { kind: 'decide', part }, reject },
            here: () => void this.#here.decide(part).then(resolve, reject),
            resolve: (answer) => {
              if (answer.kind === 'decided') resolve(answer.claims.map(receivedClaim));
            },
          };
          costs.set(task, part.cost);
          this.#waiting.push(task);
        }),
    );
    // Whoever awaits the first must not be told that another failed unheard.
    for (const promise of promises) promise.catch(() => undefined);
    this.#waiting.sort((a, b) => (costs.get(b) ?? 0) - (costs.get(a) ?? 0));
    this.#give();
    return promises;
  }

  /** Makes the explorer of an item. */
  explorer(asked: ExplorerAsked): Promise<ItemExplorer | null> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        ...{ work: { kind: 'explorer', asked }, reject },
        here: () => void this.#here.explorer(asked).then(resolve, reject),
        resolve: (answer) => {
          if (answer.kind === 'explorer') resolve(answer.explorer);
        },
      });
      this.#give();
    });
  }

  async close(): Promise<void> {
    const workers = [...this.#workers];
    this.#workers.clear();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #give(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const worker = this.#idle.shift() as Worker;
      const task = this.#waiting.shift() as Task;
      this.#busy.set(worker, task);
      const message: ToWorker = task.work;
      worker.postMessage(message);
    }
    // Every worker is gone: what is left is done here.
    if (this.#idle.length === 0 && this.#busy.size === 0) {
      for (const { here } of this.#waiting.splice(0)) here();
    }
  }

  #hear(worker: Worker, message: FromWorker): void {
    if (message.kind === 'about') this.#progress.about(message.what);
    else if (message.kind === 'checkpoint') this.#onUse?.(message.use);
    else if (message.kind === 'moment') this.#progress.show?.(message.moment);
    else {
      const task = this.#busy.get(worker);
      this.#busy.delete(worker);
      this.#idle.push(worker);
      if (message.kind === 'thrown') task?.reject(receivedThrown(message.thrown));
      else task?.resolve(message);
      this.#give();
    }
  }

  #lose(worker: Worker, why: string): void {
    // An error is followed by the end of its thread, and a thread that was told to end is not lost.
    if (!this.#workers.delete(worker)) return;
    this.#onLost?.(why.split('\n', 1)[0] as string);
    const at = this.#idle.indexOf(worker);
    if (at >= 0) this.#idle.splice(at, 1);
    const task = this.#busy.get(worker);
    this.#busy.delete(worker);
    task?.here();
    this.#give();
  }
}
