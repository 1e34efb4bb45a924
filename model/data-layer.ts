/**
 * Δ of Definition 1.1.1: where the data of a batch are between its commitment on L1 and whoever wants to compute the state.
 *
 * Four kinds. `calldata`: on L1 for good. `blob`: on L1 for `pruneAfter` blocks at least. `committee`: with those who certified to hold them
 * (`data-committee.ts`). `challenge`: with the sequencer; somebody may challenge a commitment in the first `challengeWindow` blocks,
 * and the sequencer then has `resolveWindow` blocks to put the data on L1. If it does not, the batch has expired: it
 * counts as empty from then on, and what was built on it changes with it.
 *
 * The bridge pays out on a batch that is `bridgeFinality` blocks old. The data of a batch fit its commitment.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  BlockEvent,
  ChallengeEvent,
  CommitEvent,
  Content,
  DeliverEvent,
  PruneEvent,
  ResolveEvent,
  StopEvent,
} from './da-events.ts';

export type LayerKind = 'calldata' | 'blob' | 'committee' | 'challenge';

export interface LayerRules {
  /** A commitment fits one content only. */
  readonly binding: boolean;
  /** In a block challenges expire before the bridge pays. */
  readonly expireFirst: boolean;
}

export interface LayerTerms {
  readonly kind: LayerKind;
  readonly pruneAfter: number;
  readonly challengeWindow: number;
  readonly resolveWindow: number;
  readonly bridgeFinality: number;
  /** D, blocks after which data have to be there: for the question whether they are. */
  readonly deadline: number;
  /** Ages above this make no difference. */
  readonly oldest: number;
  /** Blocks that the adversary can fill, and that the node sleeps through, in all. */
  readonly congestion: number;
  readonly sleep: number;
  readonly rules: LayerRules;
}

export interface LayerBatch {
  readonly content: Content;
  readonly data: 'chain' | 'served' | 'withheld';
  /** L1 blocks since the commitment. */
  readonly age: number;
  /** Blocks since it was challenged, or how that ended. */
  readonly challenge: 'none' | 'resolved' | 'expired' | number;
  /** Whether the bridge has paid on it. */
  readonly isPaid: boolean;
}

export interface Layer {
  readonly terms: LayerTerms;
  readonly batches: readonly LayerBatch[];
  /** Whether the block in progress has room for the node. */
  readonly hasRoom: boolean;
  readonly congestion: number;
  readonly sleep: number;
}

type LayerEvent = CommitEvent | StopEvent | PruneEvent | DeliverEvent | ChallengeEvent | ResolveEvent | BlockEvent;

function changed(layer: Layer, batch: number, change: Partial<LayerBatch>): Partial<Layer> {
  return { batches: layer.batches.map((one, i) => (i === batch ? { ...one, ...change } : one)) };
}

function isOf({ kind }: LayerTerms, { data }: CommitEvent): boolean {
  return kind === 'calldata' || kind === 'blob' ? data === 'chain' : data !== 'chain';
}

/** Whether a reader can have these data from there. */
function isDelivered({ batches, terms }: Layer, { batch, content, from }: DeliverEvent): boolean {
  const one = batches[batch];
  if (one === undefined) return false;
  const fits = content === one.content || !terms.rules.binding;
  return fits && (from !== 'layer' || one.data !== 'withheld');
}

function expire(batch: LayerBatch, { resolveWindow }: LayerTerms): LayerBatch {
  if (typeof batch.challenge !== 'number') return batch;
  const challenge = batch.challenge + 1;
  return { ...batch, challenge: challenge >= resolveWindow ? 'expired' : challenge };
}

function payOut(batch: LayerBatch, { bridgeFinality }: LayerTerms): LayerBatch {
  return batch.age >= bridgeFinality && batch.challenge !== 'expired' ? { ...batch, isPaid: true } : batch;
}

