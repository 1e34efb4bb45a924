/** The modules of `spec/tla/` have the graph of the machines; a change of either that has an effect is found, with a shortest trace. */

import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Property } from '../../checker/language/property.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { type AnyClaim, type AnyTheorem, instanceOf } from '../../checker/language/theorem.ts';
import { decide } from '../../checker/verdict/decide.ts';
import type { Decision } from '../../checker/verdict/decision.ts';
import { checkTla } from '../../checker/verdict/tla-check.ts';
import { optimisticRollupSpecified } from '../../proofs/2.1.2-specified.ts';
import { zkRollupSpecified } from '../../proofs/2.2.2-specified.ts';
import { paymentChannelSpecified } from '../../proofs/3.1.3-specified.ts';
import { exitGameSpecified } from '../../proofs/5.3.2-specified.ts';
import { bridgeSpecified } from '../../proofs/6.1.2-specified.ts';
import { interopSpecified } from '../../proofs/6.2.2-specified.ts';
import { registry } from '../../proofs/registry.ts';

const folder = fileURLToPath(new URL('../../spec/tla/', import.meta.url));
const modules = readdirSync(folder).filter((name) => name.endsWith('.tla'));

const claims = registry.theorems.flatMap((theorem) =>
  theorem.claims.flatMap((claim): (readonly [string, AnyTheorem, AnyClaim])[] =>
    claim.property.specified === undefined ? [] : [[`${theorem.item}/${claim.id}`, theorem, claim]],
  ),
);

function claimOf(item: string): readonly [AnyTheorem, AnyClaim] {
  const [, theorem, claim] = claims.find(([id]) => id === `${item}/specified`) ?? [];
  if (theorem === undefined || claim === undefined) throw new Error(`no module for ${item}`);
  return [theorem, claim];
}

async function decided(item: string, property: Property<never>, ...changes: readonly Setting[]): Promise<Decision> {
  const [theorem, { system, instance, setting = {} }] = claimOf(item);
  const parameters = instanceOf(theorem, instance, system);
  const [decision] = await decide(system, configure(system, { parameters }, setting, ...changes), [property]);
  return decision as Decision;
}

test('each module is what some claim holds the machines to', () => {
  const named = claims.map(([, , { property }]) => property.specified?.module.pathname.split('/').at(-1));
  expect([...named].sort()).toEqual([...modules].sort());
});

test.each(modules)('%s holds what it claims under its own configuration', async (name) => {
  expect(await checkTla({ module: join(folder, name) })).toMatchObject({ verdict: 'success', problem: null });
});

/** A module with one place changed, in a folder of its own. */
function mutant(name: string, from: string, to: string): URL {
  const beside = mkdtempSync(join(tmpdir(), 'plumbline-mutant-'));
  onTestFinished(() => rmSync(beside, { recursive: true }));
  const text = readFileSync(join(folder, `${name}.tla`), 'utf8');
  expect(text).toContain(from);
  copyFileSync(join(folder, `${name}.cfg`), join(beside, `${name}.cfg`));
  writeFileSync(
    join(beside, `${name}.tla`),
    text.replace(from, () => to),
  );
  return pathToFileURL(join(beside, `${name}.tla`));
}

type Specify = (module?: URL) => Property<never>;

describe('a change of the module is found', () => {
  const mutants: readonly (readonly [string, Specify, string, string, string])[] = [
    ['2.1.2', optimisticRollupSpecified as Specify, 'OptimisticRollup', 'queue[i].age >= C', 'queue[i].age >= C - 1'],
    [
      '2.1.2',
      optimisticRollupSpecified as Specify,
      'OptimisticRollup',
      '!.burnt = @ + Cardinality(falls) - 1',
      '!.burnt = @',
    ],
    [
      '2.1.2',
      optimisticRollupSpecified as Specify,
      'OptimisticRollup',
      '/\\ i \\in Owed',
      '/\\ seen[i].proof = "none"',
    ],
    ['3.1.3', paymentChannelSpecified as Specify, 'PaymentChannel', '/\\ n > onChain', '/\\ n >= onChain'],
    ['3.1.3', paymentChannelSpecified as Specify, 'PaymentChannel', 'older >= T', 'older > T'],
    ['3.1.3', paymentChannelSpecified as Specify, 'PaymentChannel', '/\\ ~HalfSigned\n', ''],
    ['5.3.2', exitGameSpecified as Specify, 'ExitGame', 'exit.coin <= other.coin', 'exit.coin >= other.coin'],
    ['5.3.2', exitGameSpecified as Specify, 'ExitGame', "phantomAge' = 0", "phantomAge' = 1"],
    ['6.1.2', bridgeSpecified as Specify, 'Bridge', 'lock[t].depth >= KC', 'lock[t].depth > KC'],
    ['6.1.2', bridgeSpecified as Specify, 'Bridge', '@ \\ {"timeout"}', '@'],
    ['2.2.2', zkRollupSpecified as Specify, 'ZkRollup', '\\/ Unsound', '\\/ TRUE'],
    ['2.2.2', zkRollupSpecified as Specify, 'ZkRollup', '/\\ Overdue => takes # "none"', '/\\ TRUE'],
    ['6.2.2', interopSpecified as Specify, 'Interop', '/\\ status[b] = "final"\n  /\\ content', '/\\ content'],
    ['6.2.2', interopSpecified as Specify, 'Interop', '/\\ age[b] = "fresh"', '/\\ TRUE'],
  ];

  test.each(mutants)('%s: %#', async (item, specify, name, from, to) => {
    const { verdict, parts, trace } = await decided(item, specify(mutant(name, from, to)));
    expect(verdict).toBe('violated');
    expect(parts).toMatchObject([
      { part: 'specified', holds: false, because: expect.stringMatching(/^the (system|module) takes/) },
    ]);
    expect(trace).not.toBeNull();
  });
});

describe('a change of the machines is found', () => {
  const rules: readonly (readonly [string, string, Setting])[] = [
    ['2.1.2', 'cascade', {}],
    ['3.1.3', 'strictNonce', {}],
    ['5.3.2', 'oldestFirst', {}],
    ['6.1.2', 'refundChecksDeadline', {}],
    ['2.2.2', 'bindData', {}],
    ['6.2.2', 'cascade', {}],
  ];

  test.each(rules)('%s without %s', async (item, rule, more) => {
    const [, { property }] = claimOf(item);
    const { verdict, parts } = await decided(item, property as Property<never>, { ...more, without: [rule] });
    expect(verdict).toBe('violated');
    expect(parts[0]?.because).toMatch(/^the (system|module) takes/);
  });
});

test('the trace to the first disagreement is as short as can be, and both sides are told', async () => {
  const module = mutant('PaymentChannel', '/\\ n > onChain', '/\\ n > onChain + 1');
  const { trace, parts } = await decided('3.1.3', paymentChannelSpecified(module) as Property<never>);
  expect(trace?.steps.map(({ type }) => type)).toEqual(['FUND']);
  expect(parts[0]?.because).toMatch(/^the system takes POST .*the module cannot: Post is not enabled there$/);
});

test('a variable without a value in the map, and a map that runs states together, are mistakes of the model', async () => {
  const [, { property }] = claimOf('3.1.3');
  const { specified } = property as Property<never>;
  if (specified === undefined) throw new Error('no module');
  const { age: _, ...fewer } = specified.variables;
  const unmapped = await decided('3.1.3', {
    ...(property as Property<never>),
    specified: { ...specified, variables: fewer },
  });
  expect([unmapped.verdict, unmapped.problem?.code]).toEqual(['failed', 'PL-116']);
});
