/** The built page in a real Chromium. Without one these tests are skipped, and say so; in continuous integration that is a failure. */

import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import type { AnyTheorem } from '../../../checker/language/theorem.ts';
import { shownResult } from '../../../checker/report/explorer/page-claims.ts';
import { type PageHead, pageSchema } from '../../../checker/report/explorer/page-data.ts';
import { pageHtml, pageTemplate } from '../../../checker/report/explorer/page-file.ts';
import { makePages } from '../../../checker/report/explorer/pages.ts';
import { decideClaims } from '../../../checker/verdict/claims.ts';

const places = [
  process.env.PLUMBLINE_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const chromiumPath: string | undefined = places.find((path) => path !== undefined && existsSync(path));

if (chromiumPath === undefined) {
  const missing = 'no Chromium: apt-get install chromium, or name one in PLUMBLINE_CHROMIUM';
  if (process.env.CI !== undefined) throw new Error(missing);
  console.warn(`SKIPPED: the explorer is not tested in a browser; ${missing}`);
}

const scratch = mkdtempSync(join(tmpdir(), 'plumbline-explorer-'));

const source = fileURLToPath(new URL('../../../checker/report/explorer/page', import.meta.url));

/** The page where the command looks for it, for a tree that was never built. */
export async function ensureExplorer(): Promise<void> {
  if (existsSync(join(source, '../../../../dist/explorer/index.html'))) return;
  await build({ root: source, logLevel: 'error' });
}

/** The page built from its sources into a folder of its own, so that what is tested is never an old build. */
async function built(): Promise<string> {
  await build({ root: source, logLevel: 'error', build: { outDir: join(scratch, 'built'), license: false } });
  return pageTemplate(join(scratch, 'built/index.html'));
}

let template: Promise<string> | undefined;

function builtTemplate(): Promise<string> {
  template ??= built();
  return template;
}

/** A file with the claims of a theorem, as `explore --out` writes it; its address. */
export async function explorerFile(
  theorem: AnyTheorem,
  ids: readonly string[],
  { states = 100_000, name = 'page' }: { readonly states?: number; readonly name?: string } = {},
): Promise<string> {
  const claims = theorem.claims.filter(({ id }) => ids.includes(id));
  const results = await decideClaims(theorem, claims, {}, {});
  const decided = claims.map((claim, i) => shownResult(theorem, claim, results[i] as (typeof results)[number]));
  const pages = await makePages(decided, { states });
  const head: PageHead = {
    ...{ schema: pageSchema, tool: { name: 'plumbline', version: '0.0.0' }, command: 'plumbline explore' },
    ...{ claims: pages.claims, models: pages.models, offers: [], served: false },
  };
  const file = join(scratch, `${name}.html`);
  writeFileSync(file, pageHtml(await builtTemplate(), head, pages.packed));
  return `file://${file}`;
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath as string, args: ['--no-sandbox'] });
}

/** What the page complained about. */
export interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
}

export async function open(
  browser: Browser,
  url: string,
  {
    width = 1440,
    height = 900,
    dark = false,
  }: { readonly width?: number; readonly height?: number; readonly dark?: boolean } = {},
): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(url);
  await page.locator('main.layout[aria-busy=false]').waitFor();
  return { page, complaints };
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds: the rule, and the elements that break it. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: axe });
  return await page.evaluate(async () => {
    const { axe: runner } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await runner.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  });
}
