/** Expressions and definitions, from the grammar's tree. Long: one case a node of the grammar. */

import type { Node } from 'web-tree-sitter';
import { Problem } from '../language/problem.ts';
import { mayPrecede, mayStandBeside } from './precedence.ts';
import { symbols } from './symbols.ts';
import type {
  Bound,
  Definition,
  ExceptUpdate,
  Expression,
  Parameter,
  PathStep,
  Position,
  Substitution,
} from './syntax.ts';

/** The named children, comments left out. */
export function named(node: Node): Node[] {
  return node.namedChildren.filter(
    (child): child is Node => child !== null && child.type !== 'comment' && child.type !== 'block_comment',
  );
}

/** Deeper nesting would exhaust the stack of the passes over the tree. */
const deepest = 1_500;

const operatorNodes = new Set(['prefix_op_symbol', 'infix_op_symbol', 'postfix_op_symbol']);

export class Reader {
  readonly #file: string;
  readonly #hasEnds: boolean;
  #depth = 0;

  /** `hasEnds` for positions with their ends, which take as long to ask for as the rest. */
  constructor(file: string, hasEnds: boolean) {
    this.#file = file;
    this.#hasEnds = hasEnds;
  }

  at(node: Node): Position {
    const { row, column } = node.startPosition;
    const start = { file: this.#file, line: row + 1, column: column + 1 };
    if (!this.#hasEnds) return start;
    const { endPosition: end } = node;
    return { ...start, end: { line: end.row + 1, column: end.column } };
  }

  field(node: Node, name: string): Node {
    const found = node.childForFieldName(name);
    if (found === null) throw this.#odd(node);
    return found;
  }

  #odd(node: Node): Problem {
    const { file, line, column } = this.at(node);
    return new Problem('PL-501', { place: `${file}:${line}:${column}`, found: `an incomplete ${node.type}` });
  }

  #symbol(node: Node): string {
    const inner = operatorNodes.has(node.type) ? (named(node)[0] as Node) : node;
    return symbols[inner.type] ?? inner.text;
  }

  /** CONSTANTS and RECURSIVE: names with arities. */
  declared(node: Node): Parameter[] {
    return named(node).map((child) => this.#parameter(child));
  }

  #parameter(node: Node): Parameter {
    if (node.type !== 'operator_declaration') return { name: this.#name(node), arity: 0 };
    const name = this.field(node, 'name');
    return { name: this.#name(name), arity: named(node).filter(({ type }) => type === 'placeholder').length };
  }

  #name(node: Node): string {
    return operatorNodes.has(node.type) ? this.#symbol(node) : node.text;
  }

  #parameters(node: Node): Parameter[] {
    return node
      .childrenForFieldName('parameter')
      .filter((child): child is Node => child?.isNamed)
      .map((child) => this.#parameter(child));
  }

  definition(node: Node, recursive: ReadonlySet<string>, isLocal: boolean): Definition {
    const at = this.at(node);
    switch (node.type) {
      case 'operator_definition': {
        const name = this.#name(this.field(node, 'name'));
        const params = this.#parameters(node);
        const body = this.expression(this.field(node, 'definition'));
        return { kind: 'operator', name, params, body, isLocal, isRecursive: recursive.has(name), at };
      }
      case 'function_definition':
        return {
          kind: 'function',
          name: this.field(node, 'name').text,
          bounds: this.#bounds(node),
          body: this.expression(this.field(node, 'definition')),
          isLocal,
          at,
        };
      case 'module_definition': {
        const instance = this.definition(this.field(node, 'definition'), recursive, isLocal);
        if (instance.kind !== 'instance') throw this.#odd(node);
        return { ...instance, name: this.field(node, 'name').text, params: this.#parameters(node), at };
      }
      case 'instance': {
        const [module, ...rest] = named(node);
        if (module === undefined) throw this.#odd(node);
        const substitutions = rest.map((one): Substitution => {
          const [name, , value] = named(one);
          if (name === undefined || value === undefined) throw this.#odd(one);
          return { name: this.#name(name), value: this.expression(value) };
        });
        return { kind: 'instance', name: undefined, params: [], module: module.text, substitutions, isLocal, at };
      }
      default:
        throw this.#odd(node);
    }
  }

  #bounds(node: Node): Bound[] {
    return named(node)
      .filter(({ type }) => type === 'quantifier_bound')
      .map((child) => this.#bound(child));
  }

  #bound(node: Node): Bound {
    const intro = node.childrenForFieldName('intro').filter((child): child is Node => child?.isNamed);
    const [first] = intro;
    const isTuple = first?.type === 'tuple_of_identifiers';
    const names = isTuple && first !== undefined ? this.#identifiers(first) : intro.map(({ text }) => text);
    return { names, isTuple, set: this.expression(this.field(node, 'set')) };
  }

  #identifiers(node: Node): string[] {
    return named(node)
      .filter(({ type }) => type === 'identifier')
      .map(({ text }) => text);
  }

  expression(node: Node): Expression {
    if (++this.#depth > deepest) {
      const { file, line, column } = this.at(node);
      throw new Problem('PL-501', { place: `${file}:${line}:${column}`, found: `nesting deeper than ${deepest}` });
    }
    try {
      return this.#expression(node);
    } finally {
      this.#depth--;
    }
  }

  #all(nodes: readonly Node[]): Expression[] {
    return nodes.map((node) => this.expression(node));
  }

