/** The page that text is laid out on: its width, its colours, how much is wanted. */

import pc from 'picocolors';
import { linesOf, widthOf } from './terminal-width.ts';

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

const gutter = 2;
/** A last column narrower than this is not worth wrapping into. */
const narrowest = 16;
/** Text of one paragraph as lines of at most `width`, the later ones indented by `hang`. Colours take no room. */
export function wrapped(text: string, width: number, hang = 0): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const word of text.split(' ')) {
    const wide = widthOf(word);
    if (line !== '' && taken + 1 + wide > width) {
      lines.push(line);
      line = ' '.repeat(hang) + word;
      taken = hang + wide;
    } else {
      taken = line === '' ? wide : taken + 1 + wide;
      line = line === '' ? word : `${line} ${word}`;
    }
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
  const fitted = (text: string): string =>
    text
      .split('\n')
      .flatMap((line) => wrapped(line, last, 2))
      .join('\n');
  const lines = rows.flatMap((row) => {
    const cells = Array.from({ length: count }, (_, c) =>
      linesOf(c < count - 1 ? (row[c] ?? '') : fitted(row[c] ?? '')),
    );
    const height = Math.max(...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, i) =>
      cells.map((cell, c) => padded(cell[i] ?? '', natural[c] ?? 0)).join(''),
    );
  });
  return indented(trimmed(lines.join('\n')), indent);
}

function padded(line: string, width: number): string {
  return line + ' '.repeat(Math.max(0, width - widthOf(line)));
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
