import { describe, expect, test } from 'vitest';
import type { LocalState } from '../../checker/language/machine.ts';
import { component } from '../../checker/language/system.ts';
import { ReferenceComposition } from '../../checker/trace/composition.ts';
import type { Move } from '../../model/2.1.3-bisection-game.ts';
import { type FreePlayer, freePlayer } from '../../model/free-player.ts';
import { plain, systemOf } from '../small-system.ts';

type PlayerEvent =
  | { readonly type: 'SUBMIT' | 'MOVE'; readonly move: Move }
  | { readonly type: 'BLOCK'; readonly move: Move | 'none'; readonly censors: boolean };

const submit = (move: Move): PlayerEvent => ({ type: 'SUBMIT', move });
const move = (one: Move): PlayerEvent => ({ type: 'MOVE', move: one });
const block = (one: Move | 'none' = 'none', censors = false): PlayerEvent => ({ type: 'BLOCK', move: one, censors });

const challenger: FreePlayer = {
  side: 'challenger',
  levels: 2,
  turn: 'theirs',
  sent: 'none',
  late: 0,
  parts: 0,
  ripening: 0,
  unripe: 0,
};
const asserter: FreePlayer = { ...challenger, side: 'asserter', turn: 'mine' };

/** The player after the events, alone in a system; the type of the first that it refuses. */
function played(player: FreePlayer, ...events: readonly PlayerEvent[]): FreePlayer | string {
  const menus = { SUBMIT: [], MOVE: [], BLOCK: [] };
  const system = systemOf({ components: { player: component(freePlayer, player) }, events: menus });
  const composition = new ReferenceComposition(system, plain(system));
  let state = composition.initial();
  for (const event of events) {
    const attempt = composition.attempt(state, event);
    if (!attempt.taken) return `refused ${event.type}`;
    state = attempt.state;
  }
  return (state[0] as LocalState<FreePlayer>).context;
}

describe('Definition 2.1.3: a player of the bisection game that moves as it likes', () => {
  test('2.1.3: a challenger answers a bisection by either half, and the last one by the step', () => {
    expect(played(challenger, submit('choose-left'))).toBe('refused SUBMIT');
    for (const half of ['choose-left', 'choose-right'] as const) {
      expect(played(challenger, move('bisect-wrong'), submit(half))).toMatchObject({ turn: 'mine', sent: half });
      expect(played(challenger, move('bisect-wrong'), submit(half), block(half))).toEqual({ ...challenger, levels: 1 });
    }
    const one = { ...challenger, levels: 1 };
    const chosen = [move('bisect-right'), submit('choose-right'), block('choose-right')];
    expect(played(one, ...chosen)).toEqual({ ...one, levels: 0, turn: 'mine' });
    expect(played(one, ...chosen, submit('choose-left'))).toBe('refused SUBMIT');
    expect(played(one, ...chosen, submit('step'), block('step'))).toEqual({ ...one, levels: 0 });
  });

  test('2.1.3: an asserter bisects, right or wrong, until the other side has chosen the last half', () => {
    expect(played(asserter, submit('choose-left'))).toBe('refused SUBMIT');
    const first = [submit('bisect-wrong'), block('bisect-wrong'), move('choose-left')];
    expect(played(asserter, ...first)).toEqual({ ...asserter, levels: 1 });
    const second = [...first, submit('bisect-right'), block('bisect-right'), move('choose-right')];
    expect(played(asserter, ...second)).toEqual({ ...asserter, levels: 0, turn: 'theirs' });
  });

  test('2.1.3: a block contains what was sent, or says that it left it out', () => {
    const sent = [move('bisect-right'), submit('choose-left')];
    expect(played(challenger, ...sent, block('choose-right'))).toBe('refused BLOCK');
    expect(played(challenger, ...sent, block())).toBe('refused BLOCK');
    expect(played(challenger, ...sent, block('none', true))).toMatchObject({ turn: 'mine', sent: 'choose-left' });
    expect(played(challenger, block('none', true))).toBe('refused BLOCK');
    expect(played(challenger, block())).toEqual(challenger);
  });

  test('2.1.3: a block waits for the move of a prompt player, and not for one that is late', () => {
    expect(played(asserter, block())).toBe('refused BLOCK');
    const late = { ...asserter, late: 1 };
    expect(played(late, block())).toEqual(asserter);
    expect(played(late, block(), block())).toBe('refused BLOCK');
  });

  test('2.1.3: one move at a time, and none of the other side while it is due', () => {
    expect(played(asserter, submit('bisect-right'), submit('bisect-wrong'))).toBe('refused SUBMIT');
    expect(played(asserter, move('choose-left'))).toBe('refused MOVE');
  });
});
