/**
 * How wide text is in a terminal, and lines that carry their own colours.
 *
 * A table library took a quarter of a second for the tables of one theorem: it measures a cell again for each character that it might cut off.
 */

import { eastAsianWidth } from 'get-east-asian-width';

const introducer = String.fromCharCode(27);
const escapes = new RegExp(`${introducer}\\[([0-9;]*)m`, 'g');
const printableAscii = /^[\x20-\x7e]*$/;
/** Marks that stand on the character before them, and characters that are not seen. */
const noWidth = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]$/u;

function widthOfLine(line: string): number {
  const plain = line.includes(introducer) ? line.replace(escapes, '') : line;
  if (printableAscii.test(plain)) return plain.length;
  let width = 0;
  for (const character of plain) {
    if (!noWidth.test(character)) width += eastAsianWidth(character.codePointAt(0) as number);
  }
  return width;
}

/** Columns that the widest line takes in a terminal, colours not counted. */
export function widthOf(text: string): number {
  return Math.max(...text.split('\n').map(widthOfLine));
}

/** The code that ends what a code begins, where it begins anything. */
function endOf(code: number): number | undefined {
  if (code === 1 || code === 2) return 22;
  if (code >= 3 && code <= 9) return code + 20;
  if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) return 39;
  return (code >= 40 && code <= 47) || (code >= 100 && code <= 107) ? 49 : undefined;
}

/** The lines of a text, each with the colours that reach into it begun and ended in it. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  if (lines.length === 1 || !text.includes(introducer)) return lines;
  /** By the code that ends it. */
  const open = new Map<number, string>();
  return lines.map((line) => {
    const before = [...open.values()].join('');
    for (const [sequence, codes = ''] of line.matchAll(escapes)) {
      for (const code of codes.split(';').map(Number)) {
        const end = endOf(code);
        if (code === 0) open.clear();
        else if (end === undefined) open.delete(code);
        else open.set(end, sequence);
      }
    }
    return before + line + [...open.keys()].map((end) => `${introducer}[${end}m`).join('');
  });
}
