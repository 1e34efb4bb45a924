import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configure } from '../../checker/language/system.ts';
import { placeOf } from '../../checker/report/explorer/page/link.ts';
import type { PageHead } from '../../checker/report/explorer/page-data.ts';
import { reportSchema } from '../../checker/report/schema/conform.ts';
import { letterOf } from '../../checker/report/site/hasse-svg.ts';
import { maximalInsufficient, setOrder } from '../../checker/report/site/hypothesis-sets.ts';
import { inequalityTex, markdownHtml } from '../../checker/report/site/prose-html.ts';
import { decideLattice } from '../../checker/verdict/lattice.ts';
import { theorem as optimistic } from '../../proofs/2.1.2-optimistic-rollup-safety.ts';
import { registry } from '../../proofs/registry.ts';
import { captured, userTheorem } from '../cli/captured-run.ts';
import { chromiumPath, ensureExplorer, launch, violations } from './explorer/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-site-'));
const at = (name: string): string => join(folder, name);
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const read = (name: string): string => readFileSync(at(name), 'utf8');

/** The site of the whole document, from results of one theorem. */
beforeAll(async () => {
  await ensureExplorer();
  const { stdout } = await captured(
    ['check', '2.1.2/literal', '2.1.2/frontier-challenges-first', '--format', 'json'],
    registry,
  );
  writeFileSync(at('check.json'), stdout);
  const { code } = await captured(['report', '--out', at('site'), '--from', at('check.json')], registry);
  // Most is not decided: that is not a conformance.
  expect(code).toBe(3);
});

