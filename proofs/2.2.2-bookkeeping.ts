/**
 * What the parties of Theorem 2.2.2 have to agree on for the theorem to be about one rollup: which batch is in flight and what it consumes,
 * who has its data, what Alice signed and deposited, how old everything is. And what the contract's own checks say by themselves.
 */

import {
  always,
  cheapest,
  forEvery,
  leadsTo,
  type Part,
  type Property,
  reachable,
} from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { type ZkRollupView, zkRollupSystem } from '../model/systems/zk-rollup.ts';
import { genesis, sameState } from '../model/zk-ledger.ts';
import { isInSpec } from '../model/zk-prover.ts';
import { expected } from './2.2.2-expected.ts';
import { exit } from './2.2.2-goals.ts';

type Parts = Readonly<Record<string, Part<ZkRollupView>>>;

const isInFlight = ({ rollup }: ZkRollupView): boolean =>
  rollup.matches({ active: 'committed' }) || rollup.matches({ active: 'proven' });

function queuedDeposits({ inbox }: ZkRollupView): number {
  return inbox.context.queue.filter(({ message }) => message === 'deposit').length;
}

/** What V has accepted leads from state to state as some proof does that exists. */
export const stepsProven: Part<ZkRollupView> = ({ rollup, prover }) => {
  const { root, batch } = rollup.context;
  const { proofs, earlier } = prover.context;
  if (!rollup.matches({ active: 'proven' }) || batch === 'none') return true;
  return [...proofs, ...earlier].some(({ pre, post }) => sameState(pre, root) && sameState(post, batch.post));
};

/** The exit of Alice is in the queue, or in the batch in flight, or executed. */
export const exitKept: Part<ZkRollupView> = ({ alice, inbox, rollup }) => {
  const { asked, isOut } = alice.context;
  const { batch } = rollup.context;
  const isQueued = inbox.context.queue.some(({ message }) => message === 'exit');
  return !asked || isOut || rollup.matches('frozen') || isQueued || (batch !== 'none' && batch.inbox === 'exit');
};

/** Who has asked to leave sends nothing more. */
export const asksLast: Part<ZkRollupView> = ({ alice: { context } }) => !context.asked || context.pending === 'none';

/** Alice has sent her exit before the first block after another key was announced is over. */
export const leavesInTime: Part<ZkRollupView> = ({ key, alice }) =>
  key.context.age === 0 || !alice.matches('using') || alice.context.asked || alice.context.pending === 'exit';

const batch: Parts = {
  stepsProven,
  phases: (view) => {
    const { batch, age, terms } = view.rollup.context;
    const isAged = age === 0 || (view.rollup.matches({ active: 'proven' }) && age > 0 && age <= terms.delay);
    return isAged && (batch !== 'none') === isInFlight(view);
  },
  // What is proven speaks of the batch in flight; of one that was taken back as well.
  proofs: (view) => {
    const { rollup, prover, guardian } = view;
    const { root, batch } = rollup.context;
    return prover.context.proofs.every(
      ({ pre, post }) =>
        sameState(pre, root) && (guardian.context.terms.isThere || (batch !== 'none' && sameState(post, batch.post))),
    );
  },
  earlier: ({ prover: { context } }) => context.earlier.length <= context.terms.keeps,
  taken: ({ rollup, inbox }) => {
    const { batch } = rollup.context;
    const consumes = batch === 'none' ? 'none' : batch.inbox;
    return (
      (consumes === 'none') === !inbox.context.taken &&
      (consumes === 'none' || inbox.context.queue[0]?.message === consumes)
    );
  },
  // Of a batch in flight either everybody has the data or only the sequencer.
  data: (view) => {
    const { prover, sequencer, alice } = view;
    const { unseen, blind } = alice.context;
    const isKept = sequencer.context.withholds;
    return (
      (!isInFlight(view) || prover.context.hasData === !unseen) &&
      (!unseen || isInFlight(view)) &&
      (isKept === (unseen || blind) || view.rollup.matches('frozen'))
    );
  },
  // The guardian knows what was published at once, and is alarmed by nothing that it does not know.
  watched: ({ rollup, guardian, alice }) => {
    const { inputs, terms } = guardian.context;
    const { batch } = rollup.context;
    const isAlarmed = guardian.matches('alarmed') || guardian.matches('pending');
    if (!terms.isThere || batch === 'none' || inputs === 'unknown') return inputs === 'unknown' && !isAlarmed;
    return inputs.data === batch.data && inputs.inbox === batch.inbox && !alice.context.unseen;
  },
};

