/** `plumbline incidents` as text: a line each, or the story of one. */

import type { Change, Incident } from '../language/incident.ts';
import type { IncidentResult } from '../verdict/incident.ts';
import { mark } from './claim-text.ts';
import { grid, prose, type Sheet } from './sheet.ts';
import { widthOf } from './terminal-width.ts';
import { reasons, traceTable } from './trace-text.ts';
import { duration, number, plural, settingWords } from './words.ts';

export function changeInWords({ without = [], with: powers = {}, set = {} }: Change): string {
  return [settingWords({ without }), settingWords({ powers }), settingWords({ parameters: set })]
    .filter((part) => part !== '')
    .join(', ');
}

function caughtWords({ caught, broken, incident }: IncidentResult): string {
  if (!caught) return broken.verdict === 'violated' ? 'another part fails' : `not caught: ${broken.verdict}`;
  const { trace } = broken;
  const endless = trace?.loop == null ? '' : ', without end';
  return `${incident.part} fails in ${plural(trace?.steps.length ?? 0, 'step')}${endless}`;
}

function mendedWords({ restored }: IncidentResult): string {
  return restored ? 'holds without the change' : 'NOT MENDED without the change';
}

/** One row an incident where the page is wide enough, else a few lines. */
export function incidentsTable(page: Sheet, results: readonly IncidentResult[]): string {
  const { dim, bold } = page.paint;
  const rows = results.map((result) => {
    const { id, name, year, system, change } = result.incident;
    return [
      `${mark(page, result.met)} ${bold(id)}`,
      `${name}, ${year}`,
      `${system.name}: ${changeInWords(change)}`,
      caughtWords(result),
      dim(mendedWords(result)),
    ];
  });
  const wide = grid({ ...page, columns: 1_000 }, rows);
  const table = wide.split('\n').every((line) => widthOf(line) <= page.columns)
    ? [wide]
    : rows.flatMap(([head = '', name = '', what = '', caught = '', mended = '']) => [
        prose(page, `${head} ${name}`),
        prose(page, dim(what), 6),
        prose(page, `${caught}; ${mended}`, 6),
      ]);
  const misses = results.flatMap(({ incident, misses: own }) =>
    own.map((miss) => page.paint.red(prose(page, `${incident.id}: ${miss}`))),
  );
  return [...table, ...misses].join('\n');
}

export function incidentsSummary(page: Sheet, results: readonly IncidentResult[], seconds: number): string {
  const met = results.filter((result) => result.met).length;
  const words = met === results.length ? 'each caught, and gone without its change' : `${met} as stated`;
  const line = `${mark(page, met === results.length)} ${plural(results.length, 'incident')}, ${words}, ${duration(seconds)}`;
  return `${prose(page, line, 0)}\n`;
}

function facts({ system, sound, change, property, part, claim, source }: Incident): readonly (readonly string[])[] {
  return [
    ['system', `${system.name}: ${system.says}`],
    ['sound', settingWords(sound) || 'as it stands'],
    ['change', changeInWords(change)],
    ...(change.without ?? []).map((rule) => ['', `${rule}: ${system.rules[rule]?.says ?? ''}`]),
    ...Object.keys(change.with ?? {}).map((power) => ['', `${power}: ${system.powers[power]?.says ?? ''}`]),
    ...Object.keys(change.set ?? {}).map((name) => ['', `${name}: ${system.parameters[name]?.says ?? ''}`]),
    ['property', `${property.kind} ${property.name}: ${property.says}`],
    ['breaks', part],
    ['claim', `plumbline check ${claim}`],
    ['told by', source],
  ];
}

function soundWords({ sound: { verdict, counts } }: IncidentResult): string {
  return verdict === 'exhausted'
    ? `The sound protocol holds in each of ${number(counts.states)} states.`
    : `The sound protocol: ${verdict}.`;
}

function takenBackWords({ restored }: IncidentResult): string {
  return `With the change taken back it ${restored ? 'holds again' : 'does not hold'}.`;
}

/** One incident: what happened, what stands for it, how it goes, and that it is gone without the change. */
export function incidentStory(page: Sheet, result: IncidentResult): string {
  const { incident, sound, broken, misses, met } = result;
  const { id, name, year, mechanism, marked, differs, steps } = incident;
  const { paint } = page;
  const why = broken.verdict === 'violated' ? reasons(page, broken.parts, incident.property.kind, 2) : '';
  return [
    paint.bold(`${id} ${name}, ${year}`),
    prose(page, mechanism),
    '',
    grid(page, facts(incident)),
    '',
    prose(page, `${mark(page, sound.verdict === 'exhausted')} ${soundWords(result)}`, 0),
    prose(page, `${mark(page, result.caught)} With the change: ${caughtWords(result)}.`, 0),
    ...(broken.trace === null ? [] : [traceTable(page, broken.trace, 2)]),
    ...(why === '' ? [] : [paint.bold(why)]),
    prose(page, `${mark(page, result.restored)} ${takenBackWords(result)}`, 0),
    '',
    prose(page, paint.dim(`expected of other models and reports: ${marked}; measured here: ${steps}`)),
    ...(differs === undefined ? [] : [prose(page, paint.dim(differs))]),
    ...(met ? [] : misses.map((miss) => paint.red(prose(page, miss)))),
    '',
  ].join('\n');
}
