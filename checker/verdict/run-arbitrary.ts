/** Random runs as fast-check draws and shrinks them. */

import fc from 'fast-check';
import type { Arena, Run } from './arena.ts';

/** Shorter or simpler lists of events: chunks left out, the larger first, then any two, then earlier payloads of the same type. */
function* simpler({ arena, events }: Run): Generator<readonly number[]> {
  for (let size = events.length; size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at + size <= events.length; at += size) {
      yield [...events.slice(0, at), ...events.slice(at + size)];
    }
  }
  // What was opened and closed again can only be left out together.
  for (let a = 0; a < events.length; a++) {
    for (let b = a + 1; b < events.length; b++) yield events.filter((_, i) => i !== a && i !== b);
  }
  const menus = arena.product.events;
  for (const [i, event] of events.entries()) {
    const first = menus.findIndex(({ type }) => type === menus[event]?.type);
    for (let other = first; other < event; other++) yield [...events.slice(0, i), other, ...events.slice(i + 1)];
  }
}

/** Shorter, or as long with an earlier event where the two first differ: an order in which shrinking ends. */
function isSimpler(events: readonly number[], than: readonly number[]): boolean {
  if (events.length !== than.length) return events.length < than.length;
  const i = events.findIndex((event, at) => event !== than[at]);
  return i >= 0 && (events[i] as number) < (than[i] as number);
}

/**
 * A run under a setting that `draw` chooses. What is shrunk keeps its setting; one that ends otherwise shows something else and
 * is passed over. fast-check goes on until no simpler run fails, so no one or two events of the last one can be left out.
 */
export class RunArbitrary extends fc.Arbitrary<Run> {
  readonly #draw: (random: fc.Random) => Run;

  constructor(draw: (random: fc.Random) => Run) {
    super();
    this.#draw = draw;
  }

  override generate(random: fc.Random): fc.Value<Run> {
    return new fc.Value(this.#draw(random), undefined);
  }

  override canShrinkWithoutContext(_: unknown): _ is Run {
    return false;
  }

  override shrink(run: Run): fc.Stream<fc.Value<Run>> {
    const valid = function* (arena: Arena): Generator<fc.Value<Run>> {
      for (const events of simpler(run)) {
        const other = arena.along(events);
        const isSame = other.outcome.kind === run.outcome.kind;
        if (isSame && isSimpler(other.events, run.events)) yield new fc.Value(other, undefined);
      }
    };
    return fc.stream(valid(run.arena));
  }
}
