/** The one explorer: runs a search to its end, gives way to progress and interrupts, and writes it down from time to time. */

import type { Kernel, StateTest } from '../kernel/kernel.ts';
import { Search } from './breadth-first.ts';
import { Checkpoints } from './checkpoint.ts';
import type { Exploration, ExploreOptions } from './exploration.ts';
import type { SearchImage } from './search-image.ts';
import { canLend, ThreadLost, ThreadTeam } from './thread-team.ts';

export type { Counts, Ending, Exploration, ExploreOptions, Hit, Limits, Moment } from './exploration.ts';
export type { LossyStore, Omission } from './lossy-store.ts';

/**
 * States from which on threads are started, and from which on they have paid for it. Two-phase commit with 9 managers, two threads, against
 * 4.4 s with one: 3.2 s from 150,000 and 500,000 states on, 2.9 s from 20,000 and 150,000 on.
 */
const worthStarting = 20_000;
const worthThreads = 150_000;
/**
 * A program may be of any speed: seconds that a search has to have taken instead, and states that it has to have found. Threads load and compile the
 * program again, and make it fast again: 1.2 s of processor time for two. A search of 1.3 s lost by being lent after 0.7 s.
 */
const startsAfter = 1;
const lendsAfter = 1.8;
export const fewestLent = 20_000;

/**
 * States a layer, on average, from which on several threads are worth telling of it: a layer takes them a tenth of a millisecond at least. A machine
 * that counts to a million, a state a layer, was not done after 105 s of processor time with them.
 */
const fewestInLayer = 256;

/** Whether a search is long enough, with so many states or after so many seconds, and wide enough. */
export function isLong(
  search: Pick<Search, 'counts' | 'seconds'>,
  kernel: Pick<Kernel, 'isProgram'>,
  states: number,
  after: number,
): boolean {
  const { states: count, depth } = search.counts();
  if (kernel.isProgram === true) return count >= fewestLent && search.seconds >= after;
  return count >= states && count >= fewestInLayer * depth;
}

/** Explores every state reachable in the kernel, asking each test of each new state. */
export async function explore(
  kernel: Kernel,
  tests: readonly StateTest[],
  options: ExploreOptions = {},
): Promise<Exploration> {
  const checkpoints = options.checkpoints && new Checkpoints(options.checkpoints, kernel);
  const begin = (image?: SearchImage): Search => new Search(kernel, tests, options, image);
  const search = checkpoints?.take(begin) ?? begin();
  const { worth } = options;
  const pays = (states: number, after: number): boolean =>
    worth === undefined ? isLong(search, kernel, states, after) : search.visited.count >= worth;
  let team: ThreadTeam | undefined;
  try {
    while (search.ending === undefined) {
      if (pays(worthStarting, startsAfter) && canLend(kernel, tests, options) && !search.isOnDisk)
        team ??= new ThreadTeam(kernel, tests, options);
      const isWorth = pays(worthThreads, lendsAfter);
      if (worth !== undefined && isWorth) await team?.up();
      if (isWorth && team?.isReady === true && !search.isOnDisk)
        await team.run(search, () => checkpoints?.isDue === true);
      else if (worth === undefined) search.slice();
      else search.slice(0);
      checkpoints?.writeWhenDue(search);
      options.onProgress?.({ ...search.counts(), seconds: search.seconds, bytes: search.visited.bytes });
      if (search.ending === undefined) await new Promise((resolve) => setImmediate(resolve));
    }
  } catch (error) {
    if (!(error instanceof ThreadLost)) throw error;
    return await explore(kernel, tests, { ...options, threads: 1 });
  } finally {
    await team?.close();
    if (search.ending === undefined) search.visited.close();
  }
  // Which of several broken steps comes first is for one thread to say that has found every state itself.
  if (search.ending?.kind === 'fault' && search.wasLent && kernel.isProgram === true)
    return await explore(kernel, tests, { ...options, threads: 1, checkpoints: undefined });
  try {
    checkpoints?.writeAtEnd(search);
    // The layer of a fault is not decided: how much of it was seen depends on where it broke.
    if (search.ending?.kind !== 'fault') {
      search.visited.flush();
      search.settle();
    }
    return search.result();
  } finally {
    search.visited.close();
  }
}
