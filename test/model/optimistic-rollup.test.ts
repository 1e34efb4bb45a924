import { describe, expect, test } from 'vitest';
import type { MachineEvent } from '../../checker/language/machine.ts';
import { always, type Property } from '../../checker/language/property.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import { decide } from '../../checker/verdict/decide.ts';
import type { Rollup, Stakes } from '../../model/2.1.1-optimistic-rollup.ts';
import { type OptimisticView, optimisticRollupSystem as system } from '../../model/systems/optimistic-rollup.ts';

const every: Setting = {
  powers: { cheat: true, withhold: true, censor: 1, offline: 1, order: true, bogusProof: true, upgrade: true },
};
const rules = Object.keys(system.rules);

const settings: readonly (readonly [string, Setting])[] = [
  ['no power', {}],
  ['every power', every],
  ['every power and no funds', { powers: { ...every.powers, unfunded: true } }],
  ...rules.map((rule): [string, Setting] => [`every power, without ${rule}`, { ...every, without: [rule] }]),
  ['every power, without any rule', { ...every, without: rules }],
  ['three batches', { parameters: { batches: 3, C: 2 }, powers: { cheat: true, bogusProof: true } }],
];

const holdsOfRollup = (name: string, holds: (rollup: Rollup) => boolean): Property<OptimisticView> =>
  always(name, name, ({ rollup }) => holds(rollup.context));

const held = ({ batches }: Rollup): number => batches.filter(({ status }) => status === 'pending').length;
const total = ({ sequencer, validator, outsider, burnt }: Stakes): number => sequencer + validator + outsider + burnt;

describe('Definition 2.1.1: the contract’s books, in every reachable state', () => {
  const conservesBonds = holdsOfRollup('bonds are neither made nor lost', (rollup) => {
    const { capacity, validatorStake } = rollup.terms;
    return total(rollup.stakes) + held(rollup) === capacity + validatorStake + 1;
  });
  const properties = [
    conservesBonds,
    holdsOfRollup('nobody owes a bond', ({ stakes }) => Object.values(stakes).every((stake: number) => stake >= 0)),
    holdsOfRollup('a pending batch is younger than C, a settled one has no age', ({ batches, terms }) =>
      batches.every(({ status, age }) => (status === 'pending' ? age < terms.challengePeriod : age === 0)),
    ),
    holdsOfRollup('a batch builds on an earlier one', ({ batches }) =>
      batches.every(({ parent }, i) => parent === 'genesis' || (parent >= 0 && parent < i)),
    ),
    holdsOfRollup('nothing is final above something pending', ({ batches }) =>
      batches.every(
        ({ status }, i) => status !== 'final' || batches.slice(0, i).every((below) => below.status !== 'pending'),
      ),
    ),
  ];

  test.each(settings)('2.1.1: %s', async (_, setting) => {
    const decisions = await decide(system, configure(system, setting), properties as readonly Property<never>[]);
    const takesBonds = setting.without?.includes('takesBond') !== true;
    expect(decisions.map(({ verdict }) => verdict)).toEqual(
      properties.map((property) => (property === conservesBonds && !takesBonds ? 'violated' : 'exhausted')),
    );
  });
});

/** The contract after these events, taken one by one by every machine of the system. */
function contractAfter(setting: Setting, ...events: readonly MachineEvent[]): Rollup {
  const composition = new ReferenceComposition(system, configure(system, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  return state[composition.names.indexOf('rollup')]?.context as Rollup;
}

const post = (claim: string, parent: number | 'genesis' = 'genesis'): MachineEvent => ({
  type: 'POST',
  parent,
  claim,
  data: 'published',
});
const fraud = (batch: number): MachineEvent => ({ type: 'FRAUD', batch });
const block = (more: object = {}): MachineEvent => ({
  ...{ type: 'BLOCK', proofs: [], bogus: 'none', first: 'challenges', censors: false, asleep: false },
  ...more,
});
const cheating: Setting = { powers: { cheat: true, bogusProof: true } };

describe('Definition 2.1.1: where each bond goes', () => {
  test('2.1.1: posting takes one, finalising after C blocks gives it back', () => {
    expect(contractAfter({}).stakes).toEqual({ sequencer: 2, validator: 1, outsider: 1, burnt: 0 });
    expect(contractAfter({}, post('correct')).stakes.sequencer).toBe(1);
    expect(contractAfter({}, post('correct'), block(), block()).batches[0]).toMatchObject({
      status: 'pending',
      age: 2,
    });
    const final = contractAfter({}, post('correct'), block(), block(), block());
    expect(final.batches[0]).toMatchObject({ status: 'final', age: 0 });
    expect(final.stakes.sequencer).toBe(2);
  });

  test('2.1.1: the bond of a wrong batch goes to its challenger', () => {
    const { batches, stakes } = contractAfter(cheating, post('steal'), fraud(0), block({ proofs: [0] }));
    expect(batches[0]?.status).toBe('removed');
    expect(stakes).toEqual({ sequencer: 1, validator: 2, outsider: 1, burnt: 0 });
  });

  test('2.1.1: the bond of a rejected proof is burnt', () => {
    const { batches, stakes } = contractAfter(cheating, post('correct'), block({ bogus: 0 }));
    expect(batches[0]?.status).toBe('pending');
    expect(stakes).toEqual({ sequencer: 1, validator: 1, outsider: 0, burnt: 1 });
  });

  test('2.1.1: the bond of an orphan is burnt, and without cascade the orphan stays', () => {
    const events = [post('steal'), post('correct', 0), fraud(0), block({ proofs: [0] })];
    const fallen = contractAfter(cheating, ...events);
    expect(fallen.batches.map(({ status }) => status)).toEqual(['removed', 'removed']);
    expect(fallen.stakes).toEqual({ sequencer: 0, validator: 2, outsider: 1, burnt: 1 });
    const kept = contractAfter({ ...cheating, without: ['cascade'] }, ...events);
    expect(kept.batches.map(({ status }) => status)).toEqual(['removed', 'pending']);
    expect(kept.stakes).toEqual({ sequencer: 0, validator: 2, outsider: 1, burnt: 0 });
  });

  test('2.1.1: a batch on anything but the tail is refused', () => {
    expect(() => contractAfter({}, post('correct'), post('correct'))).toThrow('POST is refused by rollup');
    expect(() => contractAfter({}, post('correct', 0))).toThrow('POST is refused by rollup');
    expect(contractAfter({}, post('correct'), post('correct', 0)).batches).toHaveLength(2);
  });

  test('2.1.2: time does not pass while a proof is owed, nor does a block lie about censorship', () => {
    expect(() => contractAfter(cheating, post('steal'), block())).toThrow('BLOCK is refused by validator');
    expect(() => contractAfter(cheating, post('steal'), fraud(0), block())).toThrow('BLOCK is refused by validator');
    expect(() => contractAfter(cheating, post('steal'), fraud(0), block({ censors: true }))).toThrow(
      'BLOCK is refused by l1',
    );
    const setting = { powers: { ...cheating.powers, censor: 1 } };
    expect(contractAfter(setting, post('steal'), fraud(0), block({ censors: true })).batches[0]?.age).toBe(1);
    expect(() => contractAfter(setting, post('correct'), block({ censors: true }))).toThrow(
      'BLOCK is refused by validator',
    );
  });
});
