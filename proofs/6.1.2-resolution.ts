/**
 * Theorem 6.1.2, the liveness half of atomicity: no transfer stays half done for ever, □◇resolved under weak fairness.
 *
 * Literal reading, "lock before mint, burn before release": false, since an order obliges nobody to take the second step. With nobody
 * to relay a lock stays for ever; with a fair relayer it stays when the deadline passes first, because clocks of two chains are
 * not bound to each other; and where an execution that fails spends the id, neither mint nor refund, neither release nor retry is left.
 *
 * Repaired: refunds on proof of non-receipt after the deadline by the target's clock, ids spent only on success, both clocks going
 * on, and a user who brings proofs to the source chain himself. The relayer may be dead, or relay what she likes. The other repair is
 * a fair relayer and no deadline at all. A committee has to sign the proof of non-receipt, so k honest operators must be left:
 * i + k ≤ n here against i < k for safety, which is why k is a choice and n < 2i + 1 leaves none.
 *
 * Weaker than it looks: "again and again resolved" is not "resolved for good". While reorgs go on they orphan the refund
 * each time (`never-settled`); without them it is for good.
 *
 * Not needed: fairness of the source's clock (a refund is a transaction of the block in progress). It stays among the promises, since
 * a chain without blocks includes nothing.
 */

import { range } from '../checker/language/menu.ts';
import type { Property } from '../checker/language/property.ts';
import type { Setting, System } from '../checker/language/system.ts';
import type { Claim, Frontier, Lattice, Reading } from '../checker/language/theorem.ts';
import { committeeBridge, lightClientBridge } from '../model/systems/bridge.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';
import { optimisticBridge } from '../model/systems/optimistic-bridge.ts';
import { expected } from './6.1.2-expected.ts';
import { clocksAndUser, promises, resolves, returns, settlesForGood, unfreezes } from './6.1.2-goals.ts';
import { forger, adversary as safetyAdversary } from './6.1.2-hypotheses.ts';

/** What the repaired claims grant the adversary: all that the safety half grants, and executions that fail. */
const adversary: Setting = { powers: { ...safetyAdversary.powers, fail: true } };

const everybody = [...clocksAndUser, ...promises.relay];

type Told = readonly [id: string, says: string, property: Property<BridgeView>, setting: Setting];

function claim(
  reading: Reading,
  [id, says, property, setting]: Told,
  system: System<BridgeView> = lightClientBridge,
  instance = 'small',
): Claim<BridgeView> {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  const verdict = reading === 'repaired' ? 'exhausted' : 'violated';
  const expect = { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) } as const;
  const unfired =
    setting.without?.includes('refunds') === true ? { REFUND: 'the rule that is taken out pays nothing back' } : {};
  return { id, reading, says, system, property, instance, setting, unfired, expect };
}

function without(rules: readonly string[], { powers = {} }: Setting = adversary): Setting {
  return { powers, without: rules };
}

const literal: readonly Told[] = [
  [
    'relayer-down',
    'Nobody relays and nothing is paid back: locked for ever.',
    resolves(clocksAndUser),
    { without: ['refunds'] },
  ],
  [
    'deadline-passed',
    'The relayer is fair and nothing is paid back: the target goes on faster than the source, and the message expires.',
    resolves(everybody),
    { without: ['refunds'] },
  ],
  [
    'execution-failed',
    'Everybody is fair; the execution on the target fails and spends the id, so that the message counts as received.',
    resolves(everybody),
    { powers: { fail: true }, without: ['spentOnSuccess'] },
  ],
  [
    'release-failed',
    'Everybody is fair; burned, and the release fails and spends the id: never released.',
    returns(everybody),
    { powers: { fail: true }, without: ['spentOnSuccess'] },
  ],
];

const repaired: readonly Claim<BridgeView>[] = [
  claim('repaired', [
    'resolved-without-relayer',
    'Light clients: resolved again and again with clocks and user alone. Two transfers, kc = F = 2, timeout 2.',
    resolves(clocksAndUser),
    adversary,
  ]),
  claim(
    'repaired',
    [
      'resolved-without-relayer-medium',
      'The same with kc = F = 3 and timeout 4.',
      resolves(clocksAndUser),
      { powers: { ...adversary.powers, reorg: 3 } },
    ],
    lightClientBridge,
    'medium',
  ),
  claim(
    'repaired',
    ['resolved-without-relayer-large', 'The same with three transfers.', resolves(clocksAndUser), adversary],
    lightClientBridge,
    'large',
  ),
  claim(
    'repaired',
    [
      'resolved-by-committee',
      'A committee, 2 keys of 3 with one stolen whose owner signs no truth: one transfer.',
      resolves(clocksAndUser),
      { parameters: { transfers: 1 }, powers: { ...adversary.powers, keys: 1 } },
    ],
    committeeBridge,
  ),
  claim(
    'repaired',
    [
      'resolved-by-claims',
      'Disputable claims, a window of 2 with one block missed: one transfer, and watchers who dispute.',
      resolves([...clocksAndUser, ...promises.watch]),
      { ...forger, powers: { ...forger.powers, fail: true } },
    ],
    optimisticBridge,
  ),
  claim('repaired', [
    'resolved-after-thaw',
    'Light clients that freeze once, and somebody who thaws them.',
    resolves([...clocksAndUser, ...promises.thaw]),
    { powers: { ...adversary.powers, freeze: true } },
  ]),
  claim('repaired', [
    'resolved-by-relayer',
    'The other repair: a fair relayer, no deadline, nothing paid back.',
    resolves(everybody),
    without(['refunds', 'mintDeadline']),
  ]),
  claim('repaired', [
    'settled-for-good',
    'While no block is orphaned what is resolved stays so.',
    settlesForGood(clocksAndUser),
    { powers: { ...adversary.powers, reorg: 0 } },
  ]),
];

