/**
 * A watchtower of A's: it keeps the state that it was told of last and presents it while an older one is on the chain, whether A is awake or
 * not. Its program is A's answer and nothing else: it signs nothing, and sees of the channel what is on the chain and what she tells it.
 *
 * A tells it of every state that she holds in full, as soon as she does; in a channel with penalties, of every state that shows earlier ones
 * to be revoked. What she tells is under way for up to `tellDelay` blocks, and without the rule `tellsTower` for ever; what is newer takes
 * the place of what is still under way. The tower has her faults besides: it reacts late, sleeps, and is left out of blocks. All
 * that it presents both have signed before, so to the contract it is A.
 *
 * What is newer on the chain settles its transaction too. Where nonces are not compared an old transaction of the tower's could take the
 * place of A's newer one; that is not modelled, and nothing is claimed of a tower without `strictNonce`. Left out: what a tower is
 * paid, several towers, a tower that sides with B (it has nothing that B has not, and is one that sleeps).
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import { sameState } from './3.1.2-channel-state.ts';
import type {
  BlockEvent,
  ChannelState,
  CountersignEvent,
  InterveneEvent,
  MisfireEvent,
  PostEvent,
  RevokeEvent,
  SignEvent,
  TellEvent,
} from './channel-events.ts';

export interface TowerTerms {
  /** The state that both have signed before they fund. */
  readonly funded: ChannelState;
  /** Blocks that may pass between A's having a state in full and the tower's. */
  readonly tellDelay: number;
  /** Whether what A tells arrives at all. */
  readonly tellsTower: boolean;
  /** Blocks that may pass between seeing an older state on the chain and submitting the answer. */
  readonly reactionDelay: number;
  /** Blocks that it may sleep through while it owes an answer. */
  readonly naps: number;
  readonly penalty: boolean;
}

export interface Tower {
  readonly terms: TowerTerms;
  readonly naps: number;
  /** With penalties: A's latest complete state, which she tells of once the one before it is revoked. */
  readonly complete: ChannelState;
  /** What A tells of and has not arrived. */
  readonly underWay: ChannelState | 'none';
  /** Blocks for which it has been under way. */
  readonly late: number;
  /** What it was told of last. */
  readonly held: ChannelState | 'none';
  /** The nonce on the chain, as it last saw it. */
  readonly onChain: number | 'none';
  /** Its transaction in the mempool. */
  readonly pending: ChannelState | 'none';
  /** Blocks for which an answer has been owed. */
  readonly waited: number;
}

type TowerEvent =
  | SignEvent
  | CountersignEvent
  | RevokeEvent
  | TellEvent
  | PostEvent
  | InterveneEvent
  | MisfireEvent
  | BlockEvent;

/** Whether an older state than the one it holds is on the chain, and the answer not on its way there. */
function owes({ onChain, held, pending }: Tower): boolean {
  if (onChain === 'none' || held === 'none') return false;
  return onChain < held.nonce && (pending === 'none' || pending.nonce < held.nonce);
}

/** Whether the tower's transaction is in the block, or something that makes it idle. */
function settles({ pending }: Tower, { presents }: BlockEvent): boolean {
  return pending === 'none' || (presents !== 'none' && presents.nonce >= pending.nonce);
}

/** A holds a state in full: she tells of it at once, or keeps it until the one before it is revoked. */
function completed({ terms }: Tower, { nonce, balanceA, balanceB }: ChannelState): Partial<Tower> {
  const state: ChannelState = { nonce, balanceA, balanceB };
  return terms.penalty ? { complete: state } : { underWay: state, late: 0 };
}

