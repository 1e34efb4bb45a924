/** A trace as a table: who acts, what happens, what changes; at the end why it matters. */

import type { PartResult } from '../language/property.ts';
import type { Side } from '../language/system.ts';
import type { Step, Trace } from '../trace/trace.ts';
import { grid, prose, type Sheet } from './sheet.ts';
import { changeWords, eventWords } from './words.ts';

/** The adversary's steps stand out, by a mark where there is no colour. */
function actor(page: Sheet, { owner, side }: { readonly owner: string; readonly side: Side }): string {
  switch (side) {
    case 'adversary':
      return page.paint.red(`${owner}!`);
    case 'honest':
      return page.paint.green(owner);
    case 'environment':
      return page.paint.dim(owner);
    default:
      return side satisfies never;
  }
}

export function stepRow(page: Sheet, step: Step, i: number): readonly string[] {
  const changes = step.changes.map((change) => changeWords(page, change));
  return [`${i + 1}`.padStart(2), actor(page, step), eventWords(step), changes.join('\n') || page.paint.dim('nothing changes')];
}

/** The step's columns side by side where they fit, else the changes under each event. */
export function traceTable(page: Sheet, trace: Trace, indent = 6): string {
  if (trace.steps.length === 0) return prose(page, 'the initial state already', indent);
  const rows = trace.steps.map((step, i) => stepRow(page, step, i));
  const head = ['#', 'who', 'event', 'what changes'].map((word) => page.paint.dim(word));
  const widest = (column: number): number => Math.max(...trace.steps.map((step) => [0, step.owner.length + 1, eventWords(step).length][column] ?? 0));
  const left = page.columns - indent - 4 - widest(1) - 2 - widest(2) - 2;
  if (left >= 36) return grid(page, [[` ${head[0]}`, ...head.slice(1)], ...rows], indent);
  const stacked = rows.flatMap(([step = '', who = '', event = '', changes = '']) => [
    [step, who, event],
    ['', '', changes.split('\n').map((line) => `  ${line}`).join('\n')],
  ]);
  return grid(page, [[` ${head[0]}`, head[1] ?? '', `${page.paint.dim('event, what changes')}`], ...stacked], indent);
}

/** Which parts of the property fail in the last state, and for what. */
export function reasons(page: Sheet, parts: readonly PartResult[], kind: 'always' | 'reachable', indent = 6): string {
  if (kind === 'reachable') return '';
  const failing = parts.filter(({ holds }) => !holds);
  return failing
    .map(({ part, because }) => prose(page, `⇒ fails: ${part}${because === undefined ? '' : `, for ${because}`}`, indent))
    .join('\n');
}
