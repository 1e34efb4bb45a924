/**
 * Theorem 3.2.3, what it takes for granted of applications one by one: when a claim is too late, what a move is worth to who stops moving, what A has
 * to put on the chain and what she need not.
 */

import { always, both, cheapest, leadsTo, type Property, reachable } from '../checker/language/property.ts';
import type { Setting, System } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { pairChannel, type StateChannelView, soloChannels } from '../model/systems/state-channel.ts';
import { oneAccount } from './3.2.3-bookkeeping.ts';
import { type Choice, claim } from './3.2.3-claim.ts';
import { fundsConserved, paidA, statusOf } from './3.2.3-goals.ts';
import { allClauses } from './3.2.3-hypotheses.ts';
import { measured } from './own-instance.ts';

const [first, second] = soloChannels;
const holds: Choice = { reading: 'repaired', verdict: 'exhausted' };
const alone: Choice = { ...holds, system: second };
const game = { kind1: 2, share1: 1 } as const;
/** Two applications of one turn each, to have few states. */
const short: Setting = { parameters: { T: 2, E: 2, turns: 1 } };
/** Time enough to answer, so that the deadline alone decides. */
const late = { T: 5, E: 4 } as const;

function unclaimed(turn: number): Property<StateChannelView> {
  return cheapest(
    'costs-on-chain',
    'The deadline has passed, and so many turns are signed; what anybody puts on the chain costs one.',
    ({ contract: { context }, signed }) =>
      context.age === context.terms.applications[0]?.deadline && signed[0]?.context.chain.length === turn + 1,
    { SUBMIT: 1, CHALLENGE: 1, CHECKPOINT: 1, CONCLUDE: 1 },
  );
}

function costing(
  id: string,
  says: string,
  system: System<StateChannelView>,
  setting: Setting,
  turn: number,
  price: number,
): Claim<StateChannelView> {
  const base = claim(id, says, setting, { ...holds, system, property: unclaimed(turn) });
  return { ...base, expect: { ...base.expect, price }, onlyHere: measured };
}

/** A moves twice. */
const threeTurns: Setting = { parameters: { share0: 0, turns: 3, leaving: 0 } };
/** The same, and A may leave. */
const leavingThree: Setting = { parameters: { ...threeTurns.parameters, leaving: 1 } };
/** Everything is A's from the start: there is nothing to claim. */
const claimed: Setting = { parameters: { share1: 1 } };

/** What a channel pays where one deposit is behind both applications: less than it owes, and never more than there is. */
const fromDeposit: Property<StateChannelView> = both(
  'paid-from-the-deposit',
  'Nothing is paid that was not deposited.',
  fundsConserved,
  always('enough', 'What is left is no less than nothing.', ({ contract: { context } }) => context.held >= 0),
);

/** B’s way to the chain is priced as well where his is not meant. */
function onRecord(says: string, ofB: number): Property<StateChannelView> {
  return cheapest('blocks-until-on-record', says, ({ contract: { context } }) => context.registers[0]?.turn === 1, {
    BLOCK: 1,
    CHALLENGE: ofB,
    CHECKPOINT: ofB,
    CONCLUDE: ofB,
  });
}

function inBlocks(id: string, says: string, ofB: number, price: number): Claim<StateChannelView> {
  const base = claim(
    id,
    says,
    {},
    { ...alone, property: onRecord('What A has signed is on record; each block costs one.', ofB) },
  );
  return { ...base, expect: { ...base.expect, price }, onlyHere: measured };
}

const inVain: Property<StateChannelView> = always(
  'not-in-vain',
  'What A submitted and has waited is later than what is on record.',
  ({ A, contract }) => {
    const pending = A[0]?.context.pending ?? 'none';
    const record = contract.context.registers[0]?.turn ?? 0;
    return pending === 'none' || !pending.waited || record < pending.turn;
  },
);

const claimIsPaid: Property<StateChannelView> = always(
  'claim-is-paid',
  'A, who may claim everything, is paid everything.',
  (view) => (paidA(view, 0) ?? 1) === 1,
);

/** Under fairness of L1 and A, as for leaving. */
const decided = (strong: readonly string[]): Property<StateChannelView> =>
  leadsTo(
    'submitted-leads-to-decided',
    'What A submits is executed or refused, sooner or later.',
    ({ A }) => A.some(({ context }) => context.pending !== 'none'),
    { decided: ({ A }) => A.every(({ context }) => context.pending === 'none') },
    { strong },
  );

