/**
 * The exit game as a system: room in the blocks of L1, exit contract, plasma chain, honest holders, sender and payee of one coin.
 *
 * The adversary plays the operator and every owner who is not honest, and is quick: what she sends is in the block in progress. What she
 * may do beyond being an owner are the powers, all off unless a check turns them on.
 *
 * A rollup's escape hatch is this game without `phantom`, because only states that were proven count, and without `withhold`, because
 * the data is on L1. Minimal viable plasma is the game without `inFlightExits`; a bridge that burns on layer 2 and pays on L1 is the
 * game of one coin, with `canonicalIds`.
 */

import { oneOf, payloads, range } from '../../checker/language/menu.ts';
import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import { type ExitGameState, exitGame } from '../5.3.1-exit-game.ts';
import { blockSpace, type SpaceState } from '../block-space.ts';
import { coinHolders, type HolderState } from '../coin-holders.ts';
import { coinPayee, type PayeeState } from '../coin-payee.ts';
import { coinSender, type SenderState } from '../coin-sender.ts';
import type {
  Actor,
  Block,
  By,
  ChallengeInFlight,
  ChallengeSpent,
  Coin,
  Commit,
  Piggyback,
  Respond,
  StartExit,
  StartInFlight,
} from '../exit-events.ts';
import type { ExitRules } from '../exit-queue.ts';
import { type ChainState, plasmaChain } from '../plasma-chain.ts';

export type ExitGameView = {
  readonly space: SpaceState;
  readonly contract: ExitGameState;
  readonly chain: ChainState;
  readonly holders: HolderState;
  readonly sender: SenderState;
  readonly payee: PayeeState;
};

type ParameterName = 'H' | 'cap' | 'W' | 'payouts' | 'ageAlone' | 'moving' | 'leave' | 'reactionDelay' | 'deadline';
type PowerName = 'withhold' | 'phantom' | 'bonds' | 'rogueSender' | 'congest' | 'offline';
type RuleName = keyof ExitRules | 'quietInput' | 'urgentFirst';

