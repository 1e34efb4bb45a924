/**
 * Section 4, `Layer2System`: the implementation in `model/reference/` is held to the machines of Definition 6.1.1.
 *
 * The seed's sketch has a transition function that returns a proof and bridge functions, reads no proof and calls no bridge. Where the two
 * matter is where something passes from one layer to the other, so the system is given a token on two layers and held to the
 * bridge's machines, with light clients for verifiers: deposits, headers, mints, burns, releases, refunds. L1's part stands for
 * `escrow`, L2's for `target`, what each believes of the other for `verifier`; whether a transfer is refused by the layer or by the bridge is not told
 * apart, as the machines only say that it is.
 *
 * The proofs of the steps of L2 have no machine there: it is the adapter that hands in a result which the proof does not show. Two transfers share
 * one pool and one set of headers, so that evidence for one is at hand to be tried for the other. Not asked: reorganisations, splits and
 * calls that fail, which the implementation does not know.
 */

import { conforms, type Property } from '../checker/language/property.ts';
import { defineTheorem, type Theorem } from '../checker/language/theorem.ts';
import { lightClientBridge } from '../model/systems/bridge.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';
import { Layer2Adapter, observed, type Parts, parts } from './4.layer2-system-adapter.ts';

/** The question put to the implementation, or to one in which a test has replaced a part. */
export function systemConforms(replaced: Partial<Parts> = {}): Property<BridgeView> {
  return conforms('system-conforms', 'The two layers do what the machines do, and refuse what they refuse.', {
    answers: {
      escrow: ['LOCK', 'REFUND', 'RELEASE'],
      target: ['MINT', 'BURN', 'ATTEST_TIMEOUT', 'ATTEST_BURN'],
      verifier: ['ATTEST_LOCK', 'MINT', 'REFUND', 'RELEASE'],
    },
    start: (configuration) => new Layer2Adapter(configuration, { ...parts, ...replaced }),
    observed,
  });
}

const noReorganisation = 'a block of L1 is undone; the implementation is told of blocks that stay';
const noFailure = 'a call that fails; the implementation makes none that can';
const noMessage = 'a message of which L2 knows nothing: each has its lock, so none is minted without';

/** Transitions that no claim replays, each with the reason; `test/proofs/4.layer2-system.test.ts` compares. */
export const unreplayed: Readonly<Record<string, string>> = {
  'escrow REORG 1': noReorganisation,
  'escrow deposit.locked REORG 1': noReorganisation,
  'escrow refund.paid REORG 1': noReorganisation,
  'escrow release.paid REORG 1': noReorganisation,
  'escrow release.lost REORG 1': noReorganisation,
  'escrow release.none RELEASE 1': noFailure,
  'escrow release.none RELEASE 2': noFailure,
  'escrow release.lost SOURCE_BLOCK 1': noFailure,
  'escrow release.paid RELEASE 1': 'a release twice: `replayGuard` keeps it out, and so does the implementation',
  'escrow release.paid RELEASE 2': 'as above',
  'target SPLIT 1': 'a second chain that continues L2; there is one',
  'target unannounced MINT 1': noMessage,
  'target expired MINT 1': 'a mint after the deadline: `mintDeadline` keeps it out, and so does the implementation',
  'verifier working.unfrozen FREEZE 1': 'a client that is shown two branches; the implementation has one chain',
  'verifier frozen LOCK 1': 'as above',
  'verifier frozen THAW 1': 'as above',
};

export const theorem: Theorem<BridgeView> = defineTheorem<BridgeView>({
  item: '4.layer2-system',
  title: 'Layer2System',
  says: 'A step of L2 takes effect when its proof shows it and the bridge warrants it; deposits and withdrawals go through the bridge.',
  instances: {
    small: { transfers: 2, kc: 1, timeout: 1 },
    deep: { transfers: 1, kc: 2, timeout: 2 },
  },
  claims: [
    {
      id: 'conforms',
      reading: 'conformance',
      says: 'Layer2System with a token on two layers takes every transition of the bridge, and refuses whatever its machines refuse',
      system: lightClientBridge,
      property: systemConforms(),
      instance: 'small',
      setting: { powers: { forge: true } },
      expect: { verdict: 'exhausted', states: 1129, transitions: 6848, depth: 16, covered: [6848, 40272] },
    },
    {
      id: 'conforms-deep',
      reading: 'conformance',
      says: 'the same for one transfer that waits for two confirmations and two blocks',
      system: lightClientBridge,
      property: systemConforms(),
      instance: 'deep',
      setting: { powers: { forge: true } },
      expect: { verdict: 'exhausted', states: 55, transitions: 213, depth: 11, covered: [213, 1041] },
    },
  ],
});
