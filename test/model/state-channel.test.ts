import { describe, expect, test } from 'vitest';
import type { MachineEvent } from '../../checker/language/machine.ts';
import { always, type Property } from '../../checker/language/property.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import { decide } from '../../checker/verdict/decide.ts';
import {
  type Application,
  decode,
  encode,
  isTimedMove,
  isValidMove,
  lockOf,
  moverOf,
  outcomeOf,
  pairBase,
  timeoutOutcome,
} from '../../model/3.2.2-channel-application.ts';
import { type Adjudicator, depositOf } from '../../model/adjudicator.ts';
import { type StateChannelView, soloChannels, stateChannelSystem } from '../../model/systems/state-channel.ts';

const application = (kind: Application['kind'], more: Partial<Application> = {}): Application => ({
  ...{ id: 0, kind, space: [0, 1, 2], bytes: [0, 1, 2], first: 1, lastTurn: 4, deadline: 3, parts: [] },
  ...more,
});
const kinds = ['payment', 'claim', 'game'] as const;

describe('Definition 3.2.2: the rules of an application', () => {
  test('3.2.2: participants move in turns, B first', () => {
    expect([1, 2, 3, 4].map(moverOf)).toEqual(['A', 'B', 'A', 'B']);
  });

  test.each(kinds)('3.2.2: ψ and the outcome of standing still divide exactly the lock (%s)', (kind) => {
    const one = application(kind);
    for (const state of one.space) {
      for (const turn of [0, 1, 2, 3, 4]) {
        for (const { toA, toB } of [outcomeOf(one, state), timeoutOutcome(one, turn, state)]) {
          expect([toA + toB, toA >= 0, toB >= 0]).toEqual([lockOf(one), true, true]);
        }
      }
    }
  });

  test('3.2.2: in a payment each mover gives and neither takes', () => {
    const allowed = (turn: number): string[] =>
      [0, 1, 2].flatMap((from) =>
        [0, 1, 2].flatMap((to) => (isValidMove(application('payment'), turn, from, to, 0) ? [`${from}${to}`] : [])),
      );
    expect(allowed(1)).toEqual(['00', '10', '11', '20', '21', '22']);
    expect(allowed(2)).toEqual(['00', '01', '02', '11', '12', '22']);
    expect(allowed(5)).toEqual([]);
  });

  test('3.2.2: a claim is good before its deadline, and what follows it at any time', () => {
    const claim = application('claim', { first: 0 });
    expect([0, 2, 3, 9].map((age) => isValidMove(claim, 1, 0, 2, age))).toEqual([true, true, false, false]);
    expect(isValidMove(claim, 1, 0, 0, 0)).toBe(false);
    expect(isValidMove(claim, 2, 2, 2, 9)).toBe(true);
    expect([isTimedMove(claim, 1, 0, 2), isTimedMove(claim, 2, 2, 2), isTimedMove(claim, 3, 2, 2)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('3.2.2: who has to move in a game and does not forfeits; after the last turn nobody has to', () => {
    const game = application('game');
    expect([0, 1, 4].map((turn) => timeoutOutcome(game, turn, 1).toA)).toEqual([0, 2, 1]);
    expect(timeoutOutcome(application('payment'), 0, 1).toA).toBe(1);
  });

  test('3.2.2: a pair moves both parts in one turn and pays what both pay', () => {
    const parts = [application('payment'), application('claim', { first: 0 })];
    const space = [0, 1, 2].flatMap((a) => [0, 1, 2].map((b) => a * pairBase + b));
    const pair = application('pair', { space, bytes: space, first: pairBase, parts });
    expect(outcomeOf(pair, pairBase + 2)).toEqual({ toA: 3, toB: 1 });
    expect(isValidMove(pair, 1, pairBase, pairBase + 2, 0)).toBe(true);
    expect(isValidMove(pair, 1, pairBase, 2 * pairBase + 2, 0)).toBe(false);
    expect(isValidMove(pair, 1, pairBase, pairBase + 2, 3)).toBe(false);
    expect(isTimedMove(pair, 1, pairBase, pairBase + 2)).toBe(true);
  });

  test('3.2.2: disjoint spaces, one encoding: the bytes of one application are bytes of the other', () => {
    const [one, other] = [application('payment'), application('payment', { space: [10, 11, 12] })];
    expect(one.space.map((state) => decode(other, encode(one, state)))).toEqual([10, 11, 12]);
    const named = application('payment', { space: [10, 11, 12], bytes: [10, 11, 12] });
    expect(one.space.map((state) => decode(named, encode(one, state)))).toEqual([undefined, undefined, undefined]);
  });
});

/** The contract after these events, taken one by one by every machine of the system. */
function contractAfter(setting: Setting, ...events: readonly MachineEvent[]): Adjudicator {
  const composition = new ReferenceComposition(stateChannelSystem, configure(stateChannelSystem, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  return state[composition.names.indexOf('contract')]?.context as Adjudicator;
}

const shown = (type: string, app: number, turn: number, prior: number, bytes: number): MachineEvent => ({
  ...{ type, app, domain: app, turn, prior, bytes },
});
const move = (app: number, turn: number, state: number): MachineEvent => ({ type: 'MOVE', app, turn, state });
const block = (...settles: readonly number[]): MachineEvent => ({ type: 'BLOCK', settles, censors: false });
const operation = { app: 1, kind: 'checkpoint', turn: 1, prior: 1, bytes: 0 };
const plain: Setting = { powers: { frontRun: true } };
const record = (channel: Adjudicator, app = 1): unknown => {
  const { turn, challenge } = channel.registers[app] as Adjudicator['registers'][number];
  return [turn, challenge];
};

describe('Definition 3.2.1: Open(n) ⇄ Challenge(n, deadline) → Finalised', () => {
  const stale = shown('CHALLENGE', 1, 0, 1, 1);
  const submit: MachineEvent = { type: 'SUBMIT', ...operation };
  const execute = (result: string): MachineEvent => ({ type: 'EXECUTE', ...operation, result });

  test('3.2.1: a challenge runs T blocks and pays by the state on record', () => {
    expect(record(contractAfter(plain, stale))).toEqual([0, 0]);
    const { registers, held } = contractAfter(plain, stale, block(), block(1));
    expect(registers[1]).toMatchObject({ challenge: 'none', paid: { toA: 1, toB: 0 } });
    expect(held).toBe(1);
  });

  test('3.2.1: A’s answer, a block later, ends it and stays on record', () => {
    const answered = [move(1, 1, 10), stale, submit, block(), execute('lands')];
    expect(record(contractAfter(plain, ...answered))).toEqual([1, 'none']);
    expect(() => contractAfter(plain, ...answered, stale)).toThrow('refused by contract');
    expect(record(contractAfter({ ...plain, without: ['recordRises'] }, ...answered))).toEqual([0, 'none']);
  });

  test('3.2.1: a later challenge takes the place of one that runs, with a clock of its own; an earlier one never', () => {
    const [first, later] = [move(1, 1, 10), shown('CHALLENGE', 1, 1, 1, 0)];
    // A’s answer is on its way, so time may pass.
    const submitted = [first, stale, submit, block()];
    expect(record(contractAfter(plain, ...submitted, later))).toEqual([1, 0]);
    expect(() => contractAfter({ ...plain, without: ['overrides'] }, ...submitted, later)).toThrow('contract');
    expect(() => contractAfter(plain, first, later, stale)).toThrow('contract');
  });

  test('3.2.1: what B shows first makes A’s operation fail, and only then', () => {
    const raced = [move(1, 1, 10), stale, submit, block(), shown('CHECKPOINT', 1, 1, 1, 0)];
    expect(record(contractAfter(plain, ...raced, execute('reverts')))).toEqual([1, 'none']);
    expect(() => contractAfter(plain, ...raced, execute('lands'))).toThrow('contract');
    expect(() => contractAfter(plain, ...raced.slice(0, -1), execute('reverts'))).toThrow('contract');
    expect(() => contractAfter({}, ...raced)).toThrow('A[');
  });

  test('3.2.1: nothing is executed in the block in which it was submitted', () => {
    expect(() => contractAfter(plain, move(1, 1, 10), stale, submit, execute('lands'))).toThrow('A[1]');
  });

  test('3.2.1: time does not pass while A owes an answer', () => {
    expect(() => contractAfter(plain, move(1, 1, 10), stale, block())).toThrow('A[1]');
  });

  test('3.2.1: B cannot show what A never signed, nor an invalid move of his own', () => {
    expect(() => contractAfter(plain, shown('CHALLENGE', 1, 1, 1, 0))).toThrow('signed[1]');
    expect(() => contractAfter(plain, move(1, 1, 11), shown('CHALLENGE', 1, 2, 1, 0))).toThrow('contract');
  });

  test('3.2.1: both may end an application with its last state, once', () => {
    const ended = shown('CONCLUDE', 1, 0, 1, 1);
    expect(contractAfter(plain, ended).registers[1]?.paid).toEqual({ toA: 1, toB: 0 });
    expect(() => contractAfter(plain, ended, ended)).toThrow('contract');
    expect(() => contractAfter(plain, move(1, 1, 10), ended)).toThrow('signed[1]');
  });
});

describe('Definition 3.2.1: the contract’s books, in every reachable state', () => {
  const paid = (channel: Adjudicator): number =>
    channel.registers.reduce((sum, one) => sum + (one.paid === 'nothing' ? 0 : one.paid.toA + one.paid.toB), 0);
  const ofContract = (name: string, holds: (channel: Adjudicator) => boolean): Property<StateChannelView> =>
    always(name, name, ({ contract }) => holds(contract.context));
  const properties = [
    ofContract('nothing is made or lost', (channel) => channel.held + paid(channel) === depositOf(channel.terms)),
    ofContract('nobody is paid what is not there', ({ held }) => held >= 0),
    ofContract('a challenge is younger than T', ({ registers, terms }) =>
      registers.every(({ challenge }) => challenge === 'none' || challenge < terms.challengeDuration),
    ),
    always<StateChannelView>('the regions say what the records say', 'As it says.', ({ contract }) =>
      contract.context.registers.every(({ challenge, paid: out }, app) => {
        const status = out !== 'nothing' ? 'finalised' : challenge === 'none' ? 'open' : 'challenge';
        return contract.matches({ [`application${app}`]: status });
      }),
    ),
  ];
  const rules = Object.keys(stateChannelSystem.rules);
  const one: Setting = { parameters: { turns: 1, kind1: 1, share1: 0, leaving: 1 }, powers: { frontRun: true } };

  test.each([
    ['every rule', one],
    ...rules.map((rule): [string, Setting] => [`without ${rule}`, { ...one, without: [rule] }]),
    ['without any rule', { ...one, without: rules }],
  ])('3.2.1: two applications, %s', async (_, setting) => {
    const system = stateChannelSystem;
    const decisions = await decide(system, configure(system, setting), properties as readonly Property<never>[]);
    expect(decisions.map(({ verdict }) => verdict)).toEqual(properties.map(() => 'exhausted'));
  });

  test.each(soloChannels)('3.2.1: $name', async (system) => {
    const setting: Setting = { parameters: { leaving: 1, turns: 4 }, powers: { frontRun: true, censor: 2 } };
    const decisions = await decide(system, configure(system, setting), properties as readonly Property<never>[]);
    expect(decisions.map(({ verdict }) => verdict)).toEqual(properties.map(() => 'exhausted'));
  });
});
