/**
 * A block of a rollup among blocks of the same timestamp that execute each other's messages (the interop specification of the OP stack).
 *
 * A sequencer announces a block before anybody has looked at the messages that it executes. It becomes safe once they are found in
 * blocks of the other rollup, and is replaced by one without transactions when they are not. Blocks of one timestamp may rely
 * on each other in a circle: A executes what B sends because B executed what A sends. Each block vouches for what it shows to the other.
 *
 * Left out: more than two rollups, several messages in a block, messages of earlier timestamps (`6.2.1-interoperability.ts`).
 */

import { and, assign, not, setup } from 'xstate';
import type { LocalState, Machine } from '../checker/language/machine.ts';

export type BlockName = 'A' | 'B';

/** What a block shows: whether it is there and safe, and whether it sends a message. */
export type Shown = 'nothing' | 'silent' | 'sending' | 'safe-silent' | 'safe-sending';

/** `sends`: a message, or one that the transaction sends which executes the other's; then there is none without the other. */
export type Build = {
  readonly block: number;
  readonly executes: boolean;
  readonly sends: 'nothing' | 'anyway' | 'in-return';
};
/** Blocks that become safe, or are replaced, in one step, and what both show before it. */
export type Judge = { readonly which: BlockName | 'both'; readonly A: Shown; readonly B: Shown };
/** A sequencer drops what it announced. */
export type Drop = { readonly block: number };

type BlockEvent =
  | ({ readonly type: 'BUILD' } & Build)
  | ({ readonly type: 'PROMOTE' | 'REPLACE' } & Judge)
  | ({ readonly type: 'DROP' } & Drop);

export interface BlockRules {
  /** A message that is executed is in the block that it is said to be in. */
  readonly messageExists: boolean;
  /** That block is safe before, or becomes so in the same step. */
  readonly dependencySafe: boolean;
}

export interface InteropBlock {
  readonly name: BlockName;
  readonly rules: BlockRules;
  readonly executes: boolean;
  readonly sends: Build['sends'];
}

const other: Readonly<Record<BlockName, BlockName>> = { A: 'B', B: 'A' };

const isSent: readonly Shown[] = ['sending', 'safe-sending'];

export const interopBlock: Machine<InteropBlock, BlockEvent, Pick<InteropBlock, 'name' | 'rules'>> = setup({
  types: {} as { context: InteropBlock; events: BlockEvent; input: Pick<InteropBlock, 'name' | 'rules'> },
  guards: {
    isMeant: ({ context, event }) => 'which' in event && (event.which === context.name || event.which === 'both'),
    showsNothing: ({ context, event }) => 'which' in event && event[context.name] === 'nothing',
    showsUnsafe: ({ context, event }) =>
      'which' in event && event[context.name] === (context.sends === 'nothing' ? 'silent' : 'sending'),
    showsSafe: ({ context, event }) =>
      'which' in event && event[context.name] === (context.sends === 'nothing' ? 'safe-silent' : 'safe-sending'),
    isFounded: ({ context: { name, rules, executes }, event }) => {
      if (!('which' in event)) return false;
      const shown = event[other[name]];
      if (!executes || !rules.messageExists) return true;
      if (!rules.dependencySafe) return isSent.includes(shown);
      return shown === 'safe-sending' || (event.which === 'both' && shown === 'sending');
    },
    isUnfounded: ({ context: { name, executes }, event }) =>
      'which' in event && executes && !isSent.includes(event[other[name]]),
  },
  actions: {
    fill: assign(({ event }) => {
      if (event.type !== 'BUILD') return {};
      const { executes, sends } = event;
      return { executes, sends };
    }),
    empty: assign({ executes: false, sends: 'nothing' }),
  },
}).createMachine({
  id: 'interopBlock',
  context: ({ input }) => ({ ...input, executes: false, sends: 'nothing' }),
  initial: 'absent',
  states: {
    absent: {
      on: {
        BUILD: { target: 'announced', actions: 'fill' },
        PROMOTE: { guard: and([not('isMeant'), 'showsNothing']) },
        REPLACE: { guard: and([not('isMeant'), 'showsNothing']) },
      },
    },
    announced: {
      on: {
        PROMOTE: [
          { guard: and([not('isMeant'), 'showsUnsafe']) },
          { guard: and(['isMeant', 'showsUnsafe', 'isFounded']), target: 'safe' },
        ],
        REPLACE: [
          { guard: and([not('isMeant'), 'showsUnsafe']) },
          { guard: and(['isMeant', 'showsUnsafe', 'isUnfounded']), target: 'replaced', actions: 'empty' },
        ],
        DROP: { target: 'absent', actions: 'empty' },
      },
    },
    safe: {
      on: {
        PROMOTE: { guard: and([not('isMeant'), 'showsSafe']) },
        REPLACE: { guard: and([not('isMeant'), 'showsSafe']) },
      },
    },
    // Without transactions, and safe.
    replaced: {
      on: {
        PROMOTE: { guard: and([not('isMeant'), 'showsSafe']) },
        REPLACE: { guard: and([not('isMeant'), 'showsSafe']) },
      },
    },
  },
});

export type InteropBlockState = LocalState<InteropBlock>;
