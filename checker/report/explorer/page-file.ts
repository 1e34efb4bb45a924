/** The explorer's page with data put into it: one HTML file that needs nothing beside it. */

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Problem } from '../../language/problem.ts';
import type { PageHead } from './page-data.ts';

/** Where the build leaves the page, the same for the sources and for `dist`. */
const pagePath: string = join(
  dirname(createRequire(import.meta.url).resolve('plumbline/package.json')),
  'dist/explorer/index.html',
);

/** Where the data goes. The page as built holds this element once, empty. */
const slot = '<script type="application/json" id="plumbline-head"></script>';

/** The built page without data. Throws PL-323 where it was never built. */
export function pageTemplate(path: string = pagePath): string {
  if (!existsSync(path)) {
    throw new Problem('PL-323', { place: path, found: 'no file', hint: 'npm run build makes it from the sources' });
  }
  const template = readFileSync(path, 'utf8');
  if (!template.includes(slot)) {
    throw new Problem('PL-323', { place: path, expected: 'a page with a place for data', hint: 'npm run build' });
  }
  return template;
}

/** JSON that may stand inside a script element. */
function inScript(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function escapedTitle(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** The page with its head and, where no server gives them, its models compressed. */
export function pageHtml(
  template: string,
  head: PageHead,
  packed: ReadonlyMap<string, Uint8Array> = new Map(),
): string {
  const models = [...packed].map(
    ([hash, bytes]) =>
      `<script type="application/octet-stream" id="model-${hash}">${gzipSync(bytes, { level: 9 }).toString('base64')}</script>`,
  );
  const [first] = head.claims;
  const title = first === undefined ? 'Plumbline explorer' : `${first.id} · ${first.title} · Plumbline`;
  const data = `<script type="application/json" id="plumbline-head">${inScript(head)}</script>${models.join('')}`;
  // By function: a replacement string would give $ a meaning.
  return template
    .replace(slot, () => data)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapedTitle(title)}</title>`);
}
