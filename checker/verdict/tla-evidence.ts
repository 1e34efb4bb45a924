/** Traces of a specification: which state is shown of several, the way to it, and what the ALIAS makes of it. */

import { type Exploration, fewestLent } from '../search/explore.ts';
import { EvaluationFault } from '../tla/fault.ts';
import type { Claim, TlaKernel } from '../tla/kernel.ts';
import { run } from '../tla/standard/tlc.ts';
import type { Coverage } from '../tla/translate/coverage.ts';
import type { Program } from '../tla/translate/program.ts';
import { Record } from '../tla/values/function.ts';
import type { Text, Value } from '../tla/values/value.ts';
import { leastState, type TlaTrace, wayTo } from '../trace/tla-trace.ts';

/** Packed states and the action that led to each; the first of them is none's. */
type Way = ReturnType<typeof wayTo>;

export class Evidence {
  readonly #program: Program;
  readonly #kernel: TlaKernel;
  readonly #alias: Claim | undefined;
  readonly #counters: Coverage | undefined;
  /** From so many states on a search may be lent to threads. */
  readonly #worth: number;
  /** The fields of the ALIAS, once a trace is shown by them. */
  fields: readonly string[] | undefined;

  constructor(
    program: Program,
    kernel: TlaKernel,
    alias: Claim | undefined,
    counters: Coverage | undefined,
    worth: number = fewestLent,
  ) {
    this.#program = program;
    this.#kernel = kernel;
    this.#alias = alias;
    this.#counters = counters;
    this.#worth = worth;
  }

  /**
   * Whether threads may have found the states, or could have: their order in a layer means nothing then, and what is shown is chosen by values,
   * also where one thread found them.
   */
  #isOrdered({ counts }: Exploration): boolean {
    return this.#kernel.lender !== undefined && counts.states >= this.#worth;
  }

  /** Of several states that show the same thing, the one that is shown. */
  chosen(exploration: Exploration, states: readonly number[]): number {
    return this.#isOrdered(exploration) ? leastState(exploration, states) : (states[0] as number);
  }

  wayTo(exploration: Exploration, state: number): Way {
    return wayTo(this.#kernel, exploration, state, this.#isOrdered(exploration));
  }

  trace({ words, events }: Way, loop: number | null = null): TlaTrace {
    this.countNoMore();
    return { states: this.#shown(words, loop) ?? words.map((one) => this.#kernel.valuesOf(one, 0)), events, loop };
  }

  /** What is evaluated for a trace was evaluated before. */
  countNoMore(): void {
    if (this.#counters !== undefined) this.#counters.isPaused = true;
  }

  /** What the ALIAS makes of a trace, field by field; undefined where it is no record of the same fields all along. */
  #shown(words: readonly Uint32Array[], loop: number | null): readonly (readonly Value[])[] | undefined {
    if (this.#alias === undefined) return undefined;
    const records: Record[] = [];
    for (const [i, here] of words.entries()) {
      const after = words[i + 1] ?? (loop === null ? here : (words[loop] as Uint32Array));
      this.#program.load(here, 0);
      this.#program.loadNext(after, 0);
      run.level = i + 1;
      let shown: Value;
      try {
        shown = this.#alias.formula();
      } catch (error) {
        if (error instanceof EvaluationFault) return undefined;
        throw error;
      }
      if (!(shown instanceof Record) || (records[0] ?? shown).shape !== shown.shape) return undefined;
      records.push(shown);
    }
    this.fields = (records[0]?.shape.names.items ?? []).map((name) => (name as Text).text);
    return records.map(({ items }) => items);
  }
}
