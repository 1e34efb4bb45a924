/** What the exit game is to achieve, in the readings of Theorem 5.3.2. */

import { always, both, enforceable, type Property } from '../checker/language/property.ts';
import { movingCoin, timesPaid } from '../model/exit-queue.ts';
import type { ExitGameView } from '../model/systems/exit-game.ts';

/** Deposits of the holders that are not paid out yet. */
export function unpaidDeposits({ contract }: ExitGameView): number {
  const { terms, paid } = contract.context;
  return terms.deposits - paid.filter((payee) => typeof payee === 'number').length;
}

/** Whether an honest party still counts on the unit that moves: its honest owner, or the payee once the coin is hers. */
function movingIsDue({ contract, chain, sender, payee }: ExitGameView): boolean {
  if (!contract.context.terms.moving) return false;
  const { rogueSender } = chain.context.terms;
  const paid = rogueSender ? paidToPayee : [...paidToPayee, ...paidToSender];
  const owed = rogueSender ? payee.context.isHers : sender.context.terms.isHonest;
  return owed && timesPaid(contract.context, ...paid) === 0;
}

const paidToPayee = ['output', 'payment-output'] as const;
const paidToSender = ['input', 'payment-input'] as const;

export const noDoublePay: Property<ExitGameView> = always('no-double-pay', 'Every coin is paid out at most once.', {
  depositsOnce: ({ contract }) => {
    const { paid } = contract.context;
    const twice = paid.find((payee, i) => typeof payee === 'number' && paid.indexOf(payee) !== i);
    return twice === undefined || { fails: `deposit ${twice} is paid twice` };
  },
  movingCoinOnce: ({ contract }) => {
    const times = timesPaid(contract.context, ...movingCoin);
    return times <= 1 || { fails: `the coin that moves is paid ${times} times` };
  },
});

export const honestBacked: Property<ExitGameView> = always(
  'honest-backed',
  'The contract holds a unit for every honest coin that is not paid out.',
  (view) => {
    const { balance } = view.contract.context;
    const due = unpaidDeposits(view) + Number(movingIsDue(view));
    return balance >= due || { fails: `${balance} for ${due} honest coins` };
  },
);

export const noStalePay: Property<ExitGameView> = always(
  'no-stale-pay',
  'Once the coin is the payee’s, nobody else is paid for it.',
  ({ contract, payee, chain }) => {
    const others = movingCoin.filter((one) => !(paidToPayee as readonly unknown[]).includes(one));
    if (!payee.context.isHers || !chain.context.terms.rogueSender) return true;
    return timesPaid(contract.context, ...others) === 0;
  },
);

export const safety: Property<ExitGameView> = both(
  'exit-safety',
  'Nothing is paid twice, nothing to who does not own it, and every honest coin is backed.',
  noDoublePay,
  honestBacked,
  noStalePay,
);

/** The theorem, where `latest` is the state when the exit is requested. */
export const succeedsIfUnspentWhenRequested: Property<ExitGameView> = always(
  'latest-at-request',
  'An exit of a coin that was unspent when it was requested is not cancelled.',
  ({ contract, chain }) =>
    chain.context.inputWhenRequested !== 'unspent' || !contract.context.cancelled.includes('input'),
);

/** The theorem, where `latest` is the state when the exit is completed. */
export const succeedsOnlyIfUnspentWhenPaid: Property<ExitGameView> = always(
  'latest-at-completion',
  'An exit of a coin that is spent when it completes is not paid.',
  ({ contract, chain }) => chain.context.payment !== 'published' || timesPaid(contract.context, 'input') === 0,
);

export const honestBonds: Property<ExitGameView> = always(
  'honest-bonds',
  'No honest party loses the bond of a request.',
  ({ contract }) => contract.context.bondsLost.every((by) => by === 'rogue'),
);

const honest = { by: ['holders', 'sender', 'payee'], driven: ['BLOCK'] } as const;

/** The theorem's "succeeds", as far as it is in anybody's hands: whatever the others do, the honest can have their coins paid. */
export const enforceablePayment: Property<ExitGameView> = enforceable(
  'enforceable-payment',
  'From every state after a withheld block the honest owners can have all their coins paid.',
  {
    depositsPaid: (view) => unpaidDeposits(view) === 0,
    movingCoinPaid: (view) => !movingIsDue(view),
  },
  { ...honest, from: ({ chain }) => chain.context.isWithheld },
);

/** The same with a date, as an invariant: the holders are prompt, so nobody has to choose. */
export const paidInTime: Property<ExitGameView> = always(
  'paid-in-time',
  'When D blocks have followed the withheld one, every deposit of the holders is paid.',
  (view) => {
    const { alarmAge, terms } = view.holders.context;
    return (
      alarmAge < terms.deadline || unpaidDeposits(view) === 0 || { fails: `${unpaidDeposits(view)} deposits wait` }
    );
  },
);
