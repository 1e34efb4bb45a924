/**
 * Plasma Cash as a system: room in the blocks of L1, exit contract, the watched coin's history, its honest owner, holders of other coins.
 *
 * The adversary plays the operator, everybody who owned the watched coin before, and whoever forges the histories of other coins; she is quick: what she
 * sends is in the block in progress. The owners of other coins are of two sorts: those who leave as soon as a block is withheld, and those who
 * never look.
 */

import { oneOf, payloads, range } from '../../checker/language/menu.ts';
import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import { coinSpace, type SpaceState } from '../block-space.ts';
import type {
  By,
  ChallengeCoinExit,
  CoinBlock,
  CommitCoin,
  GiveCoin,
  OwnerName,
  Position,
  RespondWithSpend,
  StartCoinExit,
} from '../coin-events.ts';
import { type CoinExitRules, type CoinExitState, coinExit } from '../coin-exit.ts';
import { coinHistory, type HistoryState } from '../coin-history.ts';
import { coinHolders, type HolderState } from '../coin-holders.ts';
import { type CoinOwnerState, coinOwner } from '../coin-owner.ts';
import type { CoinOwnerTerms } from '../coin-watch.ts';

export type PlasmaCashView = {
  readonly space: SpaceState;
  readonly contract: CoinExitState;
  readonly history: HistoryState;
  readonly owner: CoinOwnerState;
  readonly payee: CoinOwnerState;
  readonly holders: HolderState;
};

type ParameterName =
  | 'length'
  | 'given'
  | 'gives'
  | 'restarts'
  | 'H'
  | 'unwatched'
  | 'cap'
  | 'W'
  | 'leave'
  | 'reactionDelay'
  | 'deadline';
type PowerName = 'withhold' | 'invalid' | 'bonds' | 'congest' | 'offline';
type RuleName = keyof CoinExitRules | 'signedSpends' | 'wholeHistory' | 'quietCoin' | 'urgentFirst';

export const plasmaCashSystem: System<PlasmaCashView> = defineSystem<
  PlasmaCashView,
  ParameterName,
  PowerName,
  RuleName
