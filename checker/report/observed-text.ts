/** What observing gives away, in words: how much was compared, and what a counterexample shows. */

import { show } from '../language/plain-data.ts';
import type { Trace } from '../trace/trace.ts';
import type { Observed } from '../verdict/observed.ts';
import { prose, type Sheet } from './sheet.ts';
import { traceTable } from './trace-text.ts';
import { plural } from './words.ts';

export function observedLine(page: Sheet, { observations, secrets }: Observed): string {
  return page.paint.dim(prose(page, `${plural(observations, 'observation')}, ${plural(secrets, 'secret')}`, 6));
}

/** The run or the two runs of a counterexample, with what is seen and what is not. */
export function observedLines(page: Sheet, trace: Trace, { shown, pair }: Observed): readonly string[] {
  const { bold } = page.paint;
  if (shown === null) return [traceTable(page, trace)];
  const seen = show(shown.observation);
  const [first, second] = shown.secrets.map(show);
  if (pair === null) {
    return [traceTable(page, trace), bold(prose(page, `⇒ who observes ${seen} knows the secret: ${first}`, 6))];
  }
  return [
    prose(page, 'one run', 6),
    traceTable(page, trace, 8),
    prose(page, 'another run', 6),
    traceTable(page, pair, 8),
    bold(
      prose(
        page,
        `⇒ both are observed as ${seen}, but the secret is ${first} after one and ${second} after the other`,
        6,
      ),
    ),
  ];
}
