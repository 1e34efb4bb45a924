import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { grid, sheet } from '../../checker/report/sheet.ts';
import { linesOf, widthOf } from '../../checker/report/terminal-width.ts';

const { dim, red, bold } = pc.createColors(true);
/** The text of a terminal that forgets every colour at the end of a line. */
const strip = (text: string): string => text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '');

describe('the width of text in a terminal', () => {
  test.each<[string, number]>([
    ['', 0],
    ['plain', 5],
    ['⇒ a ≤ b … ↺', 11],
    [red('red'), 3],
    [bold(dim('x')), 1],
    ['状態', 4],
    ['e\u0301te\u0301', 3],
    ['✅', 2],
    ['two\nlines!', 6],
  ])('%j is %i', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe('the lines of a coloured text', () => {
  test('each begin and end what colours them', () => {
    const lines = linesOf(`a ${red(`b\nc ${bold('d\ne')} f`)} g\nh`);
    expect(lines.map(strip)).toEqual(['a b', 'c d', 'e f g', 'h']);
    expect(lines).toEqual([
      `a ${red('b')}`,
      red(`c ${bold('d')}`).replace(/(.\[22m)(.\[39m)$/s, '$2$1'),
      lines[2],
      'h',
    ]);
    for (const line of lines) expect(linesOf(`${line}\nnext`)[1]).toBe('next');
  });

  test('are left alone where nothing is coloured', () => {
    expect(linesOf('a\n\nb')).toEqual(['a', '', 'b']);
  });
});

describe('rows in columns', () => {
  test('stand below each other whatever is coloured, wide or of several lines', () => {
    const rows = [
      ['1', red('who'), dim('first\nsecond')],
      ['22', '状', 'x'],
    ];
    expect(strip(grid(sheet(60, true, false), rows)).split('\n')).toEqual([
      '  1   who  first',
      '           second',
      '  22  状   x',
    ]);
  });

  test('wrap the last column into what is left of the line, indented', () => {
    const words = 'one two three four five six seven eight';
    expect(grid(sheet(40, false, false), [['key', words]])).toBe(
      '  key  one two three four five six seven\n         eight',
    );
  });
});
