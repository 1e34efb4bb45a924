import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { captured, userTheorem } from './captured-run.ts';

const wide = { columns: 140 };

function lines(text: string): readonly string[] {
  return text.split('\n');
}

describe('what of a trace is shown', () => {
  test('a change outside of --show is counted, not told', async () => {
    const { stdout: all } = await captured(['check', `${userTheorem}`, '--verbose'], undefined, wide);
    const component = /^ +1 .* ([a-z]+)[.[:]/m.exec(all)?.[1] ?? '';
    const { stdout: without } = await captured(
      ['check', userTheorem, '--verbose', '--hide', component],
      undefined,
      wide,
    );
    expect(component).not.toBe('');
    expect(without).not.toMatch(new RegExp(`${component}[.:\\[][^ ]* .* →`));
    expect(without).toMatch(/\d changes? not shown/);
  });

  test('--full tells the states at both ends', async () => {
    const { stdout } = await captured(['check', userTheorem, '--full'], undefined, wide);
    expect(stdout).toContain('at the start');
    expect(stdout).toContain('at the end');
  });

  test.each([
    ['--show', 'lok'],
    ['--hide', 'nothing.here'],
  ])('%s of an unknown component is PL-209', async (option, place) => {
    const { code, stderr } = await captured(['check', userTheorem, option, place]);
    expect({ code, problem: stderr.slice(0, 6) }).toEqual({ code: 2, problem: 'PL-209' });
  });

  test.each([[['--trace-format', 'md']], [['--trace-format', 'word', '--out', 'x']], [['--max-violations', '0']]])(
    '%j is PL-202 and writes nothing',
    async (options) => {
      const cwd = mkdtempSync(join(tmpdir(), 'plumbline-view-'));
      const { code, stderr } = await captured(['check', userTheorem, ...options], undefined, { cwd });
      expect({ code, problem: stderr.slice(0, 6) }).toEqual({ code: 2, problem: 'PL-202' });
      expect(existsSync(cwd) && readdirSync(cwd)).toEqual([]);
    },
  );

  test.each([40, 80, 140])('at %i columns no line is longer', async (columns) => {
    const { stdout } = await captured(['check', userTheorem, '--verbose', '--full'], undefined, { columns });
    // The first line is the command that repeats the run, which stays whole.
    const own = lines(stdout).slice(1);
    expect(Math.max(...own.map((line) => line.length))).toBeLessThanOrEqual(columns);
  });
});
