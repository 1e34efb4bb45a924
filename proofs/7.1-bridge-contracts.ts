/**
 * Direction 7.1 (Formal verification of Layer 2 bridge contracts): what is decided so far.
 *
 * Six kinds of verifier under one contract, each safe (`atomicity` of Theorem 6.1.2: minted ≤ locked, released ≤ burned, at most once,
 * never both refunded and minted) and live (□◇resolved) against everything that its own hypothesis does not exclude: reorganisations up to
 * the confirmations that are waited for, forged messages, a fork of the target, calls that fail. And ten incidents of such bridges
 * (`7.1-incidents.ts`), each of which is one change of the same machines and is found again by the property that it violated in the field.
 *
 * What a bridge did can be held to these machines: `plumbline replay` takes a log of its events and names the first that the contract
 * does not allow, who refuses it, and which rule or power would have let it pass.
 *
 * Not decided: amounts, fees, limits of the rate, upgrades and pauses of the contracts, rotation of keys; nor is any deployed contract
 * held to the machines, only logs of events can be.
 */

import type { Property } from '../checker/language/property.ts';
import type { Setting, System } from '../checker/language/system.ts';
import { type Claim, defineTheorem, type Reading, type Theorem } from '../checker/language/theorem.ts';
import { committeeBridge, lightClientBridge } from '../model/systems/bridge.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';
import { optimisticBridge } from '../model/systems/optimistic-bridge.ts';
import { atomicity, clocksAndUser, promises, resolves } from './6.1.2-goals.ts';
import { forger, adversary as relayers } from './6.1.2-hypotheses.ts';
import { expected } from './7.1-expected.ts';
import { claimIdOf, type Incident, incidents } from './7.1-incidents.ts';

const adversary: Setting = { parameters: { transfers: 1 }, powers: { ...relayers.powers, fail: true } };

function against(...settings: readonly Setting[]): Setting {
  return {
    parameters: Object.assign({}, ...settings.map(({ parameters }) => parameters)) as Record<string, number>,
    powers: Object.assign({}, ...settings.map(({ powers }) => powers)) as Record<string, boolean | number>,
    without: settings.flatMap(({ without = [] }) => without),
  };
}

interface Verifier {
  readonly id: string;
  readonly says: string;
  readonly system: System<BridgeView>;
  readonly setting: Setting;
  /** What has to go on, besides clocks and an active user. */
  readonly fair?: (typeof promises)[keyof typeof promises];
}

const verifiers: readonly Verifier[] = [
  {
    id: 'multisig',
    says: 'Two of three keys must sign, and one is stolen.',
    system: committeeBridge,
    setting: against(adversary, { parameters: { n: 3, k: 2 }, powers: { keys: 1 } }),
  },
  {
    id: 'correlated-keys',
    says: 'Three of six keys must sign, in three hands, and one hand is a thief’s.',
    system: committeeBridge,
    setting: against(adversary, { parameters: { n: 3, k: 3, keysEach: 2 }, powers: { keys: 1 } }),
  },
  {
    id: 'optimistic',
    says: 'Claims stand after two blocks, and the watchers miss one.',
    system: optimisticBridge,
    setting: against(adversary, forger),
    fair: promises.watch,
  },
  {
    id: 'light-client',
    says: 'Headers with proofs of inclusion, and clients that freeze when they are shown two branches.',
    system: lightClientBridge,
    setting: against(adversary, { powers: { freeze: true } }),
    fair: promises.thaw,
  },
  {
    id: 'validity-proof',
    says: 'A sound proof of the source’s execution for its headers, and nothing to freeze.',
    system: lightClientBridge,
    setting: adversary,
  },
  {
    id: 'outbox',
    says: 'The canonical bridge of a rollup: locks read by the rollup, withdrawals claimed on the base layer.',
    system: optimisticBridge,
    setting: against(adversary, forger, { parameters: { native: 1 } }),
    // Nobody claims a lock, so nobody disputes one.
    fair: promises.watch.filter((fair) => typeof fair !== 'string' && fair.with.statement !== 'lock'),
  },
];

function claim(
  reading: Reading,
  id: string,
  says: string,
  system: System<BridgeView>,
  property: Property<BridgeView>,
  setting: Setting,
): Claim<BridgeView> {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  const verdict = reading === 'repaired' ? 'exhausted' : 'violated';
  const expect = { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) } as const;
  return { id, reading, says, system, property, instance: 'small', setting, expect };
}

const claimsOf = ({ id, says, system, setting, fair = [] }: Verifier): readonly Claim<BridgeView>[] => [
  claim('repaired', `${id}-is-atomic`, says, system, atomicity, setting),
  claim(
    'repaired',
    `${id}-resolves`,
    `${says} Nothing stays half done.`,
    system,
    resolves([...clocksAndUser, ...fair]),
    setting,
  ),
];

const found = (incident: Incident): Claim<BridgeView> =>
  claim('necessary', claimIdOf(incident), incident.says, incident.system, atomicity, incident.flaw);

/** The same machines with the rule put back, or a key less. */
const restored = (incident: Incident): Claim<BridgeView> => ({
  ...claim(
    'repaired',
    `${claimIdOf(incident)}-restored`,
    'The same without the flaw.',
    incident.system,
    atomicity,
    incident.sound,
  ),
  unfired: incident.unfired ?? {},
});

export const theorem: Theorem<BridgeView> = defineTheorem<BridgeView>({
  item: '7.1',
  title: 'Bridge contracts',
  says: 'Bridges with six kinds of verifier are atomic, and what went wrong in the field is found again.',
  instances: { small: { kc: 2, timeout: 2 } },
  claims: [...verifiers.flatMap(claimsOf), ...incidents.map(found), ...incidents.map(restored)],
});
