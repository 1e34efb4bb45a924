/** Bridge, the module of Definition 6.1.1: how states of the machines are states of it. */

import type { PlainData } from '../checker/language/plain-data.ts';
import type { Property } from '../checker/language/property.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { lightClientBridge } from '../model/systems/bridge.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';
import { expected } from './6.1.2-expected.ts';
import { sameGraph, specified } from './specified.ts';

/** Of a light client bridge: whether something is on the source chain, and how deep. */
const there = (isThere: boolean, depth: number): PlainData => ({ there: isThere, depth: isThere ? depth : 0 });

/** Under the rules of the protocol; what forgers try in vain is no step of the module. */
export function bridgeSpecified(module?: URL): Property<BridgeView> {
  return specified<BridgeView>(
    'Bridge',
    {
      constants: ({ parameters: { transfers = 0, kc = 0, timeout = 0 }, powers }) => ({
        ...{ N: transfers, KC: kc, F: Number(powers.reorg), Timeout: timeout },
        ...{ Splits: powers.split === true, Fails: powers.fail === true },
      }),
      variables: {
        lock: ({ escrow }) => escrow.map((one) => there(one.matches({ deposit: 'locked' }), one.context.confirmations)),
        refund: ({ escrow }) =>
          escrow.map((one) => there(one.matches({ refund: 'paid' }), one.context.refundConfirmations)),
        release: ({ escrow }) =>
          escrow.map((one) => there(one.matches({ release: 'paid' }), one.context.releaseConfirmations)),
        left: ({ target }) => target.map((one) => (one.matches('unannounced') ? -1 : one.context.left)),
        minted: ({ target }) => target.map(({ context }) => context.minted),
        burned: ({ target }) => target.map(({ context }) => context.burned),
        twin: ({ target }) => target.map(({ context }) => context.twin),
        proven: ({ verifier }) =>
          verifier.map(({ context }) => {
            const proven = Object.entries('proven' in context ? context.proven : {});
            return new Set(proven.filter(([, isProven]) => isProven).map(([statement]) => statement));
          }),
      },
    },
    module,
  );
}

export const specifiedClaim: Claim<BridgeView> = {
  id: 'specified',
  reading: 'conformance',
  says: 'The TLA+ module Bridge has the same reachable graph as the machines of the bridge of light clients.',
  system: lightClientBridge,
  property: bridgeSpecified(),
  instance: 'small',
  setting: { parameters: { transfers: 1 }, powers: { reorg: 2, forge: true, split: true, fail: true } },
  expect: sameGraph(expected),
};
