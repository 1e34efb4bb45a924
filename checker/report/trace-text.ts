/** A trace as a table: who acts, what happens, what changes; at the end why it matters. */

import { isLiveness, type PartResult, type PropertyKind } from '../language/property.ts';
import type { Side } from '../language/system.ts';
import type { Step, Trace } from '../trace/trace.ts';
import { grid, prose, type Sheet, wrapped } from './sheet.ts';
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

function stepRow(page: Sheet, step: Step, i: number): readonly string[] {
  const changes = step.changes.map((change) => changeWords(page, change));
  return [
    `${i + 1}`.padStart(2),
    actor(page, step),
    eventWords(step, page.verbose),
    changes.join('\n') || page.paint.dim('nothing changes'),
  ];
}

/** Changes in a column narrower than this wrap so often that they read better below the event. */
const narrowestChanges = 48;

/** How an infinite run goes on after its last step. */
function loopLine(page: Sheet, { loop, steps }: Trace, indent: number): string {
  if (loop === null) return '';
  const words =
    loop === steps.length
      ? '↺ and stands still here for ever: no event that must not be neglected is enabled'
      : loop + 1 === steps.length
        ? `↺ step ${steps.length} repeats for ever`
        : `↺ steps ${loop + 1} to ${steps.length} repeat for ever`;
  return `\n${prose(page, words, indent)}`;
}

/** The steps as a table, and what an infinite run repeats. */
export function traceTable(page: Sheet, trace: Trace, indent = 6): string {
  return stepsTable(page, trace, indent) + loopLine(page, trace, indent);
}

/** The step's columns side by side where they fit, else the changes under each event. */
function stepsTable(page: Sheet, trace: Trace, indent: number): string {
  if (trace.steps.length === 0) return prose(page, 'the initial state already', indent);
  const rows = trace.steps.map((step, i) => stepRow(page, step, i));
  const head = ['#', 'who', 'event', 'what changes'].map((word) => page.paint.dim(word));
  const widest = (column: number): number =>
    Math.max(
      ...trace.steps.map((step) => [0, step.owner.length + 1, eventWords(step, page.verbose).length][column] ?? 0),
    );
  const left = page.columns - indent - 4 - widest(1) - 2 - widest(2) - 2;
  if (left >= narrowestChanges) return grid(page, [[` ${head[0]}`, ...head.slice(1)], ...rows], indent);
  const stacked = rows.flatMap(([step = '', who = '', event = '', changes = '']) => {
    const room = page.columns - indent - 4;
    const below = changes.split('\n').flatMap((line) => wrapped(line, room, 2));
    return [`${step}  ${who}  ${event}`, ...below.map((line) => `    ${line}`)];
  });
  return stacked.map((line) => ' '.repeat(indent) + line).join('\n');
}

/** Which parts of the property fail in the last state, and for what. */
export function reasons(page: Sheet, parts: readonly PartResult[], kind: PropertyKind, indent = 6): string {
  if (kind !== 'always' && kind !== 'refines' && kind !== 'sampled' && !isLiveness({ kind })) return '';
  const failing = parts.filter(({ holds }) => !holds);
  return failing
    .map(({ part, because }) =>
      prose(page, `⇒ fails: ${part}${because === undefined ? '' : `, for ${because}`}`, indent),
    )
    .join('\n');
}