export const applicationClaims: readonly Claim<StateChannelView>[] = [
  claim('one-account-two', 'Two applications side by side, each with an account of its own.', short, {
    ...holds,
    property: oneAccount,
  }),
  claim(
    'one-account-two-games',
    'The same with a game.',
    { parameters: { ...short.parameters, ...game } },
    { ...holds, property: oneAccount },
  ),
  claim(
    'one-account-two-unbound',
    'Dropped, of two accounts: signatures name the application that they are for.',
    { ...short, without: ['bindApplication'] },
    { reading: 'necessary', property: oneAccount },
  ),
  claim(
    'two-alike',
    'Payments and a claim of two turns each, where B does not come first.',
    { parameters: { T: 2, E: 2 }, powers: { frontRun: false } },
    holds,
  ),
  claim(
    'bound-by-bytes',
    'Without names in the signatures, encodings that share no bytes keep the applications apart.',
    { parameters: { ...short.parameters, tagged: 2 }, without: ['bindApplication'] },
    holds,
  ),
  claim(
    'paid-from-the-deposit',
    'Where one deposit and one challenge are all there is no more is paid than was deposited.',
    { ...short, without: ['ownCollateral', 'ownChallenge'] },
    { ...holds, property: fromDeposit },
  ),
  claim(
    'decided',
    'Whatever B does first, what A submits is executed or refused.',
    {},
    { ...alone, property: decided(['BLOCK', 'SUBMIT', 'EXECUTE']) },
  ),
  claim(
    'undecided',
    'Dropped, of the same: A submits what she owes. No block comes while she owes it.',
    {},
    { reading: 'necessary', system: second, property: decided(['BLOCK', 'EXECUTE']) },
  ),
  claim(
    'claim-in-time',
    'A claim alone is made in time, however long it is left out: K < E − 1.',
    { parameters: late, powers: { censor: 2 } },
    alone,
  ),
  claim(
    'claim-too-late',
    'Dropped, of a claim alone: K < E − 1. The contract takes it no more.',
    { parameters: late, powers: { censor: 3 } },
    { reading: 'necessary', system: second },
  ),
  claim(
    'left-in-time',
    'A may leave a claim that waits: E has a block more for it.',
    { parameters: { E: 3, leaving: 1 } },
    alone,
  ),
  claim(
    'left-too-hastily',
    'Dropped, of the same: a block more. A challenge takes the place of the claim that waits, and comes too late.',
    { parameters: { E: 2, leaving: 1 } },
    { reading: 'necessary', system: second },
  ),
  claim(
    'not-in-vain',
    'Where B does not come before what waits, A submits nothing in vain.',
    { powers: { frontRun: false } },
    { ...alone, property: inVain },
  ),
  claim(
    'in-vain',
    'Dropped, of the same: B does not come first. He shows a later state, and A is refused.',
    {},
    { reading: 'necessary', system: second, property: inVain },
  ),
  inBlocks('recorded-in-a-block', 'What A puts on the chain is there in the next block at the earliest.', 9, 1),
  inBlocks('recorded-at-once', 'Dropped, of the same: it is A who does. B needs no block.', 0, 0),
  claim('claim-paid', 'A neither forgets a claim nor signs it away.', {}, { ...alone, property: claimIsPaid }),
  claim(
    'claim-lost',
    'Dropped, of the same: K < E − 1.',
    { parameters: late, powers: { censor: 3 } },
    { reading: 'necessary', system: second, property: claimIsPaid },
  ),
  claim(
    'left-safely-by-record',
    'A leaves with what she counts on, though no challenge takes the place of another.',
    { parameters: { share0: 0 }, without: ['overrides'] },
    { ...holds, system: first, instance: 'alone' },
  ),
  claim(
    'three-turns',
    'Payments alone of three turns: A signs no further move while an older state is challenged.',
    threeTurns,
    { ...holds, system: first, instance: 'alone', unfired: { LEAVE: 'A may not leave here' } },
  ),
  claim(
    'five-turns',
    'The same of five turns.',
    { parameters: { ...threeTurns.parameters, turns: 5 } },
    { ...holds, system: first, instance: 'alone', unfired: { LEAVE: 'A may not leave here' } },
  ),
  claim(
    'game-of-four-turns',
    'The same of a game of four turns.',
    { parameters: { ...game, share1: 0, turns: 4 } },
    alone,
  ),
  claim(
    'game-signed-while-challenged',
    'Dropped, of a game of four turns: A waits while an older state is challenged.',
    { parameters: { ...game, share1: 0, turns: 4 }, without: ['freeze'] },
    { reading: 'necessary', system: second },
  ),
  claim(
    'signed-while-challenged',
    'Dropped, of the same: A waits while an older state is challenged. What she signs then comes too late.',
    { ...threeTurns, without: ['freeze'] },
    { reading: 'necessary', system: first, instance: 'alone' },
  ),
  claim(
    'three-turns-left',
    'Payments alone of three turns that A may leave at any time: then she signs no further move.',
    leavingThree,
    { ...holds, system: first, instance: 'alone' },
  ),
  claim(
    'five-turns-left',
    'The same of five turns.',
    { parameters: { ...leavingThree.parameters, turns: 5 } },
    { ...holds, system: first, instance: 'alone' },
  ),
  claim(
    'signed-while-leaving',
    'Dropped, of the same: who leaves signs no further move. She has challenged with another state of the turn that she goes on from.',
    { ...leavingThree, without: ['leavesForGood'] },
    { reading: 'necessary', system: first, instance: 'alone' },
  ),
  claim(
    'two-of-three-turns',
    'Payments and a claim of three turns each, side by side.',
    { parameters: { turns: 3, E: 2 } },
    holds,
  ),
  claim(
    'claim-of-three-turns',
    'What is claimed may be moved on from after its deadline.',
    { parameters: { T: 2, E: 3, turns: 3 } },
    alone,
  ),
  claim(
    'one-account-three-turns',
    'A game alone of three turns.',
    { parameters: { ...game, turns: 3 } },
    { ...alone, property: oneAccount },
  ),
  claim('game-alone', 'In a game alone A is paid what she counts on.', { parameters: game }, alone),
  costing('acknowledged-for-nothing', 'What B has acknowledged A need not put on the chain.', second, {}, 2, 0),
  costing('claimed-for-one', 'Dropped: B acknowledges. The claim has to be on the chain, once.', second, {}, 1, 1),
  costing(
    'nothing-to-claim',
    'Who has everything from the start has nothing to put on the chain.',
    second,
    claimed,
    1,
    0,
  ),
  costing(
    'claimed-for-one-pair',
    'Dropped, in a pair of applications: B acknowledges.',
    pairChannel,
    { without: allClauses },
    1,
    1,
  ),
  costing(
    'nothing-to-claim-pair',
    'In a pair of applications too, who has everything from the start has nothing to put on the chain.',
    pairChannel,
    { ...claimed, without: allClauses },
    1,
    0,
  ),
].map(
  (one): Claim<StateChannelView> =>
    one.id.startsWith('claim-') || one.id === 'game-alone' ? { ...one, onlyHere: measured } : one,
);

