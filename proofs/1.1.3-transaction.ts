/**
 * Definition 1.1.3 (Transaction): "A Layer 2 transaction tx is a tuple (s, r, v, d, σ) …" The sender, the recipient, the value, data, and
 * the signature.
 *
 * Literal reading: what is signed is (s, r, v, d), and a chain executes whatever is signed. Then a signature is worth any number of executions:
 * twice on one chain, or on two chains if there is a nonce and no chain id, or on a fork that copied the chain's own id from
 * storage; and nothing bounds when. Signatures do not say how to take them back: a replaced transaction may be the one that is executed,
 * and what was included may be reverted. The last two are false with every rule kept; they are what the fee and finality are not.
 *
 * Repaired reading: with a nonce, a chain id that the chain knows from itself, a lifetime, and σ over all of it, one signature is executed at most
 * once, as it was signed, in time, and not beside its replacement; what is final stays. Each hypothesis is necessary.
 *
 * A lifetime has its price: whoever can delay a transaction can kill it. Sent to the inbox at once it takes K censored blocks, one into
 * the inbox and D there, and must not be older than L: K + 1 + D <= L. Through the sequencer alone no lifetime is long enough.
 */

import { range } from '../checker/language/menu.ts';
import { type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type Claim,
  defineTheorem,
  type Expectation,
  type Hypothesis,
  type Reading,
  type Theorem,
} from '../checker/language/theorem.ts';
import { fieldsOf } from '../model/1.1.3-transaction.ts';
import { transactionSystem as system, type TransactionsView } from '../model/systems/transactions.ts';
import { dueIsConsumed, oneClock, oneStory } from './1.1.3-account.ts';
import {
  asSigned,
  exclusive,
  executedOnce,
  finalStays,
  heardInTime,
  inTime,
  noneExpires,
  replacedForGood,
  soundness,
  staysIncluded,
} from './1.1.3-goals.ts';
import { staying } from './own-instance.ts';

const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  'none-expires': [229, 518, 9],
  'without-forced-place': [29, 52, 7, 5],
  'due-is-consumed': [28, 50, 7],
  'one-story-of-two-chains': [440, 1091, 10],
  'one-story-of-three': [1701, 6101, 15],
  'one-clock': [569, 1466, 10],
  'one-story-poor': [556, 1691, 14],
  'executed-twice': [18, 22, 3, 3],
  'replayed-on-fork': [23, 31, 3, 3],
  'copied-chain-id': [23, 31, 3, 3],
  'recipient-altered': [7, 7, 2, 2],
  'executed-late': [227, 360, 6, 6],
  'replacement-beside': [47, 67, 4, 4],
  'replaced-and-executed': [17, 21, 3, 3],
  reverted: [18, 22, 3, 3],
  'expired-unheard': [74, 109, 5, 5],
  repaired: [1113, 3728, 14],
  'repaired-medium': [76525, 293906, 23],
  'final-stays': [1113, 3728, 14],
  'heard-in-time': [861, 2253, 12],
  'without-nonces': [28, 33, 3, 3],
  'without-chain-ids': [34, 43, 3, 3],
  'without-live-chain-ids': [34, 43, 3, 3],
  'without-signs-fields': [9, 10, 2, 2],
  'without-expiry': [354, 646, 6, 6],
  'without-forced-inclusion': [291, 478, 6, 6],
  'without-stable-chain': [582, 1430, 9, 9],
  'without-finality': [75, 108, 4, 4],
  'original-final-witnessed': [1113, 3728, 14, 3],
  'replacement-final-witnessed': [1113, 3728, 14, 4],
  'expired-witnessed': [1113, 3728, 14, 5],
  'reverted-witnessed': [1113, 3728, 14, 3],
  'last-block-used-witnessed': [1757, 5915, 16, 5],
  'rejected-witnessed': [34650, 135075, 19, 5],
  'execution-failed-witnessed': [86, 215, 8, 2],
};

const adversary: Setting = { powers: { fork: true, alter: true, reorg: true, censor: 1 } };

const hypotheses: Readonly<Record<string, Hypothesis>> = {
  nonces: { says: 'the signature covers a nonce', dropped: { without: ['nonces'] } },
  chainIds: { says: 'the signature covers a chain id', dropped: { without: ['chainIds'] } },
  liveChainIds: { says: 'a chain knows its id from itself', dropped: { without: ['liveChainIds'] } },
  signsFields: { says: 'the signature covers recipient, value and data', dropped: { without: ['signsFields'] } },
  expiry: { says: 'the signature covers a lifetime', dropped: { without: ['expiry'] } },
};

/** Long enough for the inbox, with one censored block: K + 1 + D <= L. */
const longLived: Setting = { parameters: { L: 3 } };

