/**
 * A claim about the state of an optimistic rollup as the contract sees it that pays withdrawals (Definition 2.1.1 with games in place
 * of single proofs): the game over it, the airgap after the game, and the lists of the guardian.
 *
 * Who wins a game, and with which clock, is decided in `2.1.3-bisection-game.ts`. Here a game takes T blocks; then anybody can
 * resolve it, and somebody does before another block. A sound game is decided for a right claim and against a wrong one, a faulty one
 * either way. A claim is valid for a withdrawal if the game was decided for it, `airgap` blocks have passed since, it is on
 * neither list of the guardian, and its kind is respected.
 * Left out: bonds, the anchor state that games start from, a pause of everything.
 */

import { and, assign, not, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  BlacklistEvent,
  Create,
  CreateEvent,
  PortalBlockEvent,
  ResolveEvent,
  WithdrawalEvent,
} from './portal-events.ts';

export interface PortalRules {
  /** A withdrawal is paid only when the airgap is over. */
  readonly airgap: boolean;
  /** No withdrawal is paid on a claim that the guardian has listed. */
  readonly checksLists: boolean;
  /** A withdrawal is proven in a later block than the one in which its game was created. */
  readonly provesLater: boolean;
  /** Only games of the respected kind count. */
  readonly respectedKind: boolean;
}

export interface ClaimTerms {
  readonly index: number;
  /** T: blocks that a game takes. */
  readonly duration: number;
  /** A: blocks between the end of a game and the payment of withdrawals. */
  readonly airgap: number;
  /** Whether games of the respected kind can be decided wrongly; those of the stale kind always can. */
  readonly isFaulty: boolean;
  readonly rules: PortalRules;
}

export interface DisputedClaim {
  readonly terms: ClaimTerms;
  readonly claim: Create['claim'];
  readonly kind: Create['kind'];
  /** Blocks since it was made, up to T; then blocks since its game was decided, up to the airgap. */
  readonly age: number;
  /** Whether the guardian has blacklisted or retired it. */
  readonly isListed: boolean;
}

type ClaimEvent = CreateEvent | ResolveEvent | WithdrawalEvent | BlacklistEvent | PortalBlockEvent;

/** The verdict that a sound game gives. */
const deserved = ({ claim }: Pick<DisputedClaim, 'claim'>): 'for' | 'against' =>
  claim === 'right' ? 'for' : 'against';

export const disputedClaim: Machine<DisputedClaim, ClaimEvent, ClaimTerms> = setup({
  types: {} as { context: DisputedClaim; events: ClaimEvent; input: ClaimTerms },
  guards: {
    isOver: ({ context }) => context.age >= context.terms.duration,
    isFor: ({ event }) => event.type === 'RESOLVE' && event.result === 'for',
    canResult: ({ context, event }) => {
      const { isFaulty } = context.terms;
      return event.type === 'RESOLVE' && (isFaulty || context.kind === 'stale' || event.result === deserved(context));
    },
    isStated: ({ context, event }) =>
      (event.type === 'PROVE' || event.type === 'FINALISE') && (event.by === 'thief') === (context.claim === 'wrong'),
    isInLaterBlock: ({ context }) => context.age > 0 || !context.terms.rules.provesLater,
    isRespected: ({ context }) => context.kind === 'respected' || !context.terms.rules.respectedKind,
    isUnlisted: ({ context }) => !context.isListed || !context.terms.rules.checksLists,
    airgapIsOver: ({ context }) => context.age >= context.terms.airgap || !context.terms.rules.airgap,
    isNamed: ({ context, event }) =>
      event.type === 'BLOCK' && (event.retires || event.blacklists.includes(context.terms.index)),
    isBlacklisted: ({ context, event }) => event.type === 'BLOCK' && event.blacklists.includes(context.terms.index),
  },
  actions: {
    make: assign(({ event }) => (event.type === 'CREATE' ? { claim: event.claim, kind: event.kind } : {})),
    list: assign({ isListed: true }),
    start: assign({ age: 0 }),
    grow: assign({
      age: ({ context: { age, terms } }) => Math.min(age + 1, Math.max(terms.duration, 1)),
    }),
    wait: assign({ age: ({ context: { age, terms } }) => Math.min(age + 1, terms.airgap) }),
  },
}).createMachine({
  id: 'disputedClaim',
  context: ({ input }) => ({ terms: input, claim: 'right', kind: 'respected', age: 0, isListed: false }),
  initial: 'absent',
  states: {
    absent: { on: { CREATE: { target: 'inProgress', actions: 'make' }, BLOCK: { guard: not('isBlacklisted') } } },
    inProgress: {
      on: {
        PROVE: { guard: and(['isStated', 'isInLaterBlock', 'isRespected', 'isUnlisted']) },
        RESOLVE: [
          { guard: and(['isOver', 'canResult', 'isFor']), target: 'decidedFor', actions: 'start' },
          { guard: and(['isOver', 'canResult']), target: 'decidedAgainst' },
        ],
        BLACKLIST: { actions: 'list' },
        BLOCK: [
          { guard: and([not('isOver'), 'isNamed']), actions: ['list', 'grow'] },
          { guard: not('isOver'), actions: 'grow' },
        ],
      },
    },
    decidedFor: {
      on: {
        PROVE: { guard: and(['isStated', 'isRespected', 'isUnlisted']) },
        FINALISE: { guard: and(['isStated', 'airgapIsOver', 'isRespected', 'isUnlisted']) },
        BLACKLIST: { actions: 'list' },
        BLOCK: [{ guard: 'isNamed', actions: ['list', 'wait'] }, { actions: 'wait' }],
      },
    },
    decidedAgainst: { on: { BLOCK: { guard: not('isBlacklisted') } } },
  },
});

export type DisputedClaimState = LocalState<DisputedClaim>;
