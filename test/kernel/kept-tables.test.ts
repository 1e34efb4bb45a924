/** Tables that outlive a run: a run that reads them tells what a run without them tells, whatever state their file is in. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import { Product } from '../../checker/kernel/product.ts';
import { type Shelves, TableShelf } from '../../checker/kernel/table-shelf.ts';
import type { AnyMachine, LocalState } from '../../checker/language/machine.ts';
import { keyOf } from '../../checker/language/plain-data.ts';
import { always } from '../../checker/language/property.ts';
import { type AnySystem, configure, type Setting } from '../../checker/language/system.ts';
import { explore } from '../../checker/search/explore.ts';
import { type DecideOptions, type Decision, decide } from '../../checker/verdict/decide.ts';
import { exitGameSystem } from '../../model/systems/exit-game.ts';
import { optimisticRollupSystem } from '../../model/systems/optimistic-rollup.ts';
import { paymentChannelSystem } from '../../model/systems/payment-channel.ts';
import { plain, systemOf } from '../small-system.ts';
import { randomSystem } from './random-system.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-tables-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let folders = 0;

function freshFolder(): string {
  const path = join(folder, `${folders++}`);
  mkdirSync(path);
  return path;
}

/** Shelves of a folder that write whatever was asked, and the shelves that were opened. */
function shelvesIn(path: string, digest = 'a'): Shelves & { readonly opened: TableShelf[] } {
  const opened: TableShelf[] = [];
  return {
    opened,
    open(system, configurations) {
      const name = `${system.name} ${configurations.map((one) => keyOf(one)).join()}`;
      const shelf = new TableShelf({ folder: path, name, digest: () => digest, least: 1 });
      opened.push(shelf);
      return shelf;
    },
  };
}

/** All that is told of a decision but how long it took and the room it needed. */
function told(decisions: readonly Decision[]): unknown {
  return decisions.map(({ seconds: _, peakBytes: __, problem, ...rest }) => ({
    ...rest,
    problem: problem?.message ?? null,
    trace: rest.trace && JSON.stringify(rest.trace),
  }));
}

async function toldOf(system: AnySystem, setting: Setting, properties: readonly never[], options: DecideOptions = {}) {
  return told(await decide(system, configure(system, setting), properties, options));
}

const everyone = always<never>('everyone', 'Nothing is asked.', () => true) as never;

function tableFile(path: string): string {
  const [name] = readdirSync(path).filter((one) => one.endsWith('.tables'));
  return join(path, name as string);
}

