/**
 * Two rollups on one base layer, and what passes between them: messages that burn here and mint there, or intents that a solver fills.
 *
 * The adversary runs both sequencers and relays; what she cannot do without a power is to get an invalid batch past a rollup's defence, to
 * revert a valid one (`reach`), or to have a guard corrupted (one power a guard, so that a set of powers is a set of assumptions).
 */

import { oneOf, payloads, range } from '../../checker/language/menu.ts';
import {
  type Component,
  type Configuration,
  component,
  defineSystem,
  type EventMenu,
  event,
  type Instances,
  instances,
  type Parameter,
  type Power,
  type Rule,
  type Side,
  type System,
} from '../../checker/language/system.ts';
import { type CrossMessage, type CrossMessageState, crossMessage } from '../6.2.1-interoperability.ts';
import {
  claimedBatch,
  depositBatch,
  fillBatch,
  type IntentState,
  intentContract,
  type SolverState,
  solver,
} from '../intent.ts';
import type {
  Chain,
  Cite,
  Corrupt,
  Drain,
  Fill,
  Finalise,
  Halt,
  Initiate,
  OfBatch,
  Post,
  Repay,
  Revert,
  Seen,
} from '../interop-events.ts';
import { type Defence, type DefenceState, layerDefence } from '../layer-defence.ts';
import { messageVerifier, type Verifier, type VerifierState } from '../message-verifier.ts';
import { rollupStatus, type StatusState } from '../rollup-status.ts';
import { type SharedEscrow, type SharedEscrowState, sharedEscrow } from '../shared-escrow.ts';

/** What both systems have. */
export type LayersView = {
  readonly A: DefenceState;
  readonly B: DefenceState;
  readonly L1: DefenceState;
  readonly V: VerifierState;
  readonly escrow: SharedEscrowState;
  readonly batches: readonly StatusState[];
};

export type MessageView = LayersView & { readonly messages: readonly CrossMessageState[] };
export type IntentView = LayersView & { readonly intent: IntentState; readonly solver: SolverState };

/** Guards that can be corrupted, by layer. */
const guardNames: Readonly<Record<Corrupt['layer'], readonly GuardName[]>> = {
  A: ['a1', 'a2'],
  B: ['b1', 'b2'],
  L1: ['l1'],
  V: ['v1', 'v2', 'v3'],
};

type GuardName = 'a1' | 'a2' | 'b1' | 'b2' | 'l1' | 'v1' | 'v2' | 'v3';
type ParameterName = 'guardsA' | 'guardsB' | 'guardsV' | 'threshold' | 'wait';
type PowerName = GuardName | 'invent' | 'reach' | 'halt';
type RuleName = 'isolatedEscrow' | 'expiryChecked' | 'refundOnExpiry';
type Chosen = Configuration<ParameterName, PowerName, RuleName>;

const parameters: Readonly<Record<ParameterName, Parameter>> = {
  guardsA: { says: 'guards of rollup A, each enough to keep it right', default: 2, least: 0, greatest: 2 },
  guardsB: { says: 'guards of rollup B', default: 2, least: 0, greatest: 2 },
  guardsV: { says: 'guards of the verifier', default: 3, least: 1, greatest: 3 },
  threshold: { says: 'of those, how many must vouch for a statement', default: 2, least: 1, greatest: 3 },
  wait: { says: 'the level that is waited for: 0 soft, 1 posted, 2 final', default: 2, least: 0, greatest: 2 },
};

const corruptible = (what: string): Power => ({ kind: 'toggle', says: `${what} can be corrupted` });

const powers: Readonly<Record<PowerName, Power>> = {
  a1: corruptible('the first guard of A'),
  a2: corruptible('the second guard of A'),
  b1: corruptible('the first guard of B'),
  b2: corruptible('the second guard of B'),
  l1: corruptible('the base layer'),
  v1: corruptible('the first guard of V'),
  v2: corruptible('the second guard of V'),
  v3: corruptible('the third guard of V'),
  invent: { kind: 'toggle', says: 'sequencers announce batches that their rollup does not allow' },
  reach: { kind: 'budget', greatest: 2, says: 'valid batches are reverted: 1 while soft, 2 while posted too' },
  halt: { kind: 'toggle', says: 'a rollup is brought to a halt' },
};

const rules: Readonly<Record<RuleName, Rule>> = {
  isolatedEscrow: { says: 'the escrow has an account for each rollup' },
  expiryChecked: { says: 'what expired is neither executed nor filled' },
  refundOnExpiry: { says: 'what expired is given back', givesMoves: true },
};

