/** The reachable graph of a system, for other tools: as JSON, and as DOT for Graphviz. */

import type { Product } from '../kernel/product.ts';
import type { LocalState } from '../language/machine.ts';
import type { EdgeSpace } from '../search/edges.ts';
import type { Exploration } from '../search/explore.ts';
import { encodeValue, type Json } from '../trace/itf-value.ts';

export interface GraphDocument {
  readonly schemaVersion: 1;
  readonly system: string;
  readonly components: readonly {
    readonly name: string;
    /** Local states: where the statechart stands, and the context, in the notation of ITF. */
    readonly states: readonly { readonly value: Json; readonly context: Json }[];
  }[];
  readonly events: readonly { readonly type: string; readonly payload: Json; readonly owner: string }[];
  /** Numbers of states. */
  readonly initial: readonly number[];
  /** For each state, the number of the local state of each component. */
  readonly states: readonly (readonly number[])[];
  /** From, event, to. */
  readonly edges: readonly (readonly [number, number, number])[];
}

export function graphDocument(
  system: string,
  product: Product,
  { store }: Exploration,
  { count, starts, first, to, event }: EdgeSpace,
): GraphDocument {
  const edges: [number, number, number][] = [];
  for (let state = 0; state < count; state++) {
    for (let e = first[state] as number; e < (first[state + 1] as number); e++) {
      edges.push([state, event[e] as number, to[e] as number]);
    }
  }
  return {
    schemaVersion: 1,
    system,
    components: product.components.map(({ name, states }) => ({
      name,
      states: states.map(({ value, context }) => ({ value: encodeValue(value), context: encodeValue(context) })),
    })),
    events: product.events.map(({ type, payload, owner }) => ({ type, payload: encodeValue(payload), owner })),
    initial: Array.from({ length: starts }, (_, i) => i),
    states: Array.from({ length: count }, (_, state) =>
      product.components.map((_, c) => product.localOf(store.states, state * store.words, c)),
    ),
    edges,
  };
}

/** `open`, or `yes/no` of two regions; nothing for a machine without states. */
function standsAt(value: LocalState['value']): string {
  if (typeof value === 'string') return value;
  return Object.values(value)
    .map((inner) => (inner === undefined ? '' : standsAt(inner)))
    .filter((part) => part !== '')
    .join('/');
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

const sideColours = { honest: 'black', adversary: 'firebrick', environment: 'gray50' } as const;

/** States by the local state of each component, with its number, and where its statechart stands; steps of the adversary red, of the environment grey. */
export function graphDot(document: GraphDocument, product: Product): string {
  const lines = document.states.map((locals, state) => {
    const parts = locals.flatMap((local, c) => {
      const { name, states } = product.components[c] as (typeof product.components)[number];
      const at = standsAt((states[local] as LocalState).value);
      if (states.length === 1) return [];
      return [at === '' ? `${name} ${local}` : `${name} ${local}: ${at}`];
    });
    const shape = document.initial.includes(state) ? ', peripheries=2' : '';
    return `  s${state} [label=${quoted([`${state}`, ...parts].join('\n'))}${shape}];`;
  });
  const edges = document.edges.map(([from, event, to]) => {
    const { type, payload, side } = product.events[event] as (typeof product.events)[number];
    const values = Object.entries(payload).map(([name, value]) => `${name}=${JSON.stringify(encodeValue(value))}`);
    return `  s${from} -> s${to} [label=${quoted([type, ...values].join(' '))}, color=${sideColours[side]}];`;
  });
  const head = [`digraph ${quoted(document.system)} {`, '  node [shape=box, fontname="monospace"];'];
  return `${[...head, '  edge [fontname="monospace"];', ...lines, ...edges, '}'].join('\n')}\n`;
}

/** The machines as Mermaid state diagrams: where each stands, and the events that move it; contexts are left out. */
export function machinesMermaid(product: Product): string {
  const diagrams = product.components.map(({ name, states, columns, table }) => {
    const values = states.map(({ value }) => standsAt(value) || 'only');
    const names = [...new Set(values)];
    const nodes = names.map((value, i) => `  s${i} : ${value}`);
    const arrows = new Map<string, Set<string>>();
    columns.forEach(({ payload }, column) => {
      states.forEach((_, local) => {
        const to = table[local * columns.length + column] as number;
        if (to < 0) return;
        const key = `s${names.indexOf(values[local] as string)} --> s${names.indexOf(values[to] as string)}`;
        arrows.set(key, (arrows.get(key) ?? new Set()).add(payload.type));
      });
    });
    const edges = [...arrows].map(([arrow, types]) => `  ${arrow} : ${[...types].join(', ')}`);
    const first = names.indexOf(values[0] as string);
    return `## ${name}\n\n\`\`\`mermaid\nstateDiagram-v2\n${[...nodes, `  [*] --> s${first}`, ...edges].join('\n')}\n\`\`\`\n`;
  });
  return diagrams.join('\n');
}
