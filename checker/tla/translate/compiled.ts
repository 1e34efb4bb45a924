/** The text of a program compiled and started: in the thread that wrote it, or in another one. */

import { compileFunction } from 'node:vm';
import { constructs } from '../standard/core.ts';
import { valueAt, wordOf } from '../values/intern.ts';
import type { Value } from '../values/value.ts';

/** What the program offers, to be asked after `load` (and `loadNext`) put states in place. */
export interface RunningProgram {
  load(words: ArrayLike<number>, at: number): void;
  loadNext(words: ArrayLike<number>, at: number): void;
  /** Forgets the next state: actions look whether a variable has its next value. */
  clearNext(): void;
  /** Finds states; each goes to the sink. */
  readonly init: () => void;
  readonly actions: readonly (() => void)[];
  /** Formulas by the order in which they were asked for. */
  readonly formulas: readonly (() => Value)[];
}

/** Where the states that the program finds are put. */
export interface Sink {
  /** Called with the number of the action; the words of the state are in `words`. */
  found(event: number): void;
  /** Called for a state between the two steps of A \cdot B. */
  between(): void;
  readonly words: Uint32Array;
}

const fileName = 'plumbline-tla-translation.js';

export function start(text: string, pool: Readonly<Record<string, unknown>>, sink: Sink): RunningProgram {
  const compiled = compileFunction(text, ['runtime', 'pool'], { filename: fileName });
  const { clear, init, ...rest } = compiled({ ...constructs, wordOf, valueAt, sink }, pool) as RunningProgram & {
    clear: () => void;
  };
  return {
    ...rest,
    init: () => {
      clear();
      init();
    },
  };
}
