/**
 * The ZK rollup as a system: L1 with its forced queue, the contract and its verifier key, the proof system, the sequencer, Alice,
 * perhaps a guardian.
 *
 * The adversary plays everybody else: sequencer, operator, block builder, holder of the contract's key, and anybody who proves for her.
 * What she may do beyond honest batches are the powers, all off unless a check turns them on.
 */

import { noPayload, oneOf, payloads, range } from '../../checker/language/menu.ts';
import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import { type ZkRollupState, zkRollup } from '../2.2.1-zk-rollup.ts';
import { type BaseLayerState, baseLayer } from '../l1.ts';
import { type VerifierKeyState, verifierKey } from '../verifier-key.ts';
import type { Block, Commit, Escape, Execute, Prove, Statement, Verify } from '../zk-events.ts';
import { type GuardianState, zkGuardian } from '../zk-guardian.ts';
import { type InboxState, zkInbox } from '../zk-inbox.ts';
import { genesis, type Message, sameState, type Tx, transition, type ZkState } from '../zk-ledger.ts';
import { type ProverState, zkProver } from '../zk-prover.ts';
import { type ZkSequencerState, zkSequencer } from '../zk-sequencer.ts';
import { type UserState, zkUser } from '../zk-user.ts';

export type ZkRollupView = {
  readonly l1: BaseLayerState;
  readonly rollup: ZkRollupState;
  readonly key: VerifierKeyState;
  readonly inbox: InboxState;
  readonly prover: ProverState;
  readonly sequencer: ZkSequencerState;
  readonly guardian: GuardianState;
  readonly alice: UserState;
};

type ParameterName = 'D' | 'U' | 'E' | 'guardian' | 'payments' | 'deposits' | 'signsBatch';
type PowerName =
  | 'cheat'
  | 'swapData'
  | 'skipInbox'
  | 'withhold'
  | 'staleProof'
  | 'unsoundProof'
  | 'crashProver'
  | 'crashSequencer'
  | 'censor'
  | 'upgrade';
type RuleName =
  | 'bindData'
  | 'bindInbox'
  | 'bindIndex'
  | 'nonces'
  | 'completeCircuit'
  | 'forcedQueue'
  | 'popAtExecution'
  | 'escapeHatch'
  | 'merkleProof'
  | 'escapeOnce'
  | 'upgradeDelay';

const txs: readonly Tx[] = ['none', 'pay', 'refund'];
const inputs: readonly (Message | 'none')[] = ['none', 'deposit', 'exit'];

/** Every statement in Σ about a state that some chain of batches leads to: the finite domain of proofs. */
function statements(deposits: number, nonces: number, keys: readonly number[]): readonly Statement[] {
  const supply = genesis.alice + genesis.operator + deposits;
  const states: ZkState[] = [genesis];
  const found: Statement[] = [];
  for (const pre of states) {
    for (const data of txs) {
      for (const inbox of inputs) {
        const post = transition(pre, data, inbox, nonces);
        if (post === undefined || post.alice + post.operator + post.out > supply) continue;
        found.push(...keys.map((key) => ({ pre, post, data, inbox, key })));
        if (!states.some((state) => sameState(state, post))) states.push(post);
      }
    }
  }
  return found;
}