describe('a run that reads tables of an earlier one', () => {
  test('random systems: same verdict, counts, coverage, trace, after a whole run and after one that was cut', async () => {
    await fc.assert(
      fc.asyncProperty(randomSystem, fc.nat(6), async ({ system, holds }, depth) => {
        const path = freshFolder();
        const asked = always<never>('asked', 'A question.', holds as never) as never;
        const without = await toldOf(system, {}, [asked]);
        const cut = await toldOf(system, {}, [everyone], { limits: { depth } });
        expect(await toldOf(system, {}, [everyone], { limits: { depth }, shelves: shelvesIn(path) })).toEqual(cut);
        for (let run = 0; run < 3; run++)
          expect(await toldOf(system, {}, [asked], { shelves: shelvesIn(path) })).toEqual(without);
        rmSync(path, { recursive: true });
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    [
      'optimistic rollup',
      optimisticRollupSystem,
      { powers: { cheat: true, order: true, bogusProof: true, censor: 2 } },
    ],
    ['payment channel', paymentChannelSystem, {}],
    ['exit game', exitGameSystem, {}],
  ] as const)('%s: the same, and no machine is asked for what is known', async (_, system, setting) => {
    const path = freshFolder();
    const configuration = configure(system as AnySystem, setting as Setting);
    const search = async (isFound: boolean) => {
      const shelf = shelvesIn(path).open(system, [configuration]) as TableShelf;
      expect(shelf.isFound).toBe(isFound);
      const product = new Product(system, configuration, { shelf });
      const { counts } = await explore(product, [], { exhaustive: true });
      const asked = product.components.reduce((sum, { askedAnew }) => sum + askedAnew, 0);
      shelf.save();
      const guards = product.components.map(({ name, machine }) => [name, [...machine.guards]]);
      return { counts, asked, guards, digest: product.memory.digest(), questions: product.memory.asked() };
    };
    const cold = await search(false);
    const warm = await search(true);
    expect(cold.asked).toBeGreaterThan(50);
    expect(warm).toEqual({ ...cold, asked: 0 });
  });

  test('contexts of every kind of plain data come back as they were', async () => {
    const values = [
      ...[-0, 0, Number.NaN, 1n, undefined, null, 'x', [1, [2]], new Set([2, 1]), new Map([[{ a: 1 }, [-0]]])],
      ...[Object.fromEntries([['__proto__', 1]]), { 10: 1, 9: 2, b: { c: [] } }],
    ];
    const machine = setup({
      types: {} as { context: { value: unknown; kept: unknown }; events: { type: 'SET'; i: number } },
    });
    const holder = machine.createMachine({
      context: { value: 'none', kept: values },
      on: { SET: { actions: assign({ value: ({ event }) => values[event.i] }) } },
    }) as unknown as AnyMachine;
    const system = systemOf({ components: { holder }, events: { SET: values.map((__, i) => ({ i })) } });
    const path = freshFolder();
    const keys = async (): Promise<readonly string[]> => {
      const shelf = shelvesIn(path).open(system, [plain(system)]) as TableShelf;
      const product = new Product(system, plain(system), { shelf });
      await explore(product, [], { exhaustive: true });
      shelf.save();
      const [table] = product.components;
      table?.recheck(Number.POSITIVE_INFINITY);
      return (table?.states ?? []).map((state: LocalState) => table?.machine.key(state) ?? '');
    };
    const cold = await keys();
    expect(cold.length).toBe(values.length + 1);
    expect(await keys()).toEqual(cold);
  });
});

/** Counts to `most` and begins again. */
function counter(most: number): AnySystem {
  const machine = setup({ types: {} as { context: { n: number }; events: { type: 'TICK' } } }).createMachine({
    context: { n: 0 },
    on: { TICK: { actions: assign({ n: ({ context }) => (context.n === most ? 0 : context.n + 1) }) } },
  }) as unknown as AnyMachine;
  return systemOf({ components: { counter: machine }, events: { TICK: [{}] } });
}

describe('a file of tables', () => {
  test('that is cut, changed, foreign or from another model is not read, and is replaced', async () => {
    const system = counter(40);
    const path = freshFolder();
    const right = await toldOf(system, {}, [everyone], { shelves: shelvesIn(path) });
    const whole = readFileSync(tableFile(path));
    const changed = (at: number): Buffer => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] as number) ^ 1;
      return bytes;
    };
    const cuts = [0, 1, 18, 19, 20, 50, 51, 52, whole.length - 1].map((length) => whole.subarray(0, length));
    const flips = [0, 18, 19, 50, 51, 60, whole.length >> 1, whole.length - 1].map(changed);
    for (const bytes of [...cuts, ...flips, Buffer.concat([whole, Buffer.of(0)]), Buffer.from('something else')]) {
      writeFileSync(tableFile(path), bytes);
      const shelves = shelvesIn(path);
      expect(await toldOf(system, {}, [everyone], { shelves })).toEqual(right);
      expect(shelves.opened.map(({ isFound }) => isFound)).toEqual([false]);
      const after = shelvesIn(path);
      expect(await toldOf(system, {}, [everyone], { shelves: after })).toEqual(right);
      expect(after.opened.map(({ isFound }) => isFound)).toEqual([true]);
    }
    const other = shelvesIn(path, 'another digest');
    expect(await toldOf(system, {}, [everyone], { shelves: other })).toEqual(right);
    expect(other.opened.map(({ isFound }) => isFound)).toEqual([false]);
  });

  test('that cannot be written or read stops nothing', async () => {
    const system = counter(40);
    const right = await toldOf(system, {}, [everyone]);
    const isFile = join(freshFolder(), 'file');
    writeFileSync(isFile, '');
    expect(await toldOf(system, {}, [everyone], { shelves: shelvesIn(isFile) })).toEqual(right);
    const path = freshFolder();
    await toldOf(system, {}, [everyone], { shelves: shelvesIn(path) });
    const file = tableFile(path);
    rmSync(file);
    mkdirSync(join(file, 'in the way'), { recursive: true });
    expect(await toldOf(system, {}, [everyone], { shelves: shelvesIn(path) })).toEqual(right);
    expect(readdirSync(path).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('that lies, under the digest of another machine, is found out by the sample and by the replay, and taken away', async () => {
    const few = always<{ counter: LocalState<{ n: number }> }>(
      'few',
      'At most 20.',
      ({ counter: { context } }) => context.n <= 20,
    );
    for (const [written, asked] of [
      [10, 40],
      [40, 10],
    ] as const) {
      const path = freshFolder();
      await toldOf(counter(written), {}, [everyone], { shelves: shelvesIn(path) });
      const right = await toldOf(counter(asked), {}, [few as never]);
      const shelves = shelvesIn(path);
      expect(await toldOf(counter(asked), {}, [few as never], { shelves })).toEqual(right);
      expect(shelves.opened.map(({ isFound }) => isFound)).toEqual([true]);
      expect(readdirSync(path)).toEqual([]);
    }
  });

  test('a system without a digest is neither read nor written', async () => {
    const path = freshFolder();
    const system = counter(40);
    const shelf = new TableShelf({ folder: path, name: 'x', digest: () => undefined, least: 1 });
    await decide(system, plain(system), [everyone], { shelves: { open: () => shelf } });
    expect(readdirSync(path)).toEqual([]);
  });
});
