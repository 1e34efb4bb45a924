/**
 * Expected numbers of item 1.2.4, one line a claim: states, transitions, depth and, where there is a trace, its steps.
 *
 * Each number came from a run and is compared by every run and by the tests. A change of the model that moves one is
 * either a mistake or belongs in the same commit as the new number, with the reason.
 */
export const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  reorganised: [42, 67, 2, 2],
  upgraded: [2738, 6380, 6, 6],
  'final-and-not-payable': [4724, 15664, 11, 5],
  soft: [68620, 226186, 17],
  posted: [154896, 541354, 15],
  'l1-final': [333498, 1482077, 17],
  'bridge-final': [260646, 1265515, 17],
  'soft-without-word': [41, 64, 2, 2],
  'posted-reorganised': [68, 133, 3, 3],
  'posted-upgraded': [4620, 12061, 7, 7],
  'l1-final-upgraded': [4620, 12061, 7, 7],
  'l1-final-deep-reorg': [574, 1702, 5, 5],
  'l1-final-with-its-claim': [2245, 4945, 6, 6],
  'bridge-final-without-data': [43463, 121352, 9, 9],
  'bridge-final-fast-upgrade': [8078, 23370, 8, 8],
  'every-level-reached': [260646, 1265515, 17, 6],
  'left-before-upgrade': [260646, 1265515, 17, 5],
};
