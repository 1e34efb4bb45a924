import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { itemIds, items } from '../../spec/items.ts';
import { restated } from '../../spec/restated.ts';

const idPattern = {
  definition: /^[1-6]\.[1-9]\.[1-9]$/,
  property: /^[1-6]\.[1-9]\.[1-9]$/,
  theorem: /^[1-6]\.[1-9]\.[1-9]$/,
  implementation: /^4\.[a-z0-9]+(-[a-z0-9]+)*$/,
  direction: /^7\.[1-9]$/,
};

const glossary = readFileSync(new URL('../../spec/glossary.md', import.meta.url), 'utf8');

describe('the items of the seed', () => {
  test('are listed once each, in the order of their ids', () => {
    expect(items.map(({ id }) => id)).toEqual(itemIds);
    expect(new Set(itemIds).size).toBe(itemIds.length);
  });

  test('are all there: 16 definitions, 4 properties, 9 theorems, 3 implementations, 5 directions', () => {
    const counts: Record<string, number> = {};
    for (const { kind } of items) counts[kind] = (counts[kind] ?? 0) + 1;
    expect(counts).toEqual({ definition: 16, property: 4, theorem: 9, implementation: 3, direction: 5 });
  });

  test('are numbered from 1 without a gap in each section', () => {
    const numbersOf = new Map<string, number[]>();
    for (const { id, kind, section } of items) {
      if (kind === 'implementation') continue;
      numbersOf.set(section, [...(numbersOf.get(section) ?? []), Number(id.slice(section.length + 1))]);
    }
    expect(numbersOf.size).toBe(12);
    for (const [section, numbers] of numbersOf) {
      expect(numbers, `section ${section}`).toEqual(numbers.map((_, position) => position + 1));
    }
  });

  test.each(items)('$id has the id of its kind and stands in its section', ({ id, kind, section }) => {
    expect(id).toMatch(idPattern[kind]);
    expect(id.slice(0, id.lastIndexOf('.'))).toBe(section);
  });

  // A TeX command in a string that is not raw loses its backslash or turns into a control character.
  test.each(
    items.flatMap(({ id, statement }) => [
      [id, statement],
      [`${id} restated`, restated[id]],
    ]),
  )('%s keeps its TeX', (_, text) => {
    expect(text.split('$').length % 2, 'dollar signs come in pairs').toBe(1);
    for (const tex of text.split('$').filter((_, position) => position % 2 === 1)) {
      expect(tex).not.toMatch(/[\n\t\f\v\b\r]/);
      expect(tex).not.toMatch(
        /(?<![\\A-Za-z])(pi|Lambda|Delta|sigma|Sigma|psi|neq|geq|cap|emptyset|min|ldots)(?![A-Za-z])/,
      );
    }
  });

  test.each(items)('$id is restated in other words, and with names that the glossary has', ({ id, statement }) => {
    const text = restated[id];
    expect(text.length).toBeGreaterThan(100);
    if (id !== '7.1' && id !== '7.5' && id !== '6.2.1' && id !== '3.2.1' && id !== '3.1.1') expect(text).toContain('$');
    expect(text).not.toContain(statement);
    for (const tex of text.split('$').filter((_, position) => position % 2 === 1)) {
      // A formula is not broken into lines, and a telephone has room for about so many characters.
      expect(tex.replaceAll(/\\(mathit|mathsf|mathrm|le|ge|in|[,{}])|[{}^_ ]/g, '').length, tex).toBeLessThanOrEqual(
        44,
      );
    }
    for (const [, name] of text.matchAll(/\*([A-Za-z]+)\*/g)) expect(glossary).toContain(`\`${name}\``);
  });
});
