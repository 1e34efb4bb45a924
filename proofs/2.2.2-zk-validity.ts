/**
 * Theorem 2.2.2 (ZK-Rollup Validity): "A ZK-rollup state transition from S_i to S_{i+1} is valid if and only if there exists a valid
 * zero-knowledge proof π such that V(S_i, S_{i+1}, π) = 1."
 *
 * Proofs are taken in the symbolic sense: tokens that exist only if the circuit's relation held and somebody held the witness
 * (`zk-prover.ts`). Even so the literal reading fails both ways.
 * - ⇐. V as written sees two states and a proof. A proof about other data, or about no message, or one that was used before fits as well;
 *   and what a circuit relates is a program, not the specification. Valid is read as: a transition of Σ on the data and the message that
 *   stand on L1, with a signature for each payment (validity); one signature, one payment (authorised); and the contract holds what it
 *   owes (backing).
 * - ⇒. A valid batch is not proven by being valid: somebody must hold its data, be up, and have a circuit that covers it. The claim is
 *   a response: committed leads to proven.
 * - What it forgets. A valid, proven root whose data are withheld freezes every exit, and nothing that the theorem speaks of is violated.
 * As an existential over strings ⇐ is false for every succinct argument, whatever the rules (`2.2.2-existential.ts`).
 *
 * Repaired reading. Safety needs the hypotheses of `safetyHypotheses`; each, dropped alone, gives the counterexample of its `necessary` claim.
 * `bindIndex` is not among them: where the state keeps nonces, no state with a payment of Alice comes back, and a proof of an earlier batch
 * speaks of states that are gone. It is needed where signatures name a batch number instead (`assumptions-replay`). Binding the index
 * without either does nothing: the operator just proves the old signature anew.
 * Exits need available data and one of three sets (`assumptions-exit`): an escape hatch whose queue lets go of a message only when its
 * batch is executed; the hatch with honest sequencer and live prover; or, without a hatch, everybody live and a queue that must be served.
 *
 * `popAtExecution` came out of the machine and is real: where a commitment takes messages out of the queue, a sequencer who commits and never
 * proves takes them along. No deadline runs for them, so nobody can freeze (4 steps and a loop), and a deposit among them is lost
 * when the rollup is frozen for another message (7 steps). zkSync Lite keeps two counts for it: requests that are committed,
 * and requests that are executed and only then leave the queue whose first entry opens exodus mode and whose deposits it pays back.
 * Polygon zkEVM lets go of forced batches when they are sequenced, and has a timeout on their verification instead.
 *
 * Defence in depth. With E blocks between proof and execution and a guardian that has the data, an unsound circuit does no harm: K < E, the
 * inequality of Theorem 2.1.2 with a delay in place of a challenge period (`assumptions-execution`).
 *
 * The key. After its announcement a verifier key is used U blocks later. Alice asks for her exit at once; K blocks leave her out, one more
 * brings her message into the queue, D later it is overdue, and she freezes the rollup before the next. With D + K + 1 blocks needed she is out if
 * the key comes one block later: D + K < U - 1. At U = D + K + 1 the key comes in the block in which her message is overdue, and whoever
 * holds it is faster.
 *
 * Trace lengths. An earlier, smaller model had proof and acceptance in one step and no commitment: 1 for the under-constrained circuit
 * (here commit, prove, verify: 3), 5 for the replay (here a signature, and four events a batch but the last: 11).
 */

import { range } from '../checker/language/menu.ts';
import { type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type AnyClaim,
  type AnyFrontier,
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Expectation,
  type Frontier,
  type Hypothesis,
  type Reading,
} from '../checker/language/theorem.ts';
import { type ZkRollupView, zkRollupSystem } from '../model/systems/zk-rollup.ts';
import { genesis, sameState, type ZkState } from '../model/zk-ledger.ts';
import { actingClaims } from './2.2.2-acting.ts';
import { bookkeepingClaims } from './2.2.2-bookkeeping.ts';
import { existentialClaims, existentialFrontier } from './2.2.2-existential.ts';
import { expectation } from './2.2.2-expected.ts';
import { authorised, completeness, executedRightly, exit, safety, validity } from './2.2.2-goals.ts';
import { dishonest, exitHypotheses, forExits, forSafety, lattices, safetyHypotheses } from './2.2.2-hypotheses.ts';
import { specifiedClaim } from './2.2.2-specified.ts';

