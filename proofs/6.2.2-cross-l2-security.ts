/**
 * Theorem 6.2.2 (Cross-Layer 2 Security): "The security of a cross-Layer 2 transaction is bounded by the minimum security of the involved
 * Layer 2 systems and the security of the base layer."
 *
 * One file in spite of its length, because the claims share their settings.
 *
 * Literal reading. There is no minimum: security by Definition 5.2.1 has two prices, of theft and of standstill, and (9, 1) and (1, 9) are
 * not ordered; the transaction has (1, 1), which is neither. With theft alone it is false as a lower bound, and no corruption is needed
 * for that: executed before A is final and A reverts (3 steps); a pool for both rollups, from which a wrong batch of A pays what was
 * deposited for B (3 steps, and the victim never crossed); a verifier that is weaker than both. It is false as an upper bound, too: a user
 * whose intent was filled depends on B and the base layer alone, however cheap A is, and of a verifier that needs two of three
 * guards no single one is a bound.
 *
 * Repaired. Security is a family of minimal cut sets, a family a role. If what B acts on is final on A, or falls with A, and the escrow has
 * an account for each rollup, and ids are unique, expiring, of the past and of a chain that belongs, then
 *
 *     minCuts(role) = minimal elements of ⋃ cuts(layer) over the layers that the role's money depends on,
 *
 * cuts(V) among them, and the cost of robbing a role is the least over that union. Found by the search (`6.2.2-cut-sets.ts`), for whom:
 *
 * | | A | B | L1 | V |
 * |---|---|---|---|---|
 * | sends a message, has an open intent, fills one | × | × | × | × |
 * | holds on B, where messages mint | | × | × | × |
 * | holds on B, where solvers fill; had an intent filled | | × | × | |
 * | holds on A | × | | × | |
 *
 * A pool adds A's cut sets to those of everybody on B. Messages make a verifier everybody's concern on B, intents only that of the
 * parties, since nothing is minted.
 *
 * Latency against security, with wrong batches and reverts: A's events before B acts, and what a holder on B is worth.
 *
 * | waits for | B acts after | without cascade | with cascade | final on B after |
 * |---|---|---|---|---|
 * | soft | 1 | robbed in 3 | safe | 5 |
 * | posted | 2 | robbed in 4 | safe | 5 |
 * | final | 3 | safe | safe | 5 |
 *
 * So cascade buys early use and no early finality.
 */

import { range } from '../checker/language/menu.ts';
import { both, type Property, reachable } from '../checker/language/property.ts';
import type { Setting, System } from '../checker/language/system.ts';
import {
  type AnyClaim,
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Reading,
} from '../checker/language/theorem.ts';
import { type IntentView, intentSystem, type MessageView, messageSystem } from '../model/systems/interoperability.ts';
import { bookkeepingClaims } from './6.2.2-bookkeeping.ts';
import { adversary, layerLattices, pooledLattices, roles } from './6.2.2-cut-sets.ts';
import { expected } from './6.2.2-expected.ts';
import {
  arrives,
  bystander,
  depositingUser,
  depositor,
  filledUser,
  fillingSolver,
  intentBystander,
  sender,
} from './6.2.2-goals.ts';
import { priceClaims } from './6.2.2-prices.ts';
import { specifiedClaim } from './6.2.2-specified.ts';

function claim<V>(
  reading: Reading,
  id: string,
  says: string,
  system: System<V>,
  property: Property<V>,
  setting: Setting,
  unfired: Readonly<Record<string, string>> = {},
): Claim<V> {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  const verdict = reading === 'repaired' || reading === 'witness' ? 'exhausted' : 'violated';
  const expect = { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) } as const;
  return { id, reading, says, system, property, instance: 'guarded', setting, unfired, expect };
}

const messages = (
  reading: Reading,
  id: string,
  says: string,
  property: Property<MessageView>,
  setting: Setting,
  unfired: Readonly<Record<string, string>> = {},
): AnyClaim => claim(reading, id, says, messageSystem, property, setting, unfired);

const intents = (
  reading: Reading,
  id: string,
  says: string,
  property: Property<IntentView>,
  setting: Setting,
): AnyClaim => claim(reading, id, says, intentSystem, property, setting);

function change(...settings: readonly Setting[]): Setting {
  return {
    parameters: Object.assign({}, ...settings.map(({ parameters }) => parameters)) as Record<string, number>,
    powers: Object.assign({}, adversary.powers, ...settings.map(({ powers }) => powers)) as Record<string, boolean>,
    without: settings.flatMap(({ without = [] }) => without),
  };
}

const corrupted = (...names: readonly string[]): Setting => ({
  powers: Object.fromEntries(names.map((name) => [name, true])),
});
const without = (...rules: readonly string[]): Setting => ({ without: rules });
const waiting = (wait: number): Setting => ({ parameters: { wait } });

/** Nothing that is executed hangs on a batch that can still fall. */
const noCascade = { CASCADE: 'what is executed relies on what is final, and stays' };

