/**
 * A thread that holds some partitions of a search: expands their states, looks up what falls into them, sends away what does not.
 *
 * Of machines it knows tables and answers, no machine and no property: a state that the tables have no answer for is set aside for the
 * thread that has the machines, and so is one that a test has no answer for. A program it runs by itself; what breaks there, which of
 * several comes first is for one thread to say.
 */

import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { type Expanded, expandMany, type Kernel, StepFault } from '../kernel/kernel.ts';
import { BorrowedTest, Borrower, type LentAnswers, type LentProduct } from '../kernel/lent.ts';
import type { LentProgram } from '../tla/lent-program.ts';
import { Chunks } from './chunks.ts';
import { Abandoned, Exchange } from './exchange.ts';
import type { FromThread, Known, Loan, ThreadReport, ThreadStart, ToThread } from './loan.ts';
import type { Partition } from './partition.ts';
import { type StoreCode, storeCode } from './store-code.ts';
import { Visited } from './visited.ts';

const { thread, threads, shared, isProgram } = workerData as ThreadStart;
const port = parentPort as NonNullable<typeof parentPort>;
const exchange = new Exchange(threads, shared);

/** Layers, or parts of one, that this thread has worked at; the same in every thread, and never told a second time. */
let round = 0;

/** Loaded where it is needed: it brings the language along. */
const programs = isProgram ? await import('../tla/lent-program.ts') : undefined;

/** By what states are expanded: tables, or a program. */
type Expander = Pick<Kernel, 'successors' | 'fired' | 'generated'> & {
  expandMany(states: Uint32Array, at: number, end: number, expanded: Expanded): number;
};

interface Asked {
  /** Undefined where the answer is not known. */
  holds(states: Uint32Array, at: number): boolean | undefined;
}

/** Objects live on the heap of the thread, which would die where this stops it. */
function heapIsFull(): boolean {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used > 0.85 * limit;
}

/** States expanded in one go, between two looks at what has come. */
const statesAtOnce = 1 << 12;
const noWords = new Uint32Array();

class Words {
  #words: Uint32Array = new Uint32Array(1024);
  #length = 0;

