/**
 * Definition 2.1.1 (Optimistic Rollup): a tuple (B, Σ, π, C, F). The L1 contract.
 *
 * B: a queue of batches, each with its parent, its claimed post-state, its age in L1 blocks, its status and the sequencer's bond.
 * Σ and π: `l2-ledger.ts`. C: `challengePeriod`, in blocks. F: `2.1.3-fraud-proof.ts`.
 *
 * The definition names one batch, no clock, no bond and no queue; without them "within time C" refers to nothing. Here
 * batches form a queue as in a state commitment chain: a batch builds on the tail, is finalised when its age reaches C and
 * everything before it is settled, and is removed when a proof against it is accepted. The contract never knows
 * whether a batch is right: it sees post-states and proofs. A proof is accepted only while its batch is younger than C.
 *
 * Left out: several proposers and forks of the queue, interactive disputes (`2.1.3-bisection-game.ts`), airgap and guardian,
 * withdrawals, gas.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import { bogusProof, type FraudProof, honestProof, type VerifierRules, verify } from './2.1.3-fraud-proof.ts';
import { type Client, claimed, genesis, type Ledger } from './l2-ledger.ts';
import type { BlockEvent, Parent, PostEvent, UpgradeEvent } from './optimistic-events.ts';

export interface Batch {
  readonly parent: Parent;
  readonly post: Ledger;
  /** L1 blocks since it was posted; 0 once settled, when it no longer matters. */
  readonly age: number;
  readonly status: 'pending' | 'final' | 'removed';
}

/** The rules of the contract, each of which a check can take out. */
export interface RollupRules extends VerifierRules {
  /** Removing a batch removes everything built on it. */
  readonly cascade: boolean;
  /** Challenges in a block take effect before that block finalises anything, whatever order the builder chose. */
  readonly challengeBeforeFinalise: boolean;
  /** A batch is posted with a bond; without it, the contract believes that there is one. */
  readonly takesBond: boolean;
  /** The client that everybody runs makes no money. */
  readonly conservesValue: boolean;
}

/** The client that the rules describe. */
export function clientOf({ conservesValue }: Pick<RollupRules, 'conservesValue'>): Client {
  return conservesValue ? 'conserving' : 'inflating';
}

export interface RollupTerms {
  /** C, in L1 blocks. */
  readonly challengePeriod: number;
  /** Batches that can be posted in all: what makes the instance finite. */
  readonly capacity: number;
  /** Bonds that the honest validator can post at a time. */
  readonly validatorStake: number;
  readonly rules: RollupRules;
}

/** Bonds, in units of one bond: free stakes by party; a pending batch holds one more each. */
export interface Stakes {
  readonly sequencer: number;
  readonly validator: number;
  readonly outsider: number;
  readonly burnt: number;
}

export interface Rollup {
  readonly terms: RollupTerms;
  readonly batches: readonly Batch[];
  readonly stakes: Stakes;
}

type RollupEvent = PostEvent | BlockEvent | UpgradeEvent;

/** The batch that the next one builds on: the last that was not removed. */
export function tailOf(batches: readonly { readonly status: Batch['status'] }[]): Parent {
  const tail = batches.findLastIndex(({ status }) => status !== 'removed');
  return tail < 0 ? 'genesis' : tail;
}

/** The state that a batch starts from: its parent's claim, or genesis. */
export function preStateOf({ batches, terms }: Rollup, { parent }: Pick<Batch, 'parent'>): Ledger {
  return (parent === 'genesis' ? undefined : batches[parent]?.post) ?? genesis(terms.capacity);
}

function post(rollup: Rollup, { parent, claim }: PostEvent): Partial<Rollup> {
  const after = claimed(claim, preStateOf(rollup, { parent }), clientOf(rollup.terms.rules));
  const batch: Batch = { parent, post: after, age: 0, status: 'pending' };
  const { stakes, terms } = rollup;
  const sequencer = stakes.sequencer - Number(terms.rules.takesBond);
  return { batches: [...rollup.batches, batch], stakes: { ...stakes, sequencer } };
}

