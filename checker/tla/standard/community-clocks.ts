/** Logs whose lines carry vector clocks: the community module VectorClocks. */

import { toFunction, toItems, toNumber } from '../values/expect.ts';
import { print } from '../values/print.ts';
import type { Value } from '../values/value.ts';
import type { Builtin } from './builtin.ts';
import { sequence } from './sequences.ts';

type One = (value: Value) => Value;
type Clock = ReadonlyMap<string, number>;

/** A clock maps nodes to numbers; a node that it does not have stands at 0. */
function clockOf(value: Value): Clock {
  const whole = toFunction(value, 'a vector clock');
  return new Map(
    whole
      .domain()
      .elements()
      .map((node) => [print(node), toNumber(whole.at(node) as Value, 'a vector clock')]),
  );
}

function isWithin(a: Clock, b: Clock): boolean {
  for (const [node, count] of a) if (count > (b.get(node) ?? 0)) return false;
  return true;
}

function happenedBefore(a: Clock, b: Clock): boolean {
  return isWithin(a, b) && !isWithin(b, a);
}

/** The places of the clocks, causes before effects; of those that may come next the one that came first. */
function causalOrder(clocks: readonly Clock[]): readonly number[] {
  const causes = clocks.map((clock) => clocks.filter((other) => happenedBefore(other, clock)).length);
  const order: number[] = [];
  for (let next = causes.indexOf(0); next >= 0; next = causes.indexOf(0)) {
    order.push(next);
    causes[next] = -1;
    for (const [i, clock] of clocks.entries()) {
      if (happenedBefore(clocks[next] as Clock, clock)) causes[i] = (causes[i] as number) - 1;
    }
  }
  return order;
}

export const vectorClocksBuiltins: Readonly<Record<string, Builtin>> = {
  IsCausalOrder: {
    ...{ js: 'isCausalOrder', arity: 2, operators: { 1: 1 }, isBoolean: true },
    run: (log: Value, clock: One) => {
      const clocks = toItems(log, 'IsCausalOrder').map((line) => clockOf(clock(line)));
      return clocks.every((one, i) => clocks.slice(0, i).every((earlier) => !isWithin(one, earlier)));
    },
  },
  CausalOrder: {
    ...{ js: 'causalOrder', arity: 4, operators: { 1: 1, 2: 1, 3: 1 } },
    run: (log: Value, clock: One): Value => {
      const lines = toItems(log, 'CausalOrder');
      return sequence(causalOrder(lines.map((line) => clockOf(clock(line)))).map((i) => lines[i] as Value));
    },
  },
};
