/** What Theorem 6.1.2 may mean by "atomic". */

import { given } from '../checker/language/antecedent.ts';
import {
  always,
  both,
  type FairEvents,
  forEvery,
  leadsTo,
  type Property,
  reachable,
} from '../checker/language/property.ts';
import type { EscrowState } from '../model/6.1.1-cross-layer-bridge.ts';
import { keysUnder } from '../model/bridge-committee.ts';
import { isAccepted } from '../model/bridge-optimistic.ts';
import type { TargetState } from '../model/bridge-target.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';

/** The machines of one transfer. */
type Transfer = { readonly [K in keyof BridgeView]: BridgeView[K][number] };

/** Whether some transfer is as `holds` says. */
export function some({ escrow, target, verifier }: BridgeView, holds: (transfer: Transfer) => boolean): boolean {
  return escrow.some((_, i) => holds({ escrow: escrow[i], target: target[i], verifier: verifier[i] } as Transfer));
}

/** Whether the verifier accepts that the lock happened. */
export function lockHolds({ verifier: { context } }: Transfer): boolean {
  if ('proven' in context) return context.proven.lock;
  return 'claims' in context ? isAccepted(context, 'lock') : keysUnder(context, 'lock') >= context.terms.threshold;
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
      (one, i) => given('one is refunded', isRefunded(one), () => minted(target[i] as TargetState) === 0),
    ),
});

/** The safety half of atomicity; that no transfer stays half done for ever is the other half, below. */
export const atomicity: Property<BridgeView> = both(
  'atomicity',
  'Minted ≤ locked, released ≤ burned, each at most once, and never both refunded and minted.',
  backing,
  atMostOnce,
  exclusive,
);

/** A bridge that can be used: some transfer is minted. */
export const mintable: Property<BridgeView> = reachable('minted', 'Some transfer is minted.', (state) =>
  some(state, ({ target }) => minted(target) > 0),
);

/** Whose promises a liveness claim may build on, by party; each is one of weak fairness towards transfer 0. */
export const promises: Readonly<
  Record<
    'sourceClock' | 'targetClock' | 'timeoutProof' | 'refund' | 'return' | 'relay' | 'watch' | 'thaw',
    readonly FairEvents[]
  >
> = {
  sourceClock: ['SOURCE_BLOCK'],
  targetClock: ['TARGET_BLOCK'],
  timeoutProof: [{ event: 'ATTEST_TIMEOUT', with: { transfer: 0 } }],
  refund: [{ event: 'REFUND', with: { transfer: 0 } }],
  // Of the executions that she may let fail the one that succeeds is promised: not every attempt fails for ever.
  return: [
    { event: 'ATTEST_BURN', with: { transfer: 0 } },
    { event: 'RELEASE', with: { transfer: 0, outcome: 'succeeds' } },
  ],
  watch: (['lock', 'timeout', 'burn'] as const).map((statement) => ({
    ...{ event: 'DISPUTE', with: { transfer: 0, statement } },
  })),
  thaw: ['THAW'],
  relay: [
    { event: 'ATTEST_LOCK', with: { transfer: 0 } },
    { event: 'MINT', with: { transfer: 0, outcome: 'succeeds' } },
  ],
};

/** Two clocks that go on, and a user who brings his own proofs to the source chain. Nobody relays. */
export const clocksAndUser: readonly FairEvents[] = [
  ...promises.sourceClock,
  ...promises.targetClock,
  ...promises.timeoutProof,
  ...promises.refund,
  ...promises.return,
];

/** Tokens of transfer 0 in escrow against wrapped ones in circulation: as many unless it is half done. */
function excess({ escrow, target }: BridgeView): number {
  return held(escrow[0] as EscrowState) - circulating(target[0] as TargetState);
}

/** □◇resolved: the literal reading again and again instead of at every instant. */
export function resolves(weak: readonly FairEvents[]): Property<BridgeView> {
  return leadsTo(
    'half-done-leads-to-resolved',
    'Transfer 0, when half done, is both locked and minted, or neither, sooner or later.',
    (state) => excess(state) !== 0,
    { resolved: (state) => excess(state) === 0 },
    { weak },
  );
}

/** The part of it that does not depend on safety: what is locked up on both chains comes free on one of them. */
export function unfreezes(weak: readonly FairEvents[]): Property<BridgeView> {
  return leadsTo(
    'frozen-leads-to-free',
    'A token of transfer 0 that is in escrow and not in circulation comes free on one of the chains.',
    (state) => excess(state) > 0,
    { free: (state) => excess(state) <= 0 },
    { weak },
  );
}

/** What was burned on the target is paid out on the source. */
export function returns(weak: readonly FairEvents[]): Property<BridgeView> {
  return leadsTo(
    'burned-leads-to-released',
    'What was burned of transfer 0 is released sooner or later.',
    ({ target }) => (target[0] as TargetState).context.burned > 0,
    { released: ({ escrow }) => (escrow[0] as EscrowState).context.released > 0 },
    { weak },
  );
}

/** Stronger than □◇resolved: a refund that no reorg can take back, or a mint. */
export function settlesForGood(weak: readonly FairEvents[]): Property<BridgeView> {
  return leadsTo(
    'half-done-leads-to-settled',
    'Transfer 0, when half done, is minted, refunded for good, or its lock is undone.',
    (state) => excess(state) > 0,
    {
      settled: ({ escrow, target }) => {
        const source = escrow[0] as EscrowState;
        const { context } = source;
        return (
          minted(target[0] as TargetState) > 0 ||
          source.matches({ deposit: 'free' }) ||
          (isRefunded(source) && context.refundConfirmations === context.terms.finality)
        );
      },
    },
    { weak },
  );
}
