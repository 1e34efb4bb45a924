/** Community modules that are said in TLA+ itself. */

export const functions: string = `---- MODULE Functions ----
EXTENDS _Functions, Integers, Folds
LOCAL INSTANCE FiniteSets
Restrict(f, S) == [x \\in S |-> f[x]]
RestrictDomain(f, Test(_)) == Restrict(f, {x \\in DOMAIN f : Test(x)})
RestrictValues(f, Test(_)) == LET S == {x \\in DOMAIN f : Test(f[x])} IN Restrict(f, S)
IsRestriction(f, g) == DOMAIN f \\subseteq DOMAIN g /\\ \\A x \\in DOMAIN f \\cap DOMAIN g : f[x] = g[x]
Range(f) == {f[x] : x \\in DOMAIN f}
Pointwise(f, g, Op(_, _)) == [e \\in DOMAIN f |-> Op(f[e], g[e])]
Inverse(f, S, T) == [t \\in T |-> CHOOSE s \\in S : t \\in Range(f) => f[s] = t]
AntiFunction(f) == Inverse(f, DOMAIN f, Range(f))
IsInjective(f) == \\A a, b \\in DOMAIN f : f[a] = f[b] => a = b
IsSurjective(f, S) == S \\subseteq Range(f)
IsBijection(f, S, T) == f \\in [S -> T] /\\ IsInjective(f) /\\ \\A t \\in T : \\E s \\in S : f[s] = t
Injection(S, T) == {M \\in [S -> T] : IsInjective(M)}
Surjection(S, T) == {M \\in [S -> T] : \\A t \\in T : \\E s \\in S : M[s] = t}
Bijection(S, T) == Injection(S, T) \\cap Surjection(S, T)
ExistsInjection(S, T) == Injection(S, T) # {}
ExistsSurjection(S, T) == Surjection(S, T) # {}
ExistsBijection(S, T) == Bijection(S, T) # {}
SumFunctionOnSet(fun, indices) == FoldFunctionOnSet(LAMBDA x, y : x + y, 0, fun, indices)
SumFunction(fun) == FoldFunction(LAMBDA x, y : x + y, 0, fun)
====`;

export const folds: string = `---- MODULE Folds ----
EXTENDS _Folds
====`;

export const finiteSetsExt: string = `---- MODULE FiniteSetsExt ----
EXTENDS _FiniteSetsExt, Integers, FiniteSets, Folds, Functions
SumSet(set) == FoldSet(LAMBDA x, y : x + y, 0, set)
ProductSet(set) == FoldSet(LAMBDA x, y : x * y, 1, set)
ReduceSet(op(_, _), set, acc) == FoldSet(op, acc, set)
MapThenSumSet(op(_), set) == MapThenFoldSet(LAMBDA x, y : x + y, 0, op, LAMBDA s : CHOOSE x \\in s : TRUE, set)
FlattenSet(S) == UNION S
SymDiff(A, B) == {x \\in A \\cup B : x \\notin A \\/ x \\notin B}
Quantify(S, P(_)) == Cardinality({s \\in S : P(s)})
Max(S) == CHOOSE x \\in S : \\A y \\in S : x >= y
Min(S) == CHOOSE x \\in S : \\A y \\in S : x <= y
Choices(Sets) == {Range(f) : f \\in {c \\in [Sets -> UNION Sets] : \\A T \\in Sets : c[T] \\in T}}
ChooseUnique(S, P(_)) == CHOOSE x \\in S : P(x) /\\ \\A y \\in S : P(y) => y = x
AllSubsetsOf(S) == SUBSET S
====`;

