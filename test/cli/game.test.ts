import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadTheorems } from '../../checker/cli/user-module.ts';
import type { CheckDocument, ClaimDocument } from '../../checker/report/document/claim.ts';
import { checkSchema } from '../../checker/report/schema/claim.ts';
import { strategySchema } from '../../checker/report/schema/game.ts';
import { captured, emptyRegistry, escrowTheorem, type Outcome } from './captured-run.ts';

let text: Outcome;
let document: CheckDocument;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
  text = await captured(
    ['check', escrowTheorem, '--out', folder, '--format', 'text', '--format', 'json=all.json'],
    undefined,
    {
      cwd: folder,
    },
  );
  document = checkSchema.parse(JSON.parse(readFileSync(join(folder, 'all.json'), 'utf8')));
});

/** The lines of a claim, its own line and its numbers left out. */
function under(id: string): string {
  const lines = text.stdout.split('\n');
  const from = lines.findIndex((line) => line.includes(` ${id} `));
  const length = lines.slice(from + 1).findIndex((line) => !line.startsWith('      '));
  return lines
    .slice(from + 1, from + 1 + length)
    .map((line) => line.slice(6))
    .join('\n');
}

function claim(id: string): ClaimDocument {
  return document.claims.find((one) => one.id === id) as ClaimDocument;
}

describe('what a user sees of a game', () => {
  test('every claim is as expected: exit 0', () => {
    expect({ code: text.code, stderr: text.stderr }).toEqual({ code: 0, stderr: '' });
    expect(text.stdout).toMatch(/✓ 8 claims, all as expected/);
  });

  test('of a lost one: how the opponent plays, since when it is lost', () => {
    expect(under('trade/no-deadline')).toBe(
      [
        'An escrow is enough.',
        'small: deadline 2; without refund',
        'buyer against everybody else; TICK cannot be withheld for ever; wins from 6 of 10 states; the',
        'counter-strategy played again by xstate in 3 positions',
        ' #  who    what  changes',
        ' 1  buyer  PAY   escrow: empty → paid',
        ' 2  clock  TICK  escrow.age: 0 → 1',
        ' 3  clock  TICK  escrow.age: 1 → 2',
        ' 4  clock  TICK  nothing changes',
        '↺ step 4 repeats for ever',
        'missing: refund (there is a deadline)',
        '⇒ lost from the start: buyer cannot force parcel-or-money',
      ].join('\n'),
    );
  });

  test('of one that is won: in how many steps, and the strategy', () => {
    expect(text.stdout).toMatch(/✓ trade\/deadline +can be forced, in 4 steps at most/);
    expect(under('trade/deadline')).toContain('wins from 11 of 11 states; the\nstrategy played again by xstate');
  });

  test('of a move that comes too late: what comes first', async () => {
    const { stdout } = await captured(['check', escrowTheorem, 'trade/deadline', '--without', 'prompt']);
    expect(stdout).toContain('after step 3 buyer could also CLAIM_BACK: too late, TICK comes first');
  });
});

describe('what a user sees of an observer', () => {
  test('two runs that are observed alike, and the secret after each', () => {
    expect(under('trade/chain-tells')).toBe(
      [
        'The chain tells whether the parcel is on its way.',
        'small: deadline 2; without posted',
        '2 observations, 2 secrets',
        'one run',
        '   #  who    what  changes',
        '   1  buyer  PAY   escrow: empty → paid',
        'another run',
        '   #  who      what  changes',
        '   1  buyer    PAY   escrow: empty → paid',
        '   2  seller!  SHIP  escrow: paid → shipped',
        '⇒ both are observed as {dispatched: false, inEscrow: true}, but the secret is false after one',
        'and true after the other',
      ].join('\n'),
    );
  });

  test('the run after which the observer knows', () => {
    expect(under('trade/chain-hides')).toMatch(
      /⇒ who observes \{dispatched: false, inEscrow: false\} knows the secret: false$/,
    );
    expect(text.stdout).toMatch(/✓ trade\/chain-hides-meanwhile +never given away/);
  });
});

