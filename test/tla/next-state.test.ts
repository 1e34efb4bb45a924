import { describe, expect, it } from 'vitest';
import { print } from '../../checker/tla/values/print.ts';
import type { TlaResult } from '../../checker/verdict/tla-result.ts';
import { checkText, counts } from './modules.ts';

const plain = 'INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n';

function states({ trace }: TlaResult): readonly string[] {
  return (trace?.states ?? []).map((values) => values.map(print).join(' '));
}

describe('next states, counted as TLC counts them', () => {
  it('generates each disjunct and each witness, also where the state is the same', async () => {
    const result = await checkText(
      "VARIABLE x\nInit == x = 0\nNext == \\/ x' = 1\n        \\/ x' = 1\n        \\/ \\E i \\in {1, 2} : x' = 1",
      plain,
    );
    // One initial state; four steps from 0 and four from 1.
    expect(counts(result)).toEqual(['success', 9, 2, 2]);
  });

  it('takes the first primed occurrence as an assignment and later ones as tests', async () => {
    const result = await checkText(
      "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == x' \\in 1 .. 3 /\\ y' = x' * 2 /\\ x' > 1 /\\ y' \\in {4, 5}",
      plain,
    );
    expect(counts(result)).toEqual(['success', 3, 2, 2]);
  });

  it('branches in a state predicate while variables are without value, and no more afterwards', async () => {
    const body = (guard: string): string => `VARIABLE x\nInit == x = 0\nTwice == x = 0 \\/ x < 1\nNext == ${guard}`;
    expect(counts(await checkText(body("Twice /\\ x' = 1"), plain))).toEqual(['success', 3, 2, 2]);
    expect(counts(await checkText(body("x' = 1 /\\ Twice"), plain))).toEqual(['success', 2, 2, 2]);
  });

  it('follows IF, CASE, LET, \\A over actions, UNCHANGED and arguments that are primed', async () => {
    const result = await checkText(
      `VARIABLES x, y
vars == <<x, y>>
Set(v, e) == v' = e
Init == x = 0 /\\ y = [i \\in 1 .. 2 |-> 0]
Next == \\/ IF x < 2 THEN Set(x, x + 1) /\\ UNCHANGED y ELSE UNCHANGED vars
        \\/ CASE x = 2 -> x' = 5 /\\ y' = y [] OTHER -> UNCHANGED <<x, y>>
        \\/ LET z == x + 7 IN x = 5 /\\ x' = z /\\ UNCHANGED y
        \\/ (\\A i \\in {1} : x' = i + 20) /\\ x = 12 /\\ y' = [y EXCEPT ![1] = 1]`,
      plain,
    );
    // x: 0 1 2 5 12 21; from each the first two disjuncts give one state, the others one at 5 and one at 12.
    expect(counts(result)).toEqual(['success', 1 + 6 * 2 + 2, 6, 6]);
  });

  it('has room for variables named like words of the translation', async () => {
    const body = `VARIABLES at, states, words, event
Init == at = 0 /\\ states = {at} /\\ words = 1 /\\ event = <<>>
Next == at < 2 /\\ at' = at + 1 /\\ states' = states \\cup {at'} /\\ UNCHANGED <<words, event>>
Inv == states = 0 .. at /\\ words = 1 /\\ event = <<>>`;
    expect(counts(await checkText(body, `${plain}INVARIANT Inv`))).toEqual(['success', 3, 3, 3]);
  });

  it('finds what it looks for in large constant functions of structured arguments, and misses what is not there', async () => {
    const body = `VARIABLE x
F == [p \\in {<<a, [b |-> c]>> : a, c \\in 0 .. 9} |-> p[1] * 10 + p[2].b]
Init == x = 0
Next == x < 99 /\\ x' = F[<<(x + 1) \\div 10, [b |-> (x + 1) % 10]>>]
Inv == <<x, [b |-> x]>> \\in DOMAIN F <=> x < 10`;
    expect(counts(await checkText(body, `${plain}INVARIANT Inv`))).toEqual(['success', 100, 100, 100]);
  });

  it('starts from every initial state', async () => {
    const result = await checkText(
      'VARIABLES x, y\nInit == x \\in 1 .. 3 /\\ (y = x \\/ y = 1)\nNext == UNCHANGED <<x, y>>',
      plain,
    );
    expect(counts(result)).toEqual(['success', 6 + 5, 5, 1]);
  });

  it('finds the shortest way to a violation of an invariant', async () => {
    const result = await checkText(
      "VARIABLE x\nInit == x = 0\nNext == x' = x + 1 \\/ x' = x + 2\nSmall == x < 5",
      `${plain}INVARIANT Small\n`,
    );
    expect([result.verdict, result.violated, states(result).length]).toEqual(['safety failure', 'Small', 4]);
    expect(states(result).at(-1)).toMatch(/^[56]$/);
  });

  it('finds a deadlock, unless it is told not to look', async () => {
    const body = "VARIABLE x\nInit == x = 0\nNext == x < 2 /\\ x' = x + 1";
    const dead = await checkText(body, 'INIT Init\nNEXT Next\n');
    expect([dead.verdict, states(dead)]).toEqual(['deadlock', ['0', '1', '2']]);
    expect(counts(await checkText(body, plain))).toEqual(['success', 3, 3, 3]);
    expect((await checkText(body, 'INIT Init\nNEXT Next\n', { checkDeadlock: false })).verdict).toBe('success');
  });

  it('does not explore what is outside of a constraint, but counts it and asks the invariants of it', async () => {
    const body = "VARIABLE x\nInit == x = 0\nNext == x' = x + 1\nFew == x < 3\nSmall == x < 3";
    expect(counts(await checkText(body, `${plain}CONSTRAINT Few\n`))).toEqual(['success', 4, 3, 3]);
    const broken = await checkText(body, `${plain}CONSTRAINT Few\nINVARIANT Small\n`);
    expect([broken.verdict, states(broken)]).toEqual(['safety failure', ['0', '1', '2', '3']]);
  });

  it('drops steps that an action constraint refuses', async () => {
    const body = "VARIABLE x\nInit == x = 0\nNext == x' \\in {x + 1, x + 2}\nOne == x' = x + 1 /\\ x' < 4";
    expect(counts(await checkText(body, `${plain}ACTION_CONSTRAINT One\n`))).toEqual(['success', 9, 4, 4]);
  });

  it('counts states that differ by a permutation once', async () => {
    const body =
      "CONSTANT P\nVARIABLE x\nInit == x = [p \\in P |-> 0]\nNext == \\E p \\in P : x[p] < 1 /\\ x' = [x EXCEPT ![p] = 1]\nAll == Permutations(P)";
    const config = 'CONSTANT P = {a, b, c}\n';
    expect(counts(await checkText(body, `${plain}${config}`))).toEqual(['success', 13, 8, 4]);
    expect((await checkText(body, `${plain}${config}SYMMETRY All\n`)).distinct).toBe(4);
  });

  it('tells states apart by the view', async () => {
    const body = "VARIABLES x, n\nInit == x = 0 /\\ n = 0\nNext == x' = 1 - x /\\ n' = n + 1\nView == x";
    const result = await checkText(body, `${plain}VIEW View\n`);
    expect([result.verdict, result.distinct]).toEqual(['success', 2]);
  });

  it('instantiates modules with substitutions and parameters', async () => {
    const counter =
      "---- MODULE Counter ----\nEXTENDS Integers\nCONSTANT Step\nVARIABLE v\nStart == v = 0\nUp == v < 4 /\\ v' = v + Step\n====\n";
    const result = await checkText(
      'VARIABLES x, y\nC == INSTANCE Counter WITH Step <- 2, v <- x\nD(s) == INSTANCE Counter WITH Step <- s, v <- y\nInit == C!Start /\\ D(1)!Start\nNext == (C!Up /\\ UNCHANGED y) \\/ (D(1)!Up /\\ UNCHANGED x)',
      plain,
      { others: { Counter: counter } },
    );
    // x in {0, 2, 4}, y in 0..4
    expect(counts(result)).toEqual(['success', 1 + 2 * 5 + 3 * 4, 15, 7]);
  });

  it('decides ENABLED', async () => {
    const result = await checkText(
      "VARIABLE x\nInit == x = 0\nUp == x < 3 /\\ x' = x + 1\nNext == Up\nOpen == ENABLED Up <=> x < 3",
      `${plain}INVARIANT Open\n`,
    );
    expect(counts(result)).toEqual(['success', 4, 4, 4]);
  });

  it('takes no value of the step before for a next value: claims about steps leave none behind', async () => {
    const result = await checkText(
      "VARIABLES x, y\nInit == x \\in 1 .. 3 /\\ y = 0\nNext == (\\A i \\in {1} : x' = x) /\\ y' \\in 0 .. 1 /\\ UNCHANGED x\nStep == [][x' = x]_<<x, y>>",
      `${plain}PROPERTY Step\n`,
    );
    expect(counts(result)).toEqual(['success', 3 + 12, 6, 2]);
  });
});