const alice: Parts = {
  exitKept,
  asksLast,
  leavesInTime,
  signatures: ({ alice, prover, guardian, sequencer }) => {
    const { signed, terms } = alice.context;
    const counts = [
      prover.context.signatures,
      ...(guardian.context.terms.isThere ? [guardian.context.signatures] : []),
    ];
    return (
      signed <= terms.payments && counts.every((count) => count === signed) && sequencer.context.sequenced <= signed
    );
  },
  // Signatures for a batch number are void when the number has passed.
  forDue: ({ alice, prover, guardian, sequencer }) => {
    const { signedForDue, terms } = prover.context;
    const others = [...(guardian.context.terms.isThere ? [guardian.context.signedForDue] : [])];
    if (others.some((one) => one !== signedForDue)) return false;
    if (!terms.signsBatch) return !signedForDue;
    return (sequencer.context.sequenced === 0 || signedForDue) && (!signedForDue || alice.context.signed > 0);
  },
  deposits: (view) => {
    const { context } = view.alice;
    const { root, escaped } = view.rollup.context;
    const inside = root.alice + root.operator + root.out - genesis.alice - genesis.operator;
    return (
      context.deposited <= context.terms.deposits &&
      (escaped.includes('alice') || inside + queuedDeposits(view) === context.deposited)
    );
  },
  exit: (view) => {
    const { asked, isOut } = view.alice.context;
    const isQueued = view.inbox.context.queue.some(({ message }) => message === 'exit');
    return isQueued === (asked && !isOut && !view.rollup.matches('frozen'));
  },
  out: ({ alice, rollup }) => alice.matches('escaped') === rollup.context.escaped.includes('alice'),
};

const clocks: Parts = {
  queue: ({ inbox: { context } }) =>
    forEvery(
      context.queue,
      (_, i) => `message ${i}`,
      ({ age }, i) => age >= 0 && age <= context.terms.deadline && age <= (context.queue[i - 1]?.age ?? age),
    ),
  key: ({ key }) => {
    const { age, terms, version } = key.context;
    if (!key.matches('announced')) return age === 0 && version === Number(key.matches('replaced'));
    return age >= 0 && age <= terms.delay && version === 0;
  },
  censorship: ({ l1 }) => l1.context.censorship >= 0,
  covered: ({ rollup }) => rollup.context.escrow >= 0,
};

const says =
  'Contract, queue, prover, sequencer, guardian and Alice keep one account of batches, messages, data and signatures.';
const oneAccount: Property<ZkRollupView> = always('one-account', says, { ...batch, ...alice, ...clocks });
/** Where the contract pays what it is asked for. */
const hers: Property<ZkRollupView> = always('one-account', says, {
  ...alice,
  ...clocks,
  hers: ({ rollup }) => {
    const { escaped, escrow, root } = rollup.context;
    return escaped.join() !== 'alice' || escrow === root.operator;
  },
});

const executed: Property<ZkRollupView> = cheapest(
  'executed-after-delay',
  'A batch is executed, and each block costs one.',
  ({ rollup }) => rollup.context.root.nonce > 0,
  { BLOCK: 1 },
);

/** Under fairness of L1 and of whoever executes. */
const rightIsExecuted: Property<ZkRollupView> = leadsTo(
  'right-leads-to-executed',
  'The first payment of Alice, proven and right, is executed.',
  ({ rollup, prover }) => {
    const { root, batch } = rollup.context;
    const isPayment = rollup.matches({ active: 'proven' }) && batch !== 'none' && batch.post.nonce > root.nonce;
    return isPayment && root.nonce === 0 && isInSpec(prover.context, { pre: root, ...batch });
  },
  { executed: ({ rollup }) => rollup.context.root.nonce > 0 },
  { weak: ['BLOCK', 'EXECUTE'] },
);

/** Blocks until it is so. */
function blocks(name: string, says: string, found: (view: ZkRollupView) => boolean): Property<ZkRollupView> {
  return cheapest(name, says, found, { BLOCK: 1 });
}

const replaced = blocks('key-replaced', 'The verifier key is replaced, and each block costs one.', ({ key }) =>
  key.matches('replaced'),
);
const frozen = blocks('frozen', 'The rollup is frozen, and each block costs one.', ({ rollup }) =>
  rollup.matches('frozen'),
);
const noHatch = { FREEZE: 'there is no hatch here', ESCAPE: 'there is no hatch here' };

function claim(
  id: string,
  says: string,
  property: Property<ZkRollupView>,
  setting: Setting,
  reading: Claim<ZkRollupView>['reading'] = 'repaired',
): Claim<ZkRollupView> {
  const [states, transitions, depth, steps, price] = expected[id] ?? [0, 0, 0];
  const verdict = reading === 'necessary' ? 'violated' : 'exhausted';
  return {
    ...{ id, reading, says, system: zkRollupSystem, property, instance: 'small', setting },
    unfired: {
      ...(setting.without?.includes('escapeHatch') === true ? noHatch : {}),
      ...(id === 'right-is-executed' ? { REVERT: 'nothing wrong is proven' } : {}),
    },
    expect: {
      ...{ verdict, states, transitions, depth },
      ...(steps === undefined ? {} : { steps }),
      ...(price === undefined ? {} : { price }),
    },
  };
}

