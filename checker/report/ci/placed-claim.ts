/** What continuous integration is told of a run: its claims with their places in the source, and how each of them stands. */

import type { ClaimDocument } from '../document/claim.ts';
import type { Story } from '../trace-story.ts';
import { verdictWords } from '../words.ts';

export interface PlacedClaim {
  readonly document: ClaimDocument;
  /** Of its theorem. */
  readonly title: string;
  /** Of its source, from the working directory or the root of the repository; null where the source is not there. */
  readonly place: { readonly file: string; readonly line: number } | null;
  /** Of its trace, if it has one; `violated` and unexpected, or not. */
  readonly story: Story | null;
}

/** Decided as expected, otherwise than expected, not decided, or not decidable because the model is wrong. */
export type Standing = 'met' | 'unexpected' | 'open' | 'failed';

export function standingOf({ met, verdict, expected, vacuous }: ClaimDocument): Standing {
  if (verdict === 'failed') return 'failed';
  if (met) return 'met';
  const isOpen = verdict === 'bounded' || (verdict === 'sampled' && expected !== 'sampled') || vacuous.length > 0;
  return isOpen ? 'open' : 'unexpected';
}

/** Why a claim is not met, a line each. */
export function missLines({ document, story }: PlacedClaim): readonly string[] {
  const { says, misses, problem } = document;
  return [
    says,
    `${verdictWords(document)}.`,
    ...(problem === null ? misses : [problem.message]),
    ...(story === null ? [] : story.reasons),
  ];
}
