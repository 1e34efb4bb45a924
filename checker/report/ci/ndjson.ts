/** A run as it goes on, one JSON value a line: how it starts, each claim when its theorem is decided, how it ends. */

import type { CheckDocument, ClaimDocument } from '../document/claim.ts';

/** Which line it is, and what the document of `check` says beside its claims. */
export type RunLine =
  | ({ readonly event: 'start' } & Pick<CheckDocument, 'schemaVersion' | 'tool' | 'command' | 'node' | 'seed'>)
  | { readonly event: 'claim'; readonly claim: ClaimDocument }
  | { readonly event: 'end'; readonly summary: CheckDocument['summary'] };

export function ndjson(line: RunLine): string {
  return `${JSON.stringify(line)}\n`;
}
