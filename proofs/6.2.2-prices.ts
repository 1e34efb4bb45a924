/**
 * Theorem 6.2.2 with prices: what it costs to corrupt a guard, and the least price of robbing each role.
 *
 * With prices a cut set costs the sum over its guards, and security is the cost of the cheapest one. Then "bounded by the minimum" is
 * false in both directions: a verifier can be cheaper than everything the theorem names, and a user whose intent was filled does not
 * depend on the cheapest rollup any more. And it is ill-typed, since Definition 5.2.1 prices theft as well as standstill: of (9, 1) and
 * (1, 9) neither is the smaller, and a transaction that crosses has (1, 1), which is the security of neither rollup.
 */

import { cheapest, type PriceList, type Property } from '../checker/language/property.ts';
import type { Setting, System } from '../checker/language/system.ts';
import type { AnyClaim, Claim, Expectation } from '../checker/language/theorem.ts';
import type { Corrupt, Halt } from '../model/interop-events.ts';
import { intentSystem, type MessageView, messageSystem } from '../model/systems/interoperability.ts';
import { adversary } from './6.2.2-cut-sets.ts';
import { expected } from './6.2.2-expected.ts';
import { bystander, depositor, filledUser, isHalted, isStranded, sender } from './6.2.2-goals.ts';

/** Of corrupting each guard, by layer and number, and of bringing a rollup to a halt. */
export interface GuardPrices {
  readonly A: readonly number[];
  readonly B: readonly number[];
  readonly L1: readonly number[];
  readonly V: readonly number[];
  readonly halt?: { readonly A: number; readonly B: number };
}

function priceList(prices: GuardPrices): PriceList {
  return {
    CORRUPT: ({ layer, guard }: Corrupt) => prices[layer][guard] as number,
    HALT: ({ layer }: Halt) => prices.halt?.[layer] ?? 0,
  };
}

/** The least price of robbing a role. */
export function robbing<V>(goal: Property<V>, prices: GuardPrices): Property<V> {
  return cheapest(`robbing-${goal.name}`, `Not: ${goal.says}`, goal, priceList(prices));
}

function standstill(name: string, holds: (state: MessageView) => boolean, prices: GuardPrices): Property<MessageView> {
  return cheapest(name, 'Nothing goes on.', holds, priceList(prices));
}

const everyGuard: Setting = {
  powers: {
    ...adversary.powers,
    ...{ a1: true, a2: true, b1: true, b2: true, l1: true, v1: true, v2: true, v3: true },
  },
};

function claim<V>(
  id: string,
  says: string,
  system: System<V>,
  property: Property<V>,
  instance: string,
  setting: Setting,
): Claim<V> {
  const [states, transitions, depth, steps, price] = expected[id] ?? [0, 0, 0];
  const expect: Expectation = {
    ...{ verdict: 'exhausted', states, transitions, depth },
    ...(steps === undefined ? {} : { steps }),
    ...(price === undefined ? {} : { price }),
  };
  return { id, reading: 'literal', says, system, property, instance, setting, expect };
}

/** Rollups at ten and twelve, a base layer at fifty; one guard each. */
const cheapVerifier: GuardPrices = { A: [10], B: [12], L1: [50], V: [1] };
const cheapA: GuardPrices = { A: [2], B: [12], L1: [50], V: [30] };
const redundant: GuardPrices = { A: [10], B: [12], L1: [50], V: [3, 3, 3] };
/** Theft costs nine on A and one on B, a standstill the other way round. */
const crossed: GuardPrices = { A: [9], B: [1], L1: [50], V: [50], halt: { A: 1, B: 9 } };
const haltable: Setting = { powers: { ...everyGuard.powers, halt: true } };

export const priceClaims: readonly AnyClaim[] = [
  claim(
    'cheap-verifier',
    'Below the minimum: A costs 10, B 12, the base layer 50, and the verifier between them 1.',
    messageSystem,
    robbing(bystander, cheapVerifier),
    'single',
    everyGuard,
  ),
  claim(
    'filled-user',
    'Above the minimum: A costs 2, and a user whose intent was filled is robbed for 12, the price of B.',
    intentSystem,
    robbing(filledUser, cheapA),
    'single',
    everyGuard,
  ),
  claim(
    'redundant-verifier',
    'Above the weakest part: a guard of the verifier costs 3, and two of three are needed.',
    messageSystem,
    robbing(sender, redundant),
    'redundant',
    everyGuard,
  ),
  claim(
    'theft-on-a',
    'Ill-typed: theft on A alone costs 9.',
    messageSystem,
    robbing(depositor, crossed),
    'single',
    haltable,
  ),
  claim(
    'standstill-of-a',
    'Ill-typed: bringing A to a halt costs 1.',
    messageSystem,
    standstill('a-halted', (state) => isHalted(state, 'A'), crossed),
    'single',
    haltable,
  ),
  claim(
    'theft-on-b',
    'Ill-typed: theft on B alone costs 1.',
    messageSystem,
    robbing(bystander, crossed),
    'single',
    haltable,
  ),
  claim(
    'standstill-of-b',
    'Ill-typed: bringing B to a halt costs 9.',
    messageSystem,
    standstill('b-halted', (state) => isHalted(state, 'B'), crossed),
    'single',
    haltable,
  ),
  claim(
    'theft-across',
    'Ill-typed: theft of what crosses costs 1, as on B and not as on A.',
    messageSystem,
    robbing(sender, crossed),
    'single',
    haltable,
  ),
  claim(
    'standstill-across',
    'Ill-typed: what crosses is stranded for 1, as on A and not as on B.',
    messageSystem,
    standstill('stranded', isStranded, crossed),
    'single',
    haltable,
  ),
];
