import { describe, expect, test } from 'vitest';
import type { MachineEvent } from '../../checker/language/machine.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import type { CoinExits } from '../../model/coin-exit.ts';
import { type CoinHistory, isSigned, rightful } from '../../model/coin-history.ts';
import type { CoinOwner } from '../../model/coin-watch.ts';
import { plasmaCashSystem as system } from '../../model/systems/plasma-cash.ts';

interface Standing {
  readonly contract: CoinExits;
  readonly history: CoinHistory;
  readonly owner: CoinOwner;
  readonly payee: CoinOwner;
}

/** Contexts after these events, taken one by one by every machine of the system. */
function standing(setting: Setting, ...events: readonly MachineEvent[]): Standing {
  const composition = new ReferenceComposition(system, configure(system, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  const contexts = composition.names.map((name, c) => [name, state[c]?.context]);
  return Object.fromEntries(contexts) as unknown as Standing;
}

const powers = { withhold: true, invalid: true, bonds: 3 };
/** A coin that the adversary deposited; four transactions, exits of three blocks, of which two are for challenges. */
const given: Setting = { parameters: { length: 4, cap: 2, W: 3 }, powers };
const deposited: Setting = { parameters: { length: 3, cap: 2, W: 3, given: 0 }, powers };

const include = (spends: number, to: string, data = 'published'): MachineEvent => ({
  type: 'COMMIT',
  data,
  spends,
  to,
});
const withhold: MachineEvent = { type: 'COMMIT', data: 'withheld', spends: 'none', to: 'nobody' };
const ask = (by: string, tx: number, parent: number | 'none'): MachineEvent => ({
  ...{ type: 'START_EXIT', by, coin: 'own', tx, parent },
});
const askOther = (by: string, coin: number): MachineEvent => ({
  ...{ type: 'START_EXIT', by, coin, tx: 'none', parent: 'none' },
});
const show = (kind: string, by: string, exit: number, shown: number): MachineEvent => ({
  ...{ type: `CHALLENGE_${kind}`, by, exit, shown },
});
const answer = (by: string, exit: number, challenge: number, shown: number): MachineEvent => ({
  ...{ type: 'RESPOND', by, exit, challenge, shown },
});
const block = (room = true, pays = 'nobody', next = 'open'): MachineEvent => ({ type: 'BLOCK', next, room, pays });
const waits: readonly MachineEvent[] = [block(), block()];

/** 0 is the adversary's deposit, 1 gives the coin to the owner. */
const gift = include(0, 'owner');
/** 0, 1 and 2 are the adversary's and the owner's: she is given the coin by the third. */
const passedOn = [include(0, 'rogue'), include(1, 'owner')];

describe('Plasma Cash: whose the coin is', () => {
  const history = (...txs: readonly (readonly [number | 'none', 'owner' | 'rogue'])[]) =>
    ({ txs: txs.map(([spends, to]) => ({ spends, to })), given: 'none' }) as const;

  test('5.3.1: it goes from the deposit along the first signed spends', () => {
    expect(rightful(history(['none', 'rogue']))).toBe(0);
    expect(rightful(history(['none', 'rogue'], [0, 'rogue'], [1, 'owner']))).toBe(2);
    expect(rightful(history(['none', 'rogue'], [0, 'owner'], [0, 'rogue'], [2, 'rogue']))).toBe(1);
    expect(rightful(history(['none', 'owner'], [0, 'rogue'], [1, 'rogue']))).toBe(0);
    expect(rightful(history(['none', 'rogue'], [0, 'rogue'], [0, 'owner'], [1, 'rogue']))).toBe(3);
  });

  test('5.3.1: what spends a transaction of the owner is forged, for she signs nothing', () => {
    const forged = history(['none', 'owner'], [0, 'rogue'], [1, 'rogue']);
    expect(forged.txs.map((tx) => isSigned(forged, tx))).toEqual([true, false, true]);
  });

  test('5.3.1: only an operator that misbehaves includes what is forged or spent', () => {
    const honest: Setting = { ...given, powers: { bonds: 1 } };
    expect(() => standing(honest, include(0, 'rogue'), include(0, 'owner'))).toThrow('refused by history');
    expect(() => standing({ ...deposited, powers: {} }, include(0, 'rogue'))).toThrow('refused by history');
    expect(() => standing(honest, include(0, 'owner'), include(1, 'rogue'))).toThrow('refused by history');
    expect(standing(given, include(0, 'rogue'), include(0, 'owner')).history.txs).toHaveLength(3);
    expect(() => standing(given, include(0, 'owner'), include(0, 'owner'))).toThrow('refused by history');
    expect(() => standing(deposited, include(0, 'rogue'), include(1, 'rogue'), include(2, 'rogue'))).toThrow('history');
    expect(() => standing(given, withhold, gift)).toThrow('refused by history');
    expect(() => standing(given, withhold, withhold)).toThrow('refused by history');
  });
});

describe('Plasma Cash: requests', () => {
  test('5.3.1: who asks shows a transaction to herself, its parent, and a signature of who had the coin', () => {
    expect(() => standing(given, ask('owner', 0, 'none'))).toThrow('refused by history');
    expect(() => standing(given, gift, ask('rogue', 1, 0))).toThrow('refused by history');
    expect(() => standing(given, include(0, 'rogue'), include(1, 'rogue'), ask('rogue', 2, 0))).toThrow('history');
    // The first forged transaction cannot be shown, the second can.
    const forged = [include(0, 'rogue'), include(1, 'rogue')];
    expect(() => standing(deposited, ...forged, ask('rogue', 1, 0))).toThrow('refused by history');
    expect(standing(deposited, ...forged, ask('rogue', 2, 1)).contract.exits).toHaveLength(1);
  });

  test('5.3.1: an exit pays the coin that it names, W blocks after the request, and that coin once', () => {
    const paid = [ask('rogue', 0, 'none'), ...waits, block(true, 'rogue')];
    expect(() => standing(given, ask('rogue', 0, 'none'), ...waits, block())).toThrow('BLOCK is refused by contract');
    expect(() => standing(given, ask('rogue', 0, 'none'), block(true, 'rogue'))).toThrow('refused by contract');
    expect(standing(given, ...paid).contract).toMatchObject({ ownPaid: ['rogue'], balance: 0, exits: [] });
    expect(() => standing(given, ...paid, ask('rogue', 0, 'none'))).toThrow('refused by contract');
  });

  test('5.3.1: a coin has one exit at a time, unless the rule is out; a transaction always', () => {
    const twice = [include(0, 'rogue'), ask('rogue', 0, 'none'), ask('rogue', 1, 0)];
    expect(() => standing(given, ...twice)).toThrow('refused by contract');
    const beside: Setting = { ...given, without: ['oneAtATime'] };
    expect(standing(beside, ...twice).contract.exits).toHaveLength(2);
    expect(() => standing(beside, ask('rogue', 0, 'none'), ask('rogue', 0, 'none'))).toThrow('refused by contract');
    expect(standing(beside, ...twice, ...waits, block(true, 'rogue')).contract).toMatchObject({
      ownPaid: ['rogue'],
      balance: 0,
    });
  });

  test('5.3.1: a coin that nobody deposited has no number; without numbers it takes the last unit', () => {
    const others: Setting = { ...deposited, parameters: { ...deposited.parameters, H: 1, unwatched: 1 } };
    expect(() => standing(others, askOther('rogue', 2))).toThrow('refused by contract');
    expect(standing(others, askOther('rogue', 1), ...waits, block()).contract).toMatchObject({
      othersPaid: [1],
      balance: 2,
    });
    const fungible: Setting = { ...deposited, without: ['serialNumbers'] };
    const events = [askOther('rogue', 0), withhold, ask('owner', 0, 'none'), block(), block()];
    expect(standing(fungible, ...events, block()).contract).toMatchObject({
      othersPaid: [0],
      ownPaid: [],
    });
  });
});

describe('Plasma Cash: three challenges', () => {
  test('5.3.1: after. A spend of the exit’s transaction ends it at once, and its bond is lost', () => {
    const events = [ask('rogue', 0, 'none'), include(0, 'rogue')];
    const { contract } = standing(given, ...events, show('AFTER', 'rogue', 0, 1));
    expect(contract).toMatchObject({ exits: [], cancelled: [0], bondsLost: ['rogue'], balance: 1 });
    expect(() => standing(given, ...events, include(1, 'rogue'), show('AFTER', 'rogue', 0, 2))).toThrow('history');
    // What was forged is no spend.
    const forged = [include(0, 'rogue'), ask('owner', 0, 'none'), show('AFTER', 'rogue', 0, 1)];
    expect(() => standing(deposited, ...forged)).toThrow('refused by history');
    expect(standing({ ...deposited, without: ['signedSpends'] }, ...forged).contract.bondsLost).toEqual(['owner']);
  });

  test('5.3.1: between. An earlier spend of the parent ends it at once, a later one does not', () => {
    const spentTwice = [gift, include(0, 'rogue'), ask('rogue', 2, 0)];
    expect(standing(given, ...spentTwice, show('BETWEEN', 'owner', 2, 1)).contract).toMatchObject({
      exits: [],
      cancelled: [2],
    });
    const second = [include(0, 'rogue'), include(0, 'rogue'), ask('rogue', 1, 0)];
    expect(() => standing(given, ...second, show('BETWEEN', 'rogue', 1, 2))).toThrow('BETWEEN');
    expect(() => standing(given, ...spentTwice, show('AFTER', 'owner', 2, 1))).toThrow('CHALLENGE_AFTER is refused by');
  });

  /** 2 spends again what was spent for the owner, 3 spends that. */
  const invalid = [gift, include(0, 'rogue'), include(2, 'rogue'), ask('rogue', 3, 2)];

  test('5.3.1: before. What came before the parent and is not answered ends it when it matures', () => {
    const shown = [...invalid, show('BEFORE', 'owner', 3, 1)];
    expect(standing(given, ...shown).contract.exits[0]?.shown).toEqual([{ tx: 1, by: 'owner' }]);
    expect(() => standing(given, ...shown, ...waits, block(true, 'rogue'))).toThrow('refused by contract');
    expect(standing(given, ...shown, ...waits, block()).contract).toMatchObject({
      ...{ exits: [], cancelled: [3], ownPaid: [], bondsLost: ['rogue'] },
    });
    expect(() => standing(given, ...shown, answer('rogue', 3, 1, 2))).toThrow('refused by history');
  });

  test('5.3.1: before. It is answered by the signed spend, up to the parent, and the challenger’s bond is lost', () => {
    const self = [...invalid, show('BEFORE', 'rogue', 3, 0)];
    expect(standing(given, ...self, answer('rogue', 3, 0, 2)).contract.exits[0]).toMatchObject({
      shown: [],
      answered: [0],
    });
    expect(standing(given, ...self, answer('rogue', 3, 0, 1)).contract.bondsLost).toEqual(['rogue']);
    expect(() => standing(given, ...self, answer('rogue', 3, 0, 2), show('BEFORE', 'rogue', 3, 0))).toThrow('contract');
    // With more than one challenge the owner’s counts as well; with one alone it comes too late.
    const answered = [...self, answer('rogue', 3, 0, 2), show('BEFORE', 'owner', 3, 1), ...waits];
    expect(standing(given, ...answered, block()).contract.cancelled).toEqual([3]);
    const single: Setting = { ...given, without: ['manyChallenges'] };
    expect(standing(single, ...answered, block(true, 'rogue')).contract.ownPaid).toEqual(['rogue']);
    // A spend after the parent is no answer: 3 spends 1, and comes after 2.
    const late = [include(0, 'rogue'), include(0, 'rogue'), include(2, 'rogue'), ask('rogue', 3, 2)];
    expect(() => standing(given, ...late, show('BEFORE', 'rogue', 3, 1), answer('rogue', 3, 1, 3))).toThrow('history');
  });

  test('5.3.1: before. It comes in the first half of the time, rounded up; answers until the end', () => {
    const slow: Setting = { ...given, parameters: { ...given.parameters, reactionDelay: 3 } };
    expect(standing(slow, ...invalid, block(), show('BEFORE', 'owner', 3, 1)).contract.exits[0]?.shown).toHaveLength(1);
    expect(standing(slow, ...invalid, ...waits, show('BEFORE', 'owner', 3, 1)).contract.exits[0]?.shown).toEqual([]);
    const onePeriod: Setting = { ...slow, without: ['secondPeriod'] };
    expect(
      standing(onePeriod, ...invalid, ...waits, show('BEFORE', 'owner', 3, 1)).contract.exits[0]?.shown,
    ).toHaveLength(1);
    const own = [...passedOn, withhold, ask('owner', 2, 1), block(), show('BEFORE', 'rogue', 2, 0), block()];
    expect(standing(slow, ...own, answer('owner', 2, 0, 1), block(true, 'owner')).contract).toMatchObject({
      ...{ ownPaid: ['owner'], bondsLost: ['rogue'] },
    });
    expect(standing(slow, ...own, block()).contract).toMatchObject({
      ownPaid: [],
      bondsLost: ['owner'],
      cancelled: [2],
    });
  });
});

describe('Plasma Cash: the honest owner', () => {
  test('5.3.2: she takes a coin with its whole history, and no other', () => {
    expect(standing(given, gift).owner.path).toEqual([0, 1]);
    expect(standing(given, ...passedOn).owner.path).toEqual([0, 1, 2]);
    const hidden = [include(0, 'rogue'), include(0, 'owner')];
    expect(standing(given, ...hidden).owner.path).toEqual([]);
    expect(standing({ ...given, without: ['wholeHistory'] }, ...hidden).owner.path).toEqual([0, 2]);
    expect(standing(given, include(0, 'rogue', 'withheld'), include(1, 'owner', 'withheld')).owner.path).toEqual([]);
  });

  test('5.3.2: she takes no coin that somebody takes out or has taken out', () => {
    const open = [ask('rogue', 0, 'none'), gift];
    expect(standing(given, ...open).owner.path).toEqual([]);
    expect(standing({ ...given, without: ['quietCoin'] }, ...open).owner.path).toEqual([0, 1]);
    const gone = [ask('rogue', 0, 'none'), ...waits, block(true, 'rogue'), gift];
    expect(standing(given, ...gone).owner.path).toEqual([]);
    expect(standing({ ...given, without: ['quietCoin'] }, ...gone).owner.path).toEqual([0, 1]);
  });

  test('5.3.2: she lets no block with room pass while she owes a challenge, an answer or her request', () => {
    expect(() => standing(given, gift, ask('rogue', 0, 'none'), block())).toThrow('BLOCK is refused by owner');
    expect(() => standing(given, gift, withhold, block())).toThrow('BLOCK is refused by owner');
    expect(() => standing(given, gift, include(0, 'rogue'), block())).toThrow('BLOCK is refused by owner');
    const own = [...passedOn, withhold, ask('owner', 2, 1), show('BEFORE', 'rogue', 2, 0)];
    expect(() => standing(given, ...own, block())).toThrow('BLOCK is refused by owner');
    expect(standing(given, ...own, answer('owner', 2, 0, 1), block(false)).owner.toAnswer).toEqual([]);
    const stays: Setting = { ...given, parameters: { ...given.parameters, leave: 0 } };
    expect(standing(stays, gift, withhold, block()).owner.asked).toBe('nothing');
    expect(() => standing(given, gift, ask('owner', 1, 0))).toThrow('refused by owner');
    const atWill: Setting = { ...given, parameters: { ...given.parameters, leave: 2 } };
    expect(standing(atWill, gift, ask('owner', 1, 0)).owner.asked).toBe('open');
  });

  test('5.3.2: what is soonest too late comes first, where exits stand beside each other', () => {
    const beside: Setting = { ...given, without: ['oneAtATime'] };
    const both = [gift, include(0, 'rogue'), include(2, 'rogue'), ask('rogue', 0, 'none'), ask('rogue', 3, 2)];
    expect(() => standing(beside, ...both, show('AFTER', 'owner', 0, 1))).toThrow('refused by owner');
    expect(() => standing(beside, ...both, ask('owner', 1, 0))).toThrow('refused by owner');
    const sent = standing(beside, ...both, show('BEFORE', 'owner', 3, 1), show('AFTER', 'owner', 0, 1));
    expect(sent.contract.exits).toHaveLength(1);
    const careless: Setting = { ...given, without: ['oneAtATime', 'urgentFirst'] };
    expect(standing(careless, ...both, show('AFTER', 'owner', 0, 1), ask('owner', 1, 0)).contract.exits).toHaveLength(
      2,
    );
  });

  test('5.3.2: if her exit is cancelled because she could not answer, she asks again and is paid', () => {
    const slow: Setting = { ...given, parameters: { ...given.parameters, reactionDelay: 3 } };
    const late = [...passedOn, withhold, ask('owner', 2, 1), show('BEFORE', 'rogue', 2, 0), ...waits, block()];
    expect(standing(slow, ...late).owner.asked).toBe('nothing');
    expect(standing(slow, ...late, ask('owner', 2, 1), ...waits, block(true, 'owner')).contract.ownPaid).toEqual([
      'owner',
    ]);
  });
});

describe('Plasma Cash: a coin that is given on', () => {
  const limbo: Setting = { parameters: { length: 4, given: 0, gives: 1, cap: 3, W: 2 }, powers };
  const restarting: Setting = { ...limbo, parameters: { ...limbo.parameters, restarts: 1 } };
  const give: MachineEvent = { type: 'GIVE', tx: 0 };
  const gift = include(0, 'payee');

  test('5.3.1: the owner signs it once, while all is quiet, and only then a block contains it', () => {
    expect(() => standing(limbo, gift)).toThrow('refused by history');
    expect(() => standing(limbo, give, give)).toThrow('refused');
    expect(() => standing(limbo, withhold, give)).toThrow('refused by owner');
    expect(() => standing(limbo, { ...give, tx: 1 })).toThrow('refused by owner');
    expect(standing(limbo, give, gift)).toMatchObject({
      owner: { isGone: true },
      payee: { path: [0, 1], isAlarmed: false },
    });
    expect(standing(limbo, give, include(0, 'payee', 'withheld'))).toMatchObject({
      owner: { isGone: false },
      payee: { path: [] },
    });
  });

  test('5.3.2: in limbo the payee learns from a challenge of the owner’s exit that the coin is hers', () => {
    const events = [give, include(0, 'payee', 'withheld'), ask('owner', 0, 'none'), show('AFTER', 'rogue', 0, 1)];
    expect(standing(limbo, ...events)).toMatchObject({
      ...{ owner: { asked: 'defeated', isGone: true }, payee: { path: [0, 1] }, contract: { bondsLost: ['owner'] } },
    });
    expect(() => standing(limbo, ...events, block())).toThrow('BLOCK is refused by payee');
    const paid = [...events, ask('payee', 1, 0), block(), block(true, 'payee')];
    expect(standing(limbo, ...paid).contract.ownPaid).toEqual(['payee']);
  });

  /** 1 is the gift, 2 a forged spend beside it, 3 spends that; all withheld. */
  const forged = [give, gift, include(0, 'rogue'), include(2, 'rogue')].map((event) =>
    event.type === 'COMMIT' ? { ...event, data: 'withheld' } : event,
  );
  const answered = [...forged, ask('rogue', 3, 2), show('BEFORE', 'owner', 3, 0), block(), answer('rogue', 3, 0, 1)];

  test('5.3.2: a late answer shows the gift when the time for challenges is over, and the thief is paid', () => {
    expect(standing(limbo, ...answered).payee.path).toEqual([0, 1]);
    const late = [...answered, show('BEFORE', 'payee', 3, 1), block(true, 'rogue')];
    expect(standing(limbo, ...late).contract.ownPaid).toEqual(['rogue']);
  });

  test('5.3.2: where an answer gives the whole time again, the payee shows the gift, which nobody spent', () => {
    expect(standing(restarting, ...answered).contract.exits[0]?.age).toBe(0);
    const shown = [...answered, show('BEFORE', 'payee', 3, 1), block(), block()];
    expect(standing(restarting, ...shown).contract).toMatchObject({ ownPaid: [], cancelled: [3], exits: [] });
  });

  test('5.3.2: against a parent before her own transaction she shows the one before that', () => {
    // 1 is forged, 2 the gift; 3 spends 1.
    const events = [give, include(0, 'rogue'), gift, include(1, 'rogue'), ask('rogue', 3, 1)];
    expect(standing(limbo, ...events, show('BEFORE', 'payee', 3, 0)).contract.exits[0]?.shown).toEqual([
      { tx: 0, by: 'payee' },
    ]);
    expect(() => standing(limbo, ...events, show('BEFORE', 'payee', 3, 0), answer('rogue', 3, 0, 2))).toThrow(
      'history',
    );
  });
});
