import { afterEach, describe, expect, test, vi } from 'vitest';
import { Lifecycle, type Row } from '../../../model/reference/lifecycle.ts';

type Door = 'closed' | 'open' | 'broken';
type Push = 'open' | 'close' | 'break';

/** The row of `close` leads where the row of `open` starts: 1.6.0 would run on from there without its callbacks. */
const rows: readonly Row<Door, Push>[] = [
  ['closed', 'open', 'open'],
  ['open', 'open', 'broken'],
  ['open', 'close', 'closed'],
  ['open', 'break', 'broken'],
];

afterEach(() => vi.restoreAllMocks());

describe('a lifecycle', () => {
  test('takes one row a step, though the next row fits the same step', () => {
    const door = new Lifecycle('closed', rows);
    expect(door.take('open')).toBe(true);
    expect(door.state).toBe('open');
  });

  test('refuses what its table does not have, stays, and says nothing on the console', () => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => {});
    const door = new Lifecycle('closed', rows);
    expect(door.allows('close')).toBe(false);
    expect(door.take('close')).toBe(false);
    expect(door.state).toBe('closed');
    expect(written).not.toHaveBeenCalled();
  });

  test('is over where no row leads on', () => {
    const door = new Lifecycle('closed', rows);
    expect(door.isOver).toBe(false);
    door.take('open');
    door.take('break');
    expect([door.state, door.isOver]).toEqual(['broken', true]);
  });

  test('draws itself', () => {
    expect(new Lifecycle('closed', rows).toMermaid()).toContain('closed --> open: open');
  });
});
