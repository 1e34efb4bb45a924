/** Random systems: 2 to 4 statecharts of the pure subset over shared events, and a random question about them. */

import fc from 'fast-check';
import { and, assign, createMachine, not, or, stateIn } from 'xstate';
import { Product } from '../../checker/kernel/product.ts';
import type { AnyMachine, LocalState } from '../../checker/language/machine.ts';
import { type AnySystem, component, event, instances } from '../../checker/language/system.ts';
import { Search } from '../../checker/search/breadth-first.ts';
import { plain, systemOf } from '../small-system.ts';

type Args = { context: { n: number; m: number }; event: { x?: number; y?: boolean } };

const types = ['A', 'B', 'C', 'D', 'E'] as const;
const small = fc.nat(2);

const atom: fc.Arbitrary<unknown> = fc.oneof(
  small.map(
    (k) =>
      ({ context }: Args) =>
        context.n === k,
  ),
  small.map(
    (k) =>
      ({ context }: Args) =>
        context.m < k + 1,
  ),
  small.map(
    (k) =>
      ({ event: { x } }: Args) =>
        x === k,
  ),
  fc.constant(({ context, event: { x } }: Args) => x === context.n),
  fc.constant(({ event }: Args) => event.y === true),
  fc.constant(({ event }: Args) => 'x' in event),
  fc.constant(({ event }: Args) => Object.keys(event).length > 2),
  fc.constant(({ event }: Args) => Object.hasOwn(event, 'y')),
  fc.constantFrom('s0', 's1', { s0: 's1' }, { r0: 's1' }).map((value) => stateIn(value)),
);

const { guard } = fc.letrec<{ guard: unknown }>((tie) => ({
  guard: fc.oneof(
    { maxDepth: 2 },
    { weight: 3, arbitrary: atom },
    {
      weight: 1,
      arbitrary: fc.array(tie('guard'), { minLength: 1, maxLength: 2 }).map((list) => and(list as never[])),
    },
    { weight: 1, arbitrary: fc.array(tie('guard'), { minLength: 1, maxLength: 2 }).map((list) => or(list as never[])) },
    { weight: 1, arbitrary: tie('guard').map((one) => not(one as never)) },
  ),
}));

const action: fc.Arbitrary<unknown> = fc.oneof(
  small.map((k) => assign({ n: k } as never)),
  fc.constant(assign({ n: ({ context }: Args) => (context.n + 1) % 3 } as never)),
  fc.constant(assign({ m: ({ context, event: { x } }: Args) => (context.m + (x ?? 1)) % 3 } as never)),
  fc.constant(assign((({ context }: Args) => ({ n: context.m, m: context.n })) as never)),
  fc.constant(assign({ m: ({ event }: Args) => JSON.stringify(event).length % 3 } as never)),
);
const actions = fc.array(action, { maxLength: 2 });

/** Either an event that goes somewhere, or one that stays, with or without actions; targets by position. */
const transition = fc.record({
  type: fc.constantFrom(...types),
  guard: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: guard }),
  to: fc.option(fc.nat(3), { nil: undefined, freq: 3 }),
  reenter: fc.boolean(),
  actions: fc.option(actions, { nil: undefined }),
});

interface Node {
  readonly kind: 'plain' | 'nested' | 'parallel' | 'final';
  readonly transitions: readonly (typeof transition extends fc.Arbitrary<infer T> ? T : never)[];
  readonly always: { readonly guard: unknown } | undefined;
  readonly entry: readonly unknown[] | undefined;
  readonly exit: readonly unknown[] | undefined;
  readonly onDone: boolean;
  readonly children: readonly Node[];
}

function nodeOf(depth: number): fc.Arbitrary<Node> {
  const kind =
    depth === 0
      ? fc.constantFrom<Node['kind']>('plain', 'plain', 'plain', 'final')
      : fc.constantFrom<Node['kind']>('plain', 'plain', 'final', 'nested', 'nested', 'parallel');
  return fc.record({
    kind,
    transitions: fc.array(transition, { minLength: 2, maxLength: 5 }),
    always: fc.option(fc.record({ guard }), { nil: undefined, freq: 3 }),
    entry: fc.option(actions, { nil: undefined, freq: 3 }),
    exit: fc.option(actions, { nil: undefined, freq: 3 }),
    onDone: fc.boolean(),
    children: depth === 0 ? fc.constant([]) : fc.array(nodeOf(depth - 1), { minLength: 2, maxLength: 3 }),
  });
}

/** The config of a list of siblings; in a region, transitions by position are between siblings. */
function statesOf(nodes: readonly Node[], prefix: string): Record<string, object> {
  return Object.fromEntries(nodes.map((node, i) => [`${prefix}${i}`, configOf(node, i, nodes.length, prefix)]));
}

function configOf(node: Node, i: number, siblings: number, prefix: string): object {
  if (node.kind === 'final') return { type: 'final', ...(node.entry === undefined ? {} : { entry: node.entry }) };
  const inRegion = prefix === 's';
  const on: Record<string, object[]> = {};
  for (const { type, to, reenter, guard: condition, actions: effects } of node.transitions) {
    const one = {
      ...(condition === undefined ? {} : { guard: condition }),
      ...(to === undefined || !inRegion ? {} : { target: `s${to % siblings}`, reenter }),
      ...(effects === undefined ? {} : { actions: effects }),
    };
    on[type] = [...(on[type] ?? []), one];
  }
  // Eventless steps lead forward and change nothing, so that they end.
  const forward = inRegion && i + 1 < siblings;
  return {
    on,
    ...(forward && node.always !== undefined ? { always: { ...node.always, target: `s${i + 1}` } } : {}),
    ...(node.entry === undefined ? {} : { entry: node.entry }),
    ...(node.exit === undefined ? {} : { exit: node.exit }),
    ...(node.kind === 'nested' ? { initial: 's0', states: statesOf(node.children, 's') } : {}),
    ...(node.kind === 'parallel' ? { type: 'parallel', states: regionsOf(node.children) } : {}),
    ...(forward && node.onDone && node.kind !== 'plain' ? { onDone: `s${i + 1}` } : {}),
  };
}

