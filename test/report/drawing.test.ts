import { describe, expect, it } from 'vitest';
import type { AnyMachine } from '../../checker/language/machine.ts';
import { configure } from '../../checker/language/system.ts';
import { systemsOf } from '../../checker/language/theorem.ts';
import { layOutChart, type StateBox } from '../../checker/report/drawing/chart-layout.ts';
import { chartSvg } from '../../checker/report/drawing/chart-svg.ts';
import { lanesOf, rowHeight, type SequenceStep, sequenceSvg } from '../../checker/report/drawing/sequence-svg.ts';
import {
  activePaths,
  type ChartState,
  chartOf,
  statesOf,
  takenBetween,
} from '../../checker/report/drawing/statechart.ts';
import { changeText } from '../../checker/report/words.ts';
import { registry } from '../../proofs/registry.ts';

function everyChart(): readonly (readonly [string, ChartState])[] {
  const charts = new Map<unknown, readonly [string, ChartState]>();
  for (const theorem of registry.theorems) {
    for (const system of systemsOf(theorem)) {
      const { components } = system.compose(configure(system));
      for (const [name, spec] of Object.entries(components as Record<string, { machine: AnyMachine }>)) {
        const { machine } = spec;
        if (!charts.has(machine.config)) charts.set(machine.config, [`${system.name} ${name}`, chartOf(machine, name)]);
      }
    }
  }
  return [...charts.values()];
}

function overlap(a: StateBox, b: StateBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function isInside(inner: StateBox, outer: StateBox): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

describe('the chart of every machine of the models', () => {
  it.each(everyChart())('%s: says every transition once, keeps boxes apart and inside their parents', (_, chart) => {
    const { boxes, arrows, width, height } = layOutChart(chart);
    const said = [...boxes.flatMap(({ internal }) => internal), ...arrows.flatMap(({ label }) => label)];
    const transitions = statesOf(chart).flatMap((state) => state.transitions.map(({ id }) => id));
    expect([...new Set(said.map(({ transition }) => transition))].sort()).toEqual([...transitions].sort());
    expect(boxes.map(({ state }) => state.path).sort()).toEqual(
      statesOf(chart)
        .map(({ path }) => path)
        .sort(),
    );
    const byPath = new Map(boxes.map((box) => [box.state.path, box]));
    for (const box of boxes) {
      expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width + 2 && box.y + box.height <= height + 2).toBe(true);
      const children = box.state.states.map(({ path }) => byPath.get(path) as StateBox);
      for (const [i, child] of children.entries()) {
        expect(isInside(child, box)).toBe(true);
        for (const other of children.slice(i + 1)) expect(overlap(child, other)).toBe(false);
      }
    }
  });
});

describe('a chart', () => {
  const chart: ChartState = everyChart().find(([name]) => name === 'transactions txs')?.[1] as ChartState;

  it('lights the active states and no other', () => {
    expect([...activePaths({ signed: { pending: 'inInbox' } })]).toEqual([
      '',
      'signed',
      'signed.pending',
      'signed.pending.inInbox',
    ]);
    expect([...activePaths({ a: 'x', b: { c: 'y' } })]).toEqual(['', 'a', 'a.x', 'b', 'b.c', 'b.c.y']);
    const svg = chartSvg(layOutChart(chart), { label: 'txs', value: { signed: { pending: 'inInbox' } } });
    const lit = [...svg.matchAll(/class="[^"]*sc-on"[^>]* data-state="([^"]*)"/g)].map(([, path]) => path);
    expect(lit.sort()).toEqual(['signed', 'signed.pending', 'signed.pending.inInbox']);
  });

  it('knows which transitions an event may have taken', () => {
    const taken = takenBetween(chart, { signed: { pending: 'inMempool' } }, 'BLOCK', {
      signed: { pending: 'inInbox' },
    });
    expect([...taken]).toEqual(['signed.pending.inMempool|BLOCK|2']);
    expect(takenBetween(chart, 'created', 'BLOCK', 'created')).toEqual(new Set(['created|BLOCK|0']));
    expect(takenBetween(chart, 'created', 'UNKNOWN', 'created').size).toBe(0);
  });

  it('escapes what a name may hold', () => {
    const strange: ChartState = { ...chart, name: '<b>"&', states: [], transitions: [] };
    const svg = chartSvg(layOutChart(strange), { label: '"<' });
    expect(svg).toContain('&lt;b&gt;&quot;&amp;');
    expect(svg).toContain('aria-label="&quot;&lt;"');
  });
});

describe('a sequence diagram', () => {
  const step = (owner: string, ...takers: readonly string[]): SequenceStep => ({
    label: `GO to=${takers.join()}`,
    owner,
    side: 'adversary',
    takers: takers.map((component, i) => ({ component, changes: i === 0 ? ['x: 1 → 2'] : [] })),
  });

  it('gives a party and a component of one name one lifeline', () => {
    expect(lanesOf([step('validator', 'rollup', 'validator'), step('l1', 'rollup')]).names).toEqual([
      'validator',
      'rollup',
      'l1',
    ]);
  });

  it('draws each step with who took part, and what changed', () => {
    const steps = [step('a', 'b', 'c'), step('c', 'b')];
    const svg = sequenceSvg(steps, 'two steps');
    expect(svg.match(/class="sq-step /g)).toHaveLength(2);
    expect(svg.match(/class="sq-changed"/g)).toHaveLength(2);
    expect(svg.match(/class="sq-kept"/g)).toHaveLength(1);
    expect(svg).toContain('GO to=b,c');
  });

  it('keeps a step with very many changes to a readable height, and says how many are left out', () => {
    const changes = Array.from({ length: 100 }, (_, i) => `x[${i}]: 0 → 1`);
    const many: SequenceStep = { ...step('a'), takers: [{ component: 'b', changes }] };
    expect(rowHeight(many)).toBeLessThan(200);
    expect(sequenceSvg([many], 'many')).toContain('and 93 more changes');
  });

  it('says of parallel regions only what moved', () => {
    const change = {
      component: 'escrow',
      path: '',
      before: 'deposit.free & refund.none',
      after: 'deposit.locked & refund.none',
    };
    expect(changeText(change)).toBe('deposit.free → deposit.locked');
    expect(changeText({ component: 'a', path: 'x[0]', before: 1 })).toBe('x[0]: gone, was 1');
  });

  it('draws a trace without steps', () => {
    expect(sequenceSvg([], 'nothing')).toContain('<svg');
  });
});
