/** `plumbline mutate` as text: how many mutants of each system or machine the claims see, and every one that they do not. */

import { mark } from './claim-text.ts';
import { type MutantReport, type MutationResult, mutantsIn, type Tally, tallyOf } from './mutation-result.ts';
import { grid, prose, type Sheet } from './sheet.ts';
import { duration, percent, plural } from './words.ts';

/** Columns below which a table of eight columns is a list. */
const narrow = 76;

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function story(page: Sheet, report: MutantReport): readonly string[] {
  const { file, line, column, kind, before, after, how, claim, reason } = report;
  const { paint } = page;
  return [
    prose(page, `${paint.bold(`${file}:${line}:${column}`)}  ${kind}${claim === null ? '' : `, ${claim}`}: ${how}`),
    prose(page, paint.red(`- ${oneLine(before)}`), 6),
    ...(after === '' ? [] : [prose(page, paint.green(`+ ${oneLine(after)}`), 6)]),
    ...(reason === null ? [] : [prose(page, paint.dim(`${reason.ground}: ${reason.because}`), 6)]),
  ];
}

function section(page: Sheet, title: string, reports: readonly MutantReport[]): readonly string[] {
  if (reports.length === 0) return [];
  return [page.paint.underline(title), ...reports.flatMap((report) => story(page, report)), ''];
}

/** One line a system where there are several, else one a machine. */
function parts({ systems, mutants }: MutationResult): readonly (readonly [name: string, tally: Tally])[] {
  const ofSystem = systems.map((one): [string, Tally] => [one.system, tallyOf(mutantsIn(mutants, one))]);
  if (systems.length > 1) return ofSystem.filter(([, tally]) => tally.mutants > 0);
  const files = [...new Set(mutants.map(({ file }) => file))];
  return files.map((file) => [
    file.replace(/^model\//, '').replace(/\.ts$/, ''),
    tallyOf(mutants.filter((one) => one.file === file)),
  ]);
}

const heads = ['', 'mutants', 'killed', 'number', 'equal', 'explained', 'open', 'rate'];

function cells(tally: Tally): readonly string[] {
  const { mutants, killed, noticed, equivalent, explained, unexplained, unfinished } = tally;
  const numbers = [mutants, killed, noticed, equivalent, explained, unexplained + unfinished];
  return [...numbers.map((value, i) => `${value}`.padStart((heads[i + 1] as string).length)), percent(tally.byVerdict)];
}

function overview(page: Sheet, result: MutationResult): string {
  const { dim, bold } = page.paint;
  const rows = [...parts(result), ['all', tallyOf(result.mutants)] as const];
  if (page.columns >= narrow) {
    const named = rows.map(([name, tally]) => [name === 'all' ? bold(name) : name, ...cells(tally)]);
    return grid(page, [heads.map(dim), ...named]);
  }
  return rows
    .map(([name, tally]) => {
      const { mutants, noticed, equivalent, explained, unexplained, unfinished } = tally;
      const others = [
        [noticed, 'by number'],
        [equivalent, 'equal'],
        [explained, 'explained'],
        [unexplained + unfinished, 'open'],
      ].flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]));
      const what = [`${percent(tally.byVerdict)} of ${plural(mutants, 'mutant')} killed`, ...others].join(', ');
      return `${prose(page, bold(name))}\n${prose(page, what, 4)}`;
    })
    .join('\n');
}

function stale(page: Sheet, { stale: reasons }: MutationResult): readonly string[] {
  if (reasons.length === 0) return [];
  return [
    page.paint.underline('Reasons for survivors that are none'),
    ...reasons.flatMap(({ file, key, why }) => [
      prose(page, `${page.paint.bold(file)}  ${why}`),
      prose(page, page.paint.dim(key), 6),
    ]),
    '',
  ];
}

function summary(page: Sheet, { mutants, all, stale: reasons, atLeast, seconds }: MutationResult): string {
  const tally = tallyOf(mutants);
  const isReached = atLeast === null || tally.byVerdict >= atLeast;
  const good = tally.unexplained + tally.unfinished + reasons.length === 0 && isReached && mutants.length === all;
  const part = mutants.length < all ? `${plural(mutants.length, 'mutant')} of ${all}` : plural(all, 'mutant');
  const facts = [
    `${percent(tally.byVerdict)} of those that differ killed by a verdict${isReached ? '' : `, asked for ${percent(atLeast ?? 0)}`}`,
    ...(tally.byConformance === 0 ? [] : [`${plural(tally.byConformance, 'mutant')} by conformance alone`]),
    `${percent(tally.byNumber)} with the numbers that tests compare`,
    ...(tally.explained === 0 ? [] : [`${plural(tally.explained, 'survivor')} explained`]),
    ...(tally.unexplained === 0 ? [] : [`${plural(tally.unexplained, 'survivor')} unexplained`]),
    ...(tally.unfinished === 0 ? [] : [`${tally.unfinished} unfinished`]),
    ...(reasons.length === 0 ? [] : [`${plural(reasons.length, 'reason')} out of date`]),
  ];
  return prose(page, `${mark(page, good)} ${part}: ${facts.join(', ')}, ${duration(seconds)}`, 0);
}

export function mutateText(page: Sheet, result: MutationResult): string {
  const { mutants, systems } = result;
  const of = (fate: MutantReport['fate'], explained?: boolean): readonly MutantReport[] =>
    mutants.filter((one) => one.fate === fate && (explained === undefined || (one.reason !== null) === explained));
  const what = systems.length === 1 ? systems[0]?.system : plural(systems.length, 'system');
  return [
    prose(page, `${page.paint.bold(what ?? '')}: the machines, one change at a time, asked by the claims`, 0),
    '',
    overview(page, result),
    '',
    ...section(page, 'Survived: no claim sees them', of('survived', false)),
    ...section(page, 'Survived, and why', [...of('survived', true), ...of('noticed', true)]),
    ...section(page, 'Unfinished', of('unfinished')),
    ...(page.verbose
      ? [
          ...section(page, 'Noticed by a number alone', of('noticed', false)),
          ...section(page, 'Equivalent on the instances', of('equivalent')),
          ...section(page, 'Killed', of('killed')),
        ]
      : []),
    ...stale(page, result),
    summary(page, result),
    '',
  ].join('\n');
}
