/** What a specification claims of whole behaviours: fair runs that break it are looked for in the explored graph. */

import type { Temporal } from '../kernel/temporal.ts';
import type { EdgeSpace } from '../search/edges.ts';
import type { Exploration } from '../search/explore.ts';
import { type Answers, type FairAction, type FairRun, fairRun, type Question, type Truth } from '../search/fair-run.ts';
import { tableauOf } from '../search/tableau.ts';
import { holds, type Predicate } from '../tla/kernel.ts';
import type { Atom } from '../tla/temporal.ts';
import type { Program } from '../tla/translate/program.ts';
import { tick } from '../tla/values/watch.ts';

/** Formulas of the program by which a condition is decided. */
export interface FairnessFormulas {
  readonly name: string;
  readonly strength: 'weak' | 'strong';
  readonly enabled: Predicate;
  readonly taken: Predicate;
}

function conjunctsOf(formula: Temporal): readonly Temporal[] {
  return formula.kind === 'and' ? formula.items.flatMap(conjunctsOf) : [formula];
}

/** <>[]p and []<>p say something of the end of a run only. */
function tailOf(
  formula: Temporal,
): { readonly how: 'stable' | 'recurrent'; readonly atom: number; readonly negated: boolean } | undefined {
  if (formula.kind !== 'until' && formula.kind !== 'release') return undefined;
  const { kind, left, right } = formula;
  if (left.kind !== (kind === 'until' ? 'true' : 'false')) return undefined;
  if (right.kind !== (kind === 'until' ? 'release' : 'until') || right.right.kind !== 'atom') return undefined;
  if (right.left.kind !== (kind === 'until' ? 'false' : 'true')) return undefined;
  return { how: kind === 'until' ? 'stable' : 'recurrent', atom: right.right.atom, negated: right.right.negated };
}

/** Each answer is found when it is first asked for. */
function remembered(count: number, find: (place: number) => boolean): Answers {
  const known = new Uint8Array(count);
  return (place) => {
    if (known[place] === 0) {
      tick();
      known[place] = find(place) ? 2 : 1;
    }
    return known[place] === 2;
  };
}

/** The explored graph with what is known of its states and steps. */
export class Behaviours {
  readonly #program: Program;
  readonly #exploration: Exploration;
  readonly #space: EdgeSpace;
  readonly #fair: readonly FairAction[];

  constructor(program: Program, space: EdgeSpace, exploration: Exploration, fairness: readonly FairnessFormulas[]) {
    this.#program = program;
    this.#exploration = exploration;
    this.#space = space;
    this.#fair = fairness.map(({ name, strength, enabled, taken }) => ({
      ...{ name, strength },
      enabled: this.#ofStates({ ...enabled, name: `ENABLED of ${name}` }),
      taken: this.#ofEdges(taken),
    }));
  }

  #ofStates(predicate: Predicate): Answers {
    const { store } = this.#exploration;
    return remembered(store.count, (state) => {
      this.#program.load(store.states, state * store.words);
      return holds(predicate);
    });
  }

  #ofEdges(predicate: Predicate): Answers {
    const { store } = this.#exploration;
    const { to } = this.#space;
    return remembered(to.length, (edge) => {
      this.#program.load(store.states, this.#sourceOf(edge) * store.words);
      this.#program.loadNext(store.states, (to[edge] as number) * store.words);
      return holds(predicate);
    });
  }

  /** The state that an edge leaves: edges are numbered state by state. */
  #sourceOf(edge: number): number {
    const { first, count } = this.#space;
    let [low, high] = [0, count];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((first[middle] as number) <= edge) low = middle;
      else high = middle;
    }
    return low;
  }

  #ofStanding(predicate: Predicate): Answers {
    const { store } = this.#exploration;
    return remembered(store.count, (state) => {
      this.#program.load(store.states, state * store.words);
      this.#program.loadNext(store.states, state * store.words);
      return holds(predicate);
    });
  }

  /** A fair behaviour that satisfies the formula, which is what breaks a claim. */
  find(formula: Temporal, atoms: readonly Atom[], formulas: readonly Predicate[]): FairRun | undefined {
    const apart = { stable: [] as Truth[], recurrent: [] as Truth[] };
    const truth = (atom: number, negated: boolean): Truth => {
      const evaluate = formulas[atom] as Predicate;
      const isStep = atoms[atom]?.isStep === true;
      const opposite = (answers: Answers): Answers => (negated ? (place) => !answers(place) : answers);
      if (!isStep) return { states: opposite(this.#ofStates(evaluate)) };
      return { edges: opposite(this.#ofEdges(evaluate)), still: opposite(this.#ofStanding(evaluate)) };
    };
    const rest = conjunctsOf(formula).filter((part) => {
      const tail = tailOf(part);
      if (tail === undefined) return true;
      apart[tail.how].push(truth(tail.atom, tail.negated));
      return false;
    });
    const tableau = tableauOf({ kind: 'and', items: rest });
    const used = new Set(tableau.nodes.flatMap(({ yes, no }) => [...yes, ...no]));
    const states = new Map<number, Answers>();
    const steps = new Map<number, { readonly edges: Answers; readonly still: Answers }>();
    for (const atom of used) {
      const evaluate = formulas[atom] as Predicate;
      if (atoms[atom]?.isStep === true) {
        steps.set(atom, { edges: this.#ofEdges(evaluate), still: this.#ofStanding(evaluate) });
      } else states.set(atom, this.#ofStates(evaluate));
    }
    const question: Question = { space: this.#space, tableau, states, steps, fair: this.#fair, ...apart };
    return fairRun(question);
  }

  /** The event of an edge of a run; -1 for standing still. */
  eventOf(edge: number): number {
    return edge < 0 ? -1 : (this.#space.event[edge] as number);
  }
}
