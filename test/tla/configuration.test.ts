import { describe, expect, it } from 'vitest';
import { print } from '../../checker/tla/values/print.ts';
import { checkText } from './modules.ts';

const counter = "VARIABLES x, y\nInit == x = 0 /\\ y = {}\nNext == x' = x + 1 /\\ y' = y \\cup {x}\nSmall == x < 2";
const plain = 'INIT Init\nNEXT Next\nINVARIANT Small\n';

describe('what a configuration says beside behaviours and claims', () => {
  it('ALIAS: traces show its fields, with the next state at hand', async () => {
    const body = `${counter}\nShown == [twice |-> 2 * x, after |-> x', size |-> Cardinality(y)]`;
    const { trace, variables, violated } = await checkText(body, `${plain}ALIAS Shown`);
    expect([violated, variables]).toEqual(['Small', ['twice', 'after', 'size']]);
    expect(trace?.states.map((values) => values.map(print).join(' '))).toEqual(['0 1 0', '2 2 1', '4 2 2']);
  });

  it('ALIAS: a trace is shown as it is where the alias has no value, or is no record', async () => {
    for (const shown of ['x', '[a |-> 1 \\div x]']) {
      const { trace, variables } = await checkText(`${counter}\nShown == ${shown}`, `${plain}ALIAS Shown`);
      expect([variables, trace?.states.length]).toEqual([['x', 'y'], 3]);
    }
  });

  it('ALIAS: in a lasso the state after the last one is that of the loop', async () => {
    const body =
      "VARIABLE x\nInit == x = 0\nNext == x' = 1 - x\nSpec == Init /\\ [][Next]_x /\\ WF_x(Next)\nShown == [here |-> x, after |-> x']";
    const config = 'SPECIFICATION Spec\nPROPERTY Live\nALIAS Shown';
    const { trace, variables } = await checkText(`${body}\nLive == <>[](x = 0)`, config);
    const shown = (trace?.states ?? []).map((values) =>
      Object.fromEntries(variables.map((name, i) => [name, print(values[i] ?? false)])),
    );
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.at(-1)?.after).toBe(shown[trace?.loop ?? -1]?.here);
  });

  it('POSTCONDITION: asked when all is explored; its failure is that of the run', async () => {
    const body =
      'VARIABLE x\nInit == x = 0\nNext == x < 3 /\\ x\' = x + 1\nSeen == TLCGet("generated") = 4\nUnseen == TLCGet("generated") = 5';
    const config = 'INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n';
    expect((await checkText(body, `${config}POSTCONDITION Seen`)).verdict).toBe('success');
    const { verdict, violated } = await checkText(body, `${config}POSTCONDITION Unseen`);
    expect([verdict, violated]).toEqual(['safety failure', 'Unseen']);
  });

  it('POSTCONDITION: what TLCGet counts is known by then', async () => {
    const body =
      'VARIABLE x\nInit == x = 0\nNext == x < 3 /\\ x\' = x + 1\nSeen == TLCGet("distinct") = 4 /\\ TLCGet("stats").queue = 0';
    const config = 'INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n';
    expect((await checkText(body, `${config}POSTCONDITION Seen`)).verdict).toBe('success');
  });

  it('POSTCONDITION: is about no level, as in TLC; the diameter is that of the whole graph', async () => {
    const body =
      'VARIABLE x\nInit == x = 0\nNext == x < 3 /\\ x\' = x + 1\nSeen == TLCGet("level") = 0 /\\ TLCGet("diameter") = 4 /\\ TLCGet("stats").diameter = 4';
    const config = 'INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n';
    expect((await checkText(body, `${config}POSTCONDITION Seen`)).verdict).toBe('success');
  });

  it('CONSTANT Nat <- [Module] Few: what is built in is replaced in that module alone', async () => {
    const others = {
      Inner: '---- MODULE Inner ----\nLOCAL INSTANCE Naturals\nLow(n) == n \\in Nat\nLOCAL Plus(a) == a + 1\n====\n',
    };
    const body = 'Few == 0..2\nASSUME 5 \\in Nat /\\ Low(2) /\\ ~Low(5)';
    const config = 'CONSTANT Nat <- [Inner] Few';
    expect((await checkText(body, config, { others, extended: 'Naturals, Inner' })).verdict).toBe('success');
  });

  it('what is drawn at random in a definition is drawn once', async () => {
    const body =
      "Drawn == RandomSubset(8, 1..16)\nVARIABLE x\nInit == x = Drawn\nNext == x' = Drawn\nSame == x = Drawn";
    const { verdict, distinct } = await checkText(body, 'INIT Init\nNEXT Next\nINVARIANT Same', {
      extended: 'Naturals, Randomization',
    });
    expect([verdict, distinct]).toEqual(['success', 1]);
  });

  it('SYMMETRY: left out, and said so, where a temporal property is asked', async () => {
    // With symmetry the two states with one token are one, and the token seems to stand still.
    const body = `CONSTANT P
VARIABLE at
Init == at \\in P
Next == at' \\in P \\ {at}
Spec == Init /\\ [][Next]_at /\\ WF_at(Next)
Perms == Permutations(P)
Live == \\A p \\in P : []<>(at = p)`;
    const config = 'SPECIFICATION Spec\nCONSTANT P = {a, b}\nSYMMETRY Perms\nPROPERTY Live';
    const told: string[] = [];
    const { verdict, distinct } = await checkText(body, config, { write: (text) => told.push(text) });
    expect([verdict, distinct]).toEqual(['success', 2]);
    expect(told.join('')).toMatch(/^SYMMETRY Perms is left out/);
  });
});
