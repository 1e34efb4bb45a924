/**
 * Every system of the registry, at the smallest setting of its claims that teaches something: what the obvious search over xstate finds is
 * what is found in memory, on disk, by signatures, by bits, on two threads, and by each reduction.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { LocalState } from '../../checker/language/machine.ts';
import { always, endsAtFailure, type Property } from '../../checker/language/property.ts';
import { type AnySystem, type Configuration, configure, type Setting } from '../../checker/language/system.ts';
import { instanceOf } from '../../checker/language/theorem.ts';
import { type DecideOptions, type Decision, decide } from '../../checker/verdict/decide.ts';
import { registry } from '../../proofs/registry.ts';
import { type NaiveSearch, naiveSearch, textOfState } from '../kernel/naive.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-stores-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** So few states have layers to compare. */
const fewStates = 25;

/** A search with a string for each state is asked for so many at most. */
const mostStates = 5_000;

/** For systems whose claims all meet more. */
const smaller: Readonly<Record<string, Setting>> = { 'state-channel': { parameters: { T: 1 } } };

interface Subject {
  readonly system: AnySystem;
  readonly configuration: Configuration;
  readonly naive: NaiveSearch;
}

/** Of each system the setting of fewest states but few, or of most below that; of claims that are known to meet all of them. */
function settingsOf(): ReadonlyMap<AnySystem, Configuration> {
  const best = new Map<AnySystem, { readonly states: number; readonly configuration: Configuration }>();
  for (const theorem of registry.theorems) {
    for (const { system, instance, setting = {}, property, expect: expected } of theorem.claims) {
      const { states = 0, verdict } = expected;
      const meetsAll = !endsAtFailure(property) || verdict === 'exhausted';
      if (!meetsAll || states === 0 || property.kind === 'refines' || property.kind === 'sampled') continue;
      const known = best.get(system)?.states ?? 0;
      const isBetter = known < fewStates ? states > known : states >= fewStates && states < known;
      if (!isBetter) continue;
      const configuration = configure(system, { parameters: instanceOf(theorem, instance, system) }, setting);
      best.set(system, { states, configuration });
    }
  }
  return new Map(
    [...best].map(([system, { states, configuration }]) => [
      system,
      states <= mostStates ? configuration : configure(system, smaller[system.name] ?? {}),
    ]),
  );
}

function subjectOf(system: AnySystem, configuration: Configuration): Subject {
  const naive = naiveSearch(system, configuration, mostStates);
  if (naive === undefined) throw new Error(`${system.name}: more than ${mostStates} states`);
  return { system, configuration, naive };
}

/** The components of a view in the order of the composition. */
function componentsOf(view: object): readonly LocalState[] {
  return Object.values(view).flat() as LocalState[];
}

/** Nothing; one whole state, the last that was found; and what one component is in it. */
function propertiesOf({ naive }: Subject): readonly Property<never>[] {
  const last = [...naive.states.values()].at(-1) as readonly LocalState[];
  const own = textOfState(last.slice(0, 1));
  return [
    always<never>('fine', 'Nothing is wrong.', (view) => componentsOf(view).length === last.length),
    always<never>('last', 'One state is not reached.', (view) => textOfState(componentsOf(view)) !== textOfState(last)),
    always<never>('own', 'One component is not there.', (view) => {
      return textOfState(componentsOf(view).slice(0, 1)) !== own;
    }),
  ];
}

function said(decisions: readonly Decision[]): unknown {
  return decisions.map(({ seconds: _, peakBytes: __, rechecked: ___, diskBytes: ____, ...rest }) => rest);
}

const spacious: readonly DecideOptions[] = [
  { store: { kind: 'hash', bits: 64, seed: '0x1' } },
  { store: { kind: 'bitstate', bytes: 1 << 20, seed: '0x1' } },
];

describe.each([...settingsOf()].map(([system, configuration], i) => [system.name, system, configuration, i] as const))(
  '%s',
  (_, system, configuration, place) => {
    const subject = subjectOf(system, configuration);
    const { naive } = subject;
    const properties = propertiesOf(subject);
    const shortest = [...naive.states].flatMap(([text, state]) =>
      textOfState(state.slice(0, 1)) === textOfState([...naive.states.values()].at(-1)?.slice(0, 1) ?? [])
        ? [naive.distance.get(text) as number]
        : [],
    );
    const steps = [undefined, naive.depth, Math.min(...shortest)];
    const decided = (options: DecideOptions = {}): Promise<readonly Decision[]> =>
      decide(system, configuration, properties, options);

    test('in memory, on disk and on threads', async () => {
      const inMemory = await decided();
      const { states, transitions, depth, deadlocks } = naive;
      expect(inMemory[0]?.counts).toEqual({ states: states.size, transitions, depth, frontier: 0 });
      expect(inMemory[0]?.deadlocks).toBe(deadlocks);
      expect(inMemory.map(({ verdict }) => verdict)).toEqual(['exhausted', 'violated', 'violated']);
      expect(inMemory.map(({ trace }) => trace?.steps.length)).toEqual(steps);
      const onDisk = await decided({ limits: { bytes: 1 }, diskPlan: { folder } });
      expect(said(onDisk)).toEqual(said(inMemory));
      // A team takes most of a second to start: a third of the systems, all of them over a few changes of the registry.
      if (place % 3 === 0) expect(said(await decided({ threads: 2, worth: 1 }))).toEqual(said(inMemory));
    });

    test('by a store that leaves nothing out by chance', async () => {
      for (const options of spacious) {
        const lossy = await decided(options);
        expect(lossy[0]?.counts).toMatchObject({ states: naive.states.size, transitions: naive.transitions });
        expect(lossy.map(({ verdict }) => verdict)).toEqual(['bounded', 'violated', 'violated']);
        expect(lossy.map(({ trace }) => trace?.steps.length)).toEqual(steps);
      }
    });

    test('by reductions', async () => {
      for (const reduce of ['order', 'symmetry'] as const) {
        for (const [p, property] of properties.entries()) {
          const [reduced] = await decide(system, configuration, [property], { reduce });
          expect(reduced?.verdict).toBe(p === 0 ? 'exhausted' : 'violated');
          if (reduce === 'symmetry') expect(reduced?.trace?.steps.length).toBe(steps[p]);
          else expect(reduced?.trace?.steps.length ?? 0).toBeGreaterThanOrEqual(steps[p] ?? 0);
        }
      }
    });
  },
);
