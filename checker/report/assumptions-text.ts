/** The lattice of hypotheses as text: what suffices, and what happens with anything less. */

import type { LatticeResult } from '../verdict/lattice.ts';
import { mark } from './claim-text.ts';
import { grid, prose, type Sheet } from './sheet.ts';
import { traceTable } from './trace-text.ts';
import { compact, duration, number, plural } from './words.ts';

function setWords(names: readonly string[]): string {
  return names.length === 0 ? 'none at all' : names.join(', ');
}

export function assumptionsText(
  page: Sheet,
  result: LatticeResult,
  hypotheses: Readonly<Record<string, { readonly says: string }>>,
): string {
  const { paint } = page;
  const { id, says, minimalSufficient, maximalInsufficient, checked, pruned, undecided, met, misses, seconds } = result;
  const named = Object.entries(hypotheses).map(([name, hypothesis]) => [paint.bold(name), hypothesis.says]);
  const lines = [
    `${mark(page, met)} ${paint.bold(id)}`,
    prose(page, says),
    '',
    paint.underline('Hypotheses'),
    grid(page, named),
    '',
  ];
  if (undecided === null) {
    lines.push(
      paint.underline(minimalSufficient.length === 1 ? 'The one minimal sufficient set' : 'Minimal sufficient sets'),
    );
    for (const set of minimalSufficient) lines.push(prose(page, `✓ ${setWords(set)}`));
    if (minimalSufficient.length === 0) lines.push(prose(page, 'none: all of them together do not suffice'));
    lines.push('', paint.underline('Maximal insufficient sets: what is dropped, and how it fails'));
    const rows = maximalInsufficient.map(({ dropped, trace, pair }) => [
      `✗ without ${setWords(dropped)}`,
      `${trace.steps.length}`.padStart(2),
      pair === null ? compact(trace) : `${compact(trace) || 'nothing'}, and alike: ${compact(pair)}`,
    ]);
    if (page.verbose) {
      for (const { dropped, trace, pair } of maximalInsufficient) {
        const other = pair === null ? [] : [prose(page, 'and a run that is observed alike', 6), traceTable(page, pair)];
        lines.push(prose(page, `✗ without ${setWords(dropped)}`), traceTable(page, trace), ...other, '');
      }
    } else if (rows.length > 0) lines.push(grid(page, rows), '');
  } else {
    const { limit, verdict, problem } = undecided;
    lines.push(
      paint.yellow(
        prose(page, `nothing is claimed: a set of hypotheses is ${verdict}${limit === null ? '' : ` (${limit})`}`),
      ),
    );
    if (problem !== null) lines.push(paint.red(prose(page, problem.message)));
    lines.push('');
  }
  lines.push(...misses.map((miss) => paint.red(prose(page, miss))));
  lines.push(
    `${mark(page, met)} ${plural(checked, 'set')} checked, ${number(pruned)} settled without a run, ${duration(seconds)}`,
    '',
  );
  return lines.join('\n');
}
