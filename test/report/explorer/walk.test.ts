import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Component, compile } from '../../../checker/report/explorer/page/expression.ts';
import type { Local } from '../../../checker/report/explorer/page/graph.ts';
import { linkOf, placeOf } from '../../../checker/report/explorer/page/link.ts';
import {
  comeBack,
  eventsOf,
  follow,
  goTo,
  startOf,
  take,
  type Walk,
} from '../../../checker/report/explorer/page/walk.ts';

const events = fc.array(fc.nat({ max: 3 }), { maxLength: 8 });
const move = fc.oneof(
  fc.nat({ max: 3 }).map((event) => (walk: Walk) => take(walk, event)),
  fc.integer({ min: -2, max: 12 }).map((at) => (walk: Walk) => goTo(walk, at)),
  fc.constant(comeBack),
  events.map((path) => (walk: Walk) => follow(walk, path)),
);

describe('a walk', () => {
  it('stays within its events, and a branch never begins with what the trace does there', () => {
    fc.assert(
      fc.property(events, fc.array(move, { maxLength: 20 }), (trace, moves) => {
        let walk = startOf(trace);
        for (const step of moves) {
          walk = step(walk);
          const { at, branch } = walk;
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThanOrEqual(eventsOf(walk).length);
          expect(walk.trace).toEqual(trace);
          if (branch !== null) {
            expect(branch.events.length).toBeGreaterThan(0);
            expect(branch.from).toBeLessThanOrEqual(trace.length);
          }
        }
        expect(comeBack(walk).branch).toBeNull();
        expect(eventsOf(comeBack(walk))).toEqual(trace);
      }),
    );
  });

  it('has taken, after an event, what it had taken before and that event', () => {
    fc.assert(
      fc.property(events, fc.array(move, { maxLength: 10 }), fc.nat({ max: 3 }), (trace, moves, event) => {
        const walk = moves.reduce((before, step) => step(before), startOf(trace));
        const after = take(walk, event);
        const taken = ({ at, ...rest }: Walk): readonly number[] => eventsOf({ at, ...rest }).slice(0, at);
        expect(taken(after)).toEqual([...taken(walk), event]);
      }),
    );
  });

  it('is where a way was followed to', () => {
    fc.assert(
      fc.property(events, events, (trace, path) => {
        const walk = follow(startOf(trace), path);
        expect(eventsOf(walk).slice(0, walk.at)).toEqual(path);
      }),
    );
  });
});

describe('a link', () => {
  it('says again what it was made of', () => {
    const name = fc.stringMatching(/^[a-z0-9./-]{1,12}$/);
    const branch = fc.option(fc.record({ from: fc.nat(), events: fc.array(fc.nat(), { minLength: 1 }) }));
    const place = fc.record({ claim: name, model: name, trace: fc.nat(), at: fc.nat(), branch, view: name });
    fc.assert(
      fc.property(place, (one) => {
        expect({ ...placeOf(linkOf(one)) }).toEqual({ ...one, branch: one.branch === null ? null : { ...one.branch } });
      }),
    );
  });

  it('that somebody made up names no place, or one without nonsense', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const place = placeOf(`#claim=x&model=y&at=${text}&then=${text}&from=${text}`);
        expect(place === undefined || Number.isSafeInteger(place.at)).toBe(true);
      }),
    );
    expect(placeOf('')).toBeUndefined();
    expect(placeOf('#claim=2.1.2')).toBeUndefined();
  });
});

describe('an expression', () => {
  const rollup: Local = {
    value: { queue: 'open', key: { held: 'safely' } },
    context: {
      batches: [
        { status: 'final', age: 0 },
        { status: 'pending', age: 2 },
      ],
      total: 10n ** 20n,
      members: new Set(['a', 'b']),
      stakes: new Map([['a', 1]]),
    },
  };
  const names = new Map<string, unknown>([
    ['rollup', new Component(rollup)],
    ['apps', [new Component(rollup)]],
  ]);
  const value = (text: string): unknown => compile(text, new Set(names.keys()))((name) => names.get(name));

  it.each([
    ["rollup.batches.some(b => b.status == 'pending' && b.age >= 2)", true],
    ['rollup.batches.every(b => b.age > 0)', false],
    ['rollup.batches.filter(b => b.age > 0).length == 1', true],
    ['rollup.context.batches[0].status', 'final'],
    ["rollup.matches('key.held') && !rollup.matches('queue.closed')", true],
    ['rollup.total == 100000000000000000000', true],
    ['rollup.total == 100000000000000100000', false],
    ['rollup.total > 5 && rollup.total - 1 > 0', true],
    ["rollup.members.has('a') && rollup.stakes.get('a') == 1", true],
    ["rollup.batches.map(b => b.status) == ['final', 'pending']", true],
    ["apps.some(a => a.matches('queue.open'))", true],
    ['rollup.batches[7] == undefined', true],
    ['rollup.nowhere', undefined],
    ['rollup.batches.length > 1 ? 1 + 1 : 0', 2],
  ])('%s', (text, wanted) => {
    expect(value(text)).toEqual(wanted);
  });

  it.each([
    ['', 'wanted'],
    ['rollup. ', 'Unexpected'],
    ['rollup = 1', 'Unexpected'],
    ['process.env', 'no component'],
    ['process.exit()', 'no method exit'],
    ['rollup.batches.push(1)', 'no method push'],
    ['(() => 1)()', 'only methods'],
    ['1; 2', 'not several'],
    ['rollup.batches[`some`](b => true)', 'Unexpected'],
  ])('refuses %s', (text, words) => {
    expect(() => value(text)).toThrow(words);
  });

  it.each(['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty'])('reaches nothing by %s', (name) => {
    expect(value(`rollup.${name}`)).toBeUndefined();
    expect(value(`rollup.batches[0]['${name}']`)).toBeUndefined();
    expect(value(`rollup.batches.${name}`)).toBeUndefined();
  });
});
