/**
 * Renaming permutes verdicts: names of parties and components mean nothing, and neither do the numbers of instances that are alike.
 *
 * No expected number is written here. Each run is held to what the claim itself expects, or to another run.
 */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Payload } from '../../checker/language/menu.ts';
import { keyOf } from '../../checker/language/plain-data.ts';
import { always, type Property, reachable } from '../../checker/language/property.ts';
import {
  type AnySystem,
  type Component,
  type Configuration,
  configure,
  type Instances,
} from '../../checker/language/system.ts';
import { type AnyClaim, type AnyTheorem, instanceOf } from '../../checker/language/theorem.ts';
import { decideClaims } from '../../checker/verdict/claims.ts';
import { decide } from '../../checker/verdict/decide.ts';
import type { CoinsState } from '../../model/forced-inclusion.ts';
import { registry } from '../../proofs/registry.ts';
import { randomSystem } from '../kernel/random-system.ts';
import { plain } from '../small-system.ts';
import { type Interchange, lockStep, type Swap } from './instance-swap.ts';
import { type Renaming, renamedClaim, renamedProperty, renamedSystem, renamingOf } from './renamed-system.ts';

/** Claims with more states than this are left out: the rest takes half a minute, these minutes. */
const mostStates = 3_000;

function renamingAt(system: AnySystem): Renaming {
  return renamingOf(system, Object.keys(system.compose(configure(system)).components));
}

describe('the names of parties and components change nothing but names', () => {
  test.each(registry.theorems.map((theorem) => [theorem.item, theorem] as const))(
    '%s',
    async (_item, theorem) => {
      const small = theorem.claims.filter(({ expect: { states } }) => states <= mostStates);
      const renamings = new Map(small.map(({ system }) => [system, renamingAt(system as AnySystem)]));
      const systems = new Map([...renamings].map(([system, one]) => [system, renamedSystem(system as AnySystem, one)]));
      const claims = small.map(
        (claim): AnyClaim =>
          renamedClaim(claim, systems.get(claim.system) as AnySystem, renamings.get(claim.system) as Renaming),
      );
      const results = await decideClaims(theorem, claims, {}, {});
      expect(results.filter(({ met }) => !met).map(({ id, misses }) => [id, misses])).toEqual([]);
      expect(results).toHaveLength(small.length);
      // The names are really others: whoever owns a step of a trace has the name that was given to who owned it.
      results.forEach(({ trace, configuration }, c) => {
        const { system } = small[c] as AnyClaim;
        const { events } = system.compose(configuration);
        const { parties } = renamings.get(system) as Renaming;
        for (const { type, payload, owner } of trace?.steps ?? []) {
          const first = events[type]?.owner;
          expect(owner).toBe(parties.get(typeof first === 'function' ? first(payload) : (first ?? '')));
        }
      });
    },
    240_000,
  );

  test('random systems', async () => {
    const said = (results: Awaited<ReturnType<typeof decide>>): unknown =>
      results.map(({ verdict, counts, trace }) => [
        ...[verdict, counts],
        trace?.steps.map(({ type, payload }) => [type, payload]),
      ]);
    await fc.assert(
      fc.asyncProperty(randomSystem, async ({ system, holds }) => {
        const renaming = renamingAt(system);
        const asked = [always, reachable].map((kind) => kind('holds', 'A claim of a test.', { it: holds as never }));
        const renamed = asked.map((property) => renamedProperty(property as Property<never>, renaming));
        const theirs = await decide(renamedSystem(system, renaming), plain(system), renamed);
        expect(said(theirs)).toEqual(said(await decide(system, plain(system), asked as never)));
      }),
      { seed: 0x5a5e, numRuns: 60 },
    );
  });
});

const exchanged = (one: number): number => (one < 2 ? 1 - one : one);

/** Exchanges the first two numbers wherever these fields have them: alone, or in a list. */
function swapIn(...fields: readonly string[]): Swap {
  return (payload) => {
    const entries = Object.entries(payload).map(([field, value]): [string, Payload[string]] => {
      if (!fields.includes(field)) return [field, value];
      if (typeof value === 'number') return [field, exchanged(value)];
      if (!Array.isArray(value)) return [field, value];
      return [field, (value as readonly number[]).map(exchanged).sort((a, b) => a - b)];
    });
    return Object.fromEntries(entries);
  };
}

const other: Readonly<Record<string, string>> = { A: 'B', B: 'A' };

/** The two blocks by number, by name, and by what each shows. */
const swapBlocks: Swap = (payload, type) => {
  if (type === 'BUILD' || type === 'DROP') return { ...payload, block: exchanged(Number(payload.block)) };
  const which = String(payload.which);
  return { ...payload, which: other[which] ?? which, A: payload.B as string, B: payload.A as string };
};

/** The two applications by number; where their spaces are disjoint, an element of the one for the same of the other. */
const swapApplications = ({ parameters: { tagged = 0 } }: Configuration): Swap => {
  const swap = swapIn('app', 'domain', 'settles');
  const element = (one: unknown): number => (Number(one) + 10) % 20;
  return (payload, type) => {
    const swapped = swap(payload, type);
    if (type === 'MOVE') return tagged === 0 ? swapped : { ...swapped, state: element(payload.state) };
    const { bytes, prior } = payload;
    if (tagged !== 2 || bytes === undefined) return swapped;
    return { ...swapped, bytes: element(bytes), prior: element(prior) };
  };
};