/** One proof in a block: the prover bonds it, wins the batch's bond if it is accepted, and loses its own otherwise. */
function challenge(rollup: Rollup, index: number, prover: 'validator' | 'outsider'): Rollup {
  const { batches, stakes, terms } = rollup;
  const batch = batches[index];
  if (batch === undefined || batch.status !== 'pending' || batch.age >= terms.challengePeriod) return rollup;
  if (stakes[prover] < 1) return rollup;
  const pre = preStateOf(rollup, batch);
  const client = clientOf(terms.rules);
  const proof: FraudProof = prover === 'validator' ? honestProof(pre, batch.post, client) : bogusProof(pre, batch.post);
  if (!verify(proof, terms.rules, client)) {
    return { ...rollup, stakes: { ...stakes, [prover]: stakes[prover] - 1, burnt: stakes.burnt + 1 } };
  }
  const falls = fallingWith(batches, index, terms.rules.cascade);
  const orphans = falls.filter((i) => i !== index && batches[i]?.status === 'pending').length;
  return {
    ...rollup,
    batches: batches.map((one, i) =>
      falls.includes(i) && one.status === 'pending' ? { ...one, age: 0, status: 'removed' } : one,
    ),
    stakes: { ...stakes, [prover]: stakes[prover] + 1, burnt: stakes.burnt + orphans },
  };
}

/** The batches that a removal takes along: itself, and with the rule `cascade` all its descendants. */
function fallingWith(batches: readonly Batch[], index: number, cascade: boolean): readonly number[] {
  const falls = [index];
  if (!cascade) return falls;
  batches.forEach(({ parent }, i) => {
    if (parent !== 'genesis' && falls.includes(parent)) falls.push(i);
  });
  return falls;
}

function challenges(rollup: Rollup, { proofs, bogus }: BlockEvent): Rollup {
  const afterHonest = proofs.reduce((state, index) => challenge(state, index, 'validator'), rollup);
  return bogus === 'none' ? afterHonest : challenge(afterHonest, bogus, 'outsider');
}

/** Ages every pending batch by the block, then finalises from the front of the queue what has reached the challenge period. */
function finalise(rollup: Rollup): Rollup {
  const { challengePeriod } = rollup.terms;
  const batches: Batch[] = [];
  let returned = 0;
  for (const batch of rollup.batches) {
    const age = batch.status === 'pending' ? batch.age + 1 : 0;
    const due =
      batch.status === 'pending' && age >= challengePeriod && batches.every(({ status }) => status !== 'pending');
    if (due) returned++;
    batches.push(due ? { ...batch, age: 0, status: 'final' } : { ...batch, age });
  }
  const { stakes } = rollup;
  return { ...rollup, batches, stakes: { ...stakes, sequencer: stakes.sequencer + returned } };
}

function block(rollup: Rollup, event: BlockEvent): Rollup {
  const challengesFirst = rollup.terms.rules.challengeBeforeFinalise || event.first === 'challenges';
  return challengesFirst ? finalise(challenges(rollup, event)) : challenges(finalise(rollup), event);
}

/** The new code confirms whatever is pending, in the transaction that installs it. */
function confirmAll(rollup: Rollup): Partial<Rollup> {
  const pending = rollup.batches.filter(({ status }) => status === 'pending').length;
  return {
    batches: rollup.batches.map((batch) =>
      batch.status === 'pending' ? { ...batch, age: 0, status: 'final' } : batch,
    ),
    stakes: { ...rollup.stakes, sequencer: rollup.stakes.sequencer + pending },
  };
}

export const optimisticRollup: Machine<Rollup, RollupEvent, RollupTerms> = setup({
  types: {} as { context: Rollup; events: RollupEvent; input: RollupTerms },
  guards: {
    hasRoom: ({ context }) => context.batches.length < context.terms.capacity,
    extendsTail: ({ context, event }) => event.type === 'POST' && event.parent === tailOf(context.batches),
    isBonded: ({ context: { stakes, terms } }) => stakes.sequencer >= 1 || !terms.rules.takesBond,
    // A proof against a batch that is not pending reverts: the block with it equals the block without it.
    namesPendingBatch: ({ context, event }) =>
      event.type === 'BLOCK' && (event.bogus === 'none' || context.batches[event.bogus]?.status === 'pending'),
  },
  actions: {
    post: assign(({ context, event }) => (event.type === 'POST' ? post(context, event) : {})),
    block: assign(({ context, event }) => (event.type === 'BLOCK' ? block(context, event) : {})),
    confirmAll: assign(({ context }) => confirmAll(context)),
  },
}).createMachine({
  id: 'optimisticRollup',
  context: ({ input }) => ({
    terms: input,
    batches: [],
    stakes: { sequencer: input.capacity, validator: input.validatorStake, outsider: 1, burnt: 0 },
  }),
  initial: 'active',
  states: {
    active: {
      on: {
        POST: { guard: and(['hasRoom', 'extendsTail', 'isBonded']), actions: 'post' },
        BLOCK: { guard: 'namesPendingBatch', actions: 'block' },
        UPGRADE: { target: 'upgraded', actions: 'confirmAll' },
      },
    },
    // The replaced contract takes no more batches: what it confirmed is done.
    upgraded: { on: { BLOCK: { guard: 'namesPendingBatch' } } },
  },
});

export type RollupState = LocalState<Rollup>;
