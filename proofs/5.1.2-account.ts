/**
 * What the parties of a Layer 2 system have to agree on for Theorem 5.1.2 to be about one system: which batches there are and who has their
 * data, which claims are open, what is confirmed, what the bridge was shown.
 *
 * Contract, bridge, validator and owner share no memory. The theorem says what each assumption is needed for; an owner who
 * miscounts what is confirmed, or a validator who takes a wrong claim for a right one, would be an assumption that nobody named.
 */

import { always, forEvery, type Property } from '../checker/language/property.ts';
import { confirmedCount, placeOfMine } from '../model/1.1.1-layer2-system.ts';
import type { Layer2View } from '../model/systems/layer2.ts';

const named = (_: unknown, i: number): string => `batch ${i}`;

/** Bonds that the sequencer owns at first. */
const owned = 1;

export const oneAccount: Property<Layer2View> = always(
  'one-account',
  'Contract, bridge, validator and owner agree on batches, claims and withdrawals.',
  {
    batches: ({ contract: { context }, validator, owner }) => {
      const { known } = validator.context;
      const { published } = owner.context;
      const { length } = context.batches;
      return (
        length <= context.terms.capacity &&
        known.length === length &&
        published.length === length &&
        known.every((batch, i) => batch.published === published[i])
      );
    },
    // Of a claim that is confirmed the validator has nothing to say any more.
    claims: ({ contract, validator }) =>
      forEvery(contract.context.batches, named, ({ claim, correct }, i) => {
        const known = validator.context.known[i]?.claim;
        if (claim === 'none') return known === 'none' && correct;
        return known === (claim === 'pending' && !correct ? 'wrong' : 'correct');
      }),
    confirmed: ({ contract: { context }, owner }) => {
      const count = confirmedCount(context.batches);
      return (
        owner.context.confirmed === count && context.batches.slice(count).every(({ claim }) => claim !== 'confirmed')
      );
    },
    // What was posted first lies deepest, and no claim is older than its batch.
    depths: ({ contract: { context } }) =>
      forEvery(context.batches, named, ({ depth, age, claim }, i) => {
        const { finalDepth, challengePeriod } = context.terms;
        const before = context.batches[i - 1]?.depth ?? finalDepth;
        const isInPlace = depth >= 0 && depth <= before && before <= finalDepth;
        return (
          isInPlace &&
          age >= 0 &&
          (claim === 'pending' ? age <= challengePeriod : age === 0) &&
          (age <= depth || depth === finalDepth)
        );
      }),
    bonds: ({ contract: { context } }) => {
      const isWrong = context.batches.some(({ correct }) => !correct);
      return context.bonds >= 0 && context.bonds <= owned - Number(isWrong);
    },
    // What the bridge was shown is what the owner, too, knows to be confirmed.
    withdrawals: ({ bridge: { context }, owner }) => {
      const { started, exitDelay, paid, paidAgainst } = context;
      const shown = [...started.map(({ against }) => against), paidAgainst];
      return (
        new Set(started.map(({ by }) => by)).size === started.length &&
        started.every(({ wait }) => wait > 0 && wait <= exitDelay) &&
        shown.every((against) => against >= 0 && against <= owner.context.confirmed) &&
        (paid === 'nobody' ? paidAgainst === 0 : started.length === 0)
      );
    },
    leaving: ({ bridge: { context }, owner }) =>
      owner.context.isLeaving || (context.paid !== 'owner' && context.started.every(({ by }) => by !== 'owner')),
    upgrade: ({ contract: { context }, bridge, owner }) => {
      const { upgrade, terms } = context;
      if (upgrade === 'none') return !owner.context.isWarned;
      if (upgrade === 'executed') return bridge.context.paid !== 'nobody';
      return owner.context.isWarned && upgrade >= 0 && upgrade <= terms.upgradeDelay;
    },
    // No block passes after the announcement before the owner has done what it can.
    warned: ({ contract: { context }, owner }) => {
      const { published, confirmed, isLeaving } = owner.context;
      const hasPassed = typeof context.upgrade === 'number' && context.upgrade < context.terms.upgradeDelay;
      return !hasPassed || isLeaving || published.slice(0, confirmed).includes(false);
    },
    promised: ({ contract, sequencer: { context } }) =>
      context.mayEquivocate || contract.context.batches.every(({ tx }) => tx === 'other' || tx === context.promised),
    levels: ({ contract: { context } }) => {
      const place = placeOfMine(context);
      const { posted, l1Final, bridgeFinal } = context.ever;
      const isFinal = (context.batches[place]?.depth ?? -1) >= context.terms.finalDepth;
      const isPayable = place >= 0 && confirmedCount(context.batches) > place;
      return (
        (posted || (place < 0 && !l1Final && !bridgeFinal)) && (l1Final || !isFinal) && (bridgeFinal || !isPayable)
      );
    },
    // What is posted after the contracts were replaced would count for nothing: it is not posted.
    remembered: ({ contract: { context }, bridge }) => {
      const place = placeOfMine({ ...context, upgrade: 'none' });
      const { started, paidAgainst } = bridge.context;
      const isShown = Math.max(paidAgainst, ...started.map(({ against }) => against)) > place;
      return place < 0 || (context.ever.posted && (context.ever.bridgeFinal || !isShown));
    },
    budgets: ({ builder }) => builder.context.censorship >= 0,
  },
);
