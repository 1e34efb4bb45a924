/**
 * The state channel as a system: L1 with the contract, two applications off chain, honest A in each of them.
 *
 * The adversary plays everybody else: B, who moves in both applications, shows any state that A ever signed or that he can put on top of
 * it, and ends an application when A agrees; and the block builder. What they may do beyond that are the powers.
 *
 * `soloChannels` run one of the two applications and nothing else: what composability is measured against. `pairChannel` runs both as
 * one application.
 */

import { oneOf, payloads, range, subsetsOf } from '../../checker/language/menu.ts';
import {
  type Configuration,
  component,
  defineSystem,
  event,
  instances,
  type Parameter,
  type Power,
  type Rule,
  type Side,
  type System,
} from '../../checker/language/system.ts';
import { type AdjudicatorState, stateChannel } from '../3.2.1-state-channel.ts';
import {
  type Application,
  type ApplicationKind,
  channelApplication,
  moverOf,
  pairBase,
  type SignedState,
} from '../3.2.2-channel-application.ts';
import { channelParticipant, type ParticipantState } from '../channel-participant.ts';
import { type BaseLayerState, baseLayer } from '../l1.ts';
import type { ChannelBlock, Execution, Move, OfApplication, Operation, Presented } from '../state-channel-events.ts';

export type StateChannelView = {
  readonly l1: BaseLayerState;
  readonly contract: AdjudicatorState;
  /** By application. */
  readonly signed: readonly SignedState[];
  readonly A: readonly ParticipantState[];
};

type ParameterName = 'T' | 'E' | 'turns' | 'leaving' | 'kind0' | 'kind1' | 'share0' | 'share1' | 'tagged';
type PowerName = 'censor' | 'frontRun';
type RuleName =
  | 'ownCollateral'
  | 'bindApplication'
  | 'ownTurn'
  | 'ownChallenge'
  | 'ownReads'
  | 'recordRises'
  | 'overrides'
  | 'keepsAnswer'
  | 'freeze'
  | 'leavesForGood';

const kinds: readonly ApplicationKind[] = ['payment', 'claim', 'game'];
const kindSays = '0: payments; 1: a claim; 2: a game';

const parameters: Readonly<Record<ParameterName, Parameter>> = {
  T: { says: 'blocks until a challenge runs out', default: 2, least: 1, greatest: 6 },
  E: { says: 'age of the channel, in blocks, from which on a claim is too late', default: 3, least: 1, greatest: 12 },
  turns: { says: 'turns of an application; odd ones are A’s', default: 2, least: 1, greatest: 6 },
  leaving: { says: '1: A may leave an application that she could go on with', default: 0, least: 0, greatest: 1 },
  kind0: { says: `first application: ${kindSays}`, default: 0, least: 0, greatest: 2 },
  kind1: { says: `second application: ${kindSays}`, default: 0, least: 0, greatest: 2 },
  share0: { says: 'what A has of the lock of 1 in the first application', default: 0, least: 0, greatest: 1 },
  share1: { says: 'what A has of the lock of 1 in the second application', default: 1, least: 0, greatest: 1 },
  tagged: {
    says: '0: the two state spaces are the same set; 1: they are disjoint; 2: so are their encodings',
    default: 1,
    least: 0,
    greatest: 2,
  },
};

const powers: Readonly<Record<PowerName, Power>> = {
  censor: { kind: 'budget', greatest: 8, says: 'L1 blocks in which an operation of A is left out, in all' },
  frontRun: { kind: 'toggle', says: 'B’s operations come before those of A that he sees waiting' },
};

const rules: Readonly<Record<RuleName, Rule>> = {
  ownCollateral: { says: 'every application has a deposit of its own' },
  bindApplication: { says: 'signatures name the application that they are for' },
  ownTurn: { says: 'turns are compared with the record of their own application' },
  ownChallenge: { says: 'every application can be challenged while another is' },
  ownReads: { says: 'the transition function of an application reads its own state only' },
  recordRises: { says: 'what ends a challenge is on record from then on' },
  overrides: { says: 'a challenge with a later state takes the place of one that runs' },
  freeze: { says: 'A signs no move while an older state than her latest is challenged' },
  leavesForGood: { says: 'A who leaves signs no further move' },
  keepsAnswer: { says: 'A leaves an answer that is good enough in the mempool, even if she has a later state' },
};

const parties: Readonly<Record<string, Side>> = {
  A: 'honest',
  B: 'adversary',
  builder: 'adversary',
  l1: 'environment',
};

/** Tags as far apart as elements of two spaces can be. */
const tag = 10;

type Chosen = Configuration<ParameterName, PowerName, RuleName>;

function applicationOf({ parameters }: Chosen, which: 0 | 1, id: number): Application {
  const { kind0, kind1, share0, share1, turns, tagged, E } = parameters;
  const base = tagged === 0 ? 0 : which * tag;
  const space = [base, base + 1];
  return {
    id,
    kind: kinds[which === 0 ? kind0 : kind1] ?? 'payment',
    space,
    bytes: tagged === 2 ? space : [0, 1],
    first: base + (which === 0 ? share0 : share1),
    lastTurn: turns,
    deadline: E,
    parts: [],
  };
}

