/**
 * Antecedents of a property, and whether a state ever met them: what holds only because they never do holds of nothing.
 *
 * Who asks a property collects them (`noting`); the functions of a property just say where they stand (`given`, `forEvery`).
 */

/** Whether each antecedent was met in any state that was asked, by its name. */
export type Antecedents = Map<string, boolean>;

let collected: Antecedents | undefined;

/** Adds the antecedents that a call comes by to those that are known. */
export function noting<T>(antecedents: Antecedents, call: () => T): T {
  const outer = collected;
  collected = antecedents;
  try {
    return call();
  } finally {
    collected = outer;
  }
}

export function note(name: string, isMet: boolean): void {
  if (collected !== undefined && (isMet || !collected.has(name))) collected.set(name, isMet);
}

/**
 * An implication: what is asked where the antecedent is met, true elsewhere. An antecedent that no reachable state meets is told as a
 * vacuous part of the claim. `name` says when it is met, as `a batch is final`.
 */
export function given<T>(name: string, isMet: boolean, consequent: () => T): T | true {
  note(name, isMet);
  return isMet ? consequent() : true;
}
