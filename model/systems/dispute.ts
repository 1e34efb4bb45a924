/** One dispute as a system: L1, the bisection game, one honest side; the adversary plays the other side and builds the blocks. */

import { oneOf, payloads } from '../../checker/language/menu.ts';
import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import {
  type AdversaryMoves,
  bisectionGame,
  type GameBlock,
  type GameState,
  type Move,
} from '../2.1.3-bisection-game.ts';
import { honestPlayer, type PlayerState } from '../honest-player.ts';
import { type BaseLayerState, baseLayer } from '../l1.ts';

export type DisputeView = { readonly l1: BaseLayerState; readonly game: GameState; readonly honest: PlayerState };

type MovePayload = { readonly move: AdversaryMoves['move'] };
type BlockPayload = { readonly move: GameBlock['move']; readonly censors: boolean };

const challengerMoves: readonly Move[] = ['choose-left', 'choose-right', 'step'];
const asserterMoves: readonly Move[] = ['bisect-right', 'bisect-wrong'];

export const disputeSystem: System<DisputeView> = defineSystem<
  DisputeView,
  'levels' | 'T' | 'honestAsserter',
  'censor'
>({
  name: 'dispute',
  says: 'One bisection game over 2^levels steps: an honest side with a chess clock against an adversary who censors.',
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
  powers: { censor: { kind: 'budget', greatest: 12, says: 'L1 blocks that leave the honest move out, in all' } },
  parties: { honest: 'honest', opponent: 'adversary', builder: 'adversary', l1: 'environment' },
  compose: ({ parameters: { levels, T, honestAsserter }, powers }) => {
    const asserts = honestAsserter === 1;
    const side = asserts ? 'asserter' : 'challenger';
    return {
      components: {
        l1: component(baseLayer, { censorship: Number(powers.censor) }),
        game: component(bisectionGame, { levels, clock: T, claim: asserts ? 'right' : 'wrong' }),
        honest: component(honestPlayer, { side, levels, owes: asserts ? 'bisect-right' : 'none' }),
      },
      events: {
        MOVE: event<MovePayload>(
          'opponent',
          payloads<MovePayload>({ move: oneOf(...(asserts ? challengerMoves : asserterMoves)) }),
        ),
        BLOCK: event<BlockPayload>(
          ({ move, censors }) => (censors ? 'builder' : move === 'none' ? 'l1' : 'honest'),
          payloads<BlockPayload>({
            move: oneOf<Move | 'none'>('none', ...(asserts ? (['bisect-right'] as const) : challengerMoves)),
            censors: Number(powers.censor) > 0 ? oneOf(false, true) : oneOf(false),
          }),
        ),
      },
    };
  },
});
