/** The text of `plumbline check`: sections by reading, a line a claim, traces where a person needs them, a sum at the end. */

import type { AnyTheorem } from '../language/theorem.ts';
import { claimLines, claimNumbers, claimRow, mark, type ReportedClaim } from './claim-text.ts';
import type { ClaimDocument } from './document/claim.ts';
import { grid, prose, type Sheet } from './sheet.ts';
import { widthOf } from './terminal-width.ts';
import { duration, plural } from './words.ts';

const sections: readonly (readonly [ClaimDocument['reading'], string])[] = [
  ['literal', 'Literal: the statement as it stands'],
  ['repaired', 'Repaired: with its hypotheses named'],
  ['necessary', 'Necessity: one hypothesis dropped at a time'],
  ['witness', 'Witnesses: what has to be possible'],
  ['conformance', 'Conformance: the machines beside a TLA+ module or an implementation'],
  ['frontier', 'Frontier: the exact region where it holds'],
];

/** Title and statement of a theorem. */
export function theoremHead(page: Sheet, { item, title, says }: AnyTheorem): string {
  return `${page.paint.bold(`${item} ${title}`)}\n${prose(page, says)}\n`;
}

/** Rows of one grid as single lines, so that other lines can stand between them; undefined if one is too long. */
function aligned(page: Sheet, rows: readonly (readonly string[])[]): readonly string[] | undefined {
  const lines = grid({ ...page, columns: 400 }, rows).split('\n');
  return lines.every((line) => widthOf(line) <= page.columns) ? lines : undefined;
}

/** The cells of a claim's line where they do not stand side by side: the verdict below the id. */
function narrowRow(page: Sheet, claim: ReportedClaim): string {
  const [id = '', ...words] = claimRow(page, claim);
  const line = `  ${[id, ...words].join('  ')}`;
  return widthOf(line) <= page.columns ? line : [`  ${id}`, prose(page, words.join('  '), 6)].join('\n');
}

/** Every claim of a theorem, section by section; the numbers on the claim's own line if the page is wide enough. */
export function theoremBody(page: Sheet, claims: readonly ReportedClaim[]): string {
  const { dim, underline } = page.paint;
  const whole = claims.map((claim) => [...claimRow(page, claim), ...claimNumbers(claim).map(dim)]);
  const wide = aligned(page, whole);
  const lines =
    wide ??
    aligned(
      page,
      claims.map((claim) => claimRow(page, claim)),
    );
  const parts = sections.flatMap(([reading, title]) => {
    const body = claims.flatMap((claim, i) => {
      if (claim.document.reading !== reading) return [];
      const line = lines?.[i] ?? narrowRow(page, claim);
      return [line, ...claimLines(page, claim, wide !== undefined)];
    });
    return body.length === 0 ? [] : [underline(prose(page, title, 0)), ...body, ''];
  });
  return parts.length === 0 ? '' : `${parts.join('\n')}\n`;
}

/** The last line: how many claims, how many as expected, what of the rest. */
export function summaryLine(page: Sheet, claims: readonly ClaimDocument[], seconds: number, undecided: number): string {
  const met = claims.filter((claim) => claim.met);
  const failed = claims.filter(({ verdict }) => verdict === 'failed').length;
  const open = claims.filter(
    ({ met: isMet, verdict, expected, vacuous }) =>
      !isMet && (verdict === 'bounded' || (verdict === 'sampled' && expected !== 'sampled') || vacuous.length > 0),
  ).length;
  const wrong = claims.length - met.length - failed - open;
  const words = [
    plural(claims.length, 'claim'),
    met.length === claims.length
      ? claims.length === 1
        ? 'as expected'
        : 'all as expected'
      : `${met.length} as expected`,
    ...(wrong > 0 ? [`${wrong} not as expected`] : []),
    ...(open > 0 ? [`${open} not established`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(undecided > 0 ? [`interrupted with ${undecided} not begun`] : []),
    duration(seconds),
  ];
  return `${mark(page, met.length === claims.length && undecided === 0)} ${words.join(', ')}\n`;
}
