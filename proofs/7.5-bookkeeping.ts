/** What blocks of one timestamp are by themselves: what is not there shows nothing, and what is right becomes safe. */

import { always, both, leadsTo, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim, Reading } from '../checker/language/theorem.ts';
import { type InteropBlocksView, interopBlocksSystem } from '../model/systems/interop-blocks.ts';
import { expected } from './7.5-expected.ts';

/** A block that is not there, or was replaced, does nothing. */
const empty: Property<InteropBlocksView> = always(
  'empty-blocks',
  'A block that is absent or replaced executes nothing and sends nothing.',
  ({ blocks }) =>
    blocks.every(
      (block) =>
        !(block.matches('absent') || block.matches('replaced')) ||
        (!block.context.executes && block.context.sends === 'nothing'),
    ),
);

/** Under fairness of the supervisor. */
function becomesSafe(
  name: string,
  says: string,
  from: (view: InteropBlocksView) => boolean,
): Property<InteropBlocksView> {
  return leadsTo(
    name,
    says,
    from,
    { safe: ({ blocks }) => blocks[0]?.matches('safe') === true },
    { weak: ['PROMOTE'] },
  );
}

const selfContained: Property<InteropBlocksView> = becomesSafe(
  'self-contained-becomes-safe',
  'An announced block that executes nothing becomes safe.',
  ({ blocks: [own] }) => own?.matches('announced') === true && !own.context.executes,
);

const foundedOnSafe: Property<InteropBlocksView> = becomesSafe(
  'founded-becomes-safe',
  'An announced block that executes a message of a safe block becomes safe.',
  ({ blocks: [own, other] }) =>
    own?.matches('announced') === true &&
    own.context.executes &&
    other?.matches('safe') === true &&
    other.context.sends !== 'nothing',
);

/** Of the claims of Direction 7.5, with the property that says what is founded. */
export function bookkeepingOf(founded: Property<InteropBlocksView>): readonly Claim<InteropBlocksView>[] {
  const claim = (
    id: string,
    reading: Reading,
    says: string,
    property: Property<InteropBlocksView>,
    setting: Setting,
  ): Claim<InteropBlocksView> => {
    const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
    const verdict = reading === 'necessary' ? 'violated' : 'exhausted';
    const expect = { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) } as const;
    return { id, reading, says, system: interopBlocksSystem, property, instance: 'pair', setting, expect };
  };
  const dropping: Setting = { powers: { drop: true } };
  return [
    claim(
      'empty-blocks',
      'repaired',
      'What is absent or replaced is empty, and what is safe is founded.',
      both('true-blocks', 'What is absent is empty, and what is safe is founded.', founded, empty),
      dropping,
    ),
    claim(
      'self-contained-becomes-safe',
      'repaired',
      'A block that executes nothing is never replaced.',
      selfContained,
      {},
    ),
    claim('founded-becomes-safe', 'repaired', 'Nor is one whose message is in a safe block.', foundedOnSafe, {}),
    claim(
      'self-contained-dropped',
      'necessary',
      'Dropped: sequencers keep what they announced.',
      selfContained,
      dropping,
    ),
    claim(
      'founded-dropped',
      'necessary',
      'Dropped, of what is founded: sequencers keep what they announced.',
      foundedOnSafe,
      dropping,
    ),
    claim(
      'both-replaced',
      'witness',
      'Neither sends what the other executes, and both are replaced.',
      reachable('both-replaced', 'Both blocks are replaced.', ({ blocks }) =>
        blocks.every((block) => block.matches('replaced')),
      ),
      dropping,
    ),
  ];
}
