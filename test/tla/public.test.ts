import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTla } from '../../checker/verdict/tla-check.ts';
import { publicModels } from './public-models.ts';

/** Folder of a checkout of https://github.com/tlaplus/Examples; without it there is nothing to run. */
const checkout = process.env.PLUMBLINE_TLA_EXAMPLES;

describe.skipIf(checkout === undefined)('models of tlaplus/Examples have the verdicts and counts of TLC', () => {
  it.each(publicModels)('$module', async (model) => {
    const { module, config, verdict, violated, traceLength, generated, distinct, depth } = model;
    const folder = checkout ?? '';
    const result = await checkTla({ module: join(folder, module), config: join(folder, config) });
    expect(result.problem?.message).toBeUndefined();
    expect([result.verdict, result.violated, result.trace?.states.length ?? null, result.depth]).toEqual([
      ...[verdict, violated, traceLength, depth],
    ]);
    if (generated !== null) expect([result.generated, result.distinct]).toEqual([generated, distinct]);
  });
});
