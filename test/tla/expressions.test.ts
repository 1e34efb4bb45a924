import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkText } from './modules.ts';

/** Each line is an expression that is TRUE, worked out by hand. */
async function allTrue(expressions: readonly string[], definitions = '', extended?: string): Promise<void> {
  const body = `${definitions}\n${expressions.map((one) => `ASSUME ${one}`).join('\n')}`;
  const { verdict, violated, problem } = await checkText(body, '', extended === undefined ? {} : { extended });
  expect([verdict, violated, problem?.message]).toEqual(['success', null, undefined]);
}

describe('expressions of TLA+', () => {
  it('counts', () =>
    allTrue([
      '1 + 2 * 3 = 7',
      '7 \\div 2 = 3 /\\ (-7) \\div 2 = -4 /\\ -7 \\div 2 = -3',
      '-7 % 3 = 2',
      '2 ^ 10 = 1024',
      '3 - 5 = -2',
      '1 .. 3 = {1, 2, 3} /\\ 3 .. 1 = {}',
      '\\b101 = 5 /\\ \\hff = 255',
      '3 \\in Nat /\\ -3 \\notin Nat /\\ -3 \\in Int',
    ]));

  it('combine truth values, deciding from left to right', () =>
    allTrue([
      'TRUE \\/ 1 \\div 0 = 1',
      '~(FALSE /\\ 1 \\div 0 = 1)',
      'FALSE => 1 \\div 0 = 1',
      '(TRUE <=> FALSE) = FALSE',
      '(IF 1 > 2 THEN 1 \\div 0 ELSE 5) = 5',
      '(CASE 1 = 2 -> "a" [] 1 = 1 -> "b" [] OTHER -> "c") = "b"',
      '\\A x \\in {} : 1 \\div 0 = 1',
      '\\E x, y \\in 1 .. 3 : x + y = 6',
      '\\A <<x, y>> \\in {<<1, 2>>, <<2, 3>>} : y = x + 1',
    ]));

  it('build sets', () =>
    allTrue([
      '{3, 1, 2, 1} = {1, 2, 3}',
      '{x \\in 1 .. 6 : x % 2 = 0} = {2, 4, 6}',
      '{x * y : x, y \\in 1 .. 3} = {1, 2, 3, 4, 6, 9}',
      '{1, 2} \\cup {2, 3} = {1, 2, 3}',
      '{1, 2} \\cap {2, 3} = {2}',
      '{1, 2} \\ {2, 3} = {1}',
      '{1, 2} \\subseteq 1 .. 2',
      'UNION {{1}, {2, 3}} = 1 .. 3',
      'SUBSET {1, 2} = {{}, {1}, {2}, {1, 2}}',
      'Cardinality(SUBSET (1 .. 10)) = 1024',
      '{1, 2} \\X {3} = {<<1, 3>>, <<2, 3>>}',
      'IsFiniteSet({1}) /\\ ~IsFiniteSet(Nat)',
      '-1 \\in ({-1} \\cup Nat) /\\ -2 \\notin ({-1} \\cup Nat)',
      '5 \\notin Nat \\ {5}',
    ]));

  it('build functions, records and sequences', () =>
    allTrue([
      '[x \\in 1 .. 3 |-> x * x] = <<1, 4, 9>>',
      '[x \\in {2, 3} |-> x][3] = 3',
      '[x, y \\in 1 .. 2 |-> x + y][1, 2] = 3',
      'DOMAIN <<"a", "b">> = 1 .. 2',
      '[a |-> 1, b |-> 2].b = 2',
      '[a |-> 1] = [x \\in {"a"} |-> 1]',
      'DOMAIN [a |-> 1, b |-> 2] = {"a", "b"}',
      '[[a |-> 1, b |-> 2] EXCEPT !.a = @ + 5].a = 6',
      '[<<1, 2, 3>> EXCEPT ![2] = 7, ![3] = @ + 1] = <<1, 7, 4>>',
      '[[x \\in 1 .. 2 |-> [y \\in 1 .. 2 |-> 0]] EXCEPT ![1][2] = 9][1] = <<0, 9>>',
      '[{1, 2} -> {3, 4}] = {<<3, 3>>, <<3, 4>>, <<4, 3>>, <<4, 4>>}',
      '[a : {1}, b : {2, 3}] = {[a |-> 1, b |-> 2], [a |-> 1, b |-> 3]}',
      '<<1, 2>> \\o <<3>> = <<1, 2, 3>> /\\ Append(<<>>, 1) = <<1>>',
      'Head(<<1, 2>>) = 1 /\\ Tail(<<1, 2>>) = <<2>> /\\ Len(<<1, 2>>) = 2',
      'SubSeq(<<1, 2, 3>>, 2, 3) = <<2, 3>>',
      'SelectSeq(<<1, 2, 3>>, LAMBDA n : n > 1) = <<2, 3>>',
      '<<1, 2>> \\in Seq(Nat) /\\ <<-1>> \\notin Seq(Nat)',
      '(1 :> "a" @@ 2 :> "b") = <<"a", "b">>',
      '[x \\in {} |-> 1] = <<>>',
    ]));

  it('choose the least witness in the order of TLC', () =>
    allTrue([
      '(CHOOSE x \\in {3, 1, 2} : x > 1) = 2',
      '(CHOOSE S \\in SUBSET (1 .. 3) : Cardinality(S) = 2) = {1, 2}',
      '(CHOOSE f \\in [1 .. 2 -> {0, 1}] : f[1] # f[2]) = <<0, 1>>',
    ]));

  it('define operators, functions and what recurs', () =>
    allTrue(
      [
        'Fact(5) = 120',
        'fib[20] = 6765',
        'Twice(LAMBDA x : x + 3, 1) = 7',
        'Apply2(+, 3, 4) = 7',
        '(LET sq(x) == x * x two == 2 IN sq(two) + two) = 6',
        'Keep(1, 1 \\div 0) = 1',
        '(3 ++ 4) = 14',
        'Len(Path) = 2',
      ],
      `RECURSIVE Fact(_)
Fact(n) == IF n = 0 THEN 1 ELSE n * Fact(n - 1)
fib[n \\in Nat] == IF n < 2 THEN n ELSE fib[n - 1] + fib[n - 2]
Twice(F(_), x) == F(F(x))
Apply2(G(_, _), x, y) == G(x, y)
Keep(x, y) == IF TRUE THEN x ELSE y
a ++ b == 2 * (a + b)
Path == <<1, 2>>`,
    ));

  it('know the community modules', () =>
    allTrue(
      [
        'FoldSet(LAMBDA x, y : x + y, 0, 1 .. 4) = 10',
        'SumSet({1, 2, 3}) = 6 /\\ Max({1, 5, 2}) = 5 /\\ Min({4, 2}) = 2',
        'FoldLeft(LAMBDA acc, x : acc - x, 10, <<1, 2>>) = 7',
        'FoldRight(LAMBDA x, acc : x - acc, <<5, 3>>, 1) = 3',
        'ToSet(<<1, 2, 1>>) = {1, 2} /\\ Reverse(<<1, 2>>) = <<2, 1>>',
        'Range([a |-> 1, b |-> 2]) = {1, 2}',
        'kSubset(2, 1 .. 3) = {{1, 2}, {1, 3}, {2, 3}}',
        'IsPrefix(<<1>>, <<1, 2>>) /\\ ~IsPrefix(<<2>>, <<1, 2>>)',
        'BagCardinality(SetToBag({1, 2}) (+) SetToBag({1})) = 3',
        'CopiesIn(1, SetToBag({1, 2}) (+) SetToBag({1})) = 2',
        '6 & 3 = 2',
        'ConnectedComponents([node |-> 1 .. 3, edge |-> {{1, 2}}]) = {{1, 2}, {3}}',
      ],
      '',
      'Integers, Sequences, FiniteSets, FiniteSetsExt, SequencesExt, Functions, Bags, Bitwise, UndirectedGraphs',
    ));

  it('fold, select and replace as TLC does, also where a definition would do it in another order', () =>
    allTrue(
      [
        'FoldSet(LAMBDA x, y : x - y, 0, {1, 2, 3, 4}) = 2',
        'FoldFunction(LAMBDA x, y : Append(y, x), <<>>, <<5, 6, 7>>) = <<5, 6, 7>>',
        'FoldFunctionOnSet(LAMBDA x, y : Append(y, x), <<>>, <<5, 6, 7>>, {1, 3}) = <<5, 7>>',
        'FoldSeq(LAMBDA x, y : x - y, 0, <<1, 2, 3, 4>>) = 2',
        'FoldLeft(LAMBDA x, y : x - y, 0, <<1, 2, 3, 4>>) = -10',
        'FoldRight(LAMBDA x, y : x - y, <<1, 2, 3, 4>>, 0) = -2',
        'MapThenFoldSet(LAMBDA x, y : x - y, 0, LAMBDA x : x, LAMBDA s : CHOOSE x \\in s : TRUE, 1 .. 4) = -2',
        'SumFunction(<<1, 2, 3>>) = 6 /\\ SumFunctionOnSet(<<1, 2, 3>>, {1, 2}) = 3',
        'SelectInSubSeq(<<1, 2, 1, 2>>, 2, 4, LAMBDA x : x = 1) = 3',
        'SelectLastInSubSeq(<<1, 2, 1, 2>>, 1, 3, LAMBDA x : x = 1) = 3',
        'Zip(<<1, 2>>, <<3>>) = <<<<1, 3>>>>',
        'Interleave(<<1, 2>>, <<3, 4>>) = <<<<1>>, <<3>>, <<2>>, <<4>>>> /\\ Interleave(<<>>, <<>>) = <<<<>>, <<>>>>',
        'FlattenSeq(<<"a", "bc">>) = "abc" /\\ Tail("abc") = "bc"',
        'ReplaceAllSubSeqs(<<9>>, <<2>>, <<1, 2, 2>>) = <<1, 9, 9>>',
        'ReplaceAllSubSeqs(<<9>>, <<>>, <<1, 2>>) = <<9, 1, 9, 2>>',
        'ToBag(<<1, 2, 1>>) = <<2, 1>> /\\ IsSorted(<<1, 2>>, <)',
        'kSubset(-1, {1}) = {} /\\ Not(5) = 2 /\\ Not(0) = 0',
        '3 \\in Real /\\ 10 / 5 = 2',
      ],
      '',
      'SequencesExt, Bitwise, Reals',
    ));

  it('write and read JSON and text as TLC does', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-json-'));
    const file = JSON.stringify(join(folder, 'inner', 'a.json'));
    const options = '[format |-> "TXT", charset |-> "UTF-8"]';
    return allTrue(
      [
        'ToJson([a |-> {1, 2}]) = "{\\"a\\":[1,2]}"',
        'ToJson(0 :> 6 @@ 1 :> 8) = "{\\"0\\":6,\\"1\\":8}"',
        'ToJsonObject(<<5, 6>>) = "{\\"0\\":5,\\"1\\":6}"',
        'ToJsonArray({1, 2}) = "[1,2]"',
        `JsonSerialize(${file}, <<[a |-> 1, b |-> {1}], <<>>, TRUE, "x">>)`,
        `JsonDeserialize(${file}) = <<[a |-> 1, b |-> <<1>>], <<>>, TRUE, "x">>`,
        `ndJsonSerialize(${file}, <<[a |-> 1], [a |-> 2]>>) /\\ ndJsonDeserialize(${file})[2].a = 2`,
        `Serialize("hello", ${file}, ${options}).exitValue = 0 /\\ Deserialize(${file}, ${options}).stdout = "hello"`,
        'atoi("-12") = -12 /\\ zeroPadN(5, 3) = "005"',
      ],
      '',
      'Json, IOUtils, TLC, Sequences, Integers',
    ).finally(() => rmSync(folder, { recursive: true }));
  });
});
