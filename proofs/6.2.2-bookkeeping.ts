/**
 * What the layers of Theorem 6.2.2 have to agree on for the theorem to be about one protocol: which batch is announced, what the escrow holds,
 * who is corrupted, what a message or an intent has paid and on the strength of what.
 */

import { always, both, cheapest, leadsTo, type Part, type Property, reachable } from '../checker/language/property.ts';
import type { Setting, System } from '../checker/language/system.ts';
import type { AnyClaim, Claim } from '../checker/language/theorem.ts';
import { depositBatch, fillBatch } from '../model/intent.ts';
import type { StatusState } from '../model/rollup-status.ts';
import {
  type IntentView,
  intentSystem,
  type LayersView,
  type MessageView,
  messageSystem,
} from '../model/systems/interoperability.ts';
import { expected } from './6.2.2-expected.ts';
import { layerGoals } from './6.2.2-goals.ts';

const claimed = 2;

const corruption: Part<LayersView> = ({ A, B, L1, V }) =>
  [A, B, L1, V].every(({ context: { corrupted, terms } }) =>
    corrupted.every((guard, i) => guard >= 0 && guard < terms.guards && guard > (corrupted[i - 1] ?? -1)),
  );

const announced: Part<LayersView> = ({ batches }) =>
  batches.every((batch) => batch.matches('absent') === (batch.context.content === 'nothing'));

const accounts: Part<LayersView> = ({ escrow: { context } }) =>
  context.accounts.A >= 0 && context.accounts.B >= 0 && context.crossed >= 0;

const layers: Readonly<Record<string, Part<LayersView>>> = { corruption, announced, accounts };

/** What is executed is minted; with unique ids once. */
const minted: Part<MessageView> = ({ messages }) =>
  messages.every((message) => {
    const { minted: units, terms } = message.context;
    return (units === 0) === message.matches({ execution: 'none' }) && (units <= 1 || !terms.uniqueIds);
  });

/** A valid batch is reverted from what is final only, and by a base layer that is corrupted; then the escrow books it back. */
const bookedBack: Part<MessageView> = ({ batches: [sent], escrow, L1 }) =>
  sent?.matches('reverted') !== true ||
  (L1.context.corrupted.length > 0 && (escrow.context.crossed === 0 || escrow.context.accounts.B === 0));

/** Tokens leave the escrow through what is final, unless the base layer is corrupted. */
const undrained: Part<MessageView> = (state) =>
  state.L1.context.corrupted.length > 0 || Object.values(layerGoals.L1.parts).every((holds) => holds(state));

const oneAccount: Property<MessageView> = always('one-account', 'Layers, escrow and messages count alike.', {
  ...layers,
  minted,
});
const nothingFalls: Property<MessageView> = always(
  'one-account',
  'And what is valid stays, as long as the base layer does.',
  {
    ...layers,
    minted,
    bookedBack,
    undrained,
  },
);
/** Where every guard but of V is honest: what went to B is there, until it is given back. */
const books: Property<MessageView> = always('one-account', 'And the escrow has booked what is final, and given back.', {
  ...layers,
  minted,
  books: ({ batches: [sent], messages: [message], escrow: { context } }) => {
    const isOver = Number(sent?.matches('final') === true) - Number(message?.matches({ age: 'refunded' }) === true);
    const { accounts: held, terms } = context;
    return context.crossed === isOver && held.A === terms.deposited.A - isOver && held.B === terms.deposited.B + isOver;
  },
});

const contentOf = ({ batches }: IntentView, batch: number): unknown => batches[batch]?.context.content;

const oneIntent: Property<IntentView> = always<IntentView>('one-account', 'Layers, escrow and contract count alike.', {
  ...layers,
  paidOnce: ({ intent: { context } }) => context.paid.length <= (context.terms.payOnce ? 1 : 2),
  // Nobody is paid from a deposit that is not there for good.
  paidFromDeposit: ({ intent: { context }, batches }) =>
    context.paid.length === 0 || batches[depositBatch]?.matches('final') === true,
});

/** As long as V is honest whoever is paid has made a fill, or made one up; and no fill stands that was given back. */
const paidForFill: Property<IntentView> = always(
  'one-account',
  'Layers, escrow and contract count alike, and V says what is.',
  {
    ...(oneIntent.parts as Readonly<Record<string, Part<IntentView>>>),
    paidForFill: (view) => {
      const { paid } = view.intent.context;
      const content = contentOf(view, claimed) as { readonly chain: string; readonly pays: string } | 'nothing';
      const isFill = content !== 'nothing' && content.chain === 'B' && content.pays === 'nobody';
      return (
        (!paid.includes('thief') || isFill) &&
        (!paid.includes('solver') || contentOf(view, fillBatch) !== 'nothing') &&
        !(paid.includes('user') && view.batches[fillBatch]?.matches('final') === true)
      );
    },
  },
);

