/** What A, her watchtower and the contract have to agree on for the claims about towers to be about one channel. */

import { always, cheapest, type Part, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { sameState } from '../model/3.1.2-channel-state.ts';
import type { ChannelState } from '../model/channel-events.ts';
import type { WatchedChannelView } from '../model/systems/watched-channel.ts';
import { oneAccount, signatures } from './3.1.3-bookkeeping.ts';
import { honestPayoff } from './3.1.3-goals.ts';
import { claim, holds } from './3.1.3-watchtower.ts';
import { measured } from './own-instance.ts';

type Told = ChannelState | 'none';
const isSame = (one: Told, another: Told): boolean =>
  one === 'none' || another === 'none' ? one === another : sameState(one, another);

/** What A would answer an older state with, and her tower is told of. */
function answerOf({ A: { context } }: WatchedChannelView): Told {
  return context.terms.penalty ? context.evidence : context.latest;
}

type Parts = Readonly<Record<string, Part<WatchedChannelView>>>;

/** What is so whether the tower is told or not. */
const ofItself: Parts = {
  held: ({ states, A, tower: { context } }) =>
    [context.held, context.underWay].every(
      (one) => one === 'none' || (one.nonce <= A.context.latest.nonce && signatures(states, one) === 'both'),
    ),
  submitted: ({ tower: { context } }) => {
    const { pending, held } = context;
    return pending === 'none' || (held !== 'none' && pending.nonce <= held.nonce);
  },
  // With penalties nothing follows on the chain what was presented first.
  seen: ({ channel: { context }, channel, tower }) =>
    context.terms.penalty ||
    !channel.matches('closing') ||
    (context.onChain !== 'none' && tower.context.onChain === context.onChain.nonce),
  clocks: ({ tower: { context } }) => {
    const { late, waited, naps, terms } = context;
    const isLate = late > (terms.tellsTower ? terms.tellDelay : 0) || (context.underWay === 'none' && late > 0);
    return !isLate && waited >= 0 && waited <= terms.reactionDelay && naps >= 0;
  },
  // It sleeps only where it owes an answer.
  asleep: ({ tower: { context }, channel }) =>
    context.naps === context.terms.naps || !(channel.matches('unfunded') || channel.matches('open')),
};

const told: Parts = {
  told: (view) => {
    const { held, underWay } = view.tower.context;
    return isSame(underWay === 'none' ? held : underWay, answerOf(view));
  },
  // A window is longer than a message is under way, so a closed channel finds it told.
  informed: (view) => !view.channel.matches('closed') || isSame(view.tower.context.held, answerOf(view)),
};

const says = 'A, her tower and the contract agree on what it was told, what is on the chain, and what it waits for.';
const oneTower: Property<WatchedChannelView> = always('one-tower', says, { ...ofItself, ...told });

/** Of one update, and no censorship: what is left in the mempool after a block of the window is an answer. */
const answersOnly: Property<WatchedChannelView> = always(
  'answers-only',
  'Once somebody closes, the tower submits nothing that is older than what is on the chain.',
  {
    ...ofItself,
    answers: ({ channel, tower: { context } }) => {
      const { onChain, age } = channel.context;
      return onChain === 'none' || age === 0 || context.pending === 'none' || context.pending.nonce >= onChain.nonce;
    },
  },
);

/** With a price on whatever A and her tower submit. */
function closing(name: 'fair' | 'stale', says: string): Property<WatchedChannelView> {
  return cheapest(
    'closing-costs',
    says,
    ({ channel, A }) => {
      const { onChain, presented } = channel.context;
      const isFinal = channel.matches('closed') && onChain !== 'none' && onChain.nonce === A.context.latest.nonce;
      return isFinal && onChain.nonce === 1 && presented.some(({ by }) => by === 'A') === (name === 'stale');
    },
    { INTERVENE: 1, RESPOND: 1, CLOSE: 1 },
  );
}

/** Told late, slow, asleep for a block; A is awake, and what she is paid does not matter here. */
const accounted: Setting = {
  ...{ parameters: { updates: 1, tellDelay: 1, towerDelay: 1 }, powers: { towerOffline: 1, censor: 1 } },
};
/** Told of nothing, and presenting what it holds; A takes her time, and sleeps for a block. */
const misfiring: Setting = {
  parameters: { updates: 1, reactionDelay: 1 },
  powers: { misfires: true, offline: 1, towerOffline: 1 },
  without: ['tellsTower'],
};

function priced(
  id: string,
  says: string,
  property: Property<WatchedChannelView>,
  price: number,
): Claim<WatchedChannelView> {
  const base = claim(id, says, { parameters: { updates: 1 } }, { ...holds, property });
  return { ...base, expect: { ...base.expect, price }, onlyHere: measured };
}

export const towerBookkeeping: readonly Claim<WatchedChannelView>[] = [
  claim('one-account-tower', 'A and a tower that is told late and slow keep one account.', accounted, {
    ...holds,
    property: oneTower,
  }),
  claim('one-account-tower-penalty', 'The same with penalties.', accounted, {
    ...{ ...holds, property: oneTower },
    instance: 'small-penalty',
  }),
  claim('one-account-tower-alone', 'A tower that is told of nothing keeps to what it holds.', misfiring, {
    ...holds,
    property: answersOnly,
  }),
  claim('one-account-beside-tower', 'A keeps her account of the chain beside such a tower.', misfiring, {
    ...holds,
    property: oneAccount,
  }),
  claim(
    'one-account-beside-tower-forged',
    'Dropped, of the same: the contract checks both signatures.',
    { ...misfiring, without: ['tellsTower', 'verifySignatures'] },
    { property: oneAccount },
  ),
  claim(
    'one-account-tower-untold',
    'Dropped, of one account: what A tells the tower arrives.',
    { ...accounted, without: ['tellsTower'] },
    { property: oneTower },
  ),
  claim(
    'tower-at-the-limit',
    'A window of one block is enough for a tower that is told at once, though two states are older than the latest.',
    { parameters: { T: 1 }, powers: { offline: 12 } },
    { ...holds, property: honestPayoff },
  ),
  priced(
    'fair-closing',
    'Where nobody presents an older state neither A nor her tower submits anything.',
    closing('fair', 'B closes with the latest state; what A or her tower submits costs one.'),
    0,
  ),
  priced(
    'stale-closing',
    'Where B presents an older one, one answer is enough.',
    closing('stale', 'The latest state is presented for A and paid out; what she or her tower submits costs one.'),
    1,
  ),
];

function witness(
  id: string,
  says: string,
  setting: Setting,
  found: Part<WatchedChannelView>,
  instance = 'small',
): Claim<WatchedChannelView> {
  const property = reachable<WatchedChannelView>(id, says, found);
  const base = claim(id, says, setting, { reading: 'witness', property, verdict: 'exhausted', instance });
  return { ...base, onlyHere: measured };
}

const isLateTold: Part<WatchedChannelView> = ({ channel, tower }) =>
  channel.matches('closing') && channel.context.age === 1 && tower.context.underWay !== 'none';

/** Nobody sleeps or takes time, so what waits after the first block was to be in it. */
const censored: Setting = { parameters: { updates: 1 }, powers: { censor: 1 } };

function isLeftOut({ l1, channel, A }: WatchedChannelView): boolean {
  const { age, onChain } = channel.context;
  const { pending } = A.context;
  const isNewer = onChain !== 'none' && pending !== 'none' && onChain.nonce < pending.nonce;
  return l1.context.censorship === 0 && age === 1 && isNewer;
}

export const towerBookkeepingWitnesses: readonly Claim<WatchedChannelView>[] = [
  witness(
    'slowest-tower',
    'The tower has let a block pass, and owes its answer before the next.',
    accounted,
    ({ tower: { context } }) => context.waited === context.terms.reactionDelay && context.pending === 'none',
  ),
  witness(
    'slowest-telling',
    'A block of the window has passed, and what A tells is still under way.',
    accounted,
    isLateTold,
  ),
  witness('slowest-telling-penalty', 'The same with penalties.', accounted, isLateTold, 'small-penalty'),
  witness(
    'both-left-out',
    'A and her tower, who answer at once, are left out of the first block of the window.',
    censored,
    (view) => isLeftOut(view) && view.tower.context.pending !== 'none',
  ),
  witness(
    'a-left-out',
    'A alone, whose tower is told of nothing, is left out of it.',
    { ...censored, without: ['tellsTower'] },
    (view) => isLeftOut(view) && view.tower.context.pending === 'none',
  ),
];
