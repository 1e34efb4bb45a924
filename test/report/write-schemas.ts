/** `npm run schemas`: writes the published JSON Schemas. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { schemaFiles } from '../../checker/report/schema-files.ts';

const folder = new URL('../../schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(schemaFiles())) writeFileSync(new URL(name, folder), text);
