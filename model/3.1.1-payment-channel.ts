/**
 * Definition 3.1.1 (Payment Channel): a tuple (A, B, s_A, s_B, T, L_1). The L1 contract.
 *
 * s_A and s_B: the deposits, and with them the state of nonce 0 that both have signed before they fund. T: the dispute window, in
 * blocks of L_1 (`l1.ts`) since the block that contains the transaction that started the closing. The definition does not
 * say from which event T runs, nor that anything is disputed; without both, "takes precedence" refers to nothing.
 *
 * unfunded → open → closing → closed. Either party presents a state to start the closing; while it lasts, a state of a higher nonce
 * replaces the one presented; when the window is over, the last one is paid out. The contract never knows which states exist: it
 * sees what is presented. It is settled in the first block that may do so, which is the worst moment for whoever has to answer.
 *
 * A block executes what A presents in it and then settles, or the other way round (`answersBeforeSettlement`). So a state in the block in
 * which the window ends is in time with that rule, and late without it if the builder likes.
 *
 * With penalties (`penalty`), as in Lightning, no state replaces another: the first one presented is paid out when the window is over,
 * unless the other party shows that it was revoked; then who presented it forfeits all. A shows a state later than the revoked one. The
 * dispute window is the delay of the presenter's own balance. A channel in which every later state takes the place of the one
 * presented, with a window of its own, is `restarts` (eltoo).
 *
 * A state may carry an HTLC (`channel-htlc.ts`): its amount stays locked when the balances are paid out, until it is claimed with the
 * preimage or taken back from its timelock on. With penalties it can be claimed from the moment when its state is on the chain, while the
 * window runs; where states replace each other, only when the window has told which one counts.
 *
 * Left out: closing by agreement (nothing to dispute), fees and reserves.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import { signedPart } from './3.1.2-channel-state.ts';
import type { BlockEvent, ChannelState, FundEvent, PostEvent } from './channel-events.ts';
import { amountOf, canSettle, type Output, type OutputTerms, outputOf, paidBy, settled } from './channel-htlc.ts';

/** The rules of the contract, each of which a check can take out. */
export interface ContractRules {
  /** A presented state is replaced only by one with a strictly higher nonce; without it, by any. */
  readonly strictNonce: boolean;
  /** The closing lasts T blocks; without it, the first state presented is paid out at once. */
  readonly disputeWindow: boolean;
  /** What is presented in a block takes effect before that block settles, whatever order the builder chose. */
  readonly answersBeforeSettlement: boolean;
  /** Both signatures are checked. */
  readonly verifySignatures: boolean;
  /** Signatures name the channel they are for. */
  readonly bindChannel: boolean;
  /** The balances of a state add up to the deposits. */
  readonly conservation: boolean;
  /** A closed channel stays closed. */
  readonly closeOnce: boolean;
  /** With penalties: A gives up a state when she has the next one in full; without it, as soon as she signs the next one. */
  readonly revokesInTurn: boolean;
}

export interface ChannelTerms {
  readonly balanceA: number;
  readonly balanceB: number;
  /** T, in L1 blocks. */
  readonly timeout: number;
  /** Whether a state that replaces another starts the window anew. */
  readonly restarts: boolean;
  /** Whether a revoked state costs its presenter all, and no state replaces another. */
  readonly penalty: boolean;
  readonly rules: ContractRules;
  /** Where states may carry an HTLC. */
  readonly htlc?: OutputTerms;
}

/** A state that the contract accepted in this closing, and from whom. */
export interface Presentation {
  readonly nonce: number;
  readonly by: 'A' | 'B';
}

export interface Channel {
  readonly terms: ChannelTerms;
  /** What the contract can pay from. */
  readonly held: number;
  /** The state presented last. */
  readonly onChain: ChannelState | 'none';
  /** L1 blocks since the window began; 0 while there is none. */
  readonly age: number;
  /** By nonce; a repetition counts once. */
  readonly presented: readonly Presentation[];
  /** Who has presented a revoked state. */
  readonly forfeits: 'nobody' | 'A' | 'B';
  readonly paidA: number;
  readonly paidB: number;
  readonly settlements: number;
  /** What becomes of the HTLC of the state on the chain; where states carry none, nothing. */
  readonly output?: Output;
}

type ChannelEvent = FundEvent | PostEvent | BlockEvent;

export function depositOf({ balanceA, balanceB }: Pick<ChannelTerms, 'balanceA' | 'balanceB'>): number {
  return balanceA + balanceB;
}

/** Whether the balances of a state and its HTLC add up to the deposits, which Definition 3.1.2 does not ask. */
export function addsUp(state: ChannelState, terms: Pick<ChannelTerms, 'balanceA' | 'balanceB'>): boolean {
  return state.balanceA + state.balanceB + amountOf(state) === depositOf(terms);
}

/** Whether the contract takes the state for one that both parties have signed. */
function isValid({ terms }: Channel, state: ChannelState): boolean {
  return !terms.rules.conservation || addsUp(state, terms);
}