function passBlock(tower: Tower, event: BlockEvent): Partial<Tower> {
  const { presents, repeats } = event;
  const asleep = event.tower?.asleep === true;
  const { onChain, pending, terms, underWay, late, waited } = tower;
  const saw = presents === 'none' || repeats ? onChain : Math.max(onChain === 'none' ? 0 : onChain, presents.nonce);
  return {
    naps: tower.naps - Number(asleep),
    late: underWay !== 'none' && terms.tellsTower ? late + 1 : late,
    onChain: saw,
    pending: settles(tower, event) ? 'none' : pending,
    waited: owes(tower) && !asleep ? waited + 1 : waited,
  };
}

export const watchtower: Machine<Tower, TowerEvent, TowerTerms> = setup({
  types: {} as { context: Tower; events: TowerEvent; input: TowerTerms },
  guards: {
    cameWithBothSignatures: ({ event }) => event.type === 'SIGN' && event.proposer === 'B',
    isUnderWay: ({ context, event }) =>
      event.type === 'TELL' && context.underWay !== 'none' && context.underWay.nonce === event.nonce,
    holds: ({ context, event }) =>
      (event.type === 'INTERVENE' || event.type === 'MISFIRE') &&
      context.held !== 'none' &&
      context.held.nonce === event.nonce,
    owesAnswer: ({ context }) => owes(context),
    nobodyCloses: ({ context }) => context.onChain === 'none' && context.pending === 'none',
    presentsOwn: ({ context: { pending }, event }) =>
      event.type === 'BLOCK' &&
      (event.tower?.presents !== true ||
        (event.presents !== 'none' && pending !== 'none' && sameState(pending, event.presents))),
    censorshipIsTrue: ({ context, event }) =>
      event.type === 'BLOCK' &&
      (event.tower?.leavesOut === 'tower' || event.tower?.leavesOut === 'both') === !settles(context, event),
    // Sleeping through a block in which nothing is owed changes nothing, so it is not spent there.
    napIsTrue: ({ context, event }) =>
      event.type === 'BLOCK' && (event.tower?.asleep !== true || (context.naps > 0 && owes(context))),
    isPrompt: ({ context, event }) =>
      event.type === 'BLOCK' &&
      (event.tower?.asleep === true || !owes(context) || context.waited < context.terms.reactionDelay),
    isToldInTime: ({ context: { underWay, late, terms } }) =>
      underWay === 'none' || !terms.tellsTower || late < terms.tellDelay,
  },
  actions: {
    complete: assign(({ context, event }) =>
      event.type === 'SIGN' || event.type === 'COUNTERSIGN' ? completed(context, event) : {},
    ),
    tellEvidence: assign(({ context }) => ({ underWay: context.complete, late: 0 })),
    keep: assign(({ context }) => ({ held: context.underWay, underWay: 'none', late: 0 })),
    see: assign(({ event }) => (event.type === 'POST' ? { onChain: event.nonce } : {})),
    submit: assign(({ context }) => ({ pending: context.held, waited: 0 })),
    passBlock: assign(({ context, event }) => (event.type === 'BLOCK' ? passBlock(context, event) : {})),
  },
}).createMachine({
  id: 'watchtower',
  context: ({ input }) => ({
    terms: input,
    naps: input.naps,
    complete: input.funded,
    underWay: 'none',
    late: 0,
    held: input.penalty ? 'none' : input.funded,
    onChain: 'none',
    pending: 'none',
    waited: 0,
  }),
  on: {
    SIGN: [{ guard: 'cameWithBothSignatures', actions: 'complete' }, {}],
    COUNTERSIGN: { actions: 'complete' },
    REVOKE: { actions: 'tellEvidence' },
    TELL: { guard: 'isUnderWay', actions: 'keep' },
    POST: { actions: 'see' },
    INTERVENE: { guard: and(['owesAnswer', 'holds']), actions: 'submit' },
    MISFIRE: { guard: and(['nobodyCloses', 'holds']), actions: 'submit' },
    BLOCK: {
      guard: and(['presentsOwn', 'censorshipIsTrue', 'napIsTrue', 'isPrompt', 'isToldInTime']),
      actions: 'passBlock',
    },
  },
});

export type TowerState = LocalState<Tower>;
