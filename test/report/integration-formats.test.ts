import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { Project } from 'ts-morph';
import { beforeAll, describe, expect, test } from 'vitest';
import { program, type Request } from '../../checker/cli/program.ts';
import type { Registry } from '../../checker/cli/registry.ts';
import { loadTheorems } from '../../checker/cli/user-module.ts';
import { checkSchema, runLineSchema } from '../../checker/report/schema/claim.ts';
import { claimPlaces } from '../../checker/source/claim-places.ts';
import { registry as own } from '../../proofs/registry.ts';
import { captured, emptyRegistry, type Outcome, userTheorem } from '../cli/captured-run.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'plumbline-ci-'));
const at = (name: string): string => join(folder, name);
const source = readFileSync(userTheorem, 'utf8').split('\n');
const summary = at('summary.md');

/** Every claim of the fixture, with expiry where it should hold: one is violated that should hold. */
async function broken(...more: readonly string[]): Promise<Outcome> {
  const io = { cwd: project, env: { GITHUB_STEP_SUMMARY: summary } };
  return await captured(['check', userTheorem, '--without', 'fencing', ...more], undefined, io);
}

let registry: Registry;

beforeAll(async () => {
  registry = { ...emptyRegistry, theorems: [...(await loadTheorems(userTheorem, '.'))] };
});

describe('the place of a claim', () => {
  test('is the line that names it, in the file of the theorem or beside it', () => {
    const places = claimPlaces(userTheorem, 'leases', ['lock-alone', 'fenced']);
    for (const [id, { file, line }] of places)
      expect([file, source[line - 1]]).toEqual([userTheorem, `      id: '${id}',`]);
  });

  test('is found for every claim of the document, and is a line of a file that is there', () => {
    for (const theorem of own.theorems) {
      const proof = own.items.find(({ id }) => id === theorem.item)?.proof ?? '';
      const ids = theorem.claims.map(({ id }) => id);
      const places = claimPlaces(join(project, proof), theorem.item, ids);
      expect([...places.keys()]).toEqual([...new Set(ids)]);
      for (const { file, line } of places.values())
        expect(readFileSync(file, 'utf8').split('\n').length).toBeGreaterThanOrEqual(line);
    }
  });

  test('is unknown where the source is not there', () => {
    expect(claimPlaces(at('nowhere.ts'), 'leases', ['fenced']).size).toBe(0);
  });
});