const withDeposit = { deposits: 1 } as const;
const noPayments = { payments: 0 } as const;

export const bookkeepingClaims: readonly Claim<ZkRollupView>[] = [
  claim('one-account', 'All parties keep one account, honest or not.', oneAccount, {
    powers: { cheat: true, swapData: true, skipInbox: true, staleProof: 1 },
  }),
  claim('one-account-deposit', 'The same with a deposit.', oneAccount, { parameters: withDeposit }),
  claim('one-account-withheld', 'The same where data may be withheld.', oneAccount, { powers: { withhold: true } }),
  claim('one-account-watched', 'The same with a guardian, under an unsound circuit.', oneAccount, {
    parameters: { E: 1, guardian: 1, ...withDeposit, ...noPayments },
    powers: { cheat: true, unsoundProof: true },
  }),
  claim('one-account-watched-blind', 'The same where the guardian may not see the data.', oneAccount, {
    parameters: { E: 1, guardian: 1, ...noPayments },
    powers: { cheat: true, unsoundProof: true, withhold: true },
  }),
  claim('one-account-new-key', 'The same where the verifier key is replaced.', oneAccount, {
    parameters: { U: 2, ...noPayments },
    powers: { cheat: true, upgrade: true, censor: 1 },
  }),
  claim('one-account-numbered', 'The same where a signature names a batch number.', oneAccount, {
    parameters: { signsBatch: 1 },
    powers: { cheat: true },
    without: ['nonces'],
  }),
  claim('one-account-numbered-watched', 'The same with a guardian.', oneAccount, {
    parameters: { signsBatch: 1, E: 1, guardian: 1 },
    powers: { cheat: true, unsoundProof: true },
    without: ['nonces'],
  }),
  claim(
    'hers-unshown',
    'Without Merkle proofs Alice still takes what is hers, and nobody takes what is not there.',
    hers,
    {
      parameters: { ...withDeposit, ...noPayments },
      without: ['merkleProof'],
    },
  ),
  claim('hers-again', 'The same where an account may escape again.', hers, {
    parameters: { ...withDeposit, ...noPayments },
    without: ['escapeOnce'],
  }),
  claim(
    'one-account-popped',
    'Dropped, of one account: a message leaves the queue when its batch is executed.',
    oneAccount,
    {
      parameters: withDeposit,
      without: ['popAtExecution'],
    },
    'necessary',
  ),
  claim('right-is-executed', 'No guardian takes back what is right.', rightIsExecuted, {
    parameters: { E: 1, guardian: 1 },
    without: ['escapeHatch'],
  }),
  claim(
    'right-is-frozen',
    'Dropped: nobody can freeze the rollup.',
    rightIsExecuted,
    {
      parameters: { E: 1, guardian: 1 },
    },
    'necessary',
  ),
  claim(
    'exit-without-hatch-and-queue',
    'Dropped, of the exit: both the hatch and the queue.',
    exit,
    {
      without: ['escapeHatch', 'forcedQueue'],
    },
    'necessary',
  ),
  claim(
    'key-replaced',
    'A key is replaced U blocks after it was announced.',
    replaced,
    {
      parameters: { U: 2, ...noPayments },
      powers: { upgrade: true },
    },
    'witness',
  ),
  claim(
    'key-replaced-at-once',
    'Without a delay it is replaced in no time.',
    replaced,
    {
      parameters: { U: 2, ...noPayments },
      powers: { upgrade: true },
      without: ['upgradeDelay'],
    },
    'witness',
  ),
  claim(
    'frozen-by-deadline',
    'A message is overdue D blocks after the one that it is in.',
    frozen,
    { parameters: { D: 2, ...noPayments } },
    'witness',
  ),
  claim(
    'overdue-together',
    'Without a hatch time goes on while messages are overdue.',
    reachable(
      'overdue-together',
      'Two messages are overdue.',
      ({ inbox: { context } }) => context.queue.filter(({ age }) => age === context.terms.deadline).length === 2,
    ),
    { parameters: { ...withDeposit, ...noPayments }, without: ['escapeHatch'] },
    'witness',
  ),
  claim('executed-at-once', 'Without a delay a batch is executed before the block is over.', executed, {}),
  claim('executed-after-delay', 'With a delay of two it costs two blocks.', executed, { parameters: { E: 2 } }),
  claim(
    'proof-of-what-is-withheld',
    'Who holds the data proves what was not posted, and shows it to nobody.',
    reachable(
      'proof-of-what-is-withheld',
      'A batch whose data nobody else has is proven, about other data.',
      ({ rollup, prover }) => {
        const { batch } = rollup.context;
        return (
          batch !== 'none' && !prover.context.hasData && prover.context.proofs.some(({ data }) => data !== batch.data)
        );
      },
    ),
    { parameters: noPayments, powers: { swapData: true, withhold: true } },
    'witness',
  ),
];
