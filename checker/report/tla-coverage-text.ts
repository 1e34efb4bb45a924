/** Coverage part by part as text: a table a definition, what was never reached standing out. */

import { basename } from 'node:path';
import type { CoveredPart } from '../tla/coverage.ts';
import type { Sheet } from './sheet.ts';
import { widthOf } from './terminal-width.ts';
import { number } from './words.ts';

/** Text of a part in the columns that are left, `…` where it is cut. */
function fitted(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && widthOf(letters.join('')) >= width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

function rows(page: Sheet, parts: readonly CoveredPart[]): readonly string[] {
  const cells = parts.map(({ line, column, evaluated, held }) => [
    `${line}:${column}`,
    number(evaluated),
    held === null || evaluated === 0 ? '' : number(held),
  ]);
  const widths = [0, 1, 2].map((c) => Math.max(...cells.map((row) => (row[c] ?? '').length)));
  const taken = 4 + widths.reduce((sum, width) => sum + width + 2, 0);
  return parts.map(({ text, evaluated, held }, i) => {
    const figures = (cells[i] ?? []).map((cell, c) => cell.padStart(widths[c] ?? 0)).join('  ');
    const line = `    ${figures}  ${fitted(text, Math.max(12, page.columns - taken))}`.trimEnd();
    if (evaluated === 0) return page.paint.yellow(line);
    return held === 0 ? page.paint.dim(line) : line;
  });
}

export function coverageLines(page: Sheet, parts: readonly CoveredPart[]): readonly string[] {
  if (parts.length === 0) return ['', '  Coverage: nothing was evaluated.'];
  const never = parts.filter(({ evaluated }) => evaluated === 0).length;
  const groups = new Map<string, CoveredPart[]>();
  for (const part of parts) {
    const key = `${part.file} ${part.definition}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [part]);
    else group.push(part);
  }
  const head = `  Coverage: line:column, times evaluated, times true${never === 0 ? '' : `; ${number(never)} of ${number(parts.length)} never evaluated`}`;
  return [
    '',
    head,
    ...[...groups.values()].flatMap((group) => [
      `  ${page.paint.bold(group[0]?.definition ?? 'ASSUME')} ${page.paint.dim(basename(group[0]?.file ?? ''))}`,
      ...rows(page, group),
    ]),
  ];
}
