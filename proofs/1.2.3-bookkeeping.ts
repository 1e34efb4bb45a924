/**
 * What Property 1.2.3 takes for granted of readers and layer: that time goes on, when the node challenges and how, who gives up, how long
 * a challenge lasts.
 *
 * A reader that waited for what it has would stop time, and data that come within D blocks would then be no comfort: an invariant says
 * nothing of a run that goes no further.
 */

import { always, cheapest, forEvery, leadsTo, type Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { AnyClaim } from '../checker/language/theorem.ts';
import type { AvailabilityView } from '../model/systems/data-availability.ts';
import { oneAccount } from './1.2.3-account.ts';
import { claim, demanded, late } from './1.2.3-claim.ts';
import { witness } from './1.2.3-witnesses.ts';
import { measured } from './own-instance.ts';

const named = (_: unknown, i: number): string => `batch ${i}`;

const timeGoesOn: Property<AvailabilityView> = leadsTo(
  'time-goes-on',
  'A batch grows old, if data are delivered that can be and the node challenges what it may.',
  ({ layer }) => layer.context.batches.length > 0,
  ({ layer: { context } }) => context.batches.some(({ age }) => age === context.terms.oldest),
  { weak: ['BLOCK', 'DELIVER', 'CHALLENGE'] },
);

/** Where nobody but the node challenges, no block is full or slept through, and the sequencer does nobody favours. */
const promptly: Property<AvailabilityView> = always(
  'promptly',
  'The node challenges at once what it has lacked for as long as data may take, and nothing that is there for the asking.',
  {
    atOnce: ({ layer, node: { context } }) =>
      forEvery(layer.context.batches, named, ({ age }, i) => {
        const own = context.batches[i];
        return own?.has !== 'nothing' || own.isChallenged || age <= context.terms.delay;
      }),
    forCause: ({ layer, node: { context } }) =>
      forEvery(
        layer.context.batches,
        named,
        ({ challenge }, i) => challenge === 'none' || context.batches[i]?.lacked === context.terms.delay,
      ),
    forNeed: ({ layer, joiner }) =>
      forEvery(layer.context.batches, named, ({ challenge, data }, i) => {
        if (challenge === 'none' || challenge === 'resolved') return true;
        return data === 'withheld' && joiner.context.batches[i]?.has === 'nothing';
      }),
  },
);

/** Where nobody but the node challenges. */
const withRoom: Property<AvailabilityView> = always(
  'with-room',
  'What is challenged in the block in progress is challenged in a block with room.',
  {
    room: ({ layer: { context } }) =>
      forEvery(context.batches, named, ({ challenge }) => challenge !== 0 || context.hasRoom),
    // What was sent counts as sent if it was in a block: in time, or too late.
    sent: ({ layer: { context }, node }) =>
      forEvery(
        context.batches,
        named,
        ({ challenge, age }, i) =>
          challenge !== 'none' ||
          node.context.batches[i]?.isChallenged !== true ||
          age >= context.terms.challengeWindow,
      ),
  },
);

const givenUpForCause: Property<AvailabilityView> = always(
  'given-up-for-cause',
  'Who gives up has waited for as long as data may take, and for nothing that was there.',
  ({ layer, node, joiner }) =>
    forEvery(layer.context.batches, named, ({ data, challenge }, i) =>
      [node, joiner].every(({ context: { batches, terms } }) => {
        const own = batches[i];
        if (own?.has !== 'given up') return true;
        return own.lacked === terms.delay && (data === 'withheld' || challenge === 'resolved');
      }),
    ),
);

const becomesEmpty: Property<AvailabilityView> = cheapest(
  'becomes-empty-after',
  'Each block costs one, until a batch counts as empty.',
  ({ layer }) => layer.context.batches[0]?.challenge === 'expired',
  { BLOCK: 1 },
);

const oldReader: Property<AvailabilityView> = cheapest(
  'there-for-two-blocks',
  'Each block costs one, until the node has been there for two.',
  ({ node }) => node.context.online === 2,
  { BLOCK: 1 },
);

const holds = { reading: 'repaired', verdict: 'exhausted' } as const;

function priced(
  id: string,
  says: string,
  instance: string,
  property: Property<AvailabilityView>,
  setting: Setting,
  price: number,
): AnyClaim {
  const base = claim(id, says, { instance, property }, setting, holds);
  return { ...base, expect: { ...base.expect, price }, onlyHere: measured } satisfies typeof base;
}

/** Windows of one block, so that what the node sends is always too late. */
const tooLate: Setting = { parameters: { c: 1, r: 1, B: 1, D: 2 }, powers: { withhold: true } };
const impatient: Setting = {
  parameters: { c: 2, r: 1, B: 2, D: 2 },
  powers: { late: true, withhold: true },
  without: ['emptyByL1'],
};
const crowded: Setting = {
  parameters: { c: 2, r: 1, B: 2, D: 2 },
  powers: { withhold: true, congest: 1, offline: 1 },
};
const liars: Setting = { parameters: { f: 2 }, powers: { late: true, collude: true } };

export const bookkeepingClaims: readonly AnyClaim[] = [
  claim(
    'calldata-ages-at-once',
    'Readers hold nobody up.',
    { instance: 'calldata', property: timeGoesOn },
    { ...late, parameters: { delay: 0 } },
    holds,
  ),
  {
    ...claim(
      'late-challenge-ages',
      'Nor does a node whose challenge comes too late.',
      { instance: 'small', property: timeGoesOn },
      tooLate,
      holds,
    ),
    unfired: { RESOLVE: 'no challenge is in time' },
  },
  claim(
    'slow-account',
    'All parties keep one account where data take two blocks.',
    { instance: 'calldata', property: oneAccount },
    { ...late, parameters: { delay: 2, D: 3 } },
    holds,
  ),
  claim(
    'liars-account',
    'The same of a committee that can sign for nothing.',
    { instance: 'committee', property: oneAccount },
    liars,
    holds,
  ),
  claim(
    'account-unbound',
    'Dropped: a commitment fits one content only. Readers have what nobody executed.',
    { instance: 'small', property: oneAccount },
    { ...demanded, without: ['binding'] },
    { reading: 'necessary' },
  ),
  claim('prompt-challenge', 'At once, and for need.', { instance: 'small', property: promptly }, demanded, holds),
  claim(
    'prompt-asleep',
    'Dropped: the node sees every block.',
    { instance: 'small', property: promptly },
    { powers: { withhold: true, offline: 1 } },
    { reading: 'necessary' },
  ),
  claim('challenge-with-room', 'Full blocks hear nobody.', { instance: 'small', property: withRoom }, crowded, holds),
  claim(
    'given-up-for-cause',
    'Readers who take a batch for empty have reason to.',
    { instance: 'small', property: givenUpForCause },
    impatient,
    holds,
  ),
  priced('empty-in-its-time', 'A batch is empty after delay + r blocks.', 'small', becomesEmpty, demanded, 3),
  priced('reader-counts', 'Readers count blocks from none.', 'calldata', oldReader, late, 2),
  witness(
    'rogue-in-full-block',
    'Every budget is spent, and a batch is challenged in a block that has no room for the node.',
    'small',
    { ...crowded, powers: { ...crowded.powers, rogueChallenge: true } },
    ({ layer: { context } }) =>
      context.congestion === 0 && context.sleep === 0 && !context.hasRoom && context.batches[0]?.challenge === 0,
  ),
  witness(
    'one-gives-up',
    'The node gives up while the joiner is not there yet.',
    'small',
    impatient,
    ({ node, joiner }) => node.context.batches[0]?.has === 'given up' && joiner.context.online === 'not yet',
  ),
];
