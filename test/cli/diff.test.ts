import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Registry } from '../../checker/cli/registry.ts';
import { loadTheorems } from '../../checker/cli/user-module.ts';
import type { DiffDocument } from '../../checker/report/document/diff.ts';
import { diffSchema } from '../../checker/report/schema/diff.ts';
import { widthOf } from '../../checker/report/terminal-width.ts';
import { captured, emptyRegistry, userTheorem } from './captured-run.ts';

const source = readFileSync(userTheorem, 'utf8');
let registry: Registry;
let folder: string;

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function document(...argv: readonly string[]): Promise<{ code: number; document: DiffDocument }> {
  const { code, stdout, stderr } = await captured(['diff', ...argv, '--format', 'json'], registry);
  if (stdout === '') throw new Error(stderr);
  return { code, document: diffSchema.parse(JSON.parse(stdout)) };
}

beforeAll(async () => {
  registry = { ...emptyRegistry, theorems: await loadTheorems(userTheorem, '.') };
  folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
});

describe('diff of one module under a change', () => {
  test('a rule taken out: what is gained, what no longer holds, what is now needed, where the frontier moved', async () => {
    const { code, document: found } = await document('leases', '--without', 'fencing');
    expect(code).toBe(1);
    const [system] = found.systems;
    expect(system?.structure).toEqual([{ kind: 'input', name: 'store.fencing', before: 'true', after: 'false' }]);
    expect(system).toMatchObject({ claim: 'leases/fenced', powers: { expire: 3 } });
    expect(system?.behaviours?.gained?.refusedBy).toEqual(['store']);
    expect(system?.behaviours?.gained?.trace.steps).toBe(5);
    expect(system?.behaviours?.lost).toBeNull();
    expect(found.claims.map(({ id, change }) => [id, change])).toEqual([
      ['leases/fenced', 'changed'],
      ['leases/two-holders', 'same'],
    ]);
    expect(found.claims[0]).toMatchObject({ base: { verdict: 'exhausted' }, changed: { verdict: 'violated' } });
    expect(found.claims[0]?.changed?.trace?.steps).toBe(5);
    // lock-alone has the change already.
    expect(found.untouched).toBe(1);
    expect(found.assumptions).toEqual([
      {
        ...{ id: 'leases/hypotheses', change: 'changed', base: [['fencing'], ['noExpiry']], changed: [['noExpiry']] },
        ...{ nowNeeded: ['noExpiry'], noLongerNeeded: ['fencing'] },
      },
    ]);
    expect(found.frontiers[0]).toMatchObject({ change: 'same', base: { formula: 'E < 1' } });
  });

  test('a power given to the adversary', async () => {
    const { code, document: found } = await document('leases', '--with', 'expire=2', '--parts', 'behaviours,verdicts');
    expect(code).toBe(0);
    // Budgets of the claim that grants most are lowered by the change: two leases end instead of three.
    expect(found.systems[0]?.behaviours).toMatchObject({ gained: null, lost: { refusedBy: ['lock'] } });
    expect(found.claims.map(({ change }) => change)).toEqual(['same', 'same', 'same']);
    expect(found.assumptions).toEqual([]);
  });

  test('nothing is claimed of what a limit cut', async () => {
    const { code, document: found } = await document('leases', '--without', 'fencing', '--states', '20');
    expect(code).toBe(3);
    expect(found.claims.map(({ change }) => change)).toEqual(['open', 'open']);
    expect(found.systems[0]?.behaviours).toMatchObject({ limit: 'states', gained: null, lost: null });
    const { stdout } = await captured(['diff', 'leases', '--without', 'fencing', '--states', '20'], registry);
    expect(stdout).toContain('nothing lost as far as was looked');
    expect(stdout).not.toContain('nothing lost\n');
  });
});

