/** A rollup of three accounts with an operator, at a batch size of two. */

import { type BatchStatement, type BatchWitness, batchProgram } from '../../../model/reference/batch.ts';
import { type Ledger, rootOf } from '../../../model/reference/ledger.ts';
import { type ProofSystem, type ReexecutionProof, reexecution } from '../../../model/reference/proof-system.ts';
import { RollupContract } from '../../../model/reference/rollup-contract.ts';
import {
  bip340,
  type Domain,
  remembering,
  type SignatureScheme,
  type Signer,
  signerOf,
} from '../../../model/reference/signatures.ts';
import { signTransaction, type Transaction } from '../../../model/reference/transaction.ts';
import { ZkRollup } from '../../../model/reference/zk-rollup.ts';

export type Proof = ReexecutionProof<BatchWitness>;

/** Each signature for real, once. */
export const scheme: SignatureScheme = remembering(bip340);
export const domain: Domain = { chainId: 9n, contract: 'dd'.repeat(32) };
const people: readonly Signer[] = [1, 2, 3].map((byte) => signerOf(new Uint8Array(32).fill(byte), scheme));
export const admin: Signer = signerOf(new Uint8Array(32).fill(9), scheme);

export const program: ReturnType<typeof batchProgram> = batchProgram(domain, scheme);
export const proofSystem: ProofSystem<BatchStatement, BatchWitness, Proof> = reexecution([program]);

export function person(i: number): Signer {
  return people[i % people.length] as Signer;
}

/** Everybody has 100. */
export const genesis: Ledger = new Map(
  people.map(({ address }) => [address, { balance: 100n, nonce: 0n, withdrawn: 0n }]),
);

export function pay(from: number, to: number, value: bigint, nonce: bigint, where: Domain = domain): Transaction {
  const [sender, recipient] = [person(from), person(to)];
  return signTransaction(
    where,
    { sender: sender.address, recipient: recipient.address, value, data: '', nonce },
    sender,
  );
}

export interface Ends {
  readonly contract: RollupContract<Proof>;
  readonly rollup: ZkRollup<Proof>;
}

export function openRollup(batchSize = 2): Ends {
  const contract = new RollupContract<Proof>(
    {
      ...{ domain, genesisRoot: rootOf(genesis), genesisFunds: 300n, deadline: 5n, keyDelay: 10n, executionDelay: 0n },
      ...{ verificationKey: program.key, admin: admin.address, proofSystem },
    },
    scheme,
  );
  const operation = { contract, state: genesis, proofSystem, verificationKey: program.key, batchSize };
  return { contract, rollup: new ZkRollup<Proof>(operation, scheme) };
}
