/**
 * What must not change a verdict, tried on every theorem: more powers or fewer rules, and the order of declarations.
 *
 * No expected number is written here. Each run is held to what the claim itself expects, or to another run.
 */

import { describe, expect, test } from 'vitest';
import { keyOf } from '../../checker/language/plain-data.ts';
import { ask, endsAtFailure, type Property } from '../../checker/language/property.ts';
import { type AnySystem, type Configuration, configure, type Power } from '../../checker/language/system.ts';
import { type AnyClaim, type AnyTheorem, systemsOf } from '../../checker/language/theorem.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import type { TraceEvent } from '../../checker/trace/trace.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { decide } from '../../checker/verdict/decide.ts';
import { counted } from '../../proofs/own-instance.ts';
import { registry } from '../../proofs/registry.ts';

/** Claims with more states than this are left to `plumbline check`: the rest takes seconds, these minutes. */
const mostStates = 3_000;

const small = ({ claims }: AnyTheorem): readonly AnyClaim[] =>
  claims.filter(({ expect: { states }, property: { kind } }) => states <= mostStates && kind !== 'sampled');

/** Invariants that are violated in more states than that. */
const large = ({ claims }: AnyTheorem): readonly AnyClaim[] =>
  claims.filter(
    ({ expect: { states, verdict }, property: { kind } }) =>
      states > mostStates && verdict === 'violated' && kind === 'always',
  );

/** One more of a power, or one less; undefined where there is no more or no less. */
function stepped(power: Power, value: boolean | number, by: 1 | -1): boolean | number | undefined {
  if (power.kind === 'toggle') return value === (by === -1) ? by === 1 : undefined;
  const amount = Number(value) + by;
  return amount >= 0 && amount <= power.greatest ? amount : undefined;
}

/** The configurations that differ from a claim's in one power by one step, or in one rule: taken out with a power more, put back with one less. */
function neighbours(theorem: AnyTheorem, claim: AnyClaim, by: 1 | -1): readonly (readonly [string, Configuration])[] {
  const parameters = theorem.instances[claim.instance] ?? {};
  const configuration = configure(claim.system, { parameters }, claim.setting ?? {});
  const powers = Object.entries(claim.system.powers).flatMap(([name, power]): [string, Configuration][] => {
    const value = stepped(power, configuration.powers[name] ?? false, by);
    if (value === undefined) return [];
    return [[`${name}=${value}`, { ...configuration, powers: { ...configuration.powers, [name]: value } }]];
  });
  const rules = Object.entries(configuration.rules).flatMap(([name, isOn]): [string, Configuration][] => {
    if (isOn !== (by === 1)) return [];
    return [[`${name}=${!isOn}`, { ...configuration, rules: { ...configuration.rules, [name]: !isOn } }]];
  });
  return [...powers, ...rules];
}

/**
 * Whether the counterexample is one in another configuration, too: every event of it is offered and taken, and what it ends in violates the
 * property. xstate alone takes it, so that no state space is needed.
 */
function isStillOne(claim: AnyClaim, configuration: Configuration, steps: readonly TraceEvent[]): boolean {
  const system = claim.system as AnySystem;
  const { events } = system.compose(configuration);
  const composition = new ReferenceComposition(system, configuration);
  let state = composition.initial();
  for (const { type, payload } of steps) {
    const key = keyOf(payload);
    if (!(events[type]?.payloads ?? []).some((one) => keyOf(one) === key)) return false;
    const attempt = composition.attempt(state, { type, ...payload });
    if (!attempt.taken) return false;
    state = attempt.state;
  }
  const property = claim.property as Property<never>;
  const view = composition.view(state) as never;
  return Object.keys(property.parts).some((part) => !ask(property, part, view).holds);
}

/** Rules that give moves, by the claims in which it shows. */
const shown = new Set<string>();

