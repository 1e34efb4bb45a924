import { describe, expect, test } from 'vitest';
import type { MachineEvent } from '../../checker/language/machine.ts';
import { configure, type Setting } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import { interopBlocksSystem as system } from '../../model/systems/interop-blocks.ts';

/** Where both blocks stand after these events. */
function blocksAfter(setting: Setting, ...events: readonly MachineEvent[]): readonly unknown[] {
  const composition = new ReferenceComposition(system, configure(system, setting));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) throw new Error(`${event.type} is refused by ${attempt.refusedBy.join(', ')}`);
    state = attempt.state;
  }
  return state.map(({ value }) => value);
}

const build = (block: number, executes: boolean, sends: string): MachineEvent => ({
  ...{ type: 'BUILD', block, executes, sends },
});
const judge = (type: string, which: string, A: string, B: string): MachineEvent => ({ type, which, A, B });
const circle = [build(0, true, 'in-return'), build(1, true, 'in-return')];

describe('Definition 6.2.1: blocks of one timestamp', () => {
  test('6.2.1: a block that executes nothing is safe by itself, one that executes waits for the other', () => {
    const pair = [build(0, true, 'nothing'), build(1, false, 'anyway')];
    expect(() => blocksAfter({}, ...pair, judge('PROMOTE', 'A', 'silent', 'sending'))).toThrow('PROMOTE is refused by');
    const chain = [
      ...pair,
      judge('PROMOTE', 'B', 'silent', 'sending'),
      judge('PROMOTE', 'A', 'silent', 'safe-sending'),
    ];
    expect(blocksAfter({}, ...chain)).toEqual(['safe', 'safe']);
  });

  test('6.2.1: a circle becomes safe in one step or not at all', () => {
    expect(blocksAfter({}, ...circle, judge('PROMOTE', 'both', 'sending', 'sending'))).toEqual(['safe', 'safe']);
    for (const which of ['A', 'B']) {
      expect(() => blocksAfter({}, ...circle, judge('PROMOTE', which, 'sending', 'sending'))).toThrow(
        'PROMOTE is refused by',
      );
    }
  });

  test('6.2.1: a block whose message is nowhere is replaced, and with it what relies on that block', () => {
    const lost = [build(0, true, 'in-return'), build(1, true, 'nothing')];
    const judged = [
      ...lost,
      judge('REPLACE', 'A', 'sending', 'silent'),
      judge('REPLACE', 'B', 'safe-silent', 'silent'),
    ];
    expect(blocksAfter({}, ...judged)).toEqual(['replaced', 'replaced']);
    expect(() => blocksAfter({}, ...lost, judge('REPLACE', 'B', 'sending', 'silent'))).toThrow('REPLACE is refused by');
  });

  test('6.2.1: nobody says of a block what it does not show', () => {
    expect(() => blocksAfter({}, ...circle, judge('PROMOTE', 'A', 'sending', 'safe-sending'))).toThrow(
      'PROMOTE is refused by blocks[1]',
    );
  });
});
