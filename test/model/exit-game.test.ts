import { describe, expect, test } from 'vitest';
import type { MachineEvent } from '../../checker/language/machine.ts';
import { always, type Property } from '../../checker/language/property.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import { decide } from '../../checker/verdict/decide.ts';
import type { ExitGame } from '../../model/exit-queue.ts';
import { type ExitGameView, exitGameSystem as system } from '../../model/systems/exit-game.ts';

const crowd: Setting = { parameters: { H: 2, cap: 2 }, powers: { withhold: true, phantom: true, bonds: 1 } };
const watched = { H: 1, cap: 3, moving: 1, leave: 0 };
const rogue: Setting = { parameters: watched, powers: { rogueSender: true, bonds: 2 } };
const honest: Setting = { parameters: watched, powers: { withhold: true } };

const ofContract = (name: string, holds: (game: ExitGame) => boolean): Property<ExitGameView> =>
  always(name, name, ({ contract }) => holds(contract.context));

describe('Definition 5.3.1: the contract’s books, in every reachable state', () => {
  const properties = [
    ofContract('what is held and what was paid is what was deposited', ({ balance, paid, terms }) => {
      return balance >= 0 && balance + paid.length === terms.deposits + Number(terms.moving);
    }),
    ofContract('what is mature has been paid, unless a block pays no more', ({ exits, terms }) =>
      exits.every(({ age }) => age <= terms.maturity),
    ),
    ofContract('an exit that was cancelled is not paid under the same id', ({ cancelled, paid, terms }) =>
      terms.rules.canonicalIds ? cancelled.every((coin) => !paid.includes(coin)) : true,
    ),
    ofContract(
      'nothing is unfunded while there is a balance',
      ({ unfunded, balance }) => unfunded.length === 0 || balance === 0,
    ),
  ];

  test.each<[string, Setting]>([
    ['a crowd', crowd],
    ['a crowd that is paid one by one', { ...crowd, parameters: { H: 3, cap: 3, payouts: 1, ageAlone: 1 } }],
    ['a rogue', rogue],
    ['a rogue, without marks and canonical ids', { ...rogue, without: ['markSpent', 'canonicalIds'] }],
    ['an honest sender', honest],
    ['an honest sender, without any rule', { ...honest, without: Object.keys(system.rules) }],
  ])('5.3.1: %s', async (_, setting) => {
    const decisions = await decide(system, configure(system, setting), properties as readonly Property<never>[]);
    expect(decisions.map(({ verdict }) => verdict)).toEqual(properties.map(() => 'exhausted'));
  });
});

