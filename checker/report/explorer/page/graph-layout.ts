/** Where the nodes and edges of a drawn part of the state graph stand, in pixels, in layers from top to bottom. */

import { Graph, layout } from '@dagrejs/dagre';
import type { Point } from '../../drawing/chart-layout.ts';
import type { PageModel } from '../page-data.ts';
import type { Drawn, DrawnEdge, DrawnNode } from './neighbourhood.ts';

export interface PlacedNode extends Point {
  readonly node: DrawnNode;
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly edge: DrawnEdge;
  readonly points: readonly Point[];
  readonly at: Point;
  readonly lines: readonly string[];
}

export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export const graphMetrics = { character: 6.65, line: 15, padding: 10 } as const;

const { character, line, padding } = graphMetrics;
const longest = 36;
const mostLines = 6;
const mostEvents = 2;

function clipped(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function limited(lines: readonly string[], most: number, word: string): readonly string[] {
  if (lines.length <= most) return lines.map(clipped);
  return [...lines.slice(0, most - 1).map(clipped), `and ${lines.length - most + 1} more ${word}`];
}

/** Events of an edge: their types, with payloads where there is only one. */
function edgeWords(model: PageModel, { events }: DrawnEdge): readonly string[] {
  const [only, ...others] = events.map((event) => model.events[event] as PageModel['events'][number]);
  if (only !== undefined && others.length === 0) return [clipped(only.brief)];
  const types = new Map<string, number>();
  for (const event of events) {
    const { type } = model.events[event] as PageModel['events'][number];
    types.set(type, (types.get(type) ?? 0) + 1);
  }
  return limited(
    [...types].map(([type, times]) => (times === 1 ? type : `${type} ×${times}`)),
    mostEvents + 1,
    'types',
  );
}

function widthOf(lines: readonly string[]): number {
  return Math.max(0, ...lines.map((text) => text.length)) * character;
}

export function placed(model: PageModel, drawn: Drawn): Placed {
  const graph = new Graph({ multigraph: false });
  graph.setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 30, edgesep: 14, marginx: 6, marginy: 6 });
  const lines = drawn.nodes.map(({ lines: told, size }) => [
    ...limited(told, mostLines, 'lines'),
    ...(size > 1 ? [`${size.toLocaleString('en')} states`] : []),
  ]);
  drawn.nodes.forEach((_, i) => {
    const own = lines[i] as readonly string[];
    graph.setNode(String(i), { width: Math.max(64, widthOf(own) + 2 * padding), height: own.length * line + 14 });
  });
  const words = drawn.edges.map((edge) => edgeWords(model, edge));
  drawn.edges.forEach(({ from, to }, e) => {
    const own = words[e] as readonly string[];
    graph.setEdge(String(from), String(to), {
      ...{ width: widthOf(own) + 6, height: own.length * line + 2, labelpos: 'c' },
      e,
    });
  });
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: drawn.nodes.map((node, i): PlacedNode => {
      const at = graph.node(String(i)) as { x: number; y: number; width: number; height: number };
      return { node, lines: lines[i] as readonly string[], ...at, x: at.x - at.width / 2, y: at.y - at.height / 2 };
    }),
    edges: drawn.edges.map((edge, e): PlacedEdge => {
      const at = graph.edge(String(edge.from), String(edge.to)) as { points?: Point[]; x?: number; y?: number };
      const own = words[e] as readonly string[];
      return {
        ...{ edge, lines: own, points: at.points ?? [] },
        at: { x: (at.x ?? 0) - widthOf(own) / 2, y: (at.y ?? 0) - (own.length * line) / 2 },
      };
    }),
  };
}
