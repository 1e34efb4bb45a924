/**
 * A payment channel whose states carry HTLCs: the machines of `payment-channel.ts`, with A's program for HTLCs and the preimage.
 *
 * The adversary plays B, the payee and the block builder. One HTLC at a time, either way, of one unit, under one hash and one timelock.
 */

import { noPayload, oneOf, payloads, range } from '../../checker/language/menu.ts';
import { component, defineSystem, event, instances, type System } from '../../checker/language/system.ts';
import { paymentChannel } from '../3.1.1-payment-channel.ts';
import { channelState, type StatesTerms, sameState } from '../3.1.2-channel-state.ts';
import type {
  Block,
  ChannelState,
  Fund,
  Htlc,
  HtlcBlock,
  OfNonce,
  Post,
  Propose,
  Settling,
  Sign,
} from '../channel-events.ts';
import { amountOf } from '../channel-htlc.ts';
import { channelParty } from '../channel-party.ts';
import { htlcKeeper, type KeeperState } from '../htlc-keeper.ts';
import { baseLayer } from '../l1.ts';
import { type PreimageState, preimage } from '../preimage.ts';
import { type PaymentChannelView, paymentChannelSystem } from './payment-channel.ts';

export type HtlcChannelView = PaymentChannelView & { readonly htlcs: KeeperState; readonly preimage: PreimageState };

type Name<T> = Extract<keyof T, string>;
const channel = paymentChannelSystem;
const pick = <T>(all: Readonly<Record<string, T>>, ...names: readonly string[]): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, all[name] as T]));

/** What adding an HTLC to a state, or settling the one in it, makes of it. */
function updates(state: ChannelState, overdraw: boolean): readonly ChannelState[] {
  const { balanceA, balanceB, htlc } = state;
  const nonce = state.nonce + 1;
  const give = (to: 'A' | 'B', amount: number): ChannelState => ({
    nonce,
    balanceA: balanceA + (to === 'A' ? amount : 0),
    balanceB: balanceB + (to === 'B' ? amount : 0),
  });
  if (htlc !== undefined) return [give('A', htlc.amount), give('B', htlc.amount)];
  return (['A', 'B'] as const).flatMap((by) => {
    const offered: Htlc = { by, amount: 1 };
    const paid = (by === 'A' ? balanceA : balanceB) > 0 ? [{ ...give(by, -1), htlc: offered }] : [];
    return overdraw ? [...paid, { ...give(by, 0), htlc: offered }] : paid;
  });
}

/** Every state that the one of nonce 0 can lead to, each once. */
function statesFrom(funded: ChannelState, last: number, overdraw: boolean): readonly ChannelState[] {
  const all = [funded];
  for (const state of all) {
    if (state.nonce === last) continue;
    for (const next of updates(state, overdraw)) if (!all.some((one) => sameState(one, next))) all.push(next);
  }
  return all;
}

/** What B may ask A to sign: besides what she would, every other division of the deposits. */
function asked(states: readonly ChannelState[], { balanceA, balanceB }: ChannelState): readonly ChannelState[] {
  const htlcs: readonly Partial<Pick<ChannelState, 'htlc'>>[] = [
    {},
    ...(['A', 'B'] as const).map((by) => ({ htlc: { by, amount: 1 } })),
  ];
  const others = states.flatMap(({ nonce }) =>
    htlcs.flatMap((htlc) => {
      const rest = balanceA + balanceB - amountOf({ nonce, balanceA, balanceB, ...htlc });
      return range(0, rest).values.map((own) => ({ nonce, balanceA: own, balanceB: rest - own, ...htlc }));
    }),
  );
  const all = [...states];
  for (const other of others) if (!all.some((one) => sameState(one, other))) all.push(other);
  return all;
}

/** What becomes of the HTLC on the chain in a block, besides what the block is without it. */
function withHtlc(block: Block, settlings: readonly Settling[], penalty: boolean): readonly HtlcBlock[] {
  const isPresented = block.presents !== 'none';
  // Where states replace each other, one that has an effect is presented before there is an HTLC to settle.
  const settles = isPresented && !penalty ? (['none'] as const) : settlings;
  const leavesOut: readonly HtlcBlock['htlc']['leavesOut'][] = block.censors
    ? isPresented
      ? ['output']
      : ['state', 'output', 'both']
    : ['nobody'];
  const parts = payloads<HtlcBlock['htlc']>({
    settles: oneOf(...settles),
    locked: oneOf('none', 'A', 'B'),
    leavesOut: oneOf(...leavesOut),
    asleep: block.asleep ? oneOf(false, true) : oneOf(false),
  });
  // What is settled is locked no more.
  return parts
    .filter(({ settles: how, locked }) => how === 'none' || locked === 'none')
    .map((htlc): HtlcBlock => ({ ...block, htlc }));
}

