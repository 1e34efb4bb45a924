/**
 * Threads that expand a large search together, a layer at a time, each holding the partitions whose hashes begin with its number.
 *
 * The thread of the search keeps the machines, the properties and the books: it lends tables and answers before a layer, and after it
 * expands and tests what they did not cover, in an order that does not depend on who met it. A layer is a set, so counts, depth and
 * which layer fails a test are those of one thread. When a thread dies its partitions are gone: nothing is said of what was done, and
 * the search begins anew without threads.
 */

import { Worker } from 'node:worker_threads';
import type { Kernel, LentTest, StateTest } from '../kernel/kernel.ts';
import type { Apart, Search } from './breadth-first.ts';
import { Exchange } from './exchange.ts';
import type { ExploreOptions } from './exploration.ts';
import type { FromThread, Known, Loan, ThreadReport, ThreadStart, ToThread } from './loan.ts';
import { bitsFor } from './visited.ts';

/** The file beside this one, as it is: TypeScript in the project, JavaScript where it is built. */
const isSource = import.meta.url.endsWith('.ts');
const file = new URL(isSource ? './search-thread.ts' : './search-thread.js', import.meta.url);
const execArgv = isSource ? ['--import', import.meta.resolve('jiti/register')] : [];

/** No larger than that of the first thread: what overflows there has to overflow here, and is then left to it. */
const smallStack = { stackSizeMb: 1 };

/** Between two looks at the clock, the limits and what the threads have told. */
const lookMilliseconds = 50;
/** Partitions at least, as bits: a thread needs some of its own. */
const leastBits = 8;

/** What the threads did is of no use: one died with its states, or a step broke and which one comes first is for one thread to say. */
export class ThreadLost extends Error {}

/** Threads of one search at most that are not more than asked for: a power of two, since the first bits of a hash choose one. */
function teamSize(threads: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(1, Math.min(64, threads))));
}

/** Whether other threads can expand for a search at all; a limit of states is one thread's to keep exactly. */
export function canLend(
  kernel: Kernel,
  tests: readonly StateTest[],
  { limits, threads = 1, store }: ExploreOptions,
): boolean {
  if (store !== undefined || teamSize(threads) < 2 || limits?.states !== undefined || kernel.lend === undefined)
    return false;
  return tests.every((test) => test.lend !== undefined);
}

function byWords(words: number): (a: Uint32Array, b: Uint32Array) => number {
  return (a, b) => {
    for (let w = 0; w < words; w++) if (a[w] !== b[w]) return (a[w] as number) - (b[w] as number);
    return 0;
  };
}

/** Packed states in ascending order, so that it does not matter who met them. */
function sorted(lists: readonly Uint32Array[], words: number): Uint32Array {
  const states = lists.flatMap((list) =>
    Array.from({ length: list.length / words }, (_, s) => list.subarray(s * words, (s + 1) * words)),
  );
  const all = new Uint32Array(states.length * words);
  for (const [s, state] of states.sort(byWords(words)).entries()) all.set(state, s * words);
  return all;
}

export class ThreadTeam {
  readonly #kernel: Kernel;
  readonly #tests: readonly StateTest[];
  readonly #options: ExploreOptions;
  readonly #exchange: Exchange;
  readonly #workers: readonly Worker[];
  readonly #waiting: { resolve: (message: FromThread) => void; reject: (error: Error) => void }[] = [];
  readonly #heard: FromThread[][];
  #lost = false;
  #ready = 0;
  #lentKernel = -1;
  #lentTests = -1;

