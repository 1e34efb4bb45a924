/**
 * The states of a model for a page: local numbers component by component, tables filled as far as those states need them.
 *
 * The page computes enabled events and successors from the tables, as the kernel does, so edges are not stored; and states past the limit
 * can still be reached there as long as their local states occur.
 */

import { Product } from '../../kernel/product.ts';
import type { TableCache } from '../../kernel/table-cache.ts';
import type { TabulatedMachine } from '../../kernel/tabulated-machine.ts';
import { Problem } from '../../language/problem.ts';
import type { AnySystem, Configuration } from '../../language/system.ts';
import { explore } from '../../search/explore.ts';

export interface ModelStates {
  readonly product: Product;
  /** Local numbers of the states: one array a component. */
  readonly of: readonly Uint32Array[];
  /** States that the search listed; those after them belong to traces alone. */
  readonly listed: number;
  readonly count: number;
  readonly layers: readonly number[];
  readonly complete: boolean;
  readonly cut: string | null;
  /** From this state on some were not expanded by the search. */
  readonly open: number;
}

export interface StatesOptions {
  /** States listed at most. */
  readonly limit: number;
  /** Shared by the models of a page, which differ in a power or a rule. */
  readonly tables?: TableCache | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Explores a system up to a number of states. Throws what a machine's first steps throw. */
export async function listStates(
  system: AnySystem,
  configuration: Configuration,
  { limit, tables, signal }: StatesOptions,
): Promise<ModelStates> {
  const product = new Product(system, configuration, { tables });
  const { store, layers, ending } = await explore(product, [], { limits: { states: limit }, signal });
  const count = Math.min(limit, store.count);
  const of = product.components.map((_, c) =>
    Uint32Array.from({ length: count }, (_, s) => product.localOf(store.states, s * store.words, c)),
  );
  const cause = ending.kind === 'fault' ? ending.cause : null;
  const cut =
    ending.kind === 'complete'
      ? null
      : cause === null
        ? 'the limit of this page'
        : cause instanceof Error
          ? cause.message
          : String(cause);
  // What a limit leaves unexpanded lies in the last layer begun and the one before it.
  const open = ending.kind === 'complete' ? store.count : (layers.at(-3) ?? 0);
  return {
    product,
    of,
    listed: count,
    count,
    layers: layers.filter((start) => start <= count),
    complete: cut === null,
    cut,
    open,
  };
}

/** The first of the listed states. */
export function trimmed(states: ModelStates, limit: number): ModelStates {
  if (limit >= states.listed) return states;
  return {
    ...states,
    of: states.of.map((locals) => locals.slice(0, limit)),
    listed: limit,
    count: limit,
    layers: states.layers.filter((start) => start <= limit),
    complete: false,
    cut: 'the limit of this page',
  };
}

/** Whether a component accepts an event in a local state, asking its guards if nobody did. */
function accepts(component: TabulatedMachine, local: number, event: number): boolean {
  if (component.filled[local] !== 1) component.fillMask(local);
  return !component.refuses(local, event);
}

/** The columns of each component, by event. */
export function columnsOf({ components, events }: Product): readonly (readonly number[])[] {
  return components.map(({ columns }) => {
    const column = new Array<number>(events.length).fill(-1);
    columns.forEach(({ event }, i) => {
      column[event] = i;
    });
    return column;
  });
}

/**
 * Fills the tables for every enabled event of the listed states, and appends the states of the traces that are not listed. A step that
 * breaks a machine is left out: the trace to it is the claim's.
 */
export function withTraces(states: ModelStates, traces: readonly (readonly number[])[]): ModelStates {
  const { product, of, count } = states;
  const { components, events } = product;
  const columns = columnsOf(product);
  const takers = events.map((_, e) => components.flatMap((_, c) => ((columns[c]?.[e] ?? -1) < 0 ? [] : [c])));
  const step = (locals: readonly number[], event: number): number[] | undefined => {
    const taking = takers[event] as readonly number[];
    if (!taking.every((c) => accepts(components[c] as TabulatedMachine, locals[c] as number, event))) return undefined;
    const next = [...locals];
    for (const c of taking)
      next[c] = (components[c] as TabulatedMachine).next(locals[c] as number, columns[c]?.[event] as number);
    return next;
  };
  const tried = (locals: readonly number[], event: number): number[] | undefined => {
    try {
      return step(locals, event);
    } catch (error) {
      if (error instanceof Problem) return undefined;
      throw error;
    }
  };
  const known = new Set<string>();
  for (let s = 0; s < count; s++) {
    const locals = of.map((numbers) => numbers[s] as number);
    known.add(locals.join());
    if (s >= states.open) for (let e = 0; e < events.length; e++) tried(locals, e);
  }
  const extra: (readonly number[])[] = [];
  for (const trace of traces) {
    let at: readonly number[] = of.map((numbers) => numbers[0] as number);
    for (const event of trace) {
      const next = tried(at, event);
      if (next === undefined) break;
      at = next;
      if (known.has(at.join())) continue;
      known.add(at.join());
      extra.push(at);
      for (let e = 0; e < events.length; e++) tried(at, e);
    }
  }
  const all = of.map((numbers, c) => Uint32Array.from([...numbers, ...extra.map((locals) => locals[c] as number)]));
  return { ...states, of: all, count: count + extra.length };
}