const parties: Readonly<Record<string, Side>> = {
  user: 'honest',
  solver: 'honest',
  sequencer: 'adversary',
  relayer: 'adversary',
  thief: 'adversary',
  l1: 'environment',
  clock: 'environment',
};

function defences({ parameters: { guardsA, guardsB, guardsV, threshold, wait } }: Chosen): {
  readonly A: Component<Defence>;
  readonly B: Component<Defence>;
  readonly L1: Component<Defence>;
  verifier(rules: Verifier['terms']['rules']): Component<Verifier>;
} {
  return {
    A: component(layerDefence, { layer: 'A', guards: guardsA }),
    B: component(layerDefence, { layer: 'B', guards: guardsB }),
    L1: component(layerDefence, { layer: 'L1', guards: 1 }),
    verifier: (chosen) => component(messageVerifier, { guards: guardsV, threshold, wait, rules: chosen }),
  };
}

function escrow(
  { rules: { isolatedEscrow } }: Chosen,
  deposited: Readonly<Record<Chain, number>>,
): Component<SharedEscrow> {
  return component(sharedEscrow, { isIsolated: isolatedEscrow, deposited });
}

/** The menus of the layers, for the batches that a system knows. */
function layerMenus(
  { parameters: { guardsA, guardsB, guardsV }, powers: chosen, rules: { isolatedEscrow } }: Chosen,
  batches: readonly Initiate[],
  announcedOtherwise: readonly number[] = [],
): Readonly<Record<string, EventMenu>> {
  const known = batches.filter(({ valid }) => valid || chosen.invent === true);
  const reverted = known.flatMap(({ batch, valid }): Revert[] => [
    { batch, level: 'soft', valid },
    { batch, level: 'posted', valid },
    // Of what a rollup does against its own rules the base layer needs to forget nothing.
    ...(valid && chosen.l1 === true ? [{ batch, level: 'final' as const, valid }] : []),
  ]);
  const each = <T extends object>(list: readonly T[]): readonly T[] => [
    ...new Map(list.map((one) => [JSON.stringify(one), one])).values(),
  ];
  const count: Readonly<Record<Corrupt['layer'], number>> = { A: guardsA, B: guardsB, L1: 1, V: guardsV };
  const corrupt = (Object.keys(guardNames) as Corrupt['layer'][]).flatMap((layer) =>
    guardNames[layer].flatMap((name, guard) =>
      chosen[name] === true && guard < count[layer] ? [{ layer, guard }] : [],
    ),
  );
  const accounts: readonly Chain[] = isolatedEscrow ? ['A', 'B'] : ['A'];
  return {
    INITIATE: event<Initiate>(
      ({ valid }) => (valid ? 'user' : 'sequencer'),
      known.filter(({ batch }) => !announcedOtherwise.includes(batch)),
    ),
    POST: event<Post>('sequencer', each(known.map(({ batch, chain }) => ({ batch, chain })))),
    FINALISE: event<Finalise>('l1', known),
    REVERT: event<Revert>('sequencer', each(reverted)),
    CORRUPT: event<Corrupt>('thief', corrupt),
    DRAIN: event<Drain>('thief', chosen.l1 === true ? accounts.map((account) => ({ account })) : []),
    HALT: event<Halt>('thief', chosen.halt === true ? payloads<Halt>({ layer: oneOf('A', 'B') }) : []),
  };
}

/** The user's message, and one that a sequencer makes up: of A for B, or of either for the base layer. */
const messageBatches: readonly Initiate[] = [
  { batch: 0, chain: 'A', pays: 'B', valid: true },
  { batch: 1, chain: 'A', pays: 'B', valid: false },
  { batch: 1, chain: 'A', pays: 'L1', valid: false },
  { batch: 1, chain: 'B', pays: 'L1', valid: false },
];

export const messageSystem: System<MessageView> = defineSystem<
  MessageView,
  ParameterName,
  PowerName,
  RuleName | 'cascade' | 'uniqueIds' | 'timestamps' | 'chainIds'