const system = zkRollupSystem;

interface Choice {
  readonly reading?: Reading;
  readonly verdict?: Expectation['verdict'];
  readonly instance?: string;
  readonly unfired?: Readonly<Record<string, string>>;
}

/** A claim; unless told otherwise a literal one, refuted at the small instance. */
function claim(
  id: string,
  says: string,
  property: Property<ZkRollupView>,
  setting: Setting,
  choice: Choice = {},
): Claim<ZkRollupView> {
  const { reading = 'literal', verdict = 'violated', instance = 'small', unfired = {} } = choice;
  return { id, reading, says, system, property, instance, setting, unfired, expect: expectation(id, verdict) };
}

/** A deposit on top of what the instance has. */
const withDeposit: Setting = { parameters: { deposits: 1 } };
/** Signatures that name a batch number, and a state without nonces. */
const batchNumbers: Setting = { ...forSafety, parameters: { signsBatch: 1 }, without: ['nonces'] };

/** V(S_i, S_{i+1}, π): two states and a proof, nothing else; and a state without nonces, which Definition 1.1.3 does not ask for. */
const asWritten = ['bindData', 'bindInbox', 'bindIndex', 'nonces'];

const literalClaims: readonly Claim<ZkRollupView>[] = [
  claim(
    'under-constrained-circuit',
    'The circuit forgot a constraint: V accepts a payment that Alice never signed.',
    validity,
    { powers: { cheat: true, unsoundProof: true } },
  ),
  claim(
    'other-data',
    'One transaction is posted, another one executed and proven: nobody can rebuild the state.',
    validity,
    {
      powers: { swapData: true },
      without: asWritten,
    },
  ),
  claim(
    'deposit-skipped',
    'A deposit is consumed on L1 and proven away: the proof is about no message at all.',
    validity,
    {
      ...withDeposit,
      powers: { skipInbox: true },
      without: asWritten,
    },
  ),
  claim(
    'proof-replayed',
    'The states come back, and with them the proof of Alice’s payment: she pays twice.',
    authorised,
    {
      powers: { cheat: true, staleProof: 2 },
      without: asWritten,
    },
  ),
  claim(
    'signature-proven-anew',
    'Nobody replays a proof, and the index is bound: the old signature is proven anew.',
    authorised,
    {
      powers: { cheat: true },
      without: ['nonces'],
    },
  ),
  claim('other-key', 'The verifier key is replaced at once by that of a circuit that checks no signature.', validity, {
    powers: { cheat: true, upgrade: true },
    parameters: { U: 0 },
  }),
  claim(
    'witness-withheld',
    'A valid batch is committed without its data: nobody who would prove it can.',
    completeness,
    {
      powers: { withhold: true },
    },
  ),
  claim('prover-crashed', 'A valid batch is committed, and the prover stops.', completeness, {
    powers: { crashProver: true },
  }),
  claim(
    'not-covered',
    'A valid batch is committed that does not fit into the circuit: the chain halts.',
    completeness,
    {
      without: ['completeCircuit'],
    },
  ),
  claim(
    'exits-frozen',
    'A valid, proven root without its data: the rollup is frozen in time, and no exit is left to take.',
    exit,
    { powers: { withhold: true } },
  ),
  claim(
    'frozen-and-safe',
    'Withheld data violate nothing that the theorem speaks of.',
    safety,
    { powers: { withhold: true } },
    { verdict: 'exhausted' },
  ),
];

const noHatch = { FREEZE: 'there is no hatch here', ESCAPE: 'there is no hatch here' };

const keepsOne: Setting = { ...withDeposit, powers: { ...dishonest, staleProof: 1 } };
const watched: Setting = {
  parameters: { E: 2, guardian: 1 },
  powers: { cheat: true, unsoundProof: true, censor: 1 },
};
const underNewKey: Setting = { powers: { ...dishonest, upgrade: true, censor: 1 } };

function repaired(
  id: string,
  says: string,
  property: Property<ZkRollupView>,
  setting: Setting,
  instance = 'small',
): Claim<ZkRollupView> {
  return claim(id, says, property, setting, { reading: 'repaired', verdict: 'exhausted', instance });
}

