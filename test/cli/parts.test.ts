/** What theorems take over from others is decided once, and each says of it what it says by itself. */

import { describe, expect, test } from 'vitest';
import { type Asked, decidePart, type Part, partsOf, tellsOf } from '../../checker/cli/parts.ts';
import { type Selection, selectionOf } from '../../checker/cli/selection.ts';
import { registry } from '../../proofs/registry.ts';

const asked: Asked = {
  changes: { instance: undefined, setting: { parameters: {}, powers: {}, without: [] } },
  sampling: undefined,
};

async function selected(...targets: readonly string[]): Promise<readonly Selection[]> {
  return await selectionOf(targets, registry, '.');
}

function idsOf({ item, claims, frontier, also }: Part): readonly string[] {
  const own = frontier === null ? claims : [frontier];
  return [...own.map((id) => `${item}/${id}`), ...also.flatMap(idsOf)];
}

/** Everything but how long it took, how much memory, and whether tables had just been asked again. */
async function saidOf(selections: readonly Selection[], parts: readonly Part[]): Promise<readonly unknown[]> {
  const said: unknown[] = [];
  for (const part of parts) {
    const reported = await decidePart(selections, part, asked, {}, () => {});
    said.push(...reported.map(({ document: { seconds: _, peakBytes: __, rechecked: ___, ...rest } }) => rest));
  }
  return said;
}

describe('parts of a run', () => {
  test('have every claim and every frontier of the registry exactly once', async () => {
    const all = (await selected()).flatMap(({ theorem: { item }, claims, frontiers }) =>
      [...claims, ...frontiers].map(({ id }) => `${item}/${id}`),
    );
    expect(
      partsOf(await selected())
        .flatMap(idsOf)
        .sort(),
    ).toEqual(all.sort());
  });

  test('keep what 7.3 and 7.4 take over beside where it comes from', async () => {
    const parts = partsOf(await selected());
    const repeats = parts.flatMap(({ also }) => also.map(({ item }) => item));
    expect(new Set(repeats)).toEqual(new Set(['7.3', '7.4']));
    expect(parts.filter((part) => tellsOf(part, '7.4')).map(({ item }) => item)).toContain('1.2.3');
  });

  test('are by themselves where the theorem that has them first is not asked', async () => {
    for (const { also } of partsOf(await selected('7.3', '7.4'))) expect(also).toEqual([]);
  });

  test('say of what is decided with another part what is said of it alone', async () => {
    const ids = ['one-honest-holder', 'pruned-blob', 'frontier-certifiable'];
    const both = await selected(...ids.flatMap((id) => [`1.2.3/${id}`, `7.4/${id}`]));
    const parts = partsOf(both);
    expect(parts.map(({ also }) => also.length)).toEqual([1, 1, 1]);
    const alone = await selected(...ids.map((id) => `7.4/${id}`));
    const together = (await saidOf(both, parts)).filter((one) => (one as { item: string }).item === '7.4');
    expect(together).toEqual(await saidOf(alone, partsOf(alone)));
  });

  test('are not put together at settings or instances that differ', async () => {
    const [first, second] = (await selected('1.2.3/blob', '7.4/blob')) as [Selection, Selection];
    const changed = (claim: Selection['claims'][number]): typeof claim => ({
      ...claim,
      setting: { ...claim.setting, parameters: { ...claim.setting?.parameters, F: 3 } },
    });
    expect(partsOf([first, second])).toHaveLength(1);
    expect(partsOf([first, { ...second, claims: second.claims.map(changed) }])).toHaveLength(2);
  });
});
