/** The one explorer: runs a search to its end, gives way to progress and interrupts, and writes it down from time to time. */

import type { Kernel, StateTest } from '../kernel/kernel.ts';
import { Search } from './breadth-first.ts';
import { Checkpoints } from './checkpoint.ts';
import type { Exploration, ExploreOptions } from './exploration.ts';
import type { SearchImage } from './search-image.ts';

export type { Counts, Ending, Exploration, ExploreOptions, Hit, Limits, Moment } from './exploration.ts';

/** Explores every state reachable in the kernel, asking each test of each new state. */
export async function explore(
  kernel: Kernel,
  tests: readonly StateTest[],
  options: ExploreOptions = {},
): Promise<Exploration> {
  const checkpoints = options.checkpoints && new Checkpoints(options.checkpoints, kernel);
  const begin = (image?: SearchImage): Search => new Search(kernel, tests, options, image);
  const search = checkpoints?.take(begin) ?? begin();
  while (search.ending === undefined) {
    search.slice();
    checkpoints?.writeWhenDue(search);
    options.onProgress?.({ ...search.counts(), seconds: search.seconds, bytes: search.visited.bytes });
    if (search.ending === undefined) await new Promise((resolve) => setImmediate(resolve));
  }
  checkpoints?.writeAtEnd(search);
  // The layer of a fault is not decided: how much of it was seen depends on where it broke.
  if (search.ending.kind !== 'fault') {
    search.visited.flush();
    search.settle();
  }
  return search.result();
}
