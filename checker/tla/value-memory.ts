/**
 * What a search of a module has to know again to go on from a file: the values that the words of its states stand for. The steps are those of
 * the program, which is made anew; the file says of which modules.
 */

import type { KernelMemory } from '../kernel/kernel.ts';
import { restoredWords, storedValues } from './values/stored.ts';

export class ValueMemory implements KernelMemory {
  #now: Uint32Array | undefined;
  isRenumbered = false;

  asked(): Uint32Array {
    return storedValues();
  }

  digest(): string {
    return '';
  }

  learn(asked: Uint32Array): string {
    const now = restoredWords(asked);
    this.#now = now;
    this.isRenumbered = now.some((word, place) => word >>> 1 !== place);
    return this.digest();
  }

  /** States with the words of then as states with those of now. */
  renumbered(states: Uint32Array): Uint32Array {
    const now = this.#now;
    if (now === undefined) return states;
    return states.map((word) => ((word & 1) === 1 ? word : (now[word >>> 1] as number)));
  }
}
