/**
 * Changes of machines that no claim sees, each with the reason why that is right.
 *
 * A reason is one about a mutant that survives: one that names no mutant, or one that is killed, has gone stale and is told.
 */

/**
 * `equivalent`: no run of any instance tells it from the original, but by steps that change nothing or by names. `beyond bounds`: it
 * differs only past the bounds of every instance that is checked. `unspoken`: it differs in what no theorem speaks of.
 */
export const survivorGrounds = ['equivalent', 'beyond bounds', 'unspoken'] as const;

export interface Survivor {
  readonly ground: (typeof survivorGrounds)[number];
  readonly because: string;
}

/** By file, then by what `mutate` prints of the change: the text around it with the change in brackets. */
export type Survivors = Readonly<Record<string, Readonly<Record<string, Survivor>>>>;