const repairedClaims: readonly Claim<ZkRollupView>[] = [
  repaired('repaired', 'Safety against a dishonest sequencer who keeps the last two proofs.', safety, forSafety),
  repaired('repaired-deposit', 'With a deposit in the queue, and the last proof kept.', safety, keepsOne),
  repaired('repaired-medium', 'The same with two payments and a longer deadline.', safety, forSafety, 'medium'),
  repaired(
    'batch-numbers',
    'Signatures name a batch number, the state keeps no nonces, and the index is bound.',
    safety,
    batchNumbers,
  ),
  repaired('index-not-needed', 'Where the state keeps nonces, safety needs no index among the public inputs.', safety, {
    ...forSafety,
    without: ['bindIndex'],
  }),
  repaired(
    'proven',
    'What is committed validly is proven, if its data are out, the prover is up and the circuit covers it.',
    completeness,
    { ...withDeposit, powers: { ...dishonest, crashSequencer: true } },
  ),
  repaired('exits-by-hatch', 'Sequencer and prover may stop or cheat: Alice gets out by the hatch.', exit, forExits),
  claim(
    'exits-by-queue',
    'No hatch: Alice gets out if sequencer and prover are honest and go on, and the queue must be served.',
    exit,
    { powers: { censor: 1 }, without: ['escapeHatch'] },
    { reading: 'repaired', verdict: 'exhausted', unfired: noHatch },
  ),
  repaired(
    'taken-back-in-time',
    'An under-constrained circuit, two blocks until execution and one of them censored: the guardian takes the batch back.',
    executedRightly,
    watched,
  ),
  repaired(
    'out-before-the-key',
    'A malicious key is announced: with D = K = 1 and U = 4 Alice is out before it is used.',
    authorised,
    underNewKey,
  ),
];

function idOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function dropping(base: Setting, { dropped }: Hypothesis): Setting {
  return {
    parameters: { ...base.parameters, ...dropped.parameters },
    powers: { ...base.powers, ...dropped.powers },
    without: [...(base.without ?? []), ...(dropped.without ?? [])],
  };
}

const necessaryClaims: readonly Claim<ZkRollupView>[] = [
  ...Object.entries(safetyHypotheses).map(([name, hypothesis]) => {
    // Only a deposit can be lost between queue and state.
    const base = name === 'popAtExecution' ? { ...forSafety, ...withDeposit } : forSafety;
    return claim(`without-${idOf(name)}`, `Dropped: ${hypothesis.says}.`, safety, dropping(base, hypothesis), {
      reading: 'necessary',
    });
  }),
  ...Object.entries(exitHypotheses).map(([name, hypothesis]) =>
    claim(
      `exit-without-${idOf(name)}`,
      `Dropped, of the exit: ${hypothesis.says}.`,
      exit,
      dropping(forExits, hypothesis),
      { reading: 'necessary' },
    ),
  ),
  claim(
    'batch-numbers-unbound',
    'Where signatures name a batch number, dropped: the proof is about the batch number that is due.',
    safety,
    { ...batchNumbers, without: ['nonces', 'bindIndex'] },
    { reading: 'necessary' },
  ),
  claim(
    'taken-back-too-late',
    'Dropped, of the guardian: fewer blocks are censored than execution is delayed by.',
    executedRightly,
    { ...watched, powers: { ...watched.powers, censor: 2 } },
    { reading: 'necessary' },
  ),
  claim(
    'key-without-delay',
    'Dropped: a key is used U blocks after its announcement.',
    authorised,
    { ...underNewKey, without: ['upgradeDelay'] },
    { reading: 'necessary' },
  ),
];

function witness(
  id: string,
  says: string,
  found: (view: ZkRollupView) => boolean,
  setting: Setting = forSafety,
): Claim<ZkRollupView> {
  return claim(id, says, reachable<ZkRollupView>(id, says, found), setting, {
    reading: 'witness',
    verdict: 'exhausted',
  });
}

function everInside({ alice, operator, out }: ZkState): number {
  return alice + operator + out;
}