/** Every child a region of two states. */
function regionsOf(children: readonly Node[]): Record<string, object> {
  return Object.fromEntries(
    children.map((child, i) => {
      const plainChild: Node = { ...child, kind: 'plain' };
      return [
        `r${i}`,
        { initial: 's0', states: statesOf([plainChild, { ...child, kind: i === 0 ? 'final' : 'plain' }], 's') },
      ];
    }),
  );
}

const machine: fc.Arbitrary<AnyMachine> = fc
  .record({
    nodes: fc.array(nodeOf(1), { minLength: 2, maxLength: 3 }),
    n: small,
    m: small,
    root: fc.option(transition, { nil: undefined, freq: 1 }),
  })
  .map(({ nodes, n, m, root }) => {
    const [first, ...rest] = nodes as [Node, ...Node[]];
    // A machine that starts in its end teaches nothing.
    const list = [first.kind === 'final' ? { ...first, kind: 'plain' as const } : first, ...rest];
    const on =
      root === undefined
        ? {}
        : { [root.type]: { actions: root.actions ?? [], ...(root.guard === undefined ? {} : { guard: root.guard }) } };
    return createMachine({
      id: 'm',
      context: { n, m },
      initial: 's0',
      on,
      states: statesOf(list, 's'),
    } as never) as unknown as AnyMachine;
  });

function alphabetOf(node: { config: { on?: object }; states: Record<string, never> }): readonly string[] {
  return [...Object.keys(node.config.on ?? {}), ...Object.values(node.states).flatMap(alphabetOf)];
}

const payload = fc.record({ x: small, y: fc.boolean() }, { requiredKeys: [] });

export interface RandomSystem {
  readonly system: AnySystem;
  /** A question about one or two components' states. */
  readonly holds: (view: Readonly<Record<string, LocalState | readonly LocalState[]>>) => boolean;
}

/** One system in 500 has more states than this, one in 10,000 some millions: too many to ask the slow side of a comparison of. */
const mostStates = 50_000;

function isSmall({ system }: RandomSystem): boolean {
  const search = new Search(new Product(system, plain(system)), [], { limits: { states: mostStates } });
  while (search.ending === undefined) search.slice();
  search.visited.close();
  return search.ending.kind !== 'limit';
}

export const randomSystem: fc.Arbitrary<RandomSystem> = fc
  .record({
    machines: fc.array(machine, { minLength: 2, maxLength: 3 }),
    copied: fc.option(fc.record({ machine, count: fc.integer({ min: 1, max: 2 }), watch: fc.subarray([...types]) }), {
      nil: undefined,
    }),
    menus: fc.tuple(
      ...types.map(() =>
        fc.uniqueArray(payload, { minLength: 1, maxLength: 3, selector: (one) => `${one.x} ${one.y}` }),
      ),
    ),
    n: small,
    m: small,
    last: fc.boolean(),
  })
  .map(({ machines, copied, menus, n, m, last }): RandomSystem => {
    const root = (one: AnyMachine): never => one.root as never;
    const known = new Set(machines.flatMap((one) => alphabetOf(root(one))));
    const copiedTypes = new Set(copied === undefined ? [] : alphabetOf(root(copied.machine)));
    const offered = types.filter((type) => known.has(type) || copiedTypes.has(type));
    const events = Object.fromEntries(
      offered.map((type) => {
        const menu = menus[types.indexOf(type)] ?? [];
        // A copy takes part by the field `i`; where no single component does, every payload must name a copy.
        const indices =
          copied === undefined || !copiedTypes.has(type)
            ? [undefined]
            : [0, ...(copied.count > 1 ? [1] : []), ...(known.has(type) ? [7] : [])];
        const list = menu.flatMap((one) => indices.map((i) => (i === undefined ? one : { ...one, i })));
        return [type, event(({ x }: { x?: number }) => (x === 1 ? 'eve' : 'clock'), list as never)];
      }),
    );
    const singles = machines.map((one, i) => [`c${i}`, component(one, undefined)] as const);
    const copies =
      copied === undefined
        ? []
        : [['copies', instances(copied.machine, copied.count, 'i', { watch: copied.watch as never[] })] as const];
    const system = systemOf({
      name: 'random',
      components: Object.fromEntries([...singles, ...copies]) as never,
      events,
      parties: { clock: 'environment', eve: 'adversary' },
    });
    const holds: RandomSystem['holds'] = (view) => {
      const first = view.c0 as LocalState<{ n: number; m: number }>;
      if (first.context.n !== n) return true;
      const group = view.copies as readonly LocalState<{ n: number; m: number }>[] | undefined;
      const other = last && group !== undefined ? group[group.length - 1] : view.c1;
      return (other as LocalState<{ m: number }>).context.m !== m;
    };
    return { system, holds };
  })
  .filter(isSmall);
