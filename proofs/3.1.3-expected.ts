/**
 * Expected numbers of Theorem 3.1.3, one line a claim: states, transitions, depth and, where there is a trace, its steps.
 *
 * Each number came from a run and is compared by every run and by the tests. A change of the model that moves one is
 * either a mistake or belongs in the same commit as the new number, with the reason.
 */
export const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  'party-offline': [744, 875, 6, 6],
  'answer-censored': [1743, 2025, 7, 7],
  'equal-nonce': [20280, 25456, 6, 6],
  insolvent: [2756, 3318, 6, 6],
  'other-channel': [1212, 2525, 5, 5],
  'closes-at-once': [48, 58, 3, 3],
  'premise-holds': [2059864, 3629241, 16],
  'premise-fails': [2543, 5695, 7, 7],
  'premise-not-needed': [7281, 30252, 13],
  'highest-not-settled': [588, 710, 6, 6],
  'half-signed-wins': [588, 710, 6, 6],
  repaired: [2695, 3982, 10],
  'repaired-medium': [49542, 76960, 14],
  'repaired-large': [705074, 1094822, 18],
  'repaired-restart': [3379, 4810, 13],
  closes: [2695, 3982, 10],
  'closes-restart': [3379, 4810, 13],
  'without-prompt-party': [981, 1119, 6, 6],
  'without-bounded-censorship': [2031, 2337, 7, 7],
  'without-strict-nonce': [3012, 6146, 7, 7],
  'without-dispute-window': [49, 59, 3, 3],
  'without-answers-before-settlement': [1624, 2998, 7, 7],
  'without-verify-signatures': [1530, 2946, 5, 5],
  'without-bind-channel': [1530, 2946, 5, 5],
  'without-close-once': [3229, 4818, 9, 9],
  'without-conservation': [4326, 4952, 6, 6],
  'without-turn-taking': [22400, 27604, 6, 6],
  'without-verify-funding': [887, 1040, 5, 5],
  'without-freeze': [1920, 3102, 6, 6],
  'closing-never-ends': [7281, 30252, 13, 4],
  'stale-state-overridden': [2695, 3982, 10, 7],
  'a-gains': [2695, 3982, 10, 6],
  'b-gains': [2695, 3982, 10, 6],
  'last-block-used': [2695, 3982, 10, 6],
  'overridden-with-nothing-left': [2695, 3982, 10, 7],
  'half-signed-settled': [2695, 3982, 10, 6],
  'answer-answered': [2695, 3982, 10, 7],
  'a-closes': [2695, 3982, 10, 7],
};
