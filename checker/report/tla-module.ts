/**
 * A system as a TLA+ module with its configuration: a variable a component (a function, for instances), its values records of where the
 * statechart stands and of its context; an operator for each local state; a table a component and event; an action an event.
 *
 * The module has the reachable states and the steps of the system it was written from, and no others: TLC, or `plumbline tla`, finds as
 * many states, generates as many, at the same depth.
 */

import type { Product } from '../kernel/product.ts';
import type { LocalState } from '../language/machine.ts';
import { keyOf } from '../language/plain-data.ts';
import type { Property } from '../language/property.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import { type EventTable, type Group, tablesOf } from './step-tables.ts';
import { type DecisionTree, treesOf } from './tabulated-invariant.ts';
import { TlaData } from './tla-data.ts';
import { boundsText, chain, comment, filled, setText, width } from './tla-layout.ts';
import { isFieldName, TlaNames, titled } from './tla-names.ts';

export interface TlaModule {
  readonly name: string;
  readonly module: string;
  readonly configuration: string;
}

export interface ModuleRequest {
  readonly system: AnySystem;
  readonly configuration: Configuration;
  /** Explored to the end. */
  readonly product: Product;
  readonly invariants: readonly Property<never>[];
  /** Lines for the module's head: what it was written from, and what was found there. */
  readonly about: readonly string[];
}

/** Characters of a value from which on a name for it makes records shorter. */
const worthSharing = 20;
/** `open`, or `yes_no` of two regions. */
function stateWords(value: LocalState['value']): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([region, inner]) => (inner === undefined ? region : stateWords(inner)))
    .join('_');
}

class ModuleWriter {
  readonly #request: ModuleRequest;
  readonly #names = new TlaNames();
  readonly #data = new TlaData();
  readonly #groups: readonly Group[];
  readonly #variables: readonly string[];
  readonly #actions: ReadonlyMap<string, string>;
  readonly #menus: ReadonlyMap<string, string>;
  /** Operators that stand for local states, by group. */
  readonly #locals: readonly (readonly string[])[];
  readonly #tables: readonly ReadonlyMap<EventTable, string>[];

  constructor(request: ModuleRequest) {
    this.#request = request;
    this.#groups = tablesOf(request.system, request.configuration, request.product);
    this.#variables = this.#groups.map(({ name }) => this.#names.fresh(name));
    const types = [...new Set(request.product.events.map(({ type }) => type))];
    this.#actions = new Map(types.map((type) => [type, this.#names.fresh(type)]));
    this.#menus = new Map(types.map((type) => [type, this.#names.fresh(`${type}_payloads`)]));
    this.#locals = this.#groups.map((group, g) => this.#namesOfLocals(group, this.#variables[g] as string));
    this.#tables = this.#groups.map(
      ({ tables }, g) =>
        new Map(tables.map((table) => [table, this.#names.fresh(`${this.#variables[g]}_${table.type}`)])),
    );
    this.#groups.forEach(({ states }, g) => {
      const variable = this.#variables[g] as string;
      for (const { value, context } of states) {
        this.#data.meet(value, `${variable} stands`);
        this.#data.meet(context, variable);
      }
    });
    for (const { type, payload } of request.product.events) this.#data.meet(payload, type);
  }

