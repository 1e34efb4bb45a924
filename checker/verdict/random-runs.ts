/**
 * Deciding an invariant by random runs: fast-check draws them, the kernel takes them, what fails is shrunk and replayed by xstate.
 *
 * Every run is drawn like every other and independently of it, its setting included, so that the bound that follows from n clean runs
 * is exact. It is a bound on what a random run shows, not on what can be reached.
 */

import fc from 'fast-check';
import { Product } from '../kernel/product.ts';
import { StateQuestion } from '../kernel/state-question.ts';
import { WatchedView } from '../kernel/state-reading.ts';
import { TableCache } from '../kernel/table-cache.ts';
import { didYouMean } from '../language/nearest.ts';
import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { Property } from '../language/property.ts';
import type { RandomRuns } from '../language/sampling.ts';
import { type AnySystem, type Configuration, configure } from '../language/system.ts';
import type { WholeState } from '../trace/trace.ts';
import { Arena, type Run } from './arena.ts';
import { addFirings, coverageOf, type DecideOptions, type Decision, decisionOf, mostRechecked } from './decision.ts';
import { boundOfNone, ruleOfThree } from './interval.ts';
import { isShownBy, problemOn, replayPath, wholeStateAt } from './kernel-path.ts';
import { RunArbitrary } from './run-arbitrary.ts';
import type { SampledRuns } from './sample.ts';
import { seedFor, usualSeed } from './seed.ts';

/** Runs that are drawn from one seed of fast-check; after each batch progress is shown and limits are looked at. */
const batch = 100;
/** Products kept at once; a setting that is drawn again later is set up again. */
const mostArenas = 256;

/** A system with the settings that runs are drawn in. */
class Field {
  readonly #system: AnySystem;
  readonly #configuration: Configuration;
  readonly #property: Property<never>;
  readonly #sampling: RandomRuns;
  readonly #options: DecideOptions;
  readonly #axes: readonly (readonly [string, readonly number[]])[];
  readonly #arenas: Map<string, Arena> = new Map();
  readonly #drawn: Set<string> = new Set();
  readonly #unsafe: Set<string> = new Set();
  readonly #confirmed: Set<string> = new Set();
  readonly #tables: Set<Product['components'][number]> = new Set();
  readonly events: Record<string, number> = {};
  runs = 0;
  clean = 0;
  /** States looked at, one more than steps for each run. */
  states = 0;
  steps = 0;
  longest = 0;

  constructor(system: AnySystem, configuration: Configuration, property: Property<never>, options: DecideOptions) {
    this.#system = system;
    this.#configuration = configuration;
    this.#property = property;
    this.#sampling = property.sampling as RandomRuns;
    this.#axes = Object.entries(this.#sampling.over);
    const isSweep = this.#axes.length > 0;
    this.#options = isSweep ? { tables: new TableCache(), ...options } : options;
    for (const [name] of this.#axes) this.#checkAxis(name);
  }

  /** One run, its setting drawn first; what it showed is counted. */
  draw(random: fc.Random): Run {
    const below = (n: number): number => random.nextInt(0, n - 1);
    const setting = this.#axes.map(([name, values]): [string, number] => [
      name,
      values[below(values.length)] as number,
    ]);
    const key = keyOf(setting);
    const arena = this.#arenas.get(key) ?? this.#enter(key, setting);
    const run = arena.run(this.#sampling.steps, below);
    this.runs++;
    this.states += run.events.length + 1;
    this.steps += run.events.length;
    this.longest = Math.max(this.longest, run.events.length);
    if (arena.isUnsafe && run.outcome.kind === 'violated') this.#confirmed.add(key);
    if (!arena.isUnsafe && run.outcome.kind === 'clean') this.clean++;
    return run;
  }

  #enter(key: string, setting: readonly (readonly [string, number])[]): Arena {
    const system = this.#system;
    const chosen = Object.fromEntries(setting);
    const only = (names: object): Record<string, number> =>
      Object.fromEntries(Object.entries(chosen).filter(([name]) => Object.hasOwn(names, name)));
    const { parameters, powers, rules } = this.#configuration;
    const configuration = configure(
      system,
      { parameters, powers, without: Object.keys(rules).filter((rule) => rules[rule] === false) },
      { parameters: only(system.parameters), powers: only(system.powers) },
    );
    const { localLimit, tables } = this.#options;
    const product = new Product(system, configuration, { localLimit, tables });
    const question = new StateQuestion(new WatchedView(product), this.#property);
    const isUnsafe = this.#sampling.oracle?.(configuration) ?? false;
    const arena = new Arena(product, chosen, question, isUnsafe);
    this.#drawn.add(key);
    if (isUnsafe) this.#unsafe.add(key);
    for (const table of product.components) this.#tables.add(table);
    const [oldest] = this.#arenas.keys();
    if (this.#arenas.size >= mostArenas && oldest !== undefined) this.#leave(oldest);
    this.#arenas.set(key, arena);
    return arena;
  }

  #leave(key: string): void {
    const arena = this.#arenas.get(key) as Arena;
    addFirings(this.events, arena.product, arena.fired);
    this.#arenas.delete(key);
  }

