/**
 * Who acts on a Layer 2 system: the sequencer, the honest validator, the owner of the deposit, the builders of L1 blocks.
 *
 * The sequencer is the adversary, bound only by her word: without the power `equivocate` she posts what she confirmed. The
 * validator holds the data of published batches; its promptness is a guard on BLOCK, as in `honest-validator.ts`, whose delays are left out here.
 * Under the power `absent` it may go, once and for good, before anything or in the middle of a dispute.
 * The owner withdraws when it wants to, and at once when an upgrade is announced: time does not pass while it could.
 */

import { and, assign, not, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  AssertEvent,
  BlockEvent,
  ConfirmEvent,
  ExitEvent,
  LeaveEvent,
  PostEvent,
  ReorgEvent,
  UpgradeEvent,
  WantEvent,
} from './layer2-events.ts';

export interface Layer2Sequencer {
  readonly mayEquivocate: boolean;
  readonly promised: 'nothing' | ConfirmEvent['tx'];
}

export const layer2Sequencer: Machine<Layer2Sequencer, ConfirmEvent | PostEvent, { readonly mayEquivocate: boolean }> =
  setup({
    types: {} as {
      context: Layer2Sequencer;
      events: ConfirmEvent | PostEvent;
      input: { readonly mayEquivocate: boolean };
    },
    guards: {
      hasNotPromised: ({ context }) => context.promised === 'nothing',
      keepsWord: ({ context, event }) =>
        event.type === 'POST' && (event.tx === 'other' || context.mayEquivocate || event.tx === context.promised),
    },
    actions: {
      promise: assign({ promised: ({ context, event }) => (event.type === 'CONFIRM' ? event.tx : context.promised) }),
    },
  }).createMachine({
    id: 'layer2Sequencer',
    context: ({ input }) => ({ ...input, promised: 'nothing' }),
    on: { CONFIRM: { guard: 'hasNotPromised', actions: 'promise' }, POST: { guard: 'keepsWord' } },
  });

interface KnownBatch {
  readonly published: boolean;
  readonly claim: 'none' | 'correct' | 'wrong';
}

export interface Layer2Validator {
  /** Whether it has gone, for good. */
  readonly isAbsent: boolean;
  /** Whether a wrong claim can be challenged. */
  readonly disputes: boolean;
  readonly inputsSeparate: boolean;
  readonly known: readonly KnownBatch[];
}

type ValidatorEvent = PostEvent | AssertEvent | BlockEvent | ReorgEvent | LeaveEvent;
type ValidatorTerms = Omit<Layer2Validator, 'known' | 'isAbsent'>;

/** Whether a challenge is due: a wrong claim that the validator can tell, holding the data up to that batch. */
function owesChallenge({ known, disputes }: Layer2Validator): boolean {
  return (
    disputes &&
    known.some(({ claim }, i) => claim === 'wrong' && known.slice(0, i + 1).every(({ published }) => published))
  );
}

function challenged({ known, inputsSeparate }: Layer2Validator): readonly KnownBatch[] {
  const wrong = known.findIndex(({ claim }) => claim === 'wrong');
  return known.map((batch, i): KnownBatch => {
    if (i < wrong) return batch;
    if (inputsSeparate) return batch.claim === 'wrong' ? { ...batch, claim: 'none' } : batch;
    return { ...batch, claim: 'correct' };
  });
}

