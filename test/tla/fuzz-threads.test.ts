/**
 * Random small modules on two threads against one: verdict, counts, trace, problem. PLUMBLINE_FUZZ multiplies their number, for a long run.
 */

import { afterEach, describe, expect, test, vi } from 'vitest';
import { ThreadTeam } from '../../checker/search/thread-team.ts';
import type { TlaResult } from '../../checker/verdict/tla-result.ts';
import { checkText, said } from './modules.ts';
import { moduleText, randomAction, search, types } from './random-modules.ts';
import { Generator } from './reference.ts';
import { extendedModules } from './reference-more.ts';

const times = Number(process.env.PLUMBLINE_FUZZ ?? 1);

afterEach(() => void vi.restoreAllMocks());

/** Two copies of a random module side by side, so that layers have states for more than one thread, with what may fail of it. */
function randomModule(seed: number): { readonly body: string; readonly config: string } {
  const generator = new Generator(seed * 31_337 + 5);
  const start = { x: 0, y: { set: [] }, z: 1 };
  let actions: ReturnType<typeof randomAction>[];
  do {
    actions = Array.from({ length: 2 + generator.random(3) }, () => randomAction(generator));
  } while ((search(actions, start)?.distinct ?? 0) < 6 + generator.random(8));
  const often = (text: string): string => `(${text}) \\/ (x + z) % ${2 + generator.random(4)} # 1`;
  const inner = moduleText(actions);
  const body = `---- MODULE Part ----
EXTENDS ${extendedModules}
${inner}
====
VARIABLES x, y, z, u, v, w_
Left == INSTANCE Part
Right == INSTANCE Part WITH x <- u, y <- v, z <- w_
Init == Left!Init /\\ Right!Init
Next == ${seed % 3 === 0 ? 'x + u # 5 /\\ ' : ''}((Left!Next /\\ UNCHANGED <<u, v, w_>>) \\/ (Right!Next /\\ UNCHANGED <<x, y, z>>))
Defined == 1 \\div (x * u - 6) < 9
Inv == ${often(generator.of('bool', types, 2).text)}
Step == [][${often(`${generator.of('bool', types, 2).text} \\/ x' + u' # 3`)}]_<<x, y, z, u, v, w_>>
Few == Cardinality(y) < 3 \\/ Cardinality(v) < 3`;
  const asked = ['INVARIANT Inv', 'INVARIANT Defined', 'PROPERTY Step', 'CONSTRAINT Few'].filter(
    () => generator.random(2) === 0,
  );
  return {
    body,
    config: ['INIT Init\nNEXT Next', `CHECK_DEADLOCK ${seed % 2 === 0 ? 'TRUE' : 'FALSE'}`, ...asked].join('\n'),
  };
}

describe('random modules are said the same of by two threads and by one', () => {
  const verdicts: string[] = [];
  let lent = 0;

  test.each(Array.from({ length: 14 * times }, (_, i) => i))('module %i', async (seed) => {
    const { body, config } = randomModule(seed);
    const run = vi.spyOn(ThreadTeam.prototype, 'run');
    const of = (threads: number): Promise<TlaResult> =>
      checkText(body, config, { extended: extendedModules, worth: 6, threads });
    const alone = await of(1);
    const together = await of(2);
    expect(said(together)).toEqual(said(alone));
    verdicts.push(alone.verdict);
    lent += run.mock.calls.length > 0 ? 1 : 0;
  });

  test('and most of them are large enough for two, whatever becomes of them', () => {
    expect(lent).toBeGreaterThan(verdicts.length / 3);
    expect(new Set(verdicts).size).toBeGreaterThan(2);
  });
});
