/** The values of this process in memory that threads share: made once, at the first search that asks for it. */

import { firstPlace, joinValues, NoRoom, shareValues } from './intern.ts';
import { remake } from './remake.ts';
import { SharedValues } from './shared-values.ts';
import { allTexts, closeTexts, textOf } from './value.ts';

let own: SharedValues | undefined;

/** What another thread needs to take part. */
export interface LentValues {
  readonly shared: SharedArrayBuffer;
  readonly texts: readonly string[];
}

/** Whether the values are shared, or can be; not where the system has no room for it. */
export function canShare(): boolean {
  if (own !== undefined && !own.isFull) return true;
  try {
    const values = new SharedValues({ firstPlace });
    shareValues(values, remake);
    own = values;
    return true;
  } catch (error) {
    if (error instanceof NoRoom || error instanceof RangeError) return false;
    throw error;
  }
}

export function lentValues(): LentValues {
  if (own === undefined) throw new Error('values are lent before they are shared');
  // Whoever was ended while it wrote has left the lock closed.
  own.unlock();
  return { shared: own.buffer, texts: allTexts() };
}

let isJoined = false;

/** Takes part in the values of another thread, the first time. */
export function join({ shared, texts }: LentValues): void {
  if (isJoined) return;
  isJoined = true;
  for (const text of texts) textOf(text);
  closeTexts();
  joinValues(new SharedValues(shared), remake);
}