const literalClaims: readonly AnyClaim[] = [
  messages(
    'literal',
    'executed-early',
    'Nothing is corrupted: B executes what A has announced, and A reverts it.',
    bystander,
    change(waiting(0), without('cascade')),
  ),
  messages(
    'literal',
    'executed-when-posted',
    'Nothing is corrupted: B executes what A has posted, and it is proved wrong.',
    bystander,
    change(waiting(1), without('cascade')),
  ),
  messages(
    'literal',
    'pooled-lockbox',
    'A has no defence, B is intact: a withdrawal that A makes up is paid from what was deposited for B.',
    bystander,
    change({ parameters: { guardsA: 0 } }, without('isolatedEscrow')),
  ),
  messages(
    'literal',
    'forged-by-verifier',
    'Both rollups and the base layer are intact, two guards of the verifier are not.',
    bystander,
    change(corrupted('v1', 'v2')),
  ),
];

const everybody: Property<MessageView> = both(
  'everybody-is-backed',
  'Sender, depositor and bystander are backed.',
  sender,
  depositor,
  bystander,
);

const oneLeft = corrupted('a1', 'b1', 'v1');

const repairedClaims: readonly AnyClaim[] = [
  messages('repaired', 'messages', 'Everybody, where B waits for what is final on A.', everybody, change(), noCascade),
  messages(
    'repaired',
    'messages-cascade',
    'Everybody, where B waits for nothing and falls with A.',
    everybody,
    change(waiting(0)),
  ),
  messages(
    'repaired',
    'messages-cascade-posted',
    'The same where B waits for what is posted.',
    everybody,
    change(waiting(1)),
  ),
  messages(
    'repaired',
    'messages-one-guard-left',
    'One guard of A and one of B are corrupted, and one of three of the verifier.',
    everybody,
    change(waiting(0), oneLeft),
  ),
  messages(
    'repaired',
    'bystander-despite-a',
    'A is in the hands of the adversary: who holds on B and never crossed is backed.',
    bystander,
    change(waiting(0), corrupted('a1', 'a2')),
  ),
  intents(
    'repaired',
    'intents-user',
    'A user with an intent, where everybody waits for what is final.',
    depositingUser,
    change(),
  ),
  intents('repaired', 'intents-solver', 'The solver who fills it.', fillingSolver, change()),
  intents('repaired', 'intents-bystander', 'A holder on B.', intentBystander, change()),
  intents(
    'repaired',
    'filled-user-despite-a-and-v',
    'A and the verifier are in the hands of the adversary: a user whose intent was filled is backed.',
    filledUser,
    change(corrupted('a1', 'a2', 'v1', 'v2', 'v3')),
  ),
  messages(
    'repaired',
    'arrives',
    'A token on its way arrives, or comes back when its message has expired.',
    arrives,
    change(),
    noCascade,
  ),
];

