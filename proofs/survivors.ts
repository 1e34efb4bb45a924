/**
 * Changes of machines that no verdict shows, each with the reason why that is right.
 *
 * `plumbline mutate` prints what names a change, and says which of these reasons have gone stale: the change is no longer there, or
 * a claim sees it.
 */

import type { Survivors } from '../checker/language/survivor.ts';

export const survivors: Survivors = {};