/** Why REJECT may stay unfired where there is but one nonce. */
const inTurn = { REJECT: 'out of its turn is only what has a later nonce' };

function claim(
  id: string,
  reading: Reading,
  says: string,
  property: Property<TransactionsView>,
  verdict: Expectation['verdict'],
  setting: Setting,
  instance = 'small',
): Claim<TransactionsView> {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  const expect = { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
  return { id, reading, says, system, property, instance, setting, unfired: inTurn, expect };
}

/** The tuple as it stands: no nonce, no chain id, no lifetime. */
const tuple = ['nonces', 'chainIds', 'liveChainIds', 'expiry'];

function isIn(tx: TransactionsView['txs'][0] | undefined, state: string): boolean {
  return tx?.matches({ signed: state }) === true;
}

function witness(
  id: string,
  says: string,
  found: (view: TransactionsView) => boolean,
  setting: Setting = {},
): Claim<TransactionsView> {
  const property = reachable<TransactionsView>(id, says, found);
  return claim(`${id}-witnessed`, 'witness', says, property, 'exhausted', { ...adversary, ...setting });
}

const claims: readonly Claim<TransactionsView>[] = [
  claim('executed-twice', 'literal', 'One signature, two executions.', executedOnce, 'violated', { without: tuple }),
  claim(
    'replayed-on-fork',
    'literal',
    'A nonce and no chain id: the fork has the same nonce.',
    executedOnce,
    'violated',
    {
      powers: { fork: true },
      without: ['chainIds'],
    },
  ),
  claim(
    'copied-chain-id',
    'literal',
    'A chain id that the chain keeps in storage, which the fork copies.',
    executedOnce,
    'violated',
    {
      powers: { fork: true },
      without: ['liveChainIds'],
    },
  ),
  claim('recipient-altered', 'literal', 'A signature that does not say over what.', asSigned, 'violated', {
    powers: { alter: true },
    without: ['signsFields'],
  }),
  claim('executed-late', 'literal', 'A signature has no end.', inTime, 'violated', { without: tuple }),
  claim(
    'replacement-beside',
    'literal',
    'The replacement is executed, and what it replaced as well.',
    exclusive,
    'violated',
    {
      without: tuple,
    },
  ),
  claim(
    'replaced-and-executed',
    'literal',
    'Every rule kept: the sequencer executes what was replaced.',
    replacedForGood,
    'violated',
    {},
  ),
  claim('reverted', 'literal', 'Every rule kept: what was included is taken back.', staysIncluded, 'violated', {
    powers: { reorg: true },
  }),
  claim(
    'expired-unheard',
    'literal',
    'Every rule kept: the sequencer waits until the lifetime is over.',
    noneExpires,
    'violated',
    {},
  ),
  claim(
    'repaired',
    'repaired',
    'With nonce, chain id and lifetime under the signature.',
    soundness,
    'exhausted',
    adversary,
  ),
  claim(
    'repaired-medium',
    'repaired',
    'The same with three transactions, and longer lives.',
    soundness,
    'exhausted',
    adversary,
    'medium',
  ),
  claim('final-stays', 'repaired', 'What is final stays.', finalStays, 'exhausted', adversary),
  claim(
    'heard-in-time',
    'repaired',
    'With L = 3, D = 1 and K = 1 nothing expires that went to the inbox at once.',
    heardInTime,
    'exhausted',
    { ...longLived, powers: { fork: true, alter: true, censor: 1 } },
  ),
  claim(
    'one-story-poor',
    'repaired',
    'Transactions and chain tell the same story, where money runs out too.',
    oneStory,
    'exhausted',
    {
      parameters: { balance: 0 },
      powers: { reorg: true },
    },
  ),
  claim('one-story-of-three', 'repaired', 'The same of three transactions, two nonces.', oneStory, 'exhausted', {
    parameters: { txs: 3, L: 0 },
    powers: { reorg: true },
  }),
  claim(
    'one-story-of-two-chains',
    'repaired',
    'The same where a fork takes the signature too.',
    oneStory,
    'exhausted',
    {
      parameters: { L: 1 },
      powers: { fork: true },
      without: ['chainIds'],
    },
  ),
  claim(
    'due-is-consumed',
    'repaired',
    'What is due is executed, in the last block of its life too.',
    dueIsConsumed,
    'exhausted',
    {
      parameters: { txs: 1 },
    },
  ),
  claim('without-forced-place', 'necessary', 'Dropped: the chain consumes the inbox.', dueIsConsumed, 'violated', {
    parameters: { txs: 1 },
    without: ['forcedInclusion'],
  }),
  claim('none-expires', 'repaired', 'Without a lifetime none expires.', noneExpires, 'exhausted', {
    parameters: { L: 1 },
    without: ['expiry'],
  }),
  claim('one-clock', 'repaired', 'What waits, waits within its time.', oneClock, 'exhausted', {
    powers: { fork: true, alter: true, censor: 1 },
  }),
  ...Object.entries(hypotheses).map(([name, { says, dropped }]) =>
    claim(
      `without-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      'necessary',
      `Dropped: ${says}.`,
      soundness,
      'violated',
      { ...adversary, ...dropped },
    ),
  ),
  claim(
    'without-forced-inclusion',
    'necessary',
    'Dropped, of being heard: the chain consumes the inbox.',
    heardInTime,
    'violated',
    { ...longLived, powers: { censor: 1 }, without: ['forcedInclusion'] },
  ),
  claim(
    'without-stable-chain',
    'necessary',
    'Dropped, of being heard: nothing is taken back. What is taken back late expires.',
    heardInTime,
    'violated',
    { ...longLived, powers: { reorg: true } },
  ),
  claim(
    'without-finality',
    'necessary',
    'Dropped, of what is final: no reorganisation takes it back.',
    finalStays,
    'violated',
    { powers: { ...adversary.powers, deepReorg: true } },
  ),
  witness('original-final', 'A transaction is executed and final.', ({ txs }) => isIn(txs[0], 'final')),
  witness(
    'replacement-final',
    'A transaction is replaced and invalid, and its replacement final.',
    ({ txs }) => isIn(txs[0], 'invalidated') && txs[0]?.context.isReplaced === true && isIn(txs[1], 'final'),
  ),
  witness('expired', 'A transaction expires.', ({ txs }) => txs.some((tx) => isIn(tx, 'expired'))),
  witness('reverted', 'A transaction is taken back, and waits once more.', ({ txs }) =>
    txs.some((tx) => tx.matches({ signed: { pending: 'reverted' } })),
  ),
  witness(
    'last-block-used',
    'All censorship is spent, and the chain has to execute a transaction in the last block of its life.',
    ({ l1, txs }) =>
      l1.context.censorship === 0 &&
      txs.some((tx) => {
        const { age, waited, terms } = tx.context;
        const isInInbox = tx.matches({ signed: { pending: 'inInbox' } });
        return isInInbox && waited === terms.deadline && age === fieldsOf(tx.context).lifetime;
      }),
    longLived,
  ),
  witness(
    'rejected',
    'A transaction has its forced place before its turn, and is found invalid there.',
    ({ txs, chains }) => isIn(txs[2], 'invalidated') && chains[0]?.context.log.length === 0,
    { parameters: { txs: 3 } },
  ),
  witness(
    'execution-failed',
    'A transaction is executed and fails for want of money, and uses its nonce.',
    ({ txs }) => txs.some((tx) => tx.matches({ signed: { included: 'failed' } })),
    { parameters: { txs: 1, balance: 0 } },
  ),
];

export const theorem: Theorem<TransactionsView> = defineTheorem<TransactionsView>({
  item: '1.1.3',
  title: 'Transaction',
  says: 'A transaction is a tuple (s, r, v, d, σ); one signature is worth one execution.',
  instances: {
    small: { txs: 2, balance: 2, L: 2, D: 1 },
    medium: { txs: 3, balance: 2, L: 3, D: 1 },
  },
  // With three transactions one can be forced out of its turn, and is rejected: the account is of settings in which nothing is.
  claims: staying(claims, { 'one-story-poor': 'its property is of settings in which nothing is rejected' }),
  lattices: [
    {
      id: 'assumptions-once',
      says: 'Which hypotheses keep one signature from being executed twice?',
      system,
      goal: executedOnce,
      instance: 'small',
      setting: { powers: { alter: true, reorg: true, censor: 1 } },
      hypotheses: {
        ...hypotheses,
        oneChain: {
          says: 'there is no other chain on which the signature can be tried',
          dropped: { powers: { fork: true } },
        },
      },
      expect: {
        minimalSufficient: [
          ['nonces', 'oneChain'],
          ['nonces', 'chainIds', 'liveChainIds'],
        ],
      },
    },
  ],
  frontiers: [
    {
      id: 'frontier-lifetime',
      says: 'Lifetime L against the deadline D of the inbox and K censored blocks.',
      system,
      goal: heardInTime,
      instance: 'small',
      setting: {},
      axes: {
        D: { parameter: 'D', values: range(0, 2).values },
        K: { power: 'censor', values: range(0, 2).values },
        L: { parameter: 'L', values: range(0, 6).values },
      },
      expect: { formula: 'D + K < L' },
    },
  ],
});