  /** Ends the drawing: asks tables again; what it comes to. */
  close(): Pick<Decision, 'coverage' | 'rechecked'> {
    for (const key of [...this.#arenas.keys()]) this.#leave(key);
    const share = Math.ceil(mostRechecked / Math.max(1, this.#tables.size));
    const rechecked = [...this.#tables].reduce((sum, table) => sum + table.recheck(share), 0);
    return { coverage: coverageOf(this.events, this.#tables), rechecked };
  }

  get settings(): SampledRuns['settings'] {
    if (this.#axes.length === 0) return null;
    return { drawn: this.#drawn.size, unsafe: this.#unsafe.size, confirmed: this.#confirmed.size };
  }

  #checkAxis(name: string): void {
    const { parameters, powers } = this.#system;
    if (Object.hasOwn(parameters, name) || powers[name]?.kind === 'budget') return;
    const budgets = Object.keys(powers).filter((power) => powers[power]?.kind === 'budget');
    const known = [...Object.keys(parameters), ...budgets];
    throw new Problem('PL-205', {
      place: `property ${this.#property.name}, over`,
      expected: `one of ${known.join(', ') || 'none at all'}`,
      found: name,
      ...didYouMean(name, known),
    });
  }
}

/** A violation that was not foretold, or a step that breaks a machine. */
function isFine({ arena, outcome }: Run): boolean {
  return outcome.kind === 'clean' || (outcome.kind === 'violated' && arena.isUnsafe);
}

function failureOf(system: AnySystem, property: Property<never>, { arena, events, outcome }: Run): Partial<Decision> {
  const { product } = arena;
  const expected: WholeState[] = [];
  let parts: Decision['parts'] = [];
  const isViolated = outcome.kind === 'violated';
  const question = new StateQuestion(new WatchedView(product), property);
  arena.states(events, (states, at) => {
    expected.push(wholeStateAt(product, states, at));
    if (isViolated && expected.length === events.length + 1) parts = question.explain(states, at);
  });
  if (outcome.kind === 'fault') {
    const problem = problemOn(product, outcome.event, outcome.cause);
    const trace = isShownBy(problem) ? replayPath(system, product, events, expected).trace : null;
    return { problem, trace };
  }
  return { trace: replayPath(system, product, events, expected).trace, parts };
}

/** Decides a property of kind sampled by random runs. Throws the problem of a setting that cannot be. */
export async function decideByRuns(
  system: AnySystem,
  configuration: Configuration,
  property: Property<never>,
  options: DecideOptions,
): Promise<Decision> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const { runs: asked, steps } = property.sampling as RandomRuns;
  const { seed = usualSeed, limits = {}, signal, onProgress } = options;
  const field = new Field(system, configuration, property, options);
  const arbitrary = new RunArbitrary((random) => field.draw(random));
  let failing: { readonly run: Run; readonly found: number } | undefined;
  let limit: Decision['limit'] = null;
  while (field.runs < asked && failing === undefined && limit === null) {
    let found: number | undefined;
    const judged = fc.property(arbitrary, (run) => {
      if (!isFine(run)) found ??= run.events.length;
      return isFine(run);
    });
    const numRuns = Math.min(batch, asked - field.runs);
    const details = fc.check(judged, { seed: seedFor(seed, system.name, property.name, field.runs), numRuns });
    const [run] = details.counterexample ?? [];
    if (run !== undefined) failing = { run, found: found ?? run.events.length };
    const counts = { states: field.states, transitions: field.steps, depth: field.longest, frontier: 0 };
    onProgress?.({ ...counts, seconds: seconds(), bytes: 0 });
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted === true) limit = 'interrupt';
    else if (limits.seconds !== undefined && seconds() >= limits.seconds) limit = 'time';
    else if (limits.states !== undefined && field.states > limits.states) limit = 'states';
  }
  if (field.runs === asked) limit = null;
  const failure = failing === undefined ? {} : failureOf(system, property, failing.run);
  const { runs, clean, settings, states, longest } = field;
  const bound = failing === undefined ? boundOfNone(clean) : null;
  const sample: SampledRuns = {
    ...{ form: 'runs', seed, runs, asked, steps, clean, bound, settings, found: failing?.found ?? null },
    ruleOfThree: failing === undefined ? ruleOfThree(clean) : null,
    at: failing === undefined || settings === null ? null : failing.run.arena.drawn,
  };
  return decisionOf({
    verdict:
      failure.problem != null ? 'failed' : failing !== undefined ? 'violated' : limit !== null ? 'bounded' : 'sampled',
    counts: { states, transitions: field.steps, depth: longest, frontier: 0 },
    limit: failing === undefined ? limit : null,
    seconds: seconds(),
    ...failure,
    ...field.close(),
    sample,
  });
}
