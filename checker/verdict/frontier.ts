/**
 * The exact safe region of parameters: every grid point decided, then the simplest linear inequality that separates safe
 * from unsafe points, if there is one. The formula is found from the verdicts; nothing of it is known beforehand.
 */

import { TableCache } from '../kernel/table-cache.ts';
import type { Property, PropertyKind } from '../language/property.ts';
import { configure, type Setting } from '../language/system.ts';
import type { AnyFrontier, AnyTheorem, Axis } from '../language/theorem.ts';
import { type DecideOptions, type Decision, decide, type Verdict } from './decide.ts';

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

/** Σ coefficients·x < bound. */
interface Inequality {
  readonly coefficients: readonly number[];
  readonly bound: number;
}

const largestCoefficient = 3;

/** Coefficient vectors with no common factor, simplest first: fewest variables, then smallest sum. */
function* candidates(dimensions: number): Generator<readonly number[]> {
  const width = 2 * largestCoefficient + 1;
  const all: number[][] = [];
  for (let n = 0; n < width ** dimensions; n++) {
    const vector = Array.from(
      { length: dimensions },
      (_, d) => (Math.floor(n / width ** d) % width) - largestCoefficient,
    );
    if (vector.reduce(gcd, 0) === 1) all.push(vector);
  }
  const weight = (vector: readonly number[]): number => vector.reduce((sum, a) => sum + Math.abs(a), 0);
  const used = (vector: readonly number[]): number => vector.filter((a) => a !== 0).length;
  yield* all.sort((a, b) => used(a) - used(b) || weight(a) - weight(b));
}

function gcd(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : gcd(b, a % b);
}

/** The simplest inequality that holds exactly at the safe points, or undefined. */
export function separate(
  safe: readonly (readonly number[])[],
  unsafe: readonly (readonly number[])[],
): Inequality | undefined {
  const dimensions = (safe[0] ?? unsafe[0] ?? []).length;
  const sum = (a: readonly number[], x: readonly number[]): number =>
    a.reduce((total, ai, i) => total + ai * (x[i] as number), 0);
  for (const coefficients of candidates(dimensions)) {
    const least = Math.max(...safe.map((x) => sum(coefficients, x))) + 1;
    const most = Math.min(...unsafe.map((x) => sum(coefficients, x)));
    if (least > most) continue;
    const bound = least > 0 ? least : most < 0 ? most : 0;
    return { coefficients, bound };
  }
  return undefined;
}

/** The inequality in words, positive terms on each side: `K < C - 1`. */
export function formulaOf({ coefficients, bound }: Inequality, symbols: readonly string[]): string {
  const term = (a: number, symbol: string): string => (a === 1 ? symbol : `${a}*${symbol}`);
  const left = coefficients.flatMap((a, i) => (a > 0 ? [term(a, symbols[i] as string)] : []));
  const right = coefficients.flatMap((a, i) => (a < 0 ? [term(-a, symbols[i] as string)] : []));
  const rightSide = right.join(' + ');
  if (right.length === 0) return `${left.join(' + ')} < ${bound}`;
  // Over whole numbers, `< T + 1` is `<= T`.
  if (bound === 1) return `${left.length === 0 ? '0' : left.join(' + ')} <= ${rightSide}`;
  const shift = bound === 0 ? '' : bound > 0 ? ` + ${bound}` : ` - ${-bound}`;
  return `${left.length === 0 ? '0' : left.join(' + ')} < ${rightSide}${shift}`;
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

/** What a sweep says about the whole region when one side of it is empty. */
const nowhere = 'never';
const everywhere = 'always';

/** Sweeps the grid of a frontier; `over` replaces the values of its axes. */
export async function decideFrontier(
  theorem: AnyTheorem,
  frontier: AnyFrontier,
  over: Readonly<Record<string, readonly number[]>> = {},
  options: DecideOptions = {},
  setting: Setting = {},
): Promise<FrontierResult> {
  const started = performance.now();
  const sweep = { tables: new TableCache(), ...options };
  const axes = Object.entries(frontier.axes).map(([symbol, axis]): [string, Axis] => [
    symbol,
    { ...axis, values: over[symbol] ?? axis.values },
  ]);
  const parameters = theorem.instances[frontier.instance] ?? {};
  const points: FrontierPoint[] = [];
  for (const at of gridOf(axes)) {
    if (options.signal?.aborted === true) break;
    const configuration = configure(
      frontier.system,
      { parameters },
      frontier.setting ?? {},
      settingAt(axes, at),
      setting,
    );
    const [decision] = await decide(frontier.system, configuration, [frontier.goal as Property<never>], sweep);
    const { verdict, counts, trace, problem } = decision as Decision;
    if (problem !== null) throw problem;
    points.push({
      at,
      verdict,
      states: counts.states,
      transitions: counts.transitions,
      traceSteps: trace?.steps.length ?? null,
    });
  }
  const symbols = axes.map(([symbol]) => symbol);
  const vector = ({ at }: FrontierPoint): readonly number[] => symbols.map((symbol) => at[symbol] as number);
  const safe = points.filter(({ verdict }) => verdict === 'exhausted').map(vector);
  const unsafe = points.filter(({ verdict }) => verdict === 'violated').map(vector);
  const decided = safe.length + unsafe.length === points.length && points.length === gridOf(axes).length;
  const inequality = decided && safe.length > 0 && unsafe.length > 0 ? separate(safe, unsafe) : undefined;
  const formula = !decided
    ? null
    : unsafe.length === 0
      ? everywhere
      : safe.length === 0
        ? nowhere
        : inequality === undefined
          ? null
          : formulaOf(inequality, symbols);
  const asWritten = Object.keys(over).length === 0 && Object.keys(setting).length === 0;
  const misses: string[] = [];
  if (!decided) misses.push(`${points.length - safe.length - unsafe.length} points not decided`);
  else if (asWritten && formula !== frontier.expect.formula)
    misses.push(`expected ${frontier.expect.formula}, got ${formula ?? 'no linear formula'}`);
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
