/**
 * Linear temporal formulas as automata: the tableau of Gerth, Peled, Vardi and Wolper (PSTV 1995).
 *
 * A formula in negation normal form becomes a graph of nodes; each node says which atoms hold now, and the runs that visit, for every
 * `until`, infinitely often a node where it is not owed or its goal is met are exactly those that satisfy the formula. There is no
 * next-time operator, so a run may stutter. An atom may speak of a state or of a step: what is said of a step is asked of the edge
 * that leaves the node.
 */

import type { Temporal } from '../kernel/temporal.ts';

interface TableauNode {
  /** Atoms that hold and that do not. */
  readonly yes: readonly number[];
  readonly no: readonly number[];
  readonly isInitial: boolean;
  readonly successors: readonly number[];
  /** By `until`: whether a visit here counts. */
  readonly accepts: readonly boolean[];
}

export interface Tableau {
  readonly nodes: readonly TableauNode[];
  readonly untils: number;
}

interface Draft {
  readonly incoming: Set<number>;
  readonly pending: string[];
  readonly old: Set<string>;
  readonly next: Set<string>;
}

const start = -1;
const mostNodes = 5_000;

class Builder {
  readonly #formulas = new Map<string, Temporal>();
  readonly #done: Draft[] = [];

  key(formula: Temporal): string {
    const text = this.#text(formula);
    this.#formulas.set(text, formula);
    return text;
  }

  #text(f: Temporal): string {
    switch (f.kind) {
      case 'true':
      case 'false':
        return f.kind;
      case 'atom':
        return `${f.negated ? '!' : ''}${f.atom}`;
      case 'and':
      case 'or':
        return `(${f.items.map((one) => this.key(one)).join(f.kind === 'and' ? '&' : '|')})`;
      case 'until':
      case 'release':
        return `(${this.key(f.left)}${f.kind === 'until' ? 'U' : 'R'}${this.key(f.right)})`;
      default:
        return f satisfies never;
    }
  }

  formula(key: string): Temporal {
    return this.#formulas.get(key) as Temporal;
  }

  build(formula: Temporal): readonly Draft[] {
    const work: Draft[] = [
      { incoming: new Set([start]), pending: [this.key(formula)], old: new Set(), next: new Set() },
    ];
    for (let draft = work.pop(); draft !== undefined; draft = work.pop()) work.push(...this.#expand(draft));
    return this.#done;
  }

  #expand(draft: Draft): Draft[] {
    const key = draft.pending.pop();
    if (key === undefined) return this.#close(draft);
    if (draft.old.has(key)) return [draft];
    const f = this.formula(key);
    const with_ = (pending: readonly Temporal[], next: readonly string[] = []): Draft => ({
      incoming: new Set(draft.incoming),
      pending: [...draft.pending, ...pending.map((one) => this.key(one))],
      old: new Set([...draft.old, key]),
      next: new Set([...draft.next, ...next]),
    });
    switch (f.kind) {
      case 'true':
        return [with_([])];
      case 'false':
        return [];
      case 'atom': {
        const opposite = this.key({ ...f, negated: !f.negated });
        return draft.old.has(opposite) ? [] : [with_([])];
      }
      case 'and':
        return [with_(f.items)];
      case 'or':
        return f.items.map((one) => with_([one]));
      case 'until':
        return [with_([f.left], [key]), with_([f.right])];
      case 'release':
        return [with_([f.right], [key]), with_([f.left, f.right])];
      default:
        return f satisfies never;
    }
  }

  #close(draft: Draft): Draft[] {
    const same = (a: Set<string>, b: Set<string>): boolean => a.size === b.size && [...a].every((one) => b.has(one));
    const known = this.#done.find(({ old, next }) => same(old, draft.old) && same(next, draft.next));
    if (known !== undefined) {
      for (const from of draft.incoming) known.incoming.add(from);
      return [];
    }
    if (this.#done.length >= mostNodes) throw new RangeError(`a temporal formula of more than ${mostNodes} cases`);
    this.#done.push(draft);
    return [{ incoming: new Set([this.#done.length - 1]), pending: [...draft.next], old: new Set(), next: new Set() }];
  }

  untils(): string[] {
    return [...this.#formulas].filter(([, { kind }]) => kind === 'until').map(([key]) => key);
  }
}

/** The automaton of a formula. Throws RangeError for one that is too large. */
export function tableauOf(formula: Temporal): Tableau {
  const builder = new Builder();
  const drafts = builder.build(formula);
  const untils = builder.untils();
  const goal = (key: string): string => builder.key((builder.formula(key) as { readonly right: Temporal }).right);
  return {
    untils: untils.length,
    nodes: drafts.map(({ incoming, old }, number) => {
      const atoms = [...old].map((key) => builder.formula(key)).filter((one) => one.kind === 'atom');
      return {
        yes: atoms.filter(({ negated }) => !negated).map(({ atom }) => atom),
        no: atoms.filter(({ negated }) => negated).map(({ atom }) => atom),
        isInitial: incoming.has(start),
        successors: drafts.flatMap((other, to) => (other.incoming.has(number) ? [to] : [])),
        accepts: untils.map((key) => !old.has(key) || old.has(goal(key))),
      };
    }),
  };
}
