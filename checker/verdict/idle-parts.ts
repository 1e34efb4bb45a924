/**
 * What a claim that holds asks and never sees otherwise: it may hold for want of it.
 *
 * Antecedents that no state met are told by whoever wrote them down (`language/antecedent.ts`). Of everything else a property is opaque,
 * but what it reads can be watched. A property that holds often reads something that never changes because that is what it claims:
 * `!isLate` holds where `isLate` is false throughout. So a constant is told only if it idles: with any other value in its place the
 * answer stays the same, or turns only after the property went on to read what it never reads of a reachable state, as
 * `!isClosed || paid >= due` does where nothing is ever closed.
 */

import type { Product } from '../kernel/product.ts';
import { collectValues, type ReadPath, type ReadStep, somePart } from '../kernel/read-path.ts';
import { type Instead, Recorder } from '../kernel/recorded-view.ts';
import type { StateQuestion } from '../kernel/state-question.ts';
import { type Combination, viewOf } from '../kernel/state-reading.ts';
import type { TabulatedMachine } from '../kernel/tabulated-machine.ts';
import { contentHash } from '../language/content-hash.ts';
import type { LocalState } from '../language/machine.ts';
import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { ask, type Property } from '../language/property.ts';

/** Something that a part of a property asks and that no reachable state answers otherwise. */
export interface IdlePart {
  readonly part: string;
  /** An antecedent by its name, or what is read: `rollup.context.batches[*].status`. */
  readonly what: string;
  /** The canonical key of the one value that is read; null of an antecedent, which is never met. */
  readonly always: string | null;
}

/**
 * Combinations of local states that a part is asked about again, at most; of more, the first by a hash of their content. What is told idle
 * is so in every reachable state, whatever the number; with fewer a read may go unseen.
 */
const mostAsked = 24;

/** A part of a property, asked again with its reads under watch. */
class WatchedPart {
  readonly #product: Product;
  readonly #answerOf: (view: object) => boolean;
  readonly #combinations: readonly Combination[];
  readonly #recorder: Recorder = new Recorder();
  readonly #view: object;
  #locals: ReadonlyMap<number, number> = new Map();

  constructor(product: Product, answerOf: (view: object) => boolean, combinations: readonly Combination[]) {
    this.#product = product;
    this.#answerOf = answerOf;
    this.#combinations = combinations;
    const names = new Map<number, string>();
    for (const [name, group] of Object.entries(product.groups)) {
      if (typeof group === 'number') names.set(group, name);
      else for (const c of group) names.set(c, `${name}[*]`);
    }
    this.#view = viewOf(product.groups, (c) => {
      const local = this.#locals.get(c);
      // Where another value makes it ask a component that it did not ask, what it finds there decides nothing.
      if (local === undefined) this.#recorder.newReads++;
      const { states } = product.components[c] as TabulatedMachine;
      return this.#recorder.local(names.get(c) as string, states[local ?? 0] as LocalState);
    });
  }

  #turns({ locals, answer }: Combination, instead?: Instead): boolean {
    this.#locals = locals;
    this.#recorder.begin(instead);
    return this.#answerOf(this.#view) !== (answer === 1);
  }

  /** Whether it answers of the view what it answered of the state: what tells a copy from the original cannot be watched. */
  #isFollowed(): boolean {
    try {
      return !this.#combinations.some((one) => this.#turns(one));
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  /** What it reads with one value only. */
  constants(): readonly { readonly path: ReadPath; readonly key: string; readonly value: unknown }[] {
    if (!this.#isFollowed()) return [];
    this.#recorder.close();
    return [...this.#recorder.reads.values()].flatMap(({ path, keys, value }) => {
      const [key] = keys;
      const isStructure = key === somePart || (path.steps.at(-1)?.kind === 'length' && key !== keyOf(0));
      return key === undefined || keys.size > 1 || isStructure ? [] : [{ path, key, value }];
    });
  }

  /** Whether another value in place of a constant turns an answer, and nothing else was read for it. */
  matters(path: ReadPath, value: unknown): boolean {
    const turns = (one: Combination, other: unknown): boolean => {
      try {
        return this.#turns(one, { path: path.text, value: other }) && this.#recorder.newReads === 0;
      } catch {
        // It went on with what cannot be there.
        return false;
      }
    };
    return others(value).some((other) => this.#combinations.some((one) => turns(one, other)));
  }

  /** Whether no local state has another value there, and it is no term of the setting. */
  isConstant({ group, steps }: ReadPath, key: string): boolean {
    const { components, groups, inputs } = this.#product;
    const members = groups[group.replace(/\[\*\]$/, '')] ?? [];
    const found = new Set<string>();
    for (const c of typeof members === 'number' ? [members] : members) {
      for (const state of (components[c] as TabulatedMachine).states) collectValues(state, steps, found);
      if (isGiven(inputs[c], steps, key)) return false;
    }
    // A field that no record has is no part of the state that could vary.
    const isAbsent = found.size === 0 && steps.at(-1)?.kind === 'field';
    return !isAbsent && found.add(key).size === 1;
  }
}

/** Whether a value is part of what the machine was given, under the last names of the path. */
function isGiven(input: unknown, steps: readonly ReadStep[], key: string): boolean {
  if (steps.some(({ kind }) => kind === 'asked')) return false;
  return steps.some((_, first) => {
    const given = new Set<string>();
    collectValues(input, steps.slice(first), given);
    return given.has(key);
  });
}

/** Values that could stand in place of one. */
function others(value: unknown): readonly unknown[] {
  switch (typeof value) {
    case 'boolean':
      return [!value];
    case 'number':
      return [value + 1, value - 1];
    case 'bigint':
      return [value + 1n, value - 1n];
    default:
      return ['another value'];
  }
}

/** What the parts and the trigger of a property that was asked of every reachable state ask and never see otherwise. */
export function idleParts(product: Product, question: StateQuestion): readonly IdlePart[] {
  const { property } = question;
  const ranks = new Map<LocalState, number>();
  const rank = (c: number, local: number): number => {
    const state = (product.components[c] as TabulatedMachine).states[local] as LocalState;
    const known = ranks.get(state) ?? contentHash([state.value, state.context]);
    ranks.set(state, known);
    return known;
  };
  return Object.entries(question.readings).flatMap(([part, { reading, antecedents }]) => {
    const unmet = [...antecedents].flatMap(([what, isMet]): IdlePart[] =>
      isMet ? [] : [{ part, what, always: null }],
    );
    const asked: Property<never> = {
      ...property,
      parts: { [part]: property.parts[part] ?? (property.trigger as never) },
    };
    const combinations = reading.sample(mostAsked, rank);
    const watched = new WatchedPart(product, (view) => ask(asked, part, view as never).holds, combinations);
    const idle = watched
      .constants()
      .filter(({ path, key, value }) => watched.isConstant(path, key) && !watched.matters(path, value));
    return [...unmet, ...idle.map(({ path, key }) => ({ part, what: path.text, always: key }))];
  });
}