export const exitGameSystem: System<ExitGameView> = defineSystem<ExitGameView, ParameterName, PowerName, RuleName>({
  name: 'exit-game',
  says: 'Deposits on a plasma chain, one of which may be given away there, and the contract on L1 through which they leave.',
  parameters: {
    H: { says: 'deposits whose honest holders keep them', default: 2, least: 1, greatest: 8 },
    cap: { says: 'honest transactions that a block of L1 has room for', default: 4, least: 1, greatest: 8 },
    W: {
      says: 'blocks from the request of an exit to its payment; a coin is young for 2W',
      default: 2,
      least: 1,
      greatest: 8,
    },
    payouts: { says: 'exits that a block pays at most', default: 8, least: 1, greatest: 16 },
    ageAlone: {
      says: '0: mature exits are paid in the order in which they matured, the oldest coin first in a block; 1: the oldest coin first',
      default: 0,
      least: 0,
      greatest: 1,
    },
    moving: {
      says: '1: there is one more deposit, whose owner may give it to the payee',
      default: 0,
      least: 0,
      greatest: 1,
    },
    leave: {
      says: '1: honest owners leave when they like; 0: only when a block is withheld',
      default: 1,
      least: 0,
      greatest: 1,
    },
    reactionDelay: { says: 'blocks that honest parties may take to react, at most', default: 0, least: 0, greatest: 6 },
    deadline: {
      says: 'D: blocks that are counted after the withheld one, for the question by when all are paid',
      default: 0,
      least: 0,
      greatest: 16,
    },
  },
  powers: {
    withhold: { kind: 'toggle', says: 'the operator commits a block without its data' },
    phantom: { kind: 'toggle', says: 'the withheld block contains a coin that nobody deposited' },
    bonds: { kind: 'budget', greatest: 8, says: 'B: requests that the adversary can put a bond under, in all' },
    rogueSender: { kind: 'toggle', says: 'the owner of the coin that moves is the adversary' },
    congest: { kind: 'budget', greatest: 8, says: 'K: blocks that the adversary fills, in all' },
    offline: { kind: 'budget', greatest: 8, says: 'O: blocks that all honest parties sleep through, in all' },
  },
  rules: {
    challengeSpent: { says: 'an exit ends when a spend of its coin is shown', givesMoves: true },
    canonicalIds: { says: 'a request is known by the coin that it means, not by its bytes' },
    youngWait: { says: 'the exit of a young coin matures only when the coin is old' },
    oldestFirst: { says: 'of exits that mature in one block the one of the oldest coin is paid first' },
    youngestInput: { says: 'the output of a transaction is as old as its youngest input' },
    inFlightExits: { says: 'a transaction can be taken out that is perhaps in no block', givesMoves: true },
    challengeCanonicity: {
      says: 'a transaction in flight is void if a rival is shown that was not included later',
      givesMoves: true,
    },
    // Without it the one period that is left is longer: a payee who would have been too late may be in time.
    secondPeriod: { says: 'there is time to answer after the time to challenge', givesMoves: true },
    markSpent: { says: 'what one kind of exit has paid for no other kind pays for' },
    urgentFirst: { says: 'the payee sends first what is soonest too late' },
    quietInput: { says: 'the payee takes no coin whose input somebody has asked the contract for', givesMoves: true },
  },
  parties: {
    holders: 'honest',
    sender: 'honest',
    payee: 'honest',
    operator: 'adversary',
    rogue: 'adversary',
    l1: 'environment',
  },
  compose: ({
    parameters: { H, cap, W, payouts, ageAlone, moving, leave, reactionDelay, deadline },
    powers,
    rules,
  }) => {
    const moves = moving === 1;
    const rogue = powers.rogueSender === true;
    const owner: Actor = rogue ? 'rogue' : 'sender';
    const phantom = powers.phantom === true;
    const byOf = ({ by }: By): string => by;
    const only = <T>(condition: boolean, ...entries: readonly T[]): readonly T[] => (condition ? entries : []);
    const exit = (by: Actor, coin: Coin, encoding: 0 | 1 = 0, besideOld = false): StartExit => ({
      by,
      coin,
      encoding,
      besideOld,
    });
    return {
      components: {
        space: component(blockSpace, {
          room: cap,
          congestion: Number(powers.congest),
          sleep: Number(powers.offline),
          bonds: Number(powers.bonds),
        }),
        contract: component(exitGame, {
          deposits: H,
          moving: moves,
          maturity: W,
          payouts,
          ageAlone: ageAlone === 1,
          rules,
        }),
        chain: component(plasmaChain, { rogueSender: rogue, phantom }),
        holders: component(coinHolders, { coins: H, leaveAtWill: leave === 1, reactionDelay, deadline }),
        sender: component(coinSender, {
          reactionDelay,
          leaveAtWill: leave === 1,
          isHonest: moves && !rogue,
          inFlightExits: rules.inFlightExits,
        }),
        payee: component(coinPayee, {
          reactionDelay,
          leaveAtWill: leave === 1,
          quietInput: rules.quietInput,
          urgentFirst: rules.urgentFirst,
        }),
      },
      events: {
        PAY: event<By>(byOf, only(moves, { by: owner })),
        COMMIT: event<Commit>('operator', [
          ...only<Commit>(moves, { data: 'published', inputIsGone: false }),
          ...only(
            powers.withhold === true,
            ...payloads<Commit>({ data: oneOf('withheld'), inputIsGone: moves ? oneOf(false, true) : oneOf(false) }),
          ),
        ]),
        START_EXIT: event<StartExit>(byOf, [
          ...range(0, H - 1).values.map((coin) => exit('holders', coin)),
          ...only(moves, exit(owner, 'input'), exit('payee', 'output')),
          // The second encoding and the old coin beside have no effect while the rules against them are in force.
          ...only(moves && rogue && !rules.canonicalIds, exit('rogue', 'input', 1)),
          ...only(phantom, exit('rogue', 'phantom')),
          ...only(phantom && !rules.youngestInput, exit('rogue', 'phantom', 0, true)),
        ]),
        CHALLENGE_SPENT: event<ChallengeSpent>(
          byOf,
          only(moves, { by: 'payee', coin: 'input' }, ...only<ChallengeSpent>(!rogue, { by: 'rogue', coin: 'input' })),
        ),
        START_IN_FLIGHT: event<StartInFlight>(
          byOf,
          only(
            moves && rules.inFlightExits,
            { by: owner, tx: 'payment' },
            { by: 'payee', tx: 'payment' },
            ...only<StartInFlight>(rogue, { by: 'rogue', tx: 'rival' }),
          ),
        ),
        PIGGYBACK: event<Piggyback>(
          byOf,
          only(
            moves && rules.inFlightExits,
            { by: owner, tx: 'payment', end: 'input' },
            { by: 'payee', tx: 'payment', end: 'output' },
            ...only<Piggyback>(rogue, { by: 'rogue', tx: 'rival', end: 'input' }),
          ),
        ),
        CHALLENGE_IN_FLIGHT: event<ChallengeInFlight>(
          byOf,
          only(
            moves && rogue && rules.inFlightExits,
            { by: 'rogue', tx: 'payment', against: 'transaction' },
            { by: 'payee', tx: 'rival', against: 'transaction' },
            { by: 'payee', tx: 'rival', against: 'input' },
          ),
        ),
        RESPOND: event<Respond>(
          byOf,
          only(moves && rogue && rules.inFlightExits, { by: 'payee', tx: 'payment' }, { by: 'rogue', tx: 'rival' }),
        ),
        BLOCK: event<Block>(
          ({ next }) => (next === 'open' ? 'l1' : 'rogue'),
          payloads<Block>({
            next: oneOf<Block['next']>(
              'open',
              ...only<Block['next']>(Number(powers.congest) > 0, 'full'),
              ...only<Block['next']>(Number(powers.offline) > 0, 'asleep'),
            ),
            room: oneOf(true, false),
          }),
        ),
      },
    };
  },
});
