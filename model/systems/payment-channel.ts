/**
 * The payment channel as a system: L1, channel contract, the signed states of every nonce, honest A.
 *
 * The adversary plays everybody else: B, who holds every state that A ever signed and posts whichever he likes, and the block
 * builder. What they may do beyond that are the powers, all off unless a check turns them on.
 */

import { oneOf, payloads, range } from '../../checker/language/menu.ts';
import { component, defineSystem, event, instances, type System } from '../../checker/language/system.ts';
import { type ChannelContractState, paymentChannel } from '../3.1.1-payment-channel.ts';
import { channelState, type StatesOfNonceState, type StatesTerms } from '../3.1.2-channel-state.ts';
import type { Block, ChannelState, Fund, OfNonce, Post, Propose, Sign, SignedBy } from '../channel-events.ts';
import { channelParty, type PartyState } from '../channel-party.ts';
import { type BaseLayerState, baseLayer } from '../l1.ts';

export type PaymentChannelView = {
  readonly l1: BaseLayerState;
  readonly channel: ChannelContractState;
  /** By nonce. */
  readonly states: readonly StatesOfNonceState[];
  readonly A: PartyState;
};

type ParameterName = 'T' | 'updates' | 'balanceA' | 'balanceB' | 'reactionDelay' | 'restart' | 'penalty' | 'messages';
type PowerName = 'offline' | 'censor' | 'order' | 'equivocate' | 'overdraw' | 'fakeFunding' | 'replayChannel';
type RuleName =
  | 'strictNonce'
  | 'disputeWindow'
  | 'answersBeforeSettlement'
  | 'verifySignatures'
  | 'bindChannel'
  | 'conservation'
  | 'closeOnce'
  | 'verifyFunding'
  | 'turnTaking'
  | 'freeze'
  | 'revokesInTurn';

/** Every division of the deposits, and with `overdraw` every division of one unit more. */
function divisions(deposit: number, overdraw: boolean): readonly Omit<ChannelState, 'nonce'>[] {
  const sums = overdraw ? [deposit, deposit + 1] : [deposit];
  return sums.flatMap((sum) => range(0, sum).values.map((balanceA) => ({ balanceA, balanceB: sum - balanceA })));
}

export const paymentChannelSystem: System<PaymentChannelView> = defineSystem<
  PaymentChannelView,
  ParameterName,
  PowerName,
  RuleName