/** The two applications as one, with one state, one turn and one challenge. */
function pairOf(chosen: Chosen): Application {
  const parts = [applicationOf(chosen, 0, 0), applicationOf(chosen, 1, 0)] as const;
  const [first, second] = parts;
  const pair = (a: number, b: number): number => a * pairBase + b;
  const space = first.space.flatMap((a) => second.space.map((b) => pair(a, b)));
  return { ...first, kind: 'pair', space, bytes: space, first: pair(first.first, second.first), parts };
}

/** What can be shown to the contract for one application with the signatures of another: any turn, on any state before it. */
function shown(app: Application, domain: Application): readonly Presented[] {
  const whose = { app: oneOf(app.id), domain: oneOf(domain.id) };
  const bytes = oneOf(...domain.bytes);
  const first = bytes.values.map((one) => ({ app: app.id, domain: domain.id, turn: 0, prior: one, bytes: one }));
  return [...first, ...payloads<Presented>({ ...whose, turn: range(1, domain.lastTurn), prior: bytes, bytes })];
}

function compose(
  chosen: Chosen,
  applications: readonly Application[],
): ReturnType<System<StateChannelView>['compose']> {
  const { parameters, powers, rules } = chosen;
  const count = applications.length;
  const app = range(0, count - 1);
  const presented = applications.flatMap((one) => applications.flatMap((domain) => shown(one, domain)));
  const operations = applications.flatMap((one) =>
    shown(one, one).flatMap(({ domain: _, ...state }) =>
      (['checkpoint', 'challenge'] as const).map((kind): Operation => ({ ...state, kind })),
    ),
  );
  const watch = ['CHALLENGE', 'CHECKPOINT', 'CONCLUDE'] as const;
  return {
    components: {
      l1: component(baseLayer, { censorship: Number(powers.censor) }),
      contract: component(stateChannel(count), {
        applications,
        challengeDuration: parameters.T,
        rules,
      }),
      signed: instances(channelApplication, count, 'app', {
        watch,
        input: (id) => applications[id] as Application,
      }),
      A: instances(channelParticipant, count, 'app', {
        watch: [...watch, 'BLOCK'],
        input: (id) => ({
          application: applications[id] as Application,
          overrides: rules.overrides,
          keepsAnswer: rules.keepsAnswer,
          freeze: rules.freeze,
          leavesForGood: rules.leavesForGood,
          frontRun: powers.frontRun === true,
        }),
      }),
    },
    events: {
      MOVE: event<Move>(
        ({ turn }) => moverOf(turn),
        applications.flatMap(({ id, space, lastTurn }) =>
          payloads<Move>({ app: oneOf(id), turn: range(1, lastTurn), state: oneOf(...space) }),
        ),
      ),
      CHALLENGE: event<Presented>('B', presented),
      CHECKPOINT: event<Presented>('B', presented),
      CONCLUDE: event<Presented>('B', presented),
      SUBMIT: event<Operation>('A', operations),
      EXECUTE: event<Execution>(
        'builder',
        operations.flatMap((operation) =>
          (['lands', 'reverts'] as const).map((result): Execution => ({ ...operation, result })),
        ),
      ),
      LEAVE: event<OfApplication>('A', parameters.leaving === 1 ? payloads<OfApplication>({ app }) : []),
      BLOCK: event<ChannelBlock>(
        ({ censors }) => (censors ? 'builder' : 'l1'),
        payloads<ChannelBlock>({
          settles: subsetsOf(app),
          censors: Number(powers.censor) > 0 ? oneOf(false, true) : oneOf(false),
        }),
      ),
    },
  };
}

function define(
  name: string,
  says: string,
  applications: (chosen: Chosen) => readonly Application[],
): System<StateChannelView> {
  return defineSystem<StateChannelView, ParameterName, PowerName, RuleName>({
    name,
    says,
    parameters,
    powers,
    rules,
    parties,
    compose: (chosen) => compose(chosen, applications(chosen)),
  });
}

export const stateChannelSystem: System<StateChannelView> = define(
  'state-channel',
  'One channel of honest A with B that runs two applications.',
  (chosen) => [applicationOf(chosen, 0, 0), applicationOf(chosen, 1, 1)],
);

/** The channel with one of the two applications alone, which is number 0 in it. */
export const soloChannels: readonly [System<StateChannelView>, System<StateChannelView>] = [
  define('first-application', 'One channel of honest A with B that runs the first application.', (chosen) => [
    applicationOf(chosen, 0, 0),
  ]),
  define('second-application', 'One channel of honest A with B that runs the second application.', (chosen) => [
    applicationOf(chosen, 1, 0),
  ]),
];

export const pairChannel: System<StateChannelView> = define(
  'pair-of-applications',
  'One channel of honest A with B that runs the pair of two applications as one.',
  (chosen) => [pairOf(chosen)],
);