  /** Expressions among the children: everything that is no sign. */
  #operands(node: Node): Node[] {
    return named(node).filter(({ type }) => !signs.has(type));
  }

  #apply(at: Position, name: string, args: readonly Expression[], path: readonly PathStep[] = []): Expression {
    return { kind: 'apply', path, name, args, at };
  }

  #expression(node: Node): Expression {
    const at = this.at(node);
    switch (node.type) {
      case 'nat_number':
        return { kind: 'number', value: Number(node.text), at };
      case 'real_number':
        return { kind: 'real', text: node.text, at };
      case 'binary_number':
      case 'octal_number':
      case 'hex_number': {
        const base = { binary_number: 2, octal_number: 8, hex_number: 16 }[node.type];
        return { kind: 'number', value: Number.parseInt(node.text.slice(2), base), at };
      }
      case 'string':
        return { kind: 'string', text: unescaped(node.text.slice(1, -1)), at };
      case 'boolean':
        return { kind: 'boolean', value: node.text === 'TRUE', at };
      case 'string_set':
      case 'boolean_set':
      case 'identifier_ref':
      case 'identifier':
        return this.#apply(at, node.text, []);
      case 'nat_number_set':
        return this.#apply(at, 'Nat', []);
      case 'int_number_set':
        return this.#apply(at, 'Int', []);
      case 'real_number_set':
        return this.#apply(at, 'Real', []);
      case 'parentheses':
        return this.expression(this.#operands(node)[0] as Node);
      case 'subexpression':
        return this.#part(node, at);
      case 'label':
        return this.expression(this.field(node, 'expression'));
      case 'bound_op':
        return this.#apply(at, this.field(node, 'name').text, this.#arguments(node));
      case 'bound_nonfix_op': {
        const symbol = this.field(node, 'symbol');
        const operands = this.#operands(node).filter((child) => !operatorNodes.has(child.type));
        return this.#apply(at, this.#symbol(symbol), this.#all(operands));
      }
      case 'prefix_op_symbol':
      case 'infix_op_symbol':
      case 'postfix_op_symbol':
        return this.#apply(at, this.#symbol(node), []);
      case 'prefixed_op':
        return this.#prefixed(node, at);
      case 'bound_prefix_op':
        return this.#prefix(node, at);
      case 'bound_postfix_op':
        return this.#apply(at, this.#symbol(this.field(node, 'symbol')), [this.expression(this.field(node, 'lhs'))]);
      case 'bound_infix_op':
        return this.#infix(node, at);
      case 'conj_list':
      case 'disj_list': {
        const items = named(node).map((item) => this.expression(this.#operands(item)[0] as Node));
        return items.length === 1
          ? (items[0] as Expression)
          : { kind: node.type === 'conj_list' ? 'and' : 'or', items, at };
      }
      case 'bounded_quantification':
        return {
          kind: 'quantified',
          every: this.field(node, 'quantifier').type === 'forall',
          bounds: this.#bounds(node),
          body: this.expression(this.field(node, 'expression')),
          at,
        };
      case 'unbounded_quantification':
        return {
          kind: 'unbounded',
          quantifier: this.field(node, 'quantifier').text,
          names: this.#identifiers(node),
          body: this.expression(this.field(node, 'expression')),
          at,
        };
      default:
        return this.#compound(node, at);
    }
  }

  /** Sets, functions, records, tuples and what is made of them; IF, CASE, LET; actions with subscripts. */
  #compound(node: Node, at: Position): Expression {
    switch (node.type) {
      case 'choose': {
        const intro = this.field(node, 'intro');
        const isTuple = intro.type === 'tuple_of_identifiers';
        const set = node.childForFieldName('set');
        return {
          kind: 'choose',
          names: isTuple ? this.#identifiers(intro) : [intro.text],
          isTuple,
          set: set === null ? undefined : this.expression(set),
          body: this.expression(this.field(node, 'expression')),
          at,
        };
      }
      case 'finite_set_literal':
        return { kind: 'set', items: this.#all(this.#operands(node)), at };
      case 'set_filter':
        return {
          kind: 'filter',
          bound: this.#bound(this.field(node, 'generator')),
          body: this.expression(this.field(node, 'filter')),
          at,
        };
      case 'set_map':
        return { kind: 'map', bounds: this.#bounds(node), body: this.expression(this.field(node, 'map')), at };
      case 'function_literal': {
        const body = this.#operands(node).at(-1) as Node;
        return { kind: 'function', bounds: this.#bounds(node), body: this.expression(body), at };
      }
      case 'function_evaluation': {
        const [fn, ...args] = this.#all(this.#operands(node));
        return { kind: 'call', fn: fn as Expression, args, at };
      }
      case 'set_of_functions': {
        const [source, range] = this.#all(this.#operands(node));
        return { kind: 'functions', source: source as Expression, range: range as Expression, at };
      }
      case 'record_literal':
      case 'set_of_records': {
        const parts = this.#operands(node);
        const names = parts.filter((_, i) => i % 2 === 0).map(({ text }) => text);
        const values = this.#all(parts.filter((_, i) => i % 2 === 1));
        return node.type === 'record_literal'
          ? { kind: 'record', names, values, at }
          : { kind: 'records', names, sets: values, at };
      }
      case 'record_value': {
        const [record, name] = this.#operands(node);
        return { kind: 'field', record: this.expression(record as Node), name: (name as Node).text, at };
      }
      case 'except':
        return {
          kind: 'except',
          base: this.expression(this.field(node, 'expr_to_update')),
          updates: named(node)
            .filter(({ type }) => type === 'except_update')
            .map((update) => this.#update(update)),
          at,
        };
      case 'prev_func_val':
        return { kind: 'old', at };
      case 'tuple_literal':
        return { kind: 'tuple', items: this.#all(this.#operands(node)), at };
      case 'step_expr_or_stutter':
      case 'step_expr_no_stutter': {
        const [action, subscript] = this.#all(this.#operands(node));
        return {
          kind: 'step',
          mayStutter: node.type === 'step_expr_or_stutter',
          action: action as Expression,
          subscript: subscript as Expression,
          at,
        };
      }
      case 'fairness': {
        const [subscript, action] = this.#all(this.#operands(node));
        const strong = node.text.startsWith('SF');
        return { kind: 'fair', strong, subscript: subscript as Expression, action: action as Expression, at };
      }
      case 'if_then_else':
        return {
          kind: 'if',
          test: this.expression(this.field(node, 'if')),
          yes: this.expression(this.field(node, 'then')),
          no: this.expression(this.field(node, 'else')),
          at,
        };
      case 'case': {
        const arms = named(node).filter(({ type }) => type === 'case_arm');
        const other = named(node).find(({ type }) => type === 'other_arm');
        return {
          kind: 'case',
          arms: arms.map((arm) => {
            const [test, value] = this.#all(this.#operands(arm));
            return { test: test as Expression, value: value as Expression };
          }),
          other: other === undefined ? undefined : this.expression(this.#operands(other)[0] as Node),
          at,
        };
      }
      case 'let_in': {
        const recursive: Parameter[] = [];
        const isRecursive = new Set<string>();
        const definitions: Definition[] = [];
        for (const child of node.childrenForFieldName('definitions')) {
          if (child === null || !child.isNamed || child.type === 'comment' || child.type === 'block_comment') continue;
          if (child.type === 'recursive_declaration') {
            recursive.push(...this.declared(child));
            for (const { name } of recursive) isRecursive.add(name);
          } else definitions.push(this.definition(child, isRecursive, false));
        }
        return { kind: 'let', recursive, definitions, body: this.expression(this.field(node, 'expression')), at };
      }
      case 'lambda': {
        const params = this.#identifiers(node).map((name): Parameter => ({ name, arity: 0 }));
        return { kind: 'lambda', params, body: this.expression(named(node).at(-1) as Node), at };
      }
      default:
        return { kind: 'unsupported', construct: node.type.replaceAll('_', ' '), at };
    }
  }

  #arguments(node: Node): Expression[] {
    const args = node
      .childrenForFieldName('parameter')
      .filter((child): child is Node => child?.isNamed && !child.isExtra);
    return this.#all(args);
  }

  #prefixed(node: Node, at: Position): Expression {
    const path: PathStep[] = [];
    for (const component of named(this.field(node, 'prefix'))) {
      const inner = component.type === 'subexpr_component' ? named(component)[0] : undefined;
      if (inner?.type === 'identifier_ref') path.push({ name: inner.text, args: [] });
      else if (inner?.type === 'bound_op')
        path.push({ name: this.field(inner, 'name').text, args: this.#arguments(inner) });
      else return { kind: 'unsupported', construct: 'path into a subexpression', at };
    }
    const op = this.expression(this.field(node, 'op'));
    if (op.kind !== 'apply') return { kind: 'unsupported', construct: 'path into a subexpression', at };
    return { ...op, path, at };
  }

  /** `Name!1!2`, `I!Name!1` and `Name!:` are read; other ways into a definition are named when they are met. */
  #part(node: Node, at: Position): Expression {
    const [prefix, last] = named(node);
    const names: string[] = [];
    const places: number[] = [];
    for (const component of [...(prefix === undefined ? [] : named(prefix)), ...(last === undefined ? [] : [last])]) {
      const inner = named(component)[0];
      if (inner?.type === 'identifier_ref' && places.length === 0) names.push(inner.text);
      else if (inner?.type === 'child_id') places.push(Number(inner.text));
      else if (inner?.type !== 'colon') return { kind: 'unsupported', construct: 'path into a subexpression', at };
    }
    const name = names.pop();
    if (name === undefined) return { kind: 'unsupported', construct: 'path into a subexpression', at };
    const path = names.map((one): PathStep => ({ name: one, args: [] }));
    return { kind: 'part', of: this.#apply(at, name, [], path), places, at };
  }

  #prefix(node: Node, at: Position): Expression {
    const name = this.#symbol(this.field(node, 'symbol'));
    const right = this.field(node, 'rhs');
    const beside = this.#operatorOf(right, 'bound_infix_op');
    if (beside !== undefined && !mayPrecede(name, beside)) throw this.#ambiguous(at, name, beside);
    return this.#apply(at, name, [this.expression(right)]);
  }

  #operatorOf(node: Node, type: 'bound_infix_op' | 'bound_prefix_op'): string | undefined {
    return node.type === type ? this.#symbol(this.field(node, 'symbol')) : undefined;
  }

  #ambiguous({ file, line, column }: Position, first: string, second: string): Problem {
    return new Problem('PL-501', {
      place: `${file}:${line}:${column}`,
      expected: `brackets that say which of ${first} and ${second} applies first`,
      found: `${first} beside ${second}, neither of which binds more tightly`,
    });
  }

  #infix(node: Node, at: Position): Expression {
    const name = this.#symbol(this.field(node, 'symbol'));
    const left = this.field(node, 'lhs');
    for (const operand of [left, this.field(node, 'rhs')]) {
      const beside = this.#operatorOf(operand, 'bound_infix_op');
      if (beside !== undefined && !mayStandBeside(name, beside)) throw this.#ambiguous(at, beside, name);
    }
    const before = this.#operatorOf(left, 'bound_prefix_op');
    if (before !== undefined && !mayPrecede(before, name)) throw this.#ambiguous(at, before, name);
    const right = this.expression(this.field(node, 'rhs'));
    if (name === '\\X') return { kind: 'product', sets: [...this.#chain(left, name), right], at };
    if (name === '/\\') return { kind: 'and', items: [...this.#chain(left, name), right], at };
    if (name === '\\/') return { kind: 'or', items: [...this.#chain(left, name), right], at };
    return this.#apply(at, name, [this.expression(left), right]);
  }

  /** The operands on the left of a chain of one infix operator without parentheses. */
  #chain(node: Node, name: string): Expression[] {
    if (node.type !== 'bound_infix_op' || this.#symbol(this.field(node, 'symbol')) !== name)
      return [this.expression(node)];
    return [...this.#chain(this.field(node, 'lhs'), name), this.expression(this.field(node, 'rhs'))];
  }

  #update(node: Node): ExceptUpdate {
    const specifier = named(node).find(({ type }) => type === 'except_update_specifier');
    const steps = specifier === undefined ? [] : named(specifier);
    return {
      path: steps.map((step): Expression[] => {
        if (step.type === 'except_update_fn_appl') return this.#all(this.#operands(step));
        const name = named(step).at(-1) as Node;
        return [{ kind: 'string', text: name.text, at: this.at(name) }];
      }),
      value: this.expression(this.field(node, 'new_val')),
    };
  }
}

/** Named nodes that are punctuation. */
const signs = new Set([
  'langle_bracket',
  'rangle_bracket',
  'rangle_bracket_sub',
  'all_map_to',
  'maps_to',
  'case_arrow',
  'case_box',
  'bullet_conj',
  'bullet_disj',
  'set_in',
  'def_eq',
  'colon',
  'quantifier_bound',
]);

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, letter: string) => {
    const known: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f' };
    return known[letter] ?? letter;
  });
}
