/**
 * Theorem 5.1.2 (Security Inheritance): a Layer 2 system inherits security from Layer 1 if and only if (1) the bridging mechanism correctly
 * maps state transitions, (2) data availability holds, (3) Layer 1 is secure.
 *
 * "Inherits security" is read per goal: nobody but the owner is paid from the escrow; the owner who wants to leave is paid. Condition 1 is
 * ambiguous: a bridge that honours only valid states would make the theorem circular, so it is read as "honours what the rollup
 * confirmed, and nothing else".
 *
 * Literal reading. "If" is false: with all three conditions kept, a wrong claim that nobody challenges is confirmed after C blocks and
 * paid; so is one with a proof that should not exist; and an upgrade needs none of it. The assumptions about honest actors and about the
 * scaling layer stand in Definition 5.1.1 and are missing from the theorem. "Only if" is false: a validity rollup keeps the deposit
 * safe while data is withheld, and so does a payment channel, whose state nobody ever published.
 *
 * Repaired: what each family needs for each goal is computed, not stated, by the lattices: every set of assumptions of the trust model
 * (`model/5.1.1-trust-model.ts`) is either sufficient or shown insufficient by a trace. Other families and bounded inclusion have vocabularies of their
 * own (`5.1.2-families.ts`): a channel's assumptions are those of Theorem 3.1.3 taken together by whom they are about, and the party in
 * {L, B, H, S} may be replaced by a tower that is told; a plasma chain with its data needs nothing else, and without it {L, B, H} and room for
 * all who leave; a bridge of a committee needs {B, L} and the keys. Found: an optimistic rollup keeps the deposit under {B, D, L, H, U}, as expected, and
 * lets the owner leave if nobody stops the bridge either (P). A validity rollup needs {U, Z} for the first and {D, L, U, P, Z} for the
 * second: fewer than expected, since a claim that is pending is proved already, so a hasty bridge pays on nothing wrong (B), and a
 * replaced block takes a withdrawal back but gives it to nobody else (L, needed only to leave). Nobody assumed anything that no trace asked for: where an assumption does not occur in
 * any minimal set, the goal holds with it given up.
 *
 * Trace lengths. `nobody-challenges` takes 7 steps where the reading counted C + 1: posting and claiming are two events, the validator's
 * leaving is one, and the thief still has to start the withdrawal and to wait for the block that pays it; C is 2.
 *
 * Left out: a relayer (the bridge here is the rollup's own), capacity (5.3.2), escape hatches (2.2.2), prices (5.2.2).
 */

import { cheapest, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type AnyLattice,
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Lattice,
} from '../checker/language/theorem.ts';
import { rollupTrust } from '../model/5.1.1-trust-model.ts';
import { type Layer2View, layer2 } from '../model/systems/layer2.ts';
import { oneAccount } from './5.1.2-account.ts';
import { bookkeepingClaims } from './5.1.2-bookkeeping.ts';
import { claim, disputed, given, proved } from './5.1.2-claim.ts';
import { assumptions, familyInstances, familyLattices } from './5.1.2-families.ts';
import { exit, noTheft } from './5.1.2-goals.ts';
import { measured, staying } from './own-instance.ts';

function lattice(
  id: string,
  says: string,
  goal: Property<Layer2View>,
  setting: Setting,
  names: readonly string[],
  minimalSufficient: Lattice<Layer2View>['expect']['minimalSufficient'],
): Lattice<Layer2View> {
  const hypotheses = assumptions(rollupTrust, names);
  return { id, says, system: layer2, goal, instance: 'small', setting, hypotheses, expect: { minimalSufficient } };
}

/** The blocks that it takes a transaction at least to come to a level of finality. */
function pricedLevel(id: string, says: string, level: 'l1Final' | 'bridgeFinal', price: number): Claim<Layer2View> {
  const property = cheapest<Layer2View>(
    `first-${id}`,
    'Each block costs one, until the transaction has come so far.',
    ({ contract }) => contract.context.ever[level],
    { BLOCK: 1 },
  );
  const setting: Setting = { parameters: { F: 2, C: 3 }, powers: { equivocate: true } };
  const base = claim(id, 'repaired', says, property, setting, 'exhausted');
  return { ...base, expect: { ...base.expect, price }, onlyHere: measured };
}

