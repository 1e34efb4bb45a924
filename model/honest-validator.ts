/**
 * The honest validator of Theorem 2.1.2: a full node that re-executes every batch it can and owes a fraud proof for each wrong one.
 *
 * It can check a batch when it has the data of that batch and of everything below it. Its promptness is a guard on BLOCK: time
 * does not pass while it owes a proof longer than its reaction delay, unless it is offline for that block. Its transactions enter
 * blocks through the payload of BLOCK: it accepts a block only if the proofs in it are its own pending ones, and if the
 * block says truly whether one was left out. It does not read the contract: it submits, and the contract decides.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import { type Client, claimed, execute, genesis, type Ledger, sameLedger } from './l2-ledger.ts';
import type { BlockEvent, DeliverEvent, FraudEvent, Parent, PostEvent, PublishEvent } from './optimistic-events.ts';

export interface SeenBatch {
  readonly parent: Parent;
  readonly post: Ledger;
  readonly hasData: boolean;
  readonly proof: 'none' | 'pending' | 'included';
  /** Blocks for which a proof has been owed. */
  readonly waited: number;
}

export interface ValidatorTerms {
  /** Batches that can be posted in all; fixes the genesis ledger. */
  readonly capacity: number;
  /** Blocks that may pass between knowing of a wrong batch and submitting the proof. */
  readonly reactionDelay: number;
  /** Blocks that the validator may sleep through while it owes a proof. */
  readonly naps: number;
  /** The client that it runs, as everybody else does. */
  readonly client: Client;
}

export interface Validator {
  readonly terms: ValidatorTerms;
  readonly naps: number;
  readonly seen: readonly SeenBatch[];
}

type ValidatorEvent = PostEvent | DeliverEvent | PublishEvent | FraudEvent | BlockEvent;

function preStateOf({ seen, terms }: Validator, parent: Parent): Ledger {
  return (parent === 'genesis' ? undefined : seen[parent]?.post) ?? genesis(terms.capacity);
}

/** Whether the validator holds the data of a batch and of all its ancestors, so that it can execute it. */
function canCheck(validator: Validator, index: Parent): boolean {
  const batch = index === 'genesis' ? undefined : validator.seen[index];
  return batch === undefined || (batch.hasData && canCheck(validator, batch.parent));
}

/** Whether a proof against the batch is due and not yet submitted. */
function owes(validator: Validator, index: number): boolean {
  const batch = validator.seen[index];
  if (batch === undefined || batch.proof !== 'none' || !canCheck(validator, index)) return false;
  return !sameLedger(execute(preStateOf(validator, batch.parent), validator.terms.client), batch.post);
}

function pendingProofs({ seen }: Validator): readonly number[] {
  return seen.flatMap(({ proof }, i) => (proof === 'pending' ? [i] : []));
}

function update(validator: Validator, index: number, change: Partial<SeenBatch>): Partial<Validator> {
  return { seen: validator.seen.map((batch, i) => (i === index ? { ...batch, ...change } : batch)) };
}

function passBlock(validator: Validator, { proofs, asleep }: BlockEvent): Partial<Validator> {
  const seen = validator.seen.map((batch, i): SeenBatch => {
    if (proofs.includes(i)) return { ...batch, proof: 'included' };
    return owes(validator, i) && !asleep ? { ...batch, waited: batch.waited + 1 } : batch;
  });
  return { seen, naps: validator.naps - Number(asleep) };
}

export const honestValidator: Machine<Validator, ValidatorEvent, ValidatorTerms> = setup({
  types: {} as { context: Validator; events: ValidatorEvent; input: ValidatorTerms },
  guards: {
    owesProof: ({ context, event }) => event.type === 'FRAUD' && owes(context, event.batch),
    proofsArePending: ({ context, event }) =>
      event.type === 'BLOCK' && event.proofs.every((index) => context.seen[index]?.proof === 'pending'),
    censorshipIsTrue: ({ context, event }) =>
      event.type === 'BLOCK' && event.censors === event.proofs.length < pendingProofs(context).length,
    // Sleeping through a block in which nothing is owed changes nothing, so it is not spent there.
    napIsTrue: ({ context, event }) =>
      event.type === 'BLOCK' && (!event.asleep || (context.naps > 0 && context.seen.some((_, i) => owes(context, i)))),
    isPrompt: ({ context, event }) =>
      event.type === 'BLOCK' &&
      (event.asleep ||
        context.seen.every(({ waited }, i) => !owes(context, i) || waited < context.terms.reactionDelay)),
  },
  actions: {
    see: assign({
      seen: ({ context, event }) => {
        if (event.type !== 'POST') return context.seen;
        const post = claimed(event.claim, preStateOf(context, event.parent), context.terms.client);
        const batch: SeenBatch = {
          parent: event.parent,
          post,
          hasData: event.data === 'published',
          proof: 'none',
          waited: 0,
        };
        return [...context.seen, batch];
      },
    }),
    receive: assign(({ context, event }) =>
      event.type === 'DELIVER' || event.type === 'PUBLISH' ? update(context, event.batch, { hasData: true }) : {},
    ),
    submit: assign(({ context, event }) =>
      event.type === 'FRAUD' ? update(context, event.batch, { proof: 'pending', waited: 0 }) : {},
    ),
    passBlock: assign(({ context, event }) => (event.type === 'BLOCK' ? passBlock(context, event) : {})),
  },
}).createMachine({
  id: 'honestValidator',
  context: ({ input }) => ({ terms: input, naps: input.naps, seen: [] }),
  on: {
    POST: { actions: 'see' },
    DELIVER: { actions: 'receive' },
    PUBLISH: { actions: 'receive' },
    FRAUD: { guard: 'owesProof', actions: 'submit' },
    BLOCK: { guard: and(['proofsArePending', 'censorshipIsTrue', 'napIsTrue', 'isPrompt']), actions: 'passBlock' },
  },
});

export type ValidatorState = LocalState<Validator>;
