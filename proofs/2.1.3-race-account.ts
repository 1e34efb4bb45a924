/**
 * What contract and honest party have to agree on where several disputes run at once (Definition 2.1.3): whose move it is, which bonds are
 * locked, what a move costs of the clock.
 *
 * The party keeps its own list of the games in which it owes a move, and its own purse. If either were kept otherwise than the games go, "wins
 * them all" would hold, or fail, for a reason that no L1 has.
 */

import { always, cheapest, forEvery, type Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { AnyClaim, Claim } from '../checker/language/theorem.ts';
import { type DisputeRaceView, disputeRaceSystem } from '../model/systems/dispute-race.ts';
import { measured } from './own-instance.ts';

/** Bonds that the party owns at first, and what a game that it has won brings beyond its own. */
const [owned, reward] = [1, 1];

const named = ({ context }: DisputeRaceView['games'][number]): string => `game ${context.terms.index}`;

const oneAccount: Property<DisputeRaceView> = always(
  'one-account',
  'The honest party knows whose move it is in each game, and each bond is locked in one game or free.',
  {
    turns: ({ games, defence: { context } }) =>
      forEvery(games, named, (game) => {
        const i = game.context.terms.index;
        const places = [...context.owed, ...context.sent].filter((one) => one === i).length;
        // Nobody has to stop sending moves in a game that is lost.
        return game.matches('lost') ? places <= 1 : places === Number(game.matches('mine'));
      }),
    bonded: ({ games, defence: { context } }) =>
      forEvery(games, named, (game) => {
        const i = game.context.terms.index;
        const locked = context.bonded.filter((one) => one === i).length;
        if (game.matches('theirs') || game.matches('won') || context.sent.includes(i)) return locked === 1;
        return game.matches('mine') || game.matches('lost') ? locked <= 1 : locked === 0;
      }),
    bondsConserved: ({ games, defence: { context } }) =>
      context.bonds >= 0 &&
      context.bonds + context.bonded.length === owned + reward * games.filter((game) => game.matches('over')).length,
    attention: ({ defence: { context } }) => context.sent.length <= context.attention,
    movesTakeTime: ({ games }) =>
      forEvery(
        games,
        named,
        ({ context: { terms, left, clock } }) => left >= 0 && clock >= 0 && terms.clock - clock >= terms.moves - left,
      ),
    patience: ({ games }) =>
      games.every(({ context }) => context.patience >= 0 && context.patience <= context.terms.patience),
    // A game is won by the last honest move, or by the clock of an opponent who does not reply.
    wonByRight: ({ games }) =>
      forEvery(games, named, (game) => !game.matches('won') || game.context.left === 0 || game.context.patience === 0),
  },
);

const opened: Property<DisputeRaceView> = cheapest(
  'entry-closes',
  'Each block costs one, until no game can be opened any more.',
  ({ games }) => games.every((game) => game.matches('never')),
  { BLOCK: 1 },
);

const givenUp: Property<DisputeRaceView> = cheapest(
  'opponent-given-up',
  'Each block costs one, until a game is won that the opponent does not go on with.',
  ({ games }) => games.some((game) => game.matches('won') && game.context.left > 0),
  { BLOCK: 1 },
);

const expected: Readonly<Record<string, readonly [states: number, transitions: number, depth: number, number?]>> = {
  'race-account': [368, 487, 16],
  'entry-closes': [13, 17, 7, 3],
  'opponent-given-up': [21, 25, 9, 6],
};

function claim(
  id: string,
  reading: Claim<DisputeRaceView>['reading'],
  says: string,
  property: Property<DisputeRaceView>,
  setting: Setting,
  price?: number,
): Claim<DisputeRaceView> {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  const expect = {
    ...({ verdict: 'exhausted', states, transitions, depth } as const),
    ...(price === undefined ? {} : { price, steps: steps ?? 0 }),
  };
  return {
    id,
    reading,
    says,
    system: disputeRaceSystem,
    property,
    instance: 'race',
    setting,
    onlyHere: measured,
    expect,
  };
}

export const raceAccountClaims: readonly AnyClaim[] = [
  claim(
    'race-account',
    'repaired',
    'Contract and honest party keep one account of games, moves and bonds.',
    oneAccount,
    {
      parameters: { n: 2, M: 2, T: 3, Q: 1, entry: 1, bonds: owned, attention: 1, reward },
      powers: { censor: 1 },
    },
  ),
  claim(
    'entry-closes',
    'repaired',
    'A game can be opened for as many blocks as the terms say, and in no later one.',
    opened,
    { parameters: { n: 1, M: 2, T: 2, Q: 0, entry: 2, bonds: 1 } },
    3,
  ),
  claim(
    'opponent-given-up',
    'repaired',
    'An opponent who does not reply has lost when her clock is overrun: Q + 1 blocks after the first move.',
    givenUp,
    { parameters: { n: 1, M: 2, T: 2, Q: 2, bonds: 1 } },
    4,
  ),
];
