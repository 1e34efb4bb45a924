/** The exact regions in which an owner of a coin of Plasma Cash is safe, found by sweeping their grids. */

import { range } from '../checker/language/menu.ts';
import type { Property } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Axis, Frontier } from '../checker/language/theorem.ts';
import { type PlasmaCashView, plasmaCashSystem as system } from '../model/systems/plasma-cash.ts';
import { cashAttacks } from './5.3.2-cash.ts';
import { holdersBacked, ownBond, paidInTime, safety } from './5.3.2-cash-goals.ts';

interface Sweep {
  readonly instance: string;
  readonly axes: Readonly<Record<string, Axis>>;
  readonly setting?: Setting;
  readonly goal?: Property<PlasmaCashView>;
}

function frontier(id: string, says: string, formula: string, sweep: Sweep): Frontier<PlasmaCashView> {
  const setting: Setting = { powers: { ...cashAttacks, bonds: 1 } };
  return { id, says, system, goal: safety, setting, ...sweep, expect: { formula } };
}

const W = (most: number): Axis => ({ parameter: 'W', values: range(1, most).values });
const lost: Readonly<Record<string, Axis>> = {
  K: { power: 'congest', values: range(0, 1).values },
  O: { power: 'offline', values: range(0, 1).values },
  R: { parameter: 'reactionDelay', values: range(0, 1).values },
};
const D = (most: number): Axis => ({ parameter: 'deadline', values: range(2, most).values });

export const cashFrontiers: readonly Frontier<PlasmaCashView>[] = [
  frontier(
    'frontier-cash-history',
    'Plasma Cash, an invalid history against who deposited the coin: W against K full blocks, O slept through, R of delay.',
    '2*K + 2*O + 2*R < W',
    { instance: 'cash-deposited', axes: { ...lost, W: W(4) } },
  ),
  frontier(
    'frontier-cash-spends',
    'The same against who was given the coin, where only spent coins and double spends fit into its history.',
    'K + R < W',
    { instance: 'cash-short', axes: { K: lost.K as Axis, R: lost.R as Axis, W: W(3) } },
  ),
  frontier(
    'frontier-cash-answer',
    'Her exit is not cancelled: W against full blocks, where her request and her answer need a block each.',
    'K < W - 1',
    {
      instance: 'cash-short',
      goal: ownBond,
      axes: { K: { power: 'congest', values: range(0, 2).values }, W: W(3) },
    },
  ),
  frontier(
    'frontier-cash-limbo',
    'Owner and payee in limbo, where an answer gives an exit its whole time again: W against K full blocks.',
    '2*K < W',
    {
      instance: 'cash-limbo',
      setting: { parameters: { restarts: 1 }, powers: { ...cashAttacks, bonds: 1 } },
      axes: { K: lost.K as Axis, W: W(3) },
    },
  ),
  frontier('frontier-cash-room', 'B bonds against one coin in one block, and room for cap transactions.', 'B <= cap', {
    instance: 'cash',
    setting: { parameters: { leave: 0 }, powers: { invalid: true } },
    axes: {
      B: { power: 'bonds', values: range(1, 2).values },
      cap: { parameter: 'cap', values: range(1, 2).values },
    },
  }),
  frontier(
    'frontier-cash-crowded',
    'H others leave at once and U are robbed while she has one challenge to send in one block.',
    'H < cap',
    {
      instance: 'cash-deposited',
      setting: { powers: { ...cashAttacks } },
      axes: {
        H: { parameter: 'H', values: range(0, 2).values },
        U: { parameter: 'unwatched', values: range(0, 1).values },
        cap: { parameter: 'cap', values: range(1, 2).values },
      },
    },
  ),
  frontier(
    'frontier-cash-leaving',
    'H leave at once with room for one a block, coins of others are robbed: whatever H and W are, all are backed.',
    'always',
    {
      instance: 'cash-crowd',
      goal: holdersBacked,
      axes: { H: { parameter: 'H', values: [1, 3, 6] }, W: W(2) },
    },
  ),
  frontier(
    'frontier-cash-in-time',
    'W = 3, one exit at a time: within D blocks she is paid, B bonds and K full blocks against her.',
    '3*B + K < D - 2',
    {
      instance: 'cash-in-time',
      setting: { parameters: { W: 3 }, powers: { withhold: true, invalid: true } },
      goal: paidInTime,
      axes: { B: { power: 'bonds', values: range(0, 1).values }, K: lost.K as Axis, D: D(8) },
    },
  ),
  frontier('frontier-cash-beside', 'Exits stand beside each other: within W blocks, whatever B is.', 'W <= D', {
    instance: 'cash-in-time',
    setting: { parameters: { cap: 3 }, powers: { withhold: true, invalid: true }, without: ['oneAtATime'] },
    goal: paidInTime,
    axes: {
      B: { power: 'bonds', values: [0, 2] },
      W: { parameter: 'W', values: range(2, 3).values },
      D: D(4),
    },
  }),
];
