/**
 * One dispute as a game that is really played: both sides move as they like, one of them through blocks that the other may censor.
 *
 * The same contract as in the system `dispute`, where the honest side follows a strategy that somebody wrote down. Here nobody tells
 * it how to play, and the question is whether it can win.
 */

import { noPayload, oneOf, payloads } from '../../checker/language/menu.ts';
import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import {
  type AdversaryMoves,
  bisectionGame,
  type GameBlock,
  type GameState,
  type Move,
  type Side,
} from '../2.1.3-bisection-game.ts';
import { type FreePlayer, type FreePlayerState, freePlayer } from '../free-player.ts';
import { type BaseLayerState, baseLayer } from '../l1.ts';
import { type DisputeParameter, disputeParameters, disputeRules, freeload, movesOf, termsOf } from './dispute.ts';

export type FreeDisputeView = {
  readonly l1: BaseLayerState;
  readonly game: GameState;
  readonly player: FreePlayerState;
};

type MovePayload = { readonly move: AdversaryMoves['move'] };
type BlockPayload = { readonly move: GameBlock['move']; readonly censors: boolean };

export const freeDisputeSystem: System<FreeDisputeView> = defineSystem<
  FreeDisputeView,
  DisputeParameter,
  'censor' | 'late' | 'freeload',
  'clockExtension'
>({
  name: 'free-dispute',
  says: 'One bisection game over 2^levels steps, with a chess clock, in which either side moves as it likes.',
  parameters: disputeParameters,
  powers: {
    censor: { kind: 'budget', greatest: 12, says: 'L1 blocks that leave the honest move out, in all' },
    late: {
      kind: 'budget',
      greatest: 12,
      says: 'L1 blocks that come before the honest side has sent its move, in all',
    },
    freeload,
  },
  rules: disputeRules,
  parties: { honest: 'honest', opponent: 'adversary', builder: 'adversary', l1: 'environment' },
  compose: ({ parameters, powers, rules }) => {
    const terms = termsOf(parameters, powers, rules);
    const { levels, loads, ripening, claim } = terms;
    const moves = movesOf(terms);
    const side: Side = claim === 'right' ? 'asserter' : 'challenger';
    const player: FreePlayer = {
      ...{ side, levels, turn: side === 'asserter' ? 'mine' : 'theirs', sent: 'none' },
      ...{ late: Number(powers.late), parts: loads, ripening, unripe: 0 },
    };
    return {
      components: {
        l1: component(baseLayer, { censorship: Number(powers.censor) }),
        game: component(bisectionGame, terms),
        player: component(freePlayer, player),
      },
      events: {
        SUBMIT: event<MovePayload>('honest', payloads<MovePayload>({ move: oneOf(...moves[side]) })),
        INHERIT: event('opponent', terms.freeload > 0 ? noPayload : []),
        MOVE: event<MovePayload>(
          'opponent',
          payloads<MovePayload>({ move: oneOf(...moves[side === 'asserter' ? 'challenger' : 'asserter']) }),
        ),
        BLOCK: event<BlockPayload>(
          ({ censors }) => (censors ? 'builder' : 'l1'),
          payloads<BlockPayload>({
            move: oneOf<Move | 'none'>('none', ...moves[side]),
            censors: Number(powers.censor) > 0 ? oneOf(false, true) : oneOf(false),
          }),
        ),
      },
    };
  },
});
