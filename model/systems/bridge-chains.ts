/**
 * What all bridges of Definition 6.1.1 have in common, whatever verifies their messages: escrow and minting contract of each
 * transfer, the menus of their events, parameters, powers, rules and parties.
 *
 * The adversary plays relayers, block builders, thieves of keys and, where it helps her, the user. Relaying is permissionless and
 * nobody has to do it, so a crashed relayer adds nothing to what she can do to safety. Replaying a message and depositing nothing need
 * no power: they are entries of the menus that a rule forbids.
 */

import { type Choice, noPayload, oneOf, payloads, range } from '../../checker/language/menu.ts';
import {
  type Configuration,
  type EventMenu,
  event,
  type Instances,
  instances,
  type Parameter,
  type Power,
  type Rule,
  type Side,
} from '../../checker/language/system.ts';
import {
  bridgeEscrow,
  type Escrow,
  type EscrowState,
  type EscrowTerms,
  mostConfirmations,
} from '../6.1.1-cross-layer-bridge.ts';
import type { CommitteeState } from '../bridge-committee.ts';
import type {
  AttestBurn,
  AttestLock,
  AttestTimeout,
  Carrier,
  Evidence,
  Lock,
  Mint,
  OfTransfer,
  Outcome,
  Refund,
  Release,
  Reorg,
} from '../bridge-events.ts';
import type { LightClientState } from '../bridge-light-client.ts';
import type { OptimisticState } from '../bridge-optimistic.ts';
import { bridgeTarget, type Target, type TargetState, type TargetTerms } from '../bridge-target.ts';

export type BridgeView = {
  readonly escrow: readonly EscrowState[];
  readonly target: readonly TargetState[];
  /** One a transfer, with what V_A and V_B accept of it. */
  readonly verifier: readonly (CommitteeState | LightClientState | OptimisticState)[];
};

export type ParameterName = 'transfers' | 'kc' | 'timeout';
export type PowerName = 'reorg' | 'forge' | 'split' | 'fail';
export type RuleName =
  | 'lockMovesBalance'
  | 'replayGuard'
  | 'spentOnSuccess'
  | 'mintDeadline'
  | 'liveChainId'
  | 'refunds'
  | 'refundOnNonReceipt'
  | 'refundChecksDeadline';

export const parameters: Readonly<Record<ParameterName, Parameter>> = {
  transfers: { says: 'transfers that can be made in all', default: 2, least: 1, greatest: 4 },
  kc: { says: 'confirmations of a lock before it counts', default: 2, least: 0, greatest: 8 },
  timeout: { says: 'blocks until a transfer times out', default: 2, least: 1, greatest: 8 },
};

export const powers: Readonly<Record<PowerName, Power>> = {
  reorg: {
    kind: 'budget',
    greatest: 8,
    says: 'F: source reorgs drop up to F - 1 sealed blocks, as often as she likes',
  },
  forge: { kind: 'toggle', says: 'relayers submit messages that nobody attested or proved' },
  split: { kind: 'toggle', says: 'the target chain splits in two, contracts and all' },
  fail: { kind: 'toggle', says: 'the call that a message makes fails, on either chain, as often as she likes' },
};

export const rules: Readonly<Record<RuleName, Rule>> = {
  lockMovesBalance: { says: 'the message of a lock is conditioned on the balance that it moves' },
  replayGuard: { says: 'a message id (source chain, bridge, nonce) is spent once, on either chain' },
  spentOnSuccess: { says: 'a message whose execution fails is not spent, and can be executed again' },
  mintDeadline: { says: 'nothing is minted after the deadline on the target clock' },
  liveChainId: { says: 'the destination of a message is compared with the live chain id' },
  refunds: { says: 'a deposit can be paid back', givesMoves: true },
  refundOnNonReceipt: { says: 'refunds need a proof of non-receipt after the deadline on the target clock' },
  refundChecksDeadline: { says: 'a proof of non-receipt must be past the deadline of the lock in force' },
};

export const parties: Readonly<Record<string, Side>> = {
  user: 'honest',
  operators: 'honest',
  watchers: 'honest',
  governors: 'honest',
  relayer: 'adversary',
  builder: 'adversary',
  thief: 'adversary',
  source: 'environment',
  target: 'environment',
};

type Chosen = Configuration<ParameterName, PowerName, RuleName>;

/** Escrow and minting contract of every transfer: what all bridges have. */
export function chains({ parameters: { transfers, kc, timeout }, powers: { reorg }, rules: chosen }: Chosen): {
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
  readonly owner: 'relayer' | 'operators' | 'user';
  readonly sound: Evidence;
  /** What callers try who were never attested. */
  readonly forged: readonly Evidence[];
  /** What passes although it is wrong. */
  readonly unsound: readonly Evidence[];
}

export function menus(
  { parameters: { transfers, kc, timeout }, powers: { reorg, forge, split, fail }, rules: chosen }: Chosen,
  { carriers, owner, sound, forged, unsound }: Carriage,
): Readonly<Record<string, EventMenu>> {
  const transfer = range(0, transfers - 1);
  const most = mostConfirmations({ confirmations: kc, finality: Number(reorg), timeout, rules: chosen });
  const evidence: Choice<Evidence> = oneOf(sound, ...(forge === true ? forged : []), ...unsound);
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
