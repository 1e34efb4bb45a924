/**
 * A search written down from time to time, and taken up again.
 *
 * What a kernel learned is written as the questions it asked of the machines, in their order: asked again they give local states the same
 * numbers, and their digest tells whether the answers are those of then. So no state of a machine is ever read from a file, and
 * the counts of coverage are those of a search that never stopped.
 */

import type { Kernel } from '../kernel/kernel.ts';
import { Problem } from '../language/problem.ts';
import { OtherAnswers, type Search } from './breadth-first.ts';
import { type CheckpointPlan, clearParts, readCheckpoint, writeCheckpoint } from './checkpoint-file.ts';
import type { ImageHead, SearchImage } from './search-image.ts';

interface Head {
  readonly about: Readonly<Record<string, string>>;
  readonly learned: string;
  readonly image: ImageHead;
}

/** Writing takes a twentieth of the time at most: the pause grows where the states are many and the disk is slow. */
const pauseForWriting = 19;
/** A search that was over sooner is not worth a file. */
const worthWriting = 2;

export class Checkpoints {
  readonly #plan: CheckpointPlan;
  readonly #kernel: Kernel;
  /** `performance.now()` from which on the next one is due. */
  #due: number;

  constructor(plan: CheckpointPlan, kernel: Kernel) {
    this.#plan = plan;
    this.#kernel = kernel;
    this.#due = performance.now() + 1000 * plan.every;
  }

  /** Makes a search from what was written down; undefined where there is nothing. Throws PL-331, PL-332. */
  take(make: (image: SearchImage | undefined) => Search): Search {
    const { file, about, onUse } = this.#plan;
    clearParts(file);
    const content = readCheckpoint(file);
    if (content === undefined) return make(undefined);
    const head = content.head as Head;
    for (const [name, now] of Object.entries(about)) {
      if (head.about[name] !== now) throw this.#foreign(`${name} ${head.about[name] ?? 'unsaid'}`, `${name} ${now}`);
    }
    const [asked = new Uint32Array(), ...states] = content.arrays;
    const digest = this.#teach(asked);
    if (digest !== head.learned || this.#kernel.words !== head.image.words)
      throw this.#foreign('the transitions of then', 'others');
    try {
      const search = make({ ...head.image, states });
      onUse?.({ file, resumed: { states: search.visited.count, seconds: head.image.seconds } });
      return search;
    } catch (error) {
      throw error instanceof OtherAnswers ? this.#foreign('the property of then', 'another') : error;
    }
  }

  #teach(asked: Uint32Array): string {
    try {
      return this.#kernel.memory?.learn(asked) ?? '';
    } catch (error) {
      throw error instanceof Problem && error.fault === 'internal'
        ? error
        : this.#foreign('the machines of then', 'others');
    }
  }

  #foreign(expected: string, found: string): Problem {
    return new Problem('PL-332', {
      place: this.#plan.file,
      expected,
      found,
      hint: 'give the run another folder, or delete this checkpoint',
    });
  }

  get isDue(): boolean {
    return performance.now() >= this.#due;
  }

  /** Writes the search down if the pause since the last time is over. */
  writeWhenDue(search: Search): void {
    if (search.ending === undefined && performance.now() >= this.#due) this.#write(search);
  }

  /** Writes how a long search ended, or where it was cut by what bears on no answer. */
  writeAtEnd(search: Search): void {
    const { ending } = search;
    const isCut = ending?.kind === 'interrupted' || (ending?.kind === 'limit' && /time|memory/.test(ending.limit));
    const isOver = ending?.kind === 'complete' || ending?.kind === 'decided';
    const isLong = search.seconds >= Math.min(worthWriting, this.#plan.every);
    if ((isCut || isOver) && isLong && !search.isRestored && !search.isUntested) this.#write(search);
  }

  #write(search: Search): void {
    const { memory } = this.#kernel;
    // What is on disk already would be written there once more.
    if (memory === undefined || search.visited.isPaged) return;
    const started = performance.now();
    const { states, ...image } = search.image();
    // A test that broke on what waited in a buffer has ended the search.
    if (search.ending?.kind === 'fault' || search.isUntested) return;
    const head: Head = { about: this.#plan.about, learned: memory.digest(), image };
    writeCheckpoint(this.#plan.file, { head, arrays: [memory.asked(), ...states] }, this.#plan.write);
    this.#plan.onUse?.({ file: this.#plan.file, resumed: null });
    const now = performance.now();
    this.#due = now + Math.max(1000 * this.#plan.every, pauseForWriting * (now - started));
  }
}
