/**
 * Theorem 3.1.3 for many channels at once (flood and loot, 2020; mass exits, 2022): each channel by itself is safe, its party prompt, its
 * window long enough, nothing censored; and an attacker who closes n of them at once makes their answers compete for the room in
 * blocks. All are answered exactly where n ≤ cap·(W − K): cap answers a block, for all of the window but the K blocks that she fills
 * herself. Where m of her nodes have d channels each, n is m·d: it takes few nodes to force many others on chain.
 * She may close them one after the other, and the builder may choose among the answers; neither changes the bound.
 *
 * The window counts as in the theorem itself: an answer waits from the moment of the closing, can be in the next block, and counts in the
 * block that brings the age to W. The trace has n closings and W blocks.
 */

import { range } from '../checker/language/menu.ts';
import { always, forEvery, leadsTo, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim, Frontier, Reading } from '../checker/language/theorem.ts';
import { type MassClosingView, massClosingSystem as system } from '../model/systems/mass-closing.ts';
import { expectation } from './3.1.3-claim.ts';

const allAnswered: Property<MassClosingView> = always(
  'all-answered',
  'No closing comes to its end unanswered.',
  ({ channels }) =>
    forEvery(
      channels,
      (_, index) => `channel ${index} is not answered in time`,
      (channel) => !channel.matches('lost'),
    ),
);

/** Each answer takes room once, and is in a block at last. */
const allIncluded: Property<MassClosingView> = leadsTo(
  'all-included',
  'Wherever answers wait, a block comes after which none does.',
  ({ room }) => room.context.waiting.length > 0,
  ({ room }) => room.context.waiting.length === 0,
  { weak: [{ event: 'BLOCK', with: { full: false } }] },
);

function claim(
  id: string,
  reading: Reading,
  says: string,
  setting: Setting,
  property: Property<MassClosingView> = allAnswered,
): Claim<MassClosingView> {
  const verdict = reading === 'repaired' || reading === 'witness' ? 'exhausted' : 'violated';
  return { id, reading, says, system, property, instance: 'flood', setting, expect: expectation(id, verdict) };
}

export const floodLiteral: readonly Claim<MassClosingView>[] = [
  claim(
    'flood-and-loot',
    'literal',
    'Five channels, each of them safe alone, and room for four answers in their window.',
    {
      parameters: { n: 5 },
    },
  ),
];

/** Three nodes with two channels each. */
const topology = { n: 6, nodes: 3 };

export const floodRepaired: readonly Claim<MassClosingView>[] = [
  claim('flood-withstood', 'repaired', 'Four channels, room for two answers in each of two blocks.', {}),
  claim('mass-exit-withstood', 'repaired', 'Two of three nodes with two channels each collude: m·d ≤ cap·W.', {
    parameters: topology,
    powers: { coalition: 1 },
  }),
  claim(
    'flood-withstood-full',
    'repaired',
    'The same with a window of three blocks, one of them filled by the attacker.',
    {
      parameters: { W: 3 },
      powers: { congest: 1 },
    },
  ),
  claim(
    'flood-included-at-last',
    'repaired',
    'However late: every answer takes room once, and the flood ends when the attacker’s blocks do.',
    { parameters: { n: 3, W: 1, cap: 1 }, powers: { congest: 1 } },
    allIncluded,
  ),
];

export const floodNecessary: readonly Claim<MassClosingView>[] = [
  claim('mass-exit', 'necessary', 'Dropped: m·d ≤ cap·(W − K). All three nodes collude.', {
    parameters: topology,
    powers: { coalition: 2 },
  }),
  claim(
    'flood-one-too-many',
    'necessary',
    'Dropped by one: a full block has no room, and the other has room for two.',
    {
      parameters: { n: 3 },
      powers: { congest: 1 },
    },
  ),
  claim('flood-without-room', 'necessary', 'Dropped: n ≤ cap·(W − K). The attacker fills one block of two.', {
    powers: { congest: 1 },
  }),
];

export const floodWitnesses: readonly Claim<MassClosingView>[] = [
  claim(
    'flood-last-block-used',
    'witness',
    'Every channel was closed, two answers are in the first block and two wait for the last.',
    {},
    reachable<MassClosingView>(
      'last-block-used',
      'Two answered, two in the last block of their window.',
      ({ channels }) => {
        const late = channels.filter(
          (one) => one.matches('contested') && one.context.age + 1 === one.context.terms.window,
        );
        return late.length === 2 && channels.filter((one) => one.matches('answered')).length === 2;
      },
    ),
  ),
];

export const floodFrontier: Frontier<MassClosingView> = {
  id: 'flood',
  says: 'n channels closed at once, cap answers a block, a window of W blocks, K of them filled by the attacker.',
  system,
  goal: allAnswered,
  instance: 'flood',
  axes: {
    n: { parameter: 'n', values: range(1, 5).values },
    cap: { parameter: 'cap', values: range(1, 2).values },
    W: { parameter: 'W', values: range(1, 3).values },
    K: { power: 'congest', values: range(0, 1).values },
  },
  expect: { formula: 'n <= cap*(W - K)' },
};
