import { expect, test } from 'vitest';
import { compiled, mutated, mutationsOf } from '../../checker/source/mutation.ts';

const machine = `import { and, assign, setup } from 'xstate';
export type Count = 1 | 2;
export const counter = setup({
  guards: {
    hasRoom: ({ context }) => context.n < 3 && !context.full,
    isMine: ({ context, event }) => event.type === 'ADD' && event.by === context.owner,
  },
  actions: { add: assign({ n: ({ context }) => context.n + 1 }) },
}).createMachine({
  on: { ADD: { guard: and(['hasRoom', 'isMine']), actions: 'add' } },
});
`;

test('each guard, condition, comparison, constant and assignment is changed once, and nothing else', async () => {
  const found = await mutationsOf('counter.ts', machine);
  const told = found.map(({ kind, line, before, after }) => `${line} ${kind}: ${before} > ${after}`);
  expect(told).toEqual([
    '5 guard negated: context.n < 3 && !context.full > !(context.n < 3 && !context.full)',
    '5 condition removed: context.n < 3 && !context.full > !context.full',
    '5 condition removed: context.n < 3 && !context.full > context.n < 3',
    '5 comparison: < > <=',
    '5 constant: 3 > 4',
    '5 negation removed: !context.full > context.full',
    "6 guard negated: event.type === 'ADD' && event.by === context.owner > !(event.type === 'ADD' && event.by === context.owner)",
    "6 condition removed: event.type === 'ADD' && event.by === context.owner > event.type === 'ADD'",
    '6 comparison: === > !==',
    '8 assignment removed: n: ({ context }) => context.n + 1 > ',
    '8 arithmetic: + > -',
    '8 constant: 1 > 2',
    "10 guard removed: guard: and(['hasRoom', 'isMine']), > ",
    "10 condition removed: 'hasRoom', > ",
    "10 condition removed: 'isMine' > ",
    "10 actions removed: actions: 'add' > ",
  ]);
});

test('a mutant differs from the text in the place that it names, and is TypeScript still', async () => {
  const { ts } = await import('ts-morph');
  for (const mutation of await mutationsOf('counter.ts', machine)) {
    const text = mutated(machine, mutation);
    expect(text).not.toBe(machine);
    expect(machine.slice(mutation.from, mutation.to)).toBe(mutation.before);
    const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true });
    expect(diagnostics).toEqual([]);
  }
});

test('a change is named by the text around it, whatever its line, and by its number where that is the same', async () => {
  const lines = ['const a = (n: number) => n < 1;', 'const b = (n: number) => n > 1;'];
  const keys = async (text: string) => (await mutationsOf('m.ts', text)).map(({ key }) => key);
  const named = ['const a = (n: number) => n [< → <=] 1;', 'const a = (n: number) => n < [1 → 2];'];
  expect(await keys(lines.join('\n'))).toEqual([
    ...named,
    'const b = (n: number) => n [> → >=] 1;',
    'const b = (n: number) => n > [1 → 2];',
  ]);
  expect((await keys(`\n// moved\n${lines.join('\n')}`)).slice(0, 2)).toEqual(named);
  expect(await keys('  n < 1;\n n < 1;')).toEqual([
    'n [< → <=] 1;',
    'n < [1 → 2];',
    'n [< → <=] 1; #2',
    'n < [1 → 2]; #2',
  ]);
});

test('what a system is composed of is no machine', async () => {
  const text = 'export const s = defineSystem({ parameters: { n: { default: 1 } } });\nexport const one = 1;';
  expect((await mutationsOf('m.ts', text)).map(({ key }) => key)).toEqual(['export const one = [1 → 2];']);
});

test('a word before a quotation in a comment or a text is no import', async () => {
  const text = `// so that one differs from "more than kc"
import { assign } from 'xstate';
import {
  one,
} from './one.ts';
export const said = 'away from "home"';
export const used = [assign, one]; /* from 'nowhere' */
`;
  const seen: string[] = [];
  const output = await compiled(text, (specifier) => {
    seen.push(specifier);
    return `led/${specifier}`;
  });
  expect(seen).toEqual(['xstate', './one.ts']);
  expect(output).toContain("'led/xstate'");
  expect(output).toContain("'led/./one.ts'");
  expect(output).toContain(`'away from "home"'`);
});