/** Of a system: what changes places in a configuration of it. */
interface Alike {
  readonly interchange: (configuration: Configuration) => Interchange;
  /** Fields by which the instances are told that change places. */
  readonly fields: readonly string[];
  /** The parameters that the other side has instead, where the two are alike but for these. */
  readonly exchange?: readonly (readonly [string, string])[];
  /** Whether they are alike in this configuration. */
  readonly isAlike?: (configuration: Configuration) => boolean;
}

const placeIn =
  (fields: readonly string[]): Interchange['place'] =>
  (field, index) =>
    fields.includes(field) ? exchanged(index) : index;

/** Told by the first of the fields, and named in all of them. */
function alikeBy(...fields: readonly [string, ...string[]]): Alike {
  const told = fields.slice(0, 1);
  return { interchange: () => ({ swap: swapIn(...fields), place: placeIn(told) }), fields: told };
}

/** Which coin a transaction spends, by the number of the transaction. */
function coinsExchanged({ context, ...coins }: CoinsState): object {
  return { ...coins, context: { ...context, spends: context.spends.map((_, tx) => context.spends[exchanged(tx)]) } };
}

/** Where two instances are alike, by the name of the system. */
const alike: Readonly<Record<string, Alike>> = {
  inclusion: {
    interchange: () => ({ swap: swapIn('tx'), place: placeIn(['tx']), retold: { coins: coinsExchanged } }),
    fields: ['tx'],
  },
  observers: alikeBy('observer'),
  'bridge-light-client': alikeBy('transfer'),
  'bridge-committee': alikeBy('transfer'),
  'dispute-race': alikeBy('game', 'answers'),
  'mass-closing': alikeBy('channel', 'answers'),
  'interop-blocks': { interchange: () => ({ swap: swapBlocks, place: placeIn(['block']) }), fields: ['block'] },
  'state-channel': {
    interchange: (configuration) => ({ swap: swapApplications(configuration), place: placeIn(['app']), isOfAll: true }),
    fields: ['app'],
    exchange: [
      ['kind0', 'kind1'],
      ['share0', 'share1'],
    ],
    // Without that rule the second application reads the first one's record.
    isAlike: ({ rules }) => rules.ownReads === true,
  },
};

function configurationOf(theorem: AnyTheorem, claim: AnyClaim): Configuration {
  const parameters = instanceOf(theorem, claim.instance, claim.system);
  return configure(claim.system as AnySystem, { parameters }, claim.setting ?? {});
}

/** Whether there are two to change places. */
function hasTwo(system: AnySystem, configuration: Configuration, fields: readonly string[]): boolean {
  const specs: readonly (Component<unknown> | Instances<unknown>)[] = Object.values(
    system.compose(configuration).components,
  );
  return specs.some((spec) => spec.kind === 'instances' && fields.includes(spec.field) && spec.count > 1);
}

function counterpart(configuration: Configuration, pairs: Alike['exchange'] = []): Configuration {
  const parameters: Record<string, number> = { ...configuration.parameters };
  for (const [one, another] of pairs) {
    parameters[one] = configuration.parameters[another] as number;
    parameters[another] = configuration.parameters[one] as number;
  }
  return { ...configuration, parameters };
}

/** Claims of one configuration, which are walked together. */
interface Walked {
  readonly theorem: AnyTheorem;
  readonly claims: readonly AnyClaim[];
  readonly alike: Alike;
}

function walksOf(theorem: AnyTheorem): readonly Walked[] {
  const walks = new Map<string, Walked>();
  for (const claim of theorem.claims.filter(({ expect: { states } }) => states <= mostStates)) {
    const ours = alike[claim.system.name];
    const configuration = configurationOf(theorem, claim);
    if (ours === undefined || ours.isAlike?.(configuration) === false) continue;
    if (!hasTwo(claim.system as AnySystem, configuration, ours.fields)) continue;
    const key = keyOf([claim.system.name, configuration]);
    walks.set(key, { theorem, alike: ours, claims: [...(walks.get(key)?.claims ?? []), claim] });
  }
  return [...walks.values()];
}

describe('instances that are alike change places, and nothing else changes', () => {
  const walks = registry.theorems.flatMap(walksOf);

  test('there are many', () => {
    expect(walks.length).toBeGreaterThan(40);
    expect(new Set(walks.map(({ claims: [claim] }) => claim?.system.name))).toEqual(new Set(Object.keys(alike)));
  });

  test.each(walks.map((walk) => [walk.claims.map(({ id }) => `${walk.theorem.item}/${id}`).join(' '), walk] as const))(
    '%s',
    async (_ids, { theorem, claims, alike: { interchange, exchange } }) => {
      const [claim] = claims as [AnyClaim];
      const here = configurationOf(theorem, claim);
      const asked = claims.map(({ property }) => property as Property<never>);
      const depth = Math.max(...claims.map(({ expect }) => expect.depth));
      const sides = [here, counterpart(here, exchange)] as const;
      const walk = await lockStep(claim.system as AnySystem, sides, asked, interchange(here), depth);
      expect(walk).toMatchObject({ difference: null });
      expect(walk.pairs).toBeGreaterThan(1);
    },
  );
});
