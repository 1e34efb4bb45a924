/**
 * An honest reader: wants the data of every committed batch, to compute the state for itself. The node is online from the start, the joiner
 * comes later.
 *
 * What is there for the asking reaches a reader within `delay` blocks: a guard on BLOCK. What the node has lacked for so long it
 * challenges, where the layer has challenges; time does not pass while it owes that, unless the block had no room for it. Readers keep
 * what they have and serve it to each other (`serve`).
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  BlockEvent,
  ChallengeEvent,
  CommitEvent,
  Content,
  DeliverEvent,
  GiveUpEvent,
  JoinEvent,
  PruneEvent,
  ReaderName,
  ResolveEvent,
  StopEvent,
} from './da-events.ts';

export interface ReaderTerms {
  readonly name: ReaderName;
  /** Whether it comes online later. */
  readonly isLate: boolean;
  /** Blocks within which data arrive that are there for the asking. */
  readonly delay: number;
  /** Whether it challenges. */
  readonly challenges: boolean;
  /** Ages above this make no difference. */
  readonly oldest: number;
  readonly rules: {
    /** Readers keep what they have and serve it. */
    readonly serve: boolean;
    /** A batch counts as empty only if L1 says so, not because its data do not come. */
    readonly emptyByL1: boolean;
  };
}

export interface ReaderBatch {
  readonly has: Content | 'nothing' | 'given up';
  /** Whether the layer, and whether the other reader, would give it the data. */
  readonly onLayer: boolean;
  readonly withPeer: boolean;
  /** Blocks without the data, up to `delay`. */
  readonly lacked: number;
  readonly isChallenged: boolean;
}

export interface Reader {
  readonly terms: ReaderTerms;
  /** Blocks since it came online. */
  readonly online: number | 'not yet';
  readonly batches: readonly ReaderBatch[];
}

type ReaderEvent =
  | CommitEvent
  | StopEvent
  | PruneEvent
  | DeliverEvent
  | JoinEvent
  | ChallengeEvent
  | ResolveEvent
  | GiveUpEvent
  | BlockEvent;

function changed(reader: Reader, batch: number, change: Partial<ReaderBatch>): Partial<Reader> {
  return { batches: reader.batches.map((one, i) => (i === batch ? { ...one, ...change } : one)) };
}

function isThere({ onLayer, withPeer }: ReaderBatch): boolean {
  return onLayer || withPeer;
}

/** Whether the reader has waited as long as it has to. */
function isOverdue({ terms, online }: Reader, { has, lacked }: ReaderBatch): boolean {
  return online !== 'not yet' && has === 'nothing' && lacked >= terms.delay;
}

function owesChallenge(reader: Reader, batch: ReaderBatch): boolean {
  return reader.terms.challenges && isOverdue(reader, batch) && !isThere(batch) && !batch.isChallenged;
}

/** Whether it can be the one that gives or takes these data. */
function takesPart({ terms, online, batches }: Reader, { batch, content, to, from }: DeliverEvent): boolean {
  const one = batches[batch];
  if (one === undefined) return false;
  if (to === terms.name) return online !== 'not yet' && one.has === 'nothing' && (from !== 'peer' || one.withPeer);
  return from !== 'peer' || one.has === content;
}

function receive(reader: Reader, { batch, content, to }: DeliverEvent): Partial<Reader> {
  if (to === reader.terms.name) return changed(reader, batch, { has: content });
  return reader.terms.rules.serve ? changed(reader, batch, { withPeer: true }) : {};
}

function passBlock(reader: Reader): Partial<Reader> {
  const { online, terms, batches } = reader;
  if (online === 'not yet') return {};
  return {
    online: Math.min(online + 1, terms.oldest),
    batches: batches.map((batch) =>
      batch.has === 'nothing' ? { ...batch, lacked: Math.min(batch.lacked + 1, terms.delay) } : batch,
    ),
  };
}

export const dataReader: Machine<Reader, ReaderEvent, ReaderTerms> = setup({
  types: {} as { context: Reader; events: ReaderEvent; input: ReaderTerms },
  guards: {
    isLate: ({ context }) => context.online === 'not yet',
    isOther: ({ context }) => !context.terms.isLate,
    takesPart: ({ context, event }) => event.type === 'DELIVER' && takesPart(context, event),
    lacksIt: ({ context, event }) => {
      if (event.type !== 'CHALLENGE' || event.by !== 'node' || context.terms.name !== 'node') return true;
      const batch = context.batches[event.batch];
      return batch !== undefined && owesChallenge(context, batch);
    },
    isTired: ({ context, event }) => {
      if (event.type !== 'GIVE_UP' || event.reader !== context.terms.name) return true;
      const batch = context.batches[event.batch];
      return !context.terms.rules.emptyByL1 && batch !== undefined && isOverdue(context, batch) && !isThere(batch);
    },
    isServed: ({ context }) => context.batches.every((batch) => !isOverdue(context, batch) || !isThere(batch)),
    isPrompt: ({ context, event }) =>
      event.type === 'BLOCK' && (!event.room || !context.batches.some((batch) => owesChallenge(context, batch))),
  },
  actions: {
    join: assign({ online: 0 }),
    see: assign(({ context, event }) => {
      if (event.type !== 'COMMIT') return {};
      const onLayer = event.data !== 'withheld';
      const batch: ReaderBatch = { has: 'nothing', onLayer, withPeer: false, lacked: 0, isChallenged: false };
      return { batches: [...context.batches, batch] };
    }),
    lose: assign(({ context, event }) =>
      event.type === 'STOP' || event.type === 'PRUNE' ? changed(context, event.batch, { onLayer: false }) : {},
    ),
    find: assign(({ context, event }) =>
      event.type === 'RESOLVE' ? changed(context, event.batch, { onLayer: true }) : {},
    ),
    receive: assign(({ context, event }) => (event.type === 'DELIVER' ? receive(context, event) : {})),
    challenge: assign(({ context, event }) =>
      event.type === 'CHALLENGE' ? changed(context, event.batch, { isChallenged: true }) : {},
    ),
    giveUp: assign(({ context, event }) =>
      event.type === 'GIVE_UP' && event.reader === context.terms.name
        ? changed(context, event.batch, { has: 'given up' })
        : {},
    ),
    passBlock: assign(({ context }) => passBlock(context)),
  },
}).createMachine({
  id: 'dataReader',
  context: ({ input }) => ({ terms: input, online: input.isLate ? 'not yet' : 0, batches: [] }),
  on: {
    COMMIT: { actions: 'see' },
    STOP: { actions: 'lose' },
    PRUNE: { actions: 'lose' },
    DELIVER: { guard: 'takesPart', actions: 'receive' },
    JOIN: [{ guard: 'isLate', actions: 'join' }, { guard: 'isOther' }],
    CHALLENGE: { guard: 'lacksIt', actions: 'challenge' },
    RESOLVE: { actions: 'find' },
    GIVE_UP: { guard: 'isTired', actions: 'giveUp' },
    BLOCK: { guard: and(['isServed', 'isPrompt']), actions: 'passBlock' },
  },
});

export type ReaderState = LocalState<Reader>;