describe('steps are remembered by what an action reads', () => {
  const vars =
    'VARIABLES a, b, c, d\nab == <<a, b>>\nall == <<ab, c, d>>\nInit == a = 0 /\\ b = 0 /\\ c = 0 /\\ d = 0\n';

  it('what is handed on is that of the state, on whichever path; counts are those of TLC', async () => {
    const body = `${vars}Next == \\/ a' = 1 - a /\\ UNCHANGED <<b, c, d>>
        \\/ UNCHANGED ab /\\ c' = 1 - c /\\ UNCHANGED d
        \\/ b' = 1 - b /\\ UNCHANGED a /\\ UNCHANGED <<c>> /\\ d' = d
        \\/ d' = 1 /\\ UNCHANGED <<ab, c>>
        \\/ UNCHANGED all`;
    expect(counts(await checkText(body, 'INIT Init\nNEXT Next'))).toEqual(['success', 81, 16, 5]);
  });

  it('a variable that one path leaves and another gives a value counts as read', async () => {
    const one = `${vars}Next == \\/ /\\ a' = (a + 1) % 3 /\\ UNCHANGED <<c, d>>
           /\\ \\/ UNCHANGED b
              \\/ b' = 1
        \\/ b' = 0 /\\ d' = (d + 1) % 2 /\\ UNCHANGED <<a, c>>`;
    // The same, but the one action there is reads everything, so that nothing is remembered.
    const other = `${one.replace('Next ==', 'Step ==')}\nNext == all = all /\\ Step`;
    const [with_, without] = [
      await checkText(one, 'INIT Init\nNEXT Next'),
      await checkText(other, 'INIT Init\nNEXT Next'),
    ];
    expect(counts(with_)).toEqual(counts(without));
    expect(with_.distinct).toBeGreaterThan(6);
  });
});
