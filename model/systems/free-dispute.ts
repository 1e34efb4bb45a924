/**
 * One dispute as a game that is really played: both sides move as they like, one of them through blocks that the other may censor.
 *
 * The same contract as in the system `dispute`, where the honest side follows a strategy that somebody wrote down. Here nobody tells
 * it how to play, and the question is whether it can win.
 */

import { oneOf, payloads } from '../../checker/language/menu.ts';
import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import {
  type AdversaryMoves,
  bisectionGame,
  type GameBlock,
  type GameState,
  type Move,
} from '../2.1.3-bisection-game.ts';
import { type FreePlayerState, freePlayer } from '../free-player.ts';
import { type BaseLayerState, baseLayer } from '../l1.ts';

export type FreeDisputeView = {
  readonly l1: BaseLayerState;
  readonly game: GameState;
  readonly player: FreePlayerState;
};

type MovePayload = { readonly move: AdversaryMoves['move'] };
type BlockPayload = { readonly move: GameBlock['move']; readonly censors: boolean };

const challengerMoves: readonly Move[] = ['choose-left', 'choose-right', 'step'];
const asserterMoves: readonly Move[] = ['bisect-right', 'bisect-wrong'];

export const freeDisputeSystem: System<FreeDisputeView> = defineSystem<
  FreeDisputeView,
  'levels' | 'T' | 'honestAsserter',
  'censor' | 'late'
>({
  name: 'free-dispute',
  says: 'One bisection game over 2^levels steps, with a chess clock, in which either side moves as it likes.',
  parameters: {
    levels: { says: 'bisections until one step is left', default: 2, least: 1, greatest: 6 },
    T: { says: 'chess clock of each side, in L1 blocks', default: 4, least: 0, greatest: 16 },
    honestAsserter: {
      says: '0: an honest challenger disputes a wrong claim; 1: an honest asserter defends a right one',
      default: 0,
      least: 0,
      greatest: 1,
    },
  },
  powers: {
    censor: { kind: 'budget', greatest: 12, says: 'L1 blocks that leave the honest move out, in all' },
    late: {
      kind: 'budget',
      greatest: 12,
      says: 'L1 blocks that come before the honest side has sent its move, in all',
    },
  },
  parties: { honest: 'honest', opponent: 'adversary', builder: 'adversary', l1: 'environment' },
  compose: ({ parameters: { levels, T, honestAsserter }, powers }) => {
    const asserts = honestAsserter === 1;
    const own = asserts ? asserterMoves : challengerMoves;
    return {
      components: {
        l1: component(baseLayer, { censorship: Number(powers.censor) }),
        game: component(bisectionGame, { levels, clock: T, claim: asserts ? 'right' : 'wrong' }),
        player: component(freePlayer, {
          side: asserts ? 'asserter' : 'challenger',
          levels,
          turn: asserts ? 'mine' : 'theirs',
          sent: 'none',
          late: Number(powers.late),
        }),
      },
      events: {
        SUBMIT: event<MovePayload>('honest', payloads<MovePayload>({ move: oneOf(...own) })),
        MOVE: event<MovePayload>(
          'opponent',
          payloads<MovePayload>({ move: oneOf(...(asserts ? challengerMoves : asserterMoves)) }),
        ),
        BLOCK: event<BlockPayload>(
          ({ censors }) => (censors ? 'builder' : 'l1'),
          payloads<BlockPayload>({
            move: oneOf<Move | 'none'>('none', ...own),
            censors: Number(powers.censor) > 0 ? oneOf(false, true) : oneOf(false),
          }),
        ),
      },
    };
  },
});
