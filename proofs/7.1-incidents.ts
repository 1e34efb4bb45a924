/**
 * Incidents of bridges, each as one rule taken out, one number or one power: the flaw that was found in the field, what it violates, and
 * what the same machines do without it.
 *
 * What happened is told as far as public reports agree on it (in brackets). A machine takes a few steps more than an attacker did
 * where a lock first gathers its confirmations.
 */

import type { Setting, System } from '../checker/language/system.ts';
import { committeeBridge, lightClientBridge } from '../model/systems/bridge.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';
import { optimisticBridge } from '../model/systems/optimistic-bridge.ts';

export interface Incident {
  /** Its number in the corpus of known flaws, if it has one. */
  readonly corpus?: string;
  readonly id: string;
  /** What happened. */
  readonly says: string;
  readonly system: System<BridgeView>;
  readonly flaw: Setting;
  readonly sound: Setting;
  /** The part of `atomicity` that it violates. */
  readonly violates: 'mintedWithinLocked' | 'releasedWithinBurned' | 'mintedAtMostOnce';
  /** Events that nothing lets happen once the flaw is mended, each with its reason. */
  readonly unfired?: Readonly<Record<string, string>>;
}

const alone = { transfers: 1 };

/** A committee of n with threshold k, and so many stolen keys. */
function stolen(n: number, k: number, keys: number, keysEach = 1): Setting {
  return { parameters: { ...alone, n, k, keysEach }, powers: { keys } };
}

export const incidents: readonly Incident[] = [
  {
    corpus: 'C01',
    id: 'nomad',
    says: 'The root zero was marked as confirmed, and what nobody proved leads there. [Nomad, August 2022]',
    system: optimisticBridge,
    flaw: { parameters: { ...alone, timeout: 3 }, powers: { forge: true }, without: ['nonZeroRoot'] },
    sound: { parameters: { ...alone, timeout: 3 }, powers: { forge: true } },
    violates: 'mintedWithinLocked',
  },
  {
    corpus: 'C02',
    id: 'wormhole',
    says: 'Whether the signatures had been verified was read from an account that the caller chose. [Wormhole, February 2022]',
    system: committeeBridge,
    flaw: { parameters: alone, powers: { forge: true }, without: ['attestedByTokens'] },
    sound: { parameters: alone, powers: { forge: true } },
    violates: 'mintedWithinLocked',
  },
  {
    corpus: 'C03',
    id: 'ronin',
    says: 'Five of nine keys were taken. [Ronin, March 2022]',
    system: committeeBridge,
    flaw: stolen(9, 5, 5),
    sound: stolen(9, 5, 4),
    violates: 'mintedWithinLocked',
  },
  {
    corpus: 'C04',
    id: 'horizon',
    says: 'Two keys were enough, and two were taken. [Harmony Horizon, June 2022]',
    system: committeeBridge,
    flaw: stolen(5, 2, 2),
    sound: stolen(5, 3, 2),
    violates: 'mintedWithinLocked',
  },
  {
    corpus: 'C06',
    id: 'token-hub',
    says: 'The hash behind a proof ignored a part of it, so one proof served for another message. [BNB Token Hub, October 2022]',
    system: lightClientBridge,
    flaw: { parameters: { ...alone, kc: 0 }, powers: { forge: true }, without: ['proofBindsMessage'] },
    sound: { parameters: { ...alone, kc: 0 }, powers: { forge: true } },
    violates: 'releasedWithinBurned',
  },
  {
    corpus: 'C07',
    id: 'qubit',
    says: 'A deposit that moved nothing emitted the event of one that did. [Qubit, January 2022]',
    system: lightClientBridge,
    flaw: { parameters: alone, without: ['lockMovesBalance'] },
    sound: { parameters: alone },
    violates: 'mintedWithinLocked',
  },
  {
    corpus: 'C08',
    id: 'multichain',
    says: 'The shares of the key were all in one hand. [Multichain, July 2023]',
    system: committeeBridge,
    flaw: stolen(1, 3, 1, 5),
    sound: stolen(5, 3, 1),
    violates: 'mintedWithinLocked',
  },
  {
    corpus: 'C09',
    id: 'omni',
    says: 'The chain id was read from storage, and a fork of the chain had a copy of it. [Omni bridge on ETHPoW, September 2022]',
    system: lightClientBridge,
    flaw: { parameters: alone, powers: { split: true }, without: ['liveChainId'] },
    sound: { parameters: alone, powers: { split: true } },
    violates: 'mintedAtMostOnce',
  },
  {
    id: 'poly-network',
    says: 'The call of a message was let loose on the contract that keeps the keys, and made the attacker’s the only one. [Poly Network, August 2021]',
    system: committeeBridge,
    flaw: { parameters: alone, powers: { seize: true }, without: ['confinedCalls'] },
    sound: { parameters: alone, powers: { seize: true } },
    violates: 'releasedWithinBurned',
    unfired: { SEIZE: 'both ways to the keys are closed' },
  },
  {
    id: 'initialiser',
    says: 'Anybody could initialise the contract again. [Arbitrum’s delayed inbox, September 2022: reported before it was used]',
    system: committeeBridge,
    flaw: { parameters: alone, powers: { seize: true }, without: ['initialisedOnce'] },
    sound: { parameters: alone, powers: { seize: true } },
    violates: 'mintedWithinLocked',
    unfired: { SEIZE: 'both ways to the keys are closed' },
  },
];

/** The incident's claim under Direction 7.1. */
export function claimIdOf({ corpus, id }: Incident): string {
  return corpus === undefined ? id : `${corpus.toLowerCase()}-${id}`;
}
