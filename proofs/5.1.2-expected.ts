/**
 * Expected numbers of item 5.1.2, one line a claim: states, transitions, depth and, where there is a trace, its steps.
 *
 * Each number came from a run and is compared by every run and by the tests. A change of the model that moves one is
 * either a mistake or belongs in the same commit as the new number, with the reason.
 */
export const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  'watched-without-data': [102, 188, 3, 3],
  'account-hasty': [51, 103, 3, 3],
  'claimed-at-last': [208, 616, 8],
  'claimed-without-data': [378, 1079, 8, 1],
  'claimed-by-nobody': [416, 1380, 9, 2],
  'claimed-and-replaced': [576, 1804, 10, 5],
  'theft-without-data': [1065, 3084, 6, 6],
  watched: [866, 2775, 11],
  unwatched: [866, 2775, 11],
  'censored-for-cause': [558, 1631, 11],
  'levels-founded': [178, 549, 7],
  'hasty-on-claims': [248, 722, 7],
  'account-two-reorganised': [1476, 6120, 11],
  'account-deep': [1324, 5398, 15],
  'account-unsound': [394, 1131, 8],
  'replaced-in-its-time': [652, 2000, 11, 5],
  'replaced-at-once': [1024, 3128, 10, 1],
  'owner-and-thief': [394, 1131, 8, 5],
  unpromised: [208, 616, 8, 1],
  'falls-behind': [6042, 20235, 12, 5],
  'payable-in-its-time': [576, 1812, 9, 5],
  'final-in-its-time': [576, 1812, 9, 3],
  'account-validity': [3300, 13786, 12],
  'account-definition': [2838, 9715, 10],
  'account-withheld': [2610, 9051, 11],
  'account-optimistic-two': [3236, 11594, 11],
  'account-optimistic': [1872, 6576, 13],
  'nobody-challenges': [1287, 4233, 7, 7],
  'unsound-proof': [396, 1101, 5, 5],
  'instant-upgrade': [10, 10, 1, 1],
  'without-data': [558, 1809, 7],
  'optimistic-no-theft': [1872, 6576, 13],
  'optimistic-exit': [1872, 6576, 13],
  'validity-no-theft': [1872, 7608, 10],
  'validity-exit': [516, 1928, 9],
  'exit-without-data': [558, 1809, 7, 5],
  'exit-paused': [630, 2403, 8, 4],
  'hasty-bridge': [297, 658, 4, 4],
  'captured-base-layer': [720, 2124, 6, 6],
  'a-wrong-claim-falls': [1872, 6576, 13, 8],
};
