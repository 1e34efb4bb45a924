/** What is measured: a system in one setting, with the property that is asked of it where there is one. */

import { Product } from '../../checker/kernel/product.ts';
import type { Property } from '../../checker/language/property.ts';
import { type AnySystem, configure, type Setting } from '../../checker/language/system.ts';
import { optimisticRollupSystem } from '../../model/systems/optimistic-rollup.ts';
import { paymentChannelSystem } from '../../model/systems/payment-channel.ts';
import { consistency, twoPhaseCommit } from './two-phase-commit.ts';

export type ModelName = '2pc' | 'optimistic-rollup' | 'payment-channel';

export interface Model {
  readonly system: AnySystem;
  readonly setting: Setting;
  readonly property?: Property<never>;
}

/** Every power that its theorem allows, at this challenge period, with four batches. */
function rollup(C: number): Setting {
  return {
    parameters: { C, batches: 4, dataDelay: 1, reactionDelay: 1 },
    powers: { cheat: true, bogusProof: true, withhold: true, censor: C < 7 ? 1 : 3, offline: 1 },
  };
}

/** Every power that its theorem allows, with this dispute window and as many states to revoke as are allowed. */
function channel(T: number): Setting {
  return {
    parameters: { T, updates: T > 7 ? 5 : 4, reactionDelay: 1 },
    powers: { censor: 3, offline: 2, equivocate: true, overdraw: true, order: true },
  };
}

export function modelOf(name: ModelName, n: number): Model {
  switch (name) {
    case '2pc':
      return { system: twoPhaseCommit, setting: { parameters: { n } }, property: consistency as Property<never> };
    case 'optimistic-rollup':
      return { system: optimisticRollupSystem, setting: rollup(n) };
    case 'payment-channel':
      return { system: paymentChannelSystem, setting: channel(n) };
    default:
      return name satisfies never;
  }
}

export function productOf({ system, setting }: Model): Product {
  return new Product(system, configure(system, setting));
}
