/** A search that is written down and taken up again is the search that never stopped. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { KernelMemory, StateTest } from '../../checker/kernel/kernel.ts';
import { Product } from '../../checker/kernel/product.ts';
import { StateQuestion } from '../../checker/kernel/state-question.ts';
import { WatchedView } from '../../checker/kernel/state-reading.ts';
import { Problem } from '../../checker/language/problem.ts';
import { always } from '../../checker/language/property.ts';
import { configure } from '../../checker/language/system.ts';
import { Search } from '../../checker/search/breadth-first.ts';
import { Checkpoints } from '../../checker/search/checkpoint.ts';
import type { CheckpointPlan } from '../../checker/search/checkpoint-file.ts';
import { type Exploration, explore } from '../../checker/search/explore.ts';
import { twoPhaseCommit } from '../bench/two-phase-commit.ts';
import { randomSystem } from '../kernel/random-system.ts';
import { problemOf } from '../problem-of.ts';
import { plain } from '../small-system.ts';
import { failsIn, GraphKernel } from './graph-kernel.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-checkpoint-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const plan = (more: Partial<CheckpointPlan> = {}): CheckpointPlan => ({
  file: join(folder, `${files++}.checkpoint`),
  about: { model: 'm' },
  every: 0,
  ...more,
});

/** What is said of a search, and every state of it. */
function facts({ counts, layers, fired, deadlocks, hits, ending, store }: Exploration): unknown {
  const inLayers = layers.slice(0, -1).map((from, layer) => {
    const to = layers[layer + 1] as number;
    const words = store.words;
    return Array.from({ length: to - from }, (_, s) =>
      store.states.slice((from + s) * words, (from + s + 1) * words).join(),
    ).sort();
  });
  const found = hits.map((hit) => hit && { counts: hit.counts, states: hit.states.length });
  return { counts, layers, fired: [...fired], deadlocks, found, ending, inLayers };
}

interface Subject {
  readonly product: Product;
  readonly tests: readonly StateTest[];
}

/** Runs in pieces: after each so many states everything is forgotten but the file. */
function inPieces(
  subject: () => Subject,
  piece: (search: Search) => void,
  at: CheckpointPlan,
): { last: Subject; result: Exploration } {
  for (;;) {
    const last = subject();
    const checkpoints = new Checkpoints(at, last.product);
    const search = checkpoints.take((image) => new Search(last.product, last.tests, {}, image));
    piece(search);
    checkpoints.writeWhenDue(search);
    if (search.ending === undefined) continue;
    search.visited.flush();
    search.settle();
    return { last, result: search.result() };
  }
}

describe('a search in pieces', () => {
  test('is the whole one on random systems, tables, counts of guards and hits included', async () => {
    await fc.assert(
      fc.asyncProperty(randomSystem, fc.integer({ min: 1, max: 5 }), async ({ system, holds }, pieces) => {
        const subject = (): Subject => {
          const product = new Product(system, plain(system), { warmAfter: 20 });
          const property = always('holds', 'A claim of a test.', { it: holds as never });
          return { product, tests: [new StateQuestion(new WatchedView(product), property as never), failsIn()] };
        };
        const whole = subject();
        const expected = await explore(whole.product, whole.tests, {});
        // A broken step is met in the same way, but nothing is written down of it.
        fc.pre(expected.ending.kind !== 'fault');
        const piece = Math.ceil(expected.counts.states / pieces / 2);
        const { last, result } = inPieces(subject, (search) => search.slice(0, piece), plan());
        expect(facts(result)).toEqual(facts(expected));
        const known = ({ product }: Subject): unknown =>
          product.components.map(({ states, entries, calls, visited, machine }) => [
            ...[states.length, entries, calls, visited, [...machine.guards]],
          ]);
        expect(known(last)).toEqual(known(whole));
      }),
      { seed: 0xc4e, numRuns: 60 },
    );
  });

  test('is the whole one where the layout grows on the way', async () => {
    const configuration = configure(twoPhaseCommit, { parameters: { n: 4 } });
    const subject = (): Subject => ({ product: new Product(twoPhaseCommit, configuration), tests: [failsIn()] });
    const whole = subject();
    const expected = facts(await explore(whole.product, whole.tests));
    expect(facts(inPieces(subject, (search) => search.slice(0, 197), plan()).result)).toEqual(expected);
  });

  test('is the whole one where states move to more partitions', async () => {
    const size = 260_000;
    const memory: KernelMemory = { asked: () => Uint32Array.of(7), digest: () => 'd', learn: () => 'd' };
    const make = (): GraphKernel & { readonly memory: KernelMemory } =>
      Object.assign(
        new GraphKernel([1], 3, (n) =>
          [3 * n, 3 * n + 1, n + 7].flatMap((to, event) => (to < size ? [{ event, to }] : [])),
        ),
        { memory },
      );
    const subject = (): Subject => ({ product: make() as unknown as Product, tests: [failsIn(200_000), failsIn()] });
    const expected = await explore(make(), [failsIn(200_000), failsIn()]);
    expect(facts(inPieces(subject, (search) => search.slice(40), plan()).result)).toEqual(facts(expected));
  });
});

