import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConformDocument } from '../../checker/report/document/conform.ts';
import { conformSchema } from '../../checker/report/schema/conform.ts';
import { numberedItems, statementHash } from '../../checker/source/numbered-items.ts';
import { registry } from '../../proofs/registry.ts';
import { captured, userTheorem } from './captured-run.ts';

const numberedKinds = ['definition', 'property', 'theorem'];

/** The document that the items of the registry are the statements of. */
const whole = registry.items
  .filter(({ kind }) => numberedKinds.includes(kind))
  .map(
    ({ id, kind, name, statement }) =>
      `**${kind[0]?.toUpperCase()}${kind.slice(1)} ${id}** (${name}) ${statement}\n\n*Proof sketch:* none.\n`,
  )
  .join('\n### A heading\n\n');

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'plumbline-conform-')), 'SPEC.md');
  writeFileSync(path, text);
  return path;
}

async function held(path: string, ...more: readonly string[]): Promise<ConformDocument> {
  const { code, stdout, stderr } = await captured(['conform', path, ...more, '--format', 'json'], registry);
  expect(stderr).toBe('');
  const document = conformSchema.parse(JSON.parse(stdout));
  expect(document.exitCode).toBe(code);
  return document;
}

describe('the document of the registry', () => {
  test('is covered statement by statement, and as verified', async () => {
    const { items, summary, exitCode } = await held(file(whole));
    expect(items.map(({ id }) => id)).toEqual(
      registry.items.filter(({ kind }) => numberedKinds.includes(kind)).map(({ id }) => id),
    );
    expect(items.filter(({ text, isCovered }) => text !== 'verified' || !isCovered)).toEqual([]);
    expect([summary.changed, summary.missing, exitCode]).toEqual([0, 0, 0]);
  });

  test('shows one word that was changed, and nothing else', async () => {
    const { items, exitCode } = await held(
      file(whole.replace('at least one honest validator', 'every honest validator')),
    );
    expect(items.filter(({ text }) => text === 'changed').map(({ id }) => id)).toEqual(['2.1.2']);
    expect(exitCode).toBe(1);
  });

  test('may be broken into other lines, with the line ends of Windows', async () => {
    const { exitCode } = await held(file(whole.replaceAll(/(\w) (and|of|the) /g, '$1\n$2 ').replaceAll('\n', '\r\n')));
    expect(exitCode).toBe(0);
  });

  test('with a statement that nothing covers is not conformed to', async () => {
    const { items, exitCode } = await held(file(`${whole}\n**Theorem 9.9** (New) Everything holds.\n`));
    expect(items.at(-1)).toMatchObject({ id: '9.9', name: 'New', coverage: 'none', isCovered: false, text: 'unknown' });
    expect(exitCode).toBe(1);
  });
});

describe('a specification of one’s own', () => {
  const spec = '# Leases\n\n**Theorem leases** (Leases) A lock\nprotects.\n';

  test('is never verified until somebody says so, then changed when its text is', async () => {
    const path = file(spec);
    expect(await held(path, userTheorem)).toMatchObject({ exitCode: 3, summary: { unknown: 1 } });
    expect(await held(path, userTheorem, '--update')).toMatchObject({ exitCode: 0 });
    expect(await held(path, userTheorem)).toMatchObject({
      exitCode: 0,
      items: [{ text: 'verified', coverage: 'claims' }],
    });
    writeFileSync(path, spec.replace('protects', 'mostly protects'));
    expect(await held(path, userTheorem)).toMatchObject({ exitCode: 1, items: [{ text: 'changed' }] });
    writeFileSync(path, '**Definition 1** A lock.');
    expect(await held(path, userTheorem)).toMatchObject({
      exitCode: 1,
      gone: ['leases'],
      items: [{ coverage: 'none' }],
    });
  });

  test('does not lend itself the claims of the registry', async () => {
    const { items } = await held(file('**Theorem 2.1.2** Mine.'), userTheorem);
    expect(items).toMatchObject([{ coverage: 'none', text: 'unknown' }]);
  });

  test('does not lock what nothing covers', async () => {
    const path = file(`${spec}\n**Theorem 2** Uncovered.\n`);
    await held(path, userTheorem, '--update');
    const lock = JSON.parse(readFileSync(path.replace('SPEC.md', 'plumbline.lock.json'), 'utf8'));
    expect(Object.keys(lock.documents['SPEC.md'])).toEqual(['leases']);
  });
});

describe('bad input', () => {
  test.each([
    ['', 'PL-341'],
    ['# Title\n\nProse about **Theorem** and nothing numbered.', 'PL-341'],
    ['```\n**Theorem 1** in code\n```', 'PL-341'],
    ['**Theorem 1** One.\n\n**Definition 1** Two.', 'PL-342'],
  ])('%j is %s', async (text, problem) => {
    const { code, stdout, stderr } = await captured(['conform', file(text)], registry);
    expect([code, stdout, stderr.slice(0, 6)]).toEqual([2, '', problem]);
  });

  test('a document that is not there is PL-301, a broken lock PL-343 and stays as it is', async () => {
    expect((await captured(['conform', 'nowhere.md'], registry)).stderr).toMatch(/^PL-301/);
    const path = file(whole);
    const lock = path.replace('SPEC.md', 'plumbline.lock.json');
    writeFileSync(lock, '{"lockVersion": 2}');
    expect((await captured(['conform', path, '--update'], registry)).stderr).toMatch(/^PL-343/);
    expect(readFileSync(lock, 'utf8')).toBe('{"lockVersion": 2}');
  });
});

describe('reading', () => {
  test.each([
    ['**Theorem 2.1.2** (Name) Text.', { id: '2.1.2', kind: 'theorem', name: 'Name', statement: 'Text.' }],
    ['**Theorem 2.1.2 (Name).** Text.', { id: '2.1.2', name: 'Name', statement: 'Text.' }],
    [
      '**Lemma A-1.** Text (with brackets).',
      { id: 'A-1', kind: 'lemma', name: '', statement: 'Text (with brackets).' },
    ],
    [
      '**Definition 1** (f (of x)) Text $a_b$.\n\n- one\n- two',
      { name: 'f (of x)', statement: 'Text $a_b$.\n\n- one\n- two' },
    ],
    ['__Property 3__ Text.\n\n**Proof.** None.', { id: '3', statement: 'Text.' }],
  ])('%j', (text, expected) => {
    expect(numberedItems(text, 'x')[0]).toMatchObject(expected);
  });

  test('a hash follows the words and nothing but the words', () => {
    const words = fc.array(fc.stringMatching(/^[a-z$_{}\\]{1,8}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, words, fc.constantFrom(' ', '\n', '  ', '\t\n'), (a, b, gap) => {
        expect(statementHash(a.join(gap))).toBe(statementHash(a.join(' ')));
        expect(statementHash(a.join(' ')) === statementHash(b.join(' '))).toBe(a.join(' ') === b.join(' '));
      }),
    );
  });
});
