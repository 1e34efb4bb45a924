/** The name and version that results carry. */

import { createRequire } from 'node:module';

/** The manifest is found by the package's own name: the same from the sources and from `dist`, which differ in depth. */
const manifest = createRequire(import.meta.url)('plumbline/package.json') as { readonly version: string };

export const tool: { readonly name: string; readonly version: string } = {
  name: 'plumbline',
  version: manifest.version,
};
