/**
 * A slow evaluator of TLA+ expressions, written apart from the checker: random expressions that carry their text and their meaning.
 *
 * A value is a number, a truth value, a string, a sorted list of elements, or a list of pairs for any function, sequences and records
 * included. Nothing is shared with the translator but the text.
 */

import { moreBooleans, moreFunctions, moreNumbers, moreSequences, moreSets } from './reference-more.ts';
import {
  apply,
  bool,
  type Expr,
  elements,
  functionOf,
  int,
  items,
  keyOf,
  literal,
  pairs,
  type Ref,
  type Sub,
  sequenceOf,
  setOf,
  type Type,
  undefinedHere,
} from './reference-values.ts';

/** Fields of every record: a number and a set of numbers. */
const recordFields: Readonly<Record<string, Type>> = { a: 'int', b: ['set', 'int'] };

/** Whole numbers from 0 below a bound, always the same for a seed. */
function randomOf(seed: number): (bound: number) => number {
  let state = seed | 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % bound;
  };
}

export class Generator {
  readonly random: (bound: number) => number;
  #names = 0;

  constructor(seed: number) {
    this.random = randomOf(seed);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.random(list.length)] as T;
  }

  type(depth: number): Type {
    if (depth <= 0) return this.pick(['int', 'bool', 'text'] as const);
    return this.pick<() => Type>([
      () => 'int',
      () => 'bool',
      () => ['set', this.type(depth - 1)],
      () => ['seq', this.type(depth - 1)],
      () => ['fun', this.type(depth - 1)],
      () => 'record',
    ])();
  }

  /** An expression of a type, over names of given types. */
  of(type: Type, names: Readonly<Record<string, Type>>, depth: number): Expr {
    const sub = (inner: Type, more: Readonly<Record<string, Type>> = {}): Expr =>
      this.of(inner, { ...names, ...more }, depth - 1);
    const known = Object.keys(names).filter((name) => JSON.stringify(names[name]) === JSON.stringify(type));
    if (known.length > 0 && this.random(depth <= 0 ? 2 : 5) === 0) {
      const name = this.pick(known);
      return { text: name, value: (env) => env[name] as Ref };
    }
    if (depth <= 0) return this.#constant(type);
    if (this.random(8) === 0) return this.#choice(type, sub);
    if (type === 'int') return this.#int(sub);
    if (type === 'bool') return this.#bool(sub);
    if (type === 'text') return this.#constant(type);
    if (type === 'record') return this.#record(sub);
    switch (type[0]) {
      case 'set':
        return this.#set(type[1], sub);
      case 'seq':
        return this.#sequence(type[1], sub);
      default:
        return this.#function(type[1], sub);
    }
  }

  fresh(): string {
    return `v${this.#names++}`;
  }

  #constant(type: Type): Expr {
    const written = (value: Ref): Expr => ({
      text: typeof value === 'number' && value < 0 ? `(${value})` : literal(value),
      value: () => value,
    });
    if (type === 'int') return written(this.random(7) - 2);
    if (type === 'bool') return written(this.random(2) === 0);
    if (type === 'text') return written(this.pick(['x', 'y', 'z']));
    if (type === 'record') return this.#record((inner) => this.#constant(inner));
    const list = Array.from({ length: this.random(3) }, () => this.#constant(type[1]));
    if (type[0] === 'set') {
      return {
        text: `{${list.map(({ text }) => text).join(', ')}}`,
        value: (env) => setOf(list.map((one) => one.value(env))),
      };
    }
    if (type[0] === 'seq') return this.#listed(list);
    return {
      text: `(0 :> ${this.#constant(type[1]).text})`,
      value: () => undefinedHere(),
    };
  }

  #listed(list: readonly Expr[]): Expr {
    return {
      text: `<<${list.map(({ text }) => text).join(', ')}>>`,
      value: (env) => sequenceOf(list.map((one) => one.value(env))),
    };
  }

  /** IF, CASE and LET, which every type has. */
  #choice(type: Type, sub: Sub): Expr {
    const [p, a, b] = [sub('bool'), sub(type), sub(type)];
    switch (this.random(3)) {
      case 0:
        return {
          text: `(IF ${p.text} THEN ${a.text} ELSE ${b.text})`,
          value: (env) => (bool(p.value(env)) ? a.value(env) : b.value(env)),
        };
      case 1:
        return {
          text: `(CASE ${p.text} -> ${a.text} [] OTHER -> ${b.text})`,
          value: (env) => (bool(p.value(env)) ? a.value(env) : b.value(env)),
        };
      default: {
        const name = this.fresh();
        const inner = this.type(1);
        const bound = sub(inner);
        const body = sub(type, { [name]: inner });
        return {
          text: `(LET ${name} == ${bound.text} IN ${body.text})`,
          // Taken as it stands: what is not needed is not asked for. Here everything is, so its failure leaves the expression out.
          value: (env) => body.value({ ...env, [name]: bound.value(env) }),
        };
      }
    }
  }

  #int(sub: Sub): Expr {
    if (this.random(4) === 0) return moreNumbers(this, sub);
    const two = (sign: string, of: (a: number, b: number) => number): Expr => {
      const [a, b] = [sub('int'), sub('int')];
      return { text: `(${a.text} ${sign} ${b.text})`, value: (env) => int(of(int(a.value(env)), int(b.value(env)))) };
    };
    switch (this.random(10)) {
      case 0:
        return two('+', (a, b) => a + b);
      case 1:
        return two('-', (a, b) => a - b);
      case 2:
        return two('*', (a, b) => a * b);
      case 3:
        return two('\\div', (a, b) => (b === 0 ? undefinedHere() : Math.floor(a / b)));
      case 4:
        return two('%', (a, b) => (b <= 0 ? undefinedHere() : a - b * Math.floor(a / b)));
      case 5: {
        const set = sub(['set', this.type(1)]);
        return { text: `Cardinality(${set.text})`, value: (env) => elements(set.value(env)).length };
      }
      case 6: {
        const list = sub(['seq', this.type(1)]);
        return { text: `Len(${list.text})`, value: (env) => pairs(list.value(env)).length };
      }
      case 7: {
        const set = sub(['set', 'int']);
        const name = this.fresh();
        return {
          text: `(CHOOSE ${name} \\in ${set.text} : \\A least \\in ${set.text} : ${name} <= least)`,
          value: (env) => {
            const all = elements(set.value(env)).map(int);
            return all.length === 0 ? undefinedHere() : Math.min(...all);
          },
        };
      }
      case 8: {
        const record = sub('record');
        return { text: `${record.text}.a`, value: (env) => apply(record.value(env), 'a') };
      }
      default: {
        const [fn, argument] = [sub([this.pick(['fun', 'seq'] as const), 'int']), sub('int')];
        return { text: `${fn.text}[${argument.text}]`, value: (env) => apply(fn.value(env), argument.value(env)) };
      }
    }
  }

  #bool(sub: Sub): Expr {
    if (this.random(4) === 0) return moreBooleans(this, sub);
    const both = (sign: string, of: (a: boolean, b: () => boolean) => boolean): Expr => {
      const [a, b] = [sub('bool'), sub('bool')];
      return {
        text: `(${a.text} ${sign} ${b.text})`,
        value: (env) => of(bool(a.value(env)), () => bool(b.value(env))),
      };
    };
    const relation = (sign: string, of: (a: number, b: number) => boolean): Expr => {
      const [a, b] = [sub('int'), sub('int')];
      return { text: `(${a.text} ${sign} ${b.text})`, value: (env) => of(int(a.value(env)), int(b.value(env))) };
    };
    switch (this.random(12)) {
      case 0:
        return both('/\\', (a, b) => a && b());
      case 1:
        return both('\\/', (a, b) => a || b());
      case 2:
        return both('=>', (a, b) => !a || b());
      case 3:
        return both('<=>', (a, b) => a === b());
      case 4: {
        const a = sub('bool');
        return { text: `(~${a.text})`, value: (env) => !bool(a.value(env)) };
      }
      case 5:
        return relation('<', (a, b) => a < b);
      case 6:
        return relation('>=', (a, b) => a >= b);
      case 7: {
        const type = this.type(2);
        const [a, b] = [sub(type), sub(type)];
        return { text: `(${a.text} = ${b.text})`, value: (env) => keyOf(a.value(env)) === keyOf(b.value(env)) };
      }
      case 8: {
        const type = this.type(1);
        const isIn = this.random(2) === 0;
        const [a, set] = [sub(type), sub(['set', type])];
        return {
          text: `(${a.text} ${isIn ? '\\in' : '\\notin'} ${set.text})`,
          value: (env) => {
            const key = keyOf(a.value(env));
            return elements(set.value(env)).some((one) => keyOf(one) === key) === isIn;
          },
        };
      }
      case 9: {
        const type: Type = ['set', this.type(1)];
        const [a, b] = [sub(type), sub(type)];
        return {
          text: `(${a.text} \\subseteq ${b.text})`,
          value: (env) => {
            const all = new Set(elements(b.value(env)).map(keyOf));
            return elements(a.value(env)).every((one) => all.has(keyOf(one)));
          },
        };
      }
      default: {
        const type = this.type(1);
        const name = this.fresh();
        const every = this.random(2) === 0;
        const [set, body] = [sub(['set', type]), sub('bool', { [name]: type })];
        return {
          text: `(${every ? '\\A' : '\\E'} ${name} \\in ${set.text} : ${body.text})`,
          value: (env) => {
            // All are asked, so that an expression is left out if any is undefined, in whatever order they are taken.
            const answers = elements(set.value(env)).map((one) => bool(body.value({ ...env, [name]: one })));
            return every ? answers.every(Boolean) : answers.some(Boolean);
          },
        };
      }
    }
  }

  #set(type: Type, sub: Sub): Expr {
    if (this.random(4) === 0) return moreSets(this, type, sub);
    const own: Type = ['set', type];
    const two = (sign: string, keeps: (inA: boolean, inB: boolean) => boolean): Expr => {
      const [a, b] = [sub(own), sub(own)];
      return {
        text: `(${a.text} ${sign} ${b.text})`,
        value: (env) => {
          const [x, y] = [elements(a.value(env)), elements(b.value(env))];
          const [inX, inY] = [new Set(x.map(keyOf)), new Set(y.map(keyOf))];
          return setOf([...x, ...y].filter((one) => keeps(inX.has(keyOf(one)), inY.has(keyOf(one)))));
        },
      };
    };
    switch (this.random(9)) {
      case 0:
        return two('\\cup', (a, b) => a || b);
      case 1:
        return two('\\cap', (a, b) => a && b);
      case 2:
        return two('\\', (a, b) => a && !b);
      case 3: {
        const name = this.fresh();
        const [set, body] = [sub(own), sub('bool', { [name]: type })];
        return {
          text: `{${name} \\in ${set.text} : ${body.text}}`,
          value: (env) => setOf(elements(set.value(env)).filter((one) => bool(body.value({ ...env, [name]: one })))),
        };
      }
      case 4: {
        const name = this.fresh();
        const from = this.type(1);
        const [set, body] = [sub(['set', from]), sub(type, { [name]: from })];
        return {
          text: `{${body.text} : ${name} \\in ${set.text}}`,
          value: (env) => setOf(elements(set.value(env)).map((one) => body.value({ ...env, [name]: one }))),
        };
      }
      case 5: {
        const set = sub(['set', own]);
        return { text: `(UNION ${set.text})`, value: (env) => setOf(elements(set.value(env)).flatMap(elements)) };
      }
      case 6: {
        if (type === 'int') {
          const [a, b] = [sub('int'), sub('int')];
          return {
            text: `(${a.text} .. ${b.text})`,
            value: (env) => {
              const [low, high] = [int(a.value(env)), int(b.value(env))];
              if (high - low > 40) return undefinedHere();
              return setOf(Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i));
            },
          };
        }
        if (typeof type === 'object' && type[0] === 'set') {
          const set = sub(type);
          return {
            text: `(SUBSET ${set.text})`,
            value: (env) => {
              const all = elements(set.value(env));
              if (all.length > 5) return undefinedHere();
              return setOf(
                Array.from({ length: 2 ** all.length }, (_, bits) => setOf(all.filter((_one, i) => (bits >> i) & 1))),
              );
            },
          };
        }
        return this.#constant(own);
      }
      case 7: {
        if (type !== 'int') return this.#constant(own);
        const fn = sub([this.pick(['fun', 'seq'] as const), this.type(1)]);
        return { text: `(DOMAIN ${fn.text})`, value: (env) => setOf(pairs(fn.value(env)).map(([k]) => k)) };
      }
      default: {
        const list = Array.from({ length: this.random(4) }, () => sub(type));
        return {
          text: `{${list.map(({ text }) => text).join(', ')}}`,
          value: (env) => setOf(list.map((one) => one.value(env))),
        };
      }
    }
  }

  #sequence(type: Type, sub: Sub): Expr {
    if (this.random(4) === 0) return moreSequences(this, type, sub);
    const own: Type = ['seq', type];
    switch (this.random(7)) {
      case 0: {
        const [list, one] = [sub(own), sub(type)];
        return {
          text: `Append(${list.text}, ${one.text})`,
          value: (env) => sequenceOf([...items(list.value(env)), one.value(env)]),
        };
      }
      case 1: {
        const [a, b] = [sub(own), sub(own)];
        return {
          text: `(${a.text} \\o ${b.text})`,
          value: (env) => sequenceOf([...items(a.value(env)), ...items(b.value(env))]),
        };
      }
      case 2: {
        const list = sub(own);
        return {
          text: `Tail(${list.text})`,
          value: (env) => {
            const all = items(list.value(env));
            return all.length === 0 ? undefinedHere() : sequenceOf(all.slice(1));
          },
        };
      }
      case 3: {
        const [list, from, to] = [sub(own), sub('int'), sub('int')];
        return {
          text: `SubSeq(${list.text}, ${from.text}, ${to.text})`,
          value: (env) => {
            const all = items(list.value(env));
            const [low, high] = [int(from.value(env)), int(to.value(env))];
            if (low > high) return sequenceOf([]);
            return low < 1 || high > all.length ? undefinedHere() : sequenceOf(all.slice(low - 1, high));
          },
        };
      }
      case 4: {
        const name = this.fresh();
        const [list, body] = [sub(own), sub('bool', { [name]: type })];
        return {
          text: `SelectSeq(${list.text}, LAMBDA ${name} : ${body.text})`,
          value: (env) => sequenceOf(items(list.value(env)).filter((one) => bool(body.value({ ...env, [name]: one })))),
        };
      }
      case 5: {
        const name = this.fresh();
        const body = sub(type, { [name]: 'int' });
        const length = this.random(4);
        return {
          text: `[${name} \\in 1 .. ${length} |-> ${body.text}]`,
          value: (env) => sequenceOf(Array.from({ length }, (_, i) => body.value({ ...env, [name]: i + 1 }))),
        };
      }
      default:
        return this.#listed(Array.from({ length: this.random(4) }, () => sub(type)));
    }
  }

  #function(type: Type, sub: Sub): Expr {
    if (this.random(4) === 0) return moreFunctions(this, type, sub);
    const own: Type = ['fun', type];
    switch (this.random(4)) {
      case 0: {
        const [fn, at, to] = [sub(own), sub('int'), sub(type)];
        return {
          text: `[${fn.text} EXCEPT ![${at.text}] = ${to.text}]`,
          value: (env) => {
            const [key, value] = [at.value(env), to.value(env)];
            return functionOf(pairs(fn.value(env)).map(([k, v]) => [k, keyOf(k) === keyOf(key) ? value : v]));
          },
        };
      }
      case 1: {
        const [k, v, fn] = [sub('int'), sub(type), sub(own)];
        return {
          text: `((${k.text} :> ${v.text}) @@ ${fn.text})`,
          value: (env) => functionOf([...pairs(fn.value(env)), [k.value(env), v.value(env)]]),
        };
      }
      default: {
        const name = this.fresh();
        const [set, body] = [sub(['set', 'int']), sub(type, { [name]: 'int' })];
        return {
          text: `[${name} \\in ${set.text} |-> ${body.text}]`,
          value: (env) => functionOf(elements(set.value(env)).map((one) => [one, body.value({ ...env, [name]: one })])),
        };
      }
    }
  }

  #record(sub: Sub): Expr {
    if (this.random(3) === 0) {
      const name = this.pick(Object.keys(recordFields));
      const [record, to] = [sub('record'), sub(recordFields[name] as Type)];
      return {
        text: `[${record.text} EXCEPT !.${name} = ${to.text}]`,
        value: (env) => {
          const value = to.value(env);
          return functionOf(pairs(record.value(env)).map(([k, v]) => [k, k === name ? value : v]));
        },
      };
    }
    const fields = Object.entries(recordFields).map(([name, type]) => [name, sub(type)] as const);
    return {
      text: `[${fields.map(([name, one]) => `${name} |-> ${one.text}`).join(', ')}]`,
      value: (env) => functionOf(fields.map(([name, one]) => [name, one.value(env)])),
    };
  }
}
