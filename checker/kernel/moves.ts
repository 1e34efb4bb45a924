/** From the map of events to the moves of the simpler system, one for each event of the system. */

import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { candidatesOf, type Refinement } from '../language/refinement.ts';
import type { ProductEvent } from './components.ts';
import { standStill } from './follower.ts';

export interface Moves {
  /** Different moves, each a list of events of the simpler system, `standStill` among them. */
  readonly moves: readonly (readonly number[])[];
  /** For each event of the system, its move. */
  readonly moveOf: readonly number[];
}

/** Throws PL-111 for an event that the simpler system does not offer. */
export function movesOf(
  property: string,
  refinement: Refinement<never>,
  events: readonly ProductEvent[],
  simpler: readonly ProductEvent[],
): Moves {
  const numbers = new Map(simpler.map(({ type, payload }, e) => [keyOf({ type, payload }), e]));
  const moves: number[][] = [];
  const known = new Map<string, number>();
  const moveOf = events.map(({ type, payload, owner }) => {
    const place = `property ${property}, the event that follows ${type} ${keyOf(payload)}`;
    const move = candidatesOf(place, refinement, { type, payload, owner }).map((one) => {
      if (one === null) return standStill;
      const number = numbers.get(keyOf(one));
      if (number !== undefined) return number;
      throw new Problem('PL-111', {
        place,
        expected: `an event on a menu of ${refinement.to.name}`,
        found: `${one.type} ${keyOf(one.payload)}`,
        hint: 'an empty list says that the simpler system can never follow',
      });
    });
    const key = [...new Set(move)].sort((a, b) => a - b).join();
    const number = known.get(key) ?? moves.push(move) - 1;
    known.set(key, number);
    return number;
  });
  return { moves, moveOf };
}
