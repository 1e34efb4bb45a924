/** A specification as a JavaScript program: variables, actions, predicates, and what the kernel calls of them. */

import type { Elaboration } from '../elaborate.ts';
import { factsOf } from '../facts.ts';
import { placeOf } from '../resolve.ts';
import type { Scope } from '../scope.ts';
import { constructs } from '../standard/core.ts';
import type { Expression, Position } from '../syntax.ts';
import { ActionWriter } from './action.ts';
import { Block } from './block.ts';
import { type RunningProgram, type Sink, start } from './compiled.ts';
import type { Coverage } from './coverage.ts';
import { ExpressionWriter } from './expression.ts';
import { type ActionPart, partsOfAction } from './parts.ts';
import { type Reads, readsOf } from './reads.ts';
import { type Env, type Formula, Translator } from './translator.ts';

/** A program with what is known of its text. */
export interface Program extends RunningProgram {
  /** What each action depends on; undefined for one that may depend on anything. */
  readonly reads: readonly (Reads | undefined)[];
  readonly names: readonly string[];
  /** Positions of the actions, by number. */
  readonly places: readonly Position[];
  /** What is compiled, and the values that it names. */
  readonly text: string;
  readonly pool: ReadonlyMap<string, unknown>;
  /** The same to be read. */
  readonly source: string;
  /** Where in the specification a place of the program comes from. */
  placeOf(error: unknown): string | undefined;
}

export interface Wanted {
  readonly init: Formula | undefined;
  readonly next: Formula | undefined;
  readonly formulas: readonly Formula[];
}

export class ProgramWriter {
  readonly t: Translator;
  readonly x: ExpressionWriter;
  readonly #init: ActionWriter;
  readonly #next: ActionWriter;

  constructor(elaboration: Elaboration, coverage?: Coverage) {
    this.t = new Translator(elaboration, coverage);
    this.x = new ExpressionWriter(this.t);
    this.#init = new ActionWriter(this.x, 'init');
    this.#next = new ActionWriter(this.x, 'next');
    const enabled = new ActionWriter(this.x, 'enabled');
    this.x.enabled = (action, env) => this.#enabled(enabled, action, env);
  }

