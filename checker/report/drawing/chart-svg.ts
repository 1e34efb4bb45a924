/** A laid-out chart as an SVG element in a string, with states lit and transitions marked; for pages and documents alike. */

import type { StateValue } from '../../language/machine.ts';
import {
  type ChartArrow,
  type ChartLayout,
  chartMetrics,
  type LabelLine,
  type Point,
  type StateBox,
} from './chart-layout.ts';
import { activePaths } from './statechart.ts';

export interface ChartLight {
  /** The value whose states are lit. */
  readonly value?: StateValue;
  /** Transitions that are marked. */
  readonly taken?: ReadonlySet<string>;
  /** What a person hears who does not see the drawing. */
  readonly label: string;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A line through the points with its corners rounded off. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const parts = [`M${round(first.x)} ${round(first.y)}`];
  rest.forEach((point, i) => {
    const next = rest[i + 1];
    if (next === undefined) parts.push(`L${round(point.x)} ${round(point.y)}`);
    else {
      const middle = { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
      const end = i + 2 === rest.length ? middle : middle;
      parts.push(`Q${round(point.x)} ${round(point.y)} ${round(end.x)} ${round(end.y)}`);
    }
  });
  return parts.join('');
}

/** An arrowhead at the end of a line, as a path: a marker would need an id that is unique in the page. */
export function arrowhead(points: readonly Point[]): string {
  const [from, to] = points.slice(-2);
  if (from === undefined || to === undefined) return '';
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const corner = (turn: number): string => {
    const at = angle + Math.PI + turn;
    return `${round(to.x + 8 * Math.cos(at))} ${round(to.y + 8 * Math.sin(at))}`;
  };
  return `M${round(to.x)} ${round(to.y)}L${corner(0.42)}L${corner(-0.42)}Z`;
}

const { line, header, padding } = chartMetrics;

function lines(label: readonly LabelLine[], x: number, y: number, taken: ReadonlySet<string>): string {
  return label
    .map(({ text, event, transition }, i) => {
      const guard = escaped(text.slice(event.length));
      const head = event === '' ? '' : `<tspan class="sc-event">${escaped(event)}</tspan>`;
      const on = taken.has(transition) ? ' sc-taken' : '';
      return `<text class="sc-label${on}" x="${round(x)}" y="${round(y + i * line + 11)}" xml:space="preserve">${head}${guard}</text>`;
    })
    .join('');
}

function boxSvg({ state, x, y, width, height, isRegion, internal }: StateBox, light: Required<ChartLight>): string {
  const isLit = activePaths(light.value).has(state.path);
  const isRoot = state.path === '';
  const classes = [
    'sc-state',
    `sc-${state.kind}`,
    ...(isRoot ? ['sc-root'] : []),
    ...(isRegion ? ['sc-region'] : []),
    ...(isLit && !isRoot ? ['sc-on'] : []),
  ];
  const rule =
    internal.length === 0
      ? ''
      : `<path class="sc-rule" d="M${round(x)} ${round(y + header)}h${round(width)}"/>${lines(internal, x + padding, y + header + 4, light.taken)}`;
  const inner =
    state.kind === 'final'
      ? `<rect class="sc-inner" x="${round(x + 3)}" y="${round(y + 3)}" width="${round(width - 6)}" height="${round(height - 6)}" rx="5"/>`
      : '';
  return `<g class="${classes.join(' ')}" data-state="${escaped(state.path)}"><rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${isRoot ? 10 : 8}"/>${inner}<text class="sc-name" x="${round(x + padding)}" y="${round(y + 16)}">${escaped(state.name)}</text>${rule}</g>`;
}

function arrowSvg({ points, label, at, transitions }: ChartArrow, taken: ReadonlySet<string>): string {
  const on = transitions.some((id) => taken.has(id)) ? ' sc-taken' : '';
  const width = Math.max(0, ...label.map(({ text }) => text.length)) * chartMetrics.character + 6;
  const back = `<rect class="sc-back" x="${round(at.x - 3)}" y="${round(at.y)}" width="${round(width)}" height="${label.length * line}" rx="3"/>`;
  return `<g class="sc-arrow${on}"><path class="sc-line" d="${curve(points)}"/><path class="sc-head" d="${arrowhead(points)}"/>${back}${lines(label, at.x, at.y, taken)}</g>`;
}

/** The chart as `<svg>`; it takes its colours from `chartStyle`, or from those custom properties where a page sets them. */
export function chartSvg(chart: ChartLayout, light: ChartLight): string {
  const full: Required<ChartLight> = { value: '', taken: new Set(), ...light };
  const width = Math.ceil(chart.width) + 2;
  const height = Math.ceil(chart.height) + 2;
  const [compound, atomic] = [true, false].map((isOuter) =>
    chart.boxes
      .filter(({ state }) => state.states.length > 0 === isOuter)
      .map((box) => boxSvg(box, full))
      .join(''),
  );
  const starts = chart.starts
    .map(
      ({ at, points }) =>
        `<g class="sc-start"><path class="sc-line" d="${curve(points)}"/><path class="sc-head" d="${arrowhead(points)}"/><circle cx="${round(at.x)}" cy="${round(at.y)}" r="4.5"/></g>`,
    )
    .join('');
  // What was taken is drawn last, on top.
  const arrows = [...chart.arrows]
    .sort((a, b) => Number(isTaken(a, full.taken)) - Number(isTaken(b, full.taken)))
    .map((arrow) => arrowSvg(arrow, full.taken))
    .join('');
  return `<svg class="sc" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escaped(light.label)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${compound}${starts}${atomic}${arrows}</svg>`;
}

function isTaken({ transitions }: ChartArrow, taken: ReadonlySet<string>): boolean {
  return transitions.some((id) => taken.has(id));
}

/** The style of charts, light and dark. A page may set the custom properties itself. */
export const chartStyle = `
.sc { --ink: var(--sc-ink, light-dark(#1d2330, #e6e9ef)); --soft: var(--sc-soft, light-dark(#5b6472, #a3adbb));
  --edge: var(--sc-edge, light-dark(#aab2bf, #56606f)); --fill: var(--sc-fill, light-dark(#ffffff, #1c222c));
  --ground: var(--sc-ground, light-dark(#f6f7f9, #14181f)); --on: var(--sc-on, light-dark(#1b56c4, #7fb0ff));
  --on-fill: var(--sc-on-fill, light-dark(#e3edff, #1d3357)); --taken: var(--sc-taken, light-dark(#a8480b, #ffb374));
  font: 11px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; max-width: none; }
.sc rect { fill: var(--fill); stroke: var(--edge); stroke-width: 1.2; }
.sc .sc-compound > rect, .sc .sc-parallel > rect, .sc .sc-root > rect { fill: var(--ground); }
.sc .sc-region > rect { stroke-dasharray: 5 4; }
.sc .sc-name { font: 600 13px system-ui, 'Segoe UI', Roboto, sans-serif; fill: var(--ink); }
.sc .sc-label { fill: var(--soft); }
.sc .sc-event { fill: var(--ink); }
.sc .sc-rule { stroke: var(--edge); stroke-width: 1; fill: none; }
.sc .sc-line { stroke: var(--edge); stroke-width: 1.4; fill: none; }
.sc .sc-head, .sc .sc-start circle { fill: var(--edge); }
.sc rect.sc-back { fill: var(--ground); stroke: none; opacity: .9; }
.sc .sc-on > rect { stroke: var(--on); stroke-width: 2.4; fill: var(--on-fill); }
.sc .sc-on.sc-compound > rect, .sc .sc-on.sc-parallel > rect { stroke-width: 1.6; fill: var(--ground); }
.sc .sc-on > .sc-name { fill: var(--on); }
.sc .sc-taken > .sc-line { stroke: var(--taken); stroke-width: 2.4; }
.sc .sc-taken > .sc-head { fill: var(--taken); }
.sc text.sc-taken, .sc text.sc-taken .sc-event { fill: var(--taken); font-weight: 700; }
`;
