/**
 * Definition 1.1.1 (Layer 2 System): a tuple (L1, L2, π, Λ, Δ). The part of it that lives on L1.
 *
 * L1: blocks, of which the last few can be replaced; the depth of a batch is how many blocks stand on it. L2: the order of
 * transactions that the posted batches give. π, the transition function, appears as whether a claim about the state after a batch is correct.
 * Λ, the bridge: `layer2-bridge.ts`. Δ, data availability: who holds the data of a batch, in `layer2-parties.ts`.
 *
 * One machine for the families: with `validity` a claim is confirmed with the next block because its proof was checked, without it when
 * it went unchallenged for C blocks. Inputs and claims are separate, as in the rollups of today: removing a wrong claim leaves the batch
 * and its order in place. Without the rule `inputsSeparate` a batch goes with its claim, and everything after it too, as in the
 * definition of the optimistic rollup (2.1.1). Whoever holds the upgrade key replaces everything after a delay. The contract never knows
 * whether a claim is correct; that it keeps the bit is for the properties and the machines that act on it.
 *
 * Left out: what `2.1.1-optimistic-rollup.ts` and `2.2.1-zk-rollup.ts` refine (proofs, bonds by party, queues), fees, more than one coin.
 * `ever` is a history variable: which levels the transaction `mine` has reached so far.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  AssertEvent,
  BlockEvent,
  ExitEvent,
  PostEvent,
  ReorgEvent,
  TxName,
  UpgradeEvent,
} from './layer2-events.ts';

export interface PostedBatch {
  readonly tx: TxName;
  /** L1 blocks on top of the batch, up to the depth that is final. */
  readonly depth: number;
  readonly claim: 'none' | 'pending' | 'confirmed' | 'removed';
  readonly correct: boolean;
  /** L1 blocks on top of the pending claim. */
  readonly age: number;
}

export interface Layer2Terms {
  /** F: L1 blocks on top of a block that make it final. */
  readonly finalDepth: number;
  /** C: blocks that a claim waits for a challenge; 1 in a validity rollup, whose claims come proved. */
  readonly challengePeriod: number;
  readonly capacity: number;
  /** Wrong claims that the sequencer can pay for. */
  readonly bonds: number;
  readonly upgradeDelay: number;
  readonly rules: Layer2Rules;
}

export interface Layer2Rules {
  readonly inputsSeparate: boolean;
  /** The bridge honours confirmed claims only. */
  readonly bridgeWaits: boolean;
  /** An upgrade waits for its delay between announcement and effect. */
  readonly upgradeWaits: boolean;
}

/** Levels of finality that a transaction can reach on L1, weakest first. */
export type Level = 'posted' | 'l1Final' | 'bridgeFinal';

export interface Layer2 {
  readonly terms: Layer2Terms;
  readonly batches: readonly PostedBatch[];
  readonly bonds: number;
  readonly upgrade: 'none' | 'executed' | number;
  readonly ever: Readonly<Record<Level, boolean>>;
}

type Layer2Event = PostEvent | AssertEvent | BlockEvent | ReorgEvent | ExitEvent | UpgradeEvent;

/** Where `mine` stands in the order that the batches give; -1 if it is not there or comes after its rival. */
export function placeOfMine({ batches, upgrade }: Pick<Layer2, 'batches' | 'upgrade'>): number {
  if (upgrade === 'executed') return -1;
  const live = batches.filter(({ claim }) => claim !== 'removed');
  const first = live.find(({ tx }) => tx !== 'other');
  return first?.tx === 'mine' ? batches.indexOf(first) : -1;
}

/** How many batches from the front are confirmed. */
export function confirmedCount(batches: readonly PostedBatch[]): number {
  const rest = batches.findIndex(({ claim }) => claim !== 'confirmed');
  return rest < 0 ? batches.length : rest;
}

/** Whether the state after that many batches was claimed as the transition function gives it. */
export function isCorrectAfter(batches: readonly PostedBatch[], count: number): boolean {
  return batches.slice(0, count).every(({ correct }) => correct);
}

function withHistory(layer2: Layer2): Layer2 {
  const place = placeOfMine(layer2);
  const batch = layer2.batches[place];
  const { ever, terms } = layer2;
  return {
    ...layer2,
    ever: {
      posted: ever.posted || batch !== undefined,
      l1Final: ever.l1Final || (batch !== undefined && batch.depth >= terms.finalDepth),
      bridgeFinal: ever.bridgeFinal || (batch !== undefined && confirmedCount(layer2.batches) > place),
    },
  };
}

/** Wrong pending claims fall to a challenge: the claim alone, or the batch and what follows. */
function afterChallenge(layer2: Layer2): Layer2 {
  const wrong = layer2.batches.findIndex(({ claim, correct }) => claim === 'pending' && !correct);
  if (wrong < 0) return layer2;
  const { inputsSeparate } = layer2.terms.rules;
  return {
    ...layer2,
    batches: layer2.batches.map((batch, i): PostedBatch => {
      if (i < wrong || (inputsSeparate && (batch.claim !== 'pending' || batch.correct))) return batch;
      return { ...batch, claim: inputsSeparate ? 'none' : 'removed', correct: true, age: 0 };
    }),
  };
}

