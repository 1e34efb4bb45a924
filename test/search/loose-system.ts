/** Random systems of small automata, most of whose events are one component's own: what a reduction by order is for. */

import fc from 'fast-check';
import { assign, createMachine } from 'xstate';
import type { AnyMachine, LocalState } from '../../checker/language/machine.ts';
import type { AnySystem } from '../../checker/language/system.ts';
import { systemOf } from '../small-system.ts';

export interface Automaton {
  readonly n: number;
}

/** By event type and state: the next state, or -1 where it is refused. */
export type AutomatonTable = Readonly<Record<string, readonly number[]>>;

export function automaton(table: AutomatonTable): AnyMachine {
  const on = Object.entries(table).map(([type, next]) => {
    type Args = { readonly context: Automaton };
    const transition = {
      guard: ({ context }: Args): boolean => (next[context.n] as number) >= 0,
      actions: assign({ n: ({ context }: Args) => next[context.n] as number } as never),
    };
    return [type, transition];
  });
  return createMachine({ context: { n: 0 }, on: Object.fromEntries(on) } as never) as unknown as AnyMachine;
}

const states = 3;
const next = fc.array(fc.integer({ min: -1, max: states - 1 }), { minLength: states, maxLength: states });

export interface LooseSystem {
  readonly system: AnySystem;
  readonly holds: (view: Readonly<Record<string, LocalState<Automaton>>>) => boolean;
}

export const looseSystem: fc.Arbitrary<LooseSystem> = fc
  .record({
    own: fc.array(fc.tuple(next, next), { minLength: 3, maxLength: 4 }),
    shared: fc.array(fc.tuple(fc.nat(3), fc.nat(3), next, next), { maxLength: 2 }),
    read: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(2), fc.nat(2)),
  })
  .map(({ own, shared, read: [a, b, m, n] }) => {
    const tables = own.map(
      ([go, turn], c): Record<string, readonly number[]> => ({ [`GO${c}`]: go, [`TURN${c}`]: turn }),
    );
    shared.forEach(([i, j, left, right], s) => {
      (tables[i % tables.length] as Record<string, readonly number[]>)[`MEET${s}`] = left;
      (tables[j % tables.length] as Record<string, readonly number[]>)[`MEET${s}`] = right;
    });
    const system = systemOf({
      name: 'loose',
      components: Object.fromEntries(tables.map((table, c) => [`c${c}`, automaton(table)])),
      events: Object.fromEntries([...new Set(tables.flatMap(Object.keys))].map((type) => [type, [{}]])),
    });
    const at = (view: Readonly<Record<string, LocalState<Automaton>>>, c: number): number =>
      (view[`c${c % tables.length}`] as LocalState<Automaton>).context.n;
    // The second component is read in some states of the first only.
    return { system, holds: (view) => at(view, a) !== m || at(view, b) !== n };
  });
