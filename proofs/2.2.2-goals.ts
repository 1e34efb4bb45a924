/** What Theorem 2.2.2 may mean by "valid", and what it forgets to claim. */

import { given } from '../checker/language/antecedent.ts';
import { always, ask, both, leadsTo, type Property } from '../checker/language/property.ts';
import type { ZkRollupView } from '../model/systems/zk-rollup.ts';
import { isInSpec } from '../model/zk-prover.ts';

/** A batch that V accepted, between proof and execution: earlier ones were judged when they stood there. */
function accepted({ rollup }: ZkRollupView): Exclude<ZkRollupView['rollup']['context']['batch'], 'none'> | undefined {
  const { batch } = rollup.context;
  return rollup.matches({ active: 'proven' }) && batch !== 'none' ? batch : undefined;
}

/** ⇐, for the inputs that L1 has: the data that was posted and the message that was consumed. */
export const validity: Property<ZkRollupView> = always(
  'validity',
  'What V accepts is a valid transition on the data and the message that stand on L1.',
  (view) => {
    const batch = accepted(view);
    if (batch === undefined) return true;
    const pre = view.rollup.context.root;
    if (isInSpec(view.prover.context, { pre, ...batch })) return true;
    return { fails: `data ${batch.data}, message ${batch.inbox}: alice ${pre.alice} to ${batch.post.alice}` };
  },
);

/** Validity of what takes effect: a batch that is proven and may be executed now. */
export const executedRightly: Property<ZkRollupView> = always(
  'executed-rightly',
  'No batch can be executed that is wrong.',
  (view) => {
    const { age, terms } = view.rollup.context;
    return given('a batch can be executed', age >= terms.delay, () => ask(validity, 'validity', view).holds);
  },
);

export const authorised: Property<ZkRollupView> = always(
  'authorised',
  'Alice pays no more often than she signs.',
  ({ alice }) => {
    const { debits, signed } = alice.context;
    return debits <= signed || { fails: `${debits} payments, ${signed} signatures` };
  },
);

/** What the contract holds is what it owes: balances of the executed state, and deposits that were not applied yet. */
const backing: Property<ZkRollupView> = always(
  'backing',
  'The contract holds exactly what it owes.',
  ({ rollup, inbox }) => {
    const { root, batch, escrow, escaped } = rollup.context;
    const { queue, terms } = inbox.context;
    const queued = queue.filter(({ message }) => message === 'deposit').length;
    const inFlight = Number(!terms.rules.popAtExecution && batch !== 'none' && batch.inbox === 'deposit');
    const owed =
      (escaped.includes('alice') ? 0 : root.alice) +
      (escaped.includes('operator') ? 0 : root.operator) +
      queued +
      inFlight;
    return escrow === owed || { fails: `${escrow} held, ${owed} owed` };
  },
);

export const safety: Property<ZkRollupView> = both(
  'validity-authorised-backing',
  'What V accepts is valid, Alice signed what she pays, and the contract can pay what it owes.',
  validity,
  authorised,
  backing,
);

/** The honest prover, L1 and Alice keep going; the sequencer commits as long as it has not crashed. */
const everybodyFair = {
  weak: [
    'BLOCK',
    'COMMIT',
    { event: 'PROVE', with: { by: 'prover' } },
    'VERIFY',
    'EXECUTE',
    'FREEZE',
    { event: 'ESCAPE', with: { who: 'alice' } },
  ],
} as const;

/** ⇒, as a response: what was committed validly is proven sooner or later, unless the rollup is frozen first. */
export const completeness: Property<ZkRollupView> = leadsTo(
  'committed-leads-to-proven',
  'A valid batch that is committed is proven, or the rollup is frozen first.',
  ({ rollup, prover }) => {
    const { root, batch } = rollup.context;
    return (
      rollup.matches({ active: 'committed' }) && batch !== 'none' && isInSpec(prover.context, { pre: root, ...batch })
    );
  },
  { proven: ({ rollup }) => !rollup.matches({ active: 'committed' }) },
  { weak: ['BLOCK', { event: 'PROVE', with: { by: 'prover' } }, 'VERIFY'] },
);

/** Alice asked on L1 for her exit; she gets it by a batch or by escape. */
export const exit: Property<ZkRollupView> = leadsTo(
  'exit-leads-to-out',
  'Alice, whose exit is in the queue on L1, gets out.',
  ({ alice }) => alice.context.asked,
  { out: ({ alice }) => alice.context.isOut },
  everybodyFair,
);
