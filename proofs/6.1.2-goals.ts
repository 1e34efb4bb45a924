/** What Theorem 6.1.2 may mean by "atomic". */

import { always, both, forEvery, type Property } from '../checker/language/property.ts';
import type { EscrowState } from '../model/6.1.1-cross-layer-bridge.ts';
import { keysUnder } from '../model/bridge-committee.ts';
import type { TargetState } from '../model/bridge-target.ts';
import type { BridgeView } from '../model/systems/bridge.ts';

/** The machines of one transfer. */
type Transfer = { readonly [K in keyof BridgeView]: BridgeView[K][number] };

/** Whether some transfer is as `holds` says. */
export function some({ escrow, target, verifier }: BridgeView, holds: (transfer: Transfer) => boolean): boolean {
  return escrow.some((_, i) => holds({ escrow: escrow[i], target: target[i], verifier: verifier[i] } as Transfer));
}

/** Whether the verifier accepts that the lock happened. */
export function lockHolds({ verifier: { context } }: Transfer): boolean {
  return 'proven' in context ? context.proven.lock : keysUnder(context, 'lock') >= context.terms.threshold;
}

/** What a transfer adds to the escrow's balance: what it is paid beyond its deposit comes from the others'. */
function held(escrow: EscrowState): number {
  const { pays, released } = escrow.context;
  const brought = escrow.matches({ deposit: 'locked' }) && pays === 'tokens' ? 1 : 0;
  return brought - Number(isRefunded(escrow)) - released;
}

export function isRefunded(escrow: EscrowState): boolean {
  return escrow.matches({ refund: 'paid' });
}

/** Wrapped tokens that a transfer made, on the target and on its twin. */
export function minted({ context }: TargetState): number {
  return context.minted + context.mintedOnTwin;
}

/** Those of them that are in circulation. */
function circulating(target: TargetState): number {
  return minted(target) - target.context.burned;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** The literal reading: at every instant either both halves of a transfer have occurred, or neither. */
export const atEveryInstant: Property<BridgeView> = always(
  'atomic-at-every-instant',
  'At every instant each transfer is both locked and minted, or neither.',
  ({ escrow, target }) =>
    forEvery(
      escrow,
      (_, i) => `transfer ${i} is half done`,
      (one, i) => held(one) === circulating(target[i] as TargetState),
    ),
);

/** The bridge is solvent: behind every wrapped token there is one in escrow, and nobody takes those out who has not burned. */
const backing: Property<BridgeView> = always('backing', 'Minted ≤ locked, and released ≤ burned.', {
  mintedWithinLocked: ({ escrow, target }) => {
    const locked = total(escrow.map(held));
    const made = total(target.map(circulating));
    return made <= locked || { fails: `${made} minted and not burned, ${locked} locked` };
  },
  releasedWithinBurned: ({ escrow, target }) => {
    const released = total(escrow.map(({ context }) => context.released));
    const burned = total(target.map(({ context }) => context.burned));
    return released <= burned || { fails: `${released} released, ${burned} burned` };
  },
});

const atMostOnce: Property<BridgeView> = always(
  'at-most-once',
  'Every transfer is minted at most once and released at most once.',
  {
    mintedAtMostOnce: ({ target }) =>
      forEvery(
        target,
        (one, i) => `transfer ${i} is minted ${minted(one)} times`,
        (one) => minted(one) <= 1,
      ),
    releasedAtMostOnce: ({ escrow }) =>
      forEvery(
        escrow,
        (_, i) => `transfer ${i} is released twice`,
        ({ context }) => context.released <= 1,
      ),
  },
);

const exclusive: Property<BridgeView> = always('exclusive', 'No transfer is both refunded and minted.', {
  neverBothRefundedAndMinted: ({ escrow, target }) =>
    forEvery(
      escrow,
      (_, i) => `transfer ${i} is refunded and minted`,
      (one, i) => !isRefunded(one) || minted(target[i] as TargetState) === 0,
    ),
});

/** The safety half of atomicity; that no transfer stays half done for ever is the other half. */
export const atomicity: Property<BridgeView> = both(
  'atomicity',
  'Minted ≤ locked, released ≤ burned, each at most once, and never both refunded and minted.',
  backing,
  atMostOnce,
  exclusive,
);