export const sequencesExt: string = `---- MODULE SequencesExt ----
EXTENDS _SequencesExt, Sequences, Naturals, FiniteSets, FiniteSetsExt, Folds, Functions, Bags, TLC
ToBag(s) == [x \\in Range(s) |-> Cardinality({i \\in DOMAIN s : s[i] = x})]
IsSorted(s, op(_, _)) == \\A i, j \\in 1 .. Len(s) : i < j => op(s[i], s[j])
ToSet(s) == {s[i] : i \\in DOMAIN s}
SetToSeq(S) == SetToSortedList(S)
SetToSeqs(S) == LET D == 1 .. Cardinality(S) IN {f \\in [D -> S] : \\A i, j \\in D : i # j => f[i] # f[j]}
SetToAllKPermutations(S) == UNION {SetToSeqs(s) : s \\in SUBSET S}
TupleOf(set, n) == [1 .. n -> set]
SeqOf(set, n) == UNION {[1 .. m -> set] : m \\in 0 .. n}
BoundedSeq(S, n) == SeqOf(S, n)
Contains(s, e) == \\E i \\in DOMAIN s : s[i] = e
Reverse(s) == [i \\in 1 .. Len(s) |-> s[(Len(s) - i) + 1]]
Remove(s, e) == SelectSeq(s, LAMBDA t : t # e)
ReplaceAll(s, old, new) == [i \\in 1 .. Len(s) |-> IF s[i] = old THEN new ELSE s[i]]
SelectInSeq(seq, Test(_)) == LET I == {i \\in 1 .. Len(seq) : Test(seq[i])} IN IF I # {} THEN Min(I) ELSE 0
SelectLastInSeq(seq, Test(_)) == LET I == {i \\in 1 .. Len(seq) : Test(seq[i])} IN IF I # {} THEN Max(I) ELSE 0
InsertAt(s, i, e) == SubSeq(s, 1, i - 1) \\o <<e>> \\o SubSeq(s, i, Len(s))
ReplaceAt(s, i, e) == [s EXCEPT ![i] = e]
RemoveAt(s, i) == SubSeq(s, 1, i - 1) \\o SubSeq(s, i + 1, Len(s))
Cons(elt, seq) == <<elt>> \\o seq
Front(s) == SubSeq(s, 1, Len(s) - 1)
Last(s) == s[Len(s)]
Suffixes(s) == {SubSeq(s, l, Len(s)) : l \\in 1 .. Len(s)} \\cup {<<>>}
Prefixes(s) == {SubSeq(s, 1, l) : l \\in 0 .. Len(s)}
IsPrefix(s, t) == Len(s) <= Len(t) /\\ SubSeq(s, 1, Len(s)) = SubSeq(t, 1, Len(s))
IsStrictPrefix(s, t) == IsPrefix(s, t) /\\ s # t
IsSuffix(s, t) == Len(s) <= Len(t) /\\ SubSeq(t, Len(t) - Len(s) + 1, Len(t)) = s
IsStrictSuffix(s, t) == IsSuffix(s, t) /\\ s # t
CommonPrefixes(S) == LET P == UNION {Prefixes(seq) : seq \\in S} IN {prefix \\in P : \\A t \\in S : IsPrefix(prefix, t)}
LongestCommonPrefix(S) == CHOOSE longest \\in CommonPrefixes(S) : \\A other \\in CommonPrefixes(S) : Len(other) <= Len(longest)
FoldSeq(op(_, _), base, seq) == FoldFunction(op, base, seq)
FoldLeft(op(_, _), base, seq) == FoldItems(LAMBDA acc, x : op(acc, x), base, seq)
FoldRight(op(_, _), seq, base) == FoldItems(LAMBDA acc, x : op(x, acc), base, Reverse(seq))
FoldLeftDomain(op(_, _), base, seq) == FoldItems(op, base, [i \\in 1 .. Len(seq) |-> i])
FoldRightDomain(op(_, _), seq, base) == FoldItems(LAMBDA acc, x : op(x, acc), base, Reverse([i \\in 1 .. Len(seq) |-> i]))
FlattenSeq(seqs) == IF Len(seqs) = 0 THEN seqs ELSE FoldItems(LAMBDA acc, x : acc \\o x, seqs[1], Tail(seqs))
Zip(s, t) == [i \\in 1 .. (IF Len(s) <= Len(t) THEN Len(s) ELSE Len(t)) |-> <<s[i], t[i]>>]
SubSeqs(s) == {SubSeq(s, i + 1, j) : i, j \\in 0 .. Len(s)}
AllSubSeqs(s) == {FoldItems(LAMBDA acc, i : Append(acc, s[i]), <<>>, SetToSortedList(I)) : I \\in SUBSET (DOMAIN s)}
RemoveFirst(s, e) == IF Contains(s, e) THEN RemoveAt(s, SelectInSeq(s, LAMBDA v : v = e)) ELSE s
RemoveFirstMatch(s, Test(_)) == IF \\E i \\in DOMAIN s : Test(s[i]) THEN RemoveAt(s, SelectInSeq(s, Test)) ELSE s
Snoc(elt, seq) == Append(seq, elt)
Interleave(s, t) == CASE Len(s) = Len(t) /\\ Len(s) = 0 -> << <<>>, <<>> >>
                      [] Len(s) = Len(t) -> [i \\in 1 .. 2 * Len(s) |-> IF i % 2 = 1 THEN <<s[(i + 1) \\div 2]>> ELSE <<t[i \\div 2]>>]
IndexFirstSubSeq(s, t) == CHOOSE i \\in 1 .. Len(t) + 1 : /\\ SubSeq(t, i, i + Len(s) - 1) = s
                                                        /\\ \\A j \\in 1 .. i - 1 : SubSeq(t, j, j + Len(s) - 1) # s
ReplaceSubSeqAt(i, r, s, t) == SubSeq(t, 1, i - 1) \\o r \\o SubSeq(t, i + Len(s), Len(t))
ReplaceFirstSubSeq(r, s, t) == IF s \\in SubSeqs(t) THEN ReplaceSubSeqAt(IndexFirstSubSeq(s, t), r, s, t) ELSE t
LOCAL Replaced(r, s, t) == LET R[i \\in Nat] == IF i > Len(t) THEN <<>>
                                               ELSE IF i + Len(s) - 1 <= Len(t) /\\ SubSeq(t, i, i + Len(s) - 1) = s THEN r \\o R[i + Len(s)]
                                               ELSE <<t[i]>> \\o R[i + 1]
                           IN R[1]
ReplaceAllSubSeqs(r, s, t) == CASE s = t -> r
                                [] r = s -> t
                                [] s # t /\\ Len(s) = 0 -> FlattenSeq([i \\in 1 .. Len(t) |-> r \\o <<t[i]>>])
                                [] OTHER -> Replaced(r, s, t)
SeqMod(a, b) == IF a % b = 0 THEN b ELSE a % b
====`;

