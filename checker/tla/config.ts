/** Configuration files: what is checked, and what the constants are. */

import { readFileSync } from 'node:fs';
import { Problem } from '../language/problem.ts';
import { printable } from './parse.ts';
import { Tuple } from './values/function.ts';
import { setOf } from './values/listed-set.ts';
import { modelValue, textOf, type Value } from './values/value.ts';

/** `CONSTANT name <- other` or `name <- [Module] other` */
interface Replacement {
  readonly name: string;
  readonly module: string | undefined;
  readonly by: string;
}

/** `CONSTANT name = [Module] value` */
interface ModuleValue {
  readonly name: string;
  readonly module: string;
  readonly value: Value;
}

export interface Configuration {
  readonly file: string;
  /** Whether there is no such file: assumptions alone can be checked then. */
  readonly isAbsent?: boolean;
  readonly values: ReadonlyMap<string, Value>;
  readonly moduleValues: readonly ModuleValue[];
  readonly replacements: readonly Replacement[];
  readonly init: string | undefined;
  readonly next: string | undefined;
  readonly specification: string | undefined;
  readonly invariants: readonly string[];
  readonly properties: readonly string[];
  readonly constraints: readonly string[];
  readonly actionConstraints: readonly string[];
  readonly symmetry: string | undefined;
  readonly view: string | undefined;
  readonly alias: string | undefined;
  readonly postcondition: string | undefined;
  readonly checkDeadlock: boolean | undefined;
}

interface Token {
  readonly text: string;
  readonly kind: 'word' | 'number' | 'string' | 'sign';
  readonly line: number;
}

const singles = new Map([
  ['INIT', 'init'],
  ['NEXT', 'next'],
  ['SPECIFICATION', 'specification'],
  ['VIEW', 'view'],
  ['ALIAS', 'alias'],
  ['POSTCONDITION', 'postcondition'],
  ['POSTCONDITIONS', 'postcondition'],
  ['SYMMETRY', 'symmetry'],
] as const);

const lists = new Map([
  ['INVARIANT', 'invariants'],
  ['INVARIANTS', 'invariants'],
  ['PROPERTY', 'properties'],
  ['PROPERTIES', 'properties'],
  ['CONSTRAINT', 'constraints'],
  ['CONSTRAINTS', 'constraints'],
  ['ACTION_CONSTRAINT', 'actionConstraints'],
  ['ACTION_CONSTRAINTS', 'actionConstraints'],
] as const);

const keywords = new Set<string>([
  ...singles.keys(),
  ...lists.keys(),
  'CONSTANT',
  'CONSTANTS',
  'CHECK_DEADLOCK',
  '_PERIODIC',
  'TYPE',
  'TYPE_CONSTRAINT',
]);

function tokens(text: string, file: string): Token[] {
  const found: Token[] = [];
  const pattern =
    /(\\\*[^\n]*)|(\(\*[\s\S]*?\*\))|(\s+)|("(?:[^"\\\n]|\\.)*")|(-?\d+(?![A-Za-z_0-9]))|([A-Za-z_0-9][A-Za-z_0-9!]*)|(<-|<<|>>|[=,{}[\]()])|(.)/gy;
  let line = 1;
  for (const match of text.matchAll(pattern)) {
    const [whole, comment, block, space, string, number, word, sign] = match;
    if (comment === undefined && block === undefined && space === undefined) {
      const kind =
        string !== undefined ? 'string' : number !== undefined ? 'number' : word !== undefined ? 'word' : 'sign';
      if (sign === undefined && kind === 'sign') {
        throw new Problem('PL-506', {
          place: `${file}:${line}`,
          expected: 'a configuration statement',
          found: printable(whole),
        });
      }
      found.push({ text: whole, kind, line });
    }
    line += whole.split('\n').length - 1;
  }
  return found;
}

class ConfigurationReader {
  readonly #file: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#tokens = tokens(text, file);
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  take(): Token {
    const token = this.#tokens[this.#at++];
    if (token === undefined) this.wrong('more');
    return token as Token;
  }

  wrong(expected: string): never {
    const token = this.#tokens[Math.min(this.#at, this.#tokens.length - 1)];
    throw new Problem('PL-506', {
      place: `${this.#file}:${token?.line ?? 1}`,
      expected,
      found: printable((this.next?.text ?? 'the end of the file').slice(0, 60)),
    });
  }

  /** A statement that was given before. */
  again(keyword: string): never {
    this.#at--;
    return this.wrong(`${keyword} once`);
  }

  sign(text: string): void {
    if (this.next?.text !== text) this.wrong(text);
    this.#at++;
  }

  is(text: string): boolean {
    return this.next?.text === text;
  }

