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
