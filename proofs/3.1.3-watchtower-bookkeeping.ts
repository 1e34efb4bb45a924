/** What A, her watchtower and the contract have to agree on for the claims about towers to be about one channel. */

import { always, type Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { sameState } from '../model/3.1.2-channel-state.ts';
import type { ChannelState } from '../model/channel-events.ts';
import type { WatchedChannelView } from '../model/systems/watched-channel.ts';
import { signatures } from './3.1.3-bookkeeping.ts';
import { claim, holds } from './3.1.3-watchtower.ts';

type Told = ChannelState | 'none';
const isSame = (one: Told, another: Told): boolean =>
  one === 'none' || another === 'none' ? one === another : sameState(one, another);

/** What A would answer an older state with, and her tower is told of. */
function answerOf({ A: { context } }: WatchedChannelView): Told {
  return context.terms.penalty ? context.evidence : context.latest;
}

const oneTower: Property<WatchedChannelView> = always(
  'one-tower',
  'A, her tower and the contract agree on what it was told, what is on the chain, and what it waits for.',
  {
    held: ({ states, A, tower: { context } }) =>
      [context.held, context.underWay].every(
        (one) => one === 'none' || (one.nonce <= A.context.latest.nonce && signatures(states, one) === 'both'),
      ),
    told: (view) => {
      const { held, underWay } = view.tower.context;
      return isSame(underWay === 'none' ? held : underWay, answerOf(view));
    },
    // A window is longer than a message is under way, so a closed channel finds it told.
    informed: (view) => !view.channel.matches('closed') || isSame(view.tower.context.held, answerOf(view)),
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
      return !isLate && waited <= terms.reactionDelay && naps >= 0;
    },
  },
);

/** Told late, slow, asleep for a block; A is awake, and what she is paid does not matter here. */
const accounted: Setting = {
  ...{ parameters: { tellDelay: 1, towerDelay: 1 }, powers: { towerOffline: 1, censor: 1 } },
};

export const towerBookkeeping: readonly Claim<WatchedChannelView>[] = [
  claim('one-account-tower', 'A and a tower that is told late and slow keep one account.', accounted, {
    ...holds,
    property: oneTower,
  }),
  claim('one-account-tower-penalty', 'The same with penalties.', accounted, {
    ...{ ...holds, property: oneTower },
    instance: 'small-penalty',
  }),
  claim(
    'one-account-tower-untold',
    'Dropped, of one account: what A tells the tower arrives.',
    { ...accounted, without: ['tellsTower'] },
    { property: oneTower },
  ),
];
