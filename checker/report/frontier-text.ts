/** A frontier as text: its formula, then the grid, ✓ where the goal holds and ✗ where it does not. */

import { mark } from './claim-text.ts';
import type { FrontierDocument } from './document/sweep.ts';
import { grid, prose, type Sheet } from './sheet.ts';
import { duration, number, plural } from './words.ts';

type Point = FrontierDocument['points'][number];

function cell(page: Sheet, point: Point | undefined): string {
  switch (point?.verdict) {
    case 'exhausted':
      return page.paint.green('✓');
    case 'violated':
      return page.paint.red('✗');
    default:
      return page.paint.yellow('?');
  }
}

function twoAxes(page: Sheet, { over, points }: FrontierDocument): string {
  const [[rowName, rows], [columnName, columns]] = Object.entries(over) as [[string, number[]], [string, number[]]];
  const at = (row: number, column: number): Point | undefined =>
    points.find((point) => point[rowName] === row && point[columnName] === column);
  const head = [
    '',
    ...columns.map((column, i) =>
      i === 0 ? `${columnName}=${column}` : `${column}`.padStart(columnName.length + 1 - columnName.length),
    ),
  ];
  const body = rows.map((row) => [
    `${rowName}=${row}`,
    ...columns.map((column, i) => `${i === 0 ? ' '.repeat(columnName.length + 1) : ''}${cell(page, at(row, column))}`),
  ]);
  return grid(page, [head.map((word) => page.paint.dim(word)), ...body]);
}

function list(page: Sheet, { over, points }: FrontierDocument): string {
  const rows = points.map((point) => [
    ...Object.keys(over).map((axis) => `${axis}=${point[axis]}`),
    cell(page, point),
    point.traceSteps === null
      ? `${number(Number(point.states))} states`
      : `in ${plural(Number(point.traceSteps), 'step')}`,
  ]);
  return grid(page, rows);
}

export function frontierText(page: Sheet, document: FrontierDocument): string {
  const { id, says, formula, points, met, misses, fixed, without, seconds } = document;
  const { paint } = page;
  const safe = points.filter(({ verdict }) => verdict === 'exhausted').length;
  const unsafe = points.filter(({ verdict }) => verdict === 'violated').length;
  const undecided = points.length - safe - unsafe;
  const given = [
    ...Object.entries(fixed).map(([name, value]) => (value === true ? name : `${name} ${value}`)),
    ...without.map((rule) => `without ${rule}`),
  ];
  const region =
    formula === null
      ? 'no inequality of the forms tried separates the points'
      : formula === 'always' || formula === 'never'
        ? `${formula} on this grid`
        : `exactly where ${formula}`;
  return [
    `${mark(page, met)} ${paint.bold(id)}  holds ${paint.bold(undecided > 0 ? 'in a region that is not established' : region)}`,
    prose(page, says),
    ...(given.length === 0 ? [] : [paint.dim(prose(page, `with ${given.join(', ')}`))]),
    '',
    Object.keys(document.over).length === 2 ? twoAxes(page, document) : list(page, document),
    '',
    prose(
      page,
      `${plural(points.length, 'point')}: ✓ ${safe} hold in every state, ✗ ${unsafe} violated${undecided > 0 ? `, ? ${undecided} not decided` : ''}; ${duration(seconds)}`,
    ),
    ...misses.map((miss) => paint.red(prose(page, miss))),
    '',
  ].join('\n');
}
