/**
 * Theorem 3.2.3 (State Channel Composability): "Multiple channel applications … can safely operate on the same state channel if their state
 * spaces are disjoint."
 *
 * "Safely" is not defined. It is read twice. As payoff: every application pays out its whole lock, pays honest A at least what she
 * counts on in it alone, and what she signed last can be put on record whatever happens elsewhere in the channel. And as independence:
 * what the channel does looks, application by application, like a run of a channel with that application alone and a deposit of its lock.
 * A is honest in both applications, B and the block builder are the adversary.
 *
 * Literal reading: false. State spaces are sets, and what applications share is not in them: the deposit, the number that decides
 * what is later, the challenge that occupies the channel, the bytes under a signature, the state that a transition function reads. Two
 * disjoint spaces share all five. Nor is it needed: two instances of one application have the same space and run side by side.
 * Whether the spaces are tagged makes no difference to any run (`test/proofs/3.2.3.test.ts` counts them); any two can be tagged, so as
 * a condition it says nothing. It says something if it is meant of the bytes that are signed: then it replaces one clause of the five.
 *
 * Repaired reading: five clauses, each necessary, and what a single application needs as well. A deposit of its own; signatures that
 * name the application; a turn record of its own; a challenge of its own, or deadlines long enough for what the others can take; a transition
 * function that reads its own state. A pair of applications run as one, with one state and one turn, needs none of them.
 *
 * The clock. What B does is executed at once in the block in progress. A's operation is executed in the next block at the earliest, and B may
 * act in that block before it. A challenge is settled as the block begins in which it is T old, and a claim is too late from block E of
 * the channel on. So one block is always lost, a censored one more: K < T - 1 to answer a challenge, K < E - 1 to claim. Where
 * applications share the challenge, B occupies it for T blocks with each turn of another one that he can show, without a gap: with m turns,
 * deadlines need K + (m + 1) T < E - 1.
 *
 * Trace lengths. The shared challenge takes 7 steps where a smaller model took 3: here A first signs what she claims, submits it, and
 * submits it again when it is refused. Signatures without a name take one step: what ends one application ends the other.
 * One hypothesis is new, `keepsAnswer`: a participant who replaces a pending answer by a better one loses a block each time, and
 * B can always give her a better one. It is a rule of her client, and no artefact of the block: L1 promises inclusion to a transaction
 * that has waited, not to its sender. What takes an account nonce from a waiting transaction has waited for nothing; the block that
 * would have contained the first may be sealed without the second, and no censorship is spent on it. (Where both stay executable, side by
 * side, she loses nothing.) Fee bumping has the same price, and the second version of ForceMove a relative of it: there the opponent
 * moves on before each answer, and the answering side may need as many transactions as there are turns.
 *
 * All of this is of two turns, where A moves once. From her second move on she needs a rule of her own, `freeze`, that payment channels have too
 * (3.1.3): while an older state than her latest is challenged she signs nothing. Without it B lets a challenge grow old, moves, and she
 * signs on a state that she cannot get on record in time (`signed-while-challenged`). It is not enough for who leaves: she may have challenged
 * with another state of the very turn that she goes on from (`signed-while-leaving`). So who leaves signs nothing any more (`leavesForGood`), which
 * costs her nothing that she counts on. Of one application both are asked up to five turns, of two side by side of three. Who leaves while a
 * claim waits replaces it by a challenge and loses the block, so her deadline has to be a block later (`left-too-hastily`).
 *
 * Liveness is asked of one application: A who leaves is settled, if time passes. It needs that what ends a challenge stays on record, or
 * that a later challenge takes the place of one that runs; with neither, B refuses to be refuted for ever (the first version of ForceMove).
 */

import { range } from '../checker/language/menu.ts';
import type { Setting, System } from '../checker/language/system.ts';
import {
  type Axis,
  type Claim,
  defineTheorem,
  type Frontier,
  type Hypothesis,
  type Theorem,
} from '../checker/language/theorem.ts';
import {
  pairChannel,
  type StateChannelView,
  soloChannels,
  stateChannelSystem,
} from '../model/systems/state-channel.ts';
import { applicationClaims, applicationWitnesses } from './3.2.3-applications.ts';
import { bookkeepingClaims } from './3.2.3-bookkeeping.ts';
import { type Choice, claim } from './3.2.3-claim.ts';
import { composability, independence, leaving, soloPayoff } from './3.2.3-goals.ts';
import { adversary, allClauses, alone, alternatives, clauses } from './3.2.3-hypotheses.ts';
import { witnessClaims } from './3.2.3-witnesses.ts';
import { measured, staying } from './own-instance.ts';

const system = stateChannelSystem;
const [first, second] = soloChannels;

const holds: Choice = { reading: 'repaired', verdict: 'exhausted' };

