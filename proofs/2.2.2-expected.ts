/**
 * Expected numbers of Theorem 2.2.2, one line a claim: states, transitions, depth and, where there is a trace, its steps, and where there
 * is a price, the price.
 *
 * Each number came from a run and is compared by every run and by the tests. A change of the model that moves one is
 * either a mistake or belongs in the same commit as the new number, with the reason.
 */

import type { Expectation } from '../checker/language/theorem.ts';

export const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number, price?: number]>
> = {
  'proof-logged': [37, 36, 1, 1],
  'proven-without-a-root': [18, 36, 1, 1],
  'every-honest-proof-accepted': [37, 36, 1],
  'only-proofs-accepted': [34, 144, 1],
  'under-constrained-circuit': [39, 82, 3, 3],
  'other-data': [76, 152, 3, 3],
  'deposit-skipped': [224, 504, 5, 5],
  'proof-replayed': [800, 1904, 11, 11],
  'signature-proven-anew': [479, 1247, 12, 12],
  'other-key': [296, 873, 5, 5],
  'witness-withheld': [1720, 5891, 23, 2],
  'prover-crashed': [892, 2762, 24, 3],
  'not-covered': [399, 1065, 23, 4],
  'exits-frozen': [1720, 5891, 23, 9],
  'frozen-and-safe': [1720, 5891, 23],
  'false-statement-accepted': [218, 1728, 1, 1],
  'blind-string-accepted': [0, 0, 0],
  'honest-proof-accepted': [0, 0, 0],
  repaired: [6948, 17141, 28],
  'repaired-deposit': [16582, 42132, 29],
  'repaired-medium': [25245, 68158, 37],
  'batch-numbers': [5119, 12441, 28],
  'index-not-needed': [8060, 20267, 31],
  proven: [13946, 40029, 26],
  'exits-by-hatch': [13120, 42788, 26],
  'exits-by-queue': [752, 2164, 24],
  'taken-back-in-time': [4404, 10798, 30],
  'out-before-the-key': [43054, 145986, 32],
  'without-sound-circuit': [106, 209, 3, 3],
  'without-bind-data': [103, 195, 3, 3],
  'without-bind-inbox': [305, 632, 5, 5],
  'without-nonces': [2355, 5268, 12, 12],
  'without-no-upgrade': [911, 2325, 5, 5],
  'without-pop-at-execution': [1240, 2934, 7, 7],
  'without-merkle-proof': [305, 632, 5, 5],
  'without-escape-once': [413, 909, 6, 6],
  'exit-without-available-data': [51768, 210064, 26, 9],
  'exit-without-escape-hatch': [12608, 41508, 26, 5],
  'exit-without-pop-at-execution': [11136, 37004, 26, 4],
  'batch-numbers-unbound': [1780, 4080, 11, 11],
  'taken-back-too-late': [312, 631, 6, 6],
  'key-without-delay': [1413, 3258, 5, 5],
  'payment-executed': [6948, 17141, 28, 5],
  'deposit-applied': [16582, 42132, 29, 6],
  'exit-paid-by-batch': [6948, 17141, 28, 6],
  'both-escaped': [6948, 17141, 28, 6],
  'deposit-refunded': [16582, 42132, 29, 5],
  'old-proof-fits': [6948, 17141, 28, 5],
  'proof-of-other-data': [6948, 17141, 28, 2],
  'wrong-batch-taken-back': [4404, 10798, 30, 6],
  'key-comes-too-late': [43054, 145986, 32, 9],
  'prover-crashed-and-out': [13120, 42788, 26, 8],
  'one-account': [3733, 9259, 27],
  'one-account-deposit': [1596, 4468, 25],
  'one-account-withheld': [1720, 5891, 23],
  'one-account-watched': [1487, 3629, 26],
  'one-account-watched-blind': [3773, 10745, 27],
  'one-account-new-key': [2717, 9412, 27],
  'one-account-numbered': [587, 1556, 23],
  'one-account-numbered-watched': [2287, 5761, 30],
  'hers-unshown': [341, 855, 16],
  'hers-again': [322, 836, 16],
  'one-account-popped': [47, 98, 3, 3],
  'right-is-executed': [509, 1283, 27],
  'right-is-frozen': [553, 1349, 27, 7],
  'exit-without-hatch-and-queue': [402, 1165, 23, 8],
  'key-replaced': [868, 3078, 19, 5, 2],
  'key-replaced-at-once': [962, 3724, 18, 2, 0],
  'frozen-by-deadline': [114, 284, 14, 5, 3],
  'overdue-together': [303, 820, 16, 5],
  'executed-at-once': [446, 1218, 23, 5, 0],
  'executed-after-delay': [463, 1059, 25, 7, 2],
  'proof-of-what-is-withheld': [761, 2377, 14, 2],
  specified: [1735, 4300, 23],
};

/** The expectation of a claim, from its line. */
export function expectation(id: string, verdict: Expectation['verdict']): Expectation {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  return { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
}
