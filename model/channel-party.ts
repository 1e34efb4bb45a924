/**
 * The honest party A of Theorem 3.1.3: signs what she agrees to, keeps her latest complete state, and answers an older one on the chain.
 *
 * She agrees to any payment, either way: the theorem must not depend on her taste. What she refuses are the rules below. Her promptness
 * is a guard on BLOCK: time does not pass while she owes an answer longer than her reaction delay, unless she sleeps through that
 * block. Her transactions enter blocks through the payload of BLOCK: she accepts a block only if the state in it is the one that
 * she submitted, and if the block says truly whether it was left out. She does not read the contract: she sees what is posted
 * and what of hers is included. A watchtower that presents states for her is a machine of its own, `watchtower.ts`: what it has in a block she
 * sees like anything else on the chain.
 *
 * What she does about the HTLCs of her states is a machine of its own, `htlc-keeper.ts`: she is asleep for both or for neither.
 *
 * With penalties she answers with the state that shows the one on the chain to be revoked, if it is, and signs the next one only after the
 * last but one is revoked. Her own commitment in the mempool is void once B's is on the chain.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import { addsUp } from './3.1.1-payment-channel.ts';
import { sameState, signedPart } from './3.1.2-channel-state.ts';
import type {
  BlockEvent,
  ChannelState,
  CloseEvent,
  CountersignEvent,
  FundEvent,
  PostEvent,
  RespondEvent,
  RevokeEvent,
  SignEvent,
} from './channel-events.ts';

/** What A checks, each of which a check can take out. */
export interface PartyRules {
  /** She looks at the funding output before she uses the channel. */
  readonly verifyFunding: boolean;
  /** She signs one state a nonce, and the next nonce only after the last is complete. */
  readonly turnTaking: boolean;
  /** She signs only balances that add up to the deposits. */
  readonly conservation: boolean;
  /** Once somebody closes, she signs no more and counts no signature that arrives late. */
  readonly freeze: boolean;
}

export interface PartyTerms {
  readonly balanceA: number;
  readonly balanceB: number;
  /** Blocks that may pass between seeing an older state on the chain and submitting the answer. */
  readonly reactionDelay: number;
  /** Blocks that she may sleep through while she owes an answer. */
  readonly naps: number;
  readonly penalty: boolean;
  readonly rules: PartyRules;
}

export interface Party {
  readonly terms: PartyTerms;
  readonly naps: number;
  /** The state of the highest nonce under which she holds both signatures; among equal nonces, the one signed last. */
  readonly latest: ChannelState;
  /** The state that shows all earlier ones to be revoked. */
  readonly evidence: ChannelState | 'none';
  /** What she proposed and B has not countersigned. */
  readonly proposed: ChannelState | 'none';
  /** The nonce on the chain, as she last saw it. */
  readonly onChain: number | 'none';
  /** Her transaction in the mempool. */
  readonly pending: ChannelState | 'none';
  /** Blocks for which an answer has been owed. */
  readonly waited: number;
}

type PartyEvent =
  | FundEvent
  | SignEvent
  | CountersignEvent
  | RevokeEvent
  | PostEvent
  | CloseEvent
  | RespondEvent
  | BlockEvent;

/** What she answers an older state with. */
function answerOf({ terms, latest, evidence }: Party): ChannelState | 'none' {
  return terms.penalty ? evidence : latest;
}

/** Whether an older state is on the chain and the answer not on its way there. */
function owes(party: Party): boolean {
  const { onChain, pending } = party;
  const answer = answerOf(party);
  if (onChain === 'none' || answer === 'none') return false;
  return onChain < answer.nonce && (pending === 'none' || pending.nonce < answer.nonce);
}

function agreesToNonce({ latest, proposed, evidence, terms }: Party, nonce: number): boolean {
  if (terms.penalty && latest.nonce > 0 && (evidence === 'none' || evidence.nonce < latest.nonce)) return false;
  if (terms.rules.turnTaking) return proposed === 'none' && nonce === latest.nonce + 1;
  return nonce === latest.nonce || nonce === latest.nonce + 1;
}

function sign(event: SignEvent): Partial<Party> {
  const state = signedPart(event);
  return event.proposer === 'A' ? { proposed: state } : { latest: state, proposed: 'none' };
}

function isPending({ pending }: Party, { presents }: BlockEvent): boolean {
  return presents !== 'none' && pending !== 'none' && sameState(pending, presents);
}

/** Whether the block says that it leaves out her transaction. */
function leavesHerOut({ censors, tower, htlc }: BlockEvent): boolean {
  if (htlc !== undefined) return htlc.leavesOut === 'state' || htlc.leavesOut === 'both';
  return tower === undefined ? censors : tower.leavesOut === 'A' || tower.leavesOut === 'both';
}

/** Whether she owes something to an HTLC, here or in another channel. */
function owesElsewhere({ htlc, outgoing }: BlockEvent): boolean {
  return htlc?.asleep === true || outgoing?.asleep === true;
}

