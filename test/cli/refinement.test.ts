import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkSchema } from '../../checker/report/schema/claim.ts';
import { bufferTheorem, captured } from './captured-run.ts';

describe('claims that refine', () => {
  test('are decided like others: exit 0, and the counterexample says who refuses what', async () => {
    const { code, stdout } = await captured(['check', bufferTheorem]);
    expect(code).toBe(0);
    expect(stdout).toContain('every step can be followed');
    expect(stdout).toMatch(/3 +user +PUT item=a/);
    expect(stdout).toContain('⇒ queue cannot follow step 3: PUT item=a is refused by queue');
    expect(stdout).toContain('until then it had followed with PUT');
  });

  test('carry what the simpler system did into the document', async () => {
    const { stdout } = await captured(['check', bufferTheorem, '--format', 'json']);
    const { claims } = checkSchema.parse(JSON.parse(stdout));
    const [violated, followed] = claims;
    expect(violated).toMatchObject({
      kind: 'refines',
      trace: { steps: 3 },
      divergence: {
        simpler: 'queue',
        step: 3,
        followed: { steps: 1, events: [{ type: 'PUT', owner: 'user' }] },
        follows: [1],
        refusals: [{ event: { type: 'PUT', payload: { item: 'a' } }, refusedBy: ['queue'], fails: [] }],
      },
    });
    expect(followed).toMatchObject({ kind: 'refines', verdict: 'exhausted', trace: null, divergence: null });
  });

  test('save both traces, and both are replayed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
    await captured(['check', bufferTheorem, '--out', folder]);
    for (const [file, steps] of [
      ['buffer-one-place.itf.json', '3 steps'],
      ['buffer-one-place.simpler.itf.json', '1 step'],
    ] as const) {
      const { code, stdout } = await captured(['replay', join(folder, file), '--file', bufferTheorem]);
      expect({ code, replayed: stdout.includes(`✓ ${steps} replayed`) }).toEqual({ code: 0, replayed: true });
    }
  });
});
