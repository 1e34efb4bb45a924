/** What the two clauses of Definition 2.2.3 mean here. */

import { always, conceals, type Property } from '../checker/language/property.ts';
import { patternOf } from '../model/commitment-holder.ts';
import type { BindingView, HidingView } from '../model/systems/commitment.ts';

/** One state makes all accepted openings true: no position has two leaves, and a tree has one leaf or two. */
export const binding: Property<BindingView> = always('binding', 'One state makes every accepted opening true.', {
  onePosition: ({ commitment: { context } }) => {
    const twice = context.opened.find(({ position }, i) => context.opened[i + 1]?.position === position);
    return twice === undefined || { fails: `two leaves at position ${twice.position}` };
  },
  oneShape: ({ commitment: { context } }) => {
    const alone = context.opened.filter(({ position }) => position === 'only').length;
    return alone === 0 || alone === context.opened.length || { fails: 'a tree of one leaf and of two' };
  },
});

export const claimedOnce: Property<BindingView> = always(
  'claimed-once',
  'No leaf is claimed twice.',
  ({ commitment: { context } }) => {
    const twice = context.claimed.find(({ position }, i) => context.claimed[i + 1]?.position === position);
    return twice === undefined || { fails: `position ${twice.position} is claimed in two spellings` };
  },
);

/** What the contract keeps of openings and claims is what was shown to it, in an order that tells nothing. */
export const accounted: Property<BindingView> = always(
  'accounted',
  'Only what was opened is claimed, as it is spelt.',
  {
    claimsAreOpened: ({ commitment: { context } }) =>
      context.claimed.every((claim) => context.opened.some(({ position }) => position === claim.position)),
    spelling: ({ commitment: { context } }) =>
      !context.encoding.rules.canonicalPositions || context.claimed.every(({ bytes }) => bytes === 'plain'),
    orderTellsNothing: ({ commitment: { context } }) => {
      const names = context.claimed.map(({ position, bytes }) => `${position} ${bytes}`);
      return names.every((name, i) => i === 0 || (names[i - 1] as string) < name);
    },
  },
);

/** A collision is one pair of leaves: it makes nothing else equal. */
export const oneCollision: Property<BindingView> = always(
  'one-collision',
  'Two leaves that are accepted at one position are the two that collide.',
  ({ commitment: { context } }) =>
    context.opened.every((one) =>
      context.opened.every(
        (other) =>
          one.position !== other.position ||
          (one.salt === other.salt && (one.balance === other.balance || one.salt === '1')),
      ),
    ),
);

/** The holder's own account: as many marks as commitments, two at most, and nothing to publish before the first. */
export const heldTogether: Property<HidingView> = always(
  'held-together',
  'Each commitment is open or closed, and data are published of what was committed to.',
  ({ holder: { context } }) =>
    context.history.length <= 2 &&
    context.opened.length === context.history.length &&
    (!context.published || context.history.length > 0),
);

export const hiding: Property<HidingView> = conceals('hiding', 'The public cannot tell the private balance.', {
  observe: ({ holder }) => patternOf(holder.context),
  secret: ({ holder }) => holder.context.history.at(-1)?.right ?? 'none',
  where: ({ holder }) => holder.context.history.length > 0,
});

export const unlinkable: Property<HidingView> = conceals(
  'unlinkability',
  'The public cannot tell whether the private balance changed.',
  {
    observe: ({ holder }) => patternOf(holder.context),
    secret: ({ holder }) => holder.context.history[0]?.right === holder.context.history[1]?.right,
    where: ({ holder }) => holder.context.history.length === 2,
  },
);
