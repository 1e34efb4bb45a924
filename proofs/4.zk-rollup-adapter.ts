/**
 * The ZK rollup of section 4 as the machines' events move it: the L1 contract, with a sequencer who posts what the event says, or with the
 * honest operator (`ZkRollup`) in the sequencer's place.
 *
 * What is played here is what the system leaves to others. Alice signs her payments; the sequencer computes whatever state the event claims from
 * whatever it claims to have executed; provers make proofs from the witness that the event names. Where no proof was made, and
 * before every proof that was, a forged one is handed in (once for each batch): bound to the contract's own statement, with a witness in
 * which Alice is richer than she is.
 *
 * A unit of the machines is 2^60. The machines' states stand for commitments, so states are compared the other way round: the ledger behind
 * a root, in units. Payments are posted without signatures, as the machines have it: the proof stands for them.
 *
 * Longer than a file should be: thirteen events, a method each, over one state that they share.
 */

import type { Implementation, Taken } from '../checker/language/conformance.ts';
import type { MachineEvent } from '../checker/language/machine.ts';
import type { PlainData } from '../checker/language/plain-data.ts';
import type { Configuration } from '../checker/language/system.ts';
import {
  type BatchStatement,
  type BatchWitness,
  batchProgram,
  dataHashOf,
  execute,
  inboxHashOf,
  payoutHashOf,
} from '../model/reference/batch.ts';
import type { Hex } from '../model/reference/encoding.ts';
import {
  accountOf,
  type Ledger,
  type Message as LedgerMessage,
  openAccount,
  payoutsBetween,
  rootOf,
} from '../model/reference/ledger.ts';
import { type ProofSystem, type ReexecutionProof, reexecution } from '../model/reference/proof-system.ts';
import type { Result } from '../model/reference/result.ts';
import { announcementDigest, type BatchClaim, RollupContract } from '../model/reference/rollup-contract.ts';
import {
  type Address,
  bip340,
  type Domain,
  remembering,
  type SignatureScheme,
  signerOf,
} from '../model/reference/signatures.ts';
import { signTransaction, type Transaction } from '../model/reference/transaction.ts';
import { ZkRollup } from '../model/reference/zk-rollup.ts';
import type { ZkRollupView } from '../model/systems/zk-rollup.ts';
import type {
  AnnounceEvent,
  BlockEvent,
  CommitEvent,
  CrashEvent,
  EscapeEvent,
  ExecuteEvent,
  ForceEvent,
  FreezeEvent,
  ProveEvent,
  PublishEvent,
  SequenceEvent,
  Statement,
  UpgradeEvent,
  VerifyEvent,
} from '../model/zk-events.ts';
import { genesis, type Message, sameState, type Tx, type ZkState } from '../model/zk-ledger.ts';

type ZkEvent =
  | SequenceEvent
  | CommitEvent
  | PublishEvent
  | ProveEvent
  | VerifyEvent
  | ExecuteEvent
  | ForceEvent
  | BlockEvent
  | FreezeEvent
  | EscapeEvent
  | AnnounceEvent
  | UpgradeEvent
  | CrashEvent;

export type Proof = ReexecutionProof<BatchWitness>;

/** What a test replaces to see the replay notice. */
export interface Parts {
  readonly Contract: typeof RollupContract<Proof>;
  readonly Rollup: typeof ZkRollup<Proof>;
}

export const parts: Parts = { Contract: RollupContract, Rollup: ZkRollup };

/** Each signature is made and verified once for real; a replay asks for the same few a thousand times. */
const scheme: SignatureScheme = remembering(bip340);

const unit = 2n ** 60n;
const domain: Domain = { chainId: 1n, contract: '22'.repeat(32) };
const alice = signerOf(new Uint8Array(32).fill(0xa), scheme);
const operator = signerOf(new Uint8Array(32).fill(0xb), scheme);
const admin = signerOf(new Uint8Array(32).fill(0xc), scheme);

