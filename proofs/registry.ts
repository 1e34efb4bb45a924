/** Every item of the document with its machine and its proof, and the theorems that decide them. */

import type { Registry, RegistryItem } from '../checker/cli/registry.ts';
import type { AnyTheorem } from '../checker/language/theorem.ts';
import { type ItemId, items, type SpecItem } from '../spec/items.ts';
import { restated } from '../spec/restated.ts';
import { theorem as transaction } from './1.1.3-transaction.ts';
import { theorem as liveness } from './1.2.1-liveness.ts';
import { theorem as agreement } from './1.2.2-safety.ts';
import { theorem as dataAvailability } from './1.2.3-data-availability.ts';
import { theorem as finality } from './1.2.4-finality.ts';
import { theorem as optimisticRollupSafety } from './2.1.2-optimistic-rollup-safety.ts';
import { theorem as fraudProof } from './2.1.3-fraud-proof.ts';
import { theorem as zkValidity } from './2.2.2-zk-validity.ts';
import { theorem as commitment } from './2.2.3-commitment.ts';
import { theorem as channelSafety } from './3.1.3-channel-safety.ts';
import { theorem as composability } from './3.2.3-composability.ts';
import { theorem as layer2System } from './4.layer2-system.ts';
import { theorem as paymentChannel } from './4.payment-channel.ts';
import { theorem as zkRollup } from './4.zk-rollup.ts';
import { theorem as securityInheritance } from './5.1.2-security-inheritance.ts';
import { theorem as economicSecurity } from './5.2.2-economic-security.ts';
import { theorem as exitGameCorrectness } from './5.3.2-exit-game-correctness.ts';
import { theorem as bridgeAtomicity } from './6.1.2-bridge-atomicity.ts';
import { theorem as crossLayer2Security } from './6.2.2-cross-l2-security.ts';
import { theorem as bridgeContracts } from './7.1-bridge-contracts.ts';
import { theorem as economicModels } from './7.2-economic-models.ts';
import { theorem as composabilityOfLayers } from './7.3-composability.ts';
import { theorem as minimalTrustData } from './7.4-minimal-trust-data.ts';
import { theorem as interoperabilityProtocols } from './7.5-cross-layer2-protocols.ts';
import { incidents } from './incidents.ts';
import { matrixOf } from './matrix.ts';
import { survivors } from './survivors.ts';

const machines: Partial<Record<ItemId, string>> = {
  '1.1.1': 'model/1.1.1-layer2-system.ts',
  '1.1.2': 'model/observed-chain.ts',
  '1.1.3': 'model/1.1.3-transaction.ts',
  '1.2.1': 'model/forced-inclusion.ts',
  '1.2.2': 'model/systems/observers.ts',
  '1.2.3': 'model/systems/data-availability.ts',
  '1.2.4': 'model/systems/layer2.ts',
  '2.1.1': 'model/2.1.1-optimistic-rollup.ts',
  '2.1.2': 'model/systems/optimistic-rollup.ts',
  '2.1.3': 'model/2.1.3-fraud-proof.ts',
  '2.2.1': 'model/2.2.1-zk-rollup.ts',
  '2.2.2': 'model/systems/zk-rollup.ts',
  '2.2.3': 'model/2.2.3-commitment.ts',
  '3.1.1': 'model/3.1.1-payment-channel.ts',
  '3.1.2': 'model/3.1.2-channel-state.ts',
  '3.1.3': 'model/systems/payment-channel.ts',
  '3.2.1': 'model/3.2.1-state-channel.ts',
  '3.2.2': 'model/3.2.2-channel-application.ts',
  '3.2.3': 'model/systems/state-channel.ts',
  '4.layer2-system': 'model/reference/layer2-system.ts',
  '4.zk-rollup': 'model/reference/zk-rollup.ts',
  '4.payment-channel': 'model/reference/payment-channel.ts',
  '5.1.1': 'model/5.1.1-trust-model.ts',
  '5.1.2': 'model/systems/layer2.ts',
  '5.2.1': 'model/5.2.1-economic-security.ts',
  '5.2.2': 'model/systems/priced-window.ts',
  '5.3.1': 'model/5.3.1-exit-game.ts',
  '5.3.2': 'model/systems/exit-game.ts',
  '6.1.1': 'model/6.1.1-cross-layer-bridge.ts',
  '6.1.2': 'model/systems/bridge.ts',
  '6.2.1': 'model/6.2.1-interoperability.ts',
  '6.2.2': 'model/systems/interoperability.ts',
  '7.1': 'model/systems/bridge-chains.ts',
  '7.2': 'model/systems/confirmation.ts',
  '7.5': 'model/systems/interop-blocks.ts',
  '7.3': 'model/systems/state-channel.ts',
  '7.4': 'model/data-sampling.ts',
};

const proofs: Partial<Record<ItemId, string>> = {
  '1.1.3': 'proofs/1.1.3-transaction.ts',
  '1.2.1': 'proofs/1.2.1-liveness.ts',
  '1.2.2': 'proofs/1.2.2-safety.ts',
  '1.2.3': 'proofs/1.2.3-data-availability.ts',
  '1.2.4': 'proofs/1.2.4-finality.ts',
  '2.1.2': 'proofs/2.1.2-optimistic-rollup-safety.ts',
  '2.1.3': 'proofs/2.1.3-fraud-proof.ts',
  '2.2.2': 'proofs/2.2.2-zk-validity.ts',
  '2.2.3': 'proofs/2.2.3-commitment.ts',
  '3.1.3': 'proofs/3.1.3-channel-safety.ts',
  '3.2.3': 'proofs/3.2.3-composability.ts',
  '4.layer2-system': 'proofs/4.layer2-system.ts',
  '4.zk-rollup': 'proofs/4.zk-rollup.ts',
  '4.payment-channel': 'proofs/4.payment-channel.ts',
  '5.1.2': 'proofs/5.1.2-security-inheritance.ts',
  '5.2.2': 'proofs/5.2.2-economic-security.ts',
  '5.3.2': 'proofs/5.3.2-exit-game-correctness.ts',
  '6.1.2': 'proofs/6.1.2-bridge-atomicity.ts',
  '6.2.2': 'proofs/6.2.2-cross-l2-security.ts',
  '7.1': 'proofs/7.1-bridge-contracts.ts',
  '7.2': 'proofs/7.2-economic-models.ts',
  '7.3': 'proofs/7.3-composability.ts',
  '7.5': 'proofs/7.5-cross-layer2-protocols.ts',
  '7.4': 'proofs/7.4-minimal-trust-data.ts',
};

const theorems: readonly AnyTheorem[] = [
  transaction,
  liveness,
  agreement,
  dataAvailability,
  finality,
  optimisticRollupSafety,
  fraudProof,
  zkValidity,
  commitment,
  channelSafety,
  composability,
  layer2System,
  zkRollup,
  paymentChannel,
  securityInheritance,
  economicSecurity,
  exitGameCorrectness,
  bridgeAtomicity,
  crossLayer2Security,
  bridgeContracts,
  economicModels,
  composabilityOfLayers,
  interoperabilityProtocols,
  minimalTrustData,
];

function registered({ id, kind, name, statement }: SpecItem): RegistryItem {
  const files = { machine: machines[id] ?? null, proof: proofs[id] ?? null };
  return { id, kind, name, statement, restated: restated[id], ...files };
}

export const registry: Registry = {
  ...{ items: items.map(registered), theorems, incidents, survivors, module: import.meta.url },
  matrix: matrixOf(theorems),
};
