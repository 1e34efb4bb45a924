/** Words for the shell and for errors. */

import type { Problem } from '../language/problem.ts';
import type { Sheet } from '../report/sheet.ts';

export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').trim();
}

/** A word as a POSIX shell reads it back. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A problem for a person: what, where, expected and found, and one hint. */
export function problemText(page: Sheet, problem: Problem): string {
  const { paint } = page;
  const hint = problem.detail.hint === undefined ? [] : [`  hint: ${problem.detail.hint}`];
  return `${[paint.red(problem.message), ...hint, paint.dim(`  plumbline explain ${problem.code} says more`)].join('\n')}\n`;
}
