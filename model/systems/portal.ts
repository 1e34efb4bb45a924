/** The way out of an optimistic rollup: claims with their games, an airgap, a guardian, and withdrawals proven against the claims. */

import { oneOf, payloads, range, subsetsOf } from '../../checker/language/menu.ts';
import { component, defineSystem, event, instances, type System } from '../../checker/language/system.ts';
import { type DisputedClaimState, disputedClaim } from '../disputed-claim.ts';
import { type BaseLayerState, baseLayer } from '../l1.ts';
import type { Create, OfGame, PortalBlock, Prover, Resolve, Withdrawal } from '../portal-events.ts';
import { type GuardianState, portalGuardian } from '../portal-guardian.ts';
import { type ProvenWithdrawalState, provenWithdrawal } from '../proven-withdrawal.ts';

export type PortalView = {
  readonly l1: BaseLayerState;
  readonly games: readonly DisputedClaimState[];
  readonly owner: ProvenWithdrawalState;
  readonly thief: ProvenWithdrawalState;
  readonly guardian: GuardianState;
};

export const portalSystem: System<PortalView> = defineSystem<
  PortalView,
  'T' | 'A' | 'P' | 'G' | 'wrong' | 'right' | 'retires',
  'fault' | 'stale' | 'grief' | 'absent' | 'rogue' | 'censor',
  'airgap' | 'checksLists' | 'provesLater' | 'respectedKind' | 'ownTimer'
>({
  name: 'portal',
  says: 'Claims about a rollup’s state, decided by games and corrected by a guardian, and withdrawals that are paid on them.',
  parameters: {
    T: { says: 'blocks that a game takes', default: 2, least: 1, greatest: 6 },
    A: { says: 'airgap: blocks between the end of a game and a payment', default: 2, least: 0, greatest: 8 },
    P: { says: 'blocks between the proof of a withdrawal and its payment', default: 2, least: 0, greatest: 8 },
    G: { says: 'blocks that the guardian takes to react', default: 0, least: 0, greatest: 6 },
    wrong: { says: 'wrong claims that can be made', default: 1, least: 0, greatest: 2 },
    right: { says: 'right claims that can be made', default: 1, least: 0, greatest: 2 },
    retires: {
      says: '0: the guardian blacklists a wrong claim; 1: it retires every claim there is',
      default: 0,
      least: 0,
      greatest: 1,
    },
  },
  powers: {
    fault: { kind: 'toggle', says: 'games of the respected kind can be decided wrongly' },
    stale: { kind: 'toggle', says: 'wrong claims are made in games of a kind that is no longer respected, and faulty' },
    grief: { kind: 'toggle', says: 'a stranger proves the owner’s withdrawal, as often as she likes' },
    absent: { kind: 'toggle', says: 'there is no guardian' },
    rogue: { kind: 'toggle', says: 'the guardian lists what it likes' },
    censor: { kind: 'budget', greatest: 6, says: 'L1 blocks that leave the guardian out, in all' },
  },
  rules: {
    airgap: { says: 'a withdrawal is paid only when the airgap after the game is over' },
    checksLists: { says: 'no withdrawal is paid on a claim that the guardian has listed' },
    provesLater: { says: 'a withdrawal is proven in a later block than the one in which its game was created' },
    respectedKind: { says: 'only games of the respected kind count' },
    ownTimer: { says: 'a proof counts, and matures, for whoever handed it in' },
  },
  parties: {
    owner: 'honest',
    guardian: 'honest',
    anybody: 'environment',
    l1: 'environment',
    builder: 'adversary',
    thief: 'adversary',
    griefer: 'adversary',
    rogue: 'adversary',
  },
  compose: ({ parameters: { T, A, P, G, wrong, right, retires }, powers, rules }) => {
    const games = range(0, wrong + right - 1);
    const game = oneOf(...games.values);
    const kinds: readonly Create['kind'][] = powers.stale === true ? ['respected', 'stale'] : ['respected'];
    const claims = games.values.flatMap((index): Create[] =>
      index < wrong
        ? kinds.map((kind) => ({ game: index, claim: 'wrong', kind }))
        : [{ game: index, claim: 'right', kind: 'respected' }],
    );
    const provers: readonly Prover[] = ['owner', 'thief'];
    const strangers: readonly Prover[] = powers.grief === true ? ['griefer'] : [];
    const isAbsent = powers.absent === true || powers.rogue === true;
    const acts = wrong > 0 && powers.fault === true && !isAbsent;
    const maybe = (is: boolean) => (is ? oneOf(false, true) : oneOf(false));
    return {
      components: {
        l1: component(baseLayer, { censorship: Number(powers.censor) }),
        games: instances(disputedClaim, wrong + right, 'game', {
          watch: ['BLOCK'],
          input: (index) => ({ index, duration: T, airgap: A, isFaulty: powers.fault === true, rules }),
        }),
        owner: component(provenWithdrawal, { by: 'owner', maturity: P, ownTimer: rules.ownTimer }),
        thief: component(provenWithdrawal, { by: 'thief', maturity: P, ownTimer: rules.ownTimer }),
        guardian: component(portalGuardian, { delay: G, isAbsent, retires: retires === 1 }),
      },
      events: {
        CREATE: event<Create>(({ claim }) => (claim === 'wrong' ? 'thief' : 'anybody'), claims),
        RESOLVE: event<Resolve>('anybody', payloads<Resolve>({ game, result: oneOf('for', 'against') })),
        PROVE: event<Withdrawal>(({ by }) => by, payloads<Withdrawal>({ by: oneOf(...provers, ...strangers), game })),
        FINALISE: event<Withdrawal>(({ by }) => by, payloads<Withdrawal>({ by: oneOf(...provers), game })),
        BLACKLIST: event<OfGame>('rogue', powers.rogue === true ? payloads<OfGame>({ game }) : []),
        BLOCK: event<PortalBlock>(
          ({ censors, retires: all, blacklists }) =>
            censors ? 'builder' : all || blacklists.length > 0 ? 'guardian' : 'l1',
          payloads<PortalBlock>({
            blacklists: acts && retires === 0 ? subsetsOf(range(0, wrong - 1)) : oneOf([]),
            retires: maybe(acts && retires === 1),
            censors: maybe(acts && Number(powers.censor) > 0),
          }),
        ),
      },
    };
  },
});
