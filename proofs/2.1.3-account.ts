/**
 * What the parties of a dispute have to agree on (Definition 2.1.3): whose move it is, which steps are still disputed, what of the preimage
 * is on L1, and how much time is left.
 *
 * Contract and player share no memory. A player who thought that it was not its turn would lose for a reason of its own, and a contract
 * that gave out more clock than its terms say would let it win for one.
 */

import { always, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { AnyClaim, Claim, Expectation } from '../checker/language/theorem.ts';
import { type Game, isLegal, toMove } from '../model/2.1.3-bisection-game.ts';
import { type DisputeView, disputeSystem } from '../model/systems/dispute.ts';
import { type FreeDisputeView, freeDisputeSystem } from '../model/systems/free-dispute.ts';
import { honestNeverLoses } from './2.1.3-goals.ts';

/** Blocks that may come before a player who plays freely has sent its move. */
const lateness = 1;

const isLastStep = ({ hi, lo }: Game): boolean => hi - lo === 1;

/** The most that a side can have on its clock. */
function most(game: Game): number {
  const { clock, extension, loads, ripening } = game.terms;
  const preimage = isLastStep(game) && loads > 0 ? loads + ripening : 0;
  return Math.max(clock, extension === 0 ? 0 : extension + preimage);
}

/** What holds of the contract, whoever plays. */
const contract = {
  clocks: ({ game: { context } }: Pick<DisputeView, 'game'>) =>
    Object.values(context.clocks).every((clock) => clock >= 0 && clock <= most(context)),
  // What the freeloader uses up is what its successor lacks.
  held: ({ game }: Pick<DisputeView, 'game'>) => {
    const { held, terms, clocks } = game.context;
    if (!game.matches('held')) return held === 0;
    return held > 0 && terms.clock - clocks.challenger === Math.min(terms.freeload, terms.clock) - held;
  },
  noMiddleOfOneStep: ({ game: { context } }: Pick<DisputeView, 'game'>) =>
    context.midRoot === 'none' || !isLastStep(context),
};

const oneGame: Property<DisputeView> = always<DisputeView>(
  'one-game',
  'Contract and honest player agree on whose move it is, the steps in dispute, the preimage and the clocks.',
  {
    ...contract,
    turns: ({ game: { context }, honest }) => {
      const { side, owes, unripe } = honest.context;
      if (context.winner === 'none') return (owes !== 'none') === (toMove(context) === side && unripe === 0);
      // Who has won by its own last move owes no other.
      return context.winner !== side || toMove(context) !== side || owes === 'none';
    },
    disputed: ({ game: { context }, honest }) =>
      context.winner !== 'none' || context.hi - context.lo === 2 ** honest.context.levels,
    preimage: ({ game: { context }, honest: { context: player } }) =>
      context.winner !== 'none' ||
      (context.loaded + player.parts === context.terms.loads && context.unripe === player.unripe),
  },
);

const oneFreeGame: Property<FreeDisputeView> = always<FreeDisputeView>(
  'one-free-game',
  'Contract and player agree on whose move it is, the steps in dispute, the preimage and the clocks.',
  {
    ...contract,
    turns: ({ game: { context }, player: { context: own } }) =>
      context.winner === 'none'
        ? (own.turn === 'mine') === (toMove(context) === own.side)
        : context.winner !== own.side || toMove(context) !== own.side || own.turn !== 'mine',
    sent: ({ game: { context }, player: { context: own } }) =>
      own.sent === 'none' || (own.turn === 'mine' && (context.winner !== 'none' || isLegal(context, own.sent))),
    disputed: ({ game: { context }, player }) =>
      context.winner !== 'none' || context.hi - context.lo === 2 ** player.context.levels,
    preimage: ({ game: { context }, player: { context: own } }) =>
      context.winner !== 'none' ||
      (context.loaded + own.parts === context.terms.loads && context.unripe === own.unripe),
    lateness: ({ player: { context } }) => context.late >= 0 && context.late <= lateness,
  },
);

/** The asserter wins by the last step, on the root that the challenger was wrong to dispute or to leave alone. */
function erred(name: string, says: string, root: (game: Game) => boolean): Property<FreeDisputeView> {
  return reachable(name, says, {
    lost: ({ game: { context } }) => context.winner === 'asserter' && isLastStep(context),
    root: ({ game }) => root(game.context),
  });
}

const expected: Readonly<
  Record<string, readonly [states: number, transitions: number, depth: number, steps?: number]>
> = {
  'granted-what-was-wrong': [77, 76, 8, 5],
  'disputed-what-was-right': [77, 76, 8, 5],
  'one-free-game-extended': [471, 550, 15],
  'one-free-game-asserter': [994, 1537, 13],
  'extended-by-one': [38, 49, 6],
  'one-game-extended': [383, 502, 13],
  'one-game-asserter': [138, 203, 10],
  'one-game-challenger': [201, 248, 14],
};

function expectationOf(id: string): Expectation {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  return { verdict: 'exhausted', states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
}

function claim(
  id: string,
  says: string,
  setting: Setting,
  instance = 'challenger',
  property: Property<DisputeView> = oneGame,
): Claim<DisputeView> {
  const expect = expectationOf(id);
  return { id, reading: 'repaired', says, system: disputeSystem, property, instance, setting, expect };
}

function free(
  id: string,
  reading: Claim<FreeDisputeView>['reading'],
  says: string,
  property: Property<FreeDisputeView>,
  setting: Setting,
  instance = 'challenger',
): Claim<FreeDisputeView> {
  return { id, reading, says, system: freeDisputeSystem, property, instance, setting, expect: expectationOf(id) };
}

const large = { loads: 2, ripening: 1 };
const extended: Setting = {
  parameters: { ...large, T: 3, extension: 2 },
  powers: { censor: 1, freeload: 3 },
};

export const accountClaims: readonly AnyClaim[] = [
  claim('one-game-challenger', 'Contract and challenger keep one account, with a preimage to load.', {
    parameters: { ...large, levels: 1, T: 7 },
    powers: { censor: 1 },
  }),
  claim('one-game-asserter', 'Contract and asserter keep one account.', { powers: { censor: 1 } }, 'asserter'),
  claim('one-game-extended', 'The same where a freeloader uses up the clock and turns extend it.', extended),
  claim(
    'extended-by-one',
    'An extension of one block is one: enough where nothing is censored.',
    { parameters: { levels: 1, T: 2, extension: 1 }, powers: { freeload: 16 } },
    'challenger',
    honestNeverLoses,
  ),
  free(
    'one-free-game-asserter',
    'repaired',
    'Contract and an asserter who plays freely keep one account.',
    oneFreeGame,
    { parameters: { T: 4 }, powers: { censor: 1, late: lateness } },
    'asserter',
  ),
  free(
    'one-free-game-extended',
    'repaired',
    'Contract and a challenger who plays freely keep one account, with extended clocks.',
    oneFreeGame,
    {
      ...extended,
      parameters: { ...large, levels: 1, T: 3, extension: 2 },
    },
  ),
  free(
    'disputed-what-was-right',
    'witness',
    'A challenger who disputes the half below a right root loses by the last step.',
    erred('disputed-what-was-right', 'The last step leads to a right root.', ({ hiRoot }) => hiRoot === 'right'),
    { parameters: { levels: 1, T: 3 } },
  ),
  free(
    'granted-what-was-wrong',
    'witness',
    'A challenger who grants a wrong root loses by the last step: from there on all is executed rightly.',
    erred('granted-what-was-wrong', 'The last step starts from a wrong root.', ({ loRoot }) => loRoot === 'wrong'),
    { parameters: { levels: 1, T: 3 } },
  ),
];