describe('the site', () => {
  test('has a page for every item, and no link that leads nowhere', () => {
    for (const { id } of registry.items) expect(existsSync(at(`site/items/${id}.html`))).toBe(true);
    for (const page of ['index.html', ...registry.items.map(({ id }) => `items/${id}.html`)]) {
      const html = read(`site/${page}`);
      for (const [, link = ''] of html.matchAll(/href="([^"]*)"/g)) {
        const [file = '', fragment] = link.split('#');
        const target = file === '' ? `site/${page}` : join('site', dirname(page), file);
        expect([page, link, existsSync(at(target))]).toEqual([page, link, true]);
        const isResult = fragment !== undefined && !file.endsWith('.md') && file === '';
        if (isResult && page === 'items/2.1.2.html')
          expect([link, html.includes(`id="${fragment}"`)]).toEqual([link, true]);
      }
    }
  });

  test('leads from every counterexample into the explorer, to the claim and model that are there', () => {
    const links = [...read('site/items/2.1.2.html').matchAll(/href="\.\.\/(explore\/[^"#]*)(#[^"]*)"/g)];
    expect(links.length).toBe(7);
    for (const [, file = '', fragment = ''] of links) {
      const place = placeOf(fragment.replaceAll('&amp;', '&'));
      const [, json = ''] = /id="plumbline-head">(.*?)<\/script>/s.exec(read(`site/${file}`)) ?? [];
      const { claims } = JSON.parse(json) as PageHead;
      const claim = claims.find(({ id }) => id === place?.claim);
      expect(claim?.model).toBe(place?.model);
      expect(claim?.traces[0]?.events.length).toBe(claim?.decision?.depth);
      expect(claim?.why[0]).toMatch(/^after step \d+ fails: /);
    }
  });

  test('needs neither script nor anything from elsewhere, and says its language', () => {
    for (const page of ['index.html', 'items/2.1.2.html', 'items/1.1.2.html']) {
      const html = read(`site/${page}`);
      expect(html).not.toMatch(/<script|<link|@import|url\(|src=/);
      expect(html).toContain('<html lang="en">');
      expect(html.match(/<h1>/g)?.length).toBe(1);
      expect(html.match(/<(svg)[^>]*>/g)?.every((svg) => /aria-label="[^"]+"/.test(svg)) ?? true).toBe(true);
    }
  });

  test('typesets every formula of every statement', () => {
    for (const { id, statement } of registry.items) {
      const html = markdownHtml(statement);
      const formulae = statement.match(/\$[^$]+\$/g)?.length ?? 0;
      expect([id, html.match(/<math/g)?.length ?? 0]).toEqual([id, formulae]);
      expect(html).not.toMatch(/\$|merror/);
    }
  });

  test('shows a verdict only where a result stands behind it', () => {
    const decided = read('site/items/2.1.2.html');
    expect(decided).toContain('violated, as expected');
    expect(decided).toContain('Sequence diagram of 2.1.2/withheld-data');
    expect(decided).toContain('missing: availableData');
    expect(decided).toMatch(/class="cell yes"/);
    const undecided = read('site/items/6.1.2.html');
    expect(undecided).not.toMatch(/violated, as expected|class="cell yes"|class="good">✓<\/span> holds/);
    expect(undecided).toContain('not decided here');
    expect(undecided).toMatch(/Not decided in the runs of this report: 6\.1\.2\//);
    expect(read('site/conformance.md')).toContain('**not decided here**');
    expect(read('site/index.html')).not.toMatch(/class="good">✓<\/span> holds/);
  });

  test('decides the sets of hypotheses where that is asked for', async () => {
    const argv = ['report', '1.2.1', '--assumptions', '--out', at('sets'), '--from', at('check.json')];
    const { stdout } = await captured(argv, registry);
    expect(stdout).toContain('--assumptions');
    expect(read('sets/items/1.2.1.html')).toMatch(/Computed: \d+ sets decided/);
    expect(read('sets/items/1.2.1.html')).not.toContain('not computed for this report');
  });

  test('leaves out a result that is about another setting, and says so', async () => {
    const { stdout } = await captured(
      ['check', '2.1.2/repaired', '--without', 'cascade', '--format', 'json'],
      registry,
    );
    writeFileSync(at('changed.json'), stdout);
    const { stdout: told } = await captured(
      ['report', '2.1.2', '--out', at('changed'), '--from', at('changed.json'), '--format', 'json'],
      registry,
    );
    expect(reportSchema.parse(JSON.parse(told))).toMatchObject({ claims: 0, leftOut: ['2.1.2/repaired'] });
    expect(read('changed/index.html')).toContain('Left out');
  });

  test('of a theorem of one’s own is made from its own runs', async () => {
    const { code, stdout } = await captured(['report', userTheorem, '--out', at('own')]);
    expect([code, stdout.includes('as expected')]).toEqual([0, true]);
    expect(read('own/items/leases.html')).toContain('Statechart of');
  });

  test('has the same explorers whichever threads made them', async () => {
    const broken = { ...registry, module: new URL('./no-such-registry.ts', import.meta.url).href };
    const made = async (registered: typeof registry, workers: string): Promise<readonly string[]> => {
      const { code } = await captured(
        ['report', '1.2.2/literal', '1.2.4/literal', '--workers', workers, '--out', at('threads')],
        registered,
      );
      expect(code).toBe(3);
      // Threads read the machines through another compiler than this test, and the hash of a model is that of its text.
      return ['1.2.2', '1.2.4'].map((item) => {
        const [, head = ''] = /id="plumbline-head">(.*?)<\/script>/s.exec(read(`threads/explore/${item}.html`)) ?? [];
        return digest(head.replaceAll(/"command":"[^"]*"|"seconds":[\d.e-]+|"[\da-f]{16}"/g, ''));
      });
    };
    const alone = await made(registry, '1');
    expect(await made(registry, '2')).toEqual(alone);
    expect(await made(broken, '2')).toEqual(alone);
  });

  test.each([
    ['{"schemaVersion": 1}', 'PL-344'],
    ['no json', 'PL-344'],
  ])('results that are %s are %s', async (text, problem) => {
    writeFileSync(at('broken.json'), text);
    const { code, stderr } = await captured(['report', '--out', at('y'), '--from', at('broken.json')], registry);
    expect([code, stderr.slice(0, 6)]).toEqual([2, problem]);
  });

  test.each([
    [['report'], 'PL-202'],
    [['report', '--out', 'check.json/below'], 'PL-301'],
    // Where Node 20's recursive mkdir never returns.
    [['report', '--out', '/proc/nowhere/site'], 'PL-301'],
    [['report', '--out', 'y', '--from', 'nowhere.json'], 'PL-301'],
  ])('%j is %s', async (argv, problem) => {
    const { code, stderr } = await captured(argv, registry, { cwd: folder });
    expect([code, stderr.slice(0, 6)]).toEqual([2, problem]);
  });
});

describe.skipIf(chromiumPath === undefined)('the site in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });

  for (const [width, dark] of [
    [1440, false],
    [820, true],
    [390, false],
    [390, true],
  ] as const) {
    test.each(['index.html', 'items/2.1.2.html', 'items/6.1.2.html', 'items/1.1.2.html'])(
      `%s gives axe nothing to find at ${width} pixels${dark ? ', dark' : ''}, all of it open`,
      async (name) => {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light' });
        await page.goto(`file://${at(`site/${name}`)}`);
        await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
        await page.close();
      },
    );
  }

  test('a link to a claim opens its counterexample, and one more the explorer on it', async () => {
    const page = await browser.newPage();
    await page.goto(`file://${at('site/items/2.1.2.html')}`);
    const closed = page.locator('details', { hasText: 'orphan-survives' }).first();
    expect(await closed.getAttribute('open')).toBeNull();
    await page.locator('table a', { hasText: 'orphan-survives' }).click();
    await closed.getByRole('link', { name: 'Walk through it in the explorer' }).click();
    await page.locator('main.layout[aria-busy=false]').waitFor();
    expect(await page.locator('.transport .where').innerText()).toBe('Start of 6');
    await page.keyboard.press('End');
    expect(await page.locator('.parts .no').innerText()).toContain('batch 1 is final');
    await page.close();
  });
});

describe('sets of hypotheses', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const anySets = fc.array(fc.subarray(names), { maxLength: 4 }).map((sets) => {
    const distinct = sets.filter((set, i) => sets.findIndex((other) => other.join() === set.join()) === i);
    return distinct.filter(
      (set) => !distinct.some((other) => other !== set && other.every((name) => set.includes(name))),
    );
  });
  const suffices = (set: readonly string[], sets: readonly (readonly string[])[]): boolean =>
    sets.some((small) => small.every((name) => set.includes(name)));

  test('the maximal insufficient ones are those that one more hypothesis mends', () => {
    fc.assert(
      fc.property(anySets, (sets) => {
        const all = Array.from({ length: 32 }, (_, bits) => names.filter((_, i) => (bits >> i) % 2 === 1));
        const byHand = all.filter(
          (set) => !suffices(set, sets) && names.every((name) => set.includes(name) || suffices([...set, name], sets)),
        );
        const found = maximalInsufficient(names, sets).map((set) => set.join());
        expect(found.toSorted()).toEqual(byHand.map((set) => set.join()).toSorted());
      }),
    );
  });

  test('a line joins a set and one right above it, never one that another stands between', () => {
    fc.assert(
      fc.property(anySets, (sets) => {
        const { nodes, covers } = setOrder(names, sets);
        for (const [below, above] of covers) {
          const [small = [], large = []] = [nodes[below]?.set, nodes[above]?.set];
          expect(small.every((name) => large.includes(name)) && small.length < large.length).toBe(true);
        }
      }),
    );
  });

  test('2.1.2: those that the search finds', async () => {
    const [lattice] = optimistic.lattices.filter(({ id }) => id === 'assumptions-survival');
    if (lattice === undefined) throw new Error('no lattice');
    const { minimalSufficient, maximalInsufficient: found, hypotheses } = await decideLattice(optimistic, lattice);
    const derived = maximalInsufficient(hypotheses, minimalSufficient).map((set) => [...set].sort().join());
    expect(derived.toSorted()).toEqual(found.map(({ holding }) => [...holding].sort().join()).toSorted());
    expect(configure(lattice.system).rules).toHaveProperty('soundVerifier');
  });

  test('letters go on after Z', () => {
    expect([0, 25, 26, 51, 52].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA']);
  });
});

test('an inequality becomes TeX', () => {
  expect(inequalityTex('2*R + t_out <= cap*(W - K)')).toBe('2\\,R + t_{\\mathit{out}} \\le  \\mathit{cap}\\,(W - K)');
});

test('HTML in a statement stays text', () => {
  expect(markdownHtml('<b>x</b> $a<b$')).not.toContain('<b>');
});