describe('diff of two modules', () => {
  const slack = source.replace('event.token >= context.highest', 'event.token + 1 >= context.highest');

  test('names the guard, the behaviour that it lets through and the verdict that it costs', async () => {
    const changed = written('slack.ts', slack);
    const { code, document: found } = await document(userTheorem, changed, '--parts', 'structure,behaviours,verdicts');
    expect(code).toBe(1);
    expect(found.systems[0]?.structure.map(({ kind, name }) => [kind, name])).toEqual([['transition', 'store/WRITE']]);
    expect(found.source.map(({ name }) => name)).toEqual(['store']);
    expect(found.systems[0]?.behaviours?.gained?.refusedBy).toEqual(['store']);
    expect(found.claims.filter(({ change }) => change === 'changed').map(({ id }) => id)).toEqual(['leases/fenced']);
  });

  test('sees a function that a guard calls, whose own text is the same', async () => {
    const helper = source
      .replace('!context.fencing || event.token >= context.highest', 'admits(context, event.token)')
      .replace(
        'const store = setup',
        'function admits(s: Store, token: number): boolean {\n  return !s.fencing || token >= s.highest;\n}\n\nconst store = setup',
      );
    const base = written('helper.ts', helper);
    const changed = written('helper-slack.ts', helper.replace('token >= s.highest', 'token + 1 >= s.highest'));
    const { document: found } = await document(base, changed, '--parts', 'structure');
    expect(found.systems[0]?.structure).toEqual([]);
    expect(found.source.map(({ name, after }) => [name, after?.file])).toEqual([['admits', 'helper-slack.ts']]);
  });

  test('a comment or the order of lines is no difference', async () => {
    const changed = written('comment.ts', source.replace('const nobody = -1;', '// Nobody.\nconst nobody =\n  -1;'));
    const { code, document: found } = await document(userTheorem, changed);
    expect(code).toBe(0);
    expect(found.source).toEqual([]);
    expect(found.systems[0]).toMatchObject({ structure: [], behaviours: { gained: null, lost: null, parted: null } });
    expect(found.claims.map(({ change }) => change)).toEqual(['same', 'same', 'same']);
  });

  test('a module with a system alone is asked what the base asks', async () => {
    const alone = slack
      .slice(0, slack.indexOf('const noLostUpdate'))
      .replace('const leases: System', 'export const leases: System');
    const changed = written('alone.ts', alone);
    const { code, document: found } = await document(userTheorem, changed, '--parts', 'verdicts');
    expect(code).toBe(1);
    expect(found.claims.filter(({ change }) => change === 'changed').map(({ id }) => id)).toEqual(['leases/fenced']);
  });

  test('a component that is gone takes its parts along', async () => {
    const fewer = source.replace('        store: component(store, { fencing: rules.fencing }),\n', '');
    const changed = written('fewer.ts', fewer);
    const { document: found } = await document(userTheorem, changed, '--parts', 'structure');
    expect(found.systems[0]?.structure).toEqual([
      { kind: 'component', name: 'store', before: '(machine)', after: null },
    ]);
  });

  test('a changed module that breaks the rules of machines ends with the model\u2019s exit code', async () => {
    const timer = "idle: { after: { 10: 'holding' }, on: { ACQUIRE";
    const changed = written('timer.ts', source.replace('idle: { on: { ACQUIRE', timer));
    const { code, stdout } = await captured(['diff', userTheorem, changed, '--parts', 'behaviours'], registry);
    expect(code).toBe(4);
    expect(stdout).toContain('PL-101');
  });
});

describe('diff of what cannot be compared', () => {
  test.each([
    [['leases'], 'PL-202', 'a second module, or a change'],
    [['leases', '--without', 'fencin'], 'PL-204', 'did you mean fencing?'],
    [['leasez', '--without', 'fencing'], 'PL-201', 'did you mean leases?'],
    [['leases', './no-such-file.ts'], 'PL-301', 'no such file'],
    [['leases', '--without', 'fencing', '--parts', 'verdict'], 'PL-202', 'did you mean verdicts?'],
    [['leases', '--without', 'fencing', '--format', 'html'], 'PL-202', 'text, json, markdown'],
    [['leases', '--without', 'fencing', '--instance', 'huge'], 'PL-207', 'small, medium'],
  ])('%j', async (argv, problem, words) => {
    const { code, stderr } = await captured(['diff', ...argv], registry);
    expect(code).toBe(2);
    expect(stderr).toContain(problem);
    expect(stderr).toContain(words);
  });

  test('a module without a system', async () => {
    const { code, stderr } = await captured(['diff', 'leases', written('empty.ts', 'export const x = 1;\n')], registry);
    expect({ code, names: stderr.includes('PL-302') }).toEqual({ code: 2, names: true });
  });
});

describe('diff on the page', () => {
  test.each([48, 80, 140])('no line is wider than %d columns', async (columns) => {
    const { stdout } = await captured(['diff', 'leases', '--without', 'fencing'], registry, { columns });
    const lines = stdout.split('\n').slice(2);
    expect(lines.filter((line) => widthOf(line) > columns && line.includes(' '))).toEqual([]);
  });

  test('Markdown has a table of verdicts, a folded trace and the command', async () => {
    const { code, stdout } = await captured(
      ['diff', 'leases', '--without', 'fencing', '--format', 'markdown'],
      registry,
    );
    expect(code).toBe(1);
    expect(stdout).toContain('| `leases/fenced` | holds | **violated in 5 steps** |');
    expect(stdout).toContain('<details><summary>leases/fenced: ACQUIRE');
    expect(stdout).toContain('`plumbline diff leases --without fencing`');
    expect(stdout.match(/<details>/g)?.length).toBe(stdout.match(/<\/details>/g)?.length);
  });
});