describe('the documents', () => {
  test('of a game: who plays, from how many states it is won, how it is lost', () => {
    const { kind, verdict, game, observed, pair } = claim('trade/slow-buyer');
    expect({ kind, verdict, observed, pair }).toEqual({
      ...{ kind: 'enforceable', verdict: 'violated', observed: null, pair: null },
    });
    const [tick, claimBack] = [
      { type: 'TICK', owner: 'clock', payload: {} },
      { type: 'CLAIM_BACK', owner: 'buyer', payload: {} },
    ];
    expect(game).toEqual({
      ...{ by: ['buyer'], driven: ['TICK'], winning: 7, starts: 3, most: null, replayed: 3, replayedBy: 'xstate' },
      loss: {
        ...{ at: 0, ending: 'repeats', gone: null },
        choices: [{ at: 3, move: claimBack, outcome: 'too late', answer: tick }],
      },
    });
    expect(claim('trade/slow-buyer').trace).toMatchObject({ steps: 4, loop: 3 });
  });

  test('of observations: how many there are, and what a counterexample shows', () => {
    const { observed, pair, trace } = claim('trade/chain-tells');
    expect([trace?.steps, pair?.steps]).toEqual([1, 2]);
    expect(observed).toEqual({
      ...{ observations: 2, secrets: 2 },
      shown: { observation: { dispatched: false, inEscrow: true }, secrets: [false, true] },
    });
    expect(claim('trade/chain-hides-meanwhile').observed).toEqual({ observations: 1, secrets: 2, shown: null });
  });

  test('hold the strategy: a move or to wait in every position that can occur', () => {
    const read = (id: string): unknown => JSON.parse(readFileSync(join(folder, `${id}.strategy.json`), 'utf8'));
    const won = strategySchema.parse(read('trade-deadline'));
    const moves = won.positions.map(({ state, move, most }) => [
      (state as { escrow: { value: string } }).escrow.value,
      move?.type ?? 'wait',
      most,
    ]);
    expect(won).toMatchObject({ side: 'player', by: ['buyer'], omitted: 0, model: expect.any(String) });
    expect(moves).toEqual([
      ['paid', 'wait', 4],
      ['shipped', 'CONFIRM', 1],
      ['paid', 'wait', 3],
      ['shipped', 'CONFIRM', 1],
      ['paid', 'CLAIM_BACK', 2],
      ['shipped', 'CONFIRM', 1],
    ]);
    const spoilt = strategySchema.parse(read('trade-slow-buyer'));
    expect(spoilt.side).toBe('opponent');
    expect(spoilt.positions.map(({ move, most }) => [move?.type, most])).toEqual([
      ['TICK', null],
      ['TICK', null],
      ['TICK', null],
    ]);
  });

  test('hold both runs, a lasso and a strategy’s play, and all are replayed', async () => {
    for (const [file, steps] of [
      ['trade-chain-tells.itf.json', '1 step'],
      ['trade-chain-tells.pair.itf.json', '2 steps'],
      ['trade-slow-buyer.itf.json', '4 steps'],
      ['trade-deadline.itf.json', '5 steps'],
    ] as const) {
      const { code, stdout } = await captured(['replay', join(folder, file), '--file', escrowTheorem]);
      expect({ code, replayed: stdout.includes(`✓ ${steps} replayed`) }).toEqual({ code: 0, replayed: true });
    }
  });

  test('explain says who plays', async () => {
    const registry = { ...emptyRegistry, theorems: await loadTheorems(escrowTheorem, '.') };
    const { stdout } = await captured(['explain', 'trade/deadline'], registry);
    expect(stdout).toMatch(/player +buyer\n +driven +TICK/);
  });
});

describe('as goals of lattices and frontiers', () => {
  test('games and observations sort hypotheses and parameters like invariants do', async () => {
    const { code, stdout } = await captured(['assumptions', escrowTheorem]);
    expect(code).toBe(0);
    for (const line of [
      '✓ refund, prompt',
      '✗ without refund   4  PAY → TICK ×2 → (TICK) for ever',
      '✗ without prompt   4  PAY → TICK ×2 → (TICK) for ever',
      '✓ posted',
      '✗ without posted   1  PAY, and alike: PAY → SHIP',
    ]) {
      expect(stdout).toContain(`\n  ${line}\n`);
    }
    expect(claim('trade/service-and-deadline')).toMatchObject({ kind: 'enforceable', verdict: 'exhausted', met: true });
  });
});
