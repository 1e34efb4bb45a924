/**
 * Where the states and transitions of a chart stand, in pixels. Each compound state is laid out by itself, innermost first; a
 * transition that crosses levels is drawn between the boxes that hold its ends, and its label says where it leaves and arrives.
 *
 * Transitions that keep the state are listed inside its box, as internal transitions are in UML: an arrow shows a change of state.
 */

import { Graph, layout } from '@dagrejs/dagre';
import type { ChartState, ChartTransition } from './statechart.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LabelLine {
  /** The transition that the line belongs to. */
  readonly transition: string;
  readonly text: string;
  /** The event of its first line; the rest of a label is its guard. */
  readonly event: string;
}

export interface StateBox extends Point {
  readonly state: ChartState;
  /** Top left corner and size, in the coordinates of the chart. */
  readonly width: number;
  readonly height: number;
  readonly isRegion: boolean;
  /** Transitions that keep the state, line by line. */
  readonly internal: readonly LabelLine[];
}

export interface ChartArrow {
  readonly transitions: readonly string[];
  readonly points: readonly Point[];
  /** Top left corner of the label. */
  readonly at: Point;
  readonly label: readonly LabelLine[];
}

export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly StateBox[];
  readonly arrows: readonly ChartArrow[];
  /** Dots from which the arrows to initial states start, with those arrows. */
  readonly starts: readonly { readonly at: Point; readonly points: readonly Point[] }[];
}

export const chartMetrics = {
  /** Pixels a character of an 11 px monospaced label, and of a 13 px name, rounded up over the usual system fonts. */
  character: 6.65,
  nameCharacter: 8,
  line: 15,
  header: 24,
  padding: 10,
} as const;

const { character, nameCharacter, line, header, padding } = chartMetrics;
const longestLine = 34;

/** Words on lines of at most `longestLine` characters, broken before ∧ and ∨. */
function broken(text: string): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const part of text.split(/ (?=[∧∨] )/)) {
    if (current !== '' && current.length + part.length + 1 > longestLine) {
      lines.push(current);
      current = part;
    } else current = current === '' ? part : `${current} ${part}`;
  }
  return [...lines, current];
}

function labelOf({ id, event, guard }: ChartTransition, from: string, to: string): readonly LabelLine[] {
  const head = `${from === '' ? '' : `${from}: `}${event === '' ? 'always' : event}${to === '' ? '' : ` → ${to}`}`;
  const one = guard === null ? head : `${head} [${guard}]`;
  if (one.length <= longestLine) return [{ transition: id, text: one, event: head }];
  const rest = broken(`[${guard ?? ''}]`).map((text) => ({ transition: id, text: `  ${text}`, event: '' }));
  return [{ transition: id, text: head, event: head }, ...(guard === null ? [] : rest)];
}

function widthOf(lines: readonly LabelLine[]): number {
  return Math.max(0, ...lines.map(({ text }) => text.length)) * character;
}

interface Block {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly StateBox[];
  readonly arrows: readonly ChartArrow[];
  readonly starts: ChartLayout['starts'];
}

function moved<T extends Point>(one: T, dx: number, dy: number): T {
  return { ...one, x: one.x + dx, y: one.y + dy };
}

function shifted({ boxes, arrows, starts, ...size }: Block, dx: number, dy: number): Block {
  return {
    ...size,
    boxes: boxes.map((box) => moved(box, dx, dy)),
    arrows: arrows.map((arrow) => ({
      ...arrow,
      at: moved(arrow.at, dx, dy),
      points: arrow.points.map((point) => moved(point, dx, dy)),
    })),
    starts: starts.map(({ at, points }) => ({
      at: moved(at, dx, dy),
      points: points.map((point) => moved(point, dx, dy)),
    })),
  };
}

function contains(outer: string, inner: string): boolean {
  return outer === '' || inner === outer || inner.startsWith(`${outer}.`);
}

/** What is below `outer` in `inner`, as a label says it. */
function below(outer: string, inner: string): string {
  return inner === outer ? '' : inner.slice(outer.length + 1);
}

interface Crossing {
  readonly transition: ChartTransition;
  readonly source: string;
}

function crossingsOf(state: ChartState): readonly Crossing[] {
  const own = state.transitions
    .filter(({ target }) => target !== null)
    .map((transition) => ({ transition, source: state.path }));
  return [...own, ...state.states.flatMap(crossingsOf)];
}

/** Transitions listed in the box of a state: those that keep it, and those from it into itself or below. */
function internalOf(state: ChartState): readonly LabelLine[] {
  return state.transitions
    .filter(({ target }) => target === null || contains(state.path, target))
    .flatMap((transition) => {
      const { target } = transition;
      const to = target === null ? '' : below(state.path, target) || '↻';
      return labelOf(transition, '', to);
    });
}

const start = '\u0000start';

