/**
 * A chain that executes transactions of Definition 1.1.3: what it checks before it does.
 *
 * It takes a transaction from anybody, if the rules let it: with `signsFields` the signature covers recipient, value and data; with `nonces` the
 * nonce is the sender's next; with `chainIds` the chain id that was signed is the chain's own, which with `liveChainIds` it knows from
 * itself, and without keeps in its storage, where a fork copies it. It executes what it takes: a payment that the sender cannot cover
 * fails, and uses up its nonce. A reorganisation takes back what is not final; with `deepReorg` it takes back what is, too.
 */

import { and, assign, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';
import type { TransactionFields } from './1.1.3-transaction.ts';
import type { FinaliseEvent, IncludeEvent, RejectEvent, ReorgEvent } from './transaction-events.ts';

export interface ChainRules {
  readonly signsFields: boolean;
  readonly nonces: boolean;
  readonly chainIds: boolean;
  readonly liveChainIds: boolean;
}

export interface ChainTerms {
  readonly index: number;
  readonly table: readonly TransactionFields[];
  /** What the sender owns at first. */
  readonly balance: number;
  /** Executions that are told apart: what makes the instance finite. */
  readonly capacity: number;
  /** Whether reorganisations stop at nothing. */
  readonly deepReorg: boolean;
  readonly rules: ChainRules;
}

export interface Execution {
  readonly tx: number;
  readonly result: 'ok' | 'failed';
  readonly altered: boolean;
}

export interface Chain {
  readonly terms: ChainTerms;
  readonly log: readonly Execution[];
  /** How many of them are final. */
  readonly final: number;
}

type ChainEvent = IncludeEvent | ReorgEvent | RejectEvent | FinaliseEvent;

function balanceOf({ terms, log }: Chain): number {
  return log.reduce(
    (sum, { tx, result }) => (result === 'ok' ? sum - (terms.table[tx]?.value ?? 0) : sum),
    terms.balance,
  );
}

/** Whether the chain takes a transaction; what the signature does not cover is not looked at. */
function accepts({ terms, log }: Chain, tx: number, altered: boolean): boolean {
  const { rules, index } = terms;
  const fields = terms.table[tx];
  if (fields === undefined || (altered && rules.signsFields)) return false;
  const ownId = rules.liveChainIds ? index : 0;
  return (!rules.nonces || fields.nonce === log.length) && (!rules.chainIds || fields.chainId === ownId);
}

export const l2Chain: Machine<Chain, ChainEvent, ChainTerms> = setup({
  types: {} as { context: Chain; events: ChainEvent; input: ChainTerms },
  guards: {
    hasRoom: ({ context }) => context.log.length < context.terms.capacity,
    isAccepted: ({ context, event }) => event.type === 'INCLUDE' && accepts(context, event.tx, event.altered),
    resultIsTrue: ({ context, event }) =>
      event.type === 'INCLUDE' &&
      (event.result === 'ok') === balanceOf(context) >= (context.terms.table[event.tx]?.value ?? 0),
    isLast: ({ context, event }) =>
      event.type === 'REORG' &&
      (context.terms.deepReorg || context.log.length > context.final) &&
      context.log.at(-1)?.tx === event.tx,
    isInvalid: ({ context, event }) => event.type === 'REJECT' && !accepts(context, event.tx, false),
    hasMore: ({ context }) => context.log.length > context.final,
  },
  actions: {
    execute: assign({
      log: ({ context, event }) =>
        event.type === 'INCLUDE'
          ? [...context.log, { tx: event.tx, result: event.result, altered: event.altered }]
          : context.log,
    }),
    takeBack: assign(({ context: { log, final } }) => ({
      log: log.slice(0, -1),
      final: Math.min(final, log.length - 1),
    })),
    finalise: assign({ final: ({ context }) => context.log.length }),
  },
}).createMachine({
  id: 'l2Chain',
  context: ({ input }) => ({ terms: input, log: [], final: 0 }),
  on: {
    INCLUDE: { guard: and(['hasRoom', 'isAccepted', 'resultIsTrue']), actions: 'execute' },
    REORG: { guard: 'isLast', actions: 'takeBack' },
    REJECT: { guard: 'isInvalid' },
    FINALISE: { guard: 'hasMore', actions: 'finalise' },
  },
});

export type ChainState = LocalState<Chain>;
