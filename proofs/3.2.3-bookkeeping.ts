/**
 * What contract, signatures and participant of Theorem 3.2.3 have to agree on in each application: the latest state, what is on record and
 * challenged, what waits in the mempool, how old a challenge is. Asked where one application runs alone and where a pair runs as one.
 */

import { always, cheapest, forEvery, type Property, reachable } from '../checker/language/property.ts';
import type { Setting, System } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { encode, isValidMove, lockOf, moverOf, outcomeOf } from '../model/3.2.2-channel-application.ts';
import type { Adjudicator } from '../model/adjudicator.ts';
import { pairChannel, type StateChannelView, soloChannels } from '../model/systems/state-channel.ts';
import { type Choice, claim } from './3.2.3-claim.ts';
import { statusOf } from './3.2.3-goals.ts';
import { allClauses } from './3.2.3-hypotheses.ts';

type Of = {
  readonly view: StateChannelView;
  readonly register: Adjudicator['registers'][number];
  readonly chain: readonly number[];
  readonly own: StateChannelView['A'][number]['context'];
  readonly app: number;
};

function ofEach(holds: (of: Of) => boolean): (view: StateChannelView) => true | { readonly fails: string } {
  return (view) =>
    forEvery(
      view.signed,
      (_, app) => `application ${app}`,
      ({ context: { chain } }, app) => {
        const register = view.contract.context.registers[app] as Of['register'];
        const own = view.A[app]?.context as Of['own'];
        return holds({ view, register, chain, own, app });
      },
    ) as true | { readonly fails: string };
}

const status = { open: 'open', challenged: 'challenge', settled: 'finalised' } as const;

export const oneAccount: Property<StateChannelView> = always('one-account', 'Contract, signatures and A count alike.', {
  latest: ofEach(({ chain, own: { latest } }) => {
    const prior = chain[latest.turn - 1] ?? latest.prior;
    return latest.turn === chain.length - 1 && latest.state === chain.at(-1) && latest.prior === prior;
  }),
  moves: ofEach(
    ({
      chain,
      own: {
        terms: { application },
      },
    }) =>
      chain.every((state, turn) => turn === 0 || isValidMove(application, turn, chain[turn - 1] as number, state, 0)),
  ),
  onChain: ofEach(
    ({ view, register, own: { onChain }, app }) =>
      onChain.turn === register.turn && status[onChain.status] === statusOf(view, app),
  ),
  // Instead of a move of his own B may show another one; whether A has built on it is hers to show.
  record: ofEach(({ register: { turn, state }, chain }) => {
    const isReplaced = turn > 0 && moverOf(turn) === 'B';
    return turn < chain.length && (isReplaced || chain[turn] === state);
  }),
  challenges: ofEach(({ view, register, app }) => {
    const { challenge, paid } = register;
    const isRunning =
      challenge !== 'none' && challenge >= 0 && challenge < view.contract.context.terms.challengeDuration;
    return (
      isRunning === (statusOf(view, app) === 'challenge') &&
      (paid !== 'nothing') === (statusOf(view, app) === 'finalised') &&
      (isRunning || challenge === 'none')
    );
  }),
  // What is paid is what the state on record says, or, in a game, everything to whom it was not the turn.
  payouts: ofEach(({ register: { paid, turn, state }, own: { terms } }) => {
    if (paid === 'nothing') return true;
    const { application } = terms;
    const lock = lockOf(application);
    const isWhole = paid.toA >= 0 && paid.toB >= 0 && paid.toA + paid.toB === lock;
    const isForfeit = paid.toA === (moverOf(turn + 1) === 'A' ? 0 : lock) && turn < application.lastTurn;
    const isOutcome = paid.toA === outcomeOf(application, state).toA;
    // In a pair each of the two is paid by itself.
    return isWhole && (isOutcome || application.kind === 'pair' || (application.kind === 'game' && isForfeit));
  }),
  // B may have shown another last move instead of the one that A submits. She challenges to leave, and not otherwise.
  pending: ofEach(({ chain, own: { pending, terms, leaving } }) => {
    if (pending === 'none') return true;
    if (pending.kind === 'challenge' && !leaving) return false;
    const at = (turn: number): number => encode(terms.application, chain[Math.max(turn, 0)] as number);
    const { turn, prior, bytes } = pending;
    const isReplaced = turn > 0 && moverOf(turn) === 'B';
    return turn < chain.length && (isReplaced || bytes === at(turn)) && prior === at(turn - 1);
  }),
  // Time is counted as far as a claim asks for it.
  clock: ({ contract: { context }, l1 }) => {
    const { applications } = context.terms;
    const all = applications.flatMap((one) => [one, ...one.parts]);
    const horizon = Math.max(0, ...all.map(({ kind, deadline }) => (kind === 'claim' ? deadline : 0)));
    return context.age >= 0 && context.age <= horizon && context.held >= 0 && l1.context.censorship >= 0;
  },
});

const [first, second] = soloChannels;
const game: Setting = { parameters: { kind1: 2, share1: 1 } };
const holds: Choice = { reading: 'repaired', property: oneAccount, verdict: 'exhausted' };

function found(
  id: string,
  says: string,
  system: System<StateChannelView>,
  is: (of: Of) => boolean,
  setting: Setting = {},
  instance = 'small',
): Claim<StateChannelView> {
  const property = reachable<StateChannelView>(id, says, (view) => ofEach((of) => !is(of))(view) !== true);
  return claim(id, says, setting, { system, property, instance, reading: 'witness', verdict: 'exhausted' });
}

const settled: Property<StateChannelView> = cheapest(
  'settled-by-time',
  'B’s challenge has run out, and each block costs one.',
  ({ contract: { context } }) => context.registers[0]?.paid !== 'nothing' && context.registers[0]?.turn === 0,
  { BLOCK: 1, CONCLUDE: 9 },
);

export const bookkeepingClaims: readonly Claim<StateChannelView>[] = [
  claim(
    'settled-by-time',
    'A challenge that nobody answers runs out after T blocks.',
    {},
    { reading: 'witness', verdict: 'exhausted', system: first, instance: 'alone', property: settled },
  ),
  claim(
    'one-account',
    'Alone on its channel, a payment that A may leave.',
    {},
    { ...holds, system: first, instance: 'alone' },
  ),
  claim('one-account-claim', 'A claim alone.', {}, { ...holds, system: second }),
  claim('one-account-game', 'A game alone.', game, { ...holds, system: second }),
  claim(
    'one-account-censored',
    'A claim alone, one block censored.',
    { powers: { censor: 1 } },
    { ...holds, system: second },
  ),
  claim('one-account-pair', 'A pair run as one.', { without: allClauses }, { ...holds, system: pairChannel }),
  ...(
    [
      [first, '-first', []],
      [second, '', []],
      [pairChannel, '-pair', allClauses],
    ] as const
  ).map(([system, name, rules]) =>
    claim(
      `one-account-forgotten${name}`,
      'Dropped: what ends a challenge is on record from then on.',
      { without: [...rules, 'recordRises'] },
      { ...holds, reading: 'necessary', verdict: 'violated', system },
    ),
  ),
  found(
    'stale-answer-kept',
    'A keeps an answer that is good enough though she has a later state.',
    second,
    ({ own: { pending, latest } }) => pending !== 'none' && pending.turn < latest.turn && pending.waited,
    game,
  ),
];