const necessaryClaims: readonly AnyClaim[] = [
  messages(
    'necessary',
    'without-isolated-escrow',
    'Dropped: an account for each rollup. A and its guards are corrupted, and a holder on B pays.',
    bystander,
    change(corrupted('a1', 'a2'), without('isolatedEscrow')),
  ),
  ...(
    [
      ['uniqueIds', 'a message is executed once'],
      ['expiryChecked', 'what expired, and was given back, is not executed'],
      ['timestamps', 'a message is executed no earlier than it is sent'],
      ['chainIds', 'a message is of a chain that belongs to the protocol'],
    ] as const
  ).map(([rule, says]) =>
    messages(
      'necessary',
      `without-${rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      `Dropped: ${says}.`,
      bystander,
      change(without(rule)),
    ),
  ),
  messages(
    'necessary',
    'without-refund-on-expiry',
    'Dropped: what expired is given back. The token is on its way for ever.',
    arrives,
    change(without('refundOnExpiry')),
  ),
  messages('necessary', 'without-a', 'Dropped: A has an honest guard.', sender, change(corrupted('a1', 'a2'))),
  messages('necessary', 'without-b', 'Dropped: B has an honest guard.', sender, change(corrupted('b1', 'b2'))),
  messages('necessary', 'without-l1', 'Dropped: the base layer holds.', sender, change(corrupted('l1'))),
  messages(
    'necessary',
    'without-v',
    'Dropped: two guards of the verifier are honest.',
    sender,
    change(corrupted('v1', 'v2')),
  ),
  intents(
    'necessary',
    'impatient-solver',
    'Dropped: the solver waits. He pays on a deposit that is announced, and it is reverted.',
    fillingSolver,
    change({ parameters: { patience: 0 } }),
  ),
  intents(
    'necessary',
    'fill-not-final',
    'Dropped: the deposit is paid out on a fill that is final. A fill that a sequencer made up is posted.',
    depositingUser,
    change(waiting(1)),
  ),
  intents(
    'necessary',
    'without-pay-once',
    'Dropped: a deposit is paid out once.',
    fillingSolver,
    change(without('payOnce')),
  ),
  intents(
    'necessary',
    'filled-when-expired',
    'Dropped: an expired intent is not filled. It was given back, and the solver pays.',
    fillingSolver,
    change(without('expiryChecked')),
  ),
];

const minted = (wait: number): AnyClaim =>
  messages(
    'witness',
    `minted-${['soft', 'posted', 'final'][wait]}`,
    `Waiting for level ${wait}, the user has her token on B.`,
    reachable<MessageView>(
      'minted',
      'The message of the user is executed.',
      (state) => (state.messages[0]?.context.minted ?? 0) > 0,
    ),
    change(waiting(wait)),
    wait === 2 ? noCascade : {},
  );

const settled = (wait: number): AnyClaim =>
  messages(
    'witness',
    `settled-${['soft', 'posted', 'final'][wait]}`,
    `Waiting for level ${wait}, the token is on B for good.`,
    reachable<MessageView>(
      'settled',
      'The execution is final on B.',
      (state) => state.messages[0]?.matches({ execution: 'settled' }) === true,
    ),
    change(waiting(wait)),
    wait === 2 ? noCascade : {},
  );

const witnessClaims: readonly AnyClaim[] = [
  ...range(0, 2).values.map(minted),
  ...range(0, 2).values.map(settled),
  messages(
    'witness',
    'wrong-message-executed-and-undone',
    'A message that A made up stands on B while A has it posted.',
    reachable<MessageView>(
      'wrong-message-stands',
      'The made-up message is executed and its batch is posted.',
      ({ messages: [, other], batches }) => (other?.context.minted ?? 0) > 0 && batches[1]?.matches('posted') === true,
    ),
    change(waiting(0)),
  ),
  messages(
    'witness',
    'given-back',
    'A message expires and its token is back on A.',
    reachable<MessageView>(
      'given-back',
      'The message of the user is refunded.',
      (state) => state.messages[0]?.matches({ age: 'refunded' }) === true,
    ),
    change(),
    noCascade,
  ),
  intents(
    'witness',
    'repaid',
    'An intent is filled, the fill is final, and the solver has the deposit.',
    reachable<IntentView>('repaid', 'The solver is paid.', ({ intent }) => intent.context.paid.includes('solver')),
    change(),
  ),
  intents(
    'witness',
    'made-up-fill-refused',
    'A made-up fill is posted while the deposit is there to be had.',
    reachable<IntentView>(
      'made-up-fill-posted',
      'A fill that nobody made is posted, the deposit is final and unpaid.',
      ({ batches, intent }) =>
        batches[2]?.matches('posted') === true &&
        batches[0]?.matches('final') === true &&
        intent.context.paid.length === 0,
    ),
    change(),
  ),
];

export const theorem: AnyTheorem = defineTheorem({
  item: '6.2.2',
  title: 'Cross-Layer 2 Security',
  says: 'The security of a transaction across two rollups is bounded by the minimum of theirs and by that of the base layer.',
  instances: {
    guarded: { guardsA: 2, guardsB: 2, guardsV: 3, threshold: 2 },
    single: { guardsA: 1, guardsB: 1, guardsV: 1, threshold: 1 },
    redundant: { guardsA: 1, guardsB: 1, guardsV: 3, threshold: 2 },
  },
  claims: [
    ...literalClaims,
    ...priceClaims,
    ...repairedClaims,
    ...necessaryClaims,
    ...witnessClaims,
    ...bookkeepingClaims,
    specifiedClaim,
  ],
  lattices: [
    {
      id: 'assumptions-messages',
      says: 'With no guard corrupted: what keeps sender, depositor and bystander backed?',
      system: messageSystem,
      goal: everybody,
      instance: 'guarded',
      hypotheses: {
        waitsForFinal: { says: 'B executes what is final on A', dropped: waiting(0) },
        cascade: { says: 'blocks of B fall with the blocks of A that they rely on', dropped: without('cascade') },
        nothingFalls: { says: 'A announces nothing that falls', dropped: adversary },
        uniqueIds: { says: 'a message is executed once', dropped: without('uniqueIds') },
        expiryChecked: { says: 'an expired message is not executed', dropped: without('expiryChecked') },
        timestamps: { says: 'a message is executed no earlier than it is sent', dropped: without('timestamps') },
        chainIds: { says: 'a message is of a chain that belongs', dropped: without('chainIds') },
        isolatedEscrow: { says: 'the escrow has an account for each rollup', dropped: without('isolatedEscrow') },
      },
      expect: {
        minimalSufficient: [['waitsForFinal'], ['cascade'], ['nothingFalls']].map((one) => [
          ...one,
          ...['uniqueIds', 'expiryChecked', 'timestamps', 'chainIds'],
        ]),
      },
    },
    ...layerLattices,
    ...roles.map(({ lattice }) => lattice),
    ...pooledLattices,
  ],
  frontiers: [
    {
      id: 'frontier-wait',
      says: 'The level that B waits for, W, against how far up valid batches are reverted, R.',
      system: messageSystem,
      goal: bystander,
      instance: 'guarded',
      setting: without('cascade'),
      axes: { R: { power: 'reach', values: range(0, 2).values }, W: { parameter: 'wait', values: range(0, 2).values } },
      expect: { formula: 'R <= W' },
    },
  ],
});