/** With penalties: whether the state shows that the one on the chain, presented by the other party, was revoked. */
function punishes({ onChain, presented, terms }: Channel, { nonce }: ChannelState, by: 'A' | 'B'): boolean {
  if (onChain === 'none' || presented.some((one) => one.by === by) || nonce <= onChain.nonce) return false;
  return by === 'A' || !terms.rules.revokesInTurn;
}

function takesPrecedence(channel: Channel, state: ChannelState, by: 'A' | 'B'): boolean {
  const { onChain, terms } = channel;
  if (terms.penalty && onChain !== 'none') return punishes(channel, state, by);
  const { nonce } = state;
  return onChain === 'none' || !terms.rules.strictNonce || nonce > onChain.nonce;
}

function present(channel: Channel, state: ChannelState, by: 'A' | 'B'): Partial<Channel> {
  const { onChain, terms } = channel;
  const { nonce } = state;
  const others = channel.presented.filter((one) => one.nonce !== nonce || one.by !== by);
  const now = [...others, { nonce, by }].sort((a, b) => a.nonce - b.nonce || a.by.localeCompare(b.by));
  if (terms.penalty && onChain !== 'none') return { forfeits: by === 'A' ? 'B' : 'A', presented: now };
  return {
    onChain: signedPart(state),
    ...withOutput(channel, (output) => outputOf(output, terms.penalty ? state : 'none')),
    age: onChain === 'none' || terms.restarts ? 0 : channel.age,
    presented: now,
  };
}

/**
 * One block of the window: it ages, and what A presents in it replaces what is on the chain unless the settlement comes first. If B
 * repeats what was there, it is there again where nonces are not compared.
 */
function passBlock(channel: Channel, { presents, settlesFirst, repeats }: BlockEvent): Partial<Channel> {
  const { timeout, rules } = channel.terms;
  const aged: Channel = { ...channel, age: channel.age + 1 };
  const isLate = aged.age >= timeout && settlesFirst && !rules.answersBeforeSettlement;
  if (presents === 'none' || isLate || !isValid(aged, presents) || !takesPrecedence(aged, presents, 'A')) return aged;
  const answered: Channel = { ...aged, ...present(aged, presents, 'A') };
  if (!repeats || channel.onChain === 'none' || !takesPrecedence(answered, channel.onChain, 'B')) return answered;
  return { ...answered, ...present(answered, channel.onChain, 'B') };
}

/** The output with a change, where states may carry an HTLC. */
function withOutput({ output }: Channel, change: (output: Output) => Output): Pick<Channel, 'output'> {
  return output === undefined ? {} : { output: change(output) };
}

/** What a block does to the HTLC on the chain, before anything else in it: once the channel is closed, somebody is paid. */
function settleOutput(channel: Channel, { htlc }: BlockEvent): Partial<Channel> {
  const { output, onChain, held } = channel;
  if (output === undefined) return {};
  const settles = htlc?.settles ?? 'none';
  const after = settled(output, settles);
  if (channel.settlements === 0 || onChain === 'none') return { output: after };
  return { output: after, ...pay(channel, paidBy(onChain, settles, held)) };
}

function pay({ held, paidA, paidB }: Channel, { toA, toB }: Readonly<Record<'toA' | 'toB', number>>): Partial<Channel> {
  return { held: held - toA - toB, paidA: paidA + toA, paidB: paidB + toB };
}

/** Pays what is there, B first: whoever withdraws first loses nothing in an insolvent channel, and the adversary is quick. */
function settle(channel: Channel): Partial<Channel> {
  const { onChain, held, forfeits } = channel;
  if (onChain === 'none') return {};
  const toB = forfeits === 'A' ? held : forfeits === 'B' ? 0 : Math.min(onChain.balanceB, held);
  const toA = forfeits === 'B' ? held : Math.min(onChain.balanceA, held - toB);
  const paid = { ...channel, ...pay(channel, { toA, toB }), age: 0, settlements: channel.settlements + 1 };
  return { ...paid, ...leaveOutput(paid, onChain) };
}

/** When the balances are paid out: where states replace each other the output comes to be; with penalties it may be settled already, or be forfeited too. */
function leaveOutput(channel: Channel, onChain: ChannelState): Partial<Channel> {
  const { terms, output, held } = channel;
  if (output === undefined || !terms.penalty) return withOutput(channel, (one) => outputOf(one, onChain));
  if (channel.forfeits !== 'nobody') return withOutput(channel, (one) => ({ ...one, status: 'none' }));
  return pay(channel, paidBy(onChain, output.status, held));
}

/** Who offered the HTLC that is on the chain after a block and not settled; it changes by what is presented or settled, in it or by its age. */
function lockedAfter(channel: Channel, event: BlockEvent): 'none' | 'A' | 'B' {
  if (event.htlc?.settles !== 'none') return 'none';
  const isLast = channel.age + 1 >= channel.terms.timeout;
  const mayChange = channel.settlements === 0 && (isLast || event.presents !== 'none');
  const { onChain, output } = mayChange ? afterBlock(channel, event) : channel;
  return output?.status === 'locked' && onChain !== 'none' ? (onChain.htlc?.by ?? 'none') : 'none';
}