describe('more powers and fewer rules never remove a counterexample, fewer powers and more rules never add one', () => {
  test.each(registry.theorems.map((theorem) => [theorem.item, theorem] as const))(
    '%s',
    async (item, theorem) => {
      const contrary: string[] = [];
      const undecided: string[] = [];
      let decided = 0;
      const comparable = small(theorem).filter(({ onlyHere }) => onlyHere !== counted);
      for (const claim of comparable.filter(({ property }) => endsAtFailure(property))) {
        const { verdict, steps } = claim.expect;
        for (const [changed, configuration] of neighbours(theorem, claim, verdict === 'violated' ? 1 : -1)) {
          const place = `${item}/${claim.id} ${changed}`;
          const properties = [claim.property as Property<never>];
          const [decision] = await decide(claim.system, configuration, properties, { limits: { states: 15_000 } });
          const isLonger = verdict === 'violated' && (decision?.trace?.steps.length ?? 0) > (steps ?? 0);
          if (decision?.verdict === 'bounded') undecided.push(place);
          else if (decision?.verdict !== verdict || isLonger) {
            if (claim.system.rules[changed.split('=')[0] ?? '']?.givesMoves === true)
              shown.add(changed.split('=')[0] ?? '');
            else contrary.push(place);
          } else decided++;
        }
      }
      expect(contrary).toEqual([]);
      // A state space may outgrow the limit with a power more, but not so often that nothing is tried.
      expect(undecided.length).toBeLessThanOrEqual(decided / 4);
    },
    240_000,
  );

  test.each(
    registry.theorems
      .map((theorem) => [theorem.item, theorem] as const)
      .filter(([, theorem]) => large(theorem).length > 0),
  )(
    '%s: and the counterexamples of larger claims are counterexamples there as well',
    async (item, theorem) => {
      const lost: string[] = [];
      for (const result of await decideClaims(theorem, large(theorem), {}, {})) {
        const claim = large(theorem).find(({ id }) => result.id === `${item}/${id}`) as AnyClaim;
        for (const [changed, configuration] of neighbours(theorem, claim, 1)) {
          if (isStillOne(claim, configuration, result.trace?.steps ?? [])) continue;
          // The same attack may take other events there.
          const [decision] = await decide(claim.system, configuration, [claim.property as Property<never>]);
          if (decision?.verdict === 'violated') continue;
          const [name = ''] = changed.split('=');
          if (claim.system.rules[name]?.givesMoves === true) shown.add(name);
          else lost.push(`${result.id} ${changed}`);
        }
      }
      expect(lost).toEqual([]);
    },
    240_000,
  );

  test('but for rules that give moves, each of which shows that it does in some claim', () => {
    const rules = registry.theorems.flatMap((theorem) =>
      systemsOf(theorem).flatMap((system) => Object.entries(system.rules)),
    );
    const names = rules.flatMap(([name, { givesMoves }]) => (givesMoves === true ? [name] : []));
    expect([...shown].sort()).toEqual([...new Set(names)].sort());
  });
});

type Order = <T>(list: readonly T[]) => T[];

const reversed: Order = (list) => [...list].reverse();

/** Any order, but the same each time: by Fisher and Yates over a linear congruence. */
const shuffled: Order = (list) => {
  const result = [...list];
  let state = 12_345;
  for (let i = result.length - 1; i > 0; i--) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    const j = Math.floor((state / 2 ** 31) * (i + 1));
    [result[i], result[j]] = [result[j] as never, result[i] as never];
  }
  return result;
};

/** The same system with its components, event types, payloads and parties declared in another order. */
function reordered(system: AnySystem, order: Order): AnySystem {
  const record = <T extends object>(value: T): T => Object.fromEntries(order(Object.entries(value))) as T;
  return {
    ...system,
    parties: record(system.parties),
    compose: (configuration) => {
      const { components, events } = system.compose(configuration);
      const menus = Object.entries(events).map(([type, menu]) => [type, { ...menu, payloads: order(menu.payloads) }]);
      return { components: record(components), events: Object.fromEntries(order(menus)) };
    },
  };
}

describe('the order of declarations changes no verdict, count, length or price', () => {
  const orders = [
    ['reversed', reversed],
    ['shuffled', shuffled],
  ] as const;
  const cases = registry.theorems.flatMap((theorem) =>
    orders.map(([name, order]) => [theorem.item, name, theorem, order] as const),
  );

  test.each(cases)(
    '%s, %s',
    async (_item, _name, theorem, order) => {
      const systems = new Map(small(theorem).map(({ system }) => [system, reordered(system as AnySystem, order)]));
      const claims = small(theorem)
        // An implementation is put through a cover of paths, and which paths cover depends on the order of the events.
        .filter(({ reading }) => reading !== 'conformance')
        .map((claim): AnyClaim => ({ ...claim, system: systems.get(claim.system) as AnySystem }));
      const results = await decideClaims(theorem, claims, {}, {});
      expect(results.filter(({ met }) => !met).map(({ id, misses }) => [id, misses])).toEqual([]);
      expect(results).toHaveLength(claims.length);
    },
    240_000,
  );
});
