/** The grid of a frontier as tables: two axes across and down, a table for each combination of the others. */

import type { ClaimDocument } from '../document/claim.ts';
import { escaped } from '../drawing/chart-svg.ts';
import { element } from '../html.ts';
import { number, plural } from '../words.ts';

type Region = NonNullable<ClaimDocument['region']>;
type Point = Region['points'][number];

function cellHtml(point: Point | undefined): string {
  const { verdict, states, traceSteps } = point ?? {};
  switch (verdict) {
    case 'exhausted':
      return `<td class="cell yes" title="holds in all of ${number(Number(states))} states">✓<span class="unseen"> holds</span></td>`;
    case 'violated': {
      const steps = typeof traceSteps === 'number' ? ` in ${plural(traceSteps, 'step')}` : '';
      return `<td class="cell no" title="violated${steps}">✗<span class="unseen"> violated${steps}</span></td>`;
    }
    default:
      return `<td class="cell unknown" title="${escaped(String(verdict ?? 'not asked'))}">?<span class="unseen"> not decided</span></td>`;
  }
}

interface Axis {
  readonly name: string;
  readonly values: readonly number[];
}

function tableHtml(points: readonly Point[], rows: Axis, columns: Axis, caption: string): string {
  const head = columns.values.map((value) => element('th', `${value}`, 'scope="col"')).join('');
  const body = rows.values.map((row) => {
    const cells = columns.values.map((column) =>
      cellHtml(points.find((point) => point[rows.name] === row && point[columns.name] === column)),
    );
    return `<tr>${element('th', `${row}`, 'scope="row"')}${cells.join('')}</tr>`;
  });
  const corner = `${escaped(rows.name)} ↓ ${escaped(columns.name)} →`;
  return `<table class="grid"><caption>${escaped(caption)}</caption><thead><tr><th>${corner}</th>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** Every combination of values. */
function combinations(axes: readonly Axis[]): readonly Readonly<Record<string, number>>[] {
  return axes.reduce<readonly Readonly<Record<string, number>>[]>(
    (known, { name, values }) => known.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

export function gridHtml({ over, points }: Region): string {
  const axes = Object.entries(over).map(([name, values]): Axis => ({ name, values }));
  // The two axes with most values span the tables.
  const [rows, columns] = axes.toSorted((a, b) => b.values.length - a.values.length);
  if (rows === undefined) return '';
  const across = columns ?? { name: '', values: [0] };
  const others = axes.filter((axis) => axis !== rows && axis !== across);
  const tables = combinations(others).map((at) => {
    const here = points.filter((point) => Object.entries(at).every(([name, value]) => point[name] === value));
    const own = columns === undefined ? here.map((point) => ({ ...point, '': 0 })) : here;
    const caption = Object.entries(at)
      .map(([name, value]) => `${name} = ${value}`)
      .join(', ');
    return tableHtml(own, rows, across, caption);
  });
  return `<div class="grids">${tables.join('')}</div>`;
}

export const gridStyle = `
.grids { display: flex; flex-wrap: wrap; gap: 1rem 2rem; overflow-x: auto; position: relative; } table.grid { width: auto; } table.grid caption:empty { display: none; }
table.grid th, table.grid td { border: 1px solid var(--line); padding: .2rem .5rem; text-align: center; } table.grid thead th:first-child { font-weight: 400; color: var(--quiet); }
td.cell { min-width: 2.2rem; font-weight: 700; } td.yes { background: var(--good-ground); color: var(--good); } td.no { background: var(--bad-ground); color: var(--bad); }
td.unknown { background: var(--open-ground); color: var(--open); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;
