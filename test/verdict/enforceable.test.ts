import { describe, expect, test } from 'vitest';
import { assign, createMachine } from 'xstate';
import type { AnyMachine, LocalState } from '../../checker/language/machine.ts';
import { enforceable, type Player, type Property } from '../../checker/language/property.ts';
import { type AnySystem, event } from '../../checker/language/system.ts';
import { type DecideOptions, type Decision, decide } from '../../checker/verdict/decide.ts';
import { problemOf } from '../problem-of.ts';
import { plain, systemOf } from '../small-system.ts';

type Count = { readonly n: number };
type View = { readonly lock: LocalState<object> };

/** A lock that white opens in two moves, while black may jam it in between. */
function lockOf(states: object): AnyMachine {
  return createMachine({ id: 'lock', initial: 'shut', states } as never) as unknown as AnyMachine;
}

function system(states: object): AnySystem {
  return systemOf({
    components: { lock: lockOf(states) },
    parties: { white: 'honest', black: 'adversary', clock: 'environment' },
    events: {
      TURN: event('white', [{}]),
      PICK: event('white', [{}]),
      JAM: event('black', [{}]),
      TICK: event('clock', [{}]),
    },
  });
}

const whole = {
  shut: { on: { TURN: 'half', PICK: 'spoilt' } },
  half: { on: { TURN: 'open', JAM: 'jammed' } },
  jammed: { on: { TICK: 'half' } },
  spoilt: {},
  open: {},
};

function opened(player: Partial<Player> = {}, from?: Property<View>['trigger']): Property<View> {
  const terms = { by: ['white'], ...player, ...(from === undefined ? {} : { from }) };
  return enforceable<View>('opened', 'White opens the lock.', (view) => view.lock.matches('open'), terms);
}

async function decisionOf(
  states: object,
  property: Property<View> = opened(),
  options: DecideOptions = {},
): Promise<Decision> {
  const one = system(states);
  const [decision] = await decide(one, plain(one), [property as Property<never>], options);
  if (decision === undefined) throw new Error('no verdict');
  return decision;
}

const said = ({ verdict, game, trace, problem }: Decision): object => ({
  verdict,
  steps: trace?.steps.map(({ type }) => type),
  loop: trace?.loop,
  won: game && [game.winning, game.starts, game.most],
  loss: game?.loss && [game.loss.at, game.loss.ending],
  problem: problem?.code,
});

describe('a goal that can be forced', () => {
  const twice = { ...whole, half: { on: { TURN: 'open', JAM: 'freed' } }, freed: { on: { TURN: 'open' } } };

  test('is exhausted, with the play in which the opponent holds out longest', async () => {
    const decision = await decisionOf(twice);
    expect(said(decision)).toEqual({
      verdict: 'exhausted',
      ...{ steps: ['TURN', 'JAM', 'TURN'], loop: null, won: [4, 1, 3], loss: null, problem: undefined },
    });
    expect(decision.parts).toEqual([{ part: 'opened', holds: true }]);
  });

  test('comes with a strategy that xstate played against every move: the positions it allows', async () => {
    const { game } = await decisionOf(twice);
    expect([game?.replayed, game?.replayedBy]).toEqual([4, 'xstate']);
  });

  test('may need time, which then is named: nothing but a tick frees a jammed lock', async () => {
    const once = { ...twice, freed: { on: { TICK: 'loose' } }, loose: { on: { TURN: 'open' } } };
    expect(said(await decisionOf(once))).toMatchObject({ verdict: 'violated', steps: ['TURN', 'JAM'], loop: 2 });
    expect(said(await decisionOf(once, opened({ driven: ['TICK'] })))).toMatchObject({
      ...{ verdict: 'exhausted', steps: ['TURN', 'JAM', 'TICK', 'TURN'], won: [5, 1, 4] },
    });
    const some = opened({ driven: [{ event: 'TICK', with: {} }] });
    expect((await decisionOf(once, some)).verdict).toBe('exhausted');
  });

  test('may need more parties than one', async () => {
    expect((await decisionOf(whole, opened({ by: ['white', 'black'] }))).verdict).toBe('exhausted');
  });

  test('from every state that is meant, or from none that is reachable: then for want of states', async () => {
    const afterwards = (value: string) => opened({}, ({ lock }) => lock.matches(value as never));
    expect(said(await decisionOf(twice, afterwards('freed')))).toMatchObject({
      ...{ verdict: 'exhausted', steps: ['TURN', 'JAM', 'TURN'], won: [4, 1, 1] },
    });
    const spoilt = await decisionOf(twice, afterwards('spoilt'));
    expect(said(spoilt)).toMatchObject({ verdict: 'violated', steps: ['PICK'], loss: [1, 'out of reach'] });
    const nowhere = await decisionOf(twice, afterwards('gone'));
    expect([nowhere.verdict, nowhere.empty, nowhere.trace]).toEqual(['exhausted', 'from', null]);
  });
});

