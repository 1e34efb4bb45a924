/** Random expressions of the community modules, of sets that are not listed, of operators with operators, with their meanings. */

import {
  apply,
  bool,
  type Expr,
  elements,
  functionOf,
  int,
  items,
  keyOf,
  pairs,
  type Ref,
  type Sub,
  sequenceOf,
  setOf,
  type Type,
  undefinedHere,
} from './reference-values.ts';

/** What is needed of the generator. */
interface Source {
  readonly random: (bound: number) => number;
  pick<T>(list: readonly T[]): T;
  type(depth: number): Type;
  fresh(): string;
}

/** Modules that the expressions speak of. */
export const extendedModules = 'Integers, Sequences, FiniteSets, TLC, SequencesExt, FiniteSetsExt, Functions, Folds';

function expr(text: string, value: Expr['value']): Expr {
  return { text, value };
}

function has(set: Ref, one: Ref): boolean {
  const key = keyOf(one);
  return elements(set).some((other) => keyOf(other) === key);
}

function sum(numbers: readonly number[]): number {
  return int(numbers.reduce((a, b) => a + b, 0));
}

export function moreNumbers(g: Source, sub: Sub): Expr {
  const [a, b] = [g.fresh(), g.fresh()];
  const ints: Type = ['set', 'int'];
  switch (g.random(8)) {
    case 0: {
      const [set, base] = [sub(ints), sub('int')];
      const text = `FoldSet(LAMBDA ${a}, ${b} : ${a} + ${b}, ${base.text}, ${set.text})`;
      return expr(text, (env) => sum([int(base.value(env)), ...elements(set.value(env)).map(int)]));
    }
    case 1: {
      const from = g.type(1);
      const [set, body] = [sub(['set', from]), sub('int', { [a]: from })];
      return expr(`MapThenSumSet(LAMBDA ${a} : ${body.text}, ${set.text})`, (env) =>
        sum(elements(set.value(env)).map((one) => int(body.value({ ...env, [a]: one })))),
      );
    }
    case 2: {
      const set = sub(ints);
      const isMax = g.random(2) === 0;
      return expr(`${isMax ? 'Max' : 'Min'}(${set.text})`, (env) => {
        const all = elements(set.value(env)).map(int);
        if (all.length === 0) return undefinedHere();
        return isMax ? Math.max(...all) : Math.min(...all);
      });
    }
    case 3: {
      const from = g.type(1);
      const [set, body] = [sub(['set', from]), sub('bool', { [a]: from })];
      return expr(
        `Quantify(${set.text}, LAMBDA ${a} : ${body.text})`,
        (env) => elements(set.value(env)).filter((one) => bool(body.value({ ...env, [a]: one }))).length,
      );
    }
    case 4: {
      const [list, base] = [sub(['seq', 'int']), sub('int')];
      const isLeft = g.random(2) === 0;
      const text = isLeft
        ? `FoldLeft(LAMBDA ${a}, ${b} : ${b} - ${a}, ${base.text}, ${list.text})`
        : `FoldRight(LAMBDA ${a}, ${b} : ${a} - ${b}, ${list.text}, ${base.text})`;
      return expr(text, (env) => {
        const all = items(list.value(env)).map(int);
        return int((isLeft ? all : all.reverse()).reduce((sofar, one) => one - sofar, int(base.value(env))));
      });
    }
    case 5: {
      // A function that calls itself.
      const [f, n] = [g.fresh(), g.random(5)];
      const [base, step] = [sub('int'), sub('int', { [a]: 'int' })];
      const text = `(LET ${f}[${a} \\in 0 .. ${n}] == IF ${a} = 0 THEN ${base.text} ELSE (${f}[${a} - 1] + ${step.text}) % 11 IN ${f}[${n}])`;
      return expr(text, (env) => {
        let value = int(base.value(env));
        for (let i = 1; i <= n; i++) value = (((value + int(step.value({ ...env, [a]: i }))) % 11) + 11) % 11;
        return value;
      });
    }
    case 6: {
      // An operator with arguments, called twice.
      const op = g.fresh();
      const [body, one, two] = [sub('int', { [a]: 'int', [b]: 'int' }), sub('int'), sub('int')];
      const text = `(LET ${op}(${a}, ${b}) == ${body.text} IN ${op}(${one.text}, ${two.text}) - ${op}(${two.text}, ${one.text}))`;
      return expr(text, (env) => {
        const [x, y] = [one.value(env), two.value(env)];
        return int(int(body.value({ ...env, [a]: x, [b]: y })) - int(body.value({ ...env, [a]: y, [b]: x })));
      });
    }
    default: {
      const type = g.type(1);
      const [list, body] = [sub(['seq', type]), sub('bool', { [a]: type })];
      return expr(
        `SelectInSeq(${list.text}, LAMBDA ${a} : ${body.text})`,
        (env) =>
          items(list.value(env))
            .map((one) => bool(body.value({ ...env, [a]: one })))
            .indexOf(true) + 1,
      );
    }
  }
}

