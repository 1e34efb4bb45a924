/**
 * The lattice of hypotheses: minimal sufficient sets and maximal insufficient ones.
 *
 * A set suffices if the goal holds under it and under every larger set. Dropping a hypothesis gives the adversary a power or the
 * protocol one rule less, and so more runs as a rule; a goal that one run or two refute (`endsAtFailure`) then stays refuted, and
 * each decision settles a whole cone of sets, until every set lies in some cone. That systems are built so is held by tests over all of their
 * claims. Where it is not so, nothing is settled from below: a rule that gives moves (`Rule.givesMoves`) takes them along when it is dropped,
 * and for other goals more runs may mend what was wrong: a fair event that a power brings keeps a run from stopping, another way to
 * the same observation conceals a secret, a move more wins a game.
 */

import { TableCache } from '../kernel/table-cache.ts';
import { endsAtFailure, type Property } from '../language/property.ts';
import { type Configuration, configure } from '../language/system.ts';
import { type AnyLattice, type AnyTheorem, type Hypothesis, instanceOf } from '../language/theorem.ts';
import type { Trace } from '../trace/trace.ts';
import { type DecideOptions, type Decision, decide } from './decide.ts';
import { mostRechecked } from './decision.ts';

export interface LatticeResult {
  readonly id: string;
  readonly item: string;
  readonly says: string;
  readonly goal: string;
  readonly instance: string;
  readonly hypotheses: readonly string[];
  readonly minimalSufficient: readonly (readonly string[])[];
  readonly maximalInsufficient: readonly {
    readonly holding: readonly string[];
    readonly dropped: readonly string[];
    readonly trace: Trace;
    /** The second of two runs, where the goal compares two. */
    readonly pair: Trace | null;
  }[];
  /** Sets decided by a run, and sets settled without one. */
  readonly checked: number;
  readonly pruned: number;
  /** The run that could not be decided, if any: then nothing is claimed. */
  readonly undecided: Decision | null;
  readonly met: boolean;
  readonly misses: readonly string[];
  readonly seconds: number;
}

/** The configuration in which exactly the hypotheses of `holding` are kept. */
export function underHypotheses(
  theorem: AnyTheorem,
  lattice: AnyLattice,
  holding: (name: string) => boolean,
): Configuration {
  const dropped = Object.entries(lattice.hypotheses).filter(([name]) => !holding(name));
  const parameters = instanceOf(theorem, lattice.instance, lattice.system);
  return configure(
    lattice.system,
    { parameters },
    lattice.setting ?? {},
    ...dropped.map(([, { dropped: lost }]: [string, Hypothesis]) => lost),
  );
}

/** Bits of the hypotheses that can only help: without them there are the same runs and more, and the goal fails by a run. */
function helpingBits({ goal, hypotheses, system }: AnyLattice): number {
  if (!endsAtFailure(goal)) return 0;
  const onlyHelps = ({ dropped: { parameters = {}, without = [] } }: Hypothesis): boolean =>
    Object.keys(parameters).length === 0 && without.every((rule) => system.rules[rule]?.givesMoves !== true);
  return Object.values(hypotheses).reduce((bits, one, i) => bits | (onlyHelps(one) ? 1 << i : 0), 0);
}

class Undecided extends Error {
  readonly decision: Decision;

  constructor(decision: Decision) {
    super('a set of hypotheses could not be decided');
    this.decision = decision;
  }
}

class Explorer {
  readonly names: readonly string[];
  readonly all: number;
  /** Bit sets of hypotheses that hold. */
  readonly maximal: { readonly set: number; readonly trace: Trace; readonly pair: Trace | null }[] = [];
  /** Sets under which the goal holds; so it does when hypotheses that only help are added. */
  readonly #holding: number[] = [];
  readonly #known: Map<number, Decision> = new Map();
  readonly #helping: number;
  readonly #decide: (set: number) => Promise<Decision>;

  /** `helping`: bits of the hypotheses that can only help. */
  constructor(names: readonly string[], helping: number, decideSet: (set: number) => Promise<Decision>) {
    this.names = names;
    this.#helping = helping;
    this.all = 2 ** names.length - 1;
    this.#decide = decideSet;
  }

  get checked(): number {
    return this.#known.size;
  }