/** The contract after these events, taken one by one by every machine of the system. */
function contractAfter(setting: Setting, ...events: readonly MachineEvent[]): ExitGame {
  const composition = new ReferenceComposition(system, configure(system, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  return state[composition.names.indexOf('contract')]?.context as ExitGame;
}

const pay = (by: string): MachineEvent => ({ type: 'PAY', by });
const commit = (data: string): MachineEvent => ({ type: 'COMMIT', data, inputIsGone: false });
const ask = (by: string, coin: number | string, more: object = {}): MachineEvent => ({
  ...{ type: 'START_EXIT', by, coin, encoding: 0, besideOld: false },
  ...more,
});
const show = (by: string): MachineEvent => ({ type: 'CHALLENGE_SPENT', by, coin: 'input' });
const askFor = (by: string, tx: string): MachineEvent => ({ type: 'START_IN_FLIGHT', by, tx });
const join = (by: string, tx: string, end: string): MachineEvent => ({ type: 'PIGGYBACK', by, tx, end });
const rival = (by: string, tx: string, against = 'transaction'): MachineEvent => ({
  ...{ type: 'CHALLENGE_IN_FLIGHT', by, tx, against },
});
const answer = (by: string, tx: string): MachineEvent => ({ type: 'RESPOND', by, tx });
const block = (room = true, next = 'open'): MachineEvent => ({ type: 'BLOCK', next, room });
const blocks = (n: number, room = true): MachineEvent[] => Array.from({ length: n }, () => block(room));

describe('Definition 5.3.1: the queue', () => {
  test('5.3.1: an old coin is paid W blocks after its request, a young one when it is 2W blocks old', () => {
    expect(contractAfter(crowd, ask('holders', 0), block()).paid).toEqual([]);
    expect(contractAfter(crowd, ask('holders', 0), ...blocks(2)).paid).toEqual([0]);
    const phantom = [commit('withheld'), ask('rogue', 'phantom'), ask('holders', 0), ask('holders', 1), block(false)];
    expect(contractAfter(crowd, ...phantom, ...blocks(1)).paid).toEqual([0, 1]);
    expect(contractAfter(crowd, ...phantom, ...blocks(2)).exits).toHaveLength(1);
    expect(contractAfter(crowd, ...phantom, ...blocks(3))).toMatchObject({ exits: [], unfunded: ['phantom'] });
  });

  test('5.3.1: of two exits that mature in one block the older coin comes first; without the rule, the first request', () => {
    const late: Setting = { ...crowd, parameters: { H: 1, cap: 1, reactionDelay: 2 } };
    const events = [commit('withheld'), ask('rogue', 'phantom'), ...blocks(2), ask('holders', 0), ...blocks(2, false)];
    events[5] = block(false);
    events[6] = block();
    expect(contractAfter(late, ...events)).toMatchObject({ paid: [0], unfunded: ['phantom'] });
    expect(contractAfter({ ...late, without: ['oldestFirst'] }, ...events)).toMatchObject({
      ...{ paid: ['phantom'], unfunded: [0] },
    });
  });

  test('5.3.1: a block pays so many, in the order in which they matured or, by age alone, the older coin first', () => {
    // Both deposits ask so late that the phantom matures before them; the payee of nothing else waits.
    const slow: Setting = { ...crowd, parameters: { H: 2, cap: 2, payouts: 1, reactionDelay: 3, W: 1 } };
    const events = [commit('withheld'), ask('rogue', 'phantom'), ask('holders', 0), block(), block(), block()];
    expect(contractAfter(slow, ...events.slice(0, 5)).paid).toEqual([0, 'phantom']);
    const both = [commit('withheld'), ask('rogue', 'phantom'), block(), ask('holders', 0), ask('holders', 1)];
    expect(contractAfter(slow, ...both, block(false), block()).paid).toEqual([0, 1]);
  });

  test('5.3.1: one request an id, however it is written; without the rule, one an encoding', () => {
    expect(() => contractAfter(rogue, ask('rogue', 'input'), ask('rogue', 'input'))).toThrow('refused by contract');
    expect(() => contractAfter(rogue, ask('rogue', 'input'), ...blocks(2), ask('rogue', 'input'))).toThrow('contract');
    const twice = [ask('rogue', 'input'), ...blocks(2), ask('rogue', 'input', { encoding: 1 }), ...blocks(2)];
    expect(() => contractAfter(rogue, ...twice)).toThrow('refused by contract');
    expect(contractAfter({ ...rogue, without: ['canonicalIds'] }, ...twice)).toMatchObject({
      ...{ paid: ['input', 'input'], balance: 0 },
    });
  });
});

describe('Definition 5.3.1: challenges', () => {
  test('5.3.1: an exit ends when a spend is shown, and its bond is lost', () => {
    expect(() => contractAfter(rogue, ask('rogue', 'input'), show('payee'))).toThrow('refused by chain');
    expect(contractAfter(rogue, ask('rogue', 'input'), pay('rogue'), show('payee'), ...blocks(2))).toMatchObject({
      ...{ exits: [], paid: [], cancelled: ['input'], bondsLost: ['rogue'], balance: 2 },
    });
    expect(
      contractAfter(
        { ...rogue, without: ['challengeSpent'] },
        ask('rogue', 'input'),
        pay('rogue'),
        show('payee'),
        ...blocks(2),
      ).paid,
    ).toEqual(['input']);
  });

  const given = [pay('rogue'), commit('published')];

  test('5.3.1: a transaction in flight pays its output, its input if a rival stands, and nothing if that is spent too', () => {
    const setting: Setting = { parameters: { ...watched }, powers: { ...rogue.powers } };
    expect(contractAfter(setting, askFor('rogue', 'rival'), ...blocks(2)).paid).toEqual(['rival-output']);
    const fought = [...given, askFor('rogue', 'rival'), join('rogue', 'rival', 'input'), rival('payee', 'rival')];
    expect(() => contractAfter(setting, ...fought, block())).toThrow('refused by payee');
    const lost = contractAfter(setting, ...fought, rival('payee', 'rival', 'input'), ...blocks(2));
    expect(lost).toMatchObject({ paid: [], bondsLost: ['rogue'], exits: [] });
  });

  test('5.3.1: joining and rivals end with the first period, answers do not', () => {
    const start = [...given, askFor('rogue', 'payment')];
    expect(() => contractAfter(rogue, ...start, block(), rival('rogue', 'payment'))).toThrow('refused by contract');
    const shown = [...start, rival('rogue', 'payment')];
    expect(() => contractAfter(rogue, ...shown, block())).toThrow('refused by payee');
    expect(contractAfter(rogue, ...shown, answer('payee', 'payment'), ...blocks(2)).paid).toEqual([]);
    const asleep: Setting = { ...rogue, powers: { ...rogue.powers, congest: 1 } };
    const late = [...given, block(true, 'full'), askFor('rogue', 'payment'), rival('rogue', 'payment'), block(false)];
    expect(contractAfter(asleep, ...late, answer('payee', 'payment'), block()).paid).toEqual([]);
    expect(contractAfter({ ...asleep, parameters: { ...watched, W: 1 } }, ...late).paid).toEqual(['payment-input']);
  });

  test('5.3.1: what one kind of exit has paid no other kind pays, unless the rule is out', () => {
    const both = [ask('rogue', 'input'), askFor('rogue', 'rival'), ...blocks(2)];
    expect(contractAfter(rogue, ...both)).toMatchObject({ paid: ['input'], balance: 1 });
    expect(contractAfter({ ...rogue, without: ['markSpent'] }, ...both)).toMatchObject({
      ...{ paid: ['input', 'rival-output'], balance: 0 },
    });
  });

  test('5.3.1: a rival in a withheld block answers only a payment that was not published before', () => {
    const setting: Setting = { ...rogue, powers: { ...rogue.powers, withhold: true } };
    const exits = [ask('holders', 0), askFor('rogue', 'rival')];
    const shown = [...given, commit('withheld'), ...exits, rival('payee', 'rival')];
    expect(() => contractAfter(setting, ...shown, answer('rogue', 'rival'))).toThrow('refused by chain');
    expect(() => contractAfter(setting, pay('rogue'), ...exits, rival('payee', 'rival'))).toThrow('refused by');
  });
});

describe('5.3.2: honest parties', () => {
  test('5.3.2: holders let no block with room pass after a withheld one, and leave at will before', () => {
    expect(() => contractAfter(crowd, commit('withheld'), block())).toThrow('BLOCK is refused by holders');
    expect(
      contractAfter(crowd, commit('withheld'), ask('holders', 0), ask('holders', 1), block(false)).exits,
    ).toHaveLength(2);
    const one: Setting = { ...crowd, parameters: { H: 2, cap: 1 } };
    expect(() => contractAfter(one, ask('holders', 0), ask('holders', 1))).toThrow('refused by space');
    expect(contractAfter(one, commit('withheld'), ask('holders', 0), block(false)).exits).toHaveLength(1);
    expect(() => contractAfter(honest, ask('holders', 0))).toThrow('refused by holders');
  });

  test('5.3.2: blocks are full and sleep is slept only within the budget', () => {
    expect(() => contractAfter(crowd, block(true, 'full'))).toThrow('BLOCK is refused by space');
    const setting: Setting = { ...crowd, powers: { ...crowd.powers, congest: 1, offline: 1 } };
    const full = [block(true, 'full'), commit('withheld')];
    expect(() => contractAfter(setting, ...full, ask('holders', 0))).toThrow('refused by space');
    expect(() => contractAfter(setting, ...full, block(false, 'full'))).toThrow('refused by space');
    expect(contractAfter(setting, ...full, block(false, 'asleep'), block(false)).exits).toEqual([]);
  });

  test('5.3.2: the payee takes no coin whose exit is open, and needs no watching then', () => {
    const events = [ask('rogue', 'input'), pay('rogue'), commit('published'), ...blocks(2)];
    expect(contractAfter(rogue, ...events).paid).toEqual(['input']);
    expect(() => contractAfter({ ...rogue, without: ['quietInput'] }, ...events)).toThrow('BLOCK is refused by payee');
  });

  test('5.3.2: the payee sends first what is soonest too late', () => {
    const setting: Setting = { ...rogue, powers: { ...rogue.powers, withhold: true } };
    const events = [
      pay('rogue'),
      commit('published'),
      commit('withheld'),
      askFor('rogue', 'rival'),
      ask('payee', 'output'),
    ];
    expect(() => contractAfter(setting, ...events)).toThrow('refused by payee');
    expect(contractAfter({ ...setting, without: ['urgentFirst'] }, ...events).exits).toHaveLength(2);
  });

  test('5.3.2: an honest sender asks for the transaction, not for the coin, once the payment is signed', () => {
    const signed = [pay('sender'), commit('withheld')];
    expect(() => contractAfter(honest, ...signed, ask('sender', 'input'))).toThrow('refused by sender');
    const asked = [...signed, ask('holders', 0), askFor('sender', 'payment'), join('payee', 'payment', 'output')];
    expect(contractAfter(honest, ...asked, block(false), block()).paid).toEqual([0, 'payment-output']);
    const plain: Setting = { ...honest, without: ['inFlightExits'] };
    expect(contractAfter(plain, ...signed, ask('sender', 'input'), show('rogue')).cancelled).toEqual(['input']);
  });
});
