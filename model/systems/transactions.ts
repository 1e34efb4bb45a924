/**
 * Transactions as a system: Alice’s signed transactions, the chain for which she signs them, and a fork of it on which she has an account too.
 *
 * The adversary plays everybody else: sequencer, block builder, recipient, and whoever copies a signature from one chain to the other.
 */

import { oneOf, payloads, range } from '../../checker/language/menu.ts';
import { component, defineSystem, event, instances, type System } from '../../checker/language/system.ts';
import { type SignedTransactionState, signedTransaction, type TransactionFields } from '../1.1.3-transaction.ts';
import { type BaseLayerState, baseLayer } from '../l1.ts';
import { type ChainState, l2Chain } from '../l2-chain.ts';
import type { Block, Include, OfTransaction, OnChain, Replace, Submit } from '../transaction-events.ts';

export type TransactionsView = {
  readonly l1: BaseLayerState;
  readonly txs: readonly SignedTransactionState[];
  readonly chains: readonly ChainState[];
};

type ParameterName = 'txs' | 'balance' | 'L' | 'D';
type PowerName = 'fork' | 'alter' | 'reorg' | 'deepReorg' | 'censor';
type RuleName = 'nonces' | 'chainIds' | 'liveChainIds' | 'signsFields' | 'expiry' | 'forcedInclusion';

export const transactionSystem: System<TransactionsView> = defineSystem<
  TransactionsView,
  ParameterName,
  PowerName,
  RuleName
>({
  name: 'transactions',
  says: 'Signed transactions of Alice: the first, its replacement at a higher fee, and the next ones.',
  parameters: {
    txs: { says: 'transactions; the second replaces the first', default: 2, least: 1, greatest: 4 },
    balance: { says: 'what Alice owns on each chain', default: 2, least: 0, greatest: 4 },
    L: { says: 'lifetime of a transaction, in blocks', default: 2, least: 0, greatest: 12 },
    D: { says: 'blocks in the inbox after which a place on the chain is forced', default: 1, least: 0, greatest: 6 },
  },
  powers: {
    fork: { kind: 'toggle', says: 'there is a fork of the chain on which signatures can be tried' },
    alter: { kind: 'toggle', says: 'somebody puts another recipient beside the signature' },
    reorg: { kind: 'toggle', says: 'blocks of the chain are taken back' },
    deepReorg: { kind: 'toggle', says: 'blocks of the chain are taken back even if they were final' },
    censor: { kind: 'budget', greatest: 6, says: 'L1 blocks that leave out what is sent to the inbox, in all' },
  },
  rules: {
    nonces: { says: 'the signature covers a nonce, and the chain executes it in its turn' },
    chainIds: { says: 'the signature covers a chain id, and the chain compares it with its own' },
    liveChainIds: { says: 'a chain knows its id from itself, not from a storage that a fork copies' },
    signsFields: { says: 'the signature covers recipient, value and data' },
    expiry: { says: 'the signature covers a lifetime, and the chain executes nothing older', givesMoves: true },
    forcedInclusion: { says: 'the chain consumes what has been in the inbox for D blocks' },
  },
  parties: {
    alice: 'honest',
    sequencer: 'adversary',
    copyist: 'adversary',
    builder: 'adversary',
    l1: 'environment',
    derivation: 'environment',
  },
  compose: ({ parameters: { txs, balance, L, D }, powers, rules }) => {
    const tx = range(0, txs - 1);
    const chain = range(0, powers.fork === true ? 1 : 0);
    const table: readonly TransactionFields[] = tx.values.map((i) => ({
      ...{ sender: 'alice', recipient: 'bob', value: 1, data: '' },
      ...{ nonce: Math.max(0, i - 1), chainId: 0, fee: i === 1 ? 2 : 1, lifetime: L },
    }));
    const { nonces, expiry, forcedInclusion } = rules;
    const each = payloads<OfTransaction>({ tx });
    const onHome = payloads<OnChain>({ tx, chain: oneOf(0) });
    return {
      components: {
        l1: component(baseLayer, { censorship: Number(powers.censor) }),
        txs: instances(signedTransaction, txs, 'tx', {
          watch: ['INCLUDE', 'REORG', 'REPLACE', 'FINALISE', 'BLOCK'],
          input: (index) => ({ index, table, deadline: D, rules: { nonces, expiry, forcedInclusion } }),
        }),
        chains: instances(l2Chain, chain.values.length, 'chain', {
          input: (index) => ({ index, table, balance, capacity: txs, deepReorg: powers.deepReorg === true, rules }),
        }),
      },
      events: {
        SIGN: event<OfTransaction>('alice', each),
        REPLACE: event<Replace>('alice', txs > 1 ? [{ tx: 0, by: 1 }] : []),
        SUBMIT: event<Submit>('alice', payloads<Submit>({ tx, via: oneOf('sequencer', 'inbox') })),
        INCLUDE: event<Include>(
          (payload) => (payload.chain === 0 && !payload.altered ? 'sequencer' : 'copyist'),
          payloads<Include>({
            tx,
            chain,
            result: oneOf('ok', 'failed'),
            altered: powers.alter === true ? oneOf(false, true) : oneOf(false),
          }),
        ),
        REORG: event<OnChain>('sequencer', powers.reorg === true || powers.deepReorg === true ? onHome : []),
        REJECT: event<OnChain>('derivation', rules.forcedInclusion ? onHome : []),
        FINALISE: event<{ readonly chain: number }>('l1', [{ chain: 0 }]),
        BLOCK: event<Block>(
          ({ censors }) => (censors ? 'builder' : 'l1'),
          payloads<Block>({ censors: Number(powers.censor) > 0 ? oneOf(false, true) : oneOf(false) }),
        ),
      },
    };
  },
});
