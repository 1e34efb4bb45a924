/**
 * Who acts in Theorem 2.2.2, and when: whose proofs V is shown, who goes on when another one has crashed, when Alice leaves, and that time
 * goes on after the rollup was frozen.
 */

import { always, cheapest, enforceable, leadsTo, type Part, type Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { zkRollupSystem as system, type ZkRollupView } from '../model/systems/zk-rollup.ts';
import { isInSpec } from '../model/zk-prover.ts';
import { asksLast, exitKept, leavesInTime, stepsProven } from './2.2.2-bookkeeping.ts';
import { expected } from './2.2.2-expected.ts';
import { authorised, completeness, validity } from './2.2.2-goals.ts';
import { counted, measured } from './own-instance.ts';

const isProven: Part<ZkRollupView> = ({ rollup }) => rollup.matches({ active: 'proven' });

const provenSteps: Property<ZkRollupView> = always(
  'steps-proven',
  'What V has accepted leads from state to state as some proof does that exists.',
  { stepsProven },
);

/** Where the circuit covers no batch with both a transaction and a message. */
const isCovered = ({ rollup: { context } }: ZkRollupView): boolean =>
  context.batch !== 'none' && (context.batch.data === 'none' || context.batch.inbox === 'none');
const onlyCovered: Property<ZkRollupView> = always('only-covered', 'What is proven is covered by the circuit.', {
  covered: (view) => !isProven(view) || isCovered(view),
});
const coveredIsProven: Property<ZkRollupView> = leadsTo(
  'committed-leads-to-proven',
  'What the circuit covers is proven, or the rollup is frozen first.',
  (view) => {
    const { root, batch } = view.rollup.context;
    const isCommitted = view.rollup.matches({ active: 'committed' }) && batch !== 'none';
    return isCommitted && isCovered(view) && isInSpec(view.prover.context, { pre: root, ...batch });
  },
  completeness.parts,
  { weak: ['BLOCK', { event: 'PROVE', with: { by: 'prover' } }, 'VERIFY'] },
);

/** Those who play for it: with all of them the question is whether there is a way at all. */
const everybody = Object.keys(system.parties);
const othersThanSequencer = everybody.filter((party) => party !== 'sequencer');

const provenByOthers = (by: readonly string[]): Property<ZkRollupView> =>
  enforceable(
    'proven-by-others',
    'Whoever holds the data gets a batch proven that nobody had proven when the prover crashed.',
    { isProven },
    {
      by,
      from: ({ rollup, prover }) =>
        prover.matches('crashed') && rollup.matches({ active: 'committed' }) && prover.context.proofs.length === 0,
    },
  );

const crashes = (who: 'prover' | 'sequencer'): Property<ZkRollupView> =>
  always(`${who}-goes-on`, `The ${who} has not crashed.`, {
    goesOn: (view) => !view[who].matches('crashed'),
  });

/** Once a key is announced, or nothing is left to do but wait, blocks go on. */
const timeGoesOn = (...weak: readonly string[]): Property<ZkRollupView> =>
  leadsTo(
    'announced-leads-to-due',
    'A key that is announced may be used after its delay, whatever has become of the rollup.',
    ({ key }) => key.matches('announced'),
    { due: ({ key }) => key.matches('replaced') || key.context.age === key.context.terms.delay },
    { weak: [...weak, 'FREEZE', 'ESCAPE', { event: 'FORCE', with: { message: 'exit' } }] },
  );

const inTime: Property<ZkRollupView> = always(
  'leaves-in-time',
  'Alice has sent her exit before the first block after another key was announced is over.',
  { leavesInTime },
);

const nothingAfter: Property<ZkRollupView> = always('asks-last', 'Who has asked to leave sends nothing more.', {
  asksLast,
});

/** Where a message leaves the queue with the batch that consumes it. */
const oneAtATime: Property<ZkRollupView> = always(
  'one-at-a-time',
  'The exit of Alice is in the queue, or in the batch in flight, or executed.',
  { exitKept },
);

/** The same of what was withheld. */
const published = (by: readonly string[]): Property<ZkRollupView> =>
  enforceable(
    'published',
    'What was withheld of an executed batch can be published at last.',
    { seen: ({ alice }) => !alice.context.blind },
    { by, from: ({ alice }) => alice.context.blind },
  );

const deposited: Property<ZkRollupView> = cheapest(
  'deposited',
  'A deposit is in the queue; each message that Alice sends costs one.',
  ({ inbox }) => inbox.context.queue.some(({ message }) => message === 'deposit'),
  { FORCE: 1 },
);

type Reading = Claim<ZkRollupView>['reading'];

function claim(
  id: string,
  reading: Reading,
  says: string,
  property: Property<ZkRollupView>,
  setting: Setting,
  unfired: Readonly<Record<string, string>> = {},
): Claim<ZkRollupView> {
  const [states, transitions, depth, steps, price] = expected[id] ?? [0, 0, 0];
  const verdict = reading === 'necessary' ? 'violated' : 'exhausted';
  return {
    ...{ id, reading, says, system, property, instance: 'small', setting, unfired },
    onlyHere: property === onlyCovered ? counted : measured,
    expect: {
      ...{ verdict, states, transitions, depth },
      ...(steps === undefined ? {} : { steps }),
      ...(price === undefined ? {} : { price }),
    },
  };
}

const noPayments = { payments: 0 } as const;
const oneDeposit = { ...noPayments, deposits: 1 } as const;
const uncovered = { deposits: 1, D: 1 } as const;

export const actingClaims: readonly Claim<ZkRollupView>[] = [
  claim('steps-proven', 'repaired', 'V is shown proofs of the step that it accepts, old ones included.', provenSteps, {
    powers: { cheat: true, staleProof: 1 },
    without: ['bindIndex', 'bindData', 'bindInbox'],
  }),
  claim('bound-data', 'repaired', 'Of two inputs that lead to one state V accepts a proof of those on L1.', validity, {
    parameters: oneDeposit,
    powers: { swapData: true, skipInbox: true },
  }),
  claim(
    'numbers-in-place-of-nonces',
    'repaired',
    'Where a signature names a batch number one signature pays once, without nonces.',
    authorised,
    { parameters: { signsBatch: 1 }, powers: { cheat: true }, without: ['nonces', 'escapeHatch'] },
    { FREEZE: 'there is no hatch here', ESCAPE: 'there is no hatch here' },
  ),
  claim('only-covered', 'repaired', 'What the circuit does not cover is not proven.', onlyCovered, {
    parameters: uncovered,
    without: ['completeCircuit'],
  }),
  claim('covered-is-proven', 'repaired', 'And what it covers is.', coveredIsProven, {
    parameters: uncovered,
    without: ['completeCircuit'],
  }),
  claim('sound-when-crashed', 'repaired', 'A circuit stays sound when the honest prover has crashed.', validity, {
    powers: { cheat: true, crashProver: true },
  }),
  claim('proven-by-others', 'repaired', 'Others prove what the prover has left.', provenByOthers(everybody), {
    parameters: noPayments,
    powers: { crashProver: true },
  }),
  claim('prover-goes-on', 'repaired', 'The prover survives the sequencer.', crashes('prover'), {
    parameters: noPayments,
    powers: { crashSequencer: true },
  }),
  claim('sequencer-goes-on', 'repaired', 'And the sequencer the prover.', crashes('sequencer'), {
    parameters: noPayments,
    powers: { crashProver: true },
  }),
  claim('prover-crashes', 'necessary', 'Dropped: the prover goes on.', crashes('prover'), {
    parameters: noPayments,
    powers: { crashProver: true },
  }),
  claim('sequencer-crashes', 'necessary', 'Dropped: the sequencer goes on.', crashes('sequencer'), {
    parameters: noPayments,
    powers: { crashSequencer: true },
  }),
  claim(
    'time-goes-on',
    'repaired',
    'Blocks go on after a freeze: for those who are out, and those who left.',
    timeGoesOn('BLOCK'),
    {
      parameters: { ...oneDeposit, U: 2 },
      powers: { upgrade: true },
    },
  ),
  claim('time-goes-on-blind', 'repaired', 'And for those who cannot leave for want of data.', timeGoesOn('BLOCK'), {
    parameters: { ...noPayments, U: 2 },
    powers: { upgrade: true, withhold: true },
  }),
  claim('leaves-in-time', 'repaired', 'Alice reacts to a new key in the next block.', inTime, {
    parameters: { ...noPayments, U: 2 },
    powers: { upgrade: true },
  }),
  claim('asks-last', 'repaired', 'Nothing is deposited behind an exit.', nothingAfter, { parameters: oneDeposit }),
  claim('one-at-a-time', 'repaired', 'A batch takes one message, when it is committed, too.', oneAtATime, {
    parameters: oneDeposit,
    without: ['popAtExecution'],
  }),
  claim('published', 'repaired', 'And whoever has the data can publish them.', published(everybody), {
    parameters: noPayments,
    powers: { withhold: true },
  }),
  claim('deposited', 'witness', 'One message is enough for a deposit.', deposited, { parameters: oneDeposit }),
  claim('all-covered', 'necessary', 'Dropped: the circuit covers only so much.', onlyCovered, {
    parameters: uncovered,
  }),
  claim(
    'proven-by-nobody',
    'necessary',
    'Dropped: the sequencer proves. Nobody else has what it takes.',
    provenByOthers(othersThanSequencer),
    { parameters: noPayments, powers: { crashProver: true } },
  ),
  claim(
    'published-by-nobody',
    'necessary',
    'Dropped: the sequencer publishes. Nobody else has the data.',
    published(othersThanSequencer),
    { parameters: noPayments, powers: { withhold: true } },
  ),
  claim('time-stops', 'necessary', 'Dropped: L1 goes on.', timeGoesOn(), {
    parameters: { ...noPayments, U: 2 },
    powers: { upgrade: true },
  }),
];
