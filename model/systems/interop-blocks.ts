/** Two blocks of one timestamp, on two rollups, that may execute each other's messages. */

import { oneOf, payloads, range } from '../../checker/language/menu.ts';
import { defineSystem, event, instances, type System } from '../../checker/language/system.ts';
import {
  type BlockName,
  type Build,
  type Drop,
  type InteropBlockState,
  interopBlock,
  type Judge,
  type Shown,
} from '../interop-block.ts';

export type InteropBlocksView = { readonly blocks: readonly InteropBlockState[] };

const names: readonly BlockName[] = ['A', 'B'];

export const interopBlocksSystem: System<InteropBlocksView> = defineSystem<
  InteropBlocksView,
  never,
  'drop',
  'messageExists' | 'dependencySafe' | 'promotedTogether'
>({
  name: 'interop-blocks',
  says: 'Two rollups with a block each of one timestamp, which may execute each other’s messages.',
  powers: { drop: { kind: 'toggle', says: 'sequencers drop what they announced' } },
  rules: {
    messageExists: { says: 'a message that is executed is in the block that it is said to be in' },
    dependencySafe: { says: 'that block is safe before, or in the same step' },
    promotedTogether: { says: 'blocks that rely on each other become safe in one step' },
  },
  parties: { sequencer: 'adversary', supervisor: 'honest' },
  compose: ({ powers: { drop }, rules: { messageExists, dependencySafe, promotedTogether } }) => {
    const block = range(0, 1);
    const shown = oneOf<Shown>('nothing', 'silent', 'sending', 'safe-silent', 'safe-sending');
    const built = payloads<Build>({
      block,
      executes: oneOf(false, true),
      sends: oneOf<Build['sends']>('nothing', 'anyway', 'in-return'),
    });
    return {
      components: {
        blocks: instances(interopBlock, 2, 'block', {
          watch: ['PROMOTE', 'REPLACE'],
          input: (index) => ({ name: names[index] as BlockName, rules: { messageExists, dependencySafe } }),
        }),
      },
      events: {
        BUILD: event<Build>(
          'sequencer',
          built.filter(({ executes, sends }) => executes || sends !== 'in-return'),
        ),
        PROMOTE: event<Judge>(
          'supervisor',
          payloads<Judge>({
            which: promotedTogether ? oneOf<Judge['which']>('A', 'B', 'both') : oneOf<Judge['which']>('A', 'B'),
            A: shown,
            B: shown,
          }),
        ),
        REPLACE: event<Judge>(
          'supervisor',
          payloads<Judge>({ which: oneOf<Judge['which']>('A', 'B'), A: shown, B: shown }),
        ),
        DROP: event<Drop>('sequencer', drop === true ? payloads<Drop>({ block }) : []),
      },
    };
  },
});
