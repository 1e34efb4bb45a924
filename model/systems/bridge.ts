/**
 * The cross-layer bridge as two systems that differ in the verifier: a light client, or a committee of key holders.
 *
 * The adversary plays relayers, block builders, thieves of keys and, where it helps her, the user. Relaying is permissionless and
 * nobody has to do it, so a crashed relayer adds nothing to what she can do to safety. Replaying a message and depositing nothing need
 * no power: they are entries of the menus that a rule forbids.
 */

import { type Choice, noPayload, oneOf, payloads, range } from '../../checker/language/menu.ts';
import {
  type Configuration,
  defineSystem,
  type EventMenu,
  event,
  type Instances,
  instances,
  type Parameter,
  type Power,
  type Rule,
  type Side,
  type System,
} from '../../checker/language/system.ts';
import {
  bridgeEscrow,
  type Escrow,
  type EscrowState,
  type EscrowTerms,
  mostConfirmations,
} from '../6.1.1-cross-layer-bridge.ts';
import { bridgeCommittee, type CommitteeState } from '../bridge-committee.ts';
import type {
  AttestBurn,
  AttestLock,
  AttestTimeout,
  Carrier,
  Evidence,
  Forge,
  Lock,
  Mint,
  OfTransfer,
  Outcome,
  Refund,
  Release,
  Reorg,
} from '../bridge-events.ts';
import { bridgeLightClient, type LightClientState } from '../bridge-light-client.ts';
import { bridgeTarget, type Target, type TargetState, type TargetTerms } from '../bridge-target.ts';

export type BridgeView = {
  readonly escrow: readonly EscrowState[];
  readonly target: readonly TargetState[];
  /** One a transfer, with what V_A and V_B accept of it. */
  readonly verifier: readonly (CommitteeState | LightClientState)[];
};

type ParameterName = 'transfers' | 'kc' | 'timeout';
type CommitteeParameterName = ParameterName | 'n' | 'k' | 'keysEach';
type PowerName = 'reorg' | 'forge' | 'split' | 'fail';
type CommitteePowerName = PowerName | 'keys';
type RuleName =
  | 'lockMovesBalance'
  | 'replayGuard'
  | 'spentOnSuccess'
  | 'mintDeadline'
  | 'liveChainId'
  | 'refunds'
  | 'refundOnNonReceipt'
  | 'refundChecksDeadline';
type CommitteeRuleName = RuleName | 'attestedByTokens';
type LightClientRuleName = RuleName | 'nonZeroRoot' | 'trustedRootOnly';

const parameters: Readonly<Record<ParameterName, Parameter>> = {
  transfers: { says: 'transfers that can be made in all', default: 2, least: 1, greatest: 4 },
  kc: { says: 'confirmations of a lock before it counts', default: 2, least: 0, greatest: 8 },
  timeout: { says: 'blocks until a transfer times out', default: 2, least: 1, greatest: 8 },
};

const powers: Readonly<Record<PowerName, Power>> = {
  reorg: {
    kind: 'budget',
    greatest: 8,
    says: 'F: source reorgs drop up to F - 1 sealed blocks, as often as she likes',
  },
  forge: { kind: 'toggle', says: 'relayers submit messages that nobody attested or proved' },
  split: { kind: 'toggle', says: 'the target chain splits in two, contracts and all' },
  fail: { kind: 'toggle', says: 'the call that a message makes fails, on either chain, as often as she likes' },
};

const rules: Readonly<Record<RuleName, Rule>> = {
  lockMovesBalance: { says: 'the message of a lock is conditioned on the balance that it moves' },
  replayGuard: { says: 'a message id (source chain, bridge, nonce) is spent once, on either chain' },
  spentOnSuccess: { says: 'a message whose execution fails is not spent, and can be executed again' },
  mintDeadline: { says: 'nothing is minted after the deadline on the target clock' },
  liveChainId: { says: 'the destination of a message is compared with the live chain id' },
  refunds: { says: 'a deposit can be paid back' },
  refundOnNonReceipt: { says: 'refunds need a proof of non-receipt after the deadline on the target clock' },
  refundChecksDeadline: { says: 'a proof of non-receipt must be past the deadline of the lock in force' },
};

const parties: Readonly<Record<string, Side>> = {
  user: 'honest',
  operators: 'honest',
  relayer: 'adversary',
  builder: 'adversary',
  thief: 'adversary',
  source: 'environment',
  target: 'environment',
};

type Chosen = Configuration<ParameterName, PowerName, RuleName>;

/** Escrow and minting contract of every transfer: what both systems have. */
function chains({ parameters: { transfers, kc, timeout }, powers: { reorg }, rules: chosen }: Chosen): {
  readonly escrow: Instances<Escrow>;
  readonly target: Instances<Target>;
} {
  const { lockMovesBalance, refunds, refundOnNonReceipt, replayGuard, spentOnSuccess, mintDeadline, liveChainId } =
    chosen;
  const escrow: EscrowTerms = {
    confirmations: kc,
    finality: Number(reorg),
    timeout,
    rules: { lockMovesBalance, replayGuard, refunds, refundOnNonReceipt, spentOnSuccess },
  };
  const target: TargetTerms = { timeout, rules: { replayGuard, spentOnSuccess, mintDeadline, liveChainId } };
  return {
    escrow: instances(bridgeEscrow, transfers, 'transfer', {
      watch: ['SOURCE_BLOCK', 'REORG'],
      input: () => escrow,
    }),
    target: instances(bridgeTarget, transfers, 'transfer', {
      watch: ['TARGET_BLOCK', 'SPLIT'],
      input: () => target,
    }),
  };
}

