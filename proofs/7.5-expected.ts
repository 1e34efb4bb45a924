/**
 * Expected numbers of Direction 7.5, one line a claim: states, transitions, depth and, where there is a trace, its steps.
 *
 * Each number came from a run and is compared by every run and by the tests.
 */
export const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  'soft-falling': [228, 829, 9],
  'soft-alone': [59, 104, 3, 3],
  'posted-falling': [187, 596, 9],
  'posted-alone': [86, 180, 4, 4],
  'final-falling': [150, 410, 8],
  'final-alone': [150, 410, 8],
  'executed-messages-exist': [91, 266, 4],
  'nothing-from-nothing': [91, 266, 4],
  'announced-is-judged': [91, 176, 4],
  'without-message-exists': [48, 86, 2, 2],
  'mints-without-message-exists': [48, 86, 2, 2],
  'without-dependency-safe': [117, 320, 4, 4],
  'without-promoted-together': [87, 162, 4, 2],
  'circle-is-safe': [91, 266, 4, 3],
  'block-is-replaced': [91, 266, 4, 2],
  'empty-blocks': [91, 266, 4],
  'self-contained-becomes-safe': [91, 176, 4],
  'founded-becomes-safe': [91, 176, 4],
  'self-contained-dropped': [91, 266, 4, 3],
  'founded-dropped': [91, 266, 4, 5],
  'both-replaced': [91, 266, 4, 4],
};