const literalClaims: readonly Claim<StateChannelView>[] = [
  claim(
    'shared-collateral',
    'Disjoint spaces, one deposit: the first application to end takes what the second owes.',
    {
      without: ['ownCollateral'],
    },
    { instance: 'payments' },
  ),
  claim(
    'shared-collateral-moved',
    'The same where nothing is amiss at first: A claims in one what the other still owes to B.',
    { without: ['ownCollateral'] },
    { property: soloPayoff },
  ),
  claim('shared-turn', 'Disjoint spaces, one turn record: a later turn of one application makes the other’s too old.', {
    without: ['ownTurn'],
  }),
  claim(
    'shared-challenge',
    'Disjoint spaces, one challenge at a time: B’s outlasts the other application’s deadline.',
    {
      without: ['ownChallenge'],
      parameters: { E: 2 },
    },
  ),
  claim(
    'same-bytes',
    'Disjoint spaces, the same bytes: what A signs to end one application ends the other.',
    { without: ['bindApplication'] },
    { instance: 'payments' },
  ),
  claim('reads-another', 'Disjoint spaces, but what may be done in one depends on the state of the other.', {
    without: ['ownReads'],
  }),
  claim(
    'not-needed',
    'Two instances of one application have one state space, and both are safe.',
    { parameters: { tagged: 0 } },
    { verdict: 'exhausted', instance: 'payments' },
  ),
];

const repairedClaims: readonly Claim<StateChannelView>[] = [
  claim('repaired', 'Payments and a claim, two turns each, T = 2, E = 4.', {}, holds),
  claim('repaired-payments', 'Payments and payments.', {}, { ...holds, instance: 'payments' }),
  claim(
    'repaired-game',
    'Payments and a game, in which who stops moving forfeits.',
    { parameters: { kind1: 2, share1: 1 } },
    holds,
  ),
  claim(
    'repaired-medium',
    'Payments and a claim, T = 3, E = 4, one block censored.',
    { powers: { censor: 1 } },
    { ...holds, instance: 'medium' },
  ),
  claim('repaired-large', 'Payments and a claim that A may leave at any time.', {}, { ...holds, instance: 'large' }),
  claim(
    'first-as-if-alone',
    'Every run of the channel is, seen from the first application, one of a channel with it alone.',
    {},
    { ...holds, property: independence(0) },
  ),
  claim('second-as-if-alone', 'The same of the second application.', {}, { ...holds, property: independence(1) }),
  claim('alone', 'What both are compared with: the claim alone.', {}, { ...holds, system: second }),
  claim(
    'pair',
    'One application whose state is the pair of both, without any of the five clauses.',
    { without: allClauses },
    { ...holds, system: pairChannel },
  ),
  claim(
    'disjoint-encodings',
    'Signatures name no application, and no bytes are a state of both.',
    { without: ['bindApplication'], parameters: { tagged: 2 } },
    holds,
  ),
  claim(
    'long-deadlines',
    'One challenge at a time, and a deadline that outlasts all of the other’s: (m + 1) T < E - 1.',
    { without: ['ownChallenge'], parameters: { E: 8 } },
    holds,
  ),
  claim(
    'leaving',
    'A who leaves an application is settled.',
    {},
    { ...holds, system: first, property: leaving, instance: 'alone' },
  ),
  claim(
    'leaving-by-record',
    'The same where no challenge takes the place of another, but what ends one stays on record.',
    { without: ['overrides'] },
    { ...holds, system: first, property: leaving, instance: 'alone' },
  ),
  claim(
    'leaving-by-override',
    'The same where nothing stays on record, but a later challenge takes the place of an earlier one.',
    { without: ['recordRises'] },
    { ...holds, system: first, property: leaving, instance: 'alone' },
  ),
];

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const necessaryClaims: readonly Claim<StateChannelView>[] = [
  ...Object.entries({ ...clauses, ...alone }).map(([name, { says, dropped }]) =>
    claim(`without-${kebab(name)}`, `Dropped: ${says}.`, dropped, { reading: 'necessary' }),
  ),
  ...Object.entries(clauses).map(([name, { says, dropped }]) =>
    claim(`alone-without-${kebab(name)}`, `Dropped for “as if alone”: ${says}.`, dropped, {
      reading: 'necessary',
      property: independence(1),
    }),
  ),
  claim(
    'first-without-bind-application',
    'Dropped for “as if alone” of the first application: signatures name it.',
    { without: ['bindApplication'] },
    { reading: 'necessary', property: independence(0) },
  ),
  claim(
    'pair-without-keeps-answer',
    'Dropped for the pair: A answers with what she signed.',
    { without: [...allClauses, 'keepsAnswer'] },
    { reading: 'necessary', system: pairChannel },
  ),
  claim(
    'deadline-one-short',
    'Dropped: the deadline outlasts all challenges of the other application; it is one block short.',
    { without: ['ownChallenge'], parameters: { E: 7 } },
    { reading: 'necessary' },
  ),
  claim(
    'refuted-for-ever',
    'Dropped for leaving: nothing stays on record, and no challenge takes the place of another.',
    { without: ['recordRises', 'overrides'] },
    { reading: 'necessary', system: first, property: leaving, instance: 'alone' },
  ),
];

