/** Community modules of numbers, said in TLA+ itself. */

/** Fractions whose denominator is a power of two, in lowest terms. */
export const dyadicRationals: string = `---- MODULE DyadicRationals ----
LOCAL INSTANCE Integers
LOCAL INSTANCE TLC
LOCAL INSTANCE Sequences
Zero == [num |-> 0, den |-> 1]
One == [num |-> 1, den |-> 1]
LOCAL Lowest(num, den) == LET L[n \\in Int, d \\in Nat] == IF n % 2 = 0 /\\ d % 2 = 0 THEN L[n \\div 2, d \\div 2]
                                                          ELSE [num |-> n, den |-> d]
                          IN L[num, den]
IsDyadicRational(r) == \\E i \\in 0 .. r.den : 2 ^ i = r.den
Add(p, q) == IF p.den >= q.den THEN Lowest(p.num + q.num * (p.den \\div q.den), p.den)
             ELSE Lowest(p.num * (q.den \\div p.den) + q.num, q.den)
Half(p) == Lowest(p.num, 2 * p.den)
PrettyPrint(p) == IF p.den = 1 THEN ToString(p.num) ELSE ToString(p.num) \\o "/" \\o ToString(p.den)
====`;

export const combinatorics: string = `---- MODULE Combinatorics ----
EXTENDS Naturals
factorial[n \\in Nat] == IF n = 0 THEN 1 ELSE n * factorial[n - 1]
choose(n, k) == factorial[n] \\div (factorial[k] * factorial[n - k])
====`;