/** How statements reach the verifier of a system, and what else a caller may hand it. */
interface Carriage {
  readonly carriers: Choice<Carrier>;
  readonly owner: 'relayer' | 'operators';
  readonly sound: Evidence;
  readonly forged: readonly Evidence[];
}

function menus(
  { parameters: { transfers, kc, timeout }, powers: { reorg, forge, split, fail }, rules: chosen }: Chosen,
  { carriers, owner, sound, forged }: Carriage,
): Readonly<Record<string, EventMenu>> {
  const transfer = range(0, transfers - 1);
  const most = mostConfirmations({ confirmations: kc, finality: Number(reorg), timeout, rules: chosen });
  const evidence: Choice<Evidence> = oneOf(sound, ...(forge === true ? forged : []));
  const outcome: Choice<Outcome> = fail === true ? oneOf('succeeds', 'fails') : oneOf('succeeds');
  return {
    LOCK: event<Lock>(
      ({ pays }) => (pays === 'tokens' ? 'user' : 'thief'),
      payloads<Lock>({ transfer, pays: oneOf('tokens', 'nothing') }),
    ),
    SOURCE_BLOCK: event('source', noPayload),
    REORG: event<Reorg>('builder', payloads<Reorg>({ blocks: range(0, Number(reorg) - 1) })),
    TARGET_BLOCK: event('target', noPayload),
    SPLIT: event('target', split === true ? noPayload : []),
    ATTEST_LOCK: event<AttestLock>(
      owner,
      payloads<AttestLock>({ transfer, by: carriers, confirmations: range(0, most) }),
    ),
    ATTEST_TIMEOUT: event<AttestTimeout>(owner, payloads<AttestTimeout>({ transfer, by: carriers })),
    MINT: event<Mint>(
      'relayer',
      payloads<Mint>({
        transfer,
        chain: split === true ? oneOf('target', 'twin') : oneOf('target'),
        evidence,
        outcome,
      }),
    ),
    REFUND: event<Refund>(
      (refund) => (refund.evidence === sound ? 'user' : 'thief'),
      payloads<Refund>({ transfer, evidence: oneOf<Refund['evidence']>(...evidence.values, 'own-clock') }),
    ),
    BURN: event<OfTransfer>('user', payloads<OfTransfer>({ transfer })),
    ATTEST_BURN: event<AttestBurn>(owner, payloads<AttestBurn>({ transfer, by: carriers })),
    RELEASE: event<Release>(
      (release) => (release.evidence === sound ? 'user' : 'thief'),
      payloads<Release>({ transfer, evidence, outcome }),
    ),
  };
}

export const lightClientBridge: System<BridgeView> = defineSystem<
  BridgeView,
  ParameterName,
  PowerName,
  LightClientRuleName
>({
  name: 'bridge-light-client',
  says: 'A lock-and-mint, burn-and-release bridge with refunds between two chains that follow each other by light clients.',
  parameters,
  powers,
  rules: {
    ...rules,
    nonZeroRoot: { says: 'the root zero, where unproven messages lead, is not trusted' },
    trustedRootOnly: { says: 'a proof counts only against a root that the client has verified' },
  },
  parties,
  compose: (chosen) => {
    const { nonZeroRoot, trustedRootOnly, refundChecksDeadline } = chosen.rules;
    return {
      components: {
        ...chains(chosen),
        verifier: instances(bridgeLightClient, chosen.parameters.transfers, 'transfer', {
          input: () => ({
            confirmations: chosen.parameters.kc,
            rules: { nonZeroRoot, trustedRootOnly, refundChecksDeadline },
          }),
        }),
      },
      events: menus(chosen, {
        carriers: oneOf<Carrier>('headers'),
        owner: 'relayer',
        sound: 'trusted-root',
        forged: ['zero-root', 'invented-root'],
      }),
    };
  },
});

export const committeeBridge: System<BridgeView> = defineSystem<
  BridgeView,
  CommitteeParameterName,
  CommitteePowerName,
  CommitteeRuleName
>({
  name: 'bridge-committee',
  says: 'A lock-and-mint, burn-and-release bridge with refunds between two chains whose messages a committee signs with k of its keys.',
  parameters: {
    ...parameters,
    n: { says: 'operators of the committee', default: 3, least: 1, greatest: 9 },
    k: { says: 'keys that must sign', default: 2, least: 1, greatest: 9 },
    keysEach: { says: 'keys that one operator holds', default: 1, least: 1, greatest: 9 },
  },
  powers: {
    ...powers,
    keys: { kind: 'budget', greatest: 9, says: 'operators whose keys she has stolen, all of each' },
  },
  rules: {
    ...rules,
    attestedByTokens: { says: 'whether a message is attested is counted from signatures' },
  },
  parties,
  compose: (chosen) => {
    const { transfers, kc, n, k, keysEach } = chosen.parameters;
    const { attestedByTokens, refundChecksDeadline } = chosen.rules;
    const stolen = Math.min(Number(chosen.powers.keys), n);
    return {
      components: {
        ...chains(chosen),
        verifier: instances(bridgeCommittee, transfers, 'transfer', {
          input: () => ({
            threshold: k,
            keysEach,
            stolen,
            confirmations: kc,
            rules: { attestedByTokens, refundChecksDeadline },
          }),
        }),
      },
      events: {
        ...menus(chosen, {
          carriers: range(stolen, n - 1),
          owner: 'operators',
          sound: 'signatures',
          forged: ['say-so'],
        }),
        FORGE: event<Forge>(
          'thief',
          payloads<Forge>({
            transfer: range(0, transfers - 1),
            operator: range(0, stolen - 1),
            statement: oneOf('lock', 'timeout', 'burn'),
          }),
        ),
      },
    };
  },
});
