/**
 * What the parties of Property 1.2.3 have to agree on: what was committed, who has the data and where else they are, how long a reader has
 * gone without, and what became of a challenge.
 *
 * Each party sees the same events and keeps its own account. A reader who thought that data were there which are not would wait for ever and
 * count as served; one that counted its waiting otherwise than L1 counts the age of a batch would be late for a reason of its own.
 */

import { always, forEvery, type Property } from '../checker/language/property.ts';
import type { LayerBatch } from '../model/data-layer.ts';
import type { Reader, ReaderBatch } from '../model/data-reader.ts';
import type { AvailabilityView } from '../model/systems/data-availability.ts';
import { challenged, claim, colluding, demanded, late, pruned } from './1.2.3-claim.ts';

const knows = ({ has }: ReaderBatch): boolean => has === 'a' || has === 'b';
const named = (_: unknown, i: number): string => `batch ${i}`;

/** Whether something holds of each batch as the reader, the other reader and the layer see it. */
function eachRead(
  { layer, node, joiner }: AvailabilityView,
  holds: (own: ReaderBatch, other: ReaderBatch, batch: LayerBatch, reader: Reader) => boolean,
): ReturnType<typeof forEvery> {
  const [one, two] = [node.context, joiner.context];
  return forEvery(layer.context.batches, named, (batch, i) => {
    const [a, b] = [one.batches[i], two.batches[i]];
    return a !== undefined && b !== undefined && holds(a, b, batch, one) && holds(b, a, batch, two);
  });
}

/** Where commitments bind, nobody takes for empty what L1 does not, and the bridge waits for both windows. */
export const oneAccount: Property<AvailabilityView> = always(
  'one-account',
  'Source, layer, committee and readers agree on what was committed, where its data are, and since when.',
  {
    committed: ({ source: { context }, layer, node, joiner }) => {
      const { batches } = layer.context;
      const counts = [batches.length, node.context.batches.length, joiner.context.batches.length];
      return (
        counts.every((count) => count === context.committed) &&
        context.committed <= context.executed.length &&
        context.executed.length <= context.capacity &&
        batches.every(({ content }, i) => content === context.executed[i])
      );
    },
    // Whoever has data has those that were committed to, and knows who else would give them.
    data: (view) =>
      eachRead(view, (own, other, batch, { terms }) => {
        if (own.has !== 'nothing' && own.has !== batch.content) return false;
        return own.onLayer === (batch.data !== 'withheld') && own.withPeer === (terms.rules.serve && knows(other));
      }),
    // Who is not there has nothing; nor has anybody what no honest member of a committee had.
    held: (view) =>
      eachRead(view, ({ has }, _, { data }, { online }) => {
        const isNowhere = view.layer.context.terms.kind === 'committee' && data === 'withheld';
        return has === 'nothing' || (online !== 'not yet' && !isNowhere);
      }),
    lacked: (view) =>
      eachRead(view, (own, _, { age }, { online, terms }) => {
        const most = online === 'not yet' ? 0 : Math.min(online, age, terms.delay);
        return own.lacked >= 0 && (own.has === 'nothing' ? own.lacked === most : own.lacked <= most);
      }),
    ages: ({ layer: { context }, node, joiner }) =>
      [node.context.online, joiner.context.online, ...context.batches.map(({ age }) => age)].every(
        (age) => age === 'not yet' || (age >= 0 && age <= context.terms.oldest),
      ),
    kinds: ({ layer: { context } }) =>
      forEvery(context.batches, named, ({ data, challenge, age }) => {
        const { kind, pruneAfter } = context.terms;
        if (kind === 'calldata') return data === 'chain' && challenge === 'none';
        if (kind === 'blob')
          return challenge === 'none' && (data === 'chain' || (data === 'withheld' && age >= pruneAfter));
        return (data === 'chain') === (challenge === 'resolved');
      }),
    challenges: ({ layer: { context }, node }) =>
      forEvery(context.batches, named, ({ challenge, age }, i) => {
        const { challengeWindow, resolveWindow, oldest } = context.terms;
        // A challenge that comes too late is made all the same.
        const { isChallenged = false, lacked = 0 } = node.context.batches[i] ?? {};
        if (challenge === 'none')
          return !isChallenged || (age >= challengeWindow && lacked === node.context.terms.delay);
        if (!isChallenged) return false;
        if (challenge === 'expired') return age >= resolveWindow;
        if (challenge === 'resolved') return true;
        const isInTime = age === oldest || age - challenge < challengeWindow;
        return isInTime && challenge >= 0 && challenge < resolveWindow && challenge <= age;
      }),
    paid: ({ layer: { context } }) =>
      forEvery(context.batches, named, ({ isPaid, age, challenge }) => {
        const isDue = age >= context.terms.bridgeFinality;
        return isPaid ? isDue && challenge !== 'expired' : !isDue || challenge === 'expired';
      }),
    // A block without room was paid for.
    room: ({ layer: { context } }) => {
      const { hasRoom, congestion, sleep, terms } = context;
      const spent = terms.congestion - congestion + terms.sleep - sleep;
      return congestion >= 0 && sleep >= 0 && spent >= (hasRoom ? 0 : 1);
    },
    certificates: ({ committee: { context }, layer, source }) => {
      const { certifies, members, dishonest, threshold } = context.terms;
      return forEvery(context.holders, named, (count, i) => {
        const batch = layer.context.batches[i];
        if (!certifies) return count === 0;
        if (count < 0 || count > members - dishonest || (i >= source.context.executed.length && count > 0))
          return false;
        return batch === undefined || (count + dishonest >= threshold && (batch.data === 'served') === count > 0);
      });
    },
  },
);

const holds = { reading: 'repaired', verdict: 'exhausted' } as const;

export const accountClaims: readonly ReturnType<typeof claim>[] = [
  claim(
    'calldata-account',
    'All parties keep one account.',
    { instance: 'calldata', property: oneAccount },
    late,
    holds,
  ),
  claim('blob-account', 'The same of blobs.', { instance: 'blob', property: oneAccount }, pruned, holds),
  claim(
    'committee-account',
    'The same of a committee.',
    { instance: 'committee', property: oneAccount },
    colluding,
    holds,
  ),
  claim('challenge-account', 'The same of challenges.', { instance: 'small', property: oneAccount }, demanded, holds),
  claim(
    'congested-account',
    'The same where blocks are full or slept through, and anybody challenges.',
    { instance: 'small', property: oneAccount },
    { parameters: { c: 1, r: 1, B: 1, D: 2 }, powers: { ...challenged.powers, late: false, offline: 1 } },
    holds,
  ),
];