  /** ENABLED: looks for one next state, with the variables of the step around it put aside. */
  #enabled(writer: ActionWriter, action: Expression, env: Env): string {
    const { current, next } = this.t;
    const saved = next.map((name) => this.t.names.fresh(`${name}_saved`));
    const block = new Block();
    const around = writer.assignments.enabledIn;
    writer.assignments.enabledIn = env.scope;
    const inner = writer.write(
      action,
      { ...env, primed: false, block },
      writer.assignments.start,
      () => 'return true;',
    );
    writer.assignments.enabledIn = around;
    const swap = env.primed ? current.map((name) => this.t.names.fresh(`${name}_saved`)) : [];
    const lines = [
      ...next.map((name, i) => `const ${saved[i]} = ${name};`),
      ...swap.map((name, i) => `const ${name} = ${current[i]}; ${current[i]} = ${saved[i]};`),
      ...next.map((name) => `${name} = undefined;`),
      `const found = (() => {\n${block.with(inner)}\nreturn false;\n})();`,
      ...swap.map((name, i) => `${current[i]} = ${name};`),
      ...next.map((name, i) => `${name} = ${saved[i]};`),
      ...[...writer.assignments.touched].map((index) => `${this.t.nextName(index)} = undefined;`),
      'return found;',
    ];
    return `(() => {\n${lines.join('\n')}\n})()`;
  }

  #env(scope: Scope): Env {
    return { scope, primed: false, block: this.t.top };
  }

  #initial({ expression, scope }: Formula): string {
    this.x.isVolatile = true;
    const block = new Block();
    const writer = this.#init;
    const body = writer.write(
      expression,
      { scope, primed: false, block },
      writer.assignments.start,
      () => 'emitInitial();',
    );
    this.x.isVolatile = false;
    return `const init = () => {\n${block.with(body)}\n};`;
  }

  #action(part: ActionPart, event: number): string {
    const block = new Block();
    const env: Env = { scope: part.scope, primed: false, block };
    const writer = this.#next;
    const inner = writer.write(part.expression, env, writer.assignments.start, () => `emit(${event});`);
    return `// ${part.name}, ${placeOf(part.expression.at)}\nconst action_${event} = () => {\n${part.around(block.with(inner))}\n};`;
  }

  #formula({ expression, scope }: Formula): string {
    const block = new Block();
    const code = this.x.returning(expression, { ...this.#env(scope), block });
    return `() => {\n${block.with(code)}\n}`;
  }

  /** Writes, compiles and starts the program. */
  program({ init, next, formulas }: Wanted, sink: Sink): Program {
    const { t } = this;
    const parts = next === undefined ? [] : partsOfAction(this.x, next);
    const bodies = [
      init === undefined ? 'const init = () => {};' : this.#initial(init),
      ...parts.map((part, event) => this.#action(part, event)),
      `const formulas = [\n${formulas.map((one) => this.#formula(one)).join(',\n')}\n];`,
    ];
    const put = (names: readonly string[], olds: readonly string[] | undefined): string =>
      names
        .map((name, i) => {
          const word = `wordOf(${name} ?? notGiven(${JSON.stringify(`${t.elaboration.variables[i]?.name}${olds === undefined ? '' : "'"}`)}))`;
          return `words[${i}] = ${olds === undefined ? word : `${name} === ${olds[i]} ? ${olds[i]}_word : ${word}`};`;
        })
        .join('\n');
    const { current } = t;
    const source = indented(
      [
        '"use strict";',
        `const { ${Object.keys(constructs).join(', ')}, wordOf, valueAt, sink } = runtime;`,
        `const { ${[...t.pool.keys()].join(', ')} } = pool;`,
        'const words = sink.words;',
        current.length === 0
          ? ''
          : `let ${[...current, ...current.map((name) => `${name}_word`), ...t.next, ...t.virtualNames].join(', ')};`,
        `const load = (states, at) => {\n${current.map((name, i) => `${name} = valueAt(${name}_word = states[at + ${i}]);`).join('\n')}\n};`,
        `const loadNext = (states, at) => {\n${t.next.map((name, i) => `${name} = valueAt(states[at + ${i}]);`).join('\n')}\n};`,
        `const clear = () => {\n${[...current, ...t.next].map((name) => `${name} = undefined;`).join('\n')}\n};`,
        `const clearNext = () => {\n${t.next.map((name) => `${name} = undefined;`).join('\n')}\n};`,
        `const emit = (event) => {\n${put(t.next, current)}\nsink.found(event);\n};`,
        `const emitInitial = () => {\n${put(current, undefined)}\nsink.found(-1);\n};`,
        ...t.top.declarations,
        ...bodies,
        `return { load, loadNext, clear, clearNext, init, actions: [${parts.map((_, i) => `action_${i}`).join(', ')}], formulas };`,
      ].join('\n'),
    );
    const made = start(source, Object.fromEntries(t.pool), sink);
    const lines = source.split('\n');
    return {
      ...made,
      text: source,
      pool: t.pool,
      reads: parts.map(({ text }) =>
        // A step that is remembered is not evaluated, so it would not be counted.
        t.coverage === undefined && text.every(({ expression, scope }) => factsOf(expression, scope).isPure)
          ? readsOf(text)
          : undefined,
      ),
      names: parts.map(({ name }) => name),
      places: parts.map(({ at }) => at),
      source: this.#readable(source),
      placeOf: (error) => placeIn(error, lines, t.files),
    };
  }

  #readable(source: string): string {
    const files = this.t.files.map((file, i) => `// /*${i}:line:column*/ is a place in ${file}`);
    return `// Translated by plumbline.\n${files.join('\n')}\nexport default function (runtime, pool) {\n${source}\n}\n`;
  }
}

/** Indents by braces, so that the translation can be read. */
function indented(source: string): string {
  let depth = 0;
  return source
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const closing = /^[)\]}]+/.exec(line)?.[0].length ?? 0;
      const at = Math.max(0, depth - closing);
      const code = line.replaceAll(/"(?:[^"\\]|\\.)*"|\/\*.*?\*\/|\/\/.*/g, '');
      for (const sign of code) {
        if ('([{'.includes(sign)) depth++;
        else if (')]}'.includes(sign)) depth--;
      }
      return `${'  '.repeat(Math.min(at, 40))}${line}`;
    })
    .join('\n');
}

/** The last mark before the innermost place of the program in an error's stack. */
function placeIn(error: unknown, lines: readonly string[], files: readonly string[]): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const frames: number[] = [];
  for (const frame of (error.stack ?? '').split('\n')) {
    const [, line, column] = /plumbline-tla-translation\.js:(\d+):(\d+)/.exec(frame) ?? [];
    if (line === undefined) continue;
    frames.push(Number(line) - 1);
    for (let at = Number(line) - 1; at >= Math.max(0, Number(line) - 6); at--) {
      const text = at === Number(line) - 1 ? (lines[at] ?? '').slice(0, Number(column)) : (lines[at] ?? '');
      const mark = [...text.matchAll(/\/\*(\d+):(\d+):(\d+)\*\//g)].at(-1);
      if (mark !== undefined) return `${files[Number(mark[1])]}:${mark[2]}:${mark[3]}`;
    }
  }
  // Nothing in it could fail by itself: the definition that it is in.
  for (const frame of frames) {
    for (let at = frame; at >= 0; at--) {
      const heading = /^\s*\/\/ \S+, (.+:\d+:\d+)$/.exec(lines[at] ?? '');
      if (heading !== null) return heading[1];
    }
  }
  return undefined;
}
