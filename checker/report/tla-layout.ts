/** How the text of an exported TLA+ module is laid out: lines of a bounded width, sets, chains of a function, comments. */

export const width = 120;
/** Entries of a table in one pair of brackets: a longer chain of @@ nests too deeply for TLC's parser. */
const mostChained = 100;

/** Items after each other, as many on a line as fit. */
export function filled(items: readonly string[], indent: string, separator: string): string {
  const lines: string[] = [];
  let line = '';
  items.forEach((item, i) => {
    const word = i === items.length - 1 ? item : `${item}${separator}`;
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  });
  return [...lines, line].map((text) => `${indent}${text}`).join('\n');
}

export function setText(items: readonly string[], indent: string): string {
  const short = `{${items.join(', ')}}`;
  return short.length + indent.length <= width ? short : `{\n${filled(items, `${indent}  `, ',')}}`;
}

/** A set of whole numbers without gaps as a range. */
export function boundsText(values: readonly string[]): string {
  const numbers = values.map(Number).sort((a, b) => a - b);
  const [first = 0] = numbers;
  const isRange = numbers.length > 1 && numbers.every((value, i) => Number.isInteger(value) && value === first + i);
  if (isRange) return `${first}..${numbers.at(-1)}`;
  return [...values].sort().join() === 'FALSE,TRUE' ? 'BOOLEAN' : `{${values.join(', ')}}`;
}

/** Entries of a function, in brackets of a bounded number of entries. */
export function chain(entries: readonly string[]): string {
  if (entries.length <= mostChained) return `  ${entries.join(' @@\n  ')}`;
  const chunks: string[] = [];
  for (let at = 0; at < entries.length; at += mostChained) {
    chunks.push(`  (${entries.slice(at, at + mostChained).join(' @@\n   ')})`);
  }
  return chunks.join(' @@\n');
}

export function comment(lines: readonly string[]): string {
  const rows = lines.flatMap((line) => filled(line.split(' '), '\\* ', '').split('\n'));
  return rows.map((row) => row.trimEnd()).join('\n');
}
