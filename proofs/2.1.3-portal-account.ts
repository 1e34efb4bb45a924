/**
 * What the parties of a portal have to agree on (Definition 2.1.3, after the game): which claims there are, what the guardian knows of them and
 * since when, and what a withdrawal is proven against.
 */

import { always, forEvery, type Property } from '../checker/language/property.ts';
import type { PortalView } from '../model/systems/portal.ts';

type Game = PortalView['games'][number];

const named = (_: unknown, i: number): string => `claim ${i}`;

/** What the guardian is there to correct: a game of the respected kind over a wrong claim. */
const isWatched = ({ context }: Game): boolean => context.claim === 'wrong' && context.kind === 'respected';

/** The most blocks for which something can have been proven against a claim: a proof is later than its game, and both may be capped. */
function mostBlocks(game: Game): number {
  const { age, terms } = game.context;
  const since = game.matches('inProgress') ? age : game.matches('absent') ? 0 : terms.duration + age;
  const isCapped = game.matches('decidedAgainst') || (game.matches('decidedFor') && age === terms.airgap);
  return isCapped ? Number.POSITIVE_INFINITY : since - 1;
}

/** Blocks that leave the guardian out, in the claims below. */
export const granted = 1;

/** Where an honest guardian is no slower than the airgap. */
export const oneRegister: Property<PortalView> = always(
  'one-register',
  'Claims, guardian and withdrawals agree on which claims there are, how old, and which of them are worth nothing.',
  {
    watched: ({ games, guardian }) =>
      forEvery(
        games,
        named,
        (game, i) =>
          guardian.context.watched.includes(i) ===
          (game.matches('inProgress') && isWatched(game) && !guardian.context.terms.isAbsent),
      ),
    // What the guardian has still to list are the wrong claims that won.
    due: ({ games, guardian: { context } }) =>
      forEvery(games, named, (game, i) => {
        const { isListed, age } = game.context;
        const isWrong = game.matches('decidedFor') && isWatched(game);
        const entry = context.wrong.find((one) => one.game === i);
        if (entry === undefined) return !isWrong || isListed || context.terms.isAbsent;
        return isWrong && (context.terms.retires || !isListed) && entry.left === Math.max(0, context.terms.delay - age);
      }),
    // It lists what it has to correct, or everything once there is something to correct; one that has gone over lists what it likes.
    listed: ({ games, guardian: { context } }) => {
      const isDue = games.some((game) => game.matches('decidedFor') && isWatched(game));
      const isRight = (game: Game): boolean =>
        !game.context.isListed || (isDue && (context.terms.retires || isWatched(game)));
      return context.terms.isAbsent || forEvery(games, named, isRight);
    },
    // Nobody is left out who has nothing to say.
    censored: ({ games, guardian, l1 }) =>
      l1.context.censorship >= 0 &&
      (guardian.context.terms.isAbsent ||
        l1.context.censorship >= granted ||
        games.some((game) => game.matches('decidedFor') && isWatched(game))),
    ages: ({ games }) =>
      forEvery(games, named, (game) => {
        const { age, isListed, terms } = game.context;
        if (game.matches('absent')) return age === 0 && !isListed;
        if (game.matches('decidedFor')) return age >= 0 && age <= terms.airgap;
        return age >= 0 && age <= terms.duration && (game.matches('inProgress') || age === terms.duration);
      }),
    // A withdrawal that was made is proven against right claims, one that was not against wrong ones.
    proofs: ({ games, owner, thief }) =>
      forEvery(
        [owner, thief],
        (_, i) => (i === 0 ? 'the owner’s' : 'the thief’s'),
        ({ context: { game, age, terms } }, i) => {
          const against = games[game];
          if (against === undefined) return game === -1 && age === 0;
          const { claim, kind, terms: of } = against.context;
          if (of.rules.respectedKind && kind !== 'respected') return false;
          if (against.matches('absent') || claim !== (i === 0 ? 'right' : 'wrong')) return false;
          return age >= 0 && age <= terms.maturity && (!of.rules.provesLater || age <= mostBlocks(against));
        },
      ),
    vain: ({ games, owner, thief }) => {
      const against = games[owner.context.game];
      const isLost = against !== undefined && (against.matches('decidedAgainst') || against.context.isListed);
      return owner.context.isVain === isLost && !thief.context.isVain;
    },
  },
);
