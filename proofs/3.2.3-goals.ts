/** What Theorem 3.2.3 may mean by "safely". */

import { given } from '../checker/language/antecedent.ts';
import { keyOf } from '../checker/language/plain-data.ts';
import { always, both, forEvery, leadsTo, type Property, refines } from '../checker/language/property.ts';
import type { EventMap } from '../checker/language/refinement.ts';
import {
  type Application,
  isTimedMove,
  isValidMove,
  lockOf,
  moverOf,
  outcomeOf,
  type Signed,
} from '../model/3.2.2-channel-application.ts';
import { type Adjudicator, depositOf, recordedTurn } from '../model/adjudicator.ts';
import { type StateChannelView, soloChannels } from '../model/systems/state-channel.ts';

/** The last state that A signed, and its turn. */
function lastOfA({ chain }: Signed): { readonly turn: number; readonly state: number } {
  const last = chain.length - 1;
  const turn = last > 0 && moverOf(last) === 'B' ? last - 1 : last;
  return { turn, state: chain[turn] as number };
}

/** What A counts on alone in a channel: the least that she has under the last state she signed and what B can do from there. */
function due(signed: Signed): number {
  const { application } = signed;
  const { turn, state } = lastOfA(signed);
  const next = application.space.filter((to) => isValidMove(application, turn + 1, state, to, 0));
  const after = moverOf(turn + 1) === 'B' ? next : [];
  return Math.min(...[state, ...after].map((one) => outcomeOf(application, one).toA));
}

function applicationsOf({ signed }: StateChannelView): readonly Application[] {
  return signed.map(({ context }) => context.application);
}

/** Every settled application pays its whole lock, as its state says. */
const paidInFull: Property<StateChannelView> = always(
  'paid-in-full',
  'A settled application has paid out its whole lock.',
  (view) => {
    const { registers } = view.contract.context;
    return forEvery(
      applicationsOf(view),
      ({ id }) => `application ${id} pays less than its lock`,
      (application, app) => {
        const { paid } = registers[app] as Adjudicator['registers'][number];
        const sum = paid === 'nothing' ? undefined : paid.toA + paid.toB;
        return given('an application pays', sum !== undefined, () => sum === lockOf(application));
      },
    );
  },
);

/** The honest participant gets from each application what it owes her. */
export const soloPayoff: Property<StateChannelView> = always(
  'solo-payoff',
  'A settled application has paid A at least what she counts on in it.',
  ({ contract, signed }) => {
    const { registers } = contract.context;
    const paidIn = (app: number): number | undefined => {
      const paid = registers[app]?.paid;
      return paid === undefined || paid === 'nothing' ? undefined : paid.toA;
    };
    return forEvery(
      signed,
      ({ context }, app) => `application ${app} pays A ${paidIn(app)} and owes her ${due(context)}`,
      ({ context }, app) => {
        const paid = paidIn(app);
        return given('an application has paid', paid !== undefined, () => Number(paid) >= due(context));
      },
    );
  },
);

/** Whether what A signed last is on record, was moved on from, or can still be put on record, now or when the channel is free. */
function counts(contract: Adjudicator, signed: Signed): boolean {
  const { application, chain } = signed;
  const register = contract.registers[application.id] as Adjudicator['registers'][number];
  if (register.paid !== 'nothing') return true;
  const { turn, state } = lastOfA(signed);
  const isRecorded = register.turn === turn && register.state === state;
  const isBuiltOn =
    register.turn === turn + 1 &&
    moverOf(turn + 1) === 'B' &&
    outcomeOf(application, register.state).toA >= due(signed);
  if (isRecorded || isBuiltOn) return true;
  const wasLate =
    turn > 0 &&
    turn === chain.length - 1 &&
    isTimedMove(application, turn, chain[turn - 1] as number, state) &&
    contract.age >= application.deadline;
  const record = recordedTurn(contract, application.id);
  return !wasLate && (register.challenge === 'none' ? turn >= record : turn > record);
}

