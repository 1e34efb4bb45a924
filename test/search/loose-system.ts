/** Random systems of small automata: with events of their own, for a reduction by order; alike around a hub, for symmetry. */

import fc from 'fast-check';
import { assign, createMachine } from 'xstate';
import type { AnyMachine, LocalState } from '../../checker/language/machine.ts';
import { type AnySystem, instances } from '../../checker/language/system.ts';
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

export interface AlikeSystem {
  readonly system: AnySystem;
  readonly holds: (view: Readonly<Record<string, LocalState<Automaton> | readonly LocalState<Automaton>[]>>) => boolean;
  /** Whether neither the hub nor the property singles an instance out on purpose. */
  readonly isFair: boolean;
}

/** A component that counts what instances do, each the same, or by a table for each. */
function hub(tables: readonly (readonly number[])[]): AnyMachine {
  type Args = { readonly context: Automaton; readonly event: { readonly i: number } };
  const next = ({ context, event }: Args): number => tables[event.i % tables.length]?.[context.n] as number;
  const transition = { guard: (args: Args): boolean => next(args) >= 0, actions: assign({ n: next } as never) };
  return createMachine({ context: { n: 0 }, on: { MEET: transition } } as never) as unknown as AnyMachine;
}

/** Random systems of three instances around a hub, of which some treat an instance otherwise. */
export const alikeSystem: fc.Arbitrary<AlikeSystem> = fc
  .record({
    own: fc.tuple(next, next, next),
    hubs: fc.array(next, { minLength: 1, maxLength: 2 }),
    watches: fc.boolean(),
    read: fc.tuple(fc.nat(2), fc.nat(2), fc.option(fc.nat(2), { nil: undefined })),
  })
  .map(({ own: [go, meet, tick], hubs, watches, read: [m, most, chosen] }) => {
    const each = [{ i: 0 }, { i: 1 }, { i: 2 }];
    const machine = automaton({ GO: go, MEET: meet, ...(watches ? { TICK: tick } : {}) });
    const system = systemOf({
      name: 'alike',
      components: {
        ones: instances(machine as never, 3, 'i', { watch: (watches ? ['TICK'] : []) as never[] }),
        hub: hub(hubs),
      },
      events: { GO: each, MEET: each, ...(watches ? { TICK: [{}] } : {}) },
    });
    const holds: AlikeSystem['holds'] = (view) => {
      const ones = view.ones as readonly LocalState<Automaton>[];
      if (chosen !== undefined && ones[chosen]?.context.n === m)
        return (view.hub as LocalState<Automaton>).context.n < most;
      return ones.filter(({ context }) => context.n === m).length <= most;
    };
    return { system, holds, isFair: hubs.length === 1 && chosen === undefined };
  });
