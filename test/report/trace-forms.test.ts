import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import mermaid from 'mermaid';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadTheorems } from '../../checker/cli/user-module.ts';
import { mermaidOf } from '../../checker/report/drawing/sequence-mermaid.ts';
import { type SequenceStep, sequenceSvg } from '../../checker/report/drawing/sequence-svg.ts';
import { markdownCode } from '../../checker/report/trace-markdown.ts';
import { readItf } from '../../checker/trace/itf-reading.ts';
import { retry } from '../../checker/trace/retry.ts';
import { theorem as optimistic } from '../../proofs/2.1.2-optimistic-rollup-safety.ts';
import { captured, emptyRegistry, userTheorem } from '../cli/captured-run.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'plumbline-forms-'));
const forms = ['--trace-format', 'itf,mermaid,md,html,vitest', '--out', folder];

function written(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

beforeAll(async () => {
  const { code } = await captured(['check', userTheorem, ...forms]);
  expect(code).toBe(0);
});

interface Drawn {
  readonly steps: readonly SequenceStep[];
  readonly loop: number | null;
}

function drawnWith(texts: readonly string[], loop: number | null): Drawn {
  const steps = texts.map((text, i) => ({
    label: `${text} ${text}`,
    owner: texts[i % 2] as string,
    side: i % 2 === 0 ? ('adversary' as const) : ('honest' as const),
    takers: [{ component: text, changes: Array.from({ length: i }, () => text) }],
  }));
  return { steps, loop };
}

const anyTrace = fc
  .array(
    fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('end', 'loop', 'a;b', '#1', '<br>', '%%', 'Note over')),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .chain((texts) => fc.tuple(fc.constant(texts), fc.option(fc.nat(texts.length))))
  .map(([texts, loop]) => drawnWith(texts, loop));

describe('Mermaid', () => {
  test('its own parser takes every trace of the fixture as a sequence diagram', async () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.mmd'));
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) expect(await mermaid.parse(written(name))).toMatchObject({ diagramType: 'sequence' });
  });

  test('its own parser takes a diagram of any words', async () => {
    await fc.assert(
      fc.asyncProperty(anyTrace, async ({ steps, loop }) => {
        await mermaid.parse(mermaidOf(steps, loop));
      }),
      { numRuns: 60 },
    );
  });

  test('a trace without steps is a diagram too', async () => {
    await mermaid.parse(mermaidOf([], null));
  });
});

describe('HTML and Markdown', () => {
  test('no text of a trace becomes markup', () => {
    fc.assert(
      fc.property(anyTrace, ({ steps }) => {
        const svg = sequenceSvg(steps, 'title');
        const tags = [...svg.matchAll(/<\/?([^\s>/]+)/g)].map(([, tag]) => tag);
        expect(new Set(tags)).toEqual(
          new Set(tags.filter((tag) => /^(svg|g|title|path|rect|circle|text)$/.test(tag ?? ''))),
        );
        expect(svg).not.toMatch(/NaN|undefined/);
      }),
    );
  });

  test('code in a table keeps backticks and bars', () => {
    expect(markdownCode('a|b`c')).toBe('`` a\\|b`c ``');
  });

  test('a page has neither script nor anything from elsewhere', () => {
    const page = written('leases-two-holders.html');
    expect(page).not.toMatch(/<script|https?:(?!\/\/www\.w3\.org\/2000\/svg)|<link|@import/);
    expect(page).toContain('<svg class="sq"');
  });

  test('Markdown names the claim, every step and the way to repeat it', () => {
    const text = written('leases-two-holders.md');
    expect(text).toContain('## leases/two-holders');
    expect(text).toContain('plumbline check');
    const { events } = readItf(written('leases-two-holders.itf.json'), 'itf');
    for (const [i, { type }] of events.entries()) expect(text).toMatch(new RegExp(`\\| ${i + 1} \\|.*\`${type}`));
  });
});

describe('ITF', () => {
  test('choices are options, as the drivers of Quint read them', () => {
    const { states } = JSON.parse(written('leases-two-holders.itf.json')) as {
      readonly states: readonly Record<string, unknown>[];
    };
    expect(states[0]).toMatchObject({ 'mbt::actionTaken': 'init', 'mbt::nondetPicks': {} });
    for (const state of states.slice(1)) {
      for (const pick of Object.values(state['mbt::nondetPicks'] as object))
        expect(pick).toMatchObject({ tag: 'Some' });
    }
    expect(states.some((state) => Object.keys(state['mbt::nondetPicks'] as object).length > 0)).toBe(true);
  });
});