const claims: readonly Claim<Layer2View>[] = [
  pricedLevel('final-in-its-time', 'Nothing is final on L1 before F blocks stand on it.', 'l1Final', 2),
  pricedLevel('payable-in-its-time', 'Nothing is payable before its claim has stood for C blocks.', 'bridgeFinal', 3),
  claim(
    'nobody-challenges',
    'literal',
    'The three conditions hold, and no honest validator is there.',
    noTheft,
    given(disputed, { powers: { absent: true } }),
  ),
  claim(
    'unsound-proof',
    'literal',
    'The three conditions hold, and a wrong state is proved.',
    noTheft,
    given(proved, { powers: { unsoundProof: true } }),
  ),
  claim(
    'instant-upgrade',
    'literal',
    'The three conditions hold, and the contracts are replaced.',
    noTheft,
    given(disputed, { powers: { upgrade: true }, without: ['upgradeWaits'] }),
  ),
  claim(
    'without-data',
    'literal',
    'Data is withheld, and a validity rollup keeps the deposit: the second condition is not needed.',
    noTheft,
    given(proved, { powers: { withhold: true } }),
    'exhausted',
  ),
  claim(
    'optimistic-no-theft',
    'repaired',
    'Optimistic: nobody but the owner is paid, with everything assumed and wrong claims posted.',
    noTheft,
    given(disputed, { powers: { censor: 1, reorg: 1 } }),
    'exhausted',
  ),
  claim(
    'optimistic-exit',
    'repaired',
    'Optimistic: the owner can leave.',
    exit,
    given(disputed, { powers: { censor: 1, reorg: 1 } }),
    'exhausted',
  ),
  claim(
    'validity-no-theft',
    'repaired',
    'Validity: nobody but the owner is paid, with data withheld and no validator.',
    noTheft,
    given(proved, { powers: { withhold: true, absent: true, reorg: 1 } }),
    'exhausted',
  ),
  claim(
    'validity-exit',
    'repaired',
    'Validity: the owner can leave.',
    exit,
    given(proved, { powers: { reorg: 1 } }),
    'exhausted',
  ),
  claim(
    'account-optimistic',
    'repaired',
    'Optimistic: all parties keep one account.',
    oneAccount,
    given(disputed, { powers: { censor: 1, reorg: 1 } }),
    'exhausted',
  ),
  claim(
    'account-optimistic-two',
    'repaired',
    'The same of two batches.',
    oneAccount,
    given(disputed, { parameters: { C: 1, batches: 2 }, powers: { equivocate: false } }),
    'exhausted',
  ),
  claim(
    'account-withheld',
    'repaired',
    'The same with data withheld and a validator who may leave.',
    oneAccount,
    given(disputed, { powers: { withhold: true, absent: true } }),
    'exhausted',
  ),
  claim(
    'account-definition',
    'repaired',
    'The same where a batch goes with its claim.',
    oneAccount,
    given(disputed, { parameters: { C: 1, batches: 2 }, powers: { equivocate: false }, without: ['inputsSeparate'] }),
    'exhausted',
  ),
  claim(
    'account-validity',
    'repaired',
    'Validity: all parties keep one account, until the contracts are replaced.',
    oneAccount,
    given(proved, { powers: { reorg: 1, upgrade: true, pause: true } }),
    'exhausted',
  ),
  claim(
    'exit-without-data',
    'necessary',
    'Dropped: D. The owner has nothing to prove its balance with.',
    exit,
    given(proved, { powers: { withhold: true } }),
  ),
  claim(
    'exit-paused',
    'necessary',
    'Dropped: P. The bridge is stopped.',
    exit,
    given(proved, { powers: { pause: true } }),
  ),
  claim(
    'hasty-bridge',
    'necessary',
    'Dropped: B. The bridge pays on a claim that is still pending.',
    noTheft,
    given(disputed, { without: ['bridgeWaits'] }),
  ),
  claim(
    'captured-base-layer',
    'necessary',
    'Dropped: L. Challenges are left out until the claim is confirmed.',
    noTheft,
    given(disputed, { powers: { censor: 2 } }),
  ),
  claim(
    'a-wrong-claim-falls',
    'witness',
    'A wrong claim is challenged away, a correct one confirmed, and the owner paid against it.',
    reachable(
      'after-challenge',
      'The bond is spent, the batch confirmed, the owner paid against it.',
      ({ contract, bridge }) =>
        contract.context.bonds === 0 &&
        contract.context.batches[0]?.claim === 'confirmed' &&
        contract.context.batches[0].correct &&
        bridge.context.paid === 'owner' &&
        bridge.context.paidAgainst > 0,
    ),
    given(disputed, { powers: { censor: 1, reorg: 1 } }),
    'exhausted',
  ),
  ...bookkeepingClaims,
];

const lattices: readonly AnyLattice[] = [
  lattice(
    'optimistic-no-theft-needs',
    'Optimistic rollup: nobody but the owner is paid.',
    noTheft,
    disputed,
    ['B', 'D', 'L', 'H', 'U', 'P'],
    [['B', 'D', 'L', 'H', 'U']],
  ),
  lattice(
    'optimistic-exit-needs',
    'Optimistic rollup: the owner can leave.',
    exit,
    disputed,
    ['B', 'D', 'L', 'H', 'U', 'P'],
    [['B', 'D', 'L', 'H', 'U', 'P']],
  ),
  lattice(
    'validity-no-theft-needs',
    'Validity rollup: nobody but the owner is paid.',
    noTheft,
    proved,
    ['B', 'D', 'L', 'H', 'U', 'P', 'Z'],
    [['U', 'Z']],
  ),
  lattice(
    'validity-exit-needs',
    'Validity rollup: the owner can leave.',
    exit,
    proved,
    ['B', 'D', 'L', 'H', 'U', 'P', 'Z'],
    [['D', 'L', 'U', 'P', 'Z']],
  ),
  ...familyLattices,
];

export const theorem: AnyTheorem = defineTheorem({
  item: '5.1.2',
  title: 'Security Inheritance',
  says: 'Security is inherited from Layer 1 if and only if the bridge is correct, data is available, and Layer 1 is secure.',
  instances: {
    small: { C: 2, F: 1, E: 1, U: 1, batches: 1 },
    ...familyInstances,
    medium: { C: 3, F: 2, E: 2, U: 2, batches: 2 },
  },
  claims: staying(claims, { 'captured-base-layer': measured }),
  lattices,
});