const witnessClaims: readonly Claim<ZkRollupView>[] = [
  witness('payment-executed', 'A signed payment is executed.', ({ rollup }) => rollup.context.root.nonce > 0),
  witness(
    'deposit-applied',
    'A deposit went through the queue into the state.',
    ({ rollup: { context } }) => everInside(context.root) === 3,
    keepsOne,
  ),
  witness('exit-paid-by-batch', 'An exit of Alice is executed and paid.', ({ rollup }) => rollup.context.root.out > 0),
  witness(
    'both-escaped',
    'The rollup is frozen, both accounts escape, and nothing is left.',
    ({ rollup: { context } }) => context.escaped.length === 2 && context.escrow === 0,
  ),
  witness(
    'deposit-refunded',
    'The rollup is frozen with a deposit in the queue, and Alice gets it back.',
    ({ rollup: { context }, alice }) =>
      context.escaped.includes('alice') && alice.context.deposited === 1 && everInside(context.root) === 2,
    keepsOne,
  ),
  witness('old-proof-fits', 'A proof of an earlier batch speaks of the states that are due.', ({ rollup, prover }) => {
    const { root, batch } = rollup.context;
    if (!rollup.matches({ active: 'committed' }) || batch === 'none') return false;
    return prover.context.earlier.some(({ pre, post }) => sameState(pre, root) && sameState(post, batch.post));
  }),
  witness('proof-of-other-data', 'A batch has a proof, about other data than was posted.', ({ rollup, prover }) => {
    const { batch } = rollup.context;
    return batch !== 'none' && prover.context.proofs.some(({ data }) => data !== batch.data);
  }),
  witness(
    'wrong-batch-taken-back',
    'A payment that nobody signed is proven, and taken back with no censorship left.',
    ({ l1, rollup, alice }) =>
      l1.context.censorship === 0 &&
      alice.context.debits > alice.context.signed &&
      rollup.context.root.alice === genesis.alice &&
      rollup.matches({ active: 'awaiting' }),
    watched,
  ),
  witness(
    'key-comes-too-late',
    'All censorship is spent, the malicious key is installed, and Alice is out.',
    ({ l1, key, alice }) => l1.context.censorship === 0 && key.matches('replaced') && alice.context.isOut,
    underNewKey,
  ),
  witness(
    'prover-crashed-and-out',
    'Prover and sequencer have stopped, all censorship is spent, and Alice is out.',
    ({ l1, prover, sequencer, alice }) =>
      l1.context.censorship === 0 && prover.matches('crashed') && sequencer.matches('crashed') && alice.context.isOut,
    forExits,
  ),
];

const claims: readonly AnyClaim[] = [
  ...literalClaims,
  ...existentialClaims,
  ...repairedClaims,
  ...necessaryClaims,
  ...witnessClaims,
  ...bookkeepingClaims,
  ...actingClaims,
  specifiedClaim,
];

const keyDelay: Frontier<ZkRollupView> = {
  id: 'frontier-key-delay',
  says: 'Delay U of a verifier key against the deadline D of the queue and K censored blocks.',
  system,
  goal: authorised,
  instance: 'small',
  setting: { powers: { cheat: true, upgrade: true } },
  axes: {
    D: { parameter: 'D', values: range(0, 2).values },
    K: { power: 'censor', values: range(0, 2).values },
    U: { parameter: 'U', values: range(0, 6).values },
  },
  expect: { formula: 'D + K < U - 1' },
};

const executionDelay: Frontier<ZkRollupView> = {
  id: 'frontier-execution-delay',
  says: 'Blocks E between proof and execution against K censored ones, under an unsound circuit and a guardian.',
  system,
  goal: executedRightly,
  instance: 'small',
  setting: { parameters: { guardian: 1 }, powers: { cheat: true, unsoundProof: true } },
  axes: { K: { power: 'censor', values: range(0, 3).values }, E: { parameter: 'E', values: range(0, 4).values } },
  expect: { formula: 'K < E' },
};

export const theorem: AnyTheorem = defineTheorem({
  item: '2.2.2',
  title: 'ZK-Rollup Validity',
  says: 'A state transition is valid iff there is a proof π with V(S_i, S_{i+1}, π) = 1.',
  instances: {
    small: { D: 1, U: 4, payments: 1, deposits: 0, signsBatch: 0 },
    medium: { D: 2, U: 6, payments: 2, deposits: 0, signsBatch: 0 },
    large: { D: 2, U: 6, payments: 2, deposits: 1, signsBatch: 0 },
    'three-bits': { t: 3, y: 3 },
  },
  claims,
  lattices,
  frontiers: [keyDelay, executionDelay, existentialFrontier] as readonly AnyFrontier[],
});
