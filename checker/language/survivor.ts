/**
 * Changes of machines that no claim sees, each with the reason why that is right.
 *
 * A reason is one about a mutant that survives: one that names no mutant, or one that is killed, has gone stale and is told.
 */

export type SurvivorGround =
  /** No run of any instance tells it from the original. */
  | 'equivalent'
  /** It differs only past the bounds of every instance that is checked. */
  | 'beyond bounds'
  /** It differs in what no theorem speaks of, such as the name of a refusal. */
  | 'unspoken';

export interface Survivor {
  readonly ground: SurvivorGround;
  readonly because: string;
}

/** By file, then by what `mutate` prints of the change: the text around it with the change in brackets. */
export type Survivors = Readonly<Record<string, Readonly<Record<string, Survivor>>>>;