describe('what is written down', () => {
  const configuration = configure(twoPhaseCommit, { parameters: { n: 3 } });
  const product = (): Product => new Product(twoPhaseCommit, configuration);
  /** A file with a part of a search. */
  const written = (more: Partial<CheckpointPlan> = {}): CheckpointPlan => {
    const at = plan(more);
    const search = new Search(product(), [], {});
    search.slice(0, 40);
    new Checkpoints(at, search.kernel).writeWhenDue(search);
    return at;
  };

  test('is refused whole when a byte of it is cut off, added or changed, wherever', () => {
    const at = written();
    const bytes = readFileSync(at.file);
    const read = (): unknown => new Checkpoints(at, product()).take((image) => new Search(product(), [], {}, image));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, by) => {
        const changed = Buffer.from(bytes);
        changed[place] = (changed[place] as number) ^ by;
        writeFileSync(at.file, changed);
        expect(problemOf(read).code).toBe('PL-331');
        writeFileSync(at.file, bytes);
        truncateSync(at.file, place);
        expect(problemOf(read).code).toBe('PL-331');
      }),
      { seed: 0xb17, numRuns: 60 },
    );
    writeFileSync(at.file, Buffer.concat([bytes, Buffer.of(0)]));
    expect(problemOf(read).code).toBe('PL-331');
  });

  test('is refused for another model, machine or property', () => {
    const at = written();
    const take = (kernel: Product, about: Record<string, string>, tests: readonly StateTest[]): unknown =>
      new Checkpoints({ ...at, about }, kernel).take((image) => new Search(kernel, tests, {}, image));
    expect(problemOf(() => take(product(), { model: 'other' }, [])).code).toBe('PL-332');
    const larger = new Product(twoPhaseCommit, configure(twoPhaseCommit, { parameters: { n: 4 } }));
    expect(problemOf(() => take(larger, at.about, [])).code).toBe('PL-332');
    expect(problemOf(() => take(product(), at.about, [{ holds: () => false }])).code).toBe('PL-332');
    expect(take(product(), at.about, [{ holds: () => true }])).toBeInstanceOf(Search);
  });

  test.each([0, 1, 100, 500])('survives a disk that is full after %i bytes', (room) => {
    const at = written();
    const before = readFileSync(at.file);
    let left = room;
    const write = (file: number, bytes: Uint8Array): number => {
      if (left === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      const fits = bytes.subarray(0, Math.min(left, bytes.length));
      left -= fits.length;
      return writeSync(file, fits);
    };
    const kernel = product();
    const checkpoints = new Checkpoints({ ...at, write }, kernel);
    const search = checkpoints.take((image) => new Search(kernel, [], {}, image));
    search.slice(0, 40);
    const problem = problemOf(() => checkpoints.writeWhenDue(search));
    expect([problem.code, problem.detail.found]).toEqual(['PL-333', 'ENOSPC']);
    expect(readFileSync(at.file)).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('cannot be in a folder that is not there', () => {
    expect(problemOf(() => written({ file: join(folder, 'nowhere', 'x.checkpoint') }))).toBeInstanceOf(Problem);
  });
});
