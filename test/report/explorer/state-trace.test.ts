import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StateGraph } from '../../../checker/report/explorer/page/graph.ts';
import { isStateTrace, stateTracePages } from '../../../checker/report/explorer/state-trace.ts';
import { captured } from '../../cli/captured-run.ts';
import { problemOf } from '../../problem-of.ts';
import { chromiumPath, ensureExplorer, launch, open, violations } from './browser.ts';

/** A trace as Apalache writes it. */
function itf(states: readonly object[], more: object = {}): string {
  return JSON.stringify({ '#meta': { format: 'ITF' }, vars: ['x'], states, ...more });
}

describe('a trace of states in the explorer', () => {
  it('is walked state by state, whatever states and actions it has', () => {
    const step = fc.record({ x: fc.integer({ min: 0, max: 3 }), 'mbt::actionTaken': fc.constantFrom('A', 'B') });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.option(fc.nat(11)), (states, at) => {
        const loop = at === null ? null : at % states.length;
        const { claims, models, packed } = stateTracePages(itf(states, loop === null ? {} : { loop }), 'x.itf.json');
        const [[claim], [model]] = [claims, models];
        if (claim === undefined || model === undefined) throw new Error('no page');
        const graph = new StateGraph(model, packed.get(model.hash) as Uint8Array);
        const returns = loop !== null && loop < states.length - 1;
        const wanted = returns ? [...states, states[loop]] : states;
        let here = graph.initial;
        const [{ events, loop: found } = { events: [], loop: null }] = claim.traces;
        expect([events.length, found]).toEqual([wanted.length - 1, loop]);
        wanted.forEach((state, i) => {
          expect(graph.local(0, here[0] as number).context).toEqual({ x: state?.x });
          const event = events[i];
          if (event === undefined) return;
          const name = i + 1 < states.length ? wanted[i + 1]?.['mbt::actionTaken'] : 'returns';
          expect(model.events[event]?.type).toBe(name);
          here = graph.step(here, event) ?? [];
        });
        // Nothing is said of what was not seen.
        const kinds = Array.from({ length: graph.count }, (_, s) => graph.possibilities(graph.at(s))).flat();
        expect(kinds.every(({ kind }) => kind === 'enabled' || kind === 'unknown')).toBe(true);
        const seen = new Set(events.map((event, i) => `${event} ${wanted[i]?.x}`));
        expect(kinds.filter(({ kind }) => kind === 'enabled').length).toBe(seen.size);
      }),
    );
  });

  it('keeps sets, tuples, maps and large numbers', () => {
    const x = { '#map': [[{ '#tup': [1, 'a'] }, { '#set': [{ '#bigint': '12345678901234567890' }] }]] };
    const { models, packed } = stateTracePages(itf([{ x }]), 'x.itf.json');
    const [model] = models;
    if (model === undefined) throw new Error('no model');
    const graph = new StateGraph(model, packed.get(model.hash) as Uint8Array);
    const large = new Set([12_345_678_901_234_567_890n]);
    expect(graph.local(0, 0).context).toEqual({ x: new Map([[[1, 'a'], large]]) });
  });

  it('is told from other files, and a broken one is PL-311', () => {
    expect(isStateTrace(itf([{ x: 1 }]))).toBe(true);
    for (const text of ['', '[]', '{}', '{"states": []}', '{"#meta": {"system": "s"}, "states": [{}]}'])
      expect([text, isStateTrace(text)]).toEqual([text, false]);
    expect(problemOf(() => stateTracePages(itf([{ x: 1 }], { loop: 3 }), 'x')).code).toBe('PL-311');
    expect(problemOf(() => stateTracePages(itf([{ x: { '#set': 3 } }]), 'x')).code).toBe('PL-311');
  });
});

describe.skipIf(chromiumPath === undefined)('a violation of a TLA+ module in a browser', () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-states-'));

  beforeAll(async () => {
    await ensureExplorer();
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('is written by tla, opened by explore, stepped through, and gives axe nothing to find', async () => {
    const module = [
      ...['---- MODULE Counter ----', 'EXTENDS Naturals', 'VARIABLES x, seen', 'Init == x = 0 /\\ seen = {}'],
      ...[
        "Inc == x' = x + 1 /\\ seen' = seen \\cup {x}",
        'Spec == Init /\\ [][Inc]_<<x, seen>>',
        'Small == x < 3',
        '====',
      ],
    ];
    writeFileSync(join(folder, 'Counter.tla'), module.join('\n'));
    writeFileSync(join(folder, 'Counter.cfg'), 'SPECIFICATION Spec\nINVARIANT Small\n');
    const checked = await captured(['tla', 'Counter.tla', '--out', 'traces'], undefined, { cwd: folder });
    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain('plumbline explore traces/Counter.itf.json');
    const { code } = await captured(['explore', 'traces/Counter.itf.json', '--out', 'x.html'], undefined, {
      cwd: folder,
    });
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'traces/Counter.itf.json'), 'utf8')).toContain('"violated": "Small"');
    const { page, complaints } = await open(browser, `file://${join(folder, 'x.html')}`);
    expect(await page.locator('h1').innerText()).toContain('Small is violated.');
    await page.keyboard.press('End');
    expect(await page.locator('.transport .where').innerText()).toBe('Step 3 of 3');
    expect(await page.locator('.values').innerText()).toMatch(/x\s+3\s*was 2/);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
