/** What the honest side of a dispute is to get out of it (Definition 2.1.3). */

import { given } from '../checker/language/antecedent.ts';
import { always, enforceable, type Property } from '../checker/language/property.ts';
import type { DisputeView } from '../model/systems/dispute.ts';
import type { FreeDisputeView } from '../model/systems/free-dispute.ts';

export const honestNeverLoses: Property<DisputeView> = always(
  'honest-never-loses',
  'The honest side of the dispute is never declared the loser.',
  ({ game, honest }) => {
    const { winner } = game.context;
    const { side } = honest.context;
    return given(
      'the dispute is decided',
      winner !== 'none',
      () => winner === side || { fails: `the honest ${side} loses to the ${winner}` },
    );
  },
);

export const isWon = ({ game, player }: FreeDisputeView): boolean => game.context.winner === player.context.side;

export const honestWins: Property<FreeDisputeView> = enforceable(
  'the-verdict',
  'The honest side can have the dispute decided for it, whatever the opponent and the builder do.',
  isWon,
  { by: ['honest'], driven: ['BLOCK'] },
);
