/** What a part of a property answers about a state. */

/** A failure that says why. */
export interface Failure {
  readonly fails: string;
}

export type Answer = boolean | Failure;