/** By version of the key: the relation of the rollup, and the one of a malicious upgrade, which checks no signature. */
const programs = [batchProgram(domain, scheme), batchProgram(domain, scheme, 'any')] as const;
const proofSystem: ProofSystem<BatchStatement, BatchWitness, Proof> = reexecution(programs);

function addressOf(who: 'alice' | 'operator'): Address {
  return who === 'alice' ? alice.address : operator.address;
}

/** A ledger for a state of the machines; the operator's nonce, which they do not keep, is 0. */
function ledgerOf({ alice: ofAlice, operator: ofOperator, nonce, out }: ZkState): Ledger {
  return new Map([
    [alice.address, { balance: BigInt(ofAlice) * unit, nonce: BigInt(nonce), withdrawn: BigInt(out) * unit }],
    [operator.address, { balance: BigInt(ofOperator) * unit, nonce: 0n, withdrawn: 0n }],
  ]);
}

const roots: WeakMap<Ledger, Hex> = new WeakMap();

/** The root of a ledger, worked out once: no ledger here is ever changed. */
function rootFor(ledger: Ledger): Hex {
  const known = roots.get(ledger) ?? rootOf(ledger);
  roots.set(ledger, known);
  return known;
}

function taken(result: Result<unknown, string>): Taken {
  return result.ok ? true : { refuses: result.error.message };
}

function statementKey({ pre, post, data, inbox, key }: Statement): string {
  const of = ({ alice: a, operator: o, nonce, out }: ZkState): string => `${a} ${o} ${nonce} ${out}`;
  return `${of(pre)}, ${of(post)}, ${data} ${inbox} ${key}`;
}

/** A batch as the sequencer computes it: what it executes and what it posts. */
interface Claim {
  readonly witness: BatchWitness;
  readonly post: Ledger;
  readonly batch: BatchClaim;
  readonly data: Tx;
}

interface Made {
  readonly index: bigint;
  readonly proof: Proof;
}

export class ZkRollupAdapter implements Implementation {
  readonly #parameters: Readonly<Record<string, number>>;
  readonly #contract: RollupContract<Proof>;
  /** The honest operator; undefined where the sequencer is the adversary. */
  readonly #rollup: ZkRollup<Proof> | undefined;
  /** The executed state, and the one that the batch in flight claims. */
  #state: Ledger = ledgerOf(genesis);
  #claimed: Ledger = this.#state;
  /** Alice's payments, by nonce. */
  readonly #signed: Transaction[] = [];
  #proverHasData = false;
  #proverRuns = true;
  readonly #proofs: Map<string, readonly Made[]> = new Map();
  /** Claims on the executed state, by what they say they are; void when that state or Alice's signatures change. */
  readonly #claims: Map<string, Claim | undefined> = new Map();
  /** What was posted of the batch in flight. */
  #posted: Claim | undefined;
  #forgery: 'untried' | 'refused' = 'untried';