export const bags: string = `---- MODULE Bags ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE TLC
LOCAL INSTANCE Folds
LOCAL Positive == Nat \\ {0}
LOCAL SumOver(f, S) == MapThenFoldSet(LAMBDA x, y : x + y, 0, LAMBDA i : f[i], LAMBDA s : CHOOSE x \\in s : TRUE, S)
EmptyBag == [x \\in {} |-> 1]
IsABag(B) == B \\in [DOMAIN B -> Positive]
BagToSet(B) == DOMAIN B
SetToBag(S) == [e \\in S |-> 1]
BagIn(e, B) == e \\in BagToSet(B)
CopiesIn(e, B) == IF BagIn(e, B) THEN B[e] ELSE 0
B1 (+) B2 == [e \\in DOMAIN B1 \\cup DOMAIN B2 |-> CopiesIn(e, B1) + CopiesIn(e, B2)]
B1 (-) B2 == LET B == [e \\in DOMAIN B1 |-> B1[e] - CopiesIn(e, B2)] IN [e \\in {d \\in DOMAIN B : B[d] > 0} |-> B[e]]
B1 \\sqsubseteq B2 == DOMAIN B1 \\subseteq DOMAIN B2 /\\ \\A e \\in DOMAIN B1 : B1[e] <= B2[e]
BagUnion(S) == LET all == UNION {DOMAIN B : B \\in S}
                   count(e) == MapThenFoldSet(LAMBDA x, y : x + y, 0, LAMBDA B : CopiesIn(e, B), LAMBDA s : CHOOSE x \\in s : TRUE, S)
               IN [e \\in all |-> count(e)]
SubBag(B) == UNION {{f \\in [S -> 1 .. (IF S = {} THEN 1 ELSE CHOOSE n \\in {B[e] : e \\in S} : \\A e \\in S : B[e] <= n)] :
                     \\A e \\in S : f[e] <= B[e]} : S \\in SUBSET DOMAIN B}
BagOfAll(F(_), B) == [e \\in {F(d) : d \\in BagToSet(B)} |-> SumOver(B, {d \\in BagToSet(B) : F(d) = e})]
BagCardinality(B) == SumOver(B, DOMAIN B)
====`;

export const bagsExt: string = `---- MODULE BagsExt ----
LOCAL INSTANCE Bags
LOCAL INSTANCE Integers
LOCAL INSTANCE Folds
BagAdd(B, x) == IF x \\in DOMAIN B THEN [e \\in DOMAIN B |-> IF e = x THEN B[e] + 1 ELSE B[e]]
                ELSE [e \\in DOMAIN B \\cup {x} |-> IF e = x THEN 1 ELSE B[e]]
BagRemove(B, x) == IF x \\notin DOMAIN B THEN B
                   ELSE IF B[x] = 1 THEN [e \\in DOMAIN B \\ {x} |-> B[e]] ELSE [B EXCEPT ![x] = @ - 1]
BagRemoveAll(B, x) == [e \\in DOMAIN B \\ {x} |-> B[e]]
FoldBag(op(_, _), base, B) == MapThenFoldSet(op, base, LAMBDA e : e[1], LAMBDA s : CHOOSE x \\in s : TRUE,
                                             UNION {{<<e, i>> : i \\in 1 .. B[e]} : e \\in DOMAIN B})
SumBag(B) == FoldBag(LAMBDA x, y : x + y, 0, B)
ProductBag(B) == FoldBag(LAMBDA x, y : x * y, 1, B)
====`;

export const tlaps: string = `---- MODULE TLAPS ----
EXTENDS _TLAPS
====`;
