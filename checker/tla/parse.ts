/** TLA+ text to syntax tree, over the concrete tree of the grammar. Expressions are read in parse-expression.ts. */

import type { Node, Parser } from 'web-tree-sitter';
import { Problem } from '../language/problem.ts';
import { named, Reader } from './parse-expression.ts';
import type { Module, Unit } from './syntax.ts';

/** No specification is as long as this; a file that is was given by mistake. */
const mostCharacters = 10_000_000;

function refuseBinary(text: string, file: string): void {
  if (text.length > mostCharacters) {
    throw new Problem('PL-501', {
      place: file,
      expected: `at most ${mostCharacters} characters`,
      found: `${text.length}`,
      hint: 'name the file of a module, such as Spec.tla',
    });
  }
  if (isBinary(text)) {
    throw new Problem('PL-501', { place: file, expected: 'TLA+ text', found: 'a binary file' });
  }
}

/** Control characters, or bytes that are no text in UTF-8, at the start; single ones may stand in old comments. */
function isBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  const start = text.slice(0, 2_000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const odd = start.match(/[\u0001-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0;
  return odd > start.length / 50;
}

/** The first place of a tree where the text is no TLA+; text in comments does not count. */
function firstError(node: Node): Node | undefined {
  if (!node.hasError || node.type === 'block_comment' || node.type === 'extramodular_text') return undefined;
  for (const child of node.children) {
    if (child === null) continue;
    const inner = firstError(child);
    if (inner !== undefined) return inner;
  }
  if (!node.isError) return node.isMissing ? node : undefined;
  // What was read before the parser gave up may be long: the place is where it ends.
  const isLong = node.endPosition.row > node.startPosition.row;
  return isLong ? (node.lastChild ?? node) : node;
}

/** `LET`-like units that define operators. */
class UnitReader extends Reader {
  module(node: Node): Module {
    const name = this.field(node, 'name').text;
    const units: Unit[] = [];
    const extended: string[] = [];
    const recursive = new Set<string>();
    for (const child of named(node)) {
      if (child.type === 'extends') extended.push(...named(child).map(({ text }) => text));
      else if (child.type === 'recursive_declaration') {
        const declared = this.declared(child);
        for (const { name: one } of declared) recursive.add(one);
        units.push({ kind: 'recursive', declared, at: this.at(child) });
      } else this.#unit(child, units, recursive, false);
    }
    return { name, extended, units, at: this.at(node) };
  }

  #unit(node: Node, units: Unit[], recursive: ReadonlySet<string>, isLocal: boolean): void {
    const at = this.at(node);
    switch (node.type) {
      case 'local_definition':
        for (const inner of named(node)) this.#unit(inner, units, recursive, true);
        return;
      case 'constant_declaration':
        units.push({ kind: 'constants', declared: this.declared(node), at });
        return;
      case 'variable_declaration':
        units.push({ kind: 'variables', names: named(node).map(({ text }) => text), at });
        return;
      case 'operator_definition':
      case 'function_definition':
      case 'module_definition':
      case 'instance':
        units.push(this.definition(node, recursive, isLocal));
        return;
      case 'assumption':
      case 'theorem':
        this.#statement(node, units);
        return;
      case 'module':
        units.push({ kind: 'module', module: this.module(node), at });
        return;
      default:
        // Header lines, USE and HIDE say nothing that is evaluated.
        return;
    }
  }

  #statement(node: Node, units: Unit[]): void {
    const at = this.at(node);
    const name = node.childForFieldName('name')?.text;
    const kind = node.type === 'assumption' ? 'assumption' : 'theorem';
    const statement =
      node.childForFieldName('statement') ??
      named(node).find((child) => child.type !== 'identifier' && child.type !== 'def_eq');
    if (statement === undefined || statement.type === 'assume_prove') {
      units.push({ kind: 'theorem', name, body: { kind: 'boolean', value: true, at }, at });
      return;
    }
    units.push({ kind, name, body: this.expression(statement), at });
  }
}

const charactersAtOnce = 128;

/** The modules of a file, in order; the first is the one that the file is about. Throws PL-501 where the text is no TLA+. */
export function parseModules(parser: Parser, text: string, file: string, hasEnds: boolean): readonly Module[] {
  refuseBinary(text, file);
  // Given the text whole, the parser copies ten thousand characters of it at every step back, a third of the time of reading.
  const tree = parser.parse((at) => (at < text.length ? text.slice(at, at + charactersAtOnce) : undefined));
  if (tree === null)
    throw new Problem('PL-501', { place: file, expected: 'TLA+ text', found: 'text that cannot be parsed' });
  try {
    const error = firstError(tree.rootNode);
    if (error !== undefined) throw syntaxProblem(error, file);
    const reader = new UnitReader(file, hasEnds);
    const modules = named(tree.rootNode)
      .filter(({ type }) => type === 'module')
      .map((node) => reader.module(node));
    if (modules.length === 0) {
      throw new Problem('PL-501', {
        place: `${file}:1:1`,
        expected: '---- MODULE Name ---- … ====',
        found: 'no module',
        hint: 'a module starts with four dashes, MODULE, its name, four dashes, and ends with ====',
      });
    }
    return modules;
  } finally {
    tree.delete();
  }
}

/** Without what a terminal would obey. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}|\ufffd/gu, '?');
}

function syntaxProblem(node: Node, file: string): Problem {
  const { row, column } = node.startPosition;
  const text = node.text.trim().split('\n')[0] ?? '';
  return new Problem('PL-501', {
    place: `${file}:${row + 1}:${column + 1}`,
    expected: node.isMissing ? `${node.type}` : 'a TLA+ module',
    found: node.isMissing ? 'something else' : text === '' ? 'the end of the file' : printable(text.slice(0, 60)),
    hint: 'the text from here on does not parse: look for an unbalanced bracket, a misaligned /\\ or \\/, or a missing ====',
  });
}
