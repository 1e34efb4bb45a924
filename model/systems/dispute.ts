/** One dispute as a system: L1, the bisection game, one honest side; the adversary plays the other side and builds the blocks. */

import { noPayload, oneOf, payloads } from '../../checker/language/menu.ts';
import {
  component,
  defineSystem,
  event,
  type Parameter,
  type Power,
  type Rule,
  type System,
} from '../../checker/language/system.ts';
import {
  type AdversaryMoves,
  bisectionGame,
  type GameBlock,
  type GameState,
  type GameTerms,
  type Move,
  type Side,
} from '../2.1.3-bisection-game.ts';
import { type HonestPlayer, honestPlayer, type PlayerState } from '../honest-player.ts';
import { type BaseLayerState, baseLayer } from '../l1.ts';

export type DisputeView = { readonly l1: BaseLayerState; readonly game: GameState; readonly honest: PlayerState };

type MovePayload = { readonly move: AdversaryMoves['move'] };
type BlockPayload = { readonly move: GameBlock['move']; readonly censors: boolean };

export type DisputeParameter = 'levels' | 'T' | 'honestAsserter' | 'loads' | 'ripening' | 'extension';

export const disputeParameters: Readonly<Record<DisputeParameter, Parameter>> = {
  levels: { says: 'bisections until one step is left', default: 2, least: 1, greatest: 6 },
  T: { says: 'chess clock of each side, in L1 blocks', default: 4, least: 0, greatest: 16 },
  honestAsserter: {
    says: '0: an honest challenger disputes a wrong claim; 1: an honest asserter defends a right one',
    default: 0,
    least: 0,
    greatest: 1,
  },
  loads: { says: 'P: transactions that put the preimage of the last step on L1', default: 0, least: 0, greatest: 6 },
  ripening: { says: 'W: blocks between the last of them and the step', default: 0, least: 0, greatest: 6 },
  extension: {
    says: 'X: blocks that a side has at least when its turn begins, besides those that the preimage takes',
    default: 0,
    least: 0,
    greatest: 8,
  },
};

export const disputeRules: Readonly<Record<'clockExtension', Rule>> = {
  clockExtension: { says: 'a side whose turn begins with less than the extension on its clock is given the rest' },
};

export const freeload: Power = {
  kind: 'budget',
  greatest: 16,
  says: 'blocks of an honest challenger’s clock that a freeloader uses up first, at most',
};

/** The game that the parameters describe. */
export function termsOf(
  { levels, T, honestAsserter, loads, ripening, extension }: Readonly<Record<DisputeParameter, number>>,
  powers: Readonly<Record<'freeload', boolean | number>>,
  rules: Readonly<Record<'clockExtension', boolean>>,
): GameTerms {
  return {
    ...{ levels, clock: T, claim: honestAsserter === 1 ? 'right' : 'wrong', loads, ripening },
    extension: rules.clockExtension ? extension : 0,
    freeload: honestAsserter === 1 ? 0 : Number(powers.freeload),
  };
}

/** What the contract takes from each side. */
export function movesOf({ loads }: GameTerms): Readonly<Record<Side, readonly Move[]>> {
  return {
    asserter: ['bisect-right', 'bisect-wrong'],
    challenger: ['choose-left', 'choose-right', ...(loads > 0 ? (['load'] as const) : []), 'step'],
  };
}

export const disputeSystem: System<DisputeView> = defineSystem<
  DisputeView,
  DisputeParameter,
  'censor' | 'freeload',
  'clockExtension'
>({
  name: 'dispute',
  says: 'One bisection game over 2^levels steps: an honest side with a chess clock against an adversary who censors.',
  parameters: disputeParameters,
  powers: {
    censor: { kind: 'budget', greatest: 12, says: 'L1 blocks that leave the honest move out, in all' },
    freeload,
  },
  rules: disputeRules,
  parties: { honest: 'honest', opponent: 'adversary', builder: 'adversary', l1: 'environment' },
  compose: ({ parameters, powers, rules }) => {
    const terms = termsOf(parameters, powers, rules);
    const { levels, loads, ripening, claim } = terms;
    const moves = movesOf(terms);
    const side: Side = claim === 'right' ? 'asserter' : 'challenger';
    const own: readonly Move[] = side === 'asserter' ? ['bisect-right'] : moves.challenger;
    const owes = side === 'asserter' ? 'bisect-right' : 'none';
    const player: HonestPlayer = { side, levels, owes, parts: loads, ripening, unripe: 0 };
    return {
      components: {
        l1: component(baseLayer, { censorship: Number(powers.censor) }),
        game: component(bisectionGame, terms),
        honest: component(honestPlayer, player),
      },
      events: {
        INHERIT: event('opponent', terms.freeload > 0 ? noPayload : []),
        MOVE: event<MovePayload>(
          'opponent',
          payloads<MovePayload>({ move: oneOf(...(side === 'asserter' ? moves.challenger : moves.asserter)) }),
        ),
        BLOCK: event<BlockPayload>(
          ({ move, censors }) => (censors ? 'builder' : move === 'none' ? 'l1' : 'honest'),
          payloads<BlockPayload>({
            move: oneOf<Move | 'none'>('none', ...own),
            censors: Number(powers.censor) > 0 ? oneOf(false, true) : oneOf(false),
          }),
        ),
      },
    };
  },
});
