/** Why something may idle in claims that hold. */

import type { ItemId } from '../spec/items.ts';

interface IdleReason {
  /** An antecedent or a path, as the verdict names it. */
  readonly what: string;
  readonly because: string;
  /** Claims in which it idles, for this reason. */
  readonly of: readonly string[];
}

export type IdleReasons = Partial<Record<ItemId, readonly IdleReason[]>>;
