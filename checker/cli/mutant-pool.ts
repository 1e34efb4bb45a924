/** Worker threads that share the mutants. A mutant may loop for ever in a guard: then its thread is ended and another takes over. */

import { Worker } from 'node:worker_threads';
import type { MutantStart, MutantTask, Outcome } from './mutant-run.ts';

/** The file beside this one, as it is: TypeScript in the project, JavaScript where it is built. */
const isSource = import.meta.url.endsWith('.ts');
const file = new URL(isSource ? './mutant-worker.ts' : './mutant-worker.js', import.meta.url);
const execArgv = isSource ? ['--import', import.meta.resolve('jiti/register')] : [];

/** Past its time limit a search stops by itself; a thread gets this much longer, loading included. */
const graceSeconds = 20;
/** Mutants that a thread loads before another takes over: nothing unloads a module. */
const mutantsPerThread = 300;

/** What a thread says first: the systems by name, each with the path of its module. */
export type SystemModules = Readonly<Record<string, string>>;

type Message = { readonly systems: SystemModules } | { readonly outcome: Outcome };

/** A thread that answers one task at a time; `undefined` where it did not end in time, or ended without an answer. */
class Thread {
  readonly #start: MutantStart;
  #settle: (outcome: Outcome | undefined) => void = () => {};
  #greet: (systems: SystemModules) => void = () => {};
  #fail: (error: unknown) => void = () => {};
  #worker: Worker;
  #loaded = 0;
  systems: Promise<SystemModules>;

  constructor(start: MutantStart) {
    this.#start = start;
    this.systems = this.#greeting();
    this.#worker = this.#begun();
  }

  #greeting(): Promise<SystemModules> {
    const greeting = new Promise<SystemModules>((resolve, reject) => {
      this.#greet = resolve;
      this.#fail = reject;
    });
    // Whoever asks for it hears of the failure; nobody else has to.
    greeting.catch(() => {});
    return greeting;
  }

  #begun(): Worker {
    const worker = new Worker(file, { execArgv, workerData: this.#start });
    worker.on('message', (message: Message) => {
      if ('systems' in message) this.#greet(message.systems);
      else this.#settle(message.outcome);
    });
    worker.on('error', (error) => {
      this.#fail(error);
      this.#settle({ fate: 'killed', claim: null, how: String(error), byConformance: false });
    });
    worker.on('exit', () => {
      if (worker === this.#worker) this.#settle(undefined);
    });
    return worker;
  }

  async #renew(): Promise<void> {
    const spent = this.#worker;
    this.#loaded = 0;
    this.systems = this.#greeting();
    this.#worker = this.#begun();
    await spent.terminate();
  }

  async answer(task: MutantTask): Promise<Outcome | undefined> {
    if (this.#loaded++ >= mutantsPerThread) await this.#renew();
    await this.systems;
    let timer: NodeJS.Timeout | undefined;
    const outcome = await new Promise<Outcome | undefined>((resolve) => {
      this.#settle = resolve;
      timer = setTimeout(() => resolve(undefined), (task.seconds + graceSeconds) * 1000);
      this.#worker.postMessage(task);
    });
    clearTimeout(timer);
    if (outcome === undefined) await this.#renew();
    return outcome;
  }

  async end(): Promise<void> {
    const spent = this.#worker;
    this.#settle(undefined);
    await spent.terminate();
  }
}

/** Threads that are begun when they are needed, and ended together. */
export class MutantPool {
  readonly #threads: Thread[] = [];
  readonly #start: MutantStart;

  constructor(start: MutantStart) {
    this.#start = start;
  }

  #thread(t: number): Thread {
    const thread = this.#threads[t] ?? new Thread(this.#start);
    this.#threads[t] = thread;
    return thread;
  }

  systems(): Promise<SystemModules> {
    return this.#thread(0).systems;
  }

  /** Decides so many tasks, each made when its turn comes; those that an interrupt leaves undecided have no outcome. */
  async run(
    count: number,
    taskOf: (i: number) => Promise<MutantTask>,
    threads: number,
    signal: AbortSignal,
    onOutcome: (i: number, outcome: Outcome) => void,
  ): Promise<void> {
    let next = 0;
    const stop = (): void => void this.close();
    signal.addEventListener('abort', stop);
    const work = async (_: unknown, t: number): Promise<void> => {
      while (next < count && !signal.aborted) {
        const i = next++;
        const task = await taskOf(i);
        if (signal.aborted) return;
        const answer = await this.#thread(t).answer(task);
        if (signal.aborted) return;
        onOutcome(i, answer ?? { fate: 'unfinished', claim: null, how: 'did not end', byConformance: false });
      }
    };
    try {
      await Promise.all(Array.from({ length: Math.min(threads, count) }, work));
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.end()));
  }
}