export function moreBooleans(g: Source, sub: Sub): Expr {
  const [a, b] = [g.fresh(), g.fresh()];
  const type = g.type(1);
  const set: Type = ['set', type];
  const list: Type = ['seq', type];
  switch (g.random(9)) {
    case 0: {
      const [one, all] = [sub(set), sub(set)];
      return expr(`(${one.text} \\in SUBSET ${all.text})`, (env) => {
        const within = all.value(env);
        return elements(one.value(env)).every((each) => has(within, each));
      });
    }
    case 1: {
      const [f, from, to] = [sub(['fun', type]), sub(['set', 'int']), sub(set)];
      return expr(`(${f.text} \\in [${from.text} -> ${to.text}])`, (env) => {
        const [fn, source, range] = [pairs(f.value(env)), from.value(env), to.value(env)];
        const domain = setOf(fn.map(([k]) => k));
        return keyOf(domain) === keyOf(source) && fn.every(([, v]) => has(range, v));
      });
    }
    case 2: {
      const [one, all] = [sub(list), sub(set)];
      return expr(`(${one.text} \\in Seq(${all.text}))`, (env) => {
        const within = all.value(env);
        return items(one.value(env)).every((each) => has(within, each));
      });
    }
    case 3: {
      const [r, x, y] = [sub('record'), sub(['set', 'int']), sub(['set', 'int'])];
      return expr(`(${r.text} \\in [a : ${x.text}, b : SUBSET ${y.text}])`, (env) => {
        const [record, first, second] = [r.value(env), x.value(env), y.value(env)];
        return has(first, apply(record, 'a')) && elements(apply(record, 'b')).every((one) => has(second, one));
      });
    }
    case 4: {
      const other = g.type(1);
      const [x, y, s, t] = [sub(type), sub(other), sub(set), sub(['set', other])];
      return expr(`(<<${x.text}, ${y.text}>> \\in (${s.text} \\X ${t.text}))`, (env) => {
        const [one, two, first, second] = [x.value(env), y.value(env), s.value(env), t.value(env)];
        return has(first, one) && has(second, two);
      });
    }
    case 5: {
      const [s, body] = [sub(set), sub('bool', { [a]: type, [b]: type })];
      const every = g.random(2) === 0;
      return expr(`(${every ? '\\A' : '\\E'} ${a}, ${b} \\in ${s.text} : ${body.text})`, (env) => {
        const all = elements(s.value(env));
        const answers = all.flatMap((one) => all.map((two) => bool(body.value({ ...env, [a]: one, [b]: two }))));
        return every ? answers.every(Boolean) : answers.some(Boolean);
      });
    }
    case 6: {
      const [s, t, body] = [sub(set), sub(['set', 'int']), sub('bool', { [a]: type, [b]: 'int' })];
      return expr(`(\\E <<${a}, ${b}>> \\in (${s.text} \\X ${t.text}) : ${body.text})`, (env) => {
        const second = elements(t.value(env));
        return elements(s.value(env))
          .flatMap((one) => second.map((two) => bool(body.value({ ...env, [a]: one, [b]: two }))))
          .some(Boolean);
      });
    }
    case 7: {
      const [s, t] = [sub(list), sub(list)];
      const isPrefix = g.random(2) === 0;
      return expr(`${isPrefix ? 'IsPrefix' : 'IsSuffix'}(${s.text}, ${t.text})`, (env) => {
        const [short, long] = [items(s.value(env)).map(keyOf), items(t.value(env)).map(keyOf)];
        if (short.length > long.length) return false;
        const part = isPrefix ? long.slice(0, short.length) : long.slice(long.length - short.length);
        return part.join() === short.join();
      });
    }
    default: {
      const f = sub(['fun', type]);
      return expr(`IsInjective(${f.text})`, (env) => {
        const values = pairs(f.value(env)).map(([, v]) => keyOf(v));
        return new Set(values).size === values.length;
      });
    }
  }
}

