/** Several disputes at once: games that sybils open against one honest party, its bonds and its attention; L1. */

import { oneOf, payloads, range, subsetsOf } from '../../checker/language/menu.ts';
import { component, defineSystem, event, instances, type System } from '../../checker/language/system.ts';
import {
  type DefenceState,
  type OfGame,
  type RaceBlock,
  type RacedGameState,
  raceDefence,
  racedGame,
} from '../dispute-race.ts';
import { type BaseLayerState, baseLayer } from '../l1.ts';

export type DisputeRaceView = {
  readonly l1: BaseLayerState;
  readonly games: readonly RacedGameState[];
  readonly defence: DefenceState;
};

export const disputeRaceSystem: System<DisputeRaceView> = defineSystem<
  DisputeRaceView,
  'n' | 'M' | 'T' | 'Q' | 'entry' | 'bonds' | 'attention' | 'reward',
  'censor'
>({
  name: 'dispute-race',
  says: 'Games that many open at once against one honest party, who has so many bonds and sends so many moves a block.',
  parameters: {
    n: { says: 'games that can be opened', default: 2, least: 1, greatest: 4 },
    M: { says: 'honest moves that win a game', default: 2, least: 1, greatest: 4 },
    T: { says: 'chess clock of the honest side in each game, in L1 blocks', default: 4, least: 0, greatest: 16 },
    Q: { says: 'chess clock of the opponent in each game, in L1 blocks', default: 1, least: 0, greatest: 4 },
    entry: { says: 'blocks after which no game is opened any more', default: 0, least: 0, greatest: 4 },
    bonds: { says: 'S: bonds that the honest party owns', default: 2, least: 0, greatest: 4 },
    attention: { says: 'moves that it can send a block', default: 2, least: 1, greatest: 4 },
    reward: { says: '1: a won game also gives the opponent’s bond', default: 0, least: 0, greatest: 1 },
  },
  powers: { censor: { kind: 'budget', greatest: 6, says: 'L1 blocks that leave honest moves out, in all' } },
  parties: { honest: 'honest', sybil: 'adversary', builder: 'adversary', anybody: 'environment', l1: 'environment' },
  compose: ({ parameters: { n, M, T, Q, entry, bonds, attention, reward }, powers }) => {
    const game = range(0, n - 1);
    const each = payloads<OfGame>({ game });
    return {
      components: {
        l1: component(baseLayer, { censorship: Number(powers.censor) }),
        games: instances(racedGame, n, 'game', {
          watch: ['BLOCK'],
          input: (index) => ({ index, moves: M, clock: T, patience: Q, entry }),
        }),
        defence: component(raceDefence, { attention, returns: 1 + reward, bonds }),
      },
      events: {
        OPEN: event<OfGame>('sybil', each),
        REPLY: event<OfGame>('sybil', each),
        SEND: event<OfGame>('honest', each),
        RESOLVE: event<OfGame>('anybody', each),
        BLOCK: event<RaceBlock>(
          ({ censors }) => (censors ? 'builder' : 'l1'),
          payloads<RaceBlock>({
            answers: oneOf(...subsetsOf(game).values.filter(({ length }) => length <= attention)),
            censors: Number(powers.censor) > 0 ? oneOf(false, true) : oneOf(false),
          }),
        ),
      },
    };
  },
});
