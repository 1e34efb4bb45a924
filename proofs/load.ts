/** Every item of the document with its machine and its proof, and where the theorems that decide them are loaded from. */

import type { Registry, RegistryItem } from '../checker/cli/registry.ts';
import type { AnyTheorem } from '../checker/language/theorem.ts';
import { type ItemId, items, type SpecItem } from '../spec/items.ts';
import { restated } from '../spec/restated.ts';
import { explained } from './idle-reasons.ts';

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

/** Modules of theorems, in the order in which they are shown: to load one of them takes a tenth of what all take. */
const theorems: Partial<Record<ItemId, () => Promise<AnyTheorem>>> = {
  '1.1.3': async () => (await import('./1.1.3-transaction.ts')).theorem,
  '1.2.1': async () => (await import('./1.2.1-liveness.ts')).theorem,
  '1.2.2': async () => (await import('./1.2.2-safety.ts')).theorem,
  '1.2.3': async () => (await import('./1.2.3-data-availability.ts')).theorem,
  '1.2.4': async () => (await import('./1.2.4-finality.ts')).theorem,
  '2.1.2': async () => (await import('./2.1.2-optimistic-rollup-safety.ts')).theorem,
  '2.1.3': async () => (await import('./2.1.3-fraud-proof.ts')).theorem,
  '2.2.2': async () => (await import('./2.2.2-zk-validity.ts')).theorem,
  '2.2.3': async () => (await import('./2.2.3-commitment.ts')).theorem,
  '3.1.3': async () => (await import('./3.1.3-channel-safety.ts')).theorem,
  '3.2.3': async () => (await import('./3.2.3-composability.ts')).theorem,
  '4.layer2-system': async () => (await import('./4.layer2-system.ts')).theorem,
  '4.zk-rollup': async () => (await import('./4.zk-rollup.ts')).theorem,
  '4.payment-channel': async () => (await import('./4.payment-channel.ts')).theorem,
  '5.1.2': async () => (await import('./5.1.2-security-inheritance.ts')).theorem,
  '5.2.2': async () => (await import('./5.2.2-economic-security.ts')).theorem,
  '5.3.2': async () => (await import('./5.3.2-exit-game-correctness.ts')).theorem,
  '6.1.2': async () => (await import('./6.1.2-bridge-atomicity.ts')).theorem,
  '6.2.2': async () => (await import('./6.2.2-cross-l2-security.ts')).theorem,
  '7.1': async () => (await import('./7.1-bridge-contracts.ts')).theorem,
  '7.2': async () => (await import('./7.2-economic-models.ts')).theorem,
  '7.3': async () => (await import('./7.3-composability.ts')).theorem,
  '7.5': async () => (await import('./7.5-cross-layer2-protocols.ts')).theorem,
  '7.4': async () => (await import('./7.4-minimal-trust-data.ts')).theorem,
};

function registered({ id, kind, name, statement }: SpecItem): RegistryItem {
  const files = { machine: machines[id] ?? null, proof: proofs[id] ?? null };
  return { id, kind, name, statement, restated: restated[id], ...files };
}

const all = Object.keys(theorems) as readonly ItemId[];

/** Items whose theorems are all that the targets of a command speak of; every one if a target is something else. */
function wantedBy(targets: readonly string[]): readonly ItemId[] {
  const owners = targets.map((target) => all.find((item) => target === item || target.startsWith(`${item}/`)));
  const isAll = targets.length === 0 || owners.includes(undefined);
  return isAll ? all : all.filter((item) => owners.includes(item));
}

/**
 * The registry with the theorems that the targets of a command name: items and claims. Without targets, or where one is something else (a
 * file, an unknown id), every theorem, with what is said of all of them.
 */
export async function load(targets: readonly string[]): Promise<Registry> {
  const wanted = wantedBy(targets);
  // One after the other: jiti, which runs the scripts of this repository, gives out modules half loaded where imports overlap.
  const loaded: AnyTheorem[] = [];
  for (const item of wanted) loaded.push(explained(await (theorems[item] as () => Promise<AnyTheorem>)()));
  const some = { items: items.map(registered), theorems: loaded, module: import.meta.url };
  if (wanted.length < all.length) return some;
  const { incidents } = await import('./incidents.ts');
  const { matrixOf } = await import('./matrix.ts');
  const { survivors } = await import('./survivors.ts');
  return { ...some, incidents, survivors, matrix: matrixOf(loaded) };
}
