/** ExitGame, the module of Definition 5.3.1: how states of the machines are states of it. */

import type { Property } from '../checker/language/property.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { type ExitGameView, exitGameSystem } from '../model/systems/exit-game.ts';
import { expected } from './5.3.2-expected.ts';
import { sameGraph, specified, titled } from './specified.ts';

/** Of coins that stay where they are: the phantom has the number after the deposits. */
export function exitGameSpecified(module?: URL): Property<ExitGameView> {
  const coin = (name: unknown, deposits: number): number => (typeof name === 'number' ? name : deposits) + 1;
  return specified<ExitGameView>(
    'ExitGame',
    {
      constants: ({ parameters: { H = 0, cap = 0, W = 0, payouts = 0, leave = 0, reactionDelay = 0 }, powers }) => ({
        ...{ H, Cap: cap, W, Payouts: payouts, LeaveAtWill: leave === 1, ReactionDelay: reactionDelay },
        ...{ Withholds: powers.withhold === true, Phantom: powers.phantom === true, Bonds: Number(powers.bonds) },
        ...{ Congestion: Number(powers.congest), Sleep: Number(powers.offline) },
      }),
      variables: {
        room: ({ space }) => space.context.left,
        congestion: ({ space }) => space.context.congestion,
        sleep: ({ space }) => space.context.sleep,
        bonds: ({ space }) => space.context.bonds,
        isWithheld: ({ chain }) => chain.context.isWithheld,
        phantomAge: ({ contract: { context } }) =>
          context.ages.phantom === 'none' ? 2 * context.terms.maturity : context.ages.phantom,
        requested: ({ holders }) => holders.context.requested,
        waited: ({ holders }) => holders.context.waited,
        exits: ({ contract: { context } }) =>
          context.exits.flatMap((exit) =>
            exit.kind === 'standard' ? [{ coin: coin(exit.coin, context.terms.deposits), age: exit.age }] : [],
          ),
        asked: ({ contract: { context } }) =>
          context.exits.some((exit) => exit.kind === 'standard' && exit.coin === 'phantom') ||
          [...context.paid, ...context.unfunded].includes('phantom'),
        balance: ({ contract }) => contract.context.balance,
        paid: ({ contract: { context } }) => new Set(context.paid.map((one) => coin(one, context.terms.deposits))),
        unfunded: ({ contract: { context } }) =>
          new Set(context.unfunded.map((one) => coin(one, context.terms.deposits))),
      },
      action: ({ type, payload }) =>
        type === 'START_EXIT' ? (payload.by === 'holders' ? 'StartExitOfHolder' : 'StartExitOfPhantom') : titled(type),
    },
    module,
  );
}

export const specifiedClaim: Claim<ExitGameView> = {
  id: 'specified',
  reading: 'conformance',
  says: 'The TLA+ module ExitGame has the same reachable graph as the machines of the exit game of coins that stay where they are.',
  system: exitGameSystem,
  property: exitGameSpecified(),
  instance: 'crowd',
  setting: { powers: { withhold: true, phantom: true, bonds: 1, congest: 1, offline: 1 } },
  expect: sameGraph(expected),
};
