/**
 * What honest A does about the HTLCs in the states of her channel: her program besides `channel-party.ts`, which signs and answers.
 *
 * Off chain she signs what adds, fulfils or fails an HTLC, as the other side likes, with one reserve: that an HTLC pays her she asks for,
 * and that one of hers is paid she signs, only when the preimage is known. On the chain she claims what pays her as soon as she
 * can, and takes back what is hers from block t on. Before that she has to get there: while she counts on an HTLC she waits for a state that
 * pays it off chain until M blocks before its timelock and not longer; then she closes. She counts on an HTLC if her latest state, that no
 * unrevoked one stands beside, pays her one of which the preimage is known M blocks before the timelock or earlier; what comes later she
 * gives nobody anything for. If she forwards, the preimage comes when it comes, and she forwards what is committed to. An HTLC of her own she waits for until its timelock.
 *
 * Her promptness is a guard on BLOCK, as in `channel-party.ts`: each of these may be late by the reaction delay, and she may sleep. Her
 * transactions are in blocks if she submitted them, and left out only if the block says so. What of the HTLC is on the chain she sees.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import { signedPart } from './3.1.2-channel-state.ts';
import type {
  BlockEvent,
  ChannelState,
  ClaimOutputEvent,
  CloseEvent,
  CountersignEvent,
  FundEvent,
  LearnEvent,
  PostEvent,
  RevokeEvent,
  SignEvent,
  TimeoutOutputEvent,
} from './channel-events.ts';
import { updateOf } from './channel-htlc.ts';
import type { ForwardEvent } from './htlc-events.ts';

export interface KeeperRules {
  /** She closes M blocks before the timelock of an HTLC that she counts on. */
  readonly closesInTime: boolean;
  /** She signs that an HTLC of hers is paid only when the preimage is known. */
  readonly paysForPreimage: boolean;
  /** In a block claims with a preimage count before refunds, whatever order the builder chose. */
  readonly claimsFirst: boolean;
  /** An HTLC can be taken back at all. */
  readonly refunds: boolean;
}

export interface KeeperTerms {
  /** The state that both have signed before they fund. */
  readonly funded: ChannelState;
  /** t, in blocks since the funding. */
  readonly timelock: number;
  /** M. */
  readonly margin: number;
  /** Whether she forwards to another channel, and counts on what pays her however late she learns the preimage. */
  readonly forwards: boolean;
  /** Blocks by which each submission may be late. */
  readonly reactionDelay: number;
  readonly penalty: boolean;
  readonly rules: KeeperRules;
}

export interface Keeper {
  readonly terms: KeeperTerms;
  /** Height of the last block, as far as the timelock asks. */
  readonly height: number;
  readonly knowsPreimage: boolean;
  /** Her latest complete state, and the one before it. */
  readonly latest: ChannelState;
  readonly previous: ChannelState | 'none';
  /** With penalties: whether B may still show the one before without forfeiting anything. */
  readonly unrevoked: boolean;
  /** Whether she counts on being paid by an HTLC. */
  readonly counts: boolean;
  /** Whether she has submitted a state, and whether one is on the chain. */
  readonly closing: 'no' | 'submitted' | 'begun';
  /** Who offered the HTLC that is on the chain. */
  readonly locked: 'none' | 'A' | 'B';
  /** Her transaction in the mempool. */
  readonly pending: 'none' | 'claim' | 'timeout';
  /** Blocks for which something has been owed. */
  readonly waited: number;
}

type KeeperEvent =
  | FundEvent
  | SignEvent
  | CountersignEvent
  | RevokeEvent
  | ForwardEvent
  | LearnEvent
  | PostEvent
  | CloseEvent
  | ClaimOutputEvent
  | TimeoutOutputEvent
  | BlockEvent;

/** Whether one more block is one too many for an HTLC that she counts on, or she may take her own back in it. */
function owesClose({ terms, closing, counts, latest, height }: Keeper): boolean {
  if (closing !== 'no') return false;
  if (counts) return terms.rules.closesInTime && height >= terms.timelock - terms.margin;
  return latest.htlc?.by === 'A' && height >= terms.timelock;
}

function owesClaim({ locked, knowsPreimage, pending }: Keeper): boolean {
  return locked === 'B' && knowsPreimage && pending === 'none';
}

function owesTimeout({ terms, locked, height, pending }: Keeper): boolean {
  return terms.rules.refunds && locked === 'A' && pending === 'none' && height + 1 >= terms.timelock;
}

function owes(keeper: Keeper): boolean {
  return owesClose(keeper) || owesClaim(keeper) || owesTimeout(keeper);
}

/** What it takes to begin to count on an HTLC, and to go on. */
function counted(keeper: Keeper): Keeper {
  const { terms, latest, previous, unrevoked, knowsPreimage, height } = keeper;
  const isCommitted = latest.htlc?.by === 'B' && !unrevoked;
  const isThere = latest.htlc?.by === 'B' || (unrevoked && previous !== 'none' && previous.htlc?.by === 'B');
  const isInTime = terms.forwards || height <= terms.timelock - terms.margin;
  return { ...keeper, counts: isThere && (keeper.counts || (isCommitted && knowsPreimage && isInTime)) };
}

/** A second state of a nonce follows the state that the first one followed. */
function complete(keeper: Keeper, event: ChannelState): Keeper {
  const { latest, terms } = keeper;
  const previous = event.nonce === latest.nonce ? keeper.previous : latest;
  return counted({ ...keeper, latest: signedPart(event), previous, unrevoked: terms.penalty });
}