  constructor(kernel: Kernel, tests: readonly StateTest[], options: ExploreOptions) {
    this.#kernel = kernel;
    this.#tests = tests;
    this.#options = options;
    const threads = teamSize(options.threads ?? 1);
    this.#exchange = new Exchange(threads);
    this.#heard = Array.from({ length: threads }, () => []);
    this.#workers = Array.from({ length: threads }, (_, thread) => {
      const isProgram = kernel.isProgram === true;
      const start: ThreadStart = { thread, threads, shared: this.#exchange.shared, isProgram };
      const worker = new Worker(file, {
        workerData: start,
        execArgv,
        ...(isProgram && { resourceLimits: smallStack }),
      });
      worker.on('message', (message: FromThread) => this.#hear(thread, message));
      worker.on('error', this.#lose);
      worker.on('exit', this.#lose);
      worker.unref();
      return worker;
    });
  }

  /** Waits until every thread is up or one is gone. */
  async up(): Promise<void> {
    while (this.#ready < this.#workers.length && !this.#lost) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Whether every thread is up, and none has gone. */
  get isReady(): boolean {
    return this.#ready === this.#workers.length && !this.#lost && !this.#isSpent;
  }

  /** Whether the threads have no room to go on: the first one does, alone. */
  #isSpent = false;

  async close(): Promise<void> {
    this.#exchange.abandon();
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  readonly #lose = (): void => {
    this.#lost = true;
    this.#exchange.abandon();
    for (const one of this.#waiting.splice(0)) one?.reject(new ThreadLost());
  };

  #hear(thread: number, message: FromThread): void {
    if (message.kind === 'ready') {
      this.#ready++;
      return;
    }
    const waiting = this.#waiting[thread];
    delete this.#waiting[thread];
    if (waiting === undefined) this.#heard[thread]?.push(message);
    else waiting.resolve(message);
  }

  /** The next message of each thread. */
  #answers(): Promise<readonly FromThread[]> {
    return Promise.all(
      this.#workers.map((worker, thread) =>
        new Promise<FromThread>((resolve, reject) => {
          const heard = this.#heard[thread]?.shift();
          if (heard !== undefined) return resolve(heard);
          if (this.#lost) return reject(new ThreadLost());
          worker.ref();
          this.#waiting[thread] = { resolve, reject };
        }).finally(() => worker.unref()),
      ),
    );
  }

  #tell(message: ToThread): void {
    for (const worker of this.#workers) worker.postMessage(message);
  }

  /**
   * Expands for a search until it has ended, is stopped, or needs what only its own thread can do. Throws ThreadLost, after which the
   * search is of no use any more.
   */
  async run(search: Search, isDue: () => boolean): Promise<void> {
    const loan = search.lend(Math.max(leastBits, bitsFor(search.visited.count)));
    this.#take(loan);
    this.#exchange.stop(false);
    let apart: Apart | undefined;
    for (;;) {
      this.#tell({ kind: 'expand', known: this.#known(search) });
      const isStopped = await this.#watch(search, isDue);
      apart = await this.#finishLayer(search, loan.words);
      if (apart?.isStale === true || search.ending !== undefined) break;
      if (search.open > 0) {
        if (isStopped || this.#isSpent) break;
        continue;
      }
      search.closeLayer();
      if (search.ending !== undefined || isStopped || this.#isSpent || bitsFor(search.visited.count) > loan.bits) break;
      this.#tell({ kind: 'next' });
    }
    if (this.#isBroken(search)) throw new ThreadLost();
    this.#tell({ kind: 'give back' });
    const given = (await this.#answers()) as (FromThread & { readonly kind: 'states' })[];
    const each = 2 ** loan.bits / this.#workers.length;
    const states = loan.states.map((_, p) => given[Math.floor(p / each)]?.states[p] as Uint32Array);
    search.takeBack(states, apart);
  }

  #take({ states, ...rest }: Loan): void {
    const each = states.length / this.#workers.length;
    this.#workers.forEach((worker, thread) => {
      const own = states.map((some, p) => (Math.floor(p / each) === thread ? some : new Uint32Array()));
      const message: ToThread = { kind: 'take', loan: { ...rest, states: own } };
      worker.postMessage(message);
    });
    this.#lentKernel = -1;
    this.#lentTests = -1;
  }

  /** What the threads do not know yet. */
  #known({ hitAt }: Search): Known {
    const undecided = hitAt.map((hit) => hit === undefined);
    const { lendable = 0 } = this.#kernel;
    const answers = this.#tests.reduce((sum, test) => sum + (test.lendable ?? 0), 0);
    const kernel = lendable === this.#lentKernel ? undefined : this.#kernel.lend?.();
    const tests = answers === this.#lentTests ? undefined : this.#tests.map((test) => test.lend?.() as LentTest);
    this.#lentKernel = lendable;
    this.#lentTests = answers;
    return { undecided, ...(kernel && { kernel }), ...(tests && { tests }) };
  }

  /** Looks at the limits while the threads work; whether they were stopped. Their reports are left to be awaited. */
  async #watch(search: Search, isDue: () => boolean): Promise<boolean> {
    const { onProgress } = this.#options;
    let isOver = false;
    let isStopped = false;
    this.#reports = this.#answers() as Promise<readonly ThreadReport[]>;
    const over = this.#reports.then(
      () => undefined,
      () => undefined,
    );
    while (!isOver) {
      let timer: NodeJS.Timeout | undefined;
      const pause = new Promise<boolean>((resolve) => {
        timer = setTimeout(() => resolve(false), lookMilliseconds);
      });
      isOver = await Promise.race([over.then(() => true), pause]);
      clearTimeout(timer);
      const { states, bytes } = this.#exchange.told();
      if (!isStopped && (search.isCut(bytes) || isDue())) {
        isStopped = true;
        this.#exchange.stop(true, search.ending !== undefined);
      }
      const counts = search.counts();
      onProgress?.({ ...counts, states: Math.max(states, counts.states), seconds: search.seconds, bytes });
    }
    return isStopped;
  }

  #reports: Promise<readonly ThreadReport[]> = Promise.resolve([]);

  /** Enters what the threads did in the books, and does what they could not. */
  async #finishLayer(search: Search, words: number): Promise<Apart | undefined> {
    const reports = await this.#reports;
    if (reports.some(({ trouble }) => trouble === 'broken')) throw new ThreadLost();
    this.#isSpent = reports.some(({ trouble }) => trouble === 'full');
    this.#enter(search, reports);
    search.testApart(
      sorted(
        reports.map(({ untested }) => untested),
        words,
      ),
    );
    const unknown = sorted(
      reports.map(({ unknown }) => unknown),
      words,
    );
    if (unknown.length === 0 || this.#isBroken(search)) return undefined;
    const apart = search.expandApart(unknown);
    if (apart.isStale || this.#isBroken(search) || apart.successors.length === 0) return apart;
    this.#tell({ kind: 'add', states: apart.successors });
    const more = (await this.#answers()) as readonly ThreadReport[];
    this.#enter(search, more);
    search.testApart(
      sorted(
        more.map(({ untested }) => untested),
        words,
      ),
    );
    return undefined;
  }

  #isBroken({ ending }: Search): boolean {
    return ending?.kind === 'fault';
  }

  #enter(search: Search, reports: readonly ThreadReport[]): void {
    const each = search.visited.partitions.length / reports.length;
    const ownerOf = (p: number): ThreadReport => reports[Math.floor(p / each)] as ThreadReport;
    const sum = (of: (report: ThreadReport) => number): number => reports.reduce((all, one) => all + of(one), 0);
    search.report({
      counts: search.visited.partitions.map((_, p) => ownerOf(p).counts[p] as number),
      heads: search.visited.partitions.map((_, p) => ownerOf(p).heads[p] as number),
      transitions: sum(({ transitions }) => transitions),
      expanded: sum(({ expanded }) => expanded),
      deadlocks: sum(({ deadlocks }) => deadlocks),
      fired: Float64Array.from(search.fired, (_, e) => sum(({ fired }) => fired[e] ?? 0)),
      failing: this.#tests.map((_, t) => reports.some(({ failing }) => failing[t] === true)),
      bytes: sum(({ bytes }) => bytes),
      generated: sum(({ generated = 0 }) => generated),
    });
  }
}
