/** What Theorem 5.3.2 grants the adversary, and the hypotheses under which the exit game is correct all the same. */

import type { Setting } from '../checker/language/system.ts';
import type { Hypothesis } from '../checker/language/theorem.ts';

/** The operator takes out a coin that it made out of nothing. */
export const phantom = { withhold: true, phantom: true, bonds: 1 } as const;
/** What the two halves of the repaired theorem grant the adversary. */
export const crowd: Setting = { powers: { ...phantom, congest: 1 } };
export const watch: Setting = { powers: { rogueSender: true, bonds: 2, congest: 1 } };
/** Everything at once, but for congestion. */
export const everything: Setting = { powers: { ...phantom, rogueSender: true } };

/** What the holders need who have to leave. */
export const toLeave: Readonly<Record<string, Hypothesis>> = {
  fewHolders: { says: 'so few leave at once that all get in: H <= cap (W + 1 - K)', dropped: { parameters: { H: 3 } } },
  boundedCongestion: { says: 'K is bounded by the same', dropped: { powers: { congest: 2 } } },
  awake: { says: 'O too: they look at every block', dropped: { powers: { offline: 1 } } },
  youngWait: { says: 'the exit of a young coin waits until the coin is old', dropped: { without: ['youngWait'] } },
  oldestFirst: {
    says: 'of exits that mature in one block the oldest coin is paid first',
    dropped: { without: ['oldestFirst'] },
  },
  youngestInput: {
    says: 'the output of a transaction is as old as its youngest input',
    dropped: { without: ['youngestInput'] },
  },
};

/** What makes all of that needless: only proven states count, or every block comes with its data. */
export const insteadOfLeaving: Readonly<Record<string, Hypothesis>> = {
  provenStates: { says: 'no block contains a coin out of nowhere', dropped: { powers: { phantom: true } } },
  dataPublished: { says: 'no block is withheld', dropped: { powers: { withhold: true } } },
};

/**
 * What the payee needs who has to watch. Two of them are her own discipline, and no artefact of the machines: the request for the input
 * stands on L1 before the payment is in any block, so that by the time she is paid its period can be over (`quietInput`); and three
 * exits of one coin, a plain one and two in flight, can have to be answered in the one block that is not full (`room`).
 */
export const toWatch: Readonly<Record<string, Hypothesis>> = {
  room: { says: 'a block has room for three challenges', dropped: { parameters: { cap: 2 } } },
  boundedCongestion: { says: 'K + O < W / 2, K blocks full', dropped: { powers: { congest: 2 } } },
  awake: { says: 'K + O < W / 2, O blocks slept through', dropped: { powers: { offline: 1 } } },
  challengeSpent: { says: 'an exit ends when a spend is shown', dropped: { without: ['challengeSpent'] } },
  canonicalIds: { says: 'a request is known by its coin, not by its bytes', dropped: { without: ['canonicalIds'] } },
  challengeCanonicity: {
    says: 'a transaction in flight is void if a rival is shown',
    dropped: { without: ['challengeCanonicity'] },
  },
  secondPeriod: { says: 'there is time to answer after the time to challenge', dropped: { without: ['secondPeriod'] } },
  markSpent: { says: 'what one kind of exit has paid no other kind pays', dropped: { without: ['markSpent'] } },
  quietInput: { says: 'the payee takes no coin whose exit is open', dropped: { without: ['quietInput'] } },
};

export const insteadOfWatching: Readonly<Record<string, Hypothesis>> = {
  honestSender: { says: 'the owner of the coin is honest', dropped: { powers: { rogueSender: true } } },
};

/** A rogue owner who can ask once. */
export const rogue: Setting = { powers: { rogueSender: true, bonds: 1 } };
