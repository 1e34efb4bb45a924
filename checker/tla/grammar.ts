/**
 * The TLA+ grammar: tree-sitter's WebAssembly with the grammar's beside it.
 *
 * The grammar's package is a development dependency, because it would bring tree-sitter's command with it; the build copies its
 * WebAssembly next to this file (spec/decisions/0022-tla-grammar-copied.md). From source it is found in node_modules.
 */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Language, Parser } from 'web-tree-sitter';

const fileName = 'tree-sitter-tlaplus.wasm';

function grammarFile(): string {
  const beside = fileURLToPath(new URL(fileName, import.meta.url));
  if (existsSync(beside)) return beside;
  return createRequire(import.meta.url).resolve('@tlaplus/tree-sitter-tlaplus/tree-sitter-tlaplus.wasm');
}

let parser: Promise<Parser> | undefined;

/**
 * V8's optimising compiler wants 0.4 s of processor time for the grammar's automaton, on threads that go on beside the search and hold
 * it up, and makes the parser 7 % faster: 147,000 characters take 220 ms with it, 237 ms without. So it is not asked.
 */
const baselineOnly = '--liftoff-only';

async function load(): Promise<Parser> {
  setFlagsFromString(baselineOnly);
  await Parser.init();
  const made = new Parser();
  made.setLanguage(await Language.load(grammarFile()));
  return made;
}

/** The parser, loaded once. */
export function tlaParser(): Promise<Parser> {
  parser ??= load();
  return parser;
}