/** Depths and ages grow by the block; then what is due is confirmed, in order. */
function aged(layer2: Layer2): Layer2 {
  const { finalDepth, challengePeriod } = layer2.terms;
  const batches: PostedBatch[] = [];
  for (const batch of layer2.batches) {
    const depth = Math.min(finalDepth, batch.depth + 1);
    const age = batch.claim === 'pending' ? Math.min(challengePeriod, batch.age + 1) : 0;
    const isDue = batch.claim === 'pending' && age >= challengePeriod && confirmedCount(batches) === batches.length;
    batches.push({ ...batch, depth, ...(isDue ? { claim: 'confirmed', age: 0 } : { age }) });
  }
  const upgrade = typeof layer2.upgrade === 'number' ? Math.max(0, layer2.upgrade - 1) : layer2.upgrade;
  return { ...layer2, batches, upgrade };
}

export function afterBlock(layer2: Layer2, { challenged }: Pick<BlockEvent, 'challenged'>): Layer2 {
  return withHistory(aged(challenged ? afterChallenge(layer2) : layer2));
}

function afterAssertion(layer2: Layer2, { batch, correct, by }: AssertEvent): Layer2 {
  const batches = layer2.batches.map(
    (one, i): PostedBatch => (i === batch ? { ...one, claim: 'pending', correct, age: 0 } : one),
  );
  return { ...layer2, batches, bonds: layer2.bonds - Number(by === 'sequencer' && !correct) };
}

function survivors(batches: readonly PostedBatch[], depth: number): number {
  return batches.filter((batch) => batch.depth >= depth).length;
}

export const layer2System: Machine<Layer2, Layer2Event, Layer2Terms> = setup({
  types: {} as { context: Layer2; events: Layer2Event; input: Layer2Terms },
  guards: {
    isLive: ({ context }) => context.upgrade !== 'executed',
    hasRoom: ({ context }) => context.batches.length < context.terms.capacity,
    isUnclaimed: ({ context, event }) => event.type === 'ASSERT' && context.batches[event.batch]?.claim === 'none',
    // A claim about a batch is a claim about the state it starts from: correct only on correct ones.
    isBonded: ({ context, event }) =>
      event.type === 'ASSERT' &&
      (event.correct ? isCorrectAfter(context.batches, event.batch) : event.by === 'sequencer' && context.bonds > 0),
    countIsTrue: ({ context, event }) =>
      event.type === 'BLOCK' && event.confirmed === confirmedCount(afterBlock(context, event).batches),
    keptIsTrue: ({ context, event }) =>
      event.type === 'REORG' &&
      event.kept < context.batches.length &&
      event.kept === survivors(context.batches, event.depth),
    provesClaim: ({ context, event }) => {
      if (event.type !== 'EXIT') return false;
      const { batches, terms } = context;
      const isLast = event.against === confirmedCount(batches);
      const isPending = !terms.rules.bridgeWaits && batches[event.against - 1]?.claim === 'pending';
      return (isLast || isPending) && (event.by === 'owner') === isCorrectAfter(batches, event.against);
    },
    isUnannounced: ({ context }) => context.upgrade === 'none',
    isDue: ({ context }) =>
      context.upgrade === 0 || (context.upgrade !== 'executed' && !context.terms.rules.upgradeWaits),
  },
  actions: {
    post: assign(({ context, event }) =>
      event.type === 'POST'
        ? withHistory({
            ...context,
            batches: [...context.batches, { tx: event.tx, depth: 0, claim: 'none', correct: true, age: 0 }],
          })
        : {},
    ),
    assert: assign(({ context, event }) => (event.type === 'ASSERT' ? afterAssertion(context, event) : {})),
    block: assign(({ context, event }) => (event.type === 'BLOCK' ? afterBlock(context, event) : {})),
    drop: assign(({ context, event }) =>
      event.type === 'REORG' ? { batches: context.batches.slice(0, event.kept) } : {},
    ),
    announce: assign(({ context }) => ({ upgrade: context.terms.upgradeDelay })),
    replace: assign({ upgrade: 'executed' as const }),
  },
}).createMachine({
  id: 'layer2System',
  context: ({ input }) => ({
    terms: input,
    batches: [],
    bonds: input.bonds,
    upgrade: 'none',
    ever: { posted: false, l1Final: false, bridgeFinal: false },
  }),
  on: {
    POST: { guard: and(['isLive', 'hasRoom']), actions: 'post' },
    ASSERT: { guard: and(['isLive', 'isUnclaimed', 'isBonded']), actions: 'assert' },
    BLOCK: { guard: 'countIsTrue', actions: 'block' },
    REORG: { guard: and(['isLive', 'keptIsTrue']), actions: 'drop' },
    EXIT: { guard: and(['isLive', 'provesClaim']) },
    QUEUE_UPGRADE: { guard: 'isUnannounced', actions: 'announce' },
    EXECUTE_UPGRADE: { guard: 'isDue', actions: 'replace' },
  },
});

export type Layer2State = LocalState<Layer2>;
