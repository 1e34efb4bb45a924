/**
 * The exact safe region of parameters: every grid point decided, then the simplest inequality that separates safe from unsafe
 * points, if there is one. The formula is found from the verdicts; nothing of it is known beforehand.
 */

import { TableCache } from '../kernel/table-cache.ts';
import type { Property, PropertyKind } from '../language/property.ts';
import { type Configuration, configure, type Setting } from '../language/system.ts';
import { type AnyFrontier, type AnyTheorem, type Axis, instanceOf } from '../language/theorem.ts';
import { type DecideOptions, type Decision, decide, type Verdict } from './decide.ts';
import { mostRechecked } from './decision.ts';
import { formulaFor } from './inequality.ts';

export interface FrontierPoint {
  readonly at: Readonly<Record<string, number>>;
  readonly verdict: Verdict;
  readonly states: number;
  readonly transitions: number;
  readonly traceSteps: number | null;
}

export interface FrontierResult {
  readonly id: string;
  readonly item: string;
  readonly says: string;
  readonly goal: string;
  readonly kind: PropertyKind;
  readonly system: string;
  readonly instance: string;
  readonly over: Readonly<Record<string, readonly number[]>>;
  readonly fixed: Setting;
  readonly points: readonly FrontierPoint[];
  readonly formula: string | null;
  /** Whether the formula tells safe from unsafe on every point of the grid, all of them decided. */
  readonly separates: boolean;
  readonly expected: string;
  readonly met: boolean;
  readonly misses: readonly string[];
  readonly seconds: number;
}

function gridOf(axes: readonly (readonly [string, Axis])[]): readonly Readonly<Record<string, number>>[] {
  let grid: readonly Readonly<Record<string, number>>[] = [{}];
  for (const [symbol, { values }] of axes)
    grid = grid.flatMap((point) => values.map((value) => ({ ...point, [symbol]: value })));
  return grid;
}

function settingAt(axes: readonly (readonly [string, Axis])[], at: Readonly<Record<string, number>>): Setting {
  const parameters: Record<string, number> = {};
  const powers: Record<string, number> = {};
  for (const [symbol, axis] of axes) {
    if ('parameter' in axis) parameters[axis.parameter] = at[symbol] as number;
    else powers[axis.power] = at[symbol] as number;
  }
  return { parameters, powers };
}

/** Sweeps the grid of a frontier; `over` replaces the values of its axes. */
export async function decideFrontier(
  theorem: AnyTheorem,
  frontier: AnyFrontier,
  over: Readonly<Record<string, readonly number[]>> = {},
  options: DecideOptions = {},
  setting: Setting = {},
): Promise<FrontierResult> {
  const started = performance.now();
  const axes = Object.entries(frontier.axes).map(([symbol, axis]): [string, Axis] => [
    symbol,
    { ...axis, values: over[symbol] ?? axis.values },
  ]);
  const parameters = instanceOf(theorem, frontier.instance, frontier.system);
  const points: FrontierPoint[] = [];
  const grid = gridOf(axes);
  const configurations = grid.map((at) =>
    configure(frontier.system, { parameters }, frontier.setting ?? {}, settingAt(axes, at), setting),
  );
  const shelf = options.shelves?.open(frontier.system, configurations);
  const sweep = { tables: new TableCache(), rechecks: Math.ceil(mostRechecked / grid.length), ...options, shelf };
  for (const [g, at] of grid.entries()) {
    if (options.signal?.aborted === true) break;
    const configuration = configurations[g] as Configuration;
    const [decision] = await decide(frontier.system, configuration, [frontier.goal as Property<never>], sweep);
    const { verdict, counts, trace, problem } = decision as Decision;
    if (problem !== null) {
      // What a table of an earlier run has to do with it, a sweep without one tells.
      if (shelf?.isFound !== true) throw problem;
      shelf.discard();
      return await decideFrontier(theorem, frontier, over, { ...options, shelves: undefined }, setting);
    }
    points.push({
      at,
      verdict,
      states: counts.states,
      transitions: counts.transitions,
      traceSteps: trace?.steps.length ?? null,
    });
  }
  shelf?.save();
  const symbols = axes.map(([symbol]) => symbol);
  const vector = ({ at }: FrontierPoint): readonly number[] => symbols.map((symbol) => at[symbol] as number);
  const safe = points.filter(({ verdict }) => verdict === 'exhausted').map(vector);
  const unsafe = points.filter(({ verdict }) => verdict === 'violated').map(vector);
  const decided = safe.length + unsafe.length === points.length && points.length === grid.length;
  const formula = decided ? formulaFor(safe, unsafe, symbols) : null;
  const asWritten = Object.keys(over).length === 0 && Object.keys(setting).length === 0;
  const misses: string[] = [];
  if (!decided) misses.push(`${points.length - safe.length - unsafe.length} points not decided`);
  else if (asWritten && formula !== frontier.expect.formula)
    misses.push(`expected ${frontier.expect.formula}, got ${formula ?? 'no formula'}`);
  return {
    id: `${theorem.item}/${frontier.id}`,
    item: theorem.item,
    says: frontier.says,
    goal: frontier.goal.name,
    kind: frontier.goal.kind,
    system: frontier.system.name,
    instance: frontier.instance,
    over: Object.fromEntries(axes.map(([symbol, { values }]) => [symbol, values])),
    fixed: { parameters, ...(frontier.setting ?? {}) },
    points,
    formula,
    separates: formula !== null,
    expected: frontier.expect.formula,
    met: misses.length === 0,
    misses,
    seconds: (performance.now() - started) / 1000,
  };
}
