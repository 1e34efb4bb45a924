/** Community modules of graphs and relations, said in TLA+ itself. Connections are found by reaching out, not by listing paths. */

export const undirectedGraphs: string = `---- MODULE UndirectedGraphs ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt
LOCAL INSTANCE FiniteSets
IsUndirectedGraph(G) == G = [node |-> G.node, edge |-> G.edge] /\\ \\A e \\in G.edge : \\E a, b \\in G.node : e = {a, b}
IsLoopFreeUndirectedGraph(G) == G = [node |-> G.node, edge |-> G.edge] /\\ \\A e \\in G.edge : \\E a, b \\in G.node : a # b /\\ e = {a, b}
UndirectedSubgraph(G) == {H \\in [node : SUBSET G.node, edge : SUBSET G.edge] : IsUndirectedGraph(H) /\\ H.edge \\subseteq G.edge}
Path(G) == {p \\in SeqOf(G.node, Cardinality(G.node)) : p # <<>> /\\ \\A i \\in 1 .. (Len(p) - 1) : {p[i], p[i + 1]} \\in G.edge}
SimplePath(G) == {p \\in Path(G) : \\A i, j \\in DOMAIN p : i # j => p[i] # p[j]}
LOCAL Reach(G, n) == LET R[i \\in Nat] == IF i = 0 THEN {n}
                         ELSE R[i - 1] \\cup {m \\in G.node : \\E k \\in R[i - 1] : {k, m} \\in G.edge}
                     IN R[Cardinality(G.node)]
ConnectedComponents(G) == {Reach(G, n) : n \\in G.node}
AreConnectedIn(m, n, G) == m \\in Reach(G, n)
UndirectedGraphs(S) == [node : {S}, edge : SUBSET {{s, t} : <<s, t>> \\in S \\X S}]
IsStronglyConnected(G) == \\A m, n \\in G.node : AreConnectedIn(m, n, G)
====`;

export const graphs: string = `---- MODULE Graphs ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt
LOCAL INSTANCE FiniteSets
IsDirectedGraph(G) == DOMAIN G = {"node", "edge"} /\\ \\A e \\in G.edge : e \\in G.node \\X G.node
DirectedSubgraph(G) == {H \\in [node : SUBSET G.node, edge : SUBSET G.edge] : IsDirectedGraph(H)}
Transpose(G) == [node |-> G.node, edge |-> {<<e[2], e[1]>> : e \\in G.edge}]
IsUndirectedGraph(G) == IsDirectedGraph(G) /\\ Transpose(G).edge \\subseteq G.edge
UndirectedSubgraph(G) == {H \\in DirectedSubgraph(G) : IsUndirectedGraph(H)}
LOCAL IsWalk(p, G) == Len(p) > 0 /\\ \\A i \\in 2 .. Len(p) : <<p[i - 1], p[i]>> \\in G.edge
Path(G) == {p \\in Seq(G.node) : IsWalk(p, G)}
SimplePath(G) == {p \\in SeqOf(G.node, Cardinality(G.node)) : IsWalk(p, G) /\\ \\A i, j \\in DOMAIN p : i # j => p[i] # p[j]}
LOCAL Reach(m, G) == LET R[i \\in Nat] == IF i = 0 THEN {m}
                         ELSE R[i - 1] \\cup {n \\in G.node : \\E k \\in R[i - 1] : <<k, n>> \\in G.edge}
                     IN R[Cardinality(G.node)]
AreConnectedIn(m, n, G) == m \\in G.node /\\ n \\in Reach(m, G)
ConnectionsIn(G) == LET R == [m \\in G.node |-> Reach(m, G)] IN [m, n \\in G.node |-> n \\in R[m]]
IsStronglyConnected(G) == LET C == ConnectionsIn(G) IN \\A m, n \\in G.node : C[m, n]
IsTreeWithRoot(G, r) == /\\ IsDirectedGraph(G)
                        /\\ \\A e \\in G.edge : e[1] # r
                        /\\ \\A e, f \\in G.edge : e[1] = f[1] => e = f
                        /\\ \\A n \\in G.node : AreConnectedIn(n, r, G)
====`;

/** A relation on S is a function from pairs to truth values; `…Under` are about an operator. */
export const relation: string = `---- MODULE Relation ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets
LOCAL Table(op(_, _), S) == [x, y \\in S |-> op(x, y)]
IsReflexive(R, S) == \\A x \\in S : R[x, x]
IsReflexiveUnder(op(_, _), S) == IsReflexive(Table(op, S), S)
IsIrreflexive(R, S) == \\A x \\in S : ~R[x, x]
IsIrreflexiveUnder(op(_, _), S) == IsIrreflexive(Table(op, S), S)
IsSymmetric(R, S) == \\A x, y \\in S : R[x, y] => R[y, x]
IsSymmetricUnder(op(_, _), S) == IsSymmetric(Table(op, S), S)
IsAntiSymmetric(R, S) == \\A x, y \\in S : x # y => ~(R[x, y] /\\ R[y, x])
IsAntiSymmetricUnder(op(_, _), S) == IsAntiSymmetric(Table(op, S), S)
IsAsymmetric(R, S) == \\A x, y \\in S : R[x, y] => ~R[y, x]
IsAsymmetricUnder(op(_, _), S) == IsAsymmetric(Table(op, S), S)
IsTransitive(R, S) == \\A x, y \\in S : R[x, y] => \\A z \\in S : R[y, z] => R[x, z]
IsTransitiveUnder(op(_, _), S) == IsTransitive(Table(op, S), S)
LOCAL IsTotal(R, S) == \\A x, y \\in S : x = y \\/ R[x, y] \\/ R[y, x]
IsStrictlyPartiallyOrdered(R, S) == IsIrreflexive(R, S) /\\ IsAntiSymmetric(R, S) /\\ IsTransitive(R, S)
IsStrictlyPartiallyOrderedUnder(op(_, _), S) == IsStrictlyPartiallyOrdered(Table(op, S), S)
IsPartiallyOrdered(R, S) == IsReflexive(R, S) /\\ IsAntiSymmetric(R, S) /\\ IsTransitive(R, S)
IsPartiallyOrderedUnder(op(_, _), S) == IsPartiallyOrdered(Table(op, S), S)
IsStrictlyTotallyOrdered(R, S) == IsStrictlyPartiallyOrdered(R, S) /\\ IsTotal(R, S)
IsStrictlyTotallyOrderedUnder(op(_, _), S) == IsStrictlyTotallyOrdered(Table(op, S), S)
IsTotallyOrdered(R, S) == IsPartiallyOrdered(R, S) /\\ IsTotal(R, S)
IsTotallyOrderedUnder(op(_, _), S) == IsTotallyOrdered(Table(op, S), S)
TransitiveClosure(R, S) == LET C[i \\in Nat] == IF i = 0 THEN R
                                 ELSE [x, y \\in S |-> C[i - 1][x, y] \\/ \\E z \\in S : C[i - 1][x, z] /\\ C[i - 1][z, y]]
                           IN C[Cardinality(S)]
ReflexiveTransitiveClosure(R, S) == LET C == TransitiveClosure(R, S) IN [x, y \\in S |-> x = y \\/ C[x, y]]
IsConnected(R, S) == LET C == ReflexiveTransitiveClosure(R, S) IN \\A x, y \\in S : C[x, y]
====`;