function agrees({ latest, previous, knowsPreimage, terms }: Keeper, event: SignEvent): boolean {
  const from = event.nonce === latest.nonce ? previous : latest;
  const update = from === 'none' ? undefined : updateOf(from, event);
  if (update !== 'fulfil' || from === 'none' || knowsPreimage) return update !== undefined;
  return from.htlc?.by === 'A' ? !terms.rules.paysForPreimage : event.proposer === 'B';
}

/** With penalties the first state that is presented has its HTLC on the chain at once. */
function see(keeper: Keeper, { htlc }: ChannelState, isShown: boolean): Partial<Keeper> {
  return { closing: 'begun', waited: 0, locked: isShown ? (htlc?.by ?? 'none') : keeper.locked };
}

/** Whether a transaction of hers is left out that nothing in the block beats. */
function leavesOut({ pending, terms }: Keeper, settles: string): boolean {
  const isBeaten = settles === 'refund' && !terms.rules.claimsFirst;
  if (pending === 'claim') return settles !== 'claim' && !isBeaten;
  return pending === 'timeout' && settles === 'none';
}

function passBlock(keeper: Keeper, { presents, asleep, htlc }: BlockEvent): Partial<Keeper> {
  const { terms, height, pending, waited } = keeper;
  const isOpen = htlc?.locked !== 'none';
  return {
    height: Math.min(height + 1, terms.timelock),
    closing: presents === 'none' ? keeper.closing : 'begun',
    locked: htlc?.locked ?? 'none',
    pending: isOpen ? pending : 'none',
    waited: owes(keeper) ? waited + Number(!asleep) : 0,
  };
}

export const htlcKeeper: Machine<Keeper, KeeperEvent, KeeperTerms> = setup({
  types: {} as { context: Keeper; events: KeeperEvent; input: KeeperTerms },
  guards: {
    agrees: ({ context, event }) => event.type === 'SIGN' && agrees(context, event),
    cameWithBothSignatures: ({ event }) => event.type === 'SIGN' && event.proposer === 'B',
    isCommitted: ({ context }) => context.latest.htlc?.by === 'B' && !context.unrevoked,
    isUnknown: ({ context }) => !context.knowsPreimage,
    owesClaim: ({ context }) => owesClaim(context),
    owesTimeout: ({ context }) => owesTimeout(context),
    settlesHers: ({ context, event }) => {
      if (event.type !== 'BLOCK' || event.htlc === undefined) return false;
      const { settles } = event.htlc;
      if (settles === 'claim' && context.locked === 'B') return context.pending === 'claim';
      return settles !== 'refund' || context.locked !== 'A' || context.pending === 'timeout';
    },
    censorshipIsTrue: ({ context, event }) => {
      if (event.type !== 'BLOCK' || event.htlc === undefined) return false;
      const { settles, leavesOut: what } = event.htlc;
      return (what === 'output' || what === 'both') === leavesOut(context, settles);
    },
    // Sleeping through a block in which nothing is owed changes nothing, so it is not spent there.
    napIsTrue: ({ context, event }) =>
      event.type === 'BLOCK' && (event.htlc?.asleep !== true || (event.asleep && owes(context))),
    isPrompt: ({ context, event }) =>
      event.type === 'BLOCK' &&
      (event.htlc?.asleep === true || !owes(context) || context.waited < context.terms.reactionDelay),
  },
  actions: {
    complete: assign(({ context, event }) =>
      event.type === 'SIGN' || event.type === 'COUNTERSIGN' ? complete(context, event) : {},
    ),
    forget: assign(({ context }) => counted({ ...context, unrevoked: false })),
    learn: assign(({ context }) => counted({ ...context, knowsPreimage: true })),
    see: assign(({ context, event }) =>
      event.type === 'POST' ? see(context, event, context.terms.penalty && context.closing !== 'begun') : {},
    ),
    close: assign({ closing: 'submitted', waited: 0 }),
    claim: assign({ pending: 'claim', waited: 0 }),
    timeout: assign({ pending: 'timeout', waited: 0 }),
    passBlock: assign(({ context, event }) => (event.type === 'BLOCK' ? passBlock(context, event) : {})),
  },
}).createMachine({
  id: 'htlcKeeper',
  context: ({ input }) => ({
    terms: input,
    height: 0,
    knowsPreimage: false,
    latest: input.funded,
    previous: 'none',
    unrevoked: false,
    counts: false,
    closing: 'no',
    locked: 'none',
    pending: 'none',
    waited: 0,
  }),
  initial: 'outside',
  states: {
    outside: { on: { FUND: 'inChannel' } },
    inChannel: {
      on: {
        SIGN: [{ guard: and(['agrees', 'cameWithBothSignatures']), actions: 'complete' }, { guard: 'agrees' }],
        COUNTERSIGN: { actions: 'complete' },
        REVOKE: { actions: 'forget' },
        FORWARD: { guard: 'isCommitted' },
        LEARN: { guard: 'isUnknown', actions: 'learn' },
        POST: { actions: 'see' },
        CLOSE: { actions: 'close' },
        CLAIM: { guard: 'owesClaim', actions: 'claim' },
        TIMEOUT: { guard: 'owesTimeout', actions: 'timeout' },
        BLOCK: {
          guard: and(['settlesHers', 'censorshipIsTrue', 'napIsTrue', 'isPrompt']),
          actions: 'passBlock',
        },
      },
    },
  },
});

export type KeeperState = LocalState<Keeper>;
