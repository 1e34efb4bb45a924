import { describe, expect, it } from 'vitest';
import { checkText } from './modules.ts';

const machine = "VARIABLE x\nInit == x = 0\nNext == x' = x + 1\nSmall == x < 3\n";
const behaviour = 'INIT Init\nNEXT Next\n';

async function code(body: string, config = '', more: Parameters<typeof checkText>[2] = {}): Promise<string> {
  const { problem } = await checkText(body, config, more);
  const place = problem?.detail.place.replace(/^.*plumbline-tla-[^/]*\//, '') ?? '';
  return `${problem?.code} ${place}`;
}

describe('what is wrong with a specification has a code and a place', () => {
  it.each([
    ['text that is no TLA+', 'Op == (1 + ', '', 'PL-501 Spec.tla:4:'],
    ['an unknown module', 'A == INSTANCE Nowhere', '', 'PL-502 Spec.tla:3:1'],
    ['an unknown name', 'ASSUME Missing = 1', '', 'PL-504 Spec.tla:3:8'],
    ['too few arguments', 'F(a, b) == a\nASSUME F(1) = 1', '', 'PL-505 Spec.tla:4:8'],
    ['a configuration that does not parse', machine, 'INIT = 3', 'PL-506 Spec.cfg:1'],
    ['an absent invariant', machine, `${behaviour}INVARIANT Nothing`, 'PL-507 Spec.cfg'],
    ['a constant without a value', `CONSTANT C\n${machine}`, behaviour, 'PL-508 Spec.tla:3:1'],
    [
      'a next value left out',
      "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == x' = 1",
      behaviour,
      'PL-511 Spec.tla:5:',
    ],
    ['an infinite set', 'ASSUME \\E n \\in Nat : n > 3', '', 'PL-512 Spec.tla:3:17'],
    ['a number where a truth value is needed', 'ASSUME 1 /\\ TRUE', '', 'PL-513 Spec.tla:3:8'],
    ['a number compared with a string', 'ASSUME 1 = "a"', '', 'PL-514 Spec.tla:3:8'],
    ['a function outside its domain', 'ASSUME <<1, 2>>[3] = 1', '', 'PL-515 Spec.tla:3:8'],
    ['division by zero', 'ASSUME 1 \\div 0 = 1', '', 'PL-516 Spec.tla:3:8'],
    ['CHOOSE without witness', 'ASSUME (CHOOSE x \\in {1} : x > 1) = 1', '', 'PL-517 Spec.tla:3:9'],
    ['CASE without a true arm', 'ASSUME (CASE FALSE -> 1) = 1', '', 'PL-518 Spec.tla:3:9'],
    ['recursion without end', 'RECURSIVE F(_)\nF(n) == F(n + 1)\nASSUME F(0) = 1', '', 'PL-519 Spec.tla:4:'],
    ['Assert', 'ASSUME Assert(1 = 2, "no")', '', 'PL-521 Spec.tla:3:8'],
    ['a definition in place of a standard one', 'Tail == 3', '', 'PL-522 Spec.tla:3:1'],
    ['/\\ beside \\/ without brackets', 'ASSUME TRUE /\\ FALSE \\/ TRUE', '', 'PL-501 Spec.tla:3:8'],
    ['a chain of comparisons', 'ASSUME 1 < 2 < 3', '', 'PL-501 Spec.tla:3:8'],
    ['ENABLED beside =', 'VARIABLE x\nA == ENABLED x = 1', '', 'PL-501 Spec.tla:4:6'],
    [
      'a variable read before it has its first value',
      'VARIABLES x, y\nInit == x = y /\\ y = 1\nNext == UNCHANGED <<x, y>>',
      behaviour,
      'PL-511 Spec.tla:4:13',
    ],
    ...(['INVARIANT', 'PROPERTY', 'CONSTRAINT', 'ACTION_CONSTRAINT', 'POSTCONDITION'] as const).map(
      (keyword): [string, string, string, string] => [
        `a number as ${keyword}`,
        `${machine.replace('x + 1', '(x + 1) % 2')}Wrong ==\n  ${keyword === 'POSTCONDITION' ? 1 : 'x + 1'}\nSame == Wrong`,
        `${behaviour}${keyword} Same`,
        'PL-513 Spec.tla:8:3',
      ],
    ),
    [
      'a number as a part of a temporal formula',
      `${machine.replace('x + 1', '(x + 1) % 2')}Wrong == x + 1\nLive == []<>Wrong`,
      `${behaviour}PROPERTY Live`,
      'PL-513 Spec.tla:7:10',
    ],
    ['an action as an invariant', `${machine}Inv ==\n  x' > 0`, `${behaviour}INVARIANT Inv`, 'PL-523 Spec.tla:8:3'],
    [
      'a temporal formula as an invariant',
      `${machine}Inv == [](x > 0)`,
      `${behaviour}INVARIANT Inv`,
      'PL-523 Spec.tla:7:8',
    ],
    ['an action as a constraint', `${machine}C == x' > 0`, `${behaviour}CONSTRAINT C`, 'PL-523 Spec.tla:7:6'],
    ['numbers for permutations', `${machine}P == {1, 2}`, `${behaviour}SYMMETRY P`, 'PL-513 Spec.tla:7:6'],
    [
      'temporal formulas without end',
      `${machine}L == \\A n \\in Nat : <>(x = n)`,
      `${behaviour}PROPERTY L`,
      'PL-512 Spec.tla:7:15',
    ],
    ['INIT twice', machine, `${behaviour}INIT Init`, 'PL-506 Spec.cfg:3'],
    [
      'INIT beside SPECIFICATION',
      `${machine}Spec == Init /\\ [][Next]_x`,
      `${behaviour}SPECIFICATION Spec`,
      'PL-506 Spec.cfg',
    ],
    ['a number beside a string in a set', 'ASSUME {1, "a"} # {}', '', 'PL-514 Spec.tla:3:8'],
    [
      'the same in a set that is made',
      'ASSUME {IF n = 1 THEN "a" ELSE n : n \\in 1 .. 2} # {}',
      '',
      'PL-514 Spec.tla:3:8',
    ],
    ['a number as an assumption', 'N == 3\nASSUME N', '', 'PL-513 Spec.tla:3:6'],
    ['model values used as a function', 'CONSTANT C\nASSUME C[1] = 1', 'CONSTANT C = {a, b}', 'PL-513 Spec.tla:4:8'],
  ])('%s', async (_name, body, config, expected) => {
    expect((await code(body, config)).startsWith(expected) ? expected : await code(body, config)).toBe(expected);
  });

  it.each([
    ['an unknown name in a definition that nothing uses', 'F(a) == b + 1', 'PL-504 Spec.tla:3:9'],
    ['a name used before its definition', 'F == G\nG == 1', 'PL-504 Spec.tla:3:6'],
    ['recursion that is not declared', 'F(n) == IF n = 0 THEN 0 ELSE F(n - 1)', 'PL-504 Spec.tla:3:30'],
    ['RECURSIVE without a definition', 'RECURSIVE F(_)', 'PL-504 Spec.tla:3:1'],
    ['@ outside of EXCEPT', 'F == @ + 1', 'PL-504 Spec.tla:3:6'],
    ['a replacement of what a module does not declare', 'J == INSTANCE Naturals WITH K <- 1', 'PL-504 Spec.tla:3:1'],
    ['too many arguments in a definition that nothing uses', 'F(a) == a\nG == F(1, 2)', 'PL-505 Spec.tla:4:6'],
    ['an operator for a value', 'F(a) == a\nG == {F}', 'PL-505 Spec.tla:4:7'],
    ['a value for an operator', 'F(Op(_)) == Op(1)\nG == F(3)', 'PL-505 Spec.tla:4:8'],
    ['LAMBDA of the wrong arity', 'F(Op(_, _)) == Op(1, 2)\nG == F(LAMBDA a : a)', 'PL-505 Spec.tla:4:8'],
    ['a definition twice', 'F == 1\nF == 2', 'PL-522 Spec.tla:4:1'],
    ['a bound name that has a meaning', 'VARIABLE x\nF == \\A x \\in {1} : x = 1', 'PL-522 Spec.tla:4:15'],
    ['a parameter twice', 'F(a, a) == a', 'PL-522 Spec.tla:3:1'],
    ['a field twice', 'F == [a |-> 1, a |-> 2]', 'PL-522 Spec.tla:3:6'],
    ['a prime within a prime', "VARIABLE x\nF == (x')' = 1", 'PL-523 Spec.tla:4:7'],
    ['a prime by way of a parameter', "VARIABLE x\nF(a) == a'\nG == F(x')", 'PL-523 Spec.tla:5:8'],
    ['[] of an action', "VARIABLE x\nF == [](x' = 1)", 'PL-523 Spec.tla:4:6'],
    ['a temporal formula inside ENABLED', 'VARIABLE x\nF == ENABLED ([]<>(x = 1))', 'PL-523 Spec.tla:4:15'],
    ['ASSUME of a variable', 'VARIABLE x\nASSUME x = 0', 'PL-523 Spec.tla:4:8'],
  ])('used or not: %s', async (_name, body, expected) => {
    expect(await code(body)).toBe(expected);
  });

  it.each([
    [
      'operators that call each other',
      'RECURSIVE A(_), B(_)\nA(n) == IF n = 0 THEN 0 ELSE B(n - 1)\nB(n) == A(n)\nASSUME A(2) = 0',
    ],
    [
      'a recursive operator of an operator',
      'RECURSIVE M(_, _)\nM(Op(_), n) == IF n = 0 THEN 0 ELSE Op(M(Op, n - 1))\nASSUME M(LAMBDA a : a + 1, 3) = 3',
    ],
    ['a primed ENABLED of an action', "VARIABLE x\nN(A) == (ENABLED A)'\nP == N(x' = 1)"],
    ['one bound name beside another of that name', 'F == (\\A a \\in {1} : a = 1) /\\ (\\E a \\in {2} : a = 2)'],
    [
      'INSTANCE of a nested module whose variable stands for an expression of that name',
      '---- MODULE Inner ----\nVARIABLE all\nSame == UNCHANGED all\n====\nVARIABLES x, y\nall == <<x, y>>\nINSTANCE Inner\nNext == Same',
    ],
  ])('and what is right is not refused: %s', async (_name, body) => {
    // Where a module has variables and nothing is asked, that is the one thing to complain of.
    expect([undefined, 'PL-510']).toContain((await checkText(body, '')).problem?.code);
  });

  it.each([
    ['IOExec(<<"echo">>)', 'PL-509 Spec.tla:3:8'],
    ['IOSerialize(1, "a", FALSE)', 'PL-509 Spec.tla:3:8'],
    ['Infinity > 3', 'PL-509 Spec.tla:3:8'],
    ['1.5 > 1', 'PL-509 Spec.tla:3:8'],
    ['1 / 2 > 0', 'PL-509 Spec.tla:3:8'],
    ['"a" \\in Real', 'PL-513 Spec.tla:3:8'],
    ['1 \\in STRING', 'PL-513 Spec.tla:3:8'],
    ['IsFiniteSet(1)', 'PL-513 Spec.tla:3:8'],
    ['atoi("x") = 1', 'PL-520 Spec.tla:3:8'],
    ['JsonDeserialize("/nowhere/a.json") = 1', 'PL-520 Spec.tla:3:8'],
    ['JsonDeserialize("package.json")["no"] = 1', 'PL-515 Spec.tla:3:8'],
    ['JsonDeserialize("README.md") = 1', 'PL-520 Spec.tla:3:8'],
    ['JsonSerialize("package.json/a", <<1>>)', 'PL-520 Spec.tla:3:8'],
    ['JsonSerialize("/tmp/a", {1})', 'PL-513 Spec.tla:3:8'],
    ['SelectSeq(<<1>>, LAMBDA x : x) = 1', 'PL-513 Spec.tla:3:8'],
    ['SubSeq("abc", 0, 2) = "a"', 'PL-515 Spec.tla:3:8'],
  ])('what a module cannot answer: %s', async (expression, expected) => {
    expect(await code(`ASSUME ${expression}`, '', { extended: 'Reals, Sequences, FiniteSets, Json, IOUtils' })).toBe(
      expected,
    );
  });

  it('modules that extend each other', async () => {
    const others = { A: '---- MODULE A ----\nEXTENDS B\n====\n', B: '---- MODULE B ----\nEXTENDS A\n====\n' };
    expect(await code('', '', { extended: 'A', others })).toMatch(/^PL-503/);
  });

  it('an algorithm without its translation is told of', async () => {
    const { problem } = await checkText('(* --algorithm A\nbegin skip;\nend algorithm *)', 'SPECIFICATION Spec');
    expect([problem?.code, problem?.detail.hint]).toEqual(['PL-507', expect.stringContaining('PlusCal')]);
  });

  it('bytes that are no text are not shown', async () => {
    const { problem } = await checkText('\u0001\u0002\u001b[31m'.repeat(50), '');
    expect(problem?.message).toMatch(/a binary file/);
    const { problem: config } = await checkText(machine, `INIT Init\n\u001b[31m`);
    expect(config?.message).not.toContain('\u001b');
  });

  it('a limit is heard inside one evaluation', async () => {
    const limits = { seconds: 0 };
    const body = 'VARIABLE x\nInit == x \\in [1..9 -> 1..9]\nNext == UNCHANGED x';
    const { verdict, limit } = await checkText(body, behaviour, { limits });
    expect([verdict, limit]).toEqual(['bounded', 'time']);
  });

  it('a way that cannot be found again is no defect of the checker', async () => {
    const body =
      "VARIABLE x\nInit == x = 0\nNext == x' = RandomElement(1..1000000)\nSmall == x = 0 \\/ x % 2 = 0 \\/ x < 0";
    const { problem, verdict } = await checkText(
      `${body}\nNever == x < 0 \\/ TLCGet("level") < 4`,
      `${behaviour}INVARIANT Never`,
    );
    expect([verdict, problem?.code]).toEqual(['error', 'PL-520']);
  });

  it('a binary file', async () => {
    expect(await code('\0\0')).toMatch(/^PL-501/);
  });

  it('an initial state outside of the constraints has its invariants asked, and errors of constraints come with it', async () => {
    const body =
      'VARIABLE x\nInit == x \\in 3..5\nNext == UNCHANGED x\nInv == x # 4\nFew == x < 4\nOdd == 3 \\div (x - 4) < 9';
    const outside = await checkText(body, `${behaviour}INVARIANT Inv CONSTRAINT Few`);
    expect([outside.verdict, outside.violated, outside.trace?.states]).toEqual(['safety failure', 'Inv', [[4]]]);
    const broken = await checkText(body, `${behaviour}CONSTRAINT Odd`);
    expect([broken.verdict, broken.problem?.code, broken.trace?.states]).toEqual(['error', 'PL-516', [[4]]]);
  });

  it('an error in a step comes with the way to the state', async () => {
    const { verdict, trace, problem } = await checkText(
      "VARIABLE x\nInit == x = 3\nNext == x' = 6 \\div x - 1",
      behaviour,
    );
    expect([verdict, problem?.code, trace?.states]).toEqual(['error', 'PL-516', [[3], [1], [5], [0]]]);
  });
});