const givenBack: Property<IntentView> = leadsTo(
  'expired-leads-to-paid',
  'A deposit that expired unfilled is given back, whatever fill a sequencer makes up.',
  ({ intent, batches }) =>
    intent.matches('expired') &&
    intent.context.paid.length === 0 &&
    batches[depositBatch]?.matches('final') === true &&
    batches[fillBatch]?.matches('absent') === true,
  { paid: ({ intent }) => intent.context.paid.length > 0 },
  { weak: ['REFUND'] },
);

const withdrawn: Property<MessageView> = both(
  'escrow-is-true-and-covered',
  'Withdrawals are booked.',
  layerGoals.L1,
  always('covered', 'No account is overdrawn.', { accounts }),
);
/** What was sent to the base layer has not gone to B. */
const crossedOnly: Part<MessageView> = ({ batches, messages, escrow: { context } }) => {
  const isSentToB = ({ context: { content } }: StatusState): boolean => content !== 'nothing' && content.pays === 'B';
  const crossed = batches.filter((batch) => batch.matches('final') && isSentToB(batch)).length;
  return context.crossed === crossed - messages.filter((message) => message.matches({ age: 'refunded' })).length;
};
const withdrawnFromAccounts: Property<MessageView> = both(
  'escrow-is-true-and-crossed',
  'Withdrawals are booked, and are no crossings.',
  withdrawn,
  always('crossed', 'What crossed is what was sent to B.', { crossedOnly }),
);
/** What is announced only can be taken back without anything being posted. */
const takenBack: Property<MessageView> = cheapest(
  'taken-back',
  'A valid batch is taken back; each batch that is posted before costs one.',
  ({ batches: [sent] }) => sent?.matches('reverted') === true,
  { POST: 1 },
);

function claim<V>(
  system: System<V>,
  id: string,
  says: string,
  property: Property<V>,
  setting: Setting,
  reading: Claim<V>['reading'] = 'repaired',
): AnyClaim {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  const verdict = reading === 'necessary' ? 'violated' : 'exhausted';
  const expect = { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) } as const;
  const { without = [], parameters: { wait = 2 } = {} } = setting;
  const unfired =
    system.name === 'interop-messages' && (without.includes('cascade') || wait === 2)
      ? { CASCADE: 'what is executed stays' }
      : {};
  return { id, reading, says, system, property, instance: 'guarded', setting, unfired, expect } as AnyClaim;
}

function found<V>(system: System<V>, id: string, says: string, setting: Setting, is: (view: V) => boolean): AnyClaim {
  return claim(system, id, says, reachable<V>(id, says, is), setting, 'witness');
}

function priced(id: string, says: string, property: Property<MessageView>, setting: Setting): AnyClaim {
  const asked = claim(messageSystem, id, says, property, setting, 'witness');
  const price = expected[id]?.[4] ?? 0;
  return { ...asked, expect: { ...asked.expect, price } };
}

const soft = { wait: 0 } as const;
const wrong = { invent: true, reach: 2 } as const;
const brokenV = { v1: true, v2: true } as const;
const brokenA = { a1: true, a2: true } as const;

