/** Coverage part by part: counts worked out by hand, and nothing of it where it is not asked for. */

import { describe, expect, it } from 'vitest';
import { checkText, counts } from './modules.ts';

const counter = `VARIABLES x, y
Init == x = 0 /\\ y \\in {0, 1}
Up ==
  /\\ x < 2
  /\\ \\/ y = 0
     \\/ x = 5
  /\\ x' = x + 1
  /\\ UNCHANGED y
Reset == /\\ x = 2
         /\\ x' = 0 /\\ y' = y
Never == /\\ x > 7
         /\\ x' = 0
         /\\ y' = 0
Next == Up \\/ Reset \\/ Never
Small == x <= 2 /\\ (x = 2 => y = 0)`;
const config = 'INIT Init\nNEXT Next\nINVARIANT Small\nCHECK_DEADLOCK FALSE';

type Row = readonly [text: string, evaluated: number, held: number | null];

async function rows(body: string, cfg: string): Promise<readonly Row[]> {
  const { coverage } = await checkText(body, cfg, { coverage: true });
  return (coverage ?? []).map(({ text, evaluated, held }) => [text, evaluated, held]);
}

describe('coverage by conjunct', () => {
  it('counts what was evaluated and what was true, in four states', async () => {
    // States: (0,0) (0,1) (1,0) (2,0); Up goes on from the first and the third, Reset from the last.
    expect(await rows(counter, config)).toEqual([
      ['x = 0', 1, 1],
      ['y \\in {0, 1}', 1, 2],
      ['x < 2', 4, 3],
      ['y = 0', 3, 2],
      ['x = 5', 3, 0],
      ["x' = x + 1", 2, 2],
      ['UNCHANGED y', 2, 2],
      ['x = 2', 4, 1],
      ["x' = 0", 1, 1],
      ["y' = y", 1, 1],
      ['x > 7', 4, 0],
      ["x' = 0", 0, 0],
      ["y' = 0", 0, 0],
      ['x <= 2', 4, 4],
      ['x = 2', 4, 1],
      ['x = 2 => y = 0', 4, 4],
      ['y = 0', 1, 1],
    ]);
  });

  it('says where each part stands and in which definition', async () => {
    const { coverage } = await checkText(counter, config, { coverage: true });
    const part = coverage?.find(({ text }) => text === "x' = x + 1");
    expect(part).toMatchObject({ line: 9, column: 6, endLine: 9, endColumn: 15, definition: 'Up' });
    expect(part?.file.endsWith('Spec.tla')).toBe(true);
  });

  it('leaves no trace in the translation, and no difference in the run, where it is not asked for', async () => {
    const [plain, counted] = await Promise.all([
      checkText(counter, config),
      checkText(counter, config, { coverage: true }),
    ]);
    expect(plain.coverage).toBeNull();
    expect(plain.source).not.toMatch(/tally|reach\(|pass\(/);
    expect(counted.source).toMatch(/tally/);
    expect(counts(counted)).toEqual(counts(plain));
  });

  it('does not count what is evaluated again for a trace', async () => {
    const body = "VARIABLE x\nInit == x = 0\nNext == x' = x + 1\nSmall == x < 3";
    expect(await rows(body, 'INIT Init\nNEXT Next\nINVARIANT Small')).toEqual([
      ['x = 0', 1, 1],
      ["x' = x + 1", 3, 3],
      ['x < 3', 4, 3],
    ]);
  });

  it('counts branches, arms, bodies of quantifiers and of functions', async () => {
    const body = `VARIABLE x
Init == x = 0
Next == x' = IF x = 1 THEN 0 ELSE 1
Odd == \\A n \\in 0 .. 2 : n # x + 5
Name == CASE x = 0 -> "none" [] x = 1 -> "one"
Good == Odd /\\ Name \\in {"none", "one"}`;
    expect(await rows(body, 'INIT Init\nNEXT Next\nINVARIANT Good')).toEqual([
      ['x = 0', 1, 1],
      ["x' = IF x = 1 THEN 0 ELSE 1", 2, 2],
      ['x = 1', 2, 1],
      ['n # x + 5', 6, 6],
      ['CASE x = 0 -> "none" [] x = 1 -> "one"', 2, null],
      ['x = 0', 2, 1],
      ['x = 1', 1, 1],
      ['Odd', 2, 2],
      ['Name \\in {"none", "one"}', 2, 2],
    ]);
  });
});
