/**
 * Λ of Definition 1.1.1: the escrow of one deposit on L1, and withdrawals that wait for an exit delay before they are paid.
 *
 * Whom it belongs to is what the confirmed state says, which the rollup contract checks with the event. The first withdrawal that
 * becomes due is paid. An upgrade that takes effect hands what is left to whoever holds the key. A reorganisation takes back what was
 * proved against a batch that it drops.
 */

import { assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { BlockEvent, ExitEvent, ReorgEvent, UpgradeEvent } from './layer2-events.ts';

export interface Withdrawal {
  readonly by: ExitEvent['by'];
  /** Batches of the state that it was proved against. */
  readonly against: number;
  /** Blocks until it is due. */
  readonly wait: number;
}

export interface Bridge {
  readonly exitDelay: number;
  /** Whether the bridge stops paying while paused. */
  readonly isPaused: boolean;
  /** Started and not yet due, in order. */
  readonly started: readonly Withdrawal[];
  readonly paid: 'nobody' | 'owner' | 'thief';
  readonly paidAgainst: number;
}

type Layer2BridgeEvent = BlockEvent | ExitEvent | ReorgEvent | UpgradeEvent | { readonly type: 'PAUSE' };

function afterBlock(bridge: Bridge): Partial<Bridge> {
  if (bridge.paid !== 'nobody' || bridge.isPaused) return {};
  const started = bridge.started.map((one) => ({ ...one, wait: one.wait - 1 }));
  const due = started.find(({ wait }) => wait <= 0);
  return due === undefined ? { started } : { started: [], paid: due.by, paidAgainst: due.against };
}

export const layer2Bridge: Machine<Bridge, Layer2BridgeEvent, { readonly exitDelay: number }> = setup({
  types: {} as { context: Bridge; events: Layer2BridgeEvent; input: { readonly exitDelay: number } },
  guards: {
    isNew: ({ context, event }) =>
      event.type === 'EXIT' && context.paid === 'nobody' && !context.started.some(({ by }) => by === event.by),
    isRunning: ({ context }) => !context.isPaused,
  },
  actions: {
    start: assign(({ context, event }) =>
      event.type === 'EXIT'
        ? {
            started: [...context.started, { by: event.by, against: event.against, wait: context.exitDelay }],
          }
        : {},
    ),
    block: assign(({ context }) => afterBlock(context)),
    takeBack: assign(({ context, event }) => {
      if (event.type !== 'REORG') return {};
      const started = context.started.filter(({ against }) => against <= event.kept);
      return context.paidAgainst <= event.kept ? { started } : { started, paid: 'nobody' as const, paidAgainst: 0 };
    }),
    handOver: assign(({ context }) =>
      context.paid === 'nobody' ? { started: [], paid: 'thief' as const, paidAgainst: 0 } : {},
    ),
    pause: assign({ isPaused: true }),
  },
}).createMachine({
  id: 'layer2Bridge',
  context: ({ input }) => ({ ...input, isPaused: false, started: [], paid: 'nobody', paidAgainst: 0 }),
  on: {
    EXIT: { guard: 'isNew', actions: 'start' },
    BLOCK: { actions: 'block' },
    REORG: { actions: 'takeBack' },
    EXECUTE_UPGRADE: { actions: 'handOver' },
    PAUSE: { guard: 'isRunning', actions: 'pause' },
  },
});

export type Layer2BridgeState = LocalState<Bridge>;