/** Every way to take one of each list. */
function combined(lists: readonly (readonly Ref[])[]): Ref[][] {
  if (lists.reduce((product, { length }) => product * length, 1) > 60) return undefinedHere();
  return lists.reduce<Ref[][]>((ways, list) => ways.flatMap((way) => list.map((one) => [...way, one])), [[]]);
}

export function moreSets(g: Source, type: Type, sub: Sub): Expr {
  const own: Type = ['set', type];
  const [a, b] = [g.fresh(), g.fresh()];
  if (typeof type === 'object' && type[0] === 'fun' && g.random(2) === 0) {
    const [from, to] = [sub(['set', 'int']), sub(['set', type[1]])];
    return expr(`[${from.text} -> ${to.text}]`, (env) => {
      const [source, range] = [elements(from.value(env)), elements(to.value(env))];
      const ways = combined(source.map(() => range));
      return setOf(ways.map((way) => functionOf(way.map((v, i) => [source[i] as Ref, v]))));
    });
  }
  if (typeof type === 'object' && type[0] === 'seq' && g.random(2) === 0) {
    const list = sub(type);
    return expr(`Prefixes(${list.text})`, (env) => {
      const all = items(list.value(env));
      return setOf(Array.from({ length: all.length + 1 }, (_, n) => sequenceOf(all.slice(0, n))));
    });
  }
  if (typeof type === 'object' && type[0] === 'set' && g.random(2) === 0) {
    const [set, k] = [sub(type), g.random(3)];
    return expr(`kSubset(${k}, ${set.text})`, (env) => {
      const all = elements(set.value(env));
      if (all.length > 5) return undefinedHere();
      const subsets = Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_one, i) => (bits >> i) & 1));
      return setOf(subsets.filter(({ length }) => length === k).map(setOf));
    });
  }
  if (type === 'record' && g.random(2) === 0) {
    const [x, y] = [sub(['set', 'int']), sub(['set', ['set', 'int']])];
    return expr(`[a : ${x.text}, b : ${y.text}]`, (env) =>
      setOf(
        combined([elements(x.value(env)), elements(y.value(env))]).map(([one, two]) =>
          functionOf([
            ['a', one as Ref],
            ['b', two as Ref],
          ]),
        ),
      ),
    );
  }
  switch (g.random(4)) {
    case 0: {
      const f = sub(['fun', type]);
      return expr(`Range(${f.text})`, (env) => setOf(pairs(f.value(env)).map(([, v]) => v)));
    }
    case 1: {
      const list = sub(['seq', type]);
      return expr(`ToSet(${list.text})`, (env) => setOf(items(list.value(env))));
    }
    case 2: {
      const [s, t] = [sub(own), sub(own)];
      return expr(`SymDiff(${s.text}, ${t.text})`, (env) => {
        const [x, y] = [s.value(env), t.value(env)];
        return setOf([...elements(x).filter((one) => !has(y, one)), ...elements(y).filter((one) => !has(x, one))]);
      });
    }
    default: {
      const from = g.type(1);
      const [s, t] = [sub(['set', from]), sub(['set', 'int'])];
      const body = sub(type, { [a]: from, [b]: 'int' });
      return expr(`{${body.text} : ${a} \\in ${s.text}, ${b} \\in ${t.text}}`, (env) =>
        setOf(
          combined([elements(s.value(env)), elements(t.value(env))]).map(([one, two]) =>
            body.value({ ...env, [a]: one as Ref, [b]: two as Ref }),
          ),
        ),
      );
    }
  }
}

