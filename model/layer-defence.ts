/**
 * What stands between an adversary and a layer of an interoperability protocol (L_2A, L_2B and L_1 of Definition 6.2.1).
 *
 * An assume-guarantee summary: as long as one of its guards holds (an honest validator, a sound prover, a guardian, a key), a rollup
 * makes no invalid batch final and the base layer neither forgets what is final nor pays whom it should not; when all of them are
 * corrupted it does what the adversary likes. How a family of rollups comes to that guarantee is the subject of 2.1.2, 2.2.2 and 5.1.2. A
 * rollup can also be brought to a halt, which no guard prevents.
 *
 * Left out: guards of which k of n are enough (`message-verifier.ts` has those), assumptions that two layers share.
 */

import { assign, not, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  CascadeEvent,
  CorruptEvent,
  DrainEvent,
  ExecuteEvent,
  FillEvent,
  FinaliseEvent,
  HaltEvent,
  Layer,
  PostEvent,
  RevertEvent,
} from './interop-events.ts';

export interface DefenceTerms {
  readonly layer: Layer;
  readonly guards: number;
}

export interface Defence {
  readonly terms: DefenceTerms;
  /** Guards that are corrupted, in order of their numbers. */
  readonly corrupted: readonly number[];
}

type DefenceEvent =
  | PostEvent
  | FinaliseEvent
  | RevertEvent
  | CascadeEvent
  | ExecuteEvent
  | FillEvent
  | CorruptEvent
  | DrainEvent
  | HaltEvent;

export function isBroken({ terms, corrupted }: Defence): boolean {
  return corrupted.length === terms.guards;
}

export const layerDefence: Machine<Defence, DefenceEvent, DefenceTerms> = setup({
  types: {} as { context: Defence; events: DefenceEvent; input: DefenceTerms },
  guards: {
    isOfThisLayer: ({ context: { terms }, event }) => {
      switch (event.type) {
        case 'POST':
        case 'FINALISE':
          return event.chain === terms.layer;
        case 'CORRUPT':
        case 'HALT':
          return event.layer === terms.layer;
        case 'EXECUTE':
        case 'FILL':
          return terms.layer === 'B';
        case 'REVERT':
        case 'CASCADE':
        case 'DRAIN':
          return terms.layer === 'L1';
        default:
          return event satisfies never;
      }
    },
    isBroken: ({ context }) => isBroken(context),
    isInOrder: ({ event }) =>
      (event.type === 'FINALISE' && event.valid) ||
      ((event.type === 'REVERT' || event.type === 'CASCADE') && event.level !== 'final'),
    isHonest: ({ context, event }) => event.type === 'CORRUPT' && !context.corrupted.includes(event.guard),
  },
  actions: {
    corrupt: assign({
      corrupted: ({ context, event }) =>
        event.type === 'CORRUPT' ? [...context.corrupted, event.guard].sort((a, b) => a - b) : context.corrupted,
    }),
  },
}).createMachine({
  id: 'layerDefence',
  context: ({ input }) => ({ terms: input, corrupted: [] }),
  on: {
    CORRUPT: [{ guard: not('isOfThisLayer') }, { guard: 'isHonest', actions: 'corrupt' }],
    REVERT: [{ guard: not('isOfThisLayer') }, { guard: 'isInOrder' }, { guard: 'isBroken' }],
    CASCADE: [{ guard: not('isOfThisLayer') }, { guard: 'isInOrder' }, { guard: 'isBroken' }],
    DRAIN: [{ guard: not('isOfThisLayer') }, { guard: 'isBroken' }],
  },
  initial: 'running',
  states: {
    running: {
      on: {
        POST: {},
        EXECUTE: {},
        FILL: {},
        FINALISE: [{ guard: not('isOfThisLayer') }, { guard: 'isInOrder' }, { guard: 'isBroken' }],
        HALT: [{ guard: not('isOfThisLayer') }, { target: 'halted' }],
      },
    },
    halted: {
      on: {
        POST: { guard: not('isOfThisLayer') },
        EXECUTE: { guard: not('isOfThisLayer') },
        FILL: { guard: not('isOfThisLayer') },
        FINALISE: { guard: not('isOfThisLayer') },
        HALT: { guard: not('isOfThisLayer') },
      },
    },
  },
});

export type DefenceState = LocalState<Defence>;
