/**
 * Direction 7.5 (Cross-Layer 2 interoperability protocols with formal security guarantees): what is decided so far.
 *
 * Who is exposed to whom, at what price, and which side condition carries it is Theorem 6.2.2: minimal cut sets by role, the union formula, the
 * shortest counterexample for each condition that is dropped, messages as well as intents filled by a solver. Here are the
 * latency-security table of its header as claims, level by level, and what the interop specification of the OP stack adds to a message's
 * timestamp, chain and expiry: blocks of one timestamp may rely on each other in a circle.
 *
 * A circle is sound, even where each message is sent only because the other was executed: what comes out of nothing pays for itself, since as
 * much is sent as is executed. But it needs one rule more than a chain of dependencies. If a block becomes safe on one that is only
 * announced, that one can still be dropped; if it waits until the other is safe, a circle waits for ever. Both have to become safe in one
 * step.
 *
 * Not decided: more than two rollups, circles of more than two blocks, shared sequencers, proofs that are aggregated.
 */

import { given } from '../checker/language/antecedent.ts';
import { always, forEvery, leadsTo, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type AnyClaim,
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Reading,
} from '../checker/language/theorem.ts';
import type { InteropBlockState } from '../model/interop-block.ts';
import { type InteropBlocksView, interopBlocksSystem } from '../model/systems/interop-blocks.ts';
import { messageSystem } from '../model/systems/interoperability.ts';
import { adversary } from './6.2.2-cut-sets.ts';
import { bystander } from './6.2.2-goals.ts';
import { bookkeepingOf } from './7.5-bookkeeping.ts';
import { expected } from './7.5-expected.ts';

const names = ['A', 'B'];
const executes = (block: InteropBlockState): boolean => block.matches('safe') && block.context.executes;
const sends = (block: InteropBlockState | undefined): boolean =>
  block !== undefined && !block.matches('absent') && block.context.sends !== 'nothing';

/** What is safe stays right, whatever happens to the other block. */
const founded: Property<InteropBlocksView> = always(
  'executed-messages-exist',
  'A message that a safe block executes is in the other block.',
  ({ blocks }) =>
    forEvery(
      blocks,
      (_, i) => `${names[i]} executes a message that is not there`,
      (block, i) => given('a block executes', executes(block), () => sends(blocks[1 - i])),
    ),
);

/** Each execution mints a token, each message burns one. */
const conserved: Property<InteropBlocksView> = always(
  'nothing-from-nothing',
  'Safe blocks execute no more messages than blocks send.',
  ({ blocks }) => blocks.filter(executes).length <= blocks.filter(sends).length,
);

const judged: Property<InteropBlocksView> = leadsTo(
  'announced-leads-to-judged',
  'A block that was announced becomes safe or is replaced, or its sequencer drops it.',
  ({ blocks }) => blocks[0]?.matches('announced') === true,
  { judged: ({ blocks }) => blocks[0]?.matches('announced') !== true },
  { weak: ['PROMOTE', 'REPLACE'] },
);

function expectation(id: string, reading: Reading): Claim<never>['expect'] {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  const verdict = reading === 'repaired' || reading === 'witness' ? 'exhausted' : 'violated';
  return { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
}

function blocks(
  reading: Reading,
  id: string,
  says: string,
  property: Property<InteropBlocksView>,
  setting: Setting,
): AnyClaim {
  const expect = expectation(id, reading);
  return { id, reading, says, system: interopBlocksSystem, property, instance: 'pair', setting, expect };
}

const dropping: Setting = { powers: { drop: true } };
const without = (rule: string): Setting => ({ ...dropping, without: [rule] });

const blockClaims: readonly AnyClaim[] = [
  blocks(
    'repaired',
    'executed-messages-exist',
    'Blocks of one timestamp, circles among them, and sequencers who drop blocks.',
    founded,
    dropping,
  ),
  blocks('repaired', 'nothing-from-nothing', 'A circle out of nothing mints nothing.', conserved, dropping),
  blocks('repaired', 'announced-is-judged', 'Every block is judged, in a circle or not.', judged, {}),
  blocks(
    'necessary',
    'without-message-exists',
    'Dropped: the message that is executed is there.',
    founded,
    without('messageExists'),
  ),
  blocks(
    'necessary',
    'mints-without-message-exists',
    'Dropped, of minting nothing: the message that is executed is there.',
    conserved,
    without('messageExists'),
  ),
  blocks(
    'necessary',
    'without-dependency-safe',
    'Dropped: the other block is safe, too. It is announced, and falls afterwards.',
    founded,
    without('dependencySafe'),
  ),
  blocks(
    'necessary',
    'without-promoted-together',
    'Dropped: a circle becomes safe in one step. Each block waits for the other.',
    judged,
    { without: ['promotedTogether'] },
  ),
  blocks(
    'witness',
    'circle-is-safe',
    'Each block executes the other’s message, which was sent only because of that, and both are safe.',
    reachable('circle-is-safe', 'Both blocks are safe, execute, and send in return.', (state) =>
      state.blocks.every((block) => executes(block) && block.context.sends === 'in-return'),
    ),
    dropping,
  ),
  blocks(
    'witness',
    'block-is-replaced',
    'A block is replaced because the message that it executes is nowhere.',
    reachable('block-is-replaced', 'A block is replaced, the other is not there.', (state) =>
      state.blocks.some((block, i) => block.matches('replaced') && state.blocks[1 - i]?.matches('absent') === true),
    ),
    dropping,
  ),
];

const levels = ['soft', 'posted', 'final'];

/** The latency-security table of Theorem 6.2.2: a row a level, with cascade and without. */
const tableClaims: readonly AnyClaim[] = levels.flatMap((level, wait) =>
  [true, false].map((falls): AnyClaim => {
    const reading = falls || level === 'final' ? 'repaired' : 'literal';
    const id = `${level}-${falls ? 'falling' : 'alone'}`;
    return {
      ...{ id, reading, system: messageSystem, property: bystander, instance: 'pair' },
      says: `B waits for what is ${level}${falls ? ', and its blocks fall with A’s' : ''}.`,
      setting: { ...adversary, parameters: { wait }, without: falls ? [] : ['cascade'] },
      unfired: {
        CASCADE: falls
          ? 'what is executed relies on what is final, and stays'
          : 'the rule that is taken out is the cascade',
      },
      expect: expectation(id, reading),
    };
  }),
);

export const theorem: AnyTheorem = defineTheorem({
  item: '7.5',
  title: 'Interoperability protocols',
  says: 'What two rollups execute of each other’s messages is there, is judged, and is worth what it is said to be.',
  instances: { pair: {} },
  claims: [...tableClaims, ...blockClaims, ...bookkeepingOf(founded)],
});
