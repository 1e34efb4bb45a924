/**
 * What contract, chain, holders, sender and payee of Theorem 5.3.2 have to agree on for the theorem to be about one game: which coins are asked
 * for, which payment is signed, which block is withheld, what has become of each exit. And what a block has room for.
 */

import { always, cheapest, type Part, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import type { Coin } from '../model/exit-events.ts';
import type { ExitGame, InFlightExit } from '../model/exit-queue.ts';
import { type ExitGameView, exitGameSystem } from '../model/systems/exit-game.ts';
import { expected } from './5.3.2-expected.ts';
import { crowd, everything, watch } from './5.3.2-hypotheses.ts';

/** How often the contract was asked for a coin, and what became of it. */
function requests({ exits, paid, cancelled, unfunded }: ExitGame, coin: Coin): number {
  const open = exits.filter((exit) => exit.kind === 'standard' && exit.coin === coin);
  return open.length + [...paid, ...cancelled, ...unfunded].filter((one) => one === coin).length;
}

function inFlight({ exits }: ExitGame, tx: InFlightExit['tx']): InFlightExit | undefined {
  return exits.find((exit): exit is InFlightExit => exit.kind === 'inFlight' && exit.tx === tx);
}

type Parts = Readonly<Record<string, Part<ExitGameView>>>;

const contract: Parts = {
  balance: ({ contract: { context } }) =>
    context.balance >= 0 &&
    context.balance + context.paid.length === context.terms.deposits + Number(context.terms.moving),
  requests: ({ contract: { context } }) => {
    const coins: readonly Coin[] = ['input', 'output', 'phantom'];
    return coins.every((coin) => requests(context, coin) <= (context.terms.rules.canonicalIds ? 1 : 2));
  },
  holders: ({ contract: { context }, holders }) =>
    Array.from({ length: context.terms.deposits }, (_, coin) => requests(context, coin)).every(
      (count, coin) => count === Number(coin < holders.context.requested),
    ),
  // Without the rule against them rivals are shown in vain.
  rivals: ({ contract: { context } }) =>
    context.terms.rules.challengeCanonicity ||
    context.exits.every((exit) => exit.kind === 'standard' || (exit.rival === 'none' && exit.input !== 'spent')),
  room: ({ space: { context } }) =>
    [context.left, context.bonds, context.congestion, context.sleep].every((left) => left >= 0) &&
    context.left <= context.room,
};

const parties: Parts = {
  alarm: ({ chain, holders, sender, payee }) =>
    [holders, sender, payee].every(({ context }) => context.isAlarmed === chain.context.isWithheld),
  payment: ({ chain, sender, payee }) => {
    const { payment, terms } = chain.context;
    const seen = payment === 'withheld' ? 'signed' : payment;
    return (
      payee.context.payment === (seen === 'unsigned' ? 'none' : seen) &&
      (terms.rogueSender || sender.context.payment === seen)
    );
  },
  // She signs nothing away after a withheld block, and asks for nothing before she has a reason.
  sender: ({ contract: { context }, chain, sender }) => {
    const { asked, isJoined, isAlarmed, payment, terms } = sender.context;
    if (!terms.isHonest) return true;
    const isEarly = !isAlarmed && !terms.leaveAtWill;
    const exit = inFlight(context, 'payment');
    return (
      (asked === 'inFlight') === context.started.includes('payment') &&
      (asked === 'exit') === requests(context, 'input') > 0 &&
      (asked !== 'exit' || (!isEarly && payment !== 'published')) &&
      (!isJoined || asked === 'inFlight') &&
      (exit?.by !== 'sender' || !isEarly) &&
      (!isJoined || exit === undefined || exit.age > 0 || exit.input === 'wanted') &&
      !(chain.context.isWithheld && chain.context.payment === 'signed') &&
      (!terms.inFlightExits || (chain.context.inputWhenRequested === 'unspent') === (asked === 'exit'))
    );
  },
  // What the payee has seen of the contract; it does not show her an exit that found its coin paid for.
  payee: ({ contract: { context }, payee }) => {
    const sees = payee.context;
    const [payment, rival] = [inFlight(context, 'payment'), inFlight(context, 'rival')];
    return (
      (sees.inputExit !== 'none' || requests(context, 'input') === 0) &&
      (sees.paymentExit === 'none') === !context.started.includes('payment') &&
      (sees.rivalExit === 'none') === !context.started.includes('rival') &&
      (sees.hasAsked || requests(context, 'output') === 0) &&
      (payment?.output !== 'wanted' || sees.hasJoined) &&
      (rival?.input !== 'spent' || sees.rivalInput === 'challenged')
    );
  },
  payeeActs: ({ contract: { context }, payee }) => {
    const { isHers, hasAsked, hasJoined, rivalExit, paymentExit, isAlarmed, payment } = payee.context;
    const hasActed = hasAsked || rivalExit === 'challenged' || paymentExit === 'answered';
    const isOwn = inFlight(context, 'payment')?.by === 'payee';
    return (isHers || !hasActed) && !(hasAsked && hasJoined) && (!isOwn || (isAlarmed && payment === 'signed'));
  },
  waiting: ({ holders, sender, payee }) => {
    const { alarmAge, isAlarmed, terms } = holders.context;
    const isPrompt = [holders, sender, payee].every(
      ({ context }) => context.waited >= 0 && context.waited <= context.terms.reactionDelay,
    );
    return isPrompt && alarmAge >= 0 && alarmAge <= (isAlarmed ? terms.deadline : 0);
  },
};

const oneAccount: Property<ExitGameView> = always(
  'one-account',
  'Contract, chain, holders, sender and payee count alike.',
  { ...contract, ...parties },
);
/** Where one coin can be asked for under two names. */
const oneGame: Property<ExitGameView> = always('one-account', 'Contract and chain count alike.', {
  ...contract,
});

/** Blocks that pass before it is so. */
function blocks(name: string, says: string, found: (view: ExitGameView) => boolean): Property<ExitGameView> {
  return cheapest(name, says, found, { BLOCK: 1 });
}

const twoChallenges = blocks(
  'two-challenges',
  'The payee has challenged a plain exit and shown a rival, and each block costs one.',
  ({ payee }) => payee.context.inputExit === 'challenged' && payee.context.rivalExit === 'challenged',
);
const answerAndChallenge = blocks(
  'answer-and-challenge',
  'The payee has answered a rival and challenged a plain exit, and each block costs one.',
  ({ payee }) => payee.context.inputExit === 'challenged' && payee.context.paymentExit === 'answered',
);
const bothJoined = blocks(
  'both-joined',
  'Sender and payee have joined the exit of their payment, and each block costs one.',
  ({ contract: { context } }) => {
    const exit = inFlight(context, 'payment');
    return exit?.input === 'wanted' && exit.output === 'wanted';
  },
);

const noAnswer = { RESPOND: 'nothing was shown that could be answered' };

function isShownInVain({ without = [] }: Setting): boolean {
  return without.includes('challengeCanonicity');
}

const noRogue = { CHALLENGE_SPENT: 'nobody asks for a coin that was given away' };

function claim(
  id: string,
  says: string,
  property: Property<ExitGameView>,
  setting: Setting,
  reading: Claim<ExitGameView>['reading'] = 'repaired',
  instance = 'small',
): Claim<ExitGameView> {
  const [states, transitions, depth, steps, price] = expected[id] ?? [0, 0, 0];
  const verdict = reading === 'necessary' ? 'violated' : 'exhausted';
  return {
    ...{ id, reading, says, system: exitGameSystem, property, instance, setting },
    unfired: setting.powers?.rogueSender === true ? (isShownInVain(setting) ? noAnswer : {}) : noRogue,
    expect: {
      ...{ verdict, states, transitions, depth },
      ...(steps === undefined ? {} : { steps }),
      ...(price === undefined ? {} : { price }),
    },
  };
}

function found(
  id: string,
  says: string,
  setting: Setting,
  is: (view: ExitGameView) => boolean,
  instance = 'small',
): Claim<ExitGameView> {
  return claim(id, says, reachable(id, says, is), setting, 'witness', instance);
}

const twoBonds = { powers: { rogueSender: true, bonds: 2 } } as const;
const room = (cap: number, setting: Setting = twoBonds): Setting => ({ ...setting, parameters: { cap } });

export const bookkeepingClaims: readonly Claim<ExitGameView>[] = [
  claim('one-account', 'Everybody keeps one account, with a rogue owner and a phantom.', oneAccount, everything),
  claim('one-account-honest', 'The same with an honest sender, a phantom and a full block.', oneAccount, crowd),
  claim('one-account-watched', 'The same with two exits at once.', oneAccount, {
    powers: { ...watch.powers, congest: 0 },
  }),
  claim('one-account-at-will', 'The same where everybody leaves at will, one transaction a block, late.', oneAccount, {
    parameters: { leave: 1, cap: 1, reactionDelay: 1 },
  }),
  claim('one-account-without-rivals', 'The same where rivals are shown in vain.', oneAccount, {
    ...twoBonds,
    without: ['challengeCanonicity'],
  }),
  claim('one-account-of-coins', 'The same where only coins can be taken out.', oneAccount, {
    powers: { withhold: true },
    without: ['inFlightExits'],
  }),
  claim(
    'one-account-two-names',
    'A coin with two names is asked for twice at most, however many bonds there are.',
    oneGame,
    {
      parameters: { W: 1 },
      powers: { rogueSender: true, bonds: 3 },
      without: ['canonicalIds'],
    },
  ),
  claim(
    'one-account-unmarked',
    'Dropped, of one account: what one kind of exit has paid no other kind pays.',
    always('one-account', 'The coin that moves is one unit.', {
      paidOnce: ({ contract: { context } }) =>
        context.paid.length <= context.terms.deposits + 1 &&
        context.paid.filter((one) => typeof one !== 'number').length <= 1,
    }),
    { ...watch, without: ['markSpent'] },
    'necessary',
    'watch',
  ),
  found(
    'asked-again',
    'Under its other name a coin is asked for again after its exit was cancelled.',
    {
      ...twoBonds,
      without: ['canonicalIds'],
    },
    ({ contract: { context } }) =>
      context.cancelled.includes('input') &&
      context.exits.some((exit) => exit.kind === 'standard' && exit.coin === 'input'),
  ),
  found(
    'deadline-reached',
    'The blocks after the withheld one are counted up to the deadline.',
    crowd,
    ({ holders: { context } }) => context.alarmAge === context.terms.deadline,
    'crowd-in-time',
  ),
  found(
    'slowest-holder',
    'A holder still owes the request after the block that it may take.',
    {
      parameters: { reactionDelay: 1 },
      powers: { withhold: true },
    },
    ({ holders: { context } }) =>
      context.waited === context.terms.reactionDelay && context.requested < context.terms.coins,
  ),
  found(
    'slowest-sender',
    'So does a sender.',
    { parameters: { reactionDelay: 1 }, powers: { withhold: true } },
    ({ sender: { context } }) => context.waited === context.terms.reactionDelay && context.asked === 'nothing',
  ),
  found(
    'slowest-payee',
    'So does a payee.',
    { parameters: { reactionDelay: 1 }, powers: { withhold: true } },
    ({ payee: { context } }) => context.isHers && context.waited === context.terms.reactionDelay && !context.hasAsked,
  ),
  found(
    'left-at-will',
    'A sender asks for her coin though no block is withheld.',
    { parameters: { leave: 1 } },
    ({ sender: { context } }) => context.asked === 'exit' && !context.isAlarmed,
  ),
  found(
    'payee-may-wait',
    'A payment is signed and a block withheld, and the payee lets time pass.',
    crowd,
    ({ contract: { context }, payee }) =>
      payee.context.payment === 'signed' &&
      payee.context.paymentExit === 'none' &&
      context.exits.some(({ age }) => age > 0),
  ),
  found(
    'signed-and-asked',
    'Without exits of transactions the sender asks for the coin that she has signed away.',
    {
      powers: { withhold: true },
      without: ['inFlightExits'],
    },
    ({ contract: { context }, sender }) => sender.context.payment === 'signed' && requests(context, 'input') > 0,
  ),
  claim(
    'two-challenges',
    'Where a block has room for one, two challenges take two.',
    twoChallenges,
    room(1),
    'witness',
  ),
  claim('two-challenges-at-once', 'Where it has room for two, one.', twoChallenges, room(2), 'witness'),
  claim(
    'answer-and-challenge',
    'Room for one: an answer and a challenge take two blocks.',
    answerAndChallenge,
    room(1),
    'witness',
  ),
  claim(
    'both-joined',
    'Room for one: whoever joins comes in the next block.',
    bothJoined,
    {
      parameters: { cap: 1, W: 4 },
      powers: { withhold: true },
    },
    'witness',
  ),
];