describe('github', () => {
  test('annotates the line of a claim that is not as expected, beside the text', async () => {
    writeFileSync(summary, '');
    const { code, stdout } = await broken('--format', 'github');
    expect(code).toBe(1);
    expect(stdout).toContain('Leases');
    const line = source.findIndex((one) => one.includes("id: 'fenced'")) + 1;
    expect(stdout).toContain(
      `::error file=test/fixtures/user-theorem.ts,line=${line},title=leases/fenced%3A VIOLATED%2C should hold::`,
    );
    const commands = stdout.split('\n').filter((one) => one.startsWith('::'));
    expect(commands.length).toBe(stdout.match(/^ {2}✗ /gm)?.length);
    const text = readFileSync(summary, 'utf8');
    expect(text).toMatch(/^# Plumbline/);
    expect(text).toContain('```mermaid\nsequenceDiagram');
    expect(text).toContain('| `leases/fenced` | VIOLATED, should hold |');
  });

  test('says nothing where everything is as expected', async () => {
    const { stdout } = await captured(['check', 'leases', '--format', 'github'], registry);
    expect(stdout).not.toContain('::');
  });

  test('warns of what a limit left open', async () => {
    const { code, stdout } = await captured(
      ['check', 'leases/fenced', '--states', '3', '--format', 'github'],
      registry,
    );
    expect(code).toBe(3);
    expect(stdout).toMatch(/^::warning title=leases\/fenced%3A not established%3A states limit::/m);
  });

  test('a summary that cannot be written is PL-301', async () => {
    const io = { env: { GITHUB_STEP_SUMMARY: at('no/such/folder.md') } };
    const { code, stderr } = await captured(['check', 'leases', '--format', 'github'], registry, io);
    expect([code, stderr.slice(0, 6)]).toEqual([2, 'PL-301']);
  });
});

describe('junit', () => {
  test('has a suite for the theorem, a case for each claim, a failure for each that is amiss', async () => {
    const { stdout } = await broken('--format', `junit=${at('junit.xml')}`, '--format', 'json');
    const { claims } = checkSchema.parse(JSON.parse(stdout));
    const xml = readFileSync(at('junit.xml'), 'utf8');
    expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\s*<testsuites/);
    for (const { id, met } of claims) {
      const [element = ''] = new RegExp(`<testcase [^>]*name="${id}"[\\s\\S]*?(?:</testcase>)`).exec(xml) ?? [];
      expect([id, element.includes('<failure')]).toEqual([id, !met]);
    }
    const amiss = claims.filter(({ met }) => !met).length;
    expect(xml).toMatch(new RegExp(`<testsuites[^>]* failures="${amiss}"`));
    expect(xml).toContain('file="test/fixtures/user-theorem.ts:');
  });

  test('a wrong model is an error, and no text breaks the document', async () => {
    const file = join(fileURLToPath(new URL('../fixtures/', import.meta.url)), 'user-theorem.ts');
    const strange = (await loadTheorems(file, '.')).map((theorem) => ({ ...theorem, title: 'a < b & "c" \u0001 ]]>' }));
    const { stdout } = await captured(['check', 'leases/fenced', '--format', 'junit'], {
      ...registry,
      theorems: strange,
    });
    expect(stdout).toContain('name="leases a &lt; b &amp; &quot;c&quot; \uFFFD ]]');
    expect(stdout).not.toContain('\u0001');
  });
});

