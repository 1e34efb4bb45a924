/**
 * `import 'plumbline/vitest'`: matchers for systems and theorems in Vitest.
 *
 *     await expect(system).toSatisfy(property, { powers: { censor: 2 } });
 *     await expect(system).toViolate(property, { without: ['cascade'], steps: 6 });
 *     await expect(system).toReach((state) => state.bridge.value === 'minted', { steps: 4 });
 *     await expect(theorem).toSatisfy('repaired');
 *     expect(system).toRefuse([{ type: 'MINT' }], { by: 'deposit' });
 *
 * Searches are asynchronous, so all but `toRefuse` and `toAllow` are awaited.
 */

import { expect } from 'vitest';
import type { AnyTheorem } from '../language/theorem.ts';
import type { Limits } from '../search/explore.ts';
import type { AnyProperty, Predicate, Question } from './answer.ts';
import {
  allows,
  type Events,
  type ReachQuestion,
  type RefuseQuestion,
  reaches,
  refuses,
  type SatisfyQuestion,
  satisfaction,
  type ViolateQuestion,
  violates,
} from './matchers.ts';

// Keeps the import of Vitest in the declarations, without which they would declare another interface of the same name.
export type { Assertion } from 'vitest';

interface ToSatisfy {
  /** Of a system: the property holds in every reachable state. Of a system and a theorem: every claim about it is as expected. */
  (question: AnyProperty | AnyTheorem, options?: SatisfyQuestion): Promise<void>;
  /** Of a theorem: a claim or a reading, or without one every claim, is as its file expects. */
  (claim?: string, options?: { readonly limits?: Limits }): Promise<void>;
  /** Vitest's own: the value makes the predicate true. */
  // biome-ignore lint/suspicious/noExplicitAny: as Vitest declares it
  (predicate: (value: any) => boolean, message?: string): void;
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: as Vitest declares it
  interface Assertion<T = any> {
    toSatisfy: ToSatisfy;
    /** The property fails: a counterexample of so many `steps`, in this `part`, where given. */
    toViolate(property: AnyProperty, options?: ViolateQuestion): Promise<void>;
    /** Some reachable state is such, at a distance of `steps` where given. */
    toReach(goal: Predicate | AnyProperty, options?: ReachQuestion): Promise<void>;
    /** An event of the sequence is refused: that at `step`, `by` this component, where given. */
    toRefuse(events: Events, options?: RefuseQuestion): void;
    /** Every event of the sequence is taken. */
    toAllow(events: Events, options?: Question): void;
  }
}

expect.extend({
  toSatisfy(received: unknown, asked: unknown, options: unknown) {
    const answer = satisfaction(received, asked, options);
    if (answer !== undefined) return answer;
    const holds = (asked as (value: unknown) => boolean)(received);
    return {
      pass: holds,
      message: () => (options as string | undefined) ?? 'expected the value to satisfy the predicate',
    };
  },
  toViolate: (received: unknown, property: AnyProperty, options?: ViolateQuestion) =>
    violates(received, property, options),
  toReach: (received: unknown, goal: Predicate | AnyProperty, options?: ReachQuestion) =>
    reaches(received, goal, options),
  toRefuse: (received: unknown, events: Events, options?: RefuseQuestion) => refuses(received, events, options),
  toAllow: (received: unknown, events: Events, options?: Question) => allows(received, events, options),
});
