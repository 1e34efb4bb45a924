/**
 * A trace as a sequence diagram: a lifeline for each party that acts and each component, a row for each step.
 *
 * An event here is no message from one to another: everybody who knows it takes it at once. So a step is one line from its owner across
 * those who take part: a full dot where something changed, a hollow one where nothing did. A party and a component of one name share
 * a lifeline. Rows are drawn one by one, so that a page may draw only those that are seen.
 */

import type { Side } from '../../language/system.ts';
import { escaped } from './chart-svg.ts';

export interface SequenceStep {
  /** The event with its payload. */
  readonly label: string;
  readonly owner: string;
  readonly side: Side;
  /** Components that take part, with what changes in each, in words. */
  readonly takers: readonly { readonly component: string; readonly changes: readonly string[] }[];
}

export interface Lanes {
  readonly names: readonly string[];
  /** Middle of each lifeline. */
  readonly x: ReadonlyMap<string, number>;
  readonly width: number;
}

const character = 6.65;
const gutter = 34;
const labelLine = 16;
const noteLine = 15;
/** Changes shown of one step; the table of the trace has them all. */
const mostNotes = 8;

/** Lifelines in the order in which they first take part, so that lines stay short; components that never do are left out. */
export function lanesOf(steps: readonly SequenceStep[], least = 96): Lanes {
  const names: string[] = [];
  const add = (name: string): void => {
    if (!names.includes(name)) names.push(name);
  };
  for (const { owner, takers } of steps) {
    add(owner);
    for (const { component } of takers) add(component);
  }
  const x = new Map<string, number>();
  let left = gutter;
  for (const name of names) {
    const width = Math.max(least, name.length * 7.6 + 20);
    x.set(name, left + width / 2);
    left += width;
  }
  const widest = Math.max(0, ...steps.map(({ label }) => label.length * character + gutter + 16));
  return { names, x, width: Math.ceil(Math.max(left + 8, Math.min(widest, 560))) };
}

