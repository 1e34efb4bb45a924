import { describe, expect, test } from 'vitest';
import { load } from '../../proofs/load.ts';
import { registry } from '../../proofs/registry.ts';

const itemsOf = async (...targets: string[]): Promise<readonly string[]> =>
  (await load(targets)).theorems.map(({ item }) => item);
const everything = registry.theorems.map(({ item }) => item);

describe('load', () => {
  test.each(registry.theorems)(
    'gives the theorem of $item for the item and for a claim of it, and no other',
    async (theorem) => {
      const [claim] = theorem.claims;
      expect((await load([theorem.item])).theorems).toEqual([theorem]);
      expect((await load([`${theorem.item}/${claim?.id}`])).theorems).toEqual([theorem]);
    },
  );

  test('gives the theorems of several targets once, in their order', async () => {
    expect(await itemsOf('6.1.2', '2.1.2/repaired', '2.1.2', '2.1.2/nonsense')).toEqual(['2.1.2', '6.1.2']);
  });

  test.each([[[]], [['2.1.2', 'theorem.ts']], [['9.9.9']], [['2.1.22']], [['2.1.1']]])(
    'gives all of them for %j',
    async (targets) => {
      expect(await itemsOf(...targets)).toEqual(everything);
    },
  );

  test('names all items, whatever is loaded, and speaks of incidents and the matrix only with all theorems', async () => {
    const some = await load(['2.1.2']);
    expect(some.items).toEqual(registry.items);
    expect(some.incidents).toBeUndefined();
    expect(registry.incidents?.length).toBeGreaterThan(0);
    expect(registry.matrix).toBeDefined();
  });
});