describe('a goal that cannot be forced', () => {
  test('is violated: how the opponent plays, since when the game is lost, and what else could be done', async () => {
    const decision = await decisionOf(whole, opened({ driven: ['TICK'] }));
    expect(said(decision)).toEqual({
      verdict: 'violated',
      ...{ steps: ['TURN', 'JAM', 'TICK'], loop: 1, won: [1, 1, null], loss: [0, 'repeats'], problem: undefined },
    });
    expect(
      decision.game?.loss?.choices.map(({ at, move, outcome, answer }) => [at, move.type, outcome, answer?.type]),
    ).toEqual([
      [0, 'PICK', 'out of reach', undefined],
      [1, 'TURN', 'too late', 'JAM'],
    ]);
    expect([decision.game?.replayed, decision.game?.replayedBy]).toEqual([4, 'xstate']);
  });

  test('because nothing has to happen: the play stands still', async () => {
    expect(said(await decisionOf(whole))).toMatchObject({ steps: ['TURN', 'JAM'], loop: 2, loss: [0, 'stands still'] });
  });

  test('where the goal holds nowhere is lost without a move', async () => {
    const never = enforceable<View>('never', 'Never.', () => false, { by: ['white'] });
    expect(said(await decisionOf(whole, never))).toMatchObject({
      verdict: 'violated',
      steps: [],
      loss: [0, 'out of reach'],
    });
  });
});

describe('a game', () => {
  test('that a limit cut is bounded: the opponent may have a better move beyond', async () => {
    const { verdict, limit, trace, game } = await decisionOf(whole, opened(), { limits: { depth: 1 } });
    expect([verdict, limit, trace, game]).toEqual(['bounded', 'depth', null, null]);
  });

  test.each<[string, Partial<Player>, string]>([
    ['of an unknown party', { by: ['whit'] }, 'did you mean white?'],
    ['driven by an unknown event', { driven: ['TIKC'] }, 'did you mean TICK?'],
  ])('%s is PL-111, with the word that was meant', async (_case, player, hint) => {
    const { verdict, problem } = await decisionOf(whole, opened(player));
    expect([verdict, problem?.code, problem?.detail.hint]).toEqual(['failed', 'PL-111', hint]);
  });

  test('played by nobody is refused where it is written: PL-111', () => {
    expect(problemOf(() => opened({ by: [] })).code).toBe('PL-111');
  });

  test('whose goal throws does not take the other claims of the exploration along', async () => {
    const broken = enforceable<View>(
      'broken',
      'Broken.',
      () => {
        throw new Error('no goal');
      },
      { by: ['white'] },
    );
    const one = system(whole);
    const properties = [broken, opened({ by: ['white', 'black'] })] as readonly Property<never>[];
    const decisions = await decide(one, plain(one), properties);
    expect(decisions.map(({ verdict, problem }) => [verdict, problem?.code])).toEqual([
      ['failed', 'PL-114'],
      ['exhausted', undefined],
    ]);
  });

  test('of a space too large for xstate alone is played again by the kernel', async () => {
    const up = {
      guard: ({ context }: { context: Count }) => context.n < 149,
      actions: assign({ n: ({ context }: { context: Count }) => context.n + 1 } as never),
    };
    const counter = (type: string): AnyMachine =>
      createMachine({ id: 'm', context: { n: 0 }, on: { [type]: up } } as never) as unknown as AnyMachine;
    const wide = systemOf({ components: { a: counter('A'), b: counter('B') }, events: { A: [{}], B: [{}] } });
    const top = enforceable<{ readonly a: LocalState<Count>; readonly b: LocalState<Count> }>(
      'top',
      'Both are at the top.',
      { a: ({ a }) => a.context.n === 149, b: ({ b }) => b.context.n === 149 },
      { by: ['anyone'] },
    );
    const [decision] = await decide(wide, plain(wide), [top as Property<never>]);
    const { verdict, game } = decision as Decision;
    expect([verdict, game?.winning, game?.most, game?.replayedBy]).toEqual(['exhausted', 22_500, 298, 'kernel']);
    // The strategy takes one way only, and nobody else moves.
    expect(game?.replayed).toBe(299);
  });
});