/** The state that the honest participant relies on cannot be shut out by what happens elsewhere in the channel. */
const neverShutOut: Property<StateChannelView> = always(
  'never-shut-out',
  'What A signed last in an open application is on record, was moved on from, or can be put on record.',
  ({ contract, signed }) =>
    forEvery(
      signed,
      (_, app) => `application ${app}: what A signed last can no longer be put on record`,
      ({ context }) => counts(contract.context, context),
    ),
);

export const fundsConserved: Property<StateChannelView> = always(
  'channel-funds-conserved',
  'What the channel holds and has paid is what was deposited.',
  ({ contract: { context } }) => {
    const paid = context.registers.reduce(
      (sum, one) => sum + (one.paid === 'nothing' ? 0 : one.paid.toA + one.paid.toB),
      0,
    );
    return context.held + paid === depositOf(context.terms);
  },
);

export const composability: Property<StateChannelView> = both(
  'composability',
  'Each application pays its lock, pays A what she counts on in it, and cannot be shut out; the funds are conserved.',
  paidInFull,
  soloPayoff,
  neverShutOut,
  fundsConserved,
);

/**
 * Under fairness of L1 and of A alone, and strong fairness at that: B may do as much as he likes within a block, but blocks follow
 * one another.
 */
export const leaving: Property<StateChannelView> = leadsTo(
  'leaving-leads-to-settled',
  'An application that A leaves is settled.',
  ({ A }) => A.some(({ context }) => context.leaving && context.onChain.status !== 'settled'),
  { settled: ({ A }) => A.every(({ context }) => !context.leaving || context.onChain.status === 'settled') },
  { strong: ['BLOCK', 'SUBMIT', 'EXECUTE'] },
);

/** What A was paid in an application, if it is settled. */
export function paidA({ contract }: Pick<StateChannelView, 'contract'>, app: number): number | undefined {
  const paid = contract.context.registers[app]?.paid;
  return paid === undefined || paid === 'nothing' ? undefined : paid.toA;
}

export function statusOf({ contract }: Pick<StateChannelView, 'contract'>, app: number): unknown {
  return (contract.value as Readonly<Record<string, unknown>>)[`application${app}`];
}

/** What a channel with one application alone does when the channel does this; an empty list: nothing that it could. */
function aloneEvent(app: number): EventMap {
  return ({ type, payload }) => {
    if (type === 'BLOCK') {
      const settles = (payload.settles as readonly number[]).includes(app) ? [0] : [];
      // A block that leaves out an operation may leave out another application's.
      const censors = payload.censors === true ? [false, true] : [false];
      return censors.map((one) => ({ type, payload: { settles, censors: one } }));
    }
    if (payload.app !== app) return null;
    if ('domain' in payload && payload.domain !== app) return [];
    return { type, payload: { ...payload, app: 0, ...('domain' in payload ? { domain: 0 } : {}) } };
  };
}

/** One application of the channel behaves as it does alone, with a deposit of its lock, and pays the same. */
export function independence(app: 0 | 1): Property<StateChannelView> {
  return refines<StateChannelView, StateChannelView>(
    `as-if-alone-${app}`,
    `Seen from application ${app}, the channel does what one with that application alone can do.`,
    {
      to: soloChannels[app],
      setting: ({ parameters, powers, rules }) => ({
        parameters,
        powers,
        // Of an application alone the five clauses are not asked.
        without: Object.keys(rules).filter((rule) => rules[rule] === false),
      }),
      event: aloneEvent(app),
      match: {
        'same-record': ({ contract }, alone) =>
          keyOf(contract.context.registers[app]) === keyOf(alone.contract.context.registers[0]),
        'same-signatures': ({ signed }, alone) =>
          signed[app]?.context.chain.join() === alone.signed[0]?.context.chain.join(),
      },
    },
  );
}