function passBlock(party: Party, { presents, repeats, asleep, tower }: BlockEvent): Partial<Party> {
  const naps = party.naps - Number(asleep);
  if (presents !== 'none' && tower?.presents === true) {
    const saw = party.onChain === 'none' ? presents.nonce : Math.max(party.onChain, presents.nonce);
    return { naps, onChain: saw, waited: owes(party) && !asleep ? party.waited + 1 : party.waited };
  }
  if (presents !== 'none') return { naps, onChain: repeats ? party.onChain : presents.nonce, pending: 'none' };
  return { naps, waited: owes(party) && !asleep ? party.waited + 1 : party.waited };
}

export const channelParty: Machine<Party, PartyEvent, PartyTerms> = setup({
  types: {} as { context: Party; events: PartyEvent; input: PartyTerms },
  guards: {
    fundingIsReal: ({ context, event }) =>
      event.type === 'FUND' && (event.output === 'deposits' || !context.terms.rules.verifyFunding),
    agreesToNonce: ({ context, event }) => event.type === 'SIGN' && agreesToNonce(context, event.nonce),
    addsUp: ({ context, event }) =>
      event.type === 'SIGN' && (!context.terms.rules.conservation || addsUp(event, context.terms)),
    isProposed: ({ context, event }) =>
      event.type === 'COUNTERSIGN' && context.proposed !== 'none' && sameState(context.proposed, event),
    nobodyCloses: ({ context }) =>
      !context.terms.rules.freeze || (context.onChain === 'none' && context.pending === 'none'),
    wantsOut: ({ context }) => context.onChain === 'none' && context.pending === 'none',
    isHerLatest: ({ context, event }) => event.type === 'CLOSE' && event.nonce === context.latest.nonce,
    isHerAnswer: ({ context, event }) => {
      const answer = answerOf(context);
      return event.type === 'RESPOND' && answer !== 'none' && event.nonce === answer.nonce;
    },
    isOfHerLatest: ({ context, event }) => event.type === 'REVOKE' && event.nonce + 1 === context.latest.nonce,
    owesAnswer: ({ context }) => owes(context),
    // What the tower presents and she too is presented by her.
    presentsHers: ({ context, event }) =>
      event.type === 'BLOCK' &&
      (event.presents === 'none' || isPending(context, event) !== (event.tower?.presents === true)),
    censorshipIsTrue: ({ context, event }) =>
      event.type === 'BLOCK' && leavesHerOut(event) === (context.pending !== 'none' && !isPending(context, event)),
    // Sleeping through a block in which nothing is owed changes nothing, so it is not spent there.
    napIsTrue: ({ context, event }) =>
      event.type === 'BLOCK' && (!event.asleep || (context.naps > 0 && (owes(context) || owesElsewhere(event)))),
    isPrompt: ({ context, event }) =>
      event.type === 'BLOCK' && (event.asleep || !owes(context) || context.waited < context.terms.reactionDelay),
  },
  actions: {
    sign: assign(({ event }) => (event.type === 'SIGN' ? sign(event) : {})),
    countersigned: assign(({ context }) =>
      context.proposed === 'none' ? {} : { latest: context.proposed, proposed: 'none' },
    ),
    keep: assign(({ context }) => ({ evidence: context.latest })),
    see: assign(({ context, event }) => {
      if (event.type !== 'POST') return {};
      return { onChain: event.nonce, pending: context.terms.penalty ? 'none' : context.pending };
    }),
    close: assign(({ context }) => ({ pending: context.latest, waited: 0 })),
    respond: assign(({ context }) => ({ pending: answerOf(context), waited: 0 })),
    passBlock: assign(({ context, event }) => (event.type === 'BLOCK' ? passBlock(context, event) : {})),
  },
}).createMachine({
  id: 'channelParty',
  context: ({ input }) => ({
    terms: input,
    naps: input.naps,
    latest: { nonce: 0, balanceA: input.balanceA, balanceB: input.balanceB },
    evidence: 'none',
    proposed: 'none',
    onChain: 'none',
    pending: 'none',
    waited: 0,
  }),
  initial: 'outside',
  states: {
    // Time starts with the funding: before it there is nothing to wait for.
    outside: { on: { FUND: { guard: 'fundingIsReal', target: 'inChannel' } } },
    inChannel: {
      on: {
        SIGN: { guard: and(['agreesToNonce', 'addsUp', 'nobodyCloses']), actions: 'sign' },
        COUNTERSIGN: { guard: and(['isProposed', 'nobodyCloses']), actions: 'countersigned' },
        REVOKE: { guard: and(['isOfHerLatest', 'nobodyCloses']), actions: 'keep' },
        POST: { actions: 'see' },
        CLOSE: { guard: and(['wantsOut', 'isHerLatest']), actions: 'close' },
        RESPOND: { guard: and(['owesAnswer', 'isHerAnswer']), actions: 'respond' },
        BLOCK: { guard: and(['presentsHers', 'censorshipIsTrue', 'napIsTrue', 'isPrompt']), actions: 'passBlock' },
      },
    },
  },
});

export type PartyState = LocalState<Party>;
