/** What Theorem 5.3.2 asks of Plasma Cash. */

import { always, both, enforceable, type Property } from '../checker/language/property.ts';
import { hasTaken } from '../model/coin-watch.ts';
import type { PlasmaCashView } from '../model/systems/plasma-cash.ts';

const noTheft: Property<PlasmaCashView> = always(
  'no-theft',
  'Once the coin is the owner’s, nobody is paid for it but her and whom she gives it to.',
  ({ contract, owner }) => !hasTaken(owner.context) || !contract.context.ownPaid.includes('rogue'),
);

const paidOnce: Property<PlasmaCashView> = always('paid-once', 'Every coin is paid out at most once.', {
  ownOnce: ({ contract }) => contract.context.ownPaid.length <= 1,
  othersOnce: ({ contract }) => {
    const { othersPaid, terms } = contract.context;
    const wrong = othersPaid.find((coin, i) => othersPaid.indexOf(coin) !== i || coin >= terms.others);
    return wrong === undefined || { fails: `coin ${wrong}` };
  },
});

/** Whether the owner, or the payee, still counts on the coin. */
function isDue({ contract, owner }: PlasmaCashView): boolean {
  return hasTaken(owner.context) && contract.context.ownPaid.every((one) => one === 'rogue');
}

export const backed: Property<PlasmaCashView> = always(
  'backed',
  'The contract holds a unit for the owner’s coin until she is paid.',
  (view) => !isDue(view) || view.contract.context.balance > 0,
);

/** The same for all who leave, where nobody takes the coins of those who look. */
export const holdersBacked: Property<PlasmaCashView> = always(
  'holders-backed',
  'The contract holds a unit for the coin of the owner and of each holder who leaves, until it is paid.',
  (view) => {
    const { balance, othersPaid } = view.contract.context;
    const { coins } = view.holders.context.terms;
    const due = coins - othersPaid.filter((coin) => coin < coins).length + Number(isDue(view));
    return balance >= due || { fails: `${balance} for ${due} honest coins` };
  },
);

export const safety: Property<PlasmaCashView> = both(
  'cash-safety',
  'The owner’s coin is paid to nobody else, no coin twice, and it is backed until she is paid.',
  noTheft,
  paidOnce,
  backed,
);

/** The theorem, where `latest` is the state when the exit is requested. */
export const consistentWhenRequested: Property<PlasmaCashView> = always(
  'cash-latest-at-request',
  'An exit of a deposit that was unspent when it was requested is not cancelled.',
  ({ contract, history }) =>
    history.context.depositWhenRequested !== 'unspent' || !contract.context.cancelled.includes(0),
);

/** The theorem, where `latest` is the state when the exit is completed. */
export const consistentWhenPaid: Property<PlasmaCashView> = always(
  'cash-latest-at-completion',
  'The coin is paid to whose it is by the first valid spends, when it is paid.',
  ({ contract, history }) => {
    const { whoseWhenPaid } = history.context;
    return whoseWhenPaid === 'not paid' || contract.context.ownPaid[0] === whoseWhenPaid;
  },
);

export const ownBond: Property<PlasmaCashView> = always(
  'own-bond',
  'Neither owner nor payee loses a bond.',
  ({ contract }) => contract.context.bondsLost.every((by) => by === 'rogue'),
);

export const enforceablePayment: Property<PlasmaCashView> = enforceable(
  'enforceable-payment',
  'From every state in which the operator has misbehaved the owner, or the payee, can have the coin paid.',
  { coinPaid: (view) => !isDue(view) },
  { by: ['owner', 'payee', 'holders'], driven: ['BLOCK'], from: ({ owner }) => owner.context.isAlarmed },
);

export const paidInTime: Property<PlasmaCashView> = always(
  'paid-in-time',
  'When D blocks have passed since the operator misbehaved, the owner is paid.',
  (view) => {
    const { alarmAge, terms } = view.owner.context;
    return alarmAge < terms.deadline || !isDue(view);
  },
);