const withoutPromise = (...dropped: readonly (keyof typeof promises)[]): Property<BridgeView> =>
  resolves(clocksAndUser.filter((fair) => !dropped.some((name) => promises[name].includes(fair))));

const necessary: readonly Told[] = [
  [
    'without-target-clock',
    'Dropped: the target goes on. No deadline ever passes.',
    withoutPromise('targetClock'),
    adversary,
  ],
  [
    'without-timeout-proof',
    'Dropped: somebody proves that the message was not received.',
    withoutPromise('timeoutProof'),
    adversary,
  ],
  ['without-refund', 'Dropped: the user asks for his deposit.', withoutPromise('refund'), adversary],
  ['without-return', 'Dropped: the user brings the proof of his burn.', withoutPromise('return'), adversary],
  [
    'without-some-success',
    'Dropped: the release succeeds some time. It is tried for ever and fails.',
    resolves([
      ...clocksAndUser.filter((fair) => !promises.return.includes(fair)),
      { event: 'ATTEST_BURN', with: { transfer: 0 } },
      { event: 'RELEASE', with: { transfer: 0 } },
    ]),
    adversary,
  ],
  ['without-refunds', 'Dropped: a deposit can be paid back.', resolves(clocksAndUser), without(['refunds'])],
  [
    'without-spent-on-success',
    'Dropped: a message whose execution fails is not spent.',
    resolves(clocksAndUser),
    without(['spentOnSuccess']),
  ],
  [
    'without-thaws',
    'Dropped: a frozen client is thawed. Nothing is accepted any more, neither receipt nor non-receipt.',
    resolves([...clocksAndUser, ...promises.thaw]),
    { powers: { ...adversary.powers, freeze: true }, without: ['thaws'] },
  ],
  [
    'never-settled',
    'Dropped: no block is orphaned. The refund is undone each time; resolved again and again, never for good.',
    settlesForGood(clocksAndUser),
    adversary,
  ],
];

export const resolutionClaims: readonly Claim<BridgeView>[] = [
  ...literal.map((told) => claim('literal', told)),
  ...repaired,
  ...necessary.map((told) => claim('necessary', told)),
  claim(
    'necessary',
    [
      'without-watch',
      'Dropped: watchers dispute what they see. No block passes while a dispute is owed, and none comes.',
      resolves(clocksAndUser),
      { ...forger, powers: { ...forger.powers, fail: true } },
    ],
    optimisticBridge,
  ),
  claim(
    'necessary',
    [
      'without-live-quorum',
      'Dropped: k operators are honest. Three of three must sign, and one does not.',
      resolves(clocksAndUser),
      { parameters: { transfers: 1, k: 3 }, powers: { ...adversary.powers, keys: 1 } },
    ],
    committeeBridge,
  ),
];

export const resolutionLattices: readonly Lattice<BridgeView>[] = [
  {
    id: 'assumptions-resolution',
    says: 'Which rules resolve every transfer, with fair clocks, an active user and clients that freeze?',
    system: lightClientBridge,
    goal: resolves([...clocksAndUser, ...promises.thaw]),
    instance: 'small',
    setting: { powers: { freeze: true } },
    hypotheses: {
      refunds: { says: 'a deposit can be paid back', dropped: { without: ['refunds'] } },
      thaws: { says: 'a frozen client is thawed', dropped: { without: ['thaws'] } },
      spentOnSuccess: {
        says: 'a message whose execution fails is not spent',
        dropped: { without: ['spentOnSuccess'] },
      },
      callsSucceed: { says: 'no call of a message fails', dropped: { powers: { fail: true } } },
    },
    expect: {
      minimalSufficient: [
        ['refunds', 'thaws', 'spentOnSuccess'],
        ['refunds', 'thaws', 'callsSucceed'],
      ],
    },
  },
];

export const resolutionFrontiers: readonly Frontier<BridgeView>[] = [
  {
    id: 'frontier-live-keys',
    says: 'Threshold k against i operators, of four with one key each, whose stolen keys sign nothing true.',
    system: committeeBridge,
    goal: unfreezes(clocksAndUser),
    instance: 'small',
    setting: { powers: { fail: true }, parameters: { transfers: 1, n: 4 } },
    // With all four stolen nobody is left to promise anything.
    axes: { i: { power: 'keys', values: range(0, 3).values }, k: { parameter: 'k', values: range(1, 4).values } },
    expect: { formula: 'i + k < 5' },
  },
];