>({
  name: 'interop-messages',
  says: 'Two rollups on one base layer: what is burned on A is minted on B.',
  parameters,
  powers,
  rules: {
    ...rules,
    cascade: { says: 'blocks of B fall with the blocks of A that they rely on, and are not final before them' },
    uniqueIds: { says: 'a message is executed once' },
    timestamps: { says: 'a message is executed no earlier than it is sent' },
    chainIds: { says: 'a message is of a chain that belongs to the protocol' },
  },
  parties,
  compose: (chosen) => {
    const { cascade, uniqueIds, timestamps, chainIds, expiryChecked, refundOnExpiry } = chosen.rules;
    const { A, B, L1, verifier } = defences(chosen);
    const messenger: CrossMessage['terms'] = { cascade, uniqueIds, expiryChecked, refundOnExpiry };
    const menus = layerMenus(chosen, messageBatches);
    const batch = range(0, 1);
    const batches = instances(rollupStatus, 2, 'batch', {
      input: (index) => ({ batch: index, holds: 'message', reach: Number(chosen.powers.reach) }),
    });
    const messages: Instances<CrossMessage> = instances(crossMessage, 2, 'batch', { input: () => messenger });
    const seen = oneOf<Seen>('soft', 'posted', 'final', 'promised', 'foreign', 'nothing');
    return {
      components: {
        A,
        B,
        L1,
        V: verifier({ timestamps, chainIds }),
        escrow: escrow(chosen, { A: 1, B: 1 }),
        batches,
        messages,
      },
      events: {
        ...menus,
        CASCADE: menus.REVERT as EventMenu,
        EXECUTE: event<Cite>('relayer', payloads<Cite>({ batch, seen })),
        SETTLE: event<Cite>('l1', payloads<Cite>({ batch, seen: oneOf<Seen>('soft', 'posted', 'final') })),
        UNDO: event<OfBatch>('sequencer', payloads<OfBatch>({ batch })),
        EXPIRE: event<OfBatch>('clock', payloads<OfBatch>({ batch: oneOf(0) })),
        REFUND: event<Cite>('user', payloads<Cite>({ batch: oneOf(0), seen: oneOf<Seen>('final', 'nothing') })),
        FILL: event('solver', []),
        REPAY: event('solver', []),
      },
    };
  },
});

/** The user's deposit, the solver's fill, and one that a sequencer of B makes up; withdrawals that either makes up. */
const intentBatches: readonly Initiate[] = [
  { batch: depositBatch, chain: 'A', pays: 'nobody', valid: true },
  { batch: fillBatch, chain: 'B', pays: 'nobody', valid: true },
  { batch: claimedBatch, chain: 'B', pays: 'nobody', valid: false },
  { batch: claimedBatch, chain: 'A', pays: 'L1', valid: false },
  { batch: claimedBatch, chain: 'B', pays: 'L1', valid: false },
];

export const intentSystem: System<IntentView> = defineSystem<
  IntentView,
  ParameterName | 'patience',
  PowerName,
  RuleName | 'payOnce'
>({
  name: 'interop-intents',
  says: 'Two rollups on one base layer: what is deposited on A goes to the solver who pays on B.',
  parameters: {
    ...parameters,
    patience: { says: 'the level of the deposit that the solver waits for', default: 2, least: 0, greatest: 2 },
  },
  powers,
  rules: { ...rules, payOnce: { says: 'a deposit is paid out once' } },
  parties,
  compose: (chosen) => {
    const { expiryChecked, refundOnExpiry, payOnce } = chosen.rules;
    const { A, B, L1, verifier } = defences(chosen);
    const menus = layerMenus(chosen, intentBatches, [fillBatch]);
    const holds = ['deposit', 'fill', 'fill'] as const;
    const level = oneOf<Seen>('soft', 'posted', 'final');
    const looked = oneOf<Seen>('soft', 'posted', 'final', 'nothing');
    return {
      components: {
        A,
        B,
        L1,
        V: verifier({ timestamps: true, chainIds: true }),
        escrow: escrow(chosen, { A: 1, B: 2 }),
        batches: instances(rollupStatus, 3, 'batch', {
          watch: ['FILL', 'REPAY', 'REFUND'],
          input: (batch) => ({
            batch,
            holds: holds[batch] ?? 'fill',
            reach: Number(chosen.powers.reach),
          }),
        }),
        intent: component(intentContract, { payOnce, refundOnExpiry, expiryChecked }),
        solver: component(solver, { wait: chosen.parameters.patience }),
      },
      events: {
        ...menus,
        FILL: event<Fill>('solver', payloads<Fill>({ batch: oneOf(fillBatch), seen: level })),
        REPAY: event<Repay>('solver', payloads<Repay>({ batch: oneOf(fillBatch, claimedBatch), seen: looked })),
        EXPIRE: event<OfBatch>('clock', payloads<OfBatch>({ batch: oneOf(depositBatch) })),
        REFUND: event<Cite>(
          'user',
          payloads<Cite>({ batch: oneOf(depositBatch), seen: oneOf<Seen>('final', 'nothing') }),
        ),
        CASCADE: event('sequencer', []),
        EXECUTE: event('relayer', []),
        SETTLE: event('l1', []),
      },
    };
  },
});
