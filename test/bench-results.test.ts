import { describe, expect, test } from 'vitest';
import { explore } from '../checker/search/explore.ts';
import { exponentOf, plotOf } from './bench/growth.ts';
import { modelOf, productOf } from './bench/models.ts';
import { shortestPaths } from './bench/one-machine.ts';
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
