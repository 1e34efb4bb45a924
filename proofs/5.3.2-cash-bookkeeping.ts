/**
 * What contract, history, owner and holders of Plasma Cash have to agree on for Theorem 5.3.2 to be about one coin, and what is to be found beside
 * the claims that hold.
 */

import { always, type Part, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import type { CoinExit } from '../model/coin-exit.ts';
import { rightful } from '../model/coin-history.ts';
import { hasTaken, isHers } from '../model/coin-watch.ts';
import type { PlasmaCashView } from '../model/systems/plasma-cash.ts';
import { attacked, type CashChoice, cashAttacks, claim, deposited, twoBonds } from './5.3.2-cash.ts';

type Parts = Readonly<Record<string, Part<PlasmaCashView>>>;

const isOwn = ({ coin, by }: CoinExit): boolean => coin === 'own' && by === 'owner';
const isWatched = ({ coin, by }: CoinExit): boolean => coin === 'own' && by === 'rogue';

const contract: Parts = {
  balance: ({ contract: { context } }) =>
    context.balance >= 0 &&
    context.balance + context.ownPaid.length + context.othersPaid.length === context.terms.others + 1,
  room: ({ space: { context } }) =>
    [context.left, context.bonds, context.congestion, context.sleep].every((left) => left >= 0) &&
    context.left <= context.room,
  exits: ({ contract: { context } }) =>
    context.exits.every(({ age, shown, answered }) => {
      const before = [...shown.map(({ tx }) => tx), ...answered];
      return age < context.terms.maturity && new Set(before).size === before.length;
    }),
  // Who defeats an exit, or answers, takes a bond of the other side.
  bonds: ({ contract: { context } }) => context.bondsLost.every((by) => by === 'rogue'),
  holders: ({ contract: { context }, holders }) => {
    const open = context.exits.filter(({ by }) => by === 'holders').length;
    const { requested, terms } = holders.context;
    return open + context.othersPaid.filter((coin) => coin < terms.coins).length === requested;
  },
};

const owner: Parts = {
  // The coin is hers exactly by the first valid spends from the deposit on.
  history: ({ history: { context }, owner: { context: sees } }) =>
    !isHers(sees) || (sees.path.at(-1) === rightful(context) && context.txs[rightful(context)]?.to === 'owner'),
  deposit: ({ history: { context } }) => context.depositWhenRequested !== 'spent' || rightful(context) !== 0,
  path: ({ history: { context }, owner: { context: sees } }) =>
    sees.path.every((tx, i) => context.txs[tx]?.spends === (i === 0 ? 'none' : sees.path[i - 1])),
  alarm: ({ history: { context }, owner: { context: sees }, holders }) =>
    holders.context.isAlarmed === context.isWithheld && (sees.isAlarmed || !context.isWithheld),
  // She has seen every exit of the coin and how old it is.
  watches: ({ contract: { context }, owner: { context: sees } }) => {
    const open = context.exits.filter(isWatched);
    return (
      open.length === sees.exits.length &&
      open.every(({ tx, age }) => sees.exits.some((exit) => exit.tx === tx && exit.age === age))
    );
  },
  own: ({ contract: { context }, owner: { context: sees } }) => {
    const exit = context.exits.find(isOwn);
    const unanswered = exit?.shown.map(({ tx }) => tx) ?? [];
    return (
      (exit !== undefined) === (sees.asked === 'open') &&
      (exit?.age ?? 0) === sees.age &&
      unanswered.join() === sees.toAnswer.join()
    );
  },
  paid: ({ contract: { context }, owner: { context: sees } }) => sees.isPaid === context.ownPaid.length > 0,
  // Her transaction stands against every exit that is not over at once.
  met: ({ contract: { context }, owner: { context: sees } }) =>
    sees.exits.every(
      ({ tx, isMet }) =>
        isMet ===
        context.exits.some(
          (exit) => isWatched(exit) && exit.tx === tx && exit.shown.some((one) => one.tx === sees.path.at(-1)),
        ),
    ),
  waiting: ({ owner: { context } }) => {
    const { waited, alarmAge, isAlarmed, terms } = context;
    return waited <= terms.reactionDelay && alarmAge >= 0 && alarmAge <= (isAlarmed ? terms.deadline : 0);
  },
};

const oneAccount: Property<PlasmaCashView> = always(
  'cash-one-account',
  'Contract, history, owner and holders count alike.',
  { ...contract, ...owner },
);

/** Where the owner may give the coin away. */
const giftAccount: Property<PlasmaCashView> = always(
  'cash-gift-account',
  'Owner and payee count alike what is given, gone and paid.',
  {
    ...contract,
    // Who signed a spend may lose her bond.
    bonds: () => true,
    given: ({ history, owner: { context: from }, payee: { context: to } }) =>
      from.given === history.context.given && to.given === history.context.given,
    gone: ({ owner: { context: from }, payee: { context: to } }) => from.isGone === hasTaken(to),
    taken: ({ history: { context }, payee: { context: to } }) =>
      !hasTaken(to) || (to.path.at(-1) === rightful(context) && context.txs[rightful(context)]?.to === 'payee'),
    alarm: ({ history, owner: { context: from }, payee: { context: to } }) =>
      history.context.given === 'none' || from.isAlarmed === to.isAlarmed,
    paid: ({ contract: { context }, payee }) => payee.context.isPaid === context.ownPaid.length > 0,
    own: ({ contract: { context }, payee: { context: to } }) => {
      const exit = context.exits.find(({ by }) => by === 'payee');
      return (exit !== undefined) === (to.asked === 'open') && (exit?.age ?? 0) === to.age;
    },
    watches: ({ contract: { context }, payee: { context: to } }) => {
      const open = context.exits.filter(({ coin, by }) => coin === 'own' && by !== 'payee');
      return (
        open.length === to.exits.length &&
        open.every(({ tx, age }) => to.exits.some((exit) => exit.tx === tx && exit.age === age))
      );
    },
  },
);
const limbo: Setting = { ...attacked, parameters: { restarts: 1 } };

function found(
  id: string,
  says: string,
  is: (view: PlasmaCashView) => boolean,
  setting: Setting = attacked,
  choice: CashChoice = {},
): Claim<PlasmaCashView> {
  return claim(id, says, setting, { reading: 'witness', property: reachable(id, says, is), ...choice });
}

const full: Setting = { powers: { ...cashAttacks, congest: 1 } };

export const cashBookkeeping: readonly Claim<PlasmaCashView>[] = [
  claim('cash-one-account', 'Everybody in Plasma Cash keeps one account.', attacked, { property: oneAccount }),
  claim(
    'cash-one-account-slow',
    'The same where the owner may react a block late and leave when she likes.',
    { parameters: { reactionDelay: 1, leave: 2, H: 1, length: 3, cap: 2 }, powers: cashAttacks },
    { property: oneAccount, instance: 'cash-slow' },
  ),
  claim(
    'cash-account-of-spends',
    'Dropped, of one account: she takes a coin only with its whole history.',
    { ...attacked, without: ['wholeHistory'] },
    {
      reading: 'necessary',
      verdict: 'violated',
      property: always('cash-one-account', 'What she takes for hers is hers.', {
        history: owner.history as Part<PlasmaCashView>,
      }),
    },
  ),
  claim(
    'cash-account-of-gifts',
    'Dropped, of what owner and payee count: what is shown as a spend is signed.',
    { ...limbo, without: ['signedSpends'] },
    { reading: 'necessary', verdict: 'violated', property: giftAccount, instance: 'cash-limbo' },
  ),
  claim('cash-gift-account', 'So do owner and payee, where the coin may be given on.', limbo, {
    property: giftAccount,
    instance: 'cash-limbo',
  }),
  found(
    'cash-given',
    'The payee learns from a challenge that the coin is hers, and is paid.',
    ({ contract: { context }, owner: { context: from } }) =>
      from.asked === 'defeated' && context.ownPaid[0] === 'payee',
    limbo,
    { instance: 'cash-limbo' },
  ),
  found(
    'cash-answered-with-the-gift',
    'The thief answers with the spend to the payee, and is defeated by it.',
    ({ contract: { context }, payee: { context: to } }) =>
      hasTaken(to) &&
      context.exits.some(({ by, answered, shown }) => by === 'rogue' && answered.length > 0 && shown.length > 0),
    limbo,
    { instance: 'cash-limbo' },
  ),
  found(
    'cash-spent-coin',
    'Her coin is asked for by who gave it to her, and her transaction defeats that.',
    ({ contract: { context }, owner: { context: sees } }) => isHers(sees) && context.cancelled.includes(0),
  ),
  found(
    'cash-double-spend',
    'A second spend of what was spent for her is asked for, and her transaction defeats that.',
    ({ contract: { context }, history, owner: { context: sees } }) =>
      isHers(sees) &&
      context.cancelled.some((tx) => tx > 1 && history.context.txs[tx]?.spends === 0 && !sees.path.includes(tx)),
  ),
  found(
    'cash-invalid-history',
    'A forged history comes to nothing at the last block: all full blocks are spent, and nobody could answer.',
    ({ space, contract: { context }, history, owner: { context: sees } }) =>
      isHers(sees) &&
      space.context.congestion === 0 &&
      context.cancelled.some((tx) => {
        const parent = history.context.txs[tx]?.spends ?? 'none';
        return parent !== 'none' && !sees.path.includes(parent);
      }),
    full,
    { instance: 'cash-deposited-slow', unfired: deposited },
  ),
  found(
    'cash-answered',
    'Her exit is challenged by the deposit, she answers, is paid, and the challenger loses the bond.',
    ({ contract: { context } }) =>
      context.ownPaid[0] === 'owner' && context.bondsLost.includes('rogue') && context.cancelled.length === 0,
  ),
  found(
    'cash-self-challenged',
    'A thief challenges her own exit and answers, and is defeated by what the owner shows.',
    ({ contract: { context }, owner: { context: sees } }) =>
      isHers(sees) &&
      context.exits.some(({ by, shown, answered }) => by === 'rogue' && answered.length > 0 && shown.length > 0),
    twoBonds,
  ),
  found(
    'cash-paid-beside-theft',
    'Another coin is paid to a thief in the block in which the owner is paid hers.',
    ({ contract: { context } }) =>
      context.ownPaid.includes('owner') && context.othersPaid.length === 1 && context.balance === 0,
    { parameters: { unwatched: 1 }, powers: { ...cashAttacks, bonds: 2 } },
    { instance: 'cash-deposited', unfired: deposited },
  ),
  found(
    'cash-refused-coin',
    'She is given a coin that somebody is taking out, and does not take it.',
    ({ contract: { context }, history, owner: { context: sees } }) =>
      !isHers(sees) && !sees.isAlarmed && history.context.txs.at(-1)?.to === 'owner' && context.exits.some(isWatched),
  ),
  found(
    'cash-refused-history',
    'She is given a coin of which a block contains another spend, and does not take it.',
    ({ history, owner: { context: sees } }) =>
      !isHers(sees) &&
      !sees.isAlarmed &&
      !sees.isPaid &&
      sees.exits.length === 0 &&
      history.context.txs.at(-1)?.to === 'owner',
  ),
];
