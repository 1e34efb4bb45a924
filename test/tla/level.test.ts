/** `TLCGet("level")`: a state has the level of its distance from the initial ones, which have 1; a step has that of the state that it leaves. */

import { describe, expect, test } from 'vitest';
import { checkText, counts } from './modules.ts';

const count = `VARIABLE x
Init == x = 0
Next == x < 3 /\\ TLCGet("level") = x + 1 /\\ x' = x + 1
OfState == TLCGet("level") = x + 1
OfStep == TLCGet("level") = x + 1 /\\ x' = x + 1
Always == [][OfStep]_x
Spec == Init /\\ [][Next]_x
View == <<x, TLCGet("level")>>`;

describe('levels, as TLC gives them', () => {
  test.each([
    ['', 'CONSTRAINT OfState INVARIANT OfState'],
    ['of steps', 'ACTION_CONSTRAINT OfStep PROPERTY Always'],
    ['of views', 'VIEW View CONSTRAINT OfState ACTION_CONSTRAINT OfStep INVARIANT OfState PROPERTY Always'],
  ])('of states, %s', async (_, more) => {
    const result = await checkText(count, `SPECIFICATION Spec CHECK_DEADLOCK FALSE ${more}`);
    expect([result.problem?.message, ...counts(result)]).toEqual([undefined, 'success', 4, 4, 4]);
  });

  // A state stands for itself at each level, so the way to it is found by level again.
  const stays = `VARIABLE x
Init == x = 0
Next == x' \\in {x, 1 - x}
View == <<x, TLCGet("level")>>
Within == TLCGet("level") < 6
Late == ~(x = 1 /\\ TLCGet("level") = 5)
Soon == TLCGet("level") < 4
Shown == [x |-> x, level |-> TLCGet("level")]`;

  test.each([
    [
      'Late',
      [
        [0, 1],
        [0, 2],
        [0, 3],
        [0, 4],
        [1, 5],
      ],
    ],
    [
      'Soon',
      [
        [0, 1],
        [0, 2],
        [0, 3],
        [0, 4],
      ],
    ],
  ])('a trace to what fails at a level: %s', async (invariant, states) => {
    const result = await checkText(
      stays,
      `INIT Init NEXT Next VIEW View CONSTRAINT Within ALIAS Shown INVARIANT ${invariant}`,
    );
    expect([result.problem?.message, result.verdict, result.violated]).toEqual([
      undefined,
      'safety failure',
      invariant,
    ]);
    const shown = ([x, level]: readonly number[]): object => ({ x, level });
    const found = result.trace?.states.map((state) =>
      Object.fromEntries(result.variables.map((name, i) => [name, state[i]])),
    );
    expect(found).toEqual(states.map(shown));
  });
});
