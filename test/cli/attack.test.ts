import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Registry } from '../../checker/cli/registry.ts';
import type { AttackDocument, AttacksDocument } from '../../checker/report/document/attack.ts';
import { attackSchema } from '../../checker/report/schema/attack.ts';
import { checkSchema } from '../../checker/report/schema/claim.ts';
import { theorem } from '../../proofs/5.2.2-economic-security.ts';
import { captured, emptyRegistry, userTheorem } from './captured-run.ts';

const registry: Registry = { ...emptyRegistry, theorems: [theorem] };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
});

function priceFile(text: string): string {
  const file = join(folder, 'prices.json');
  writeFileSync(file, text);
  return file;
}

async function documentOf<D extends AttackDocument | AttacksDocument>(...argv: readonly string[]): Promise<D> {
  const { stdout } = await captured(['attack', ...argv, '--format', 'json'], registry);
  return attackSchema.parse(JSON.parse(stdout)) as D;
}

describe('attack', () => {
  test('prints price, path with what each step costs, bill and sensitivity', async () => {
    const { code, stdout, stderr } = await captured(['attack', '5.2.2/hybrid'], registry);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('✓ 5.2.2/hybrid  the cheapest attack costs 2');
    expect(stdout).toMatch(/3 +1 +2 +attacker +SILENCE block=1 validator=0/);
    expect(stdout).toContain('paid: CENSOR ×1 for 1, SILENCE ×1 for 1');
    expect(stdout).toMatch(/CENSOR +1, 10 +down: no change up to 1 +up by 10: SILENCE ×2/);
    expect(stdout).toContain('11 states examined, every path compared');
  });

  test('gives JSON that fits its schema: one attack alone, several in a list', async () => {
    const one = await documentOf<AttackDocument>('5.2.2/rollup-hybrid');
    expect(one).toMatchObject({ price: 23, paid: [5, 4, 4, 0, 10], verdict: 'exhausted', met: true });
    expect(one.mix).toEqual({ 'POST bond': 5, 'BLOCK censored': 10, 'BLOCK asleep': 8 });
    const { attacks } = await documentOf<AttacksDocument>('5.2.2');
    expect(attacks.map(({ id }) => id)).not.toContain('5.2.2/wrong-claim-refuted');
    expect(attacks.map(({ id }) => id)).toEqual(
      theorem.claims.filter(({ property }) => property.kind === 'cheapest').map(({ id }) => `5.2.2/${id}`),
    );
  });

  test('says that there is no attack at any price', async () => {
    const { code, stdout } = await captured(['attack', '5.2.2/rollup-silence'], registry);
    expect(code).toBe(0);
    expect(stdout).toContain('no attack at any price');
  });

  test('takes other prices from a file; what it does not name keeps its price', async () => {
    const file = priceFile('{"CENSOR": 3}');
    const { price, repriced, mix } = await documentOf<AttackDocument>('5.2.2/hybrid', '--prices', file);
    expect({ price, repriced, mix }).toEqual({ price: 4, repriced: { CENSOR: 3 }, mix: { CENSOR: 3, SILENCE: 1 } });
    const item = priceFile('{"BLOCK asleep": 11}');
    expect((await documentOf<AttackDocument>('5.2.2/rollup-hybrid', '--prices', item)).price).toBe(35);
  });

  test('takes other settings; a limit leaves the price open: exit 3', async () => {
    expect((await documentOf<AttackDocument>('5.2.2/hybrid', '--set', 'C=1')).price).toBe(1);
    const { code, stdout } = await captured(['attack', '5.2.2/hybrid', '--states', '3'], registry);
    expect(code).toBe(3);
    expect(stdout).toContain('no least price is established: states');
  });

  test('an expected price that is not met is exit 1', async () => {
    const claims = theorem.claims.map((claim) => ({ ...claim, expect: { ...claim.expect, price: 99 } }));
    const wrong = { ...registry, theorems: [{ ...theorem, claims }] };
    const { code, stdout } = await captured(['attack', '5.2.2/hybrid'], wrong);
    expect(code).toBe(1);
    expect(stdout).toContain('expected a price of 99, got a price of 2');
  });

  test.each([
    ['{"CENSOR": -1}', 'PL-303'],
    ['{"CENSOR": "much"}', 'PL-303'],
    ['[1]', 'PL-303'],
    ['{"CENSOR": 1', 'PL-303'],
    ['{"CENSROS": 1}', 'PL-303'],
  ])('a file that says %s is %s', async (text, problem) => {
    const { code, stderr } = await captured(['attack', '5.2.2/hybrid', '--prices', priceFile(text)], registry);
    expect({ code, problem: stderr.slice(0, 6) }).toEqual({ code: 2, problem });
  });

  test('a file that is not there is PL-301', async () => {
    const { code, stderr } = await captured(['attack', '5.2.2/hybrid', '--prices', 'nowhere.json'], registry);
    expect({ code, problem: stderr.slice(0, 6) }).toEqual({ code: 2, problem: 'PL-301' });
  });

  test('of an item without a price list is PL-208', async () => {
    expect((await captured(['attack', userTheorem])).stderr).toMatch(/^PL-208/);
    expect((await captured(['attack', '5.2.2/wrong-claim-refuted'], registry)).stderr).toMatch(/^PL-208/);
  });
});

describe('check', () => {
  test('decides priced claims with the others, and fits its schema', async () => {
    const { code, stdout } = await captured(['check', '5.2.2', '--format', 'json'], registry);
    expect(code).toBe(0);
    const { claims } = checkSchema.parse(JSON.parse(stdout));
    expect(claims.find(({ id }) => id === '5.2.2/hybrid')).toMatchObject({
      kind: 'cheapest',
      price: 2,
      mix: { CENSOR: 1, SILENCE: 1 },
    });
  });
});