export const layer2Validator: Machine<Layer2Validator, ValidatorEvent, ValidatorTerms> = setup({
  types: {} as { context: Layer2Validator; events: ValidatorEvent; input: ValidatorTerms },
  guards: {
    canClaim: ({ context, event }) =>
      event.type === 'ASSERT' &&
      (event.by === 'sequencer' ||
        (!context.isAbsent && context.known.slice(0, event.batch + 1).every(({ published }) => published))),
    isThere: ({ context }) => !context.isAbsent,
    isPrompt: ({ context, event }) => {
      if (event.type !== 'BLOCK') return false;
      const owes = owesChallenge(context);
      if (!owes) return !event.challenged && !event.censors && !event.asleep;
      return event.asleep
        ? context.isAbsent && !event.challenged && !event.censors
        : !context.isAbsent && event.challenged !== event.censors;
    },
  },
  actions: {
    see: assign(({ context, event }) =>
      event.type === 'POST'
        ? { known: [...context.known, { published: event.published, claim: 'none' as const }] }
        : {},
    ),
    note: assign(({ context, event }) =>
      event.type === 'ASSERT'
        ? {
            known: context.known.map(
              (batch, i): KnownBatch =>
                i === event.batch ? { ...batch, claim: event.correct ? 'correct' : 'wrong' } : batch,
            ),
          }
        : {},
    ),
    block: assign(({ context, event }) => {
      if (event.type !== 'BLOCK') return {};
      const known = event.challenged ? challenged(context) : context.known;
      // What is confirmed is past challenging.
      return {
        known: known.map((batch, i): KnownBatch => (i < event.confirmed ? { ...batch, claim: 'correct' } : batch)),
      };
    }),
    forget: assign(({ context, event }) =>
      event.type === 'REORG' ? { known: context.known.slice(0, event.kept) } : {},
    ),
    leave: assign({ isAbsent: true }),
  },
}).createMachine({
  id: 'layer2Validator',
  context: ({ input }) => ({ ...input, isAbsent: false, known: [] }),
  on: {
    LEAVE: { guard: 'isThere', actions: 'leave' },
    POST: { actions: 'see' },
    ASSERT: { guard: 'canClaim', actions: 'note' },
    BLOCK: { guard: 'isPrompt', actions: 'block' },
    REORG: { actions: 'forget' },
  },
});

export interface Layer2Owner {
  readonly published: readonly boolean[];
  /** Batches that it knows to be confirmed. */
  readonly confirmed: number;
  readonly isWarned: boolean;
  readonly isLeaving: boolean;
  readonly wants: boolean;
}

type OwnerEvent = PostEvent | BlockEvent | ReorgEvent | ExitEvent | WantEvent | UpgradeEvent;

function holdsData({ published }: Layer2Owner, count: number): boolean {
  return published.slice(0, count).every((is) => is);
}

export const layer2Owner: Machine<Layer2Owner, OwnerEvent> = setup({
  types: {} as { context: Layer2Owner; events: OwnerEvent },
  guards: {
    canProve: ({ context, event }) =>
      event.type === 'EXIT' && (event.by === 'thief' || (!context.isLeaving && holdsData(context, event.against))),
    isPrompt: ({ context }) => !context.isWarned || context.isLeaving || !holdsData(context, context.confirmed),
    wants: ({ context }) => context.wants,
  },
  actions: {
    see: assign(({ context, event }) =>
      event.type === 'POST' ? { published: [...context.published, event.published] } : {},
    ),
    count: assign(({ event }) => (event.type === 'BLOCK' ? { confirmed: event.confirmed } : {})),
    forget: assign(({ context, event }) =>
      event.type === 'REORG'
        ? { published: context.published.slice(0, event.kept), confirmed: Math.min(context.confirmed, event.kept) }
        : {},
    ),
    leave: assign(({ context, event }) =>
      event.type === 'EXIT' ? { isLeaving: context.isLeaving || event.by === 'owner' } : {},
    ),
    want: assign({ wants: true }),
    heed: assign({ isWarned: true }),
  },
}).createMachine({
  id: 'layer2Owner',
  context: { published: [], confirmed: 0, isWarned: false, isLeaving: false, wants: false },
  on: {
    POST: { actions: 'see' },
    BLOCK: { guard: 'isPrompt', actions: 'count' },
    REORG: { actions: 'forget' },
    EXIT: { guard: 'canProve', actions: 'leave' },
    WANT: { guard: and([not('wants')]), actions: 'want' },
    QUEUE_UPGRADE: { actions: 'heed' },
  },
});

/** The builders of L1 blocks: the adversary's total budget of blocks that leave challenges out. */
export const layer2Builder: Machine<{ readonly censorship: number }, BlockEvent, { readonly censorship: number }> =
  setup({
    types: {} as {
      context: { readonly censorship: number };
      events: BlockEvent;
      input: { readonly censorship: number };
    },
    guards: { isAffordable: ({ context, event }) => !event.censors || context.censorship > 0 },
    actions: {
      spend: assign({ censorship: ({ context, event }) => context.censorship - Number(event.censors) }),
    },
  }).createMachine({
    id: 'layer2Builder',
    context: ({ input }) => input,
    on: { BLOCK: { guard: 'isAffordable', actions: 'spend' } },
  });

export type Layer2SequencerState = LocalState<Layer2Sequencer>;
export type Layer2ValidatorState = LocalState<Layer2Validator>;
export type Layer2OwnerState = LocalState<Layer2Owner>;
export type Layer2BuilderState = LocalState<{ readonly censorship: number }>;