function frontier(
  id: string,
  says: string,
  formula: string,
  choice: {
    readonly system?: System<StateChannelView>;
    readonly setting?: Setting;
    readonly axes: Readonly<Record<string, Axis>>;
  },
): Frontier<StateChannelView> {
  return {
    id,
    says,
    system: choice.system ?? system,
    goal: composability,
    instance: 'small',
    setting: { ...choice.setting, powers: { ...adversary.powers } },
    axes: choice.axes,
    expect: { formula },
  };
}

const K = (most: number): Axis => ({ power: 'censor', values: range(0, most).values });
const T = (least: number, most: number): Axis => ({ parameter: 'T', values: range(least, most).values });
const E = (least: number, most: number): Axis => ({ parameter: 'E', values: range(least, most).values });
const oneTurn: Setting = { without: ['ownChallenge'], parameters: { turns: 1 } };

/** What nothing else replaces. */
const unreplaced = ['ownCollateral', 'ownTurn', 'ownReads'];

export const theorem: Theorem<StateChannelView> = defineTheorem<StateChannelView>({
  item: '3.2.3',
  title: 'State Channel Composability',
  says: 'Several applications can safely run on one state channel if their state spaces are disjoint.',
  instances: {
    small: { T: 2, E: 4, turns: 2, leaving: 0, kind0: 0, share0: 0, kind1: 1, share1: 0, tagged: 1 },
    payments: { T: 2, E: 1, turns: 2, leaving: 0, kind0: 0, share0: 0, kind1: 0, share1: 1, tagged: 1 },
    medium: { T: 3, E: 4, turns: 2, leaving: 0, kind0: 0, share0: 0, kind1: 1, share1: 0, tagged: 1 },
    large: { T: 2, E: 4, turns: 2, leaving: 1, kind0: 0, share0: 0, kind1: 1, share1: 0, tagged: 1 },
    alone: { T: 2, E: 1, turns: 2, leaving: 1, kind0: 0, share0: 1, kind1: 0, share1: 0, tagged: 1 },
  },
  claims: staying(
    [
      ...literalClaims,
      ...repairedClaims,
      ...necessaryClaims,
      ...witnessClaims,
      ...bookkeepingClaims,
      ...applicationClaims,
      ...applicationWitnesses,
    ],
    {
      'long-deadlines': measured,
      'without-bounded-censorship': measured,
      'without-keeps-answer': measured,
      'pair-without-keeps-answer': measured,
    },
  ),
  lattices: [
    {
      id: 'assumptions',
      says: 'Which of the five clauses make payments and a claim safe on one channel?',
      system,
      goal: composability,
      instance: 'small',
      setting: { ...adversary, parameters: { tagged: 2, E: 8 } },
      hypotheses: { ...clauses, ...alternatives },
      expect: {
        minimalSufficient: ['bindApplication', 'disjointEncodings'].flatMap((name) =>
          ['ownChallenge', 'longDeadlines'].map((challenge) => [...unreplaced, name, challenge]),
        ),
      },
    },
    {
      id: 'assumptions-alone',
      says: 'What does the claim need, alone on its channel?',
      system: second,
      goal: composability,
      instance: 'small',
      setting: adversary,
      hypotheses: alone,
      expect: { minimalSufficient: [Object.keys(alone)] },
    },
    {
      id: 'assumptions-as-if-alone',
      says: 'Which clauses make every run look, from the second application, as if it were alone?',
      system,
      goal: independence(1),
      instance: 'small',
      setting: { ...adversary, parameters: { tagged: 2, E: 8 } },
      hypotheses: { ...clauses, ...alternatives },
      expect: {
        minimalSufficient: ['bindApplication', 'disjointEncodings'].map((name) => [
          'ownCollateral',
          'ownTurn',
          'ownChallenge',
          'ownReads',
          name,
        ]),
      },
    },
    {
      id: 'assumptions-leaving',
      says: 'What lets A leave?',
      system: first,
      goal: leaving,
      instance: 'alone',
      setting: adversary,
      hypotheses: {
        recordRises: alone.recordRises as Hypothesis,
        overrides: {
          says: 'a challenge with a later state takes the place of one that runs',
          dropped: { without: ['overrides'] },
        },
      },
      expect: { minimalSufficient: [['recordRises'], ['overrides']] },
    },
  ],
  frontiers: [
    frontier('frontier-answer', 'Challenge duration T against K censored blocks, for a game alone.', 'K < T - 1', {
      system: second,
      setting: { parameters: { kind1: 2, share1: 1 } },
      axes: { K: K(2), T: T(1, 5) },
    }),
    frontier(
      'frontier-deadline',
      'Deadline E of a claim against K censored blocks, for the claim alone.',
      'K < E - 1',
      {
        system: second,
        setting: { parameters: { T: 4 } },
        axes: { K: K(2), E: E(1, 5) },
      },
    ),
    frontier(
      'frontier-occupied',
      'Deadline E against challenges of T blocks of an application with one turn, one challenge at a time, and K censored blocks; T long enough for an answer.',
      'K + 2*T < E - 1',
      { setting: oneTurn, axes: { K: K(1), T: T(3, 4), E: E(7, 11) } },
    ),
  ],
});
