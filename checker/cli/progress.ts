/** One line on the terminal that redraws while a search runs: claim, states, rate, depth, frontier, memory. */

import { duration, number, size } from '../report/words.ts';
import type { Moment } from '../search/explore.ts';
import type { Io } from './io.ts';

export interface Progress {
  /** Names what the next moments are about. */
  about(what: string): void;
  /** Shows a line of its own, where there is no search to watch. */
  say(line: string): void;
  readonly show: ((moment: Moment) => void) | undefined;
  clear(): void;
}

const silent: Progress = { about: () => {}, say: () => {}, show: undefined, clear: () => {} };

export async function progressOn({ stderr, isTTY }: Io, quiet: boolean): Promise<Progress> {
  if (quiet || !isTTY.stderr) return silent;
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(stderr as NodeJS.WriteStream);
  let what = '';
  return {
    about: (next) => {
      what = next;
    },
    say: (line) => update(line),
    show: ({ states, depth, frontier, seconds, bytes }) => {
      const rate = seconds > 0.1 ? `${number(Math.round(states / seconds))}/s` : '…';
      update(
        `${what}  ${number(states)} states  ${rate}  depth ${depth}  frontier ${number(frontier)}  ${size(bytes)}  ${duration(seconds)}`,
      );
    },
    clear: () => update.clear(),
  };
}
