/** The exact regions in which data are available, found by sweeping their grids. */

import { range } from '../checker/language/menu.ts';
import type { Frontier } from '../checker/language/theorem.ts';
import { type AvailabilityView, dataAvailabilitySystem as system } from '../model/systems/data-availability.ts';
import { available, certified, paidStands } from './1.2.3-goals.ts';

const windows = {
  c: { parameter: 'c', values: range(1, 3).values },
  r: { parameter: 'r', values: range(1, 3).values },
  B: { parameter: 'B', values: range(1, 6).values },
} as const;
const attacks = { withhold: true, rogueChallenge: true } as const;

export const frontiers: readonly Frontier<AvailabilityView>[] = [
  {
    id: 'frontier-retrievable',
    says: 'A committee of four: f dishonest members against k signatures, for getting the data.',
    system,
    goal: available,
    instance: 'committee',
    setting: { parameters: { n: 4 }, powers: { late: true, collude: true } },
    axes: { f: { parameter: 'f', values: range(0, 4).values }, k: { parameter: 'k', values: range(1, 4).values } },
    expect: { formula: 'f < k' },
  },
  {
    id: 'frontier-certifiable',
    says: 'A committee of n: f members who refuse against k signatures, for getting the certificate.',
    system,
    goal: certified,
    instance: 'committee',
    axes: {
      k: { parameter: 'k', values: range(1, 5).values },
      f: { parameter: 'f', values: range(0, 5).values },
      n: { parameter: 'n', values: range(1, 5).values },
    },
    expect: { formula: 'k + f <= n' },
  },
  {
    id: 'frontier-pruning',
    says: 'Blobs that L1 keeps for P blocks, and a network that takes so many.',
    system,
    goal: available,
    instance: 'blob',
    setting: { parameters: { D: 4 }, powers: { prune: true, late: true } },
    axes: {
      delay: { parameter: 'delay', values: range(0, 3).values },
      P: { parameter: 'P', values: range(1, 5).values },
    },
    expect: { formula: 'delay < P' },
  },
  {
    id: 'frontier-challenge',
    says: 'A challenge in time: network, K full blocks and O slept through against the window c.',
    system,
    goal: available,
    instance: 'small',
    setting: { parameters: { r: 1, B: 1, D: 5 }, powers: { withhold: true } },
    axes: {
      delay: { parameter: 'delay', values: range(0, 2).values },
      K: { power: 'congest', values: range(0, 1).values },
      O: { power: 'offline', values: range(0, 1).values },
      c: { parameter: 'c', values: range(1, 4).values },
    },
    expect: { formula: 'delay + K + O < c' },
  },
  {
    id: 'frontier-deadline',
    says: 'D blocks after the commitment the data are there or the batch is empty.',
    system,
    goal: available,
    instance: 'small',
    setting: { parameters: { c: 4, B: 1 }, powers: { withhold: true } },
    axes: {
      delay: { parameter: 'delay', values: range(0, 2).values },
      K: { power: 'congest', values: range(0, 1).values },
      r: { parameter: 'r', values: range(1, 2).values },
      D: { parameter: 'D', values: range(1, 6).values },
    },
    expect: { formula: 'delay + K + r <= D' },
  },
  {
    id: 'frontier-bridge',
    says: 'A bridge that pays after B blocks against the windows c and r.',
    system,
    goal: paidStands,
    instance: 'small',
    setting: { parameters: { D: 0, delay: 0 }, powers: attacks },
    axes: windows,
    expect: { formula: 'c + r < B + 2' },
  },
  {
    id: 'frontier-bridge-first',
    says: 'The same where the bridge may pay before challenges expire in a block.',
    system,
    goal: paidStands,
    instance: 'small',
    setting: { parameters: { D: 0, delay: 0 }, powers: attacks, without: ['expireFirst'] },
    axes: windows,
    expect: { formula: 'c + r <= B' },
  },
];