export function moreSequences(g: Source, type: Type, sub: Sub): Expr {
  const list = sub(['seq', type]);
  const one = sub(type);
  switch (g.random(6)) {
    case 0:
      return expr(`Reverse(${list.text})`, (env) => sequenceOf([...items(list.value(env))].reverse()));
    case 1:
      return expr(`Remove(${list.text}, ${one.text})`, (env) => {
        const key = keyOf(one.value(env));
        return sequenceOf(items(list.value(env)).filter((each) => keyOf(each) !== key));
      });
    case 2:
      return expr(`Cons(${one.text}, ${list.text})`, (env) => sequenceOf([one.value(env), ...items(list.value(env))]));
    case 3:
      return expr(`Front(${list.text})`, (env) => {
        const all = items(list.value(env));
        return all.length === 0 ? undefinedHere() : sequenceOf(all.slice(0, -1));
      });
    case 4: {
      const whole = sub(['seq', ['seq', type]]);
      return expr(`FlattenSeq(${whole.text})`, (env) => sequenceOf(items(whole.value(env)).flatMap(items)));
    }
    default: {
      const place = sub('int');
      return expr(`[${list.text} EXCEPT ![${place.text}] = ${one.text}]`, (env) => {
        const [at, value] = [place.value(env), one.value(env)];
        return functionOf(pairs(list.value(env)).map(([k, v]) => [k, k === at ? value : v]));
      });
    }
  }
}

export function moreFunctions(g: Source, type: Type, sub: Sub): Expr {
  const f = sub(['fun', type]);
  const a = g.fresh();
  switch (g.random(3)) {
    case 0: {
      const test = sub('bool', { [a]: 'int' });
      return expr(`RestrictDomain(${f.text}, LAMBDA ${a} : ${test.text})`, (env) =>
        functionOf(pairs(f.value(env)).filter(([k]) => bool(test.value({ ...env, [a]: k })))),
      );
    }
    case 1: {
      const [i, j, x, y] = [sub('int'), sub('int'), sub(type), sub(type)];
      return expr(`[${f.text} EXCEPT ![${i.text}] = ${x.text}, ![${j.text}] = ${y.text}]`, (env) => {
        const [first, second, v, w] = [i.value(env), j.value(env), x.value(env), y.value(env)];
        const before = pairs(f.value(env));
        return functionOf(before.map(([k, old]) => [k, k === second ? w : k === first ? v : old]));
      });
    }
    default: {
      // The old value, and a function of functions.
      const [at, inner] = [sub('int'), sub(['fun', ['fun', type]])];
      const [key, value] = [sub('int'), sub(type)];
      return expr(
        `([${inner.text} EXCEPT ![${at.text}][${key.text}] = ${value.text}] @@ (0 :> ${f.text}))[0]`,
        (env) => {
          const [i, k, v] = [at.value(env), key.value(env), value.value(env)];
          const other = f.value(env);
          const found = pairs(inner.value(env)).find(([one]) => one === 0);
          if (found === undefined) return other;
          if (i !== 0) return found[1];
          return functionOf(pairs(found[1]).map(([one, old]) => [one, one === k ? v : old]));
        },
      );
    }
  }
}
