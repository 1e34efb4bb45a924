/** `plumbline mutate` as text: how many mutants of each machine the claims see, and every one that they do not. */

import type { MutationKind } from '../source/mutation.ts';
import { mark } from './claim-text.ts';
import { grid, prose, type Sheet } from './sheet.ts';
import { duration, percent, plural } from './words.ts';

/** A mutant with what became of it. */
export interface MutantReport {
  readonly file: string;
  readonly kind: MutationKind;
  readonly line: number;
  readonly column: number;
  readonly before: string;
  readonly after: string;
  readonly fate: 'killed' | 'noticed' | 'equivalent' | 'survived' | 'unfinished';
  readonly claim: string | null;
  readonly how: string;
  /** Why it is right that it survives, where somebody said so. */
  readonly reason: string | null;
}

export interface MutateAbout {
  readonly command: string;
  readonly system: string;
  readonly item: string;
  /** Mutants that there are; those that were run may be a sample. */
  readonly all: number;
}

export const fates = ['killed', 'noticed', 'survived', 'equivalent', 'unfinished'] as const;

export function countOf(reports: readonly MutantReport[], fate: MutantReport['fate']): number {
  return reports.filter((report) => report.fate === fate).length;
}

/** Of the mutants that can be told apart and were decided, the share whose change a verdict shows, and that any compared number shows. */
export function killRates(reports: readonly MutantReport[]): { readonly verdicts: number; readonly numbers: number } {
  const killed = countOf(reports, 'killed');
  const noticed = countOf(reports, 'noticed');
  const told = killed + noticed + countOf(reports, 'survived');
  return told === 0 ? { verdicts: 1, numbers: 1 } : { verdicts: killed / told, numbers: (killed + noticed) / told };
}

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
    ...(reason === null ? [] : [prose(page, paint.dim(reason), 6)]),
  ];
}

function section(page: Sheet, title: string, reports: readonly MutantReport[]): readonly string[] {
  if (reports.length === 0) return [];
  return [page.paint.underline(title), ...reports.flatMap((report) => story(page, report)), ''];
}

export function mutateText(
  page: Sheet,
  { system, item, all }: MutateAbout,
  reports: readonly MutantReport[],
  seconds: number,
): string {
  const { dim, bold } = page.paint;
  const files = [...new Set(reports.map(({ file }) => file))];
  const counts = (own: readonly MutantReport[]): readonly string[] =>
    fates.map((fate) => `${countOf(own, fate)}`.padStart(4));
  const rows = [
    ['', ...fates].map(dim),
    ...files.map((file) => [file.replace(/^model\//, ''), ...counts(reports.filter((report) => report.file === file))]),
    [bold('all'), ...counts(reports)],
  ];
  const of = (fate: MutantReport['fate']): readonly MutantReport[] => reports.filter((report) => report.fate === fate);
  const { verdicts, numbers } = killRates(reports);
  const open = of('survived').filter(({ reason }) => reason === null).length;
  const part = reports.length < all ? `${plural(reports.length, 'mutant')} of ${all}` : plural(all, 'mutant');
  return [
    prose(page, `${bold(system)}: the machines of ${item}, one change at a time, asked by its claims`, 0),
    '',
    grid(page, rows),
    '',
    ...section(page, 'Survived: no claim sees them', of('survived')),
    ...section(page, 'Unfinished', of('unfinished')),
    ...(page.verbose
      ? [
          ...section(page, 'Noticed by a number alone', of('noticed')),
          ...section(page, 'Equivalent on the instances', of('equivalent')),
          ...section(page, 'Killed', of('killed')),
        ]
      : []),
    prose(
      page,
      `${mark(page, open === 0)} ${part}: ${percent(verdicts)} of those that differ killed by a verdict, ${percent(numbers)} with the numbers that tests compare${open === 0 ? '' : `, ${plural(open, 'survivor')} unexplained`}, ${duration(seconds)}`,
      0,
    ),
    '',
  ].join('\n');
}