  /** A name, or undefined where the next statement starts. */
  name(): string | undefined {
    const token = this.next;
    if (token === undefined || token.kind !== 'word' || keywords.has(token.text)) return undefined;
    this.#at++;
    return token.text;
  }

  /** `[Module]` */
  moduleName(): string {
    this.sign('[');
    const name = this.name() ?? this.wrong('the name of a module');
    this.sign(']');
    return name;
  }

  value(): Value {
    const token = this.take();
    switch (token.kind) {
      case 'number':
        return Number(token.text);
      case 'string':
        return textOf(token.text.slice(1, -1));
      case 'word':
        if (token.text === 'TRUE' || token.text === 'FALSE') return token.text === 'TRUE';
        return modelValue(token.text);
      default: {
        const close = token.text === '{' ? '}' : token.text === '<<' ? '>>' : undefined;
        if (close === undefined) {
          this.#at--;
          return this.wrong('a value: a number, string, TRUE, FALSE, model value or set of them');
        }
        const items: Value[] = [];
        while (!this.is(close)) {
          items.push(this.value());
          if (!this.is(close)) this.sign(',');
        }
        this.sign(close);
        return close === '}' ? setOf(items) : new Tuple(items);
      }
    }
  }
}

/** Reads a configuration. Throws PL-301 and PL-506. */
export function readConfiguration(file: string): Configuration {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Problem('PL-301', {
      place: file,
      expected: 'a configuration file that can be read',
      found: (error as NodeJS.ErrnoException).code ?? String(error),
      hint: 'name another with --config FILE.cfg',
    });
  }
  return parseConfiguration(text, file);
}

/** No configuration is as long as this; a file that is was given by mistake. */
const mostCharacters = 1_000_000;

export function parseConfiguration(text: string, file: string): Configuration {
  if (text.length > mostCharacters) {
    throw new Problem('PL-506', {
      place: file,
      expected: `at most ${mostCharacters} characters`,
      found: `${text.length}`,
      hint: 'name the file of a configuration, such as Spec.cfg',
    });
  }
  const reader = new ConfigurationReader(file, text);
  const values = new Map<string, Value>();
  const replacements: Replacement[] = [];
  const moduleValues: ModuleValue[] = [];
  const named: Partial<
    Record<'init' | 'next' | 'specification' | 'view' | 'alias' | 'postcondition' | 'symmetry', string>
  > = {};
  const listed: Record<'invariants' | 'properties' | 'constraints' | 'actionConstraints', string[]> = {
    ...{ invariants: [], properties: [], constraints: [], actionConstraints: [] },
  };
  let checkDeadlock: boolean | undefined;
  while (reader.next !== undefined) {
    const keyword = reader.next.text;
    if (!keywords.has(keyword)) reader.wrong(`one of ${[...keywords].join(', ')}`);
    reader.take();
    const single = singles.get(keyword as never);
    const list = lists.get(keyword as never);
    if (single !== undefined) {
      if (named[single] !== undefined) reader.again(keyword);
      named[single] = reader.name() ?? reader.wrong('a name');
    } else if (list !== undefined) {
      for (let name = reader.name(); name !== undefined; name = reader.name()) {
        listed[list].push(name);
        if (reader.is(',')) reader.sign(',');
      }
    } else if (keyword === 'CHECK_DEADLOCK') {
      const isBoolean = reader.is('TRUE') || reader.is('FALSE');
      checkDeadlock = isBoolean ? reader.take().text === 'TRUE' : reader.wrong('TRUE or FALSE');
    } else if (keyword === 'CONSTANT' || keyword === 'CONSTANTS') {
      for (let name = reader.name(); name !== undefined; name = reader.name()) {
        if (reader.is('=')) {
          reader.sign('=');
          const inModule = reader.is('[') ? reader.moduleName() : undefined;
          if (inModule === undefined) values.set(name, reader.value());
          else moduleValues.push({ name, module: inModule, value: reader.value() });
        } else {
          reader.sign('<-');
          const module = reader.is('[') ? reader.moduleName() : undefined;
          replacements.push({ name, module, by: reader.name() ?? reader.wrong('the name of a definition') });
        }
        if (reader.is(',')) reader.sign(',');
      }
    } else reader.wrong('a statement that is supported');
  }
  if (named.specification !== undefined && (named.init ?? named.next) !== undefined) {
    throw new Problem('PL-506', {
      place: file,
      expected: 'SPECIFICATION, or INIT and NEXT',
      found: 'both',
      hint: 'leave out one of them: which behaviours are meant?',
    });
  }
  return {
    ...{ file, values, moduleValues, replacements, checkDeadlock, ...listed },
    ...{ init: named.init, next: named.next, specification: named.specification, symmetry: named.symmetry },
    ...{ view: named.view, alias: named.alias, postcondition: named.postcondition },
  };
}