  constructor({ parameters }: Configuration, isHonest: boolean, { Contract, Rollup }: Parts = parts) {
    this.#parameters = parameters;
    const terms = {
      ...{ domain, genesisRoot: rootFor(this.#state), genesisFunds: BigInt(genesis.alice + genesis.operator) * unit },
      ...{ deadline: BigInt(parameters.D as number), keyDelay: BigInt(parameters.U as number) },
      executionDelay: BigInt(parameters.E as number),
      ...{ verificationKey: programs[0].key, admin: admin.address, proofSystem },
    };
    this.#contract = new Contract(terms, scheme);
    const operation = { contract: this.#contract, state: this.#state, proofSystem, verificationKey: programs[0].key };
    // Never full: batches are made when the event says so.
    if (isHonest) this.#rollup = new Rollup({ ...operation, batchSize: 1_000 }, scheme);
  }

  take(event: MachineEvent): Taken {
    const move = event as ZkEvent;
    switch (move.type) {
      case 'SEQUENCE':
        return this.#sequence();
      case 'COMMIT':
        return this.#commit(move);
      case 'PUBLISH':
        this.#proverHasData = true;
        return true;
      case 'PROVE':
        return this.#prove(move);
      case 'VERIFY':
        return this.#verify(move);
      case 'EXECUTE':
        return this.#execute(move);
      case 'FORCE':
        // Alice's message is in the mempool of L1; which block brings it is the payload of BLOCK.
        return true;
      case 'BLOCK':
        return this.#passBlock(move);
      case 'FREEZE':
        return this.#freeze();
      case 'ESCAPE':
        return this.#escape(move);
      case 'ANNOUNCE':
        return taken(
          this.#contract.announceKey(programs[1].key, admin.sign(announcementDigest(domain, programs[1].key))),
        );
      case 'UPGRADE':
        return taken(this.#contract.installKey());
      case 'CRASH':
        if (move.who === 'prover') this.#proverRuns = false;
        return true;
      default:
        return move satisfies never;
    }
  }

  observe(): PlainData {
    const { state, root, batch, held, queue, verificationKey, announcedFor, provenFor } = this.#contract;
    const { U, D, E } = this.#parameters as { readonly U: number; readonly D: number; readonly E: number };
    const isFrozen = state === 'frozen';
    return {
      state,
      root: this.#known(root),
      batch:
        batch === 'none'
          ? batch
          : { post: this.#known(batch.postRoot), data: this.#dataIn(batch), taken: batch.consumes },
      escrow: Number(held / unit),
      escaped: (['alice', 'operator'] as const).filter((who) => this.#contract.hasEscaped(addressOf(who))),
      queue: queue.map(({ message, age }) => ({
        message: message.kind,
        age: isFrozen ? 0 : Math.min(Number(age), D),
      })),
      key: programs.findIndex(({ key }) => key === verificationKey),
      provenFor: provenFor === 'none' ? 0 : Math.min(Number(provenFor), E),
      announced: announcedFor === 'none' ? 0 : Math.min(Number(announcedFor), U),
      operated: this.#operated(),
    };
  }

  /** What the honest operator has: its state, and the payments of Alice that no batch contains yet. */
  #operated(): PlainData {
    if (this.#rollup === undefined) return 'none';
    return { state: this.#inUnits(this.#rollup.state), waiting: this.#rollup.waiting.length };
  }

  #inUnits(ledger: Ledger): PlainData {
    const [a, o] = [accountOf(ledger, alice.address), accountOf(ledger, operator.address)];
    const nonce = Math.min(Number(a.nonce), (this.#parameters.payments as number) + 1);
    const [ofAlice, ofOperator, out] = [a.balance, o.balance, a.withdrawn].map((amount) => Number(amount / unit));
    return { alice: ofAlice, operator: ofOperator, nonce, out };
  }

  /** The state behind a root that the contract has. */
  #known(root: string): PlainData {
    const ledger = [this.#state, this.#claimed].find((one) => rootFor(one) === root);
    return ledger === undefined ? root : this.#inUnits(ledger);
  }

  #dataIn({ dataHash }: BatchClaim): PlainData {
    return this.#posted?.batch.dataHash === dataHash ? this.#posted.data : dataHash;
  }

  /** Alice signs a payment with her next nonce and hands it over. */
  #sequence(): Taken {
    const nonce = BigInt(this.#signed.length);
    const payment = { sender: alice.address, recipient: operator.address, value: unit, data: '', nonce };
    const transaction = signTransaction(domain, payment, alice);
    this.#signed.push(transaction);
    this.#claims.clear();
    return this.#rollup === undefined ? true : taken(this.#rollup.addTransaction(transaction));
  }

  /** The transactions of a batch on a state. A payment that Alice has not signed carries the operator's signature. */
  #transactions(tx: Tx, on: Ledger): readonly Transaction[] {
    if (tx === 'none') return [];
    if (tx === 'refund') {
      const { nonce } = accountOf(on, operator.address);
      const payment = { sender: operator.address, recipient: alice.address, value: unit, data: '', nonce };
      return [signTransaction(domain, payment, operator)];
    }
    const { nonce } = accountOf(on, alice.address);
    const payment = { sender: alice.address, recipient: operator.address, value: unit, data: '', nonce };
    const signature = operator.sign('00'.repeat(32));
    return [this.#signed.find((one) => one.nonce === nonce) ?? { ...payment, signature }];
  }

  #messages(message: Message | 'none'): readonly LedgerMessage[] {
    if (message === 'none') return [];
    return [
      message === 'deposit'
        ? { kind: message, account: alice.address, amount: unit }
        : { kind: message, account: alice.address },
    ];
  }

  #commit(event: CommitEvent): Taken {
    const claim = this.#claimOf(event);
    const committed =
      this.#rollup === undefined
        ? claim && this.#contract.commit(claim.batch)
        : this.#commitHonestly(this.#rollup, event);
    if (committed === undefined) return { refuses: 'there is no such batch to claim' };
    if (committed.ok && claim !== undefined) {
      this.#claimed = claim.post;
      this.#posted = claim;
      this.#proverHasData = !event.withheld;
      this.#forgery = 'untried';
    }
    return taken(committed);
  }

  #claimOf({ data, executes, takes, applies }: CommitEvent): Claim | undefined {
    const name = `${data} ${executes} ${takes} ${applies}`;
    if (!this.#claims.has(name)) this.#claims.set(name, this.#claim(data, executes, takes, applies));
    return this.#claims.get(name);
  }

  #claim(data: Tx, executes: Tx, takes: Message | 'none', applies: Message | 'none'): Claim | undefined {
    const transactions = this.#transactions(executes, this.#state);
    const witness: BatchWitness = { pre: this.#state, messages: this.#messages(applies), transactions };
    const executed = execute(witness, domain, scheme, 'any');
    if (executed === undefined) return undefined;
    const messages = this.#messages(takes);
    const batch: BatchClaim = {
      postRoot: rootFor(executed.post),
      dataHash: dataHashOf(domain, this.#transactions(data, this.#state)),
      payouts: executed.payouts,
      consumes: messages.length,
      inboxHash: inboxHashOf(domain, messages),
    };
    return { witness, post: executed.post, batch, data };
  }

  /** The operator takes messages from the queue by their number, so it is asked only for those that are there. */
  #commitHonestly(rollup: ZkRollup<Proof>, { executes, takes }: CommitEvent): Result<unknown, string> | undefined {
    const head = this.#contract.queue[0]?.message.kind;
    if (takes !== 'none' && takes !== head) return undefined;
    const transactions = this.#transactions(executes, this.#state);
    return rollup.commitBatch({ messages: Number(takes !== 'none'), transactions });
  }

  /** The ledger for a state: the one at hand where it is that, so that roots are those of the contract. */
  #ledgerFor(state: ZkState): Ledger {
    const same = (ledger: Ledger): boolean => sameState(this.#inUnits(ledger) as ZkState, state);
    return [this.#state, this.#claimed].find(same) ?? ledgerOf(state);
  }

  #witness({ pre, data, inbox }: Statement): BatchWitness {
    const ledger = this.#ledgerFor(pre);
    return { pre: ledger, messages: this.#messages(inbox), transactions: this.#transactions(data, ledger) };
  }

  #prove(event: ProveEvent): Taken {
    const key = statementKey(event);
    const { index } = this.#contract;
    const made = this.#proofs.get(key) ?? [];
    if (made.some((one) => one.index === index)) return { refuses: 'the proof is there already' };
    if (event.by === 'prover' && !(this.#proverHasData && this.#proverRuns)) return { refuses: 'no data or no prover' };
    const proof = this.#proofOf(event, index);
    if (proof === undefined) return { refuses: 'there is no such proof' };
    this.#proofs.set(key, [...made, { index, proof }]);
    return true;
  }

  #proofOf(event: ProveEvent, index: bigint): Proof | undefined {
    if (this.#rollup !== undefined && event.by === 'prover') {
      const proof = this.#rollup.prove();
      return proof.ok ? proof.value : undefined;
    }
    const witness = this.#witness(event);
    const post = this.#ledgerFor(event.post);
    const statement: BatchStatement = {
      index,
      preRoot: rootFor(witness.pre),
      postRoot: rootFor(post),
      dataHash: dataHashOf(domain, witness.transactions),
      inboxHash: inboxHashOf(domain, witness.messages),
      payoutHash: payoutHashOf(domain, payoutsBetween(witness.pre, post)),
    };
    return proofSystem.prove((programs[event.key] ?? programs[0]).key, statement, witness);
  }

  #verify(event: VerifyEvent): Taken {
    const made = this.#proofs.get(statementKey(event)) ?? [];
    const { index } = this.#contract;
    const proof = made.findLast((one) => (event.index === 'due' ? one.index === index : one.index < index))?.proof;
    const forged = this.#handInForged();
    if (proof === undefined) return forged;
    if (forged === true) throw new Error('the contract takes a forged proof');
    return taken(this.#contract.verify(proof));
  }

  #handInForged(): Taken {
    const statement = this.#contract.state === 'committed' ? this.#contract.statement() : undefined;
    if (statement === undefined || this.#posted === undefined) return { refuses: 'no batch waits for a proof' };
    if (this.#forgery === 'refused') return { refuses: 'the forged proof was refused before' };
    const { witness } = this.#posted;
    const account = accountOf(witness.pre, alice.address);
    const pre = new Map([...witness.pre, [alice.address, { ...account, balance: account.balance + 1n }]]);
    const answer = this.#contract.verify({
      statement: programs[0].digest(statement),
      key: this.#contract.verificationKey,
      witness: { ...witness, pre },
    });
    if (!answer.ok) this.#forgery = 'refused';
    return taken(answer);
  }

  /** The event says what is paid, which the contract knows from the batch. */
  #execute({ exits, pays }: ExecuteEvent): Taken {
    const { batch } = this.#contract;
    if (batch === 'none') return taken(this.#contract.execute());
    const paid = batch.payouts.reduce((sum, { amount }) => sum + amount, 0n);
    const consumed = this.#contract.queue.slice(0, batch.consumes);
    if (exits !== consumed.some(({ message }) => message.kind === 'exit') || paid !== BigInt(pays) * unit) {
      return { refuses: 'the batch pays something else' };
    }
    const executed = this.#rollup === undefined ? this.#contract.execute() : this.#rollup.executeBatch();
    if (executed.ok) {
      this.#state = this.#claimed;
      this.#claims.clear();
      this.#proverHasData = false;
    }
    return taken(executed);
  }

  #passBlock({ brings }: BlockEvent): Taken {
    return taken(this.#contract.passBlock(this.#contract.height + 1n, this.#messages(brings)));
  }

  #freeze(): Taken {
    const frozen = this.#contract.freeze();
    if (frozen.ok) this.#proverHasData = false;
    return taken(frozen);
  }

  /** What is asked is shown by a proof if it is true, and by an opening with another balance in it if not. */
  #escape({ who, amount, refund }: EscapeEvent): Taken {
    const address = addressOf(who);
    const opening = openAccount(this.#state, address);
    if (opening === undefined) return { refuses: 'there is no such account' };
    const asked = (BigInt(amount) * unit).toString(16).padStart(16, '0');
    const shown = { ...opening, leaf: opening.leaf.slice(0, 64) + asked + opening.leaf.slice(80) };
    if (this.#contract.refundOf(address) !== BigInt(refund) * unit) return { refuses: 'the refund is another' };
    return taken(this.#contract.escape(shown));
  }
}

/** What the adapter must show in a state of the machines. */
export function observed({ rollup, key, inbox, sequencer }: ZkRollupView, isHonest: boolean): PlainData {
  const { root, batch, age, escrow, escaped } = rollup.context;
  const value = rollup.value as { readonly active: string } | 'frozen';
  return {
    state: value === 'frozen' ? value : value.active,
    root: { ...root },
    batch: batch === 'none' ? batch : { post: batch.post, data: batch.data, taken: Number(batch.inbox !== 'none') },
    escrow,
    escaped: [...escaped],
    queue: inbox.context.queue.map(({ message, age }) => ({ message, age })),
    key: key.context.version,
    provenFor: age,
    announced: key.context.age,
    operated: isHonest ? { state: { ...root }, waiting: sequencer.context.sequenced } : 'none',
  };
}