function clipped(text: string, width: number): string {
  const most = Math.max(8, Math.floor(width / character));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** Text beginning at x, moved to the left as far as it needs to end inside. */
function textAt(lanes: Lanes, text: string, x: number, y: number, kind: string): string {
  const room = lanes.width - gutter - 8;
  const shown = clipped(text, room);
  const from = Math.max(gutter, Math.min(x, lanes.width - 8 - shown.length * character));
  const whole = shown === text ? '' : `<title>${escaped(text)}</title>`;
  return `<rect class="sq-back" x="${from - 2}" y="${y - 11}" width="${Math.ceil(shown.length * character + 4)}" height="14"/><text class="${kind}" x="${from}" y="${y}">${whole}${escaped(shown)}</text>`;
}

function notesOf(step: SequenceStep): readonly { readonly component: string; readonly text: string }[] {
  const all = step.takers.flatMap(({ component, changes }) => changes.map((text) => ({ component, text })));
  if (all.length <= mostNotes) return all;
  const [first] = all;
  const more = `… and ${all.length - mostNotes + 1} more changes`;
  return [...all.slice(0, mostNotes - 1), { component: first?.component ?? '', text: more }];
}

export function rowHeight(step: SequenceStep): number {
  return labelLine + 20 + notesOf(step).length * noteLine + 8;
}

/** One step, from the top of its row. `number` counts steps from 1. */
export function sequenceRow(step: SequenceStep, number: number, lanes: Lanes): string {
  const height = rowHeight(step);
  const at = (name: string): number => lanes.x.get(name) ?? gutter;
  const y = labelLine + 10;
  const ends = [step.owner, ...step.takers.map(({ component }) => component)].map(at);
  const [left, right] = [Math.min(...ends), Math.max(...ends)];
  const lines = lanes.names.map((name) => `<path class="sq-life" d="M${at(name)} 0V${height}"/>`).join('');
  const dots = step.takers
    .map(({ component, changes }) => {
      const kind = changes.length > 0 ? 'sq-changed' : 'sq-kept';
      return `<circle class="${kind}" cx="${at(component)}" cy="${y}" r="4.5"/>`;
    })
    .join('');
  const own = at(step.owner);
  const acts = `<rect class="sq-owner" x="${own - 6}" y="${y - 6}" width="12" height="12" rx="2.5"/>`;
  const notes = notesOf(step)
    .map(({ component, text }, i) => textAt(lanes, text, at(component) + 8, y + 20 + i * noteLine, 'sq-note'))
    .join('');
  const label = textAt(lanes, step.label, left - 6, labelLine - 3, 'sq-label');
  return `<g class="sq-step sq-${step.side}">${lines}<path class="sq-line" d="M${left} ${y}H${right}"/>${acts}${dots}<text class="sq-number" x="${gutter - 12}" y="${y + 4}" text-anchor="end">${number}</text>${label}${notes}</g>`;
}

export const headHeight = 34;

/** The names of the lifelines, for the top of the diagram. */
export function sequenceHead(lanes: Lanes): string {
  return lanes.names
    .map((name) => {
      const x = lanes.x.get(name) ?? 0;
      const width = name.length * 7.6 + 14;
      return `<g class="sq-head"><path class="sq-life" d="M${x} 26V${headHeight}"/><rect x="${x - width / 2}" y="4" width="${width}" height="22" rx="6"/><text x="${x}" y="19" text-anchor="middle">${escaped(name)}</text></g>`;
    })
    .join('');
}

/** The whole diagram as `<svg>`, for documents. */
export function sequenceSvg(steps: readonly SequenceStep[], label: string): string {
  const lanes = lanesOf(steps);
  let y = headHeight;
  const rows = steps.map((step, i) => {
    const row = `<g transform="translate(0 ${y})">${sequenceRow(step, i + 1, lanes)}</g>`;
    y += rowHeight(step);
    return row;
  });
  return `<svg class="sq" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escaped(label)}" width="${lanes.width}" height="${y + 6}" viewBox="0 0 ${lanes.width} ${y + 6}">${sequenceHead(lanes)}${rows.join('')}</svg>`;
}

/** The style of sequence diagrams, light and dark. A page may set the custom properties itself. */
export const sequenceStyle = `
.sq { --ink: var(--sq-ink, light-dark(#1d2330, #e6e9ef)); --soft: var(--sq-soft, light-dark(#5b6472, #a3adbb));
  --edge: var(--sq-edge, light-dark(#c9ced6, #3f4855)); --fill: var(--sq-fill, light-dark(#ffffff, #1c222c));
  --adversary: var(--sq-adversary, light-dark(#b3261e, #ff9d94)); --honest: var(--sq-honest, light-dark(#1a6b3c, #7ddba3));
  --environment: var(--sq-environment, light-dark(#5b6472, #a3adbb));
  font: 11px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; max-width: none; }
.sq .sq-life { stroke: var(--edge); stroke-width: 1; stroke-dasharray: 3 4; fill: none; }
.sq .sq-head rect { fill: var(--fill); stroke: var(--edge); stroke-dasharray: none; }
.sq .sq-head text { font: 600 12px system-ui, 'Segoe UI', Roboto, sans-serif; fill: var(--ink); }
.sq .sq-adversary { --side: var(--adversary); } .sq .sq-honest { --side: var(--honest); } .sq .sq-environment { --side: var(--environment); }
.sq .sq-line { stroke: var(--side); stroke-width: 1.6; }
.sq .sq-owner { fill: var(--side); } .sq .sq-changed { fill: var(--side); stroke: var(--fill); stroke-width: 1.5; }
.sq .sq-kept { fill: var(--fill); stroke: var(--side); stroke-width: 1.6; }
.sq .sq-label { fill: var(--ink); font-weight: 600; } .sq .sq-note, .sq .sq-number { fill: var(--soft); }
.sq .sq-back { fill: var(--fill); opacity: .88; }
`;