  /**
   * Decides the largest set that nothing settles, until every set is settled. Each larger set holds then, or it would settle this one too:
   * what fails is maximal as it stands, and what holds is shrunk as far as that settles more.
   */
  async run(): Promise<void> {
    for (let set = this.#unsettled(); set !== undefined; set = this.#unsettled()) {
      if (await this.#suffices(set)) this.#holding.push(await this.#shrink(set));
      else {
        const { trace, observed } = this.#known.get(set) as Decision;
        this.maximal.push({ set, trace: trace as Trace, pair: observed?.pair ?? null });
      }
    }
  }

  /** Sets that lie below no insufficient one, and no set of them is smaller. */
  get minimal(): readonly number[] {
    const isEnough = (set: number): boolean => !this.maximal.some(({ set: above }) => (set & above) === set);
    const isMinimal = (set: number): boolean =>
      isEnough(set) && this.names.every((_, i) => ((set >> i) & 1) === 0 || !isEnough(set & ~(1 << i)));
    return Array.from({ length: this.all + 1 }, (_, set) => set).filter(isMinimal);
  }

  /** The lowest bits first among equals. */
  #unsettled(): number | undefined {
    let best: number | undefined;
    let most = -1;
    for (let set = 0; set <= this.all; set++) {
      if (this.#holding.some((below) => (set & below) === below && ((set ^ below) & ~this.#helping) === 0)) continue;
      if (this.maximal.some(({ set: above }) => (set & above) === set)) continue;
      const size = bitCount(set);
      if (size > most) [best, most] = [set, size];
    }
    return best;
  }

  async #suffices(set: number): Promise<boolean> {
    let decision = this.#known.get(set);
    if (decision === undefined) {
      decision = await this.#decide(set);
      this.#known.set(set, decision);
    }
    if (decision.verdict === 'exhausted') return true;
    if (decision.verdict === 'violated') return false;
    throw new Undecided(decision);
  }

  async #shrink(from: number): Promise<number> {
    let set = from;
    for (let bit = 1; bit <= this.all; bit <<= 1) {
      if ((set & bit & this.#helping) !== 0 && (await this.#suffices(set & ~bit))) set &= ~bit;
    }
    return set;
  }

  named(set: number): readonly string[] {
    return this.names.filter((_, i) => (set & (1 << i)) !== 0);
  }
}

function bitCount(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Computes the lattice of a theorem. */
export async function decideLattice(
  theorem: AnyTheorem,
  lattice: AnyLattice,
  options: DecideOptions = {},
): Promise<LatticeResult> {
  const started = performance.now();
  const names = Object.keys(lattice.hypotheses);
  // Most sets are settled without a run; there are about as many runs as this.
  const runs = 4 * names.length;
  const sweep = { tables: new TableCache(), rechecks: Math.ceil(mostRechecked / runs), ...options };
  const explorer = new Explorer(names, helpingBits(lattice), async (set) => {
    const configuration = underHypotheses(theorem, lattice, (name) => (set & (1 << names.indexOf(name))) !== 0);
    const [decision] = await decide(lattice.system, configuration, [lattice.goal as Property<never>], sweep);
    return decision as Decision;
  });
  let undecided: Decision | null = null;
  try {
    await explorer.run();
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    undecided = error.decision;
  }
  const order = (sets: readonly (readonly string[])[]): string =>
    sets
      .map((set) => `{${[...set].sort().join(' ')}}`)
      .sort()
      .join(' | ');
  const minimalSufficient = undecided === null ? explorer.minimal.map((set) => explorer.named(set)) : [];
  const misses: string[] = [];
  if (undecided !== null) misses.push(`a set could not be decided: ${undecided.verdict}`);
  else if (order(minimalSufficient) !== order(lattice.expect.minimalSufficient)) {
    misses.push(
      `expected minimal sufficient sets ${order(lattice.expect.minimalSufficient)}, got ${order(minimalSufficient)}`,
    );
  }
  return {
    id: `${theorem.item}/${lattice.id}`,
    item: theorem.item,
    says: lattice.says,
    goal: lattice.goal.name,
    instance: lattice.instance,
    hypotheses: names,
    minimalSufficient,
    maximalInsufficient: explorer.maximal.map(({ set, trace, pair }) => ({
      holding: explorer.named(set),
      dropped: explorer.named(explorer.all & ~set),
      trace,
      pair,
    })),
    checked: explorer.checked,
    pruned: undecided === null ? explorer.all + 1 - explorer.checked : 0,
    undecided,
    met: misses.length === 0,
    misses,
    seconds: (performance.now() - started) / 1000,
  };
}
