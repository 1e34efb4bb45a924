/**
 * Expected numbers of Theorem 3.2.3, one line a claim: states, transitions, depth and, where there is a trace, its steps.
 *
 * Each number came from a run and is compared by every run and by the tests. A change of the model that moves one is
 * either a mistake or belongs in the same commit as the new number, with the reason.
 */
export const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  'shared-collateral': [50, 71, 2, 2],
  'shared-collateral-moved': [102, 221, 3, 3],
  'shared-turn': [101, 209, 3, 3],
  'shared-challenge': [2135, 8709, 7, 7],
  'same-bytes': [10, 10, 1, 1],
  'reads-another': [305, 826, 4, 4],
  'not-needed': [25026, 206263, 13],
  repaired: [18022, 136949, 15],
  'repaired-payments': [25026, 206263, 13],
  'repaired-game': [21672, 178260, 13],
  'repaired-medium': [46424, 387925, 15],
  'repaired-large': [196943, 1703334, 17],
  'first-as-if-alone': [18022, 136949, 15],
  'second-as-if-alone': [18022, 136949, 15],
  alone: [162, 600, 9],
  pair: [352, 1551, 10],
  'disjoint-encodings': [18022, 136949, 15],
  'long-deadlines': [27375, 161829, 30],
  leaving: [638, 3118, 9],
  'leaving-by-record': [616, 2567, 9],
  'leaving-by-override': [702, 4046, 9],
  'without-own-collateral': [102, 221, 3, 3],
  'without-bind-application': [44, 65, 2, 2],
  'without-own-turn': [101, 209, 3, 3],
  'without-own-challenge': [15271, 90337, 15, 15],
  'without-own-reads': [305, 826, 4, 4],
  'without-bounded-censorship': [1041, 3194, 5, 5],
  'without-record-rises': [1658, 7511, 6, 6],
  'without-keeps-answer': [3055, 14172, 7, 7],
  'alone-without-own-collateral': [102, 221, 3, 3],
  'alone-without-bind-application': [8, 8, 1, 1],
  'alone-without-own-turn': [1515, 5333, 6, 6],
  'alone-without-own-challenge': [639, 1923, 5, 5],
  'alone-without-own-reads': [305, 826, 4, 4],
  'deadline-one-short': [24911, 147806, 27, 27],
  'refuted-for-ever': [680, 3363, 9, 7],
  'both-settled-apart': [27053, 198923, 15, 4],
  'both-challenged': [18022, 136949, 15, 2],
  'challenge-answered': [18022, 136949, 15, 4],
  'claimed-at-the-last-moment': [18022, 136949, 15, 5],
  acknowledged: [18022, 136949, 15, 6],
  'front-run': [18022, 136949, 15, 4],
  'forced-move': [21672, 178260, 13, 4],
};
