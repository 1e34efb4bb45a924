/** Sets of hypotheses as a Hasse diagram: more hypotheses above, what suffices marked and coloured. Layers by dagre. */

import { Graph, layout } from '@dagrejs/dagre';
import { escaped } from '../drawing/chart-svg.ts';
import type { SetNode, SetOrder } from './hypothesis-sets.ts';

const height = 30;
const letter = 8.2;

/** The letter that stands for a hypothesis in the diagram and its table: A, B, …, Z, AA. */
export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

function labelOf({ set, suffices }: SetNode, hypotheses: readonly string[]): string {
  const letters = set.map((name) => letterOf(hypotheses.indexOf(name)));
  const isLong = hypotheses.length > 26;
  const lost = hypotheses.flatMap((name, i) => (set.includes(name) ? [] : [letterOf(i)]));
  const isNearlyAll = hypotheses.length > 5 && lost.length <= 2;
  const all = lost.length === 0 ? 'all' : `all but ${lost.join(', ')}`;
  const names = set.length === 0 ? 'none' : isNearlyAll ? all : letters.join(isLong ? ' ' : '');
  return `${suffices ? '✓' : '✗'} ${names}`;
}

export function hasseSvg(order: SetOrder, hypotheses: readonly string[], label: string): string {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'BT', nodesep: 14, ranksep: 34, marginx: 6, marginy: 6 });
  graph.setDefaultEdgeLabel(() => ({}));
  const labels = order.nodes.map((node) => labelOf(node, hypotheses));
  labels.forEach((text, i) => {
    graph.setNode(`${i}`, { width: Math.max(40, text.length * letter + 16), height });
  });
  for (const [below, above] of order.covers) graph.setEdge(`${below}`, `${above}`);
  layout(graph);
  const at = (i: number): { x: number; y: number; width: number } =>
    graph.node(`${i}`) as { x: number; y: number; width: number };
  const { width = 100, height: tall = 100 } = graph.graph() as { width?: number; height?: number };
  const lines = order.covers.map(([below, above]) => {
    const [from, to] = [at(below), at(above)];
    return `<path d="M${from.x.toFixed(1)} ${(from.y - height / 2).toFixed(1)}L${to.x.toFixed(1)} ${(to.y + height / 2).toFixed(1)}"/>`;
  });
  const boxes = order.nodes.map((node, i) => {
    const { x, y, width: wide } = at(i);
    const kind = `${node.suffices ? 'hs-yes' : 'hs-no'}${node.isExtreme ? ' hs-extreme' : ''}`;
    return `<g class="${kind}"><title>${escaped(node.set.join(', ') || 'none of them')}</title><rect x="${(x - wide / 2).toFixed(1)}" y="${(y - height / 2).toFixed(1)}" width="${wide}" height="${height}" rx="5"/><text x="${x.toFixed(1)}" y="${(y + 5).toFixed(1)}" text-anchor="middle">${escaped(labels[i] ?? '')}</text></g>`;
  });
  return `<svg class="hs" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escaped(label)}" width="${Math.ceil(width)}" height="${Math.ceil(tall)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(tall)}">${lines.join('')}${boxes.join('')}</svg>`;
}

export const hasseStyle = `
.hs path { stroke: var(--quiet); stroke-width: 1.2; fill: none; } .hs text { font: 13px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
.hs .hs-yes rect { fill: var(--good-ground); stroke: var(--good); } .hs .hs-yes text { fill: var(--good); }
.hs .hs-no rect { fill: var(--bad-ground); stroke: var(--bad); } .hs .hs-no text { fill: var(--bad); }
.hs .hs-extreme rect { stroke-width: 3; }
`;
