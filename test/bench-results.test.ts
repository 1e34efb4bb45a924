import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { explore } from '../checker/search/explore.ts';
import { exponentOf, plotOf } from './bench/growth.ts';
import { modelOf, productOf } from './bench/models.ts';
import { shortestPaths } from './bench/one-machine.ts';
import { givenPeers } from './bench/peers.ts';
import { promelaOfTables } from './bench/promela-tables.ts';
import { type Result, readmeTable, withTable } from './bench/table.ts';

const result = (tool: string, seconds: number): Result => ({
  ...{ model: '2pc', n: 8, tool, workers: 1, states: 1000, transitions: 9000, seconds, peakBytes: null },
});

describe('the bench', () => {
  test('fits the exponent of a power law', () => {
    const points = [1, 10, 100, 1000].map((states) => ({ tool: 'any', states, seconds: 3 * states ** 1.25 }));
    expect(exponentOf(points)).toBeCloseTo(1.25, 10);
    expect(exponentOf(points.slice(1, 2))).toBeUndefined();
    expect(plotOf('growth', points).match(/<circle/g)).toHaveLength(4);
  });

  test('sets the time of each tool against ours, between the marks of the README', () => {
    const table = readmeTable(
      [result('plumbline', 0.5), result('slow', 2)],
      { slow: 1.1 },
      ['tlc: not there'],
      new Date(0),
    );
    expect(table).toContain('| 2pc 8 | slow | 1,000 | 2.00 | 500 | 4.0× | – |  |');
    expect(table).toContain('states^1.10 (slow)');
    expect(table).toContain('Measured on 1970-01-01');
    expect(table).toContain('Not there: tlc.');
    const short = readmeTable([{ ...result('plumbline', 0.004), firstSeconds: 0.14 }, result('slow', 8)], {}, []);
    expect(short).toContain('| 2pc 8 | plumbline, first run of a process | 1,000 | 0.140 | 7,143 | 35× | – |  |');
    expect(short).toContain('| 2pc 8 | plumbline | 1,000 | 0.00400 | 250,000 |  | – |  |');
    expect(short).toContain('| 2pc 8 | slow | 1,000 | 8.00 | 125 | 2,000× | – |  |');
    const readme = 'a\n<!-- bench: begin (npm run bench -- --write-readme) -->\nold\n<!-- bench: end -->\nb\n';
    const written = withTable(readme, table);
    expect(written).not.toContain('old');
    expect(withTable(written, table)).toBe(written);
    expect(() => withTable('no marks', table)).toThrow('README.md has no');
  });

  test('gives xstate/graph the same two-phase commit', async () => {
    const { counts } = await explore(productOf(modelOf('2pc', 3)), []);
    expect(counts.states).toBe(288);
    expect(shortestPaths(3)).toBe(288);
  });

  test('writes the tables of a product as Promela, one step an event', async () => {
    const product = productOf(modelOf('2pc', 2));
    await explore(product, []);
    const { model, header } = promelaOfTables(
      product,
      product.components.map(() => 0),
    );
    expect(model.match(/:: d_step/g)).toHaveLength(product.eventCount);
    expect(model.match(/^int l\d+ = 0;$/gm)).toHaveLength(4);
    expect(header.match(/^static const int/gm)).toHaveLength(4);
  });
});

describe('tools that are given by a path', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-peers-'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  /** A program that writes down what it is given and says what it is told to. */
  function program(name: string, says: string): string {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\necho "$@" > ${folder}/${name}.given\ncat <<'END'\n${says}\nEND\n`);
    chmodSync(path, 0o755);
    return path;
  }

  test('are run where they are wanted, and their counts read', () => {
    program('java', '2744707 states generated, 296448 distinct states found, 0 states left on queue.');
    const stateright = program('2pc', 'Checking.\nDone. states=2744706, unique=296448, depth=23, sec=1');
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
    const given = { tlc: 'tools.jar:more.jar', stateright };
    const counts = { states: 296_448, transitions: 2_744_706 };
    expect(givenPeers(7, given)).toMatchObject([
      { tool: 'tlc', ...counts },
      { tool: 'stateright', states: 296_448, transitions: 2_744_705 },
    ]);
    expect(givenPeers(8, { tlc: 'tools.jar' })).toEqual([]);
    expect(givenPeers(7, {})).toEqual([]);
  });

  test('that say something else end the bench', () => {
    const stateright = program('2pc', 'thread panicked');
    expect(() => givenPeers(7, { stateright })).toThrow('Stateright said nothing');
  });
});
