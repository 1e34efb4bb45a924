/**
 * The proof system π of Definition 2.2.1: proofs as tokens that only PROVE makes.
 *
 * A proof cannot be forged: it exists if the circuit's relation held and its maker held the witness (the data, and the signatures in it).
 * This is soundness and knowledge in the symbolic sense; the error that every real argument has is `toy-verifier.ts`. What the
 * circuit relates is not what the specification relates unless somebody made it so: `unsoundCircuit` lacks one
 * constraint (the signature of a payment), and without the rule `completeCircuit` a batch with both a transaction and a message does not
 * fit. Proofs are public once they are on L1; the last `keeps` of them can be handed in again. Nobody proves what is
 * not committed on L1, which is no restriction: witnesses do not expire.
 */

import { and, assign, not, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type {
  CommitEvent,
  CrashEvent,
  ExecuteEvent,
  FreezeEvent,
  ProveEvent,
  PublishEvent,
  SequenceEvent,
  Statement,
  VerifyEvent,
} from './zk-events.ts';
import { sameState, transition } from './zk-ledger.ts';

/** What a signature of Alice names. */
export interface SignatureTerms {
  /** As `transition` has it. */
  readonly nonces: number;
  /** A signature is for one batch number. */
  readonly signsBatch: boolean;
}

export interface ProverTerms extends SignatureTerms {
  /** The circuit does not constrain the signature of a payment. */
  readonly unsoundCircuit: boolean;
  /** The circuit covers every batch. */
  readonly completeCircuit: boolean;
  /** Proofs of earlier batches that can be handed in again. */
  readonly keeps: number;
}

export interface Prover {
  readonly terms: ProverTerms;
  /** Payments that Alice has signed. */
  readonly signatures: number;
  /** Whether she signed one for the batch number that is due. */
  readonly signedForDue: boolean;
  /** Whether the honest prover has the data of the batch that is committed. */
  readonly hasData: boolean;
  /** Proofs for the batch that is due, in order: of one step from state to state there can be several, for different inputs. */
  readonly proofs: readonly Statement[];
  /** Proofs of earlier batches, the latest last. */
  readonly earlier: readonly Statement[];
}

type ProverEvent =
  | SequenceEvent
  | CommitEvent
  | PublishEvent
  | ProveEvent
  | VerifyEvent
  | ExecuteEvent
  | FreezeEvent
  | CrashEvent;

interface Signatures {
  readonly terms: SignatureTerms;
  readonly signatures: number;
  readonly signedForDue: boolean;
}

/** Whether Alice signed the payment of a batch: for her nonce and for the batch number, as far as signatures name them. */
function isSigned({ terms, signatures, signedForDue }: Signatures, nonce: number): boolean {
  return signatures > nonce && (signedForDue || !terms.signsBatch);
}

/** The specification: what the theorem calls a valid transition, for the inputs that L1 has. */
export function isInSpec(signatures: Signatures, { pre, post, data, inbox }: Omit<Statement, 'key'>): boolean {
  const right = transition(pre, data, inbox, signatures.terms.nonces);
  if (right === undefined || !sameState(right, post)) return false;
  return data !== 'pay' || isSigned(signatures, pre.nonce);
}

/** The relation of the circuit that a key stands for; the key of a malicious upgrade constrains no signature. */
function isInCircuit(prover: Prover, statement: ProveEvent): boolean {
  const { pre, post, data, inbox, key } = statement;
  const { unsoundCircuit, completeCircuit, nonces } = prover.terms;
  if (!completeCircuit && data !== 'none' && inbox !== 'none') return false;
  if (!unsoundCircuit && key === 0) return isInSpec(prover, statement);
  const right = transition(pre, data, inbox, nonces);
  return right !== undefined && sameState(right, post);
}

function statementOf({ pre, post, data, inbox, key }: Statement): Statement {
  return { pre, post, data, inbox, key };
}

function sameStatement(a: Statement, b: Statement): boolean {
  const { key, data, inbox } = a;
  return key === b.key && data === b.data && inbox === b.inbox && sameState(a.pre, b.pre) && sameState(a.post, b.post);
}

function exists({ proofs, earlier }: Prover, asked: VerifyEvent): boolean {
  return (asked.index === 'due' ? proofs : earlier).some((one) => sameStatement(one, asked));
}

/** In the order of their inputs, so that it does not matter which was made first. */
function withProof({ proofs }: Prover, statement: Statement): readonly Statement[] {
  const name = ({ data, inbox, key }: Statement): string => `${data} ${inbox} ${key}`;
  return [...proofs, statementOf(statement)].sort((a, b) => name(a).localeCompare(name(b)));
}

/** The next number is due: the proofs for this one become earlier ones; a repeated one counts as the latest. */
function advance({ proofs, earlier, terms }: Prover): Partial<Prover> {
  const others = earlier.filter((old) => !proofs.some((one) => sameStatement(one, old)));
  return {
    proofs: [],
    earlier: terms.keeps === 0 ? [] : [...others, ...proofs].slice(-terms.keeps),
    signedForDue: false,
    hasData: false,
  };
}

export const zkProver: Machine<Prover, ProverEvent, ProverTerms> = setup({
  types: {} as { context: Prover; events: ProverEvent; input: ProverTerms },
  guards: {
    isNew: ({ context, event }) => event.type === 'PROVE' && !context.proofs.some((one) => sameStatement(one, event)),
    holdsData: ({ context, event }) => event.type === 'PROVE' && (event.by === 'sequencer' || context.hasData),
    isBySequencer: ({ event }) => event.type === 'PROVE' && event.by === 'sequencer',
    isInCircuit: ({ context, event }) => event.type === 'PROVE' && isInCircuit(context, event),
    exists: ({ context, event }) => event.type === 'VERIFY' && exists(context, event),
    isMine: ({ event }) => event.type === 'CRASH' && event.who === 'prover',
  },
  actions: {
    sign: assign({
      signatures: ({ context }) => context.signatures + 1,
      signedForDue: ({ context }) => context.terms.signsBatch,
    }),
    look: assign({ hasData: ({ event }) => event.type === 'COMMIT' && !event.withheld }),
    learn: assign({ hasData: true }),
    prove: assign({
      proofs: ({ context, event }) => (event.type === 'PROVE' ? withProof(context, event) : context.proofs),
    }),
    advance: assign(({ context }) => advance(context)),
    forget: assign({ proofs: [], earlier: [], hasData: false }),
  },
}).createMachine({
  id: 'zkProver',
  context: ({ input }) => ({
    terms: input,
    signatures: 0,
    signedForDue: false,
    hasData: false,
    proofs: [],
    earlier: [],
  }),
  on: {
    SEQUENCE: { actions: 'sign' },
    COMMIT: { actions: 'look' },
    PUBLISH: { actions: 'learn' },
    VERIFY: { guard: 'exists' },
    EXECUTE: { actions: 'advance' },
    // A frozen rollup verifies nothing any more.
    FREEZE: { actions: 'forget' },
  },
  initial: 'running',
  states: {
    running: {
      on: {
        PROVE: { guard: and(['isNew', 'holdsData', 'isInCircuit']), actions: 'prove' },
        CRASH: [{ guard: 'isMine', target: 'crashed' }, {}],
      },
    },
    crashed: {
      on: {
        PROVE: { guard: and(['isBySequencer', 'isNew', 'isInCircuit']), actions: 'prove' },
        CRASH: { guard: not('isMine') },
      },
    },
  },
});

export type ProverState = LocalState<Prover>;
