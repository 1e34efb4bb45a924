/** Inclusion as a system: L1 with its censor, the sequencer who may ignore anyone, the inbox, transactions and their coins. */

import { oneOf, payloads, range } from '../../checker/language/menu.ts';
import { component, defineSystem, event, instances, type System } from '../../checker/language/system.ts';
import {
  type CoinsState,
  coins,
  type Forced,
  type L1Block,
  type OfTransaction,
  type TransactionState,
  transaction,
} from '../forced-inclusion.ts';
import { type BaseLayerState, baseLayer } from '../l1.ts';

export type InclusionView = {
  readonly l1: BaseLayerState;
  readonly coins: CoinsState;
  readonly txs: readonly TransactionState[];
};

type ParameterName = 'txs' | 'conflict' | 'D' | 'horizon';

export const inclusionSystem: System<InclusionView> = defineSystem<
  InclusionView,
  ParameterName,
  'censor',
  'forcedInclusion'
>({
  name: 'inclusion',
  says: 'Transactions on their way into an L2: through the sequencer, or by force through the L1 inbox.',
  parameters: {
    txs: { says: 'transactions', default: 2, least: 1, greatest: 4 },
    conflict: { says: '1: the first two transactions spend the same coin', default: 1, least: 0, greatest: 1 },
    D: { says: 'blocks in the inbox after which inclusion is forced', default: 2, least: 0, greatest: 8 },
    horizon: { says: 'blocks of waiting that are told apart', default: 0, least: 0, greatest: 16 },
  },
  powers: {
    censor: { kind: 'budget', greatest: 8, says: 'L1 blocks that leave out what is sent to the inbox, in all' },
  },
  rules: { forcedInclusion: { says: 'the derivation consumes what has been in the inbox for D blocks' } },
  parties: {
    user: 'honest',
    sequencer: 'adversary',
    builder: 'adversary',
    l1: 'environment',
    derivation: 'environment',
  },
  compose: ({ parameters: { txs, conflict, D, horizon }, powers, rules }) => {
    const each = payloads<OfTransaction>({ tx: range(0, txs - 1) });
    const { forcedInclusion } = rules;
    const spends = Array.from({ length: txs }, (_, tx) => (conflict === 1 && tx === 1 ? 0 : tx));
    return {
      components: {
        l1: component(baseLayer, { censorship: Number(powers.censor) }),
        coins: component(coins, { spends }),
        txs: instances(transaction, txs, 'tx', {
          watch: ['BLOCK'],
          input: (index) => ({ index, deadline: D, forcedInclusion, horizon }),
        }),
      },
      events: {
        SUBMIT: event<OfTransaction>('user', each),
        ENQUEUE: event<OfTransaction>('user', each),
        INCLUDE: event<OfTransaction>('sequencer', each),
        FORCE: event<Forced>(
          'derivation',
          forcedInclusion ? payloads<Forced>({ tx: range(0, txs - 1), result: oneOf('executed', 'invalid') }) : [],
        ),
        BLOCK: event<L1Block>(
          ({ censors }) => (censors ? 'builder' : 'l1'),
          payloads<L1Block>({ censors: Number(powers.censor) > 0 ? oneOf(false, true) : oneOf(false) }),
        ),
      },
    };
  },
});