export const htlcChannelSystem: System<HtlcChannelView> = defineSystem<HtlcChannelView, string, string, string>({
  name: 'htlc-channel',
  says: 'One channel of honest A with B whose states carry HTLCs, and its closing on L1.',
  parameters: {
    ...pick(channel.parameters, 'T', 'updates', 'balanceA', 'balanceB', 'reactionDelay', 'restart', 'penalty'),
    t: { says: 'block from which an HTLC can be taken back, since the funding', default: 8, least: 1, greatest: 24 },
    M: { says: 'blocks before the timelock from which on A waits no longer', default: 7, least: 0, greatest: 24 },
    forwards: {
      says: '1: A forwards, and counts on the HTLC however late she learns the preimage',
      default: 0,
      least: 0,
      greatest: 1,
    },
  },
  powers: pick(channel.powers, 'offline', 'censor', 'order', 'equivocate', 'overdraw'),
  rules: {
    ...pick(channel.rules, 'strictNonce', 'disputeWindow', 'conservation', 'turnTaking', 'freeze', 'revokesInTurn'),
    htlcOutputs: { says: 'the HTLC of a state is paid for when the channel closes' },
    hashlock: { says: 'an HTLC is claimed only with the preimage' },
    timelock: { says: 'an HTLC is taken back only from its timelock on' },
    refunds: { says: 'an HTLC can be taken back by its sender', givesMoves: true },
    claimsFirst: { says: 'in a block claims with a preimage count before refunds' },
    closesInTime: { says: 'A closes M blocks before the timelock of an HTLC that she counts on' },
    paysForPreimage: { says: 'A signs that an HTLC of hers is paid only when the preimage is known' },
  },
  parties: { ...channel.parties, payee: 'adversary' },
  compose: ({ parameters, powers, rules }) => {
    const { T = 1, updates: last = 0, balanceA = 0, balanceB = 0, reactionDelay = 0, t = 1, M = 0 } = parameters;
    const penalty = parameters.penalty === 1;
    const rule = (name: Name<typeof rules>): boolean => rules[name] === true;
    const deposits = { balanceA, balanceB };
    const funded: ChannelState = { nonce: 0, ...deposits };
    const states = statesFrom(funded, last, powers.overdraw === true);
    const nonces = payloads<OfNonce>({ nonce: range(0, last) });
    const no = oneOf(false);
    const maybe = (power: boolean | number | undefined) => (Number(power) > 0 ? oneOf(false, true) : no);
    const chooses = powers.order === true;
    const kept = {
      ...{ strictNonce: rule('strictNonce'), disputeWindow: rule('disputeWindow') },
      ...{ answersBeforeSettlement: true, verifySignatures: true, bindChannel: true, closeOnce: true },
      ...{ conservation: rule('conservation'), revokesInTurn: rule('revokesInTurn') },
      ...{ verifyFunding: true, turnTaking: rule('turnTaking'), freeze: rule('freeze') },
    };
    const blocks = payloads<Block>({
      presents: oneOf<Block['presents']>('none', ...states),
      settlesFirst: no,
      repeats: chooses && !kept.strictNonce ? oneOf(false, true) : no,
      censors: maybe(powers.censor),
      asleep: maybe(powers.offline),
    });
    const settlings: readonly Settling[] = [
      ...(['none', 'claim', 'refund'] as const),
      ...(rule('hashlock') ? [] : (['grab'] as const)),
    ];
    return {
      components: {
        l1: component(baseLayer, { censorship: Number(powers.censor) }),
        channel: component(paymentChannel, {
          ...deposits,
          ...{ timeout: T, restarts: parameters.restart === 1, penalty, rules: kept },
          htlc: {
            timelock: t,
            rules: {
              ...{ htlcOutputs: rule('htlcOutputs'), hashlock: rule('hashlock') },
              ...{ timelock: rule('timelock'), refunds: rule('refunds') },
            },
          },
        }),
        states: instances(channelState, last + 1, 'nonce', {
          watch: ['SIGN', 'COUNTERSIGN'],
          input: (nonce): StatesTerms => ({
            nonce,
            messages: false,
            equivocal: powers.equivocate === true,
            signed: nonce === 0 ? [{ state: funded, completeFor: 'both' }] : [],
          }),
        }),
        A: component(channelParty, { ...deposits, reactionDelay, naps: Number(powers.offline), penalty, rules: kept }),
        htlcs: component(htlcKeeper, {
          ...{ funded, timelock: t, margin: M, reactionDelay, penalty, forwards: parameters.forwards === 1 },
          rules: {
            ...{ closesInTime: rule('closesInTime'), paysForPreimage: rule('paysForPreimage') },
            // Nobody who cannot choose the order gains by it.
            ...{ claimsFirst: rule('claimsFirst') || !chooses, refunds: rule('refunds') },
          },
        }),
        preimage: component(preimage, undefined),
      },
      events: {
        FUND: event<Fund>('B', [{ output: 'deposits' }]),
        PROPOSE: event<Propose>('B', []),
        SIGN: event<Sign>(
          'A',
          asked(states, funded).flatMap((state) =>
            (['B', 'A'] as const).map((proposer): Sign => ({ ...state, proposer })),
          ),
        ),
        COUNTERSIGN: event<ChannelState>('B', states),
        REVOKE: event<OfNonce>('B', penalty ? payloads<OfNonce>({ nonce: range(0, last - 1) }) : []),
        FORWARD: event('A', []),
        LEARN: event('payee', noPayload),
        POST: event<Post>(
          'B',
          states.map((state): Post => ({ ...state, signedBy: 'both' })),
        ),
        CLOSE: event<OfNonce>('A', nonces),
        RESPOND: event<OfNonce>('A', nonces),
        CLAIM: event('A', noPayload),
        TIMEOUT: event('A', noPayload),
        BLOCK: event<HtlcBlock>(
          ({ censors, repeats, htlc }) => (censors || repeats ? 'builder' : htlc.settles === 'none' ? 'l1' : 'builder'),
          blocks.flatMap((block) => withHtlc(block, settlings, penalty)),
        ),
      },
    };
  },
});