export const zkRollupSystem: System<ZkRollupView> = defineSystem<ZkRollupView, ParameterName, PowerName, RuleName>({
  name: 'zk-rollup',
  says: 'Batches on L1, committed, proven and executed; a forced queue, an escape hatch, a verifier key; honest Alice and an honest prover.',
  parameters: {
    D: { says: 'blocks in the forced queue after which a message is overdue', default: 1, least: 0, greatest: 6 },
    U: { says: 'blocks between the announcement of a verifier key and its use', default: 3, least: 0, greatest: 12 },
    E: { says: 'blocks between the proof of a batch and its execution', default: 0, least: 0, greatest: 6 },
    guardian: { says: '1: an honest guardian takes back what is proven and wrong', default: 0, least: 0, greatest: 1 },
    payments: { says: 'payments that Alice signs, at most', default: 1, least: 0, greatest: 3 },
    deposits: { says: 'deposits that Alice makes, at most', default: 1, least: 0, greatest: 2 },
    signsBatch: {
      says: '1: a signature also names the number of the batch it is for',
      default: 0,
      least: 0,
      greatest: 1,
    },
  },
  powers: {
    cheat: { kind: 'toggle', says: 'the sequencer commits payments that nobody signed, or that were paid already' },
    swapData: { kind: 'toggle', says: 'the sequencer posts other data than it executed' },
    skipInbox: { kind: 'toggle', says: 'the sequencer consumes a message that it did not apply' },
    withhold: { kind: 'toggle', says: 'the sequencer keeps the data of a batch back' },
    staleProof: { kind: 'budget', greatest: 3, says: 'proofs of the last batches that can be handed in again' },
    unsoundProof: { kind: 'toggle', says: 'the circuit does not constrain the signature of a payment' },
    crashProver: { kind: 'toggle', says: 'the honest prover may stop for good' },
    crashSequencer: { kind: 'toggle', says: 'the sequencer may stop for good' },
    censor: { kind: 'budget', greatest: 6, says: 'L1 blocks that leave out a message of Alice, in all' },
    upgrade: {
      kind: 'toggle',
      says: 'the holder of the contract’s key installs the key of a circuit that checks no signature',
    },
  },
  rules: {
    bindData: { says: 'the proof is about the data that was posted' },
    bindInbox: { says: 'the proof is about the message that the batch consumes' },
    bindIndex: { says: 'the proof is about the batch number that is due' },
    nonces: { says: 'the state keeps a nonce, and a signature names it' },
    completeCircuit: { says: 'the circuit covers every batch' },
    forcedQueue: { says: 'a message that is overdue is consumed by the next batch' },
    popAtExecution: { says: 'a message leaves the queue when its batch is executed, not when it is committed' },
    escapeHatch: { says: 'while a message is overdue anybody can freeze the rollup', givesMoves: true },
    merkleProof: { says: 'an escape is paid what a Merkle proof shows' },
    escapeOnce: { says: 'an account escapes once' },
    upgradeDelay: { says: 'a verifier key is used U blocks after its announcement, not before' },
  },
  parties: {
    sequencer: 'adversary',
    operator: 'adversary',
    builder: 'adversary',
    admin: 'adversary',
    alice: 'honest',
    prover: 'honest',
    guardian: 'honest',
    anyone: 'environment',
    machines: 'environment',
    l1: 'environment',
  },
  compose: ({ parameters: { D, U, E, guardian, payments, deposits, signsBatch }, powers, rules }) => {
    const nonces = rules.nonces ? payments + 1 : 0;
    const supply = genesis.alice + genesis.operator + deposits;
    const keys = powers.upgrade === true ? [0, 1] : [0];
    const proofs = statements(deposits, nonces, keys);
    const messages: readonly Message[] = deposits > 0 ? ['deposit', 'exit'] : ['exit'];
    const bools = (may: boolean): readonly boolean[] => (may ? [false, true] : [false]);
    const crashes = [
      ...(powers.crashSequencer === true ? (['sequencer'] as const) : []),
      ...(powers.crashProver === true ? (['prover'] as const) : []),
    ];
    const victims: readonly Block['leavesOut'][] =
      Number(powers.censor) === 0 ? [] : guardian === 1 ? ['alice', 'guardian', 'both'] : ['alice'];
    const commits: readonly Commit[] = payloads<Commit>({
      data: oneOf(...txs),
      executes: oneOf(...txs),
      takes: oneOf<Commit['takes']>('none', ...messages),
      applies: oneOf<Commit['applies']>('none', ...messages),
      withheld: oneOf(...bools(powers.withhold === true)),
    }).filter(
      ({ data, executes, takes, applies }) =>
        (data === executes || powers.swapData === true) &&
        (takes === applies || (applies === 'none' && powers.skipInbox === true)),
    );
    return {
      components: {
        l1: component(baseLayer, { censorship: Number(powers.censor) }),
        rollup: component(zkRollup, { nonces, delay: E, rules }),
        key: component(verifierKey, { delay: U, rules }),
        inbox: component(zkInbox, { deadline: D, rules }),
        prover: component(zkProver, {
          nonces,
          signsBatch: signsBatch === 1,
          unsoundCircuit: powers.unsoundProof === true,
          completeCircuit: rules.completeCircuit,
          keeps: Number(powers.staleProof),
        }),
        sequencer: component(zkSequencer, { cheat: powers.cheat === true, signsBatch: signsBatch === 1 }),
        guardian: component(zkGuardian, { isThere: guardian === 1, nonces, signsBatch: signsBatch === 1 }),
        alice: component(zkUser, { payments, deposits }),
      },
      events: {
        SEQUENCE: event('alice', payments > 0 ? noPayload : []),
        COMMIT: event<Commit>('sequencer', commits),
        PUBLISH: event('sequencer', powers.withhold === true ? noPayload : []),
        PROVE: event<Prove>(
          ({ by }) => by,
          proofs.flatMap((proof) => (['prover', 'sequencer'] as const).map((by) => ({ ...proof, by }))),
        ),
        VERIFY: event<Verify>(
          ({ index }) => (index === 'earlier' ? 'sequencer' : 'anyone'),
          proofs.flatMap((proof) =>
            (Number(powers.staleProof) > 0 ? (['due', 'earlier'] as const) : (['due'] as const)).map((index) => ({
              ...proof,
              index,
            })),
          ),
        ),
        EXECUTE: event<Execute>('anyone', payloads<Execute>({ exits: oneOf(false, true), pays: range(0, supply) })),
        REVERT: event('guardian', guardian === 1 ? noPayload : []),
        FORCE: event<{ readonly message: Message }>('alice', payloads({ message: oneOf(...messages) })),
        BLOCK: event<Block>(
          ({ censors }) => (censors ? 'builder' : 'l1'),
          payloads<Omit<Block, 'censors'>>({
            brings: oneOf<Block['brings']>('none', ...messages),
            reverts: oneOf(...bools(guardian === 1)),
            leavesOut: oneOf<Block['leavesOut']>('nobody', ...victims),
          }).map((block) => ({ ...block, censors: block.leavesOut !== 'nobody' })),
        ),
        FREEZE: event('alice', noPayload),
        ESCAPE: event<Escape>(
          ({ who }) => who,
          payloads<Escape>({ who: oneOf('alice', 'operator'), amount: range(0, supply), refund: range(0, deposits) }),
        ),
        ANNOUNCE: event('admin', powers.upgrade === true ? noPayload : []),
        UPGRADE: event('admin', powers.upgrade === true ? noPayload : []),
        CRASH: event<{ readonly who: 'sequencer' | 'prover' }>('machines', payloads({ who: oneOf(...crashes) })),
      },
    };
  },
});
