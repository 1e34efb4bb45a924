import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { theorem as dataAvailability } from '../../../proofs/1.2.3-data-availability.ts';
import { theorem as rollup } from '../../../proofs/2.1.2-optimistic-rollup-safety.ts';
import { theorem as race } from '../../../proofs/2.1.3-fraud-proof.ts';
import { theorem as counters } from '../../fixtures/counters-theorem.ts';
import { chromiumPath, explorerFile, launch, open, violations } from './browser.ts';

function lit(page: Page): Promise<readonly string[]> {
  return page.locator('.sc-on').evaluateAll((all) => all.map((one) => one.getAttribute('data-state') ?? ''));
}

function where(page: Page): Promise<string> {
  return page.locator('.transport .where').innerText();
}

describe.skipIf(chromiumPath === undefined)('the explorer in a browser', () => {
  let browser: Browser;
  let file: string;

  beforeAll(async () => {
    browser = await launch();
    file = await explorerFile(rollup, ['proof-censored', 'repaired', 'batch-finalised']);
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('says claim, verdict and place first, and steps through the attack with the keyboard', async () => {
    const { page, complaints } = await open(browser, `${file}#claim=2.1.2/proof-censored&model=`);
    await page.getByRole('button', { name: 'Show this model from its start' }).click();
    expect(await page.locator('h1').innerText()).toContain('The proof is submitted at once and left out of C blocks.');
    expect(await page.locator('.badge').innerText()).toContain('violated, as expected');
    expect(await page.locator('.why').first().innerText()).toContain('noInvalidBatchFinal');
    expect(await where(page)).toBe('Start of 5');
    expect(await lit(page)).toEqual(['active']);
    expect(await page.locator('.parts .yes').count()).toBe(1);
    for (const [i, type] of ['POST', 'FRAUD', 'BLOCK', 'BLOCK', 'BLOCK'].entries()) {
      await page.keyboard.press('ArrowRight');
      expect(await where(page)).toBe(`Step ${i + 1} of 5`);
      expect(await page.locator('.row[aria-current] .event b').innerText()).toBe(type);
      expect(new Set(await page.locator('.sc-taken .sc-event').allTextContents())).toEqual(new Set([type]));
      expect(await page.locator('.parts .no').count()).toBe(i === 4 ? 1 : 0);
    }
    expect(await page.locator('.parts .no').innerText()).toContain('batch 0 is final');
    expect(await page.locator('[role=status][aria-live]').innerText()).toContain(
      'Step 5 of 5: builder (adversary) BLOCK',
    );
    await page.getByRole('tab', { name: 'Values' }).click();
    expect(await page.locator('.values tr.changed', { hasText: 'batches[0].status' }).innerText()).toMatch(
      /final\s*was pending/,
    );
    await page.keyboard.press('Home');
    expect(await where(page)).toBe('Start of 5');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    expect(await where(page)).toBe('Step 4 of 5');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('takes another event, comes back, and restores all of it from a link', async () => {
    const { page } = await open(browser, file);
    await page.locator('select').selectOption('2.1.2/proof-censored');
    for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight');
    await page.locator('body').click({ position: { x: 5, y: 400 } });
    await page.locator('.take', { hasText: 'proofs=[0]' }).click();
    expect(await where(page)).toContain('Step 3 of 3, what if');
    expect(await page.locator('.row.aside').count()).toBe(1);
    await page.getByRole('tab', { name: 'Values' }).click();
    expect(await page.locator('.values').innerText()).toContain('removed');
    const link = page.url();
    const again = await open(browser, link);
    expect(await where(again.page)).toContain('Step 3 of 3, what if');
    expect(await again.page.locator('.values').innerText()).toContain('removed');
    await again.page.close();
    await page.getByRole('button', { name: 'Back to the trace' }).click();
    expect(await where(page)).toBe('Step 2 of 5');
    const strange = await open(browser, link.replace(/model=[0-9a-f]+/, 'model=0123456789abcdef'));
    expect(await strange.page.getByRole('alert').innerText()).toContain('another model');
    expect(await where(strange.page)).not.toContain('what if');
    await strange.page.close();
    await page.close();
  });

  it('walks where there is no trace, finds states by expression, and goes to one by a shortest way', async () => {
    const { page } = await open(browser, file);
    await page.locator('select').selectOption('2.1.2/repaired');
    await page.locator('main.layout[aria-busy=false]').waitFor();
    expect(await page.locator('.no-steps').innerText()).toContain('181 states were examined');
    await page.getByRole('tab', { name: 'Find' }).click();
    await page.getByLabel('A state in which').fill("batches.some(b => b.status == 'removed') && l1.censorship == 0");
    await page.keyboard.press('Enter');
    await page.locator('.found .row').first().waitFor();
    const [, count = ''] = /(\d+) of 181 states/.exec(await page.locator('.find [role=status]').innerText()) ?? [];
    expect(Number(count)).toBeGreaterThan(0);
    const depth = await page.locator('.found .row .number').first().innerText();
    await page.locator('.found .row').first().click();
    await page.locator('.transport .where', { hasText: `Step ${depth} of ${depth}` }).waitFor();
    expect(await page.locator('.found .row').first().innerText()).toContain('the current state');
    for (const [text, wanted] of [
      ['rollup.', 'Expected'],
      ['nonsense == 1', 'nonsense is no component'],
      ['rollup.constructor.constructor("return 1")()', 'only methods are called'],
      ['rollup.batches.map(b => b.constructor)[0].length > 99', ''],
    ]) {
      await page.getByLabel('A state in which').fill(text ?? '');
      await page.keyboard.press('Enter');
      await page
        .locator('.find [role=status]', { hasText: wanted === '' ? / of 181 states/ : (wanted ?? '') })
        .waitFor();
    }
    await page.close();
  });

  it('draws the graph near a state, and the whole of it through a view', async () => {
    const { page, complaints } = await open(browser, file);
    await page.locator('select').selectOption('2.1.2/proof-censored');
    await page.getByRole('tab', { name: 'Graph' }).click();
    await page.locator('.node.middle').waitFor();
    expect(await page.locator('.node').count()).toBe(3);
    await page.locator('.node:not(.middle)').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.transport .where', { hasText: 'Step 1' }).waitFor();
    await page.locator('.view-choice summary').click();
    await page.getByLabel('l1.censorship', { exact: true }).check();
    await page.locator('.graph-controls', { hasText: '4 of 4 classes' }).waitFor();
    expect(await page.locator('.node').count()).toBe(4);
    expect(await page.locator('.node .size').allInnerTexts()).toHaveLength(4);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is usable by keyboard alone: tabs, events, steps', async () => {
    const { page } = await open(browser, file);
    await page.locator('select').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const focused = (): Promise<string> => page.evaluate<string>("document.activeElement?.textContent ?? ''");
    for (let i = 0; i < 40 && !(await focused()).startsWith('Machines'); i++) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('Values');
    expect(await page.getByRole('tab', { name: 'Values' }).getAttribute('aria-selected')).toBe('true');
    expect(await where(page)).toMatch(/^(Start|Initial)/);
    for (let i = 0; i < 60 && !(await focused()).startsWith('POST'); i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await where(page)).toMatch(/^Step 1/);
    await page.close();
  });

  for (const [width, dark] of [
    [1440, false],
    [820, true],
    [360, false],
    [360, true],
  ] as const) {
    it(`gives axe nothing to find, and no view is wider than ${width} pixels${dark ? ', dark' : ''}`, async () => {
      const { page, complaints } = await open(browser, file, { width, dark });
      await page.locator('select').selectOption('2.1.2/proof-censored');
      await page.locator('body').press('End');
      await page.locator('summary').first().click();
      expect(await violations(page)).toEqual([]);
      await page.locator('summary').first().click();
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        if ((await tab.innerText()) === 'Graph') await page.locator('.node.middle').waitFor();
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      }
      expect(complaints).toEqual([]);
      await page.close();
    });
  }
});

describe.skipIf(chromiumPath === undefined)('strategies and pairs of runs', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('walks a winning strategy by keyboard: what the others do, what is answered, to the goal', async () => {
    const file = await explorerFile(race, ['challenger-forces'], { name: 'forces' });
    const { page, complaints } = await open(browser, file, { width: 390 });
    await page.getByRole('tab', { name: 'Strategy' }).click();
    expect(await page.locator('.strategy').innerText()).toContain('How honest can force the-verdict within 15 steps');
    const wrong = page.locator('.moves > li', { hasText: 'MOVE move=bisect-wrong' }).first();
    expect(await wrong.locator('.answer').first().innerText()).toContain('then SUBMIT move=choose-left');
    await wrong.locator('.unfold').first().focus();
    await page.keyboard.press('Enter');
    expect(await wrong.locator('.own .event').first().innerText()).toBe('SUBMIT move=choose-left');
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await wrong.locator('.own .walk').first().focus();
    await page.keyboard.press('Enter');
    expect(await where(page)).toContain('Step 2');
    // Whoever keeps to the strategy arrives, here with the first that anybody may do.
    for (let steps = 2; steps < 15 && (await page.locator('.strategy .walk').count()) > 0; steps++)
      await page.locator('.strategy .walk').first().click();
    expect(await page.locator('.strategy').innerText()).toContain('The goal is reached');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows two runs that are observed alike side by side', async () => {
    const file = await explorerFile(dataAvailability, ['without-binding-determines'], { name: 'pair' });
    for (const width of [390, 1440]) {
      const { page, complaints } = await open(browser, file, { width });
      await page.getByRole('tab', { name: 'Both runs' }).click();
      expect(await page.locator('.pair tfoot .same').innerText()).toContain('observed, the same');
      expect(await page.locator('.pair tfoot .differs').innerText()).toMatch(/secret, different\s+\[b\]\s+\[a\]/);
      await page.locator('.pair tbody tr').nth(3).locator('button').nth(1).click();
      expect(await where(page)).toContain('Step 3 of 3');
      expect(await page.locator('.pair [aria-current=step]').count()).toBe(1);
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    }
  });
});

describe.skipIf(chromiumPath === undefined)('the explorer on much', () => {
  let browser: Browser;
  let file: string;

  beforeAll(async () => {
    browser = await launch();
    file = await explorerFile(counters, ['long', 'wide'], { name: 'counters', states: 200_000 });
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('keeps a thousand steps out of the page but for those in sight', async () => {
    const { page } = await open(browser, file);
    expect(await where(page)).toBe('Start of 1000');
    expect(await page.locator('.row').count()).toBeLessThan(60);
    await page.keyboard.press('End');
    expect(await where(page)).toBe('Step 1000 of 1000');
    await page.locator('.row[aria-current]', { hasText: '1000' }).waitFor();
    expect(await page.locator('.row').count()).toBeLessThan(60);
    expect(await page.locator('.row[aria-current] .fails').innerText()).toContain('below');
    await page.getByRole('tab', { name: 'Sequence' }).click();
    await page.locator('.sequence-row[aria-current]').waitFor();
    expect(await page.locator('.sequence-row').count()).toBeLessThan(80);
    expect(await page.locator('.sequence-row[aria-current] .unseen').textContent()).toContain('Step 1000');
    await page.close();
  });

  it('searches and draws a hundred thousand states', async () => {
    const { page } = await open(browser, file);
    await page.locator('select').selectOption('counters/wide');
    await page.locator('main.layout[aria-busy=false]').waitFor();
    await page.getByRole('tab', { name: 'Find' }).click();
    await page.getByLabel('A state in which').fill('left.n == 300 && right.n >= 10');
    await page.keyboard.press('Enter');
    await page.locator('.find [role=status]', { hasText: '306 of 99,856 states' }).waitFor();
    await page.locator('.found .row').first().click();
    await page.locator('.transport .where', { hasText: 'Step 310 of 310' }).waitFor();
    await page.getByRole('tab', { name: 'Graph' }).click();
    await page.locator('.node.middle').waitFor();
    expect(await page.locator('.node').count()).toBe(5);
    await page.locator('.view-choice summary').click();
    await page.getByLabel('right.n', { exact: true }).check();
    await page.locator('.graph-controls', { hasText: '30 of 316 classes' }).waitFor();
    expect(await page.locator('.node').count()).toBe(30);
    await page.close();
  });
});
