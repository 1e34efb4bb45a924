import { describe, expect, it } from 'vitest';
import { checkText } from './modules.ts';

const counter = `VARIABLE x
Init == x = 0
Up == x < 3 /\\ x' = x + 1
Reset == x = 3 /\\ x' = 0
Next == Up \\/ Reset
Free == Init /\\ [][Next]_x
Weak == Free /\\ WF_x(Next)
WeakUp == Free /\\ WF_x(Up)
Reaches == <>(x = 3)
Returns == []<>(x = 0)
Stays == <>[](x = 3)
Leads == x = 1 ~> x = 3
Grows == [][x' > x]_x
Bounded == [](x \\in 0 .. 3)
Starts == x = 0
Often == []<><<Reset>>_x
Sometimes == <>(x = 2) => <>(x = 3)
Each == \\A n \\in 0 .. 3 : []<>(x = n)`;

async function verdict(specification: string, property: string, body = counter): Promise<string> {
  const result = await checkText(body, `SPECIFICATION ${specification}\nPROPERTY ${property}\n`);
  const { trace, problem } = result;
  const loop = trace === null ? '' : ` ${trace.states.map((values) => values.join()).join(' ')} @${trace.loop}`;
  return `${problem === null ? result.verdict : problem.message}${loop}`;
}

describe('temporal properties', () => {
  it.each([
    // Without fairness a behaviour may stop where it is.
    ['Free', 'Reaches', 'liveness failure 0 @0'],
    ['Weak', 'Reaches', 'success'],
    ['Weak', 'Returns', 'success'],
    ['Weak', 'Stays', 'liveness failure 0 1 2 3 0 @0'],
    ['Weak', 'Leads', 'success'],
    ['Free', 'Leads', 'liveness failure 0 1 @1'],
    ['WeakUp', 'Returns', 'liveness failure 0 1 2 3 @3'],
    ['WeakUp', 'Reaches', 'success'],
    ['Weak', 'Often', 'success'],
    ['WeakUp', 'Often', 'liveness failure 0 1 2 3 @3'],
    ['Weak', 'Each', 'success'],
    ['Free', 'Bounded', 'success'],
    ['Free', 'Starts', 'success'],
    ['Free', 'Sometimes', 'liveness failure 0 1 2 @2'],
    ['Weak', 'Sometimes', 'success'],
  ])('%s: %s', async (specification, property, expected) => {
    expect(await verdict(specification, property)).toBe(expected);
  });

  it('a property of steps is asked of every step', async () => {
    expect(await verdict('Free', 'Grows')).toBe('safety failure 0 1 2 3 0 @null');
  });

  it('strong fairness takes an action that is enabled again and again, weak fairness does not', async () => {
    const lamp = (fair: string): string => `VARIABLES on, done
vars == <<on, done>>
Init == on = FALSE /\\ done = FALSE
Flip == ~done /\\ on' = ~on /\\ UNCHANGED done
Finish == on /\\ done' = TRUE /\\ UNCHANGED on
Next == Flip \\/ Finish
Spec == Init /\\ [][Next]_vars /\\ WF_vars(Next) /\\ ${fair}_vars(Finish /\\ ~done)
Done == <>done`;
    expect(await verdict('Spec', 'Done', lamp('SF'))).toBe('success');
    expect(await verdict('Spec', 'Done', lamp('WF'))).toMatch(/^liveness failure/);
  });

  it('a specification implements another under a map, with its fairness', async () => {
    const clock = `---- MODULE Clock ----
EXTENDS Integers
VARIABLE h
Tick == h' = (h + 1) % 2
Spec == h = 0 /\\ [][Tick]_h /\\ WF_h(Tick)
====
`;
    const body = (fair: string): string => `VARIABLE x
C == INSTANCE Clock WITH h <- x \\div 2
Init == x = 0
Next == x' = (x + 1) % 4
Spec == Init /\\ [][Next]_x ${fair}
Refines == C!Spec`;
    const check = async (text: string): Promise<string> =>
      (await checkText(text, 'SPECIFICATION Spec\nPROPERTY Refines\n', { others: { Clock: clock } })).verdict;
    expect(await check(body('/\\ WF_x(Next)'))).toBe('success');
    expect(await check(body(''))).toBe('liveness failure');
    expect(await check(body('/\\ WF_x(Next)').replace('x + 1', 'x + 3'))).toBe('success');
    expect(await check(body('/\\ WF_x(Next)').replace("x' = (x + 1) % 4", "x' = (x + 1) % 6"))).toBe('safety failure');
  });

  it('the trace of a lasso walks real steps', async () => {
    const result = await checkText(counter, 'SPECIFICATION Weak\nPROPERTY Stays\n');
    expect(result.trace?.events.map((event) => result.actions[event] ?? '-')).toEqual(['-', 'Up', 'Up', 'Up', 'Reset']);
  });

  it('ENABLED of an action of an instance: variables replaced by expressions are replaced first, and not free', async () => {
    const others = {
      Inner:
        "---- MODULE Inner ----\nEXTENDS Naturals\nVARIABLES a, rest\nStep == a < 2 /\\ a' = a + 1 /\\ UNCHANGED rest\nMoves == ENABLED (a' = 1 /\\ rest' = 7)\n====\n",
    };
    const body = `VARIABLES x, y, z
vars == <<x, y, z>>
I == INSTANCE Inner WITH a <- x, rest <- <<y, z>>
Init == x = 0 /\\ y = 0 /\\ z = 0
Next == I!Step
Spec == Init /\\ [][Next]_vars /\\ WF_vars(I!Step)
Reaches == <>(x = 2)
Inner == I!Moves`;
    const { verdict, problem } = await checkText(
      body,
      'SPECIFICATION Spec\nPROPERTY Reaches\nINVARIANT Inner\nCHECK_DEADLOCK FALSE',
      {
        others,
      },
    );
    expect([verdict, problem?.message]).toEqual(['success', undefined]);
  });
});