export const bookkeepingClaims: readonly AnyClaim[] = [
  claim(messageSystem, 'one-account', 'Layers, escrow and messages keep one account.', oneAccount, {
    parameters: soft,
    powers: { ...wrong, ...brokenA },
  }),
  claim(messageSystem, 'one-account-verifier', 'The same with a corrupted verifier.', oneAccount, {
    powers: { invent: true, ...brokenV },
  }),
  claim(messageSystem, 'one-account-books', 'The same, and the escrow has booked what is final.', books, {
    powers: wrong,
  }),
  claim(
    messageSystem,
    'one-account-base',
    'The same where the base layer is corrupted and nothing else.',
    nothingFalls,
    {
      parameters: soft,
      powers: { l1: true },
    },
  ),
  claim(
    messageSystem,
    'one-account-invented',
    'Without reverts a valid batch stays, whatever is made up.',
    nothingFalls,
    {
      parameters: soft,
      powers: { invent: true },
    },
  ),
  claim(
    messageSystem,
    'one-account-reverted',
    'Dropped: valid batches are not reverted.',
    nothingFalls,
    {
      parameters: soft,
      powers: wrong,
    },
    'necessary',
  ),
  claim(
    messageSystem,
    'withdrawn-from-pool',
    'From a pool, too, nothing is missing but what was withdrawn.',
    withdrawn,
    {
      powers: { invent: true, ...brokenA },
      without: ['isolatedEscrow'],
    },
  ),
  claim(
    messageSystem,
    'withdrawn-from-accounts',
    'From an account of its own, too, and nothing of it has crossed.',
    withdrawnFromAccounts,
    {
      powers: { invent: true, ...brokenA },
    },
  ),
  priced('taken-back-while-soft', 'What is announced and not posted yet is taken back.', takenBack, {
    powers: { reach: 1 },
  }),
  found(
    messageSystem,
    'minted-twice',
    'Without unique ids a message is minted twice before it is settled.',
    { powers: { reach: 1 }, without: ['uniqueIds'] },
    ({ messages: [message] }) => message?.matches({ execution: 'standing' }) === true && message.context.minted > 1,
  ),
  found(
    messageSystem,
    'stands-on-nothing',
    'Without the cascade what is executed stands when its batch is reverted.',
    {
      parameters: soft,
      powers: { reach: 2 },
      without: ['cascade'],
    },
    ({ messages: [message], batches: [sent] }) =>
      message?.matches({ execution: 'standing' }) === true && sent?.matches('reverted') === true,
  ),
  found(
    messageSystem,
    'stands-on-forgotten',
    'With it, it stands where the base layer forgets what is final.',
    {
      powers: { l1: true },
    },
    ({ messages: [message], batches: [sent] }) =>
      message?.matches({ execution: 'standing' }) === true && sent?.matches('reverted') === true,
  ),
  found(
    messageSystem,
    'settled-before-final',
    'Without the cascade an execution is final before the message is.',
    {
      parameters: soft,
      powers: { reach: 1 },
      without: ['cascade'],
    },
    ({ messages: [message], batches: [sent] }) =>
      message?.matches({ execution: 'settled' }) === true && sent?.matches('soft') === true,
  ),
  found(
    messageSystem,
    'given-back-and-minted',
    'A corrupted verifier has given back what was executed.',
    { powers: { ...brokenV, reach: 1 } },
    ({ messages: [message] }) => message?.matches({ age: 'refunded' }) === true && message.context.minted > 0,
  ),
  found(
    messageSystem,
    'drained',
    'A corrupted base layer leaves nothing in the escrow.',
    { powers: { l1: true } },
    ({ escrow: { context } }) => context.accounts.A + context.accounts.B === 0,
  ),
  claim(intentSystem, 'one-account-intent', 'Layers, escrow and contract of an intent keep one account.', paidForFill, {
    powers: wrong,
  }),
  claim(
    intentSystem,
    'one-account-intent-posted',
    'The same where what is posted is enough to be paid for.',
    paidForFill,
    {
      parameters: { wait: 1 },
      powers: { invent: true },
    },
  ),
  claim(intentSystem, 'one-account-intent-despite-a', 'The same where A is corrupted.', paidForFill, {
    powers: { invent: true, ...brokenA },
  }),
  claim(
    intentSystem,
    'one-account-intent-verifier',
    'With a corrupted verifier it is paid once, from a deposit.',
    oneIntent,
    {
      powers: { invent: true, ...brokenV },
    },
  ),
  claim(
    intentSystem,
    'one-account-intent-forged',
    'Dropped: V is honest. Who made no fill is paid for one.',
    paidForFill,
    {
      powers: { invent: true, ...brokenV },
    },
    'necessary',
  ),
  claim(intentSystem, 'deposit-given-back', 'A deposit that expired unfilled is given back.', givenBack, {
    powers: { invent: true },
  }),
  claim(
    intentSystem,
    'deposit-kept',
    'Dropped: what expired is given back.',
    givenBack,
    {
      powers: { invent: true },
      without: ['refundOnExpiry'],
    },
    'necessary',
  ),
  found(
    intentSystem,
    'filled-and-given-back',
    'A corrupted verifier gives back the deposit of a fill that stands.',
    { powers: { ...brokenV, reach: 1 } },
    ({ intent: { context }, batches }) => context.paid.includes('user') && batches[fillBatch]?.matches('soft') === true,
  ),
  found(
    intentSystem,
    'paid-and-given-back',
    'Where a deposit may be paid out twice it is paid to the solver and given back.',
    {
      powers: { ...brokenV, reach: 1 },
      without: ['payOnce'],
    },
    ({ intent: { context } }) => context.paid.join() === 'solver,user',
  ),
];