  add(from: Uint32Array, at: number, words: number): void {
    if (this.#length + words > this.#words.length) {
      const larger = new Uint32Array(2 * this.#words.length + words);
      larger.set(this.#words);
      this.#words = larger;
    }
    for (let w = 0; w < words; w++) this.#words[this.#length++] = from[at + w] as number;
  }

  take(): Uint32Array {
    const taken = this.#length === 0 ? noWords : this.#words.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }
}

/** A program's kernel, which expands one state at a time. */
class ProgramExpander implements Expander {
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  get successors(): Uint32Array {
    return this.#kernel.successors;
  }

  get fired(): Uint32Array {
    return this.#kernel.fired;
  }

  get generated(): number {
    return this.#kernel.generated ?? 0;
  }

  set generated(count: number) {
    this.#kernel.generated = count;
  }

  expandMany(states: Uint32Array, at: number, end: number, expanded: Expanded): number {
    return expandMany(this.#kernel, states, at, end, expanded);
  }
}

class Part {
  readonly #visited: Visited;
  readonly #words: number;
  readonly #code: StoreCode;
  readonly #heads: number[];
  #ends: number[];
  #kernel: Expander | undefined;
  #eventCount = 0;
  #tests: readonly Asked[] = [];
  #trouble: ThreadReport['trouble'];
  #undecided: readonly boolean[];
  #failing: boolean[] = [];
  #fired: Float64Array = new Float64Array();
  readonly #unknown: Words = new Words();
  readonly #untested: Words = new Words();
  #transitions = 0;
  #expanded = 0;
  #deadlocks = 0;
  #batches = 0;
  readonly #chunks: Chunks;
  readonly #batch: Expanded = { successors: 0, transitions: 0, deadlocks: 0 };

  constructor({ words, bits, first, heads, ends, states, undecided }: Loan) {
    this.#words = words;
    this.#code = storeCode(words, first);
    this.#heads = [...heads];
    this.#ends = [...ends];
    this.#undecided = undecided;
    this.#failing = undecided.map(() => false);
    this.#visited = new Visited(words, bits, this.#testNew, first, false);
    this.#visited.takeBack(states, true);
    this.#chunks = new Chunks(exchange, thread, this.#visited, this.#code);
  }

  /** The partitions of this thread. */
  get #own(): { readonly from: number; readonly to: number } {
    const each = this.#visited.partitions.length / threads;
    return { from: thread * each, to: (thread + 1) * each };
  }

  learn({ kernel, tests, undecided }: Known): void {
    this.#undecided = undecided;
    if (programs !== undefined) {
      if (kernel === undefined) return;
      const { kernel: own, tests: asked } = programs.borrow(kernel as LentProgram, () => exchange.isOver);
      this.#kernel = new ProgramExpander(own);
      this.#eventCount = own.eventCount;
      this.#tests = asked;
      return;
    }
    if (kernel !== undefined) {
      const lent = kernel as LentProduct;
      this.#kernel = new Borrower(lent);
      this.#eventCount = lent.eventCount;
    }
    if (tests !== undefined) this.#tests = tests.map((test) => new BorrowedTest(test as LentAnswers));
  }

  next(): void {
    this.#ends = this.#visited.partitions.map(({ count }) => count);
    this.#chunks.fit();
  }

  add(states: readonly Uint32Array[]): void {
    const { from, to } = this.#own;
    for (const some of states) {
      for (let at = 0; at < some.length; at += this.#words) {
        const p = this.#visited.partitionOf(some, at);
        if (p >= from && p < to) this.#visited.insert(p, some, at, at + this.#words);
      }
    }
  }

  /** Expands the open states of this thread, until there are none or everybody is told to stop. */
  expand(): void {
    const { partitions } = this.#visited;
    this.#fired = new Float64Array(this.#eventCount);
    const { from, to } = this.#own;
    for (let p = from; p < to && !exchange.isStopped; p++) this.#expandPartition(partitions[p] as Partition, p);
    this.#chunks.sendAll();
    exchange.finish(thread, ++round);
    // Who has finished has sent everything: what is there then is all.
    for (let isOver = false; !isOver; ) {
      isOver = exchange.allFinished(round);
      if (!this.#chunks.receive() && !isOver) exchange.pause();
      if (isOver) while (this.#chunks.receive());
    }
    this.#chunks.keepAll();
    exchange.tell(thread, this.#visited.count, this.#bytes);
  }

  get #bytes(): number {
    return this.#visited.bytesToGrow + this.#chunks.bytes;
  }

  #expandPartition(partition: Partition, p: number): void {
    const words = this.#words;
    const kernel = this.#kernel as Expander;
    const batch = this.#batch;
    const end = this.#ends[p] as number;
    let state = this.#heads[p] as number;
    while (state < end && !exchange.isStopped) {
      const until = Math.min(end, state + statesAtOnce);
      const count = this.#expandMany(kernel, partition.states, state * words, until * words);
      if (count < 0) break;
      if (count === 0) this.#unknown.add(partition.states, state * words, words);
      state += Math.max(1, count);
      this.#expanded += count;
      this.#count(kernel, batch);
      this.#chunks.add(kernel.successors, batch.successors);
      this.#chunks.receive();
      if ((++this.#batches & 63) !== 0) continue;
      exchange.tell(thread, this.#visited.count, this.#bytes);
      if (programs !== undefined && (this.#batches & 1023) === 0 && heapIsFull()) this.#stop('full');
    }
    this.#heads[p] = state;
  }

  #count({ fired: events }: Expander, { transitions, deadlocks }: Expanded): void {
    const fired = this.#fired;
    for (let s = 0; s < transitions; s++) fired[events[s] as number] = (fired[events[s] as number] as number) + 1;
    this.#transitions += transitions;
    this.#deadlocks += deadlocks;
  }

  /** How many states were expanded; 0 where the first has no answer, -1 where the thread stops there. */
  #expandMany(kernel: Expander, states: Uint32Array, at: number, end: number): number {
    const { generated } = kernel;
    try {
      return kernel.expandMany(states, at, end, this.#batch);
    } catch (error) {
      if (!(error instanceof StepFault)) throw error;
      if (generated !== undefined) kernel.generated = generated;
      this.#stop(programs?.troubleOf(error.cause));
      return -1;
    }
  }

  /** What a program has no answer for is asked by the thread that began. */
  #ask(test: Asked, states: Uint32Array, at: number): boolean | undefined {
    try {
      return test.holds(states, at);
    } catch (error) {
      this.#stop(programs?.troubleOf(error));
      return undefined;
    }
  }

  /** Tells everybody to stop, for what cannot be mended here. */
  #stop(trouble: ThreadReport['trouble']): void {
    this.#trouble = this.#trouble === 'broken' ? 'broken' : trouble;
    if (!exchange.isStopped) exchange.stop(true);
  }

  readonly #testNew = (p: number, from: number, to: number): void => {
    const { states } = this.#visited.partitions[p] as Partition;
    const words = this.#words;
    for (let state = from; state < to; state++) {
      let isKnown = true;
      for (let t = 0; t < this.#tests.length; t++) {
        if (this.#undecided[t] !== true) continue;
        const answer = this.#ask(this.#tests[t] as Asked, states, state * words);
        if (answer === undefined) isKnown = false;
        else if (!answer) this.#failing[t] = true;
      }
      if (!isKnown) this.#untested.add(states, state * words, words);
    }
  };

  report(): ThreadReport {
    const { partitions } = this.#visited;
    const report: ThreadReport = {
      ...{ kind: 'report', counts: partitions.map(({ count }) => count), heads: this.#heads.slice() },
      ...{ transitions: this.#transitions, expanded: this.#expanded, deadlocks: this.#deadlocks, fired: this.#fired },
      ...{ failing: this.#failing, bytes: this.#bytes },
      ...{ unknown: this.#unknown.take(), untested: this.#untested.take(), trouble: this.#trouble },
      generated: this.#kernel?.generated ?? 0,
    };
    if (this.#kernel?.generated !== undefined) this.#kernel.generated = 0;
    this.#trouble = undefined;
    this.#transitions = 0;
    this.#expanded = 0;
    this.#deadlocks = 0;
    this.#fired = new Float64Array(this.#eventCount);
    this.#failing = this.#failing.map(() => false);
    return report;
  }

  states(): readonly Uint32Array[] {
    return this.#visited.lend();
  }
}

let part: Part | undefined;
const tell = (message: FromThread, transfer: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer as ArrayBuffer[]);

function hear(message: ToThread): void {
  if (message.kind === 'take') {
    part = new Part(message.loan);
    return;
  }
  const own = part as Part;
  switch (message.kind) {
    case 'expand':
      own.learn(message.known);
      own.expand();
      tell(own.report());
      break;
    case 'add':
      own.add(message.states);
      tell(own.report());
      break;
    case 'next':
      own.next();
      break;
    case 'give back': {
      const states = own.states();
      part = undefined;
      tell({ kind: 'states', states }, [...new Set(states.map(({ buffer }) => buffer as ArrayBuffer))]);
      break;
    }
    default:
      message satisfies never;
  }
}

port.on('message', (message: ToThread) => {
  try {
    hear(message);
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error;
  }
});
tell({ kind: 'ready' });