describe('a counterexample tried again', () => {
  const setting = { parameters: { C: 3, batches: 2 }, powers: { cheat: true }, without: ['cascade'] };
  const block = { bogus: 'none', first: 'challenges', censors: false, asleep: false };
  const events = [
    { type: 'POST', payload: { parent: 'genesis', claim: 'steal', data: 'published' } },
    { type: 'POST', payload: { parent: 0, claim: 'correct', data: 'published' } },
    { type: 'FRAUD', payload: { batch: 0 } },
    { type: 'BLOCK', payload: { ...block, proofs: [0] } },
    { type: 'BLOCK', payload: { ...block, proofs: [] } },
    { type: 'BLOCK', payload: { ...block, proofs: [] } },
  ];

  test('succeeds on the machines that it was found on', () => {
    expect(retry(optimistic, '2.1.2/orphan-survives', { setting, events })).toEqual({ outcome: 'succeeds' });
  });

  test('does no harm where the rule is back and every step is still taken', () => {
    const mended = { ...setting, without: [] };
    expect(retry(optimistic, '2.1.2/orphan-survives', { setting: mended, events })).toEqual({ outcome: 'harmless' });
  });

  test('is refused by name where a step is impossible, and where nobody can do it', () => {
    const honest = { ...setting, powers: {} };
    expect(retry({ optimistic }, '2.1.2/orphan-survives', { setting: honest, events })).toMatchObject({
      outcome: 'refused',
      step: 1,
    });
    const late = events.toSpliced(2, 0, { type: 'FRAUD', payload: { batch: 1 } });
    expect(retry(optimistic, '2.1.2/orphan-survives', { setting, events: late })).toEqual({
      outcome: 'refused',
      step: 3,
      refusedBy: ['validator'],
    });
  });

  test('an unknown claim is PL-201 with the nearest name', () => {
    expect(() => retry(optimistic, '2.1.2/orphan-survive', { setting, events })).toThrow(/PL-201/);
  });
});

describe('the vitest file', () => {
  const run = promisify(execFile);
  const config = join(folder, 'vitest.config.mjs');
  const vitest = join(project, 'node_modules/vitest/vitest.mjs');

  /** Runs written tests, as vitest itself runs them; the names of those that failed. */
  async function failing(...names: readonly string[]): Promise<readonly string[]> {
    writeFileSync(
      config,
      `export default { root: ${JSON.stringify(folder)}, resolve: { alias: [
        { find: /^plumbline$/, replacement: ${JSON.stringify(join(project, 'checker/index.ts'))} },
        { find: /^(xstate|vitest)$/, replacement: ${JSON.stringify(join(project, 'node_modules'))} + '/$1' } ] },
        server: { fs: { strict: false } } };`,
    );
    const args = [vitest, 'run', '--config', config, '--reporter=json', '--maxWorkers=1', ...names];
    const { stdout } = await run(process.execPath, args, { cwd: folder }).catch(
      (failure: { readonly stdout: string }) => failure,
    );
    const { testResults } = JSON.parse(stdout) as {
      readonly testResults: readonly {
        readonly assertionResults: readonly { readonly status: string; readonly title: string }[];
      }[];
    };
    const results = testResults.flatMap(({ assertionResults }) => assertionResults);
    expect(results.length).toBe(names.length);
    return results.filter(({ status }) => status !== 'passed').map(({ title }) => title);
  }

  test('fails while the attack works, passes for a witness, and imports the user’s own file', async () => {
    const [theorem] = await loadTheorems(userTheorem, '.');
    const claims = theorem?.claims ?? [];
    const attack = claims.find(({ reading, expect: { verdict } }) => reading === 'literal' && verdict === 'violated');
    const witness = claims.find(({ property }) => property.kind === 'reachable');
    expect(written('leases-two-holders.test.ts')).toMatch(/from "\.{1,2}\/.*user-theorem\.ts"/);
    const names = [attack, witness].flatMap((claim) => (claim === undefined ? [] : [`leases-${claim.id}.test.ts`]));
    expect(await failing(...names)).toEqual([`leases/${attack?.id}: this counterexample must now be refused`]);
  });

  test('of a claim of the registry imports the package', async () => {
    const registry = {
      ...emptyRegistry,
      items: [
        {
          id: '2.1.2',
          kind: 'theorem',
          name: '',
          statement: '',
          machine: null,
          proof: 'proofs/2.1.2-optimistic-rollup-safety.ts',
        },
      ],
      theorems: [optimistic],
    };
    await captured(['check', '2.1.2/orphan-survives', ...forms], registry);
    expect(written('2.1.2-orphan-survives.test.ts')).toContain(
      'from "plumbline/proofs/2.1.2-optimistic-rollup-safety"',
    );
  });
});
