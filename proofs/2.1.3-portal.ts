/**
 * Definition 2.1.3, after the game: what a verdict is worth, and what corrects a wrong one.
 *
 * The definition has F decide. Deployed systems do not take F at its word: after a game an airgap of A blocks passes in which a guardian
 * may blacklist a claim that won wrongly, or retire every claim there is. So safety rests on either of two: the games are decided rightly, or a
 * guardian who is there, and reacts in G blocks, of which K more are censored, is faster than the airgap: G + K < A. Where a
 * withdrawal has to mature for P blocks after its proof, and the proof comes later than the game's creation, the maturity does the
 * same as an airgap once it outlasts the game of T blocks: T + G + K ≤ P. A proof in the block of the creation costs it one block: T + G + K < P.
 *
 * Who can correct can also obstruct. "Every right withdrawal is paid" and "the guardian may list what it likes" do not hold together: against
 * a guardian who has gone over nobody is ever paid, and with faulty games and no guardian the thief is. What remains is the
 * table of both, decided by the two lattices below.
 */

import { always, cheapest, eventually, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type {
  AnyClaim,
  AnyFrontier,
  AnyLattice,
  Claim,
  Expectation,
  Hypothesis,
  Lattice,
} from '../checker/language/theorem.ts';
import { type PortalView, portalSystem } from '../model/systems/portal.ts';
import { granted, oneRegister } from './2.1.3-portal-account.ts';
import { counted } from './own-instance.ts';

const system = portalSystem;

const noTheft: Property<PortalView> = always(
  'nothing-stolen',
  'No withdrawal is paid that was never made.',
  ({ thief }) => !thief.matches('paid'),
);

const paid: Property<PortalView> = eventually(
  'owner-paid',
  'The owner of a withdrawal is paid.',
  ({ owner }) => owner.matches('paid'),
  {
    weak: [
      'BLOCK',
      { event: 'CREATE', with: { claim: 'right' } },
      'RESOLVE',
      { event: 'PROVE', with: { by: 'owner' } },
    ],
    strong: [{ event: 'FINALISE', with: { by: 'owner' } }],
  },
);

const expected: Readonly<Record<string, readonly [number, number, number, number?]>> = {
  'proven-early': [270, 711, 11, 3],
  'stale-won': [270, 711, 11, 3],
  'game-takes-its-time': [9, 14, 6, 4],
  'one-register-shared': [270, 711, 11],
  'one-register-rogue': [1015, 3532, 13],
  'one-register-retired': [595, 1544, 15],
  'one-register': [704, 1922, 11],
  'verdict-is-final': [50, 92, 5, 5],
  'portal-safe': [704, 1922, 11],
  'portal-safe-two': [220129, 951162, 15],
  'portal-safe-by-maturity': [450, 1155, 11],
  'portal-safe-by-games': [270, 711, 11],
  'portal-paid': [270, 711, 11],
  'without-airgap': [279, 516, 7, 7],
  'without-checks-lists': [454, 872, 8, 8],
  'without-guardian': [393, 773, 8, 8],
  'without-guardian-in-time': [459, 862, 8, 8],
  'without-respected-kind': [560, 1100, 8, 8],
  'without-proves-later': [320, 744, 7, 7],
  'without-own-timer': [270, 711, 11, 9],
  'rogue-guardian': [1015, 3532, 13, 8],
  'faulty-games': [550, 1445, 11, 4],
  'listed-in-time': [704, 1922, 11, 7],
  'proven-again': [9992, 34135, 17, 14],
};

function claim(
  id: string,
  reading: Claim<PortalView>['reading'],
  says: string,
  property: Property<PortalView>,
  setting: Setting,
  verdict: Expectation['verdict'] = reading === 'literal' || reading === 'necessary' ? 'violated' : 'exhausted',
): Claim<PortalView> {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  const price = property.kind === 'cheapest' ? { price: Number(setting.parameters?.T) } : {};
  const expect = { verdict, states, transitions, depth, ...price, ...(steps === undefined ? {} : { steps }) };
  const onlyHere = property === oneRegister ? { onlyHere: counted } : {};
  return { id, reading, says, system, property, instance: 'portal', setting, expect, ...onlyHere };
}

/** The games may be decided wrongly, old kinds of games are still there, a stranger meddles, one block leaves the guardian out. */
const adversary = { fault: true, stale: true, grief: true, censor: 1 };
/** The games are decided rightly; the rest as before. */
const meddlers = { stale: true, grief: true };
/** No airgap, and a maturity that outlasts the game and the guardian: T + G + K = 3 blocks. */
const maturityAlone: Setting = { parameters: { A: 0, P: 3 }, powers: adversary };

export const portalClaims: readonly AnyClaim[] = [
  claim('verdict-is-final', 'literal', 'F decides, and a wrong decision is paid on at once.', noTheft, {
    powers: { fault: true, absent: true },
    parameters: { A: 0, P: 0 },
  }),
  claim('portal-safe', 'repaired', 'Games are faulty; the guardian is faster than the airgap: G + K < A.', noTheft, {
    powers: adversary,
  }),
  claim('portal-safe-two', 'repaired', 'The same with two wrong claims and two right ones.', noTheft, {
    powers: adversary,
    parameters: { wrong: 2, right: 2 },
  }),
  claim(
    'portal-safe-by-maturity',
    'repaired',
    'No airgap: the maturity outlasts game and guardian: T + G + K ≤ P.',
    noTheft,
    maturityAlone,
  ),
  claim('portal-safe-by-games', 'repaired', 'No guardian: the games are decided rightly.', noTheft, {
    powers: { ...meddlers, absent: true },
  }),
  claim('portal-paid', 'repaired', 'Games are decided rightly: the owner is paid, whoever meddles.', paid, {
    powers: meddlers,
  }),
  claim('one-register', 'repaired', 'Claims, guardian and withdrawals keep one register.', oneRegister, {
    powers: adversary,
  }),
  claim('one-register-retired', 'repaired', 'The same where the guardian retires every claim there is.', oneRegister, {
    powers: adversary,
    parameters: { A: 2, G: 1, retires: 1 },
  }),
  claim('one-register-rogue', 'repaired', 'The same where the guardian has gone over.', oneRegister, {
    powers: { ...meddlers, rogue: true },
  }),
  claim('one-register-shared', 'repaired', 'The same where a proof counts for whoever it is about.', oneRegister, {
    powers: { ...meddlers, censor: granted },
    without: ['ownTimer'],
  }),
  claim(
    'game-takes-its-time',
    'repaired',
    'No game is decided before its T blocks are over.',
    cheapest(
      'decided',
      'Each block costs one, until a game is decided for its claim.',
      ({ games }) => games.some((game) => game.matches('decidedFor')),
      { BLOCK: 1 },
    ),
    { parameters: { T: 2, A: 0, P: 0, wrong: 0 } },
  ),
  claim('without-airgap', 'necessary', 'Dropped: payment waits for the airgap.', noTheft, {
    powers: adversary,
    without: ['airgap'],
  }),
  claim('without-checks-lists', 'necessary', 'Dropped: payment heeds the lists of the guardian.', noTheft, {
    powers: adversary,
    without: ['checksLists'],
  }),
  claim('without-guardian', 'necessary', 'Dropped: there is a guardian.', noTheft, {
    powers: { ...adversary, absent: true },
  }),
  claim('without-guardian-in-time', 'necessary', 'Dropped: G + K < A. Two blocks leave the guardian out.', noTheft, {
    powers: { ...adversary, censor: 2 },
  }),
  claim(
    'without-respected-kind',
    'necessary',
    'Dropped: only games of the respected kind count. The guardian watches no other.',
    noTheft,
    {
      powers: adversary,
      without: ['respectedKind'],
    },
  ),
  claim(
    'without-proves-later',
    'necessary',
    'Dropped: a proof is later than its game. The maturity begins a block too early.',
    noTheft,
    {
      ...maturityAlone,
      without: ['provesLater'],
    },
  ),
  claim(
    'without-own-timer',
    'necessary',
    'Dropped: a proof matures for whoever handed it in. A stranger starts it anew for ever.',
    paid,
    {
      powers: meddlers,
      without: ['ownTimer'],
    },
  ),
  claim(
    'rogue-guardian',
    'necessary',
    'Dropped: the guardian is honest. Every right claim is listed, however many there are (here one).',
    paid,
    {
      powers: { ...meddlers, rogue: true },
    },
  ),
  claim(
    'faulty-games',
    'necessary',
    'Dropped: games are decided rightly. Every right claim loses (here one), and no guardian can make it win.',
    paid,
    {
      powers: { ...meddlers, fault: true },
    },
  ),
  claim(
    'stale-won',
    'witness',
    'A game of a kind that is no longer respected is decided for a wrong claim.',
    reachable('stale-won', 'A stale game won by a wrong claim.', ({ games }) =>
      games.some((game) => game.context.kind === 'stale' && game.matches('decidedFor')),
    ),
    { powers: meddlers },
  ),
  claim(
    'proven-early',
    'witness',
    'A withdrawal is proven while the game over its claim goes on, a block after it began.',
    reachable(
      'proven-early',
      'Proven against a claim whose game goes on.',
      ({ games, owner }) => games[owner.context.game]?.matches('inProgress') === true,
    ),
    { powers: meddlers },
  ),
  claim(
    'listed-in-time',
    'witness',
    'A wrong claim wins its game, a withdrawal proven against it matures, and the guardian comes in the last block of the airgap.',
    reachable(
      'listed-in-time',
      'Listed when the airgap is over, with a mature proof.',
      ({ games, thief, l1 }) =>
        games.some(
          ({ context, value }) =>
            context.claim === 'wrong' &&
            value === 'decidedFor' &&
            context.isListed &&
            context.age === context.terms.airgap,
        ) &&
        thief.context.age === thief.context.terms.maturity &&
        l1.context.censorship === 0,
    ),
    { powers: adversary },
  ),
  claim(
    'proven-again',
    'witness',
    'The guardian retires every claim, and the owner’s withdrawal, proven again against a new one, is about to be paid.',
    reachable(
      'proven-again',
      'A mature proof against a valid claim, while another right claim was retired.',
      ({ games, owner: { context } }) => {
        const against = games[context.game];
        return (
          games.some(({ context: one }) => one.claim === 'right' && one.isListed) &&
          context.age === context.terms.maturity &&
          against?.value === 'decidedFor' &&
          !against.context.isListed &&
          against.context.age === against.context.terms.airgap
        );
      },
    ),
    { powers: adversary, parameters: { retires: 1, right: 2 } },
  ),
];

const speed = {
  G: { parameter: 'G', values: [0, 1, 2] },
  K: { power: 'censor', values: [0, 1, 2] },
} as const;

const faulty = { fault: true, stale: true };

export const portalFrontiers: readonly AnyFrontier[] = [
  {
    id: 'frontier-airgap',
    says: 'Airgap of A blocks against a guardian who reacts in G blocks and is left out of K.',
    ...{ system, goal: noTheft, instance: 'portal', setting: { powers: faulty, parameters: { P: 0, right: 0 } } },
    axes: { ...speed, A: { parameter: 'A', values: [0, 1, 2, 3, 4, 5] } },
    expect: { formula: 'G + K < A' },
  },
  {
    id: 'frontier-maturity',
    says: 'No airgap: maturity of P blocks of a proof that comes after its game’s creation, which takes T blocks.',
    ...{ system, goal: noTheft, instance: 'portal', setting: { powers: faulty, parameters: { A: 0, right: 0 } } },
    axes: {
      ...speed,
      T: { parameter: 'T', values: [1, 2] },
      P: { parameter: 'P', values: [0, 1, 2, 3, 4, 5, 6] },
    },
    expect: { formula: 'G + K + T <= P' },
  },
  {
    id: 'frontier-maturity-at-once',
    says: 'The same where a withdrawal can be proven in the block of the creation.',
    ...{ system, goal: noTheft, instance: 'portal' },
    setting: { powers: faulty, parameters: { A: 0, right: 0 }, without: ['provesLater'] },
    axes: {
      G: { parameter: 'G', values: [0, 1] },
      K: { power: 'censor', values: [0, 1] },
      T: { parameter: 'T', values: [1, 2] },
      P: { parameter: 'P', values: [0, 1, 2, 3, 4, 5] },
    },
    expect: { formula: 'G + K + T < P' },
  },
];

const hypotheses: Readonly<Record<string, Hypothesis>> = {
  soundGames: { says: 'games are decided rightly', dropped: { powers: { fault: true } } },
  guardianThere: { says: 'there is a guardian', dropped: { powers: { absent: true } } },
  guardianHonest: { says: 'the guardian lists nothing but wrong claims', dropped: { powers: { rogue: true } } },
  guardianHeard: { says: 'fewer than A - G blocks leave the guardian out', dropped: { powers: { censor: 2 } } },
  airgap: { says: 'payment waits for the airgap', dropped: { without: ['airgap'] } },
  checksLists: { says: 'payment heeds the lists', dropped: { without: ['checksLists'] } },
  respectedKind: { says: 'only games of the respected kind count', dropped: { without: ['respectedKind'] } },
  ownTimer: { says: 'a proof matures for whoever handed it in', dropped: { without: ['ownTimer'] } },
};

function lattice(
  id: string,
  says: string,
  goal: Property<PortalView>,
  minimalSufficient: Lattice<PortalView>['expect']['minimalSufficient'],
): Lattice<PortalView> {
  const setting = { powers: { stale: true, grief: true, censor: 1 } };
  return { id, says, system, goal, instance: 'portal', setting, hypotheses, expect: { minimalSufficient } };
}

export const portalLattices: readonly AnyLattice[] = [
  lattice('assumptions-theft', 'What keeps a thief from being paid.', noTheft, [
    ['soundGames', 'respectedKind'],
    ['guardianThere', 'guardianHonest', 'guardianHeard', 'airgap', 'checksLists', 'respectedKind'],
  ]),
  lattice('assumptions-payment', 'What has the owner paid.', paid, [['soundGames', 'guardianHonest', 'ownTimer']]),
];