export const applicationWitnesses: readonly Claim<StateChannelView>[] = [
  claim(
    'forced-move-alone',
    'In a game alone B challenges what A signed, and her next move is about to be executed.',
    { parameters: { ...game, turns: 3 } },
    {
      system: second,
      reading: 'witness',
      verdict: 'exhausted',
      property: reachable<StateChannelView>(
        'forced-move-alone',
        'A’s state is challenged, and the move that follows B’s is waiting.',
        (view) => {
          const { onChain, pending } = view.A[0]?.context ?? { onChain: { turn: 0 }, pending: 'none' };
          return statusOf(view, 0) === 'challenge' && onChain.turn === 1 && pending !== 'none' && pending.turn === 3;
        },
      ),
    },
  ),
  claim('challenged-at-once', 'Applications of one turn each are challenged at the same time.', short, {
    reading: 'witness',
    verdict: 'exhausted',
    property: reachable<StateChannelView>(
      'challenged-at-once',
      'Both applications are challenged.',
      (view) => statusOf(view, 0) === 'challenge' && statusOf(view, 1) === 'challenge',
    ),
  }),
  claim(
    'challenged-one-by-one',
    'Where applications share the challenge, somebody may have it.',
    { ...short, without: ['ownChallenge'] },
    {
      reading: 'witness',
      verdict: 'exhausted',
      property: reachable<StateChannelView>(
        'challenged-one-by-one',
        'An application is challenged.',
        (view) => statusOf(view, 0) === 'challenge' || statusOf(view, 1) === 'challenge',
      ),
    },
  ),
  claim(
    'ended-by-agreement',
    'Both end an application with what A has moved to, in no time.',
    {},
    {
      system: first,
      instance: 'alone',
      reading: 'witness',
      verdict: 'exhausted',
      property: reachable<StateChannelView>(
        'ended-by-agreement',
        'The first move is on record and paid, and no operation was there before.',
        ({ contract: { context }, signed }) => {
          const { paid, turn, state } = context.registers[0] ?? { paid: 'nothing', turn: 0, state: 0 };
          return (
            paid !== 'nothing' &&
            turn === 1 &&
            signed[0]?.context.chain.length === 2 &&
            state !== signed[0].context.chain[0]
          );
        },
      ),
    },
  ),
  claim(
    'challenged-unprovoked',
    'Where B does not come before what waits, he challenges while nothing does.',
    { powers: { frontRun: false } },
    {
      system: second,
      reading: 'witness',
      verdict: 'exhausted',
      property: reachable<StateChannelView>(
        'challenged-unprovoked',
        'A is challenged before she has signed anything.',
        (view) => statusOf(view, 0) === 'challenge' && view.signed[0]?.context.chain.length === 1,
      ),
    },
  ),
];