function block(layer: Layer, { next }: BlockEvent): Partial<Layer> {
  const { terms, batches } = layer;
  const older = batches.map((batch) => ({ ...batch, age: Math.min(batch.age + 1, terms.oldest) }));
  const steps = terms.rules.expireFirst ? [expire, payOut] : [payOut, expire];
  return {
    batches: steps.reduce<readonly LayerBatch[]>((all, step) => all.map((batch) => step(batch, terms)), older),
    hasRoom: next === 'open',
    congestion: layer.congestion - Number(next === 'full'),
    sleep: layer.sleep - Number(next === 'asleep'),
  };
}

export const dataLayer: Machine<Layer, LayerEvent, LayerTerms> = setup({
  types: {} as { context: Layer; events: LayerEvent; input: LayerTerms },
  guards: {
    isOfKind: ({ context, event }) => event.type === 'COMMIT' && isOf(context.terms, event),
    isServed: ({ context, event }) =>
      event.type === 'STOP' && context.terms.kind === 'challenge' && context.batches[event.batch]?.data === 'served',
    isOldEnough: ({ context, event }) => {
      const batch = event.type === 'PRUNE' ? context.batches[event.batch] : undefined;
      return context.terms.kind === 'blob' && batch?.data === 'chain' && batch.age >= context.terms.pruneAfter;
    },
    isDelivered: ({ context, event }) => event.type === 'DELIVER' && isDelivered(context, event),
    hasRoom: ({ context, event }) => event.type === 'CHALLENGE' && (event.by !== 'node' || context.hasRoom),
    isInWindow: ({ context, event }) => {
      const batch = event.type === 'CHALLENGE' ? context.batches[event.batch] : undefined;
      return (
        context.terms.kind === 'challenge' && batch?.challenge === 'none' && batch.age < context.terms.challengeWindow
      );
    },
    // What the node sends too late is included and reverts.
    isNode: ({ event }) => event.type === 'CHALLENGE' && event.by === 'node',
    isChallenged: ({ context, event }) =>
      event.type === 'RESOLVE' && typeof context.batches[event.batch]?.challenge === 'number',
    roomIsTrue: ({ context, event }) => event.type === 'BLOCK' && event.room === context.hasRoom,
    isAffordable: ({ context, event }) =>
      event.type === 'BLOCK' &&
      (event.next !== 'full' || context.congestion > 0) &&
      (event.next !== 'asleep' || context.sleep > 0),
  },
  actions: {
    commit: assign({
      batches: ({ context, event }) => {
        if (event.type !== 'COMMIT') return context.batches;
        const { content, data } = event;
        return [...context.batches, { content, data, age: 0, challenge: 'none' as const, isPaid: false }];
      },
    }),
    lose: assign(({ context, event }) =>
      event.type === 'STOP' || event.type === 'PRUNE' ? changed(context, event.batch, { data: 'withheld' }) : {},
    ),
    challenge: assign(({ context, event }) =>
      event.type === 'CHALLENGE' ? changed(context, event.batch, { challenge: 0 }) : {},
    ),
    resolve: assign(({ context, event }) =>
      event.type === 'RESOLVE' ? changed(context, event.batch, { data: 'chain', challenge: 'resolved' }) : {},
    ),
    block: assign(({ context, event }) => (event.type === 'BLOCK' ? block(context, event) : {})),
  },
}).createMachine({
  id: 'dataLayer',
  context: ({ input }) => ({
    terms: input,
    batches: [],
    hasRoom: true,
    congestion: input.congestion,
    sleep: input.sleep,
  }),
  on: {
    COMMIT: { guard: 'isOfKind', actions: 'commit' },
    STOP: { guard: 'isServed', actions: 'lose' },
    PRUNE: { guard: 'isOldEnough', actions: 'lose' },
    DELIVER: { guard: 'isDelivered' },
    CHALLENGE: [{ guard: and(['hasRoom', 'isInWindow']), actions: 'challenge' }, { guard: and(['hasRoom', 'isNode']) }],
    RESOLVE: { guard: 'isChallenged', actions: 'resolve' },
    BLOCK: { guard: and(['roomIsTrue', 'isAffordable']), actions: 'block' },
  },
});

export type LayerState = LocalState<Layer>;
