/**
 * Single changes of the source of a machine, found with ts-morph: a guard or a part of one taken out or turned round, an assignment
 * dropped, a comparison or a constant off by one.
 *
 * Only what guards and actions are made of is changed. A comparison of `event.type` is none of theirs: it tells the compiler which
 * payload is at hand, and the statechart has decided it already.
 */

import type { BinaryExpression, Node, ObjectLiteralElementLike, SourceFile } from 'ts-morph';

export const mutationKinds = [
  'guard removed',
  'guard negated',
  'condition removed',
  'comparison',
  'arithmetic',
  'constant',
  'flag',
  'negation removed',
  'assignment removed',
  'actions removed',
] as const;

export type MutationKind = (typeof mutationKinds)[number];

export interface Mutation {
  readonly kind: MutationKind;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** Where the change begins and ends in the text. */
  readonly from: number;
  readonly to: number;
  readonly before: string;
  readonly after: string;
  /**
   * What names the change in its file, whatever the line: the text around it with the change in brackets, such as
   * `age [>= → >] period`, and its number where the same text stands in the file several times.
   */
  readonly key: string;
}

type Change = Omit<Mutation, 'key'>;

const turned: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
};
const shifted: Readonly<Record<string, string>> = { '+': '-', '-': '+' };

function isNarrowing(text: string): boolean {
  return /^event\.type (===|!==) /.test(text);
}

class Finder {
  readonly found: Change[] = [];
  readonly #ts: typeof import('ts-morph');
  readonly #file: SourceFile;

  constructor(ts: typeof import('ts-morph'), file: SourceFile) {
    this.#ts = ts;
    this.#file = file;
  }

  run(): readonly Change[] {
    this.#file.forEachDescendant((node, traversal) => {
      const { Node: is } = this.#ts;
      const isSystem = is.isCallExpression(node) && node.getExpression().getText() === 'defineSystem';
      if (isSystem || is.isTypeNode(node) || is.isImportDeclaration(node) || is.isInterfaceDeclaration(node))
        traversal.skip();
      else this.#at(node);
    });
    return this.found.sort((a, b) => a.from - b.from || a.to - b.to);
  }

  #add(kind: MutationKind, from: number, to: number, after: string): void {
    const { line, column } = this.#file.getLineAndColumnAtPos(from);
    const before = this.#file.getFullText().slice(from, to);
    this.found.push({ kind, line, column, from, to, before, after });
  }

  #replace(kind: MutationKind, node: Node, after: string): void {
    this.#add(kind, node.getStart(), node.getEnd(), after);
  }

  #at(node: Node): void {
    const { Node: is } = this.#ts;
    if (is.isBinaryExpression(node)) this.#binary(node);
    else if (is.isNumericLiteral(node)) this.#constant(node);
    else if (is.isPrefixUnaryExpression(node) && node.getText().startsWith('!'))
      this.#replace('negation removed', node, node.getOperand().getText());
    else if (is.isPropertyAssignment(node)) this.#property(node.getName(), node, node.getInitializer());
    else if (is.isCallExpression(node) && /^(and|or)$/.test(node.getExpression().getText())) {
      const [list] = node.getArguments();
      if (is.isArrayLiteralExpression(list)) this.#elements(list.getElements());
    }
  }

  #binary(node: BinaryExpression): void {
    const operator = node.getOperatorToken();
    const [left, right] = [node.getLeft(), node.getRight()];
    const word = operator.getText();
    const opposite = turned[word];
    if (opposite !== undefined && !isNarrowing(node.getText())) this.#replace('comparison', operator, opposite);
    const other = shifted[word];
    if (other !== undefined && !/['"`]/.test(node.getText())) this.#replace('arithmetic', operator, other);
    if (word !== '&&' && word !== '||') return;
    if (!isNarrowing(left.getText())) this.#replace('condition removed', node, right.getText());
    if (!isNarrowing(right.getText())) this.#replace('condition removed', node, left.getText());
  }

  #constant(node: Node): void {
    const value = Number(node.getText());
    if (Number.isSafeInteger(value)) this.#replace('constant', node, `${value + 1}`);
  }

  #property(name: string, node: ObjectLiteralElementLike, value: Node | undefined): void {
    const { Node: is } = this.#ts;
    if (value === undefined) return;
    const parent = node.getParent();
    if (name === 'guard' || name === 'actions') {
      if (name === 'guard') this.#drop('guard removed', node);
      else if (!is.isObjectLiteralExpression(value)) this.#drop('actions removed', node);
      return;
    }
    if (is.isTrueLiteral(value) || is.isFalseLiteral(value))
      this.#replace('flag', value, is.isTrueLiteral(value) ? 'false' : 'true');
    const owner = parent?.getParent();
    if (is.isPropertyAssignment(owner) && owner.getName() === 'guards' && is.isArrowFunction(value)) {
      const body = value.getBody();
      if (is.isExpression(body)) this.#replace('guard negated', body, `!(${body.getText()})`);
    }
    const isAssigned = is.isCallExpression(owner) && owner.getExpression().getText() === 'assign';
    const isUpdate = is.isObjectLiteralExpression(parent) && parent.getProperties().some(is.isSpreadAssignment);
    if (isAssigned || isUpdate) this.#drop('assignment removed', node);
  }

  /** Takes a property or element out with the comma behind it. */
  #drop(kind: MutationKind, node: Node): void {
    const text = this.#file.getFullText();
    const [, comma = ''] = /^(\s*,)/.exec(text.slice(node.getEnd())) ?? [];
    this.#add(kind, node.getStart(), node.getEnd() + comma.length, '');
  }

  #elements(elements: readonly Node[]): void {
    if (elements.length > 1) for (const element of elements) this.#drop('condition removed', element);
  }
}

function keyOf(text: string, { from, to, before, after }: Change): string {
  const begin = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', to);
  const around = `${text.slice(begin, from)}[${before} → ${after}]${text.slice(to, end < 0 ? undefined : end)}`;
  return around.replaceAll(/\s+/g, ' ').trim();
}

/** The changes of a module's text, in the order of the text. */
export async function mutationsOf(path: string, text: string): Promise<readonly Mutation[]> {
  const morph = await import('ts-morph');
  const project = new morph.Project({ skipAddingFilesFromTsConfig: true, useInMemoryFileSystem: true });
  const times = new Map<string, number>();
  return new Finder(morph, project.createSourceFile(path, text)).run().map((change) => {
    const key = keyOf(text, change);
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    return { ...change, key: time === 1 ? key : `${key} #${time}` };
  });
}

export function mutated(text: string, { from, to, after }: Mutation): string {
  return text.slice(0, from) + after + text.slice(to);
}

/** The module as JavaScript, with every import led to what is given for it; undefined leaves it. */
export async function compiled(text: string, leadTo: (specifier: string) => string | undefined): Promise<string> {
  const { ts } = await import('ts-morph');
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      // One of them may say from "where" something comes.
      removeComments: true,
    },
  });
  return outputText.replaceAll(
    /^((?:import|export)\b[^;'"]*\bfrom\s+)(['"])([^'"]+)\2/gm,
    (whole, word: string, quote: string, specifier: string) => {
      const to = leadTo(specifier);
      return to === undefined ? whole : `${word}${quote}${to}${quote}`;
    },
  );
}
