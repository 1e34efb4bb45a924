/** The page that text is laid out on: its width, its colours, how much is wanted. */

import Table from 'cli-table3';
import pc from 'picocolors';

type Colours = ReturnType<typeof pc.createColors>;

/** What of a trace is wanted. */
export interface TraceView {
  /** Every field of every payload, and the whole states at both ends. */
  readonly full: boolean;
  /** Components or places in them, such as `rollup` or `validator.seen`: only these, unless empty; never those. */
  readonly show: readonly string[];
  readonly hide: readonly string[];
}

export interface Sheet {
  readonly columns: number;
  readonly paint: Colours;
  /** Everything there is, instead of what a first look needs. */
  readonly verbose: boolean;
  readonly view: TraceView;
}

const usualView: TraceView = { full: false, show: [], hide: [] };

export function sheet(columns: number, coloured: boolean, verbose: boolean, view: TraceView = usualView): Sheet {
  return { columns: Math.max(40, columns), paint: pc.createColors(coloured), verbose, view };
}

/** The same page for a file: no colours. */
export function withoutColour(page: Sheet): Sheet {
  return { ...page, paint: pc.createColors(false) };
}

const borders = [
  ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
  ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
];

const gutter = 2;
/** A last column narrower than this is not worth wrapping into. */
const narrowest = 16;
const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Characters that a line takes in a terminal, colours not counted. */
export function widthOf(cell: string): number {
  return Math.max(...cell.split('\n').map((line) => line.replace(escapes, '').length));
}

/** Text of one paragraph as lines of at most `width`, the later ones indented by `hang`. Colours take no room. */
export function wrapped(text: string, width: number, hang = 0): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = ' '.repeat(hang) + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Rows in columns without borders, indented; the last column takes what is left of the line and wraps. */
export function grid(page: Sheet, rows: readonly (readonly string[])[], indent = 2): string {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const natural = Array.from(
    { length: count },
    (_, c) => Math.max(...rows.map((row) => widthOf(row[c] ?? ''))) + gutter,
  );
  const before = natural.slice(0, -1).reduce((sum, width) => sum + width, 0);
  const last = Math.max(narrowest, page.columns - indent - before);
  const colWidths = natural.map((width, c) => (c < count - 1 ? width : Math.max(width, last)));
  const table = new Table({
    chars: Object.fromEntries(borders.map((name) => [name, ''])),
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colWidths,
  });
  // Wrapped here and not by the table, which neither indents what it wraps nor keeps what is one word too long.
  const fitted = (text: string): string =>
    text
      .split('\n')
      .flatMap((line) => wrapped(line, last, 2))
      .join('\n');
  for (const row of rows)
    table.push(Array.from({ length: count }, (_, c) => (c < count - 1 ? (row[c] ?? '') : fitted(row[c] ?? ''))));
  return indented(trimmed(table.toString()), indent);
}

function trimmed(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function indented(text: string, indent: number): string {
  const margin = ' '.repeat(indent);
  return text
    .split('\n')
    .map((line) => (line === '' ? line : margin + line))
    .join('\n');
}

/** Prose wrapped at the page's width, every line indented. */
export function prose(page: Sheet, text: string, indent = 2): string {
  const width = Math.max(narrowest, Math.min(page.columns, 100) - indent);
  const paragraphs = text.split('\n').map((paragraph) => wrapped(paragraph, width).join('\n'));
  return indented(paragraphs.join('\n'), indent);
}
