/** Counters in the translation: how often each condition, branch and body was evaluated and how often it was true. */

import type { Expression, Position } from '../syntax.ts';

/** Parts that say nothing of their own: their items are counted, or nothing can come out but what stands there. */
const silent = new Set<Expression['kind']>(['and', 'or', 'let', 'part', 'number', 'string', 'boolean', 'old']);

export class Coverage {
  readonly places: Position[] = [];
  readonly evaluated: number[] = [];
  /** How often TRUE came out; of one next-state conjunct in how many ways. Null of what is no truth value. */
  readonly held: (number | null)[] = [];
  readonly #known = new Map<string, number>();

  /** The number of a part; undefined where it is not counted: in built-in modules, and where its own parts are. */
  place(e: Expression, isCondition: boolean): number | undefined {
    const { file, line, column } = e.at;
    const isJunction = e.kind === 'apply' && e.path.length === 0 && (e.name === '/\\' || e.name === '\\/');
    if (silent.has(e.kind) || isJunction || !file.endsWith('.tla')) return undefined;
    const { end } = e.at;
    const key = `${file}:${line}:${column}:${end?.line}:${end?.column}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const place = this.places.push(e.at) - 1;
    this.#known.set(key, place);
    this.evaluated.push(0);
    this.held.push(isCondition ? 0 : null);
    return place;
  }

  /** Nothing is counted while a trace is looked for: what is evaluated then was evaluated before. */
  isPaused = false;

  readonly tally = <T>(place: number, value: T): T => {
    if (this.isPaused) return value;
    this.evaluated[place] = (this.evaluated[place] ?? 0) + 1;
    if (typeof value === 'boolean') this.held[place] = (this.held[place] ?? 0) + (value ? 1 : 0);
    return value;
  };

  readonly reach = (place: number): void => {
    if (!this.isPaused) this.evaluated[place] = (this.evaluated[place] ?? 0) + 1;
  };

  readonly pass = (place: number): void => {
    if (!this.isPaused) this.held[place] = (this.held[place] ?? 0) + 1;
  };
}