function afterBlock(channel: Channel, event: BlockEvent): Channel {
  const next = { ...channel, ...passBlock(channel, event) };
  return isOver(next) ? { ...next, ...settle(next) } : next;
}

/** Whether a block settles the HTLC on the chain only as it can be, and says truly what is left of it. */
function outputIsTrue(channel: Channel, event: BlockEvent): boolean {
  const { output } = channel;
  if (output === undefined) return true;
  return canSettle(output, event.htlc?.settles ?? 'none') && lockedAfter(channel, event) === event.htlc?.locked;
}

function isOver({ age, terms }: Channel): boolean {
  return !terms.rules.disputeWindow || age >= terms.timeout;
}

export const paymentChannel: Machine<Channel, ChannelEvent, ChannelTerms> = setup({
  types: {} as { context: Channel; events: ChannelEvent; input: ChannelTerms },
  guards: {
    isSigned: ({ context, event }) =>
      event.type === 'POST' &&
      (event.signedBy !== 'B-alone' || !context.terms.rules.verifySignatures) &&
      (event.signedBy !== 'both-elsewhere' || !context.terms.rules.bindChannel),
    isValid: ({ context, event }) => event.type === 'POST' && isValid(context, event),
    takesPrecedence: ({ context, event }) => event.type === 'POST' && takesPrecedence(context, event, 'B'),
    startsClosing: ({ context, event }) =>
      event.type === 'BLOCK' && event.presents !== 'none' && isValid(context, event.presents),
    // Repeating needs something on the chain and something of A's to outdo.
    repetitionIsTrue: ({ event }) => event.type === 'BLOCK' && (!event.repeats || event.presents !== 'none'),
    nothingIsRepeated: ({ event }) => event.type === 'BLOCK' && !event.repeats,
    outputIsTrue: ({ context, event }) => event.type === 'BLOCK' && outputIsTrue(context, event),
    windowIsOver: ({ context }) => isOver(context),
    // Two settlements show what there is to show, and keep the machine finite.
    closesAgain: ({ context }) => !context.terms.rules.closeOnce && context.settlements < 2,
  },
  actions: {
    fund: assign({
      held: ({ context, event }) =>
        event.type === 'FUND' && event.output === 'deposits' ? depositOf(context.terms) : 0,
    }),
    present: assign(({ context, event }) => {
      if (event.type === 'POST') return present(context, event, 'B');
      return event.type === 'BLOCK' && event.presents !== 'none' ? present(context, event.presents, 'A') : {};
    }),
    settleOutput: assign(({ context, event }) => (event.type === 'BLOCK' ? settleOutput(context, event) : {})),
    passBlock: assign(({ context, event }) => (event.type === 'BLOCK' ? passBlock(context, event) : {})),
    settle: assign(({ context }) => settle(context)),
    reopen: assign({ onChain: 'none', presented: [], forfeits: 'nobody' }),
  },
}).createMachine({
  id: 'paymentChannel',
  context: ({ input }) => ({
    terms: input,
    held: 0,
    onChain: 'none',
    age: 0,
    presented: [],
    forfeits: 'nobody',
    paidA: 0,
    paidB: 0,
    settlements: 0,
    ...(input.htlc === undefined ? {} : { output: { terms: input.htlc, height: 0, status: 'none' } }),
  }),
  initial: 'unfunded',
  states: {
    unfunded: { on: { FUND: { target: 'open', actions: 'fund' } } },
    open: {
      on: {
        POST: { guard: and(['isSigned', 'isValid']), target: 'closing', actions: 'present' },
        BLOCK: [
          {
            guard: and(['nothingIsRepeated', 'startsClosing', 'outputIsTrue']),
            target: 'closing',
            actions: ['settleOutput', 'present'],
          },
          { guard: and(['nothingIsRepeated', 'outputIsTrue']), actions: 'settleOutput' },
        ],
      },
    },
    closing: {
      always: { guard: 'windowIsOver', target: 'closed', actions: 'settle' },
      on: {
        POST: { guard: and(['isSigned', 'isValid', 'takesPrecedence']), actions: 'present' },
        BLOCK: { guard: and(['repetitionIsTrue', 'outputIsTrue']), actions: ['settleOutput', 'passBlock'] },
      },
    },
    // What A presents now comes too late: the block with it equals the block without it.
    closed: {
      on: {
        POST: { guard: and(['closesAgain', 'isSigned', 'isValid']), target: 'closing', actions: ['reopen', 'present'] },
        BLOCK: { guard: and(['nothingIsRepeated', 'outputIsTrue']), actions: 'settleOutput' },
      },
    },
  },
});

export type ChannelContractState = LocalState<Channel>;