describe('sarif', () => {
  const resolve = createRequire(import.meta.url);
  const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv as never);
  /** As Microsoft publishes it for its own matchers: the draft of JSON Schema is the fourth. */
  const valid = ajv.compile(resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));

  function faults(log: string): readonly string[] {
    valid(JSON.parse(log));
    return (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }

  /** What the compiler says of a log held to the types that DefinitelyTyped makes from the official schema. */
  function complaints(log: string): readonly string[] {
    const morph = new Project({
      compilerOptions: { strict: true, noEmit: true, skipLibCheck: true, types: ['sarif'] },
    });
    morph.addSourceFileAtPath(join(project, 'node_modules/@types/sarif/index.d.ts'));
    const file = morph.createSourceFile(
      join(project, 'sarif-log.ts'),
      `import type { Log } from 'sarif';\nexport const log: Log = ${log};\n`,
    );
    return file.getPreEmitDiagnostics().map((one) => String(one.getMessageText()));
  }

  test('is valid under the schema of SARIF 2.1.0: a run with failures, one without, one cut, one of a wrong model', async () => {
    const { stdout: failing } = await broken('--format', 'sarif');
    const { stdout: met } = await captured(['check', 'leases', '--format', 'sarif'], registry);
    const { stdout: cut } = await captured(['check', 'leases', '--states', '2', '--format', 'sarif'], registry);
    const { stdout: rollup } = await captured(['check', '2.1.2/repaired', '--set', 'C=2', '--format', 'sarif'], own);
    for (const log of [failing, met, cut, rollup]) expect(faults(log)).toEqual([]);
    expect(JSON.parse(cut).runs[0].results[0].level).toBe('warning');
  });

  test.each([
    ['a level that there is not', (log: string) => log.replace('"level": "error"', '"level": "terrible"')],
    ['a result without a message', (log: string) => log.replace(/("level": "error",\s*)"message"/, '$1"note"')],
    ['a line before the first', (log: string) => log.replace(/"startLine": \d+/, '"startLine": 0')],
    ['another version', (log: string) => log.replace('"version": "2.1.0"', '"version": "2.0.0"')],
    ['a field of our own', (log: string) => log.replace('"ruleIndex"', '"ruleNumber"')],
  ])('under which %s is not valid', async (_, spoilt) => {
    const { stdout } = await broken('--format', 'sarif');
    expect(spoilt(stdout)).not.toBe(stdout);
    expect(faults(spoilt(stdout))).not.toEqual([]);
  });

  test('has the shape of SARIF 2.1.0, which the check does hold it to', async () => {
    const { stdout } = await broken('--format', 'sarif');
    expect(complaints(stdout)).toEqual([]);
    expect(complaints(stdout.replace('"level": "error"', '"level": "terrible"')).length).toBeGreaterThan(0);
    expect(complaints(stdout.replace('"ruleId"', '"rule"')).length).toBeGreaterThan(0);
    expect(complaints(stdout.replace('"executionSuccessful"', '"success"')).length).toBeGreaterThan(0);
  });

  test('has a rule for each claim, a result for each that is amiss, its trace as a code flow', async () => {
    const { stdout } = await broken('--format', `sarif=${at('log.sarif')}`, '--format', 'json');
    const { claims } = checkSchema.parse(JSON.parse(stdout));
    const { runs } = JSON.parse(readFileSync(at('log.sarif'), 'utf8'));
    const [{ tool, results }] = runs;
    expect(tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(claims.map(({ id }) => id));
    const amiss = claims.filter(({ met }) => !met);
    expect(results.map((result: { ruleId: string }) => result.ruleId)).toEqual(amiss.map(({ id }) => id));
    for (const [i, { trace }] of amiss.entries()) {
      if (trace === null) continue;
      const flow = results[i].codeFlows[0].threadFlows[0].locations;
      expect(flow.length).toBe(trace.steps);
      expect(flow[0].location.physicalLocation.artifactLocation.uri).toBe('test/fixtures/user-theorem.ts');
    }
  });
});

describe('ndjson', () => {
  test('tells start, every claim and end, a line each, and nothing else', async () => {
    const { stdout } = await captured(['check', 'leases', '--format', 'ndjson'], registry);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => runLineSchema.parse(JSON.parse(line)));
    const { stdout: whole } = await captured(['check', 'leases', '--format', 'json'], registry);
    const { claims } = checkSchema.parse(JSON.parse(whole));
    expect(lines.map(({ event }) => event)).toEqual(['start', ...claims.map(() => 'claim'), 'end']);
    expect(lines.flatMap((line) => (line.event === 'claim' ? [line.claim.id] : []))).toEqual(
      claims.map(({ id }) => id),
    );
  });

  test('goes to a file as well', async () => {
    const { stdout } = await captured(['check', 'leases', '--format', `ndjson=${at('run.ndjson')}`], registry);
    expect(stdout).toContain('Leases');
    expect(readFileSync(at('run.ndjson'), 'utf8').split('\n').length).toBeGreaterThan(3);
  });
});

test('a command that has no such format says which it has: PL-202', async () => {
  const { code, stderr } = await captured(['list', '--format', 'sarif'], registry);
  expect([code, stderr.slice(0, 6)]).toEqual([2, 'PL-202']);
});

test('every command of the workflow to copy is one that the command line takes', () => {
  const workflow = readFileSync(join(project, '.github/examples/verify-protocol.yml'), 'utf8');
  const commands = [...workflow.matchAll(/npx plumbline (.*?)(?: \|\| .*)?$/gm)].map(([, words = '']) => words);
  const asked = commands.map((words) => {
    let request: Request | undefined;
    program((one) => {
      request = one;
    }).parse(words.replaceAll('$THEOREMS', 'protocol.ts').split(' '), { from: 'user' });
    return request?.command;
  });
  expect(asked).toEqual(['check', 'diff']);
});