>({
  name: 'payment-channel',
  says: 'One channel of honest A with B, its states message by message, and its closing on L1.',
  parameters: {
    T: { says: 'dispute window, in L1 blocks since the closing began', default: 3, least: 1, greatest: 12 },
    updates: { says: 'highest nonce', default: 2, least: 1, greatest: 5 },
    balanceA: { says: 'deposit of A', default: 1, least: 0, greatest: 3 },
    balanceB: { says: 'deposit of B', default: 1, least: 0, greatest: 3 },
    reactionDelay: { says: 'blocks A may take to react, at most', default: 0, least: 0, greatest: 6 },
    restart: {
      says: '0: the window runs from the first state presented; 1: every state that replaces another starts it anew',
      default: 0,
      least: 0,
      greatest: 1,
    },
    penalty: {
      says: '0: a later state replaces the one presented; 1: none does, and who presents a revoked one forfeits all',
      default: 0,
      least: 0,
      greatest: 1,
    },
    messages: {
      says: '0: B’s signature comes along with what A signs; 1: his proposals are messages of their own',
      default: 0,
      least: 0,
      greatest: 1,
    },
  },
  powers: {
    offline: { kind: 'budget', greatest: 12, says: 'blocks that A sleeps through while she owes an answer, in all' },
    censor: { kind: 'budget', greatest: 12, says: 'L1 blocks in which a transaction of A is left out, in all' },
    order: { kind: 'toggle', says: 'the builder chooses the order of transactions inside a block' },
    equivocate: { kind: 'toggle', says: 'B asks A for a second state with a nonce that she has signed' },
    overdraw: { kind: 'toggle', says: 'B asks A for states whose balances exceed the deposits' },
    fakeFunding: { kind: 'toggle', says: 'B funds with an output from which nothing can be paid' },
    replayChannel: { kind: 'toggle', says: 'B posts states of another channel with A' },
  },
  rules: {
    strictNonce: { says: 'a presented state is replaced only by one with a strictly higher nonce' },
    disputeWindow: { says: 'a presented state is paid out only after T blocks', givesMoves: true },
    answersBeforeSettlement: { says: 'an answer takes effect before the same block settles' },
    verifySignatures: { says: 'the contract checks the signatures of both' },
    bindChannel: { says: 'signatures name the channel they are for' },
    conservation: { says: 'A signs and the contract accepts only balances that add up to the deposits' },
    closeOnce: { says: 'a closed channel stays closed' },
    verifyFunding: { says: 'A checks the funding output before she uses the channel' },
    turnTaking: { says: 'A signs one state a nonce, and the next only after the last is complete' },
    freeze: { says: 'A takes part in no update once somebody closes' },
    revokesInTurn: { says: 'with penalties, A gives up a state only when she has the next one in full' },
  },
  parties: { A: 'honest', B: 'adversary', builder: 'adversary', l1: 'environment' },
  compose: ({ parameters, powers, rules }) => {
    const { T, updates, balanceA, balanceB, reactionDelay, restart, messages } = parameters;
    const penalty = parameters.penalty === 1;
    const deposits = { balanceA, balanceB };
    const nonce = range(0, updates);
    const states: readonly ChannelState[] = nonce.values.flatMap((n) =>
      divisions(balanceA + balanceB, powers.overdraw === true).map((division) => ({ nonce: n, ...division })),
    );
    const no = oneOf(false);
    const maybe = oneOf(false, true);
    const signatures: readonly SignedBy[] = [
      ...(['both', 'B-alone'] as const),
      ...(powers.replayChannel === true ? (['both-elsewhere'] as const) : []),
    ];
    // With the rules in force the order inside a block has no effect, so the builder is not asked for it.
    const chooses = powers.order === true;
    const funded: ChannelState = { nonce: 0, ...deposits };
    return {
      components: {
        l1: component(baseLayer, { censorship: Number(powers.censor) }),
        channel: component(paymentChannel, { ...deposits, timeout: T, restarts: restart === 1, penalty, rules }),
        states: instances(channelState, updates + 1, 'nonce', {
          watch: ['SIGN', 'COUNTERSIGN'],
          input: (n): StatesTerms => ({
            nonce: n,
            messages: messages === 1,
            equivocal: powers.equivocate === true,
            signed: n === 0 ? [{ state: funded, completeFor: 'both' }] : [],
          }),
        }),
        A: component(channelParty, { ...deposits, reactionDelay, naps: Number(powers.offline), penalty, rules }),
      },
      events: {
        FUND: event<Fund>(
          'B',
          payloads<Fund>({
            output: powers.fakeFunding === true ? oneOf('deposits', 'worthless') : oneOf('deposits'),
          }),
        ),
        PROPOSE: event<Propose>('B', messages === 1 ? states : []),
        SIGN: event<Sign>(
          'A',
          states.flatMap((state) => (['B', 'A'] as const).map((proposer): Sign => ({ ...state, proposer }))),
        ),
        COUNTERSIGN: event<ChannelState>('B', states),
        REVOKE: event<OfNonce>('B', penalty ? payloads<OfNonce>({ nonce: range(0, updates - 1) }) : []),
        POST: event<Post>(
          'B',
          states.flatMap((state) => signatures.map((signedBy): Post => ({ ...state, signedBy }))),
        ),
        CLOSE: event<OfNonce>('A', payloads<OfNonce>({ nonce })),
        RESPOND: event<OfNonce>('A', payloads<OfNonce>({ nonce })),
        BLOCK: event<Block>(
          ({ censors, settlesFirst, repeats }) => (censors || settlesFirst || repeats ? 'builder' : 'l1'),
          payloads<Block>({
            presents: oneOf<Block['presents']>('none', ...states),
            settlesFirst: chooses && !rules.answersBeforeSettlement ? maybe : no,
            repeats: chooses && !rules.strictNonce ? maybe : no,
            censors: Number(powers.censor) > 0 ? maybe : no,
            asleep: Number(powers.offline) > 0 ? maybe : no,
          }),
        ),
      },
    };
  },
});
