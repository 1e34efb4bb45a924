/** Community modules, against what TLC answers; fractions, pictures and clocks by hand where TLC's overrides write them otherwise. */

import { expect, test } from 'vitest';
import { checkText } from './modules.ts';

async function allTrue(module: string, definitions: string, expressions: readonly string[]): Promise<void> {
  const body = `M == INSTANCE ${module}\n${definitions}\n${expressions.map((one) => `ASSUME ${one}`).join('\n')}`;
  const { verdict, violated, problem } = await checkText(body, '');
  expect([verdict, violated, problem?.message]).toEqual(['success', null, undefined]);
}

test('Graphs', () =>
  allTrue(
    'Graphs',
    `g == [node |-> 1..4, edge |-> {<<1, 2>>, <<2, 3>>, <<3, 1>>, <<4, 3>>}]
tree == [node |-> 1..4, edge |-> {<<2, 1>>, <<3, 1>>, <<4, 3>>}]
pair == [node |-> 1..2, edge |-> {<<1, 2>>, <<2, 1>>}]
Connected(G) == {p \\in G.node \\X G.node : M!AreConnectedIn(p[1], p[2], G)}`,
    [
      'M!IsDirectedGraph(g) /\\ ~M!IsDirectedGraph([node |-> 1..2, edge |-> {<<1, 3>>}])',
      '~M!IsDirectedGraph([node |-> 1..2, edge |-> {}, name |-> "g"])',
      'M!IsUndirectedGraph(pair) /\\ ~M!IsUndirectedGraph(g)',
      'M!SimplePath(pair) = {<<1>>, <<2>>, <<1, 2>>, <<2, 1>>} /\\ Cardinality(M!SimplePath(g)) = 13',
      '<<1, 2, 3, 1>> \\in M!Path(g) /\\ <<1, 3>> \\notin M!Path(g) /\\ <<>> \\notin M!Path(g)',
      'Connected(g) = ((1..4) \\X (1..3)) \\cup {<<4, 4>>}',
      '\\A m, n \\in 1..4 : M!ConnectionsIn(tree)[m, n] = (m = n \\/ n = 1 \\/ (m = 4 /\\ n = 3))',
      '~M!AreConnectedIn(5, 5, g)',
      'M!IsStronglyConnected(pair) /\\ ~M!IsStronglyConnected(g)',
      'M!IsTreeWithRoot(tree, 1) /\\ ~M!IsTreeWithRoot(tree, 3) /\\ ~M!IsTreeWithRoot(g, 1)',
      'Cardinality(M!DirectedSubgraph(pair)) = 7 /\\ Cardinality(M!UndirectedSubgraph(pair)) = 5',
      'M!Transpose(tree).edge = {<<1, 2>>, <<1, 3>>, <<3, 4>>}',
    ],
  ));

test('Relation', () =>
  allTrue(
    'Relation',
    `less == [x, y \\in 1..3 |-> x < y]
atMost == [x, y \\in 1..3 |-> x =< y]
next == [x, y \\in 1..4 |-> y = x + 1]
none == [x, y \\in 1..3 |-> FALSE]
All(r, s) == <<M!IsReflexive(r, s), M!IsIrreflexive(r, s), M!IsSymmetric(r, s), M!IsAntiSymmetric(r, s), M!IsAsymmetric(r, s),
               M!IsTransitive(r, s), M!IsStrictlyPartiallyOrdered(r, s), M!IsPartiallyOrdered(r, s),
               M!IsStrictlyTotallyOrdered(r, s), M!IsTotallyOrdered(r, s), M!IsConnected(r, s)>>
T == TRUE
F == FALSE`,
    [
      'All(less, 1..3) = <<F, T, F, T, T, T, T, F, T, F, F>>',
      'All(atMost, 1..3) = <<T, F, F, T, F, T, F, T, F, T, F>>',
      'All(next, 1..4) = <<F, T, F, T, T, F, F, F, F, F, F>>',
      'All(none, 1..3) = <<F, T, T, T, T, T, T, F, F, F, F>>',
      'All([x, y \\in 1..3 |-> x = y], 1..3) = <<T, F, T, T, F, T, F, T, F, F, F>>',
      'M!TransitiveClosure(next, 1..4) = [x, y \\in 1..4 |-> x < y]',
      'M!ReflexiveTransitiveClosure(none, 1..3) = [x, y \\in 1..3 |-> x = y]',
      'M!IsConnected([x, y \\in 1..3 |-> y = (x % 3) + 1], 1..3)',
      'M!IsTransitiveUnder(<, 1..3) /\\ M!IsTotallyOrderedUnder(=<, 1..3) /\\ M!IsSymmetricUnder(LAMBDA x, y : x + y > 3, 1..3)',
    ],
  ));

test('DyadicRationals and Combinatorics', async () => {
  await allTrue('DyadicRationals', 'half == M!Half(M!One)', [
    'half = [num |-> 1, den |-> 2] /\\ M!Half([num |-> 6, den |-> 1]) = [num |-> 3, den |-> 1]',
    'M!Add(half, M!Half(half)) = [num |-> 3, den |-> 4] /\\ M!Add(M!Half(half), half) = [num |-> 3, den |-> 4]',
    'M!Add(half, half) = M!One /\\ M!Add(M!Zero, half) = half /\\ M!Add(half, M!Zero) = half',
    'M!IsDyadicRational([num |-> 3, den |-> 8]) /\\ ~M!IsDyadicRational([num |-> 3, den |-> 6])',
    '<<M!PrettyPrint(M!Zero), M!PrettyPrint(M!One), M!PrettyPrint(half)>> = <<"0", "1", "1/2">>',
  ]);
  await allTrue('Combinatorics', '', ['M!factorial[5] = 120', 'M!choose(6, 2) = 15']);
});

test('VectorClocks', () =>
  allTrue(
    'VectorClocks',
    `late == [c |-> [a |-> 1, b |-> 1], n |-> "b"]
first == [c |-> [a |-> 1], n |-> "a"]
beside == [c |-> [a |-> 2], n |-> "a"]
last == [c |-> [a |-> 1, b |-> 2], n |-> "b"]
Clock(l) == l.c
Ordered(log) == M!CausalOrder(log, Clock, LAMBDA l : l.n, LAMBDA c : DOMAIN c)`,
    [
      '~M!IsCausalOrder(<<late, first>>, Clock) /\\ M!IsCausalOrder(<<first, late, beside, last>>, Clock)',
      'M!IsCausalOrder(<<first, beside, late, last>>, Clock) /\\ ~M!IsCausalOrder(<<first, first>>, Clock)',
      'Ordered(<<last, late, beside, first>>) = <<first, late, last, beside>>',
      'Ordered(<<>>) = <<>>',
    ],
  ));

test('SVG', () =>
  allTrue('SVG', '', [
    'M!Line(1, 2, 3, 4, [stroke |-> "red"]).attrs = [x1 |-> "1", y1 |-> "2", x2 |-> "3", y2 |-> "4", stroke |-> "red"]',
    'M!SVGElemToString(M!Group(<<M!Text(5, 6, "a < b", <<>>)>>, [id |-> "g"])) = "<g id=\\"g\\"><text x=\\"5\\" y=\\"6\\">a &lt; b</text></g>"',
    'M!NodeOfRingNetwork(10, 10, 5, 1, 4) = [x |-> 10, y |-> 15]',
    'M!PointOnLine([x |-> 0, y |-> 0], [x |-> 10, y |-> 20], 2) = [x |-> 5, y |-> 10]',
  ]));