/** The children of a compound state in ranks from top to bottom. */
function laidOut(state: ChartState, crossings: readonly Crossing[]): Block {
  const blocks = new Map(state.states.map((child) => [child.path, blockOf(child, false, crossings)]));
  const holder = (path: string): string | undefined => state.states.find((child) => contains(child.path, path))?.path;
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 34, edgesep: 16, marginx: 2, marginy: 2 });
  for (const [path, { width, height }] of blocks) graph.setNode(path, { width, height });
  const labels = new Map<string, LabelLine[]>();
  const ends = new Map<string, readonly [string, string]>();
  for (const { transition, source } of crossings) {
    const target = transition.target as string;
    if (!contains(state.path, source) || !contains(state.path, target) || source === state.path) continue;
    const [from, to] = [holder(source), holder(target)];
    if (from === undefined || to === undefined || from === to) continue;
    const key = `${from} ${to}`;
    ends.set(key, [from, to]);
    const lines = labelOf(transition, below(from, source), below(to, target));
    labels.set(key, [...(labels.get(key) ?? []), ...lines]);
  }
  for (const [key, [from, to]] of ends) {
    const lines = labels.get(key) as LabelLine[];
    graph.setEdge(from, to, { width: widthOf(lines) + 8, height: lines.length * line + 4, labelpos: 'c' }, key);
  }
  const { initial } = state;
  const first = initial === null ? undefined : holder(initial);
  if (first !== undefined) {
    graph.setNode(start, { width: 10, height: 10 });
    graph.setEdge(start, first, { width: 0, height: 0, weight: 2 }, start);
  }
  layout(graph);
  const placed = [...blocks].map(([path, block]) => {
    const { x = 0, y = 0 } = graph.node(path) as { x?: number; y?: number };
    return shifted(block, x - block.width / 2, y - block.height / 2);
  });
  const arrows: ChartArrow[] = [];
  const starts: { at: Point; points: readonly Point[] }[] = [];
  for (const edge of graph.edges()) {
    const found = graph.edge(edge) as { points?: readonly Point[]; x?: number; y?: number };
    const points = found.points ?? [];
    if (edge.name === start) {
      const at = graph.node(start) as { x?: number; y?: number };
      starts.push({ at: { x: at.x ?? 0, y: at.y ?? 0 }, points });
      continue;
    }
    const label = labels.get(edge.name ?? '') ?? [];
    arrows.push({
      transitions: [...new Set(label.map(({ transition }) => transition))],
      points,
      label,
      at: { x: (found.x ?? 0) - widthOf(label) / 2, y: (found.y ?? 0) - (label.length * line) / 2 },
    });
  }
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    boxes: placed.flatMap(({ boxes }) => boxes),
    arrows: [...arrows, ...placed.flatMap((block) => block.arrows)],
    starts: [...starts, ...placed.flatMap((block) => block.starts)],
  };
}

/** Regions beside each other, in rows of at most this width where they fit. */
const widestRow = 760;

function regions(state: ChartState, crossings: readonly Crossing[]): Block {
  const gap = 12;
  const placed: Block[] = [];
  let [x, y, rowHeight, width] = [0, 0, 0, 0];
  for (const child of state.states) {
    const block = blockOf(child, true, crossings);
    if (x > 0 && x + block.width > widestRow) [x, y, rowHeight] = [0, y + rowHeight + gap, 0];
    placed.push(shifted(block, x, y));
    x += block.width + gap;
    width = Math.max(width, x - gap);
    rowHeight = Math.max(rowHeight, block.height);
  }
  return {
    width,
    height: y + rowHeight,
    boxes: placed.flatMap(({ boxes }) => boxes),
    arrows: placed.flatMap(({ arrows }) => arrows),
    starts: placed.flatMap(({ starts }) => starts),
  };
}

const nothing: Block = { width: 0, height: 0, boxes: [], arrows: [], starts: [] };

function blockOf(state: ChartState, isRegion: boolean, crossings: readonly Crossing[]): Block {
  const internal = internalOf(state);
  const inside =
    state.states.length === 0 ? nothing : (state.kind === 'parallel' ? regions : laidOut)(state, crossings);
  const top = header + (internal.length === 0 ? 0 : internal.length * line + 8);
  const width = Math.max(
    64,
    state.name.length * nameCharacter + 2 * padding,
    widthOf(internal) + 2 * padding,
    inside.width + (inside === nothing ? 0 : 2 * padding),
  );
  const height = top + (inside === nothing ? (internal.length === 0 ? 6 : 2) : inside.height + 2 * padding);
  const box: StateBox = { state, x: 0, y: 0, width, height, isRegion, internal };
  const { boxes, arrows, starts } = shifted(inside, (width - inside.width) / 2, top + padding);
  return { width, height, boxes: [box, ...boxes], arrows, starts };
}

/** Lays a chart out. Deterministic. */
export function layOutChart(chart: ChartState): ChartLayout {
  return shifted(blockOf(chart, false, crossingsOf(chart)), 1, 1);
}
