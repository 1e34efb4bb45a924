/** Where a simpler system can no longer follow, in words. */

import type { Divergence, Refusal } from '../trace/follow.ts';
import { prose, type Sheet } from './sheet.ts';
import { compact, eventWords } from './words.ts';

/** One reason: `SETTLE app=1 is refused by ledger`. */
function refusalWords({ event, refusedBy, fails }: Refusal, step: number): string {
  const failing = fails.map(({ part, because }) => (because === undefined ? part : `${part} (${because})`)).join(', ');
  const move = event === null ? (step === 0 ? 'the initial states' : 'standing still') : eventWords(event, true);
  return refusedBy.length > 0
    ? `${move} is refused by ${refusedBy.join(', ')}`
    : `after ${move} this fails: ${failing}`;
}

/** What the simpler system did, and why it cannot go on. */
export function divergenceText(page: Sheet, { simpler, followed, step, refusals }: Divergence, indent = 6): string {
  const why = refusals.map((refusal) => refusalWords(refusal, step));
  const head = step === 0 ? `⇒ ${simpler} does not match from the start` : `⇒ ${simpler} cannot follow step ${step}`;
  const reasons = why.length === 0 ? 'the map of events offers it nothing' : why.join('; ');
  const before = followed.steps.length === 0 ? 'had not moved' : `had followed with ${compact(followed)}`;
  const lines = [prose(page, `${head}: ${reasons}`, indent)];
  if (step > 0) lines.push(page.paint.dim(prose(page, `until then it ${before}`, indent)));
  return lines.join('\n');
}
