/** A trace as a table: who acts, what happens, what changes; at the end why it matters. */

import { show } from '../language/plain-data.ts';
import { isLiveness, type PartResult, type PropertyKind } from '../language/property.ts';
import type { Side } from '../language/system.ts';
import { type Step, showValue, type Trace, type WholeState } from '../trace/trace.ts';
import { grid, prose, type Sheet, wrapped } from './sheet.ts';
import { widthOf } from './terminal-width.ts';
import { isShown, shownChanges } from './trace-view.ts';
import { changeWords, eventWords, plural, repetitionWords } from './words.ts';

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

/** The event, its type ahead of its payload for the eye too. */
function happening(page: Sheet, step: Step): string {
  const [type = '', ...payload] = eventWords(step, page.verbose || page.view.full).split(' ');
  return [page.paint.bold(type), ...payload].join(' ');
}

function changeLines(page: Sheet, step: Step): readonly string[] {
  const { shown, hidden } = shownChanges(page.view, step.changes);
  const lines = shown.map((change) => changeWords(page, change));
  if (hidden > 0) return [...lines, page.paint.dim(`${plural(hidden, 'change')} not shown`)];
  return lines.length > 0 ? lines : [page.paint.dim('nothing changes')];
}

function stepRow(page: Sheet, step: Step, i: number): readonly string[] {
  return [`${i + 1}`.padStart(2), actor(page, step), happening(page, step), changeLines(page, step).join('\n')];
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
        : `↺ ${repetitionWords(loop, steps.length)}`;
  return `\n${prose(page, words, indent)}`;
}

/** A whole state, a line a component. */
function stateLines(page: Sheet, title: string, state: WholeState, indent: number): readonly string[] {
  const { dim } = page.paint;
  const margin = ' '.repeat(indent);
  const lines = Object.entries(state)
    .filter(([name]) => isShown(page.view, name))
    .flatMap(([name, { value, context }]) => {
      const words = [showValue(value), ...(context === undefined ? [] : [show(context)])].join(' ');
      return wrapped(`${dim(`${name}:`)} ${words}`, page.columns - indent - 4, 2);
    });
  return [`${margin}${dim(title)}`, ...lines.map((line) => `${margin}    ${line}`)];
}

/** The steps as a table, and what an infinite run repeats; the states at both ends where everything is wanted. */
export function traceTable(page: Sheet, trace: Trace, indent = 6): string {
  const steps = stepsTable(page, trace, indent) + loopLine(page, trace, indent);
  if (!page.view.full) return steps;
  return [
    ...stateLines(page, 'at the start', trace.first, indent),
    steps,
    ...stateLines(page, 'at the end', trace.last, indent),
  ].join('\n');
}

/** The step's columns side by side where they fit, else the changes under each event. */
function stepsTable(page: Sheet, trace: Trace, indent: number): string {
  if (trace.steps.length === 0) return prose(page, 'the initial state already', indent);
  const rows = trace.steps.map((step, i) => stepRow(page, step, i));
  const head = ['#', 'who', 'what', 'changes'].map((word) => page.paint.dim(word));
  const widest = (column: number): number => Math.max(...rows.map((row) => widthOf(row[column] ?? '')));
  const left = page.columns - indent - 4 - widest(1) - 2 - widest(2) - 2;
  if (left >= narrowestChanges) return grid(page, [[` ${head[0]}`, ...head.slice(1)], ...rows], indent);
  // On a narrow page every column counts: the table moves to the edge.
  const margin = page.columns < 60 ? 2 : indent;
  const room = page.columns - margin - 4;
  const stacked = rows.flatMap(([step = '', who = '', event = '', changes = '']) => {
    const [first = '', ...more] = wrapped(`${who}  ${event}`, room, 2);
    const below = changes.split('\n').flatMap((line) => wrapped(line, room - 2, 2));
    return [`${step}  ${first}`, ...more.map((line) => `    ${line}`), ...below.map((line) => `      ${line}`)];
  });
  return stacked.map((line) => ' '.repeat(margin) + line).join('\n');
}

/** As lines of a page, those of `reasonLines`; empty if there are none. */
export function reasons(page: Sheet, parts: readonly PartResult[], kind: PropertyKind, indent = 6): string {
  return reasonLines(parts, kind)
    .map((line) => prose(page, `⇒ ${line}`, indent))
    .join('\n');
}

/** Which parts of the property fail in the last state, and for what. */
export function reasonLines(parts: readonly PartResult[], kind: PropertyKind): readonly string[] {
  const isAsked = kind === 'always' || kind === 'refines' || kind === 'sampled' || isLiveness({ kind });
  return parts
    .filter(({ holds }) => isAsked && !holds)
    .map(({ part, because }) => `fails: ${part}${because === undefined ? '' : `, for ${because}`}`);
}
