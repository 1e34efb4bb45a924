import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { schemaFiles } from '../../checker/report/schema-files.ts';

const folder = new URL('../../schemas/', import.meta.url);

test('the published JSON Schemas are those of the code (npm run schemas writes them)', () => {
  const published = readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]);
  expect(Object.fromEntries(published)).toEqual(schemaFiles());
});
