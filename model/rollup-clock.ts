/**
 * What a channel has for a base layer when its contract is on a rollup: blocks that a sequencer makes, and a clock.
 *
 * The sequencer can stand still for some blocks of L1 (`outage`), or go on and leave out one party (`censorship`). The contract counts
 * time either in blocks of L1, which go on while the rollup stands still, or in the rollup's own. With `forcedInclusion` what
 * was sent to the inbox on L1 is in the rollup after D ticks, whatever the sequencer does. B needs no sequencer: he uses the inbox ahead.
 * Counted against the party: what waits in the inbox ages with the ticks of the contract's clock only.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { BlockEvent } from './channel-events.ts';
import type { BaseLayer } from './l1.ts';

export interface ClockTerms {
  readonly countsL1: boolean;
  readonly forcedInclusion: boolean;
  /** D, in ticks. */
  readonly deadline: number;
}

export interface RollupClock extends BaseLayer {
  readonly terms: ClockTerms;
  /** Blocks of L1 for which the sequencer may still stand still. */
  readonly outage: number;
  /** Ticks since the party’s answer began to wait, up to the deadline. */
  readonly waited: number;
}

type ClockEvent = BlockEvent | { readonly type: 'OUTAGE' };

/** A tick that leaves the party out costs the sequencer a block of ignoring it or, where the clock goes on without it, of standing still. */
function leftOut({ censorship, outage, waited, terms }: RollupClock): Partial<RollupClock> {
  const later = Math.min(waited + 1, terms.deadline);
  return censorship > 0 ? { censorship: censorship - 1, waited: later } : { outage: outage - 1, waited: later };
}

export const rollupClock: Machine<RollupClock, ClockEvent, Omit<RollupClock, 'waited'>> = setup({
  types: {} as { context: RollupClock; events: ClockEvent; input: Omit<RollupClock, 'waited'> },
  guards: {
    isIncluded: ({ event }) => event.type === 'BLOCK' && !event.censors,
    isAffordable: ({ context: { censorship, outage, terms } }) => censorship > 0 || (terms.countsL1 && outage > 0),
    isNotForced: ({ context: { terms, waited } }) => !terms.forcedInclusion || waited < terms.deadline,
    standsStill: ({ context: { terms, outage } }) => !terms.countsL1 && outage > 0,
  },
  actions: {
    include: assign({ waited: 0 }),
    leaveOut: assign(({ context }) => leftOut(context)),
    standStill: assign({ outage: ({ context }) => context.outage - 1 }),
  },
}).createMachine({
  id: 'rollupClock',
  context: ({ input }) => ({ ...input, waited: 0 }),
  on: {
    BLOCK: [
      { guard: 'isIncluded', actions: 'include' },
      { guard: and(['isAffordable', 'isNotForced']), actions: 'leaveOut' },
    ],
    // The clock of the rollup stands still with it.
    OUTAGE: { guard: 'standsStill', actions: 'standStill' },
  },
});

export type RollupClockState = LocalState<RollupClock>;