  #namesOfLocals({ states }: Group, variable: string): readonly string[] {
    const words = states.map(({ value }) => stateWords(value));
    const counts = new Map<string, number>();
    return words.map((word) => {
      const number = (counts.get(word) ?? 0) + 1;
      counts.set(word, number);
      const isAlone = words.filter((other) => other === word).length === 1;
      const parts = [variable, word, isAlone && word !== '' ? '' : `${number}`];
      return this.#names.fresh(parts.filter((part) => part !== '').join('_'));
    });
  }

  write(name: string): TlaModule {
    const body = [
      this.#states(),
      ...this.#groups.map((_, g) => this.#tablesText(g)),
      this.#initial(),
      ...[...this.#actions.keys()].map((type) => this.#action(type)),
      this.#next(),
    ].filter((part) => part !== '');
    const { invariants, text } = this.#invariants();
    const constants = [...(this.#data.usesNone ? ['None'] : []), ...(this.#data.usesAbsent ? ['Absent'] : [])];
    const dashes = '-'.repeat(Math.max(4, Math.floor((width - name.length - 9) / 2)));
    const parts = [
      `${dashes} MODULE ${name} ${dashes}`,
      comment(this.#request.about),
      'EXTENDS Integers, TLC',
      ...(constants.length === 0
        ? []
        : [`\\* No value, as null and undefined have none: model values.\nCONSTANTS ${constants.join(', ')}`]),
      `VARIABLES\n${filled(this.#variables, '  ', ',')}`,
      `vars == <<${this.#variables.join(', ')}>>`,
      ...body,
      ...text,
      '='.repeat(width),
    ];
    const configuration = [
      '\\* Written together with the module.',
      ...constants.map((one) => `CONSTANT ${one} = ${one}`),
      'SPECIFICATION Spec',
      ...invariants.map((one) => `INVARIANT ${one}`),
      '\\* A system may come to rest.',
      'CHECK_DEADLOCK FALSE',
    ];
    return { name, module: `${parts.join('\n\n')}\n`, configuration: `${configuration.join('\n')}\n` };
  }

  /** The record of a local state: where the statechart stands under the first free of some names, then the context. */
  #record({ value, context }: LocalState, place: string, label: string, shared: ReadonlyMap<string, string>): string {
    const fields = typeof context === 'object' && context !== null ? Object.entries(context) : [];
    const isFlat = fields.every(([name]) => isFieldName(name)) && !Array.isArray(context);
    // A machine that is nothing but its context stands nowhere.
    const isBare = typeof value === 'object' && Object.keys(value).length === 0 && (fields.length > 0 || !isFlat);
    const stands: readonly (readonly [string, string])[] = isBare
      ? []
      : [[label, this.#value(value, `${place} stands`)]];
    const written = isFlat
      ? fields.map(([name, inner]) => {
          const text = this.#data.write(inner, `${place}.${name}`);
          return [name, shared.get(text) ?? text] as const;
        })
      : [['context', this.#data.write(context, place)] as const];
    return `[${[...stands, ...written].map(([name, text]) => `${name} |-> ${text}`).join(', ')}]`;
  }

  #value(value: LocalState['value'], place: string): string {
    const isNowhere = typeof value === 'object' && Object.keys(value).length === 0;
    return isNowhere ? '"only"' : this.#data.write(value, place);
  }

  #states(): string {
    return this.#groups
      .map(({ name, states }, g) => {
        const variable = this.#variables[g] as string;
        const taken = new Set(states.flatMap(({ context }) => Object.keys((context ?? {}) as object)));
        const label = ['state', 'at', 'stands', 'statechart'].find((word) => !taken.has(word)) ?? 'state_of_machine';
        const shared = this.#shared(states, variable);
        const lines = [
          ...[...shared].map(([text, operator]) => `${operator} == ${text}`),
          ...states.map((state, s) => `${this.#locals[g]?.[s]} == ${this.#record(state, variable, label, shared)}`),
        ];
        const count = states.length === 1 ? 'one local state' : `${states.length} local states`;
        return `\\* ${name}: ${count}\n${lines.join('\n')}`;
      })
      .join('\n\n');
  }

  /** Long fields that are the same in every local state, such as a contract's terms: an operator each. */
  #shared(states: readonly LocalState[], variable: string): ReadonlyMap<string, string> {
    const [first] = states;
    const shared = new Map<string, string>();
    for (const [field, value] of Object.entries((first?.context ?? {}) as object)) {
      const texts = new Set(
        states.map(({ context }) =>
          this.#data.write((context as Record<string, unknown>)[field], `${variable}.${field}`),
        ),
      );
      const [text = ''] = texts;
      if (texts.size === 1 && states.length > 1 && typeof value === 'object' && text.length > worthSharing)
        shared.set(text, this.#names.fresh(`${variable}_${field}`));
    }
    return shared;
  }

  #tablesText(g: number): string {
    const { tables } = this.#groups[g] as Group;
    return tables
      .map((table) => {
        const name = this.#tables[g]?.get(table) as string;
        const locals = this.#locals[g] as readonly string[];
        const entries = table.rows.map(({ from, payload, to }) => {
          const values = payload.map((value, i) => this.#data.write(value, `${table.type}.${table.fields[i]}`));
          const key = values.length === 0 ? locals[from] : `<<${[locals[from], ...values].join(', ')}>>`;
          return `${key} :> ${locals[to]}`;
        });
        const given = table.fields.length === 0 ? '' : `, ${table.fields.join(', ')}`;
        const head = `\\* ${table.type}: local state${given} -> local state\n${name} ==`;
        return entries.length === 0 ? `${head} <<>>` : `${head}\n${chain(entries)}`;
      })
      .join('\n\n');
  }

  #initial(): string {
    const { product } = this.#request;
    const packed = product.initial();
    const lines = this.#groups.map(({ isList, members, numbers }, g) => {
      const locals = members.map((c, m) => this.#locals[g]?.[numbers[m]?.[product.localOf(packed, 0, c)] as number]);
      const variable = this.#variables[g];
      if (!isList) return `  /\\ ${variable} = ${locals[0]}`;
      const isSame = locals.every((local) => local === locals[0]);
      const cases = locals.map((local, i) => `${i} :> ${local}`).join(' @@ ');
      return `  /\\ ${variable} = ${isSame ? `[i \\in 0..${members.length - 1} |-> ${locals[0]}]` : `(${cases})`}`;
    });
    return `Init ==\n${lines.join('\n')}`;
  }

  #menuText(type: string): string {
    const menu = this.#request.product.events.filter((event) => event.type === type).map(({ payload }) => payload);
    const names = [...new Set(menu.flatMap((payload) => Object.keys(payload)))];
    const write = (value: unknown, name: string): string => this.#data.write(value, `${type}.${name}`);
    if (!names.every(isFieldName)) {
      throw new Error(`a payload field of ${type} is no TLA+ name`);
    }
    const values = names.map((name) => {
      const byKey = new Map(menu.map((payload) => [keyOf(payload[name]), write(payload[name], name)]));
      return [...byKey.values()];
    });
    const isProduct = values.reduce((size, list) => size * list.length, 1) === menu.length;
    const head = `${this.#menus.get(type)} ==`;
    if (isProduct) {
      const sets = names.map((name, i) => `${name}: ${boundsText(values[i] as string[])}`);
      return `${head} [${sets.join(', ')}]`;
    }
    const records = menu.map(
      (payload) => `[${names.map((name) => `${name} |-> ${write(payload[name], name)}`).join(', ')}]`,
    );
    return `${head} ${setText(records, '')}`;
  }

  #hasPayload(type: string): boolean {
    return this.#request.product.events.some((event) => event.type === type && Object.keys(event.payload).length > 0);
  }

  #action(type: string): string {
    const hasPayload = this.#hasPayload(type);
    const owners = [
      ...new Set(this.#request.product.events.flatMap((event) => (event.type === type ? [event.owner] : []))),
    ];
    const menu = hasPayload ? `${this.#menuText(type)}\n` : '';
    const guards: string[] = [];
    const steps: string[] = [];
    const still: string[] = [];
    this.#groups.forEach(({ isList, tables, members }, g) => {
      const variable = this.#variables[g] as string;
      const table = tables.find((one) => one.type === type);
      if (table === undefined) {
        still.push(variable);
        return;
      }
      const name = this.#tables[g]?.get(table) as string;
      const key = (local: string): string =>
        table.fields.length === 0 ? local : `<<${[local, ...table.fields.map((field) => `p.${field}`)].join(', ')}>>`;
      if (!isList) {
        guards.push(`${key(variable)} \\in DOMAIN ${name}`);
        steps.push(`${variable}' = ${name}[${key(variable)}]`);
      } else if (table.by === 'all') {
        guards.push(`\\A i \\in DOMAIN ${variable} : ${key(`${variable}[i]`)} \\in DOMAIN ${name}`);
        steps.push(`${variable}' = [i \\in DOMAIN ${variable} |-> ${name}[${key(`${variable}[i]`)}]]`);
      } else {
        const index = `p.${table.by}`;
        const isAlways = this.#request.product.events
          .filter((event) => event.type === type)
          .every(({ payload }) => members.some((_, i) => payload[table.by] === i));
        const guard = `${key(`${variable}[${index}]`)} \\in DOMAIN ${name}`;
        guards.push(isAlways ? guard : `${index} \\in DOMAIN ${variable} => ${guard}`);
        const step = `[${variable} EXCEPT ![${index}] = ${name}[${key('@')}]]`;
        steps.push(
          `${variable}' = ${isAlways ? step : `IF ${index} \\in DOMAIN ${variable} THEN ${step} ELSE ${variable}`}`,
        );
      }
    });
    const unchanged = still.length === 0 ? [] : [`UNCHANGED <<${still.join(', ')}>>`];
    const lines = [...guards, ...steps, ...unchanged].map((line) => `  /\\ ${line}`);
    return `\\* ${type}, a step of ${owners.join(' or ')}\n${menu}${this.#actions.get(type)}${hasPayload ? '(p)' : ''} ==\n${lines.join('\n')}`;
  }

  #next(): string {
    const lines = [...this.#actions].map(([type, name]) =>
      this.#hasPayload(type) ? `  \\/ \\E p \\in ${this.#menus.get(type)} : ${name}(p)` : `  \\/ ${name}`,
    );
    return `Next ==\n${lines.join('\n')}\n\nSpec == Init /\\ [][Next]_vars`;
  }

  #invariants(): { readonly invariants: readonly string[]; readonly text: readonly string[] } {
    const invariants: string[] = [];
    const text: string[] = [];
    for (const property of this.#request.invariants) {
      const trees = treesOf(this.#request.product, property);
      if (trees === undefined) {
        text.push(
          comment([`${property.name} is left out: it reads the local states of too many components together.`]),
        );
        continue;
      }
      const parts = Object.entries(trees);
      for (const [part, tree] of parts) {
        const name = this.#names.fresh(titled(parts.length === 1 ? property.name : `${property.name} ${part}`));
        invariants.push(name);
        const says = parts.length === 1 ? [property.says] : [`${property.says} (${part})`];
        text.push(`${comment(says)}\n${name} ==\n${this.#treeText(tree, '  ')}`);
      }
    }
    return { invariants, text };
  }

  #treeText(tree: DecisionTree, indent: string): string {
    if (typeof tree === 'boolean') return `${indent}${tree ? 'TRUE' : 'FALSE'}`;
    const { component, by } = tree;
    const g = this.#groups.findIndex(({ members }) => members.includes(component));
    const { isList, members, numbers } = this.#groups[g] as Group;
    const m = members.indexOf(component);
    const place = `${this.#variables[g]}${isList ? `[${m}]` : ''}`;
    const groups = new Map<string, { tree: DecisionTree; locals: string[] }>();
    by.forEach((one, local) => {
      const key = JSON.stringify(one);
      const known = groups.get(key) ?? { tree: one, locals: [] };
      groups.set(key, known);
      known.locals.push(this.#locals[g]?.[numbers[m]?.[local] as number] as string);
    });
    const branches = [...groups.values()].filter((branch) => branch.tree !== true);
    if (branches.length === 0) return `${indent}TRUE`;
    return branches
      .map(({ tree: one, locals }) => {
        if (one === false) return `${indent}/\\ ${place} \\notin ${setText(locals, `${indent}   `)}`;
        const among = locals.length === by.length ? '' : `${place} \\in ${setText(locals, `${indent}   `)} =>\n`;
        return among === ''
          ? this.#treeText(one, indent)
          : `${indent}/\\ ${among}${this.#treeText(one, `${indent}     `)}`;
      })
      .join('\n');
  }
}

/** Writes the module of a system that was explored to the end. Throws PL-315 for a number that TLC does not have. */
export function tlaModule(request: ModuleRequest): TlaModule {
  return new ModuleWriter(request).write(titled(request.system.name));
}