>({
  name: 'plasma-cash',
  says: 'Coins with serial numbers on a plasma chain, one of them watched, and the contract on L1 that pays each to who shows its history.',
  parameters: {
    length: {
      says: 'transactions of the watched coin that blocks contain, with its deposit, at most',
      default: 4,
      least: 2,
      greatest: 6,
    },
    given: {
      says: '0: the owner deposited the watched coin; 1: the adversary did, and may give it to her',
      default: 1,
      least: 0,
      greatest: 1,
    },
    gives: { says: '1: the owner may give it on to a payee', default: 0, least: 0, greatest: 1 },
    restarts: {
      says: '1: an answer gives an exit its whole time again, to challenge and to answer',
      default: 0,
      least: 0,
      greatest: 1,
    },
    H: { says: 'other coins whose owners leave when a block is withheld', default: 0, least: 0, greatest: 8 },
    unwatched: { says: 'other coins whose owners never look', default: 0, least: 0, greatest: 4 },
    cap: { says: 'honest transactions that a block of L1 has room for', default: 1, least: 1, greatest: 8 },
    W: { says: 'blocks from the request of an exit to its payment', default: 2, least: 1, greatest: 8 },
    leave: {
      says: 'the owner leaves, 0: never, 1: when the operator misbehaves, 2: when she likes, and then',
      default: 1,
      least: 0,
      greatest: 2,
    },
    reactionDelay: { says: 'blocks that honest parties may take to react, at most', default: 0, least: 0, greatest: 6 },
    deadline: {
      says: 'D: blocks that are counted after the operator has misbehaved, for the question by when the owner is paid',
      default: 0,
      least: 0,
      greatest: 24,
    },
  },
  powers: {
    withhold: { kind: 'toggle', says: 'the operator commits blocks without their data' },
    invalid: { kind: 'toggle', says: 'it includes spends that nobody signed, and second spends of what is spent' },
    bonds: {
      kind: 'budget',
      greatest: 8,
      says: 'B: bonds that the adversary can put under requests and challenges, in all',
    },
    congest: { kind: 'budget', greatest: 8, says: 'K: blocks that the adversary fills, in all' },
    offline: { kind: 'budget', greatest: 8, says: 'O: blocks that all honest parties sleep through, in all' },
  },
  rules: {
    challengeAfter: { says: 'an exit ends when a spend of its transaction is shown', givesMoves: true },
    challengeBetween: { says: 'and when an earlier spend of its parent is' },
    challengeBefore: {
      says: 'and when it matures, if what came before its parent was shown and not answered',
      givesMoves: true,
    },
    answers: { says: 'that is answered by showing who spent it, up to the parent', givesMoves: true },
    secondPeriod: { says: 'there is time to answer after the time to challenge', givesMoves: true },
    manyChallenges: { says: 'several transactions can be shown before one parent' },
    oneAtATime: { says: 'a coin has one exit at a time', givesMoves: true },
    serialNumbers: { says: 'an exit pays the coin that it names, once, and not a unit of the balance' },
    signedSpends: { says: 'what is shown as a spend is signed by the owner of what it spends' },
    wholeHistory: { says: 'the owner takes a coin only with what every block contains of it' },
    quietCoin: { says: 'she takes no coin that somebody takes out or has taken out' },
    urgentFirst: { says: 'she sends first what is soonest too late' },
  },
  parties: {
    owner: 'honest',
    payee: 'honest',
    holders: 'honest',
    operator: 'adversary',
    rogue: 'adversary',
    l1: 'environment',
  },
  compose: ({
    parameters: { length, given, gives, restarts, H, unwatched, cap, W, leave, reactionDelay, deadline },
    powers,
    rules,
  }) => {
    const all = range(0, length - 1).values;
    const byOf = ({ by }: By): string => by;
    const names = [...(gives === 1 ? (['owner', 'payee'] as const) : (['owner'] as const)), 'rogue'] as const;
    const parties = oneOf<OwnerName | 'rogue'>(...names);
    const withheld = powers.withhold === true;
    const invalid = powers.invalid === true;
    const numbers = H + unwatched;
    const pairs: readonly (readonly [later: Position, earlier: Position])[] = all.flatMap((later) =>
      all.filter((earlier) => earlier < later).map((earlier) => [later, earlier] as const),
    );
    const both = <T extends object>(payload: T): readonly (By & T)[] =>
      parties.values.map((by) => ({ by, ...payload }));
    const ownerTerms = (name: OwnerName): CoinOwnerTerms => ({
      name,
      takesPart: name === 'owner' || gives === 1,
      isDepositor: name === 'owner' && given === 0,
      reactionDelay,
      leaves: leave === 0 ? 'never' : leave === 1 ? 'alarmed' : 'at will',
      maturity: W,
      restarts: restarts === 1,
      deadline,
      rules,
    });
    const other = (by: By['by'], coin: number): StartCoinExit => ({ by, coin, tx: 'none', parent: 'none' });
    return {
      components: {
        space: component(coinSpace, {
          room: cap,
          congestion: Number(powers.congest),
          sleep: Number(powers.offline),
          bonds: Number(powers.bonds),
        }),
        contract: component(coinExit, { others: numbers, maturity: W, restarts: restarts === 1, rules }),
        history: component(coinHistory, {
          depositor: given === 1 ? 'rogue' : 'owner',
          length,
          invalid,
          signedSpends: rules.signedSpends,
        }),
        owner: component(coinOwner, ownerTerms('owner')),
        payee: component(coinOwner, ownerTerms('payee')),
        holders: component(coinHolders, { coins: H, leaveAtWill: false, reactionDelay, deadline: 0 }),
      },
      events: {
        GIVE: event<GiveCoin>('owner', gives === 1 ? all.map((tx) => ({ tx })) : []),
        COMMIT: event<CommitCoin>('operator', [
          ...payloads<CommitCoin>({
            data: withheld
              ? oneOf<CommitCoin['data']>('published', 'withheld')
              : oneOf<CommitCoin['data']>('published'),
            spends: oneOf<CommitCoin['spends']>(...all.slice(0, -1)),
            to: parties,
          }),
          ...(withheld ? [{ data: 'withheld', spends: 'none', to: 'nobody' } as const] : []),
        ]),
        START_EXIT: event<StartCoinExit>(byOf, [
          ...both<Omit<StartCoinExit, 'by'>>({ coin: 'own', tx: 0, parent: 'none' }),
          ...pairs.flatMap(([tx, parent]) => both<Omit<StartCoinExit, 'by'>>({ coin: 'own', tx, parent })),
          ...Array.from({ length: H }, (_, coin) => other('holders', coin)),
          ...(invalid ? Array.from({ length: unwatched }, (_, i) => other('rogue', H + i)) : []),
          // The number of a coin that nobody deposited.
          ...(invalid ? [other('rogue', numbers)] : []),
        ]),
        CHALLENGE_AFTER: event<ChallengeCoinExit>(
          byOf,
          pairs.flatMap(([shown, exit]) => both({ exit, shown })),
        ),
        // The deposit spends nothing; between what is shown before a parent and the exit is the parent.
        CHALLENGE_BETWEEN: event<ChallengeCoinExit>(
          byOf,
          pairs.flatMap(([exit, shown]) => (shown === 0 ? [] : both({ exit, shown }))),
        ),
        CHALLENGE_BEFORE: event<ChallengeCoinExit>(
          byOf,
          pairs.flatMap(([exit, shown]) => (shown + 1 === exit ? [] : both({ exit, shown }))),
        ),
        RESPOND: event<RespondWithSpend>(
          byOf,
          pairs.flatMap(([shown, challenge]) =>
            all.filter((exit) => exit > shown).flatMap((exit) => both({ exit, challenge, shown })),
          ),
        ),
        BLOCK: event<CoinBlock>(
          ({ next }) => (next === 'open' ? 'l1' : 'rogue'),
          payloads<CoinBlock>({
            next: oneOf<CoinBlock['next']>(
              'open',
              ...(Number(powers.congest) > 0 ? (['full'] as const) : []),
              ...(Number(powers.offline) > 0 ? (['asleep'] as const) : []),
            ),
            room: oneOf(true, false),
            pays: oneOf<CoinBlock['pays']>('nobody', ...names),
          }),
        ),
      },
    };
  },
});
