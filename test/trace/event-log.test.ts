import { describe, expect, test } from 'vitest';
import { configure, type Setting } from '../../checker/language/system.ts';
import { type HeldLog, holdLog, isEventLog, type LoggedEvent, readEventLog } from '../../checker/trace/event-log.ts';
import { lightClientBridge as system } from '../../model/systems/bridge.ts';
import { problemOf } from '../problem-of.ts';

const alone: Setting = { parameters: { transfers: 1, kc: 0 } };

function held(setting: Setting, ...events: readonly LoggedEvent[]): HeldLog {
  return holdLog(system, configure(system, alone, setting), events);
}

const lock: LoggedEvent = { type: 'LOCK', payload: { transfer: 0, pays: 'tokens' } };
const prove: LoggedEvent = { type: 'ATTEST_LOCK', payload: { transfer: 0, by: 'headers', confirmations: 0 } };
const mint: LoggedEvent = {
  type: 'MINT',
  payload: { transfer: 0, chain: 'target', evidence: 'trusted-root', outcome: 'succeeds' },
};

describe('a log held to the machines', () => {
  test('all of it is allowed: the trace has every event and its owner', () => {
    const { trace, disallowed } = held({}, lock, prove, mint);
    expect(disallowed).toBeNull();
    expect(trace.steps.map(({ type, owner }) => [type, owner])).toEqual([
      ['LOCK', 'user'],
      ['ATTEST_LOCK', 'relayer'],
      ['MINT', 'relayer'],
    ]);
  });

  test('the first event that is refused, by whom, and the rule that would let it pass', () => {
    const { trace, disallowed } = held({}, lock, prove, mint, mint, lock);
    expect(trace.steps).toHaveLength(3);
    expect(disallowed).toEqual({
      ...{ place: 4, event: mint, refusedBy: ['target[0]'] },
      remedies: [{ without: ['replayGuard'] }],
    });
  });

  test('an event on no menu is nobody’s, and the least power that puts it there is named', () => {
    const reorg: LoggedEvent = { type: 'REORG', payload: { blocks: 2 } };
    const { disallowed } = held({}, lock, reorg);
    expect(disallowed).toMatchObject({ place: 2, refusedBy: [], remedies: [{ powers: { reorg: 3 } }] });
    expect(held({ powers: { reorg: 3 } }, lock, reorg).disallowed).toBeNull();
  });

  test('what no single change allows has no remedy', () => {
    const released: LoggedEvent = {
      type: 'RELEASE',
      payload: { transfer: 0, evidence: 'zero-root', outcome: 'fails' },
    };
    expect(held({}, released).disallowed).toMatchObject({ place: 1, refusedBy: [], remedies: [] });
  });

  test('an unknown type of event is the log’s mistake, not the machines’', () => {
    const problem = problemOf(() => held({}, { type: 'LOKC', payload: {} }));
    expect([problem.code, problem.detail.place, problem.detail.hint]).toEqual([
      'PL-314',
      'event 1',
      'did you mean LOCK?',
    ]);
  });
});

describe('a file with a log', () => {
  test('names a system and its events; the rest is as usual unless it is said', () => {
    const text = JSON.stringify({ log: 1, system: 'bridge-light-client', events: [{ type: 'TARGET_BLOCK' }] });
    expect(isEventLog(text)).toBe(true);
    expect(readEventLog(text, 'log.json')).toEqual({
      system: 'bridge-light-client',
      setting: { parameters: {}, powers: {}, without: [] },
      events: [{ type: 'TARGET_BLOCK', payload: {} }],
    });
  });

  test.each([
    ['{"log": 2, "system": "x", "events": []}', 'log.json, log'],
    ['{"log": 1, "events": []}', 'log.json, system'],
    ['{"log": 1, "system": "x", "events": [{"payload": {}}]}', 'log.json, events.0.type'],
    ['{"log": 1, "system": "x", "events": [], "event": []}', 'log.json'],
  ])('%s is refused', (text, place) => {
    const problem = problemOf(() => readEventLog(text, 'log.json'));
    expect([problem.code, problem.detail.place]).toEqual(['PL-314', place]);
  });

  test.each(['', '[]', 'null', '{"states": []}'])('%j is no log at all', (text) => {
    expect(isEventLog(text)).toBe(false);
  });
});
