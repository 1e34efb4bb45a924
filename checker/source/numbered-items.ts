/**
 * The numbered statements of a Markdown document: `**Theorem 2.1.2** (Name) …` and all that belongs to it.
 *
 * A statement ends where the next begins, at a heading, a rule, or a paragraph that begins with the word Proof or Remark. What stands
 * inside code or quotations is none.
 */

import { createHash } from 'node:crypto';
import MarkdownIt from 'markdown-it';
import { Problem } from '../language/problem.ts';

export interface NumberedItem {
  readonly id: string;
  /** In lower case: `theorem`. */
  readonly kind: string;
  /** Empty where the document gives none. */
  readonly name: string;
  /** Markdown, without number and name. */
  readonly statement: string;
  /** Line of the document on which it begins, from 1. */
  readonly line: number;
}

const kinds = 'definition|property|theorem|lemma|proposition|corollary|axiom|invariant|requirement|assumption';
/** Inside the bold words that begin a paragraph. */
const numbered = new RegExp(`^(${kinds})\\s+([0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*)[.:]?$`, 'i');
/** Name in brackets, also where it stands inside the bold words. */
const named = new RegExp(`^(${kinds})\\s+([0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*)\\s*\\((.*)\\)[.:]?$`, 'i');
const aside = /^(?:proof|remark|note|example)\b/i;

const parser = new MarkdownIt({ html: false });

type Token = ReturnType<typeof parser.parse>[number];

interface Start {
  readonly kind: string;
  readonly id: string;
  readonly name: string | null;
  /** What follows the bold words in the paragraph's own source. */
  readonly rest: string;
}

function startOf({ children, content }: Token): Start | undefined {
  const [open, bold] = (children ?? []).filter(({ type, content: text }) => type !== 'text' || text !== '');
  if (open?.type !== 'strong_open' || bold?.type !== 'text') return undefined;
  const words = bold.content.trim();
  const [, kind, id, name = null] = numbered.exec(words) ?? named.exec(words) ?? [];
  if (kind === undefined || id === undefined) return undefined;
  const rest = content.slice(content.indexOf(bold.content) + bold.content.length).replace(/^(\*\*|__)/, '');
  return { kind: kind.toLowerCase(), id, name, rest };
}

/** The name in brackets at the head of a text, brackets inside it included, and the text behind it. */
function nameAhead(text: string): readonly [name: string, rest: string] {
  const trimmed = text.trimStart();
  if (!trimmed.startsWith('(')) return ['', trimmed];
  let depth = 0;
  for (const [at, sign] of Array.from(trimmed).entries()) {
    if (sign === '(') depth++;
    else if (sign === ')' && --depth === 0) return [trimmed.slice(1, at).trim(), trimmed.slice(at + 1).trimStart()];
  }
  return ['', trimmed];
}

/** The words by which a paragraph begins, whatever their emphasis. */
function firstWords({ children }: Token): string {
  return (children ?? [])
    .map(({ content }) => content)
    .join('')
    .trim();
}

/** The numbered items in their order. Throws PL-341 where there are none, PL-342 for an id that is given twice. */
export function numberedItems(text: string, file: string): readonly NumberedItem[] {
  const source = text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
  const lines = source.split('\n');
  const items: NumberedItem[] = [];
  let open:
    | { readonly item: Omit<NumberedItem, 'statement'>; readonly rest: string; readonly after: number }
    | undefined;
  const close = (line: number): void => {
    if (open === undefined) return;
    const below = lines.slice(open.after, line).join('\n');
    items.push({ ...open.item, statement: `${open.rest}\n${below}`.trim() });
    open = undefined;
  };
  const tokens = parser.parse(source, {});
  tokens.forEach((token, t) => {
    const [from, to] = token.map ?? [0, 0];
    if (token.level === 0 && (token.type === 'heading_open' || token.type === 'hr')) close(from);
    if (token.type !== 'paragraph_open' || token.level !== 0) return;
    const inline = tokens[t + 1] as Token;
    const start = startOf(inline);
    if (start === undefined) {
      if (aside.test(firstWords(inline))) close(from);
      return;
    }
    close(from);
    const [name, rest] = start.name === null ? nameAhead(start.rest) : [start.name, start.rest.trimStart()];
    open = { item: { id: start.id, kind: start.kind, name, line: from + 1 }, rest, after: to };
  });
  close(lines.length);
  if (items.length === 0) {
    throw new Problem('PL-341', {
      place: file,
      expected: 'statements such as **Theorem 2.1.2** (Name) …',
      found: tokens.length === 0 ? 'an empty document' : 'none',
    });
  }
  for (const [i, { id, line }] of items.entries()) {
    const first = items.findIndex((one) => one.id === id);
    if (first < i)
      throw new Problem('PL-342', {
        place: `${file}:${line}`,
        expected: `another number than ${id}`,
        found: `${id}, as in line ${items[first]?.line}`,
      });
  }
  return items;
}

/** SHA-256 of a statement in hexadecimal, first 16 digits; how its lines are broken does not matter. */
export function statementHash(statement: string): string {
  return createHash('sha256')
    .update(statement.replaceAll(/\s+/g, ' ').trim().normalize('NFC'))
    .digest('hex')
    .slice(0, 16);
}
