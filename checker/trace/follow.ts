/**
 * A simpler system following the steps of a trace, by xstate alone: up to where it cannot, and who refuses there.
 *
 * As in the reference composition nothing is shared with the kernel: the states in which the simpler system may be are kept as
 * a list, worked out afresh step by step.
 */

import type { Payload } from '../language/menu.ts';
import { keyOf } from '../language/plain-data.ts';
import { ask, type PartResult, type Property, relationOf } from '../language/property.ts';
import { candidatesOf, type Refinement } from '../language/refinement.ts';
import type { AnySystem, Configuration, EventMenu } from '../language/system.ts';
import { type GlobalState, ReferenceComposition } from './composition.ts';
import { type Replay, replay } from './replay.ts';
import { messageOf, type Trace, type TraceEvent } from './trace.ts';

/** Why one thing that the simpler system might have done will not do. */
export interface Refusal {
  /** Null where it would stand still, or has not begun. */
  readonly event: { readonly type: string; readonly payload: Payload } | null;
  /** Components of the simpler system that refuse the event. */
  readonly refusedBy: readonly string[];
  /** Relations that fail between the two states it would lead to. */
  readonly fails: readonly PartResult[];
}

/** Where the simpler system can no longer follow. */
export interface Divergence {
  readonly simpler: string;
  /** One run of the simpler system, as far as it follows. */
  readonly followed: Trace;
  /** For each step of `followed`, the step of the system that it follows, from 1. */
  readonly follows: readonly number[];
  /** The step that it cannot follow, from 1; 0 where the initial states do not match. */
  readonly step: number;
  /** Each different reason; none where the map of events offers nothing at all. */
  readonly refusals: readonly Refusal[];
}

/** A state of the simpler system with the way to it. */
interface Position {
  readonly state: GlobalState;
  readonly events: readonly TraceEvent[];
  readonly follows: readonly number[];
}

interface Tried {
  readonly position: Position | undefined;
  readonly refusal: Refusal;
}

class Pursuit {
  readonly #to: AnySystem;
  readonly #configuration: Configuration;
  readonly #refinement: Refinement<never>;
  readonly #composition: ReferenceComposition;
  readonly #menus: Readonly<Record<string, EventMenu>>;
  readonly #match: Property<never>;
  readonly #name: string;

  constructor(property: Property<never>, configuration: Configuration) {
    const refinement = property.refinement as Refinement<never>;
    this.#name = property.name;
    this.#to = refinement.to;
    this.#configuration = configuration;
    this.#refinement = refinement;
    this.#composition = new ReferenceComposition(refinement.to, configuration);
    this.#menus = refinement.to.compose(configuration).events;
    this.#match = relationOf(property);
  }

  /** Follows the steps; undefined if the simpler system can follow them all. */
  divergence(views: readonly object[], steps: readonly TraceEvent[]): Divergence | undefined {
    const start: Position = { state: this.#composition.initial(), events: [], follows: [] };
    const first = this.#compared(views[0] as object, start, null);
    if (first.position === undefined) return this.#diverged(start, 0, [first.refusal]);
    let positions: readonly Position[] = [first.position];
    for (const [i, step] of steps.entries()) {
      const tried = positions.flatMap((position) => this.#tryAll(position, step, i + 1, views[i + 1] as object));
      const next = tried.flatMap(({ position }) => position ?? []);
      if (next.length === 0) return this.#diverged(positions[0] as Position, i + 1, distinct(tried));
      positions = eachOnce(next);
    }
    return undefined;
  }

  #tryAll(from: Position, step: TraceEvent, number: number, view: object): readonly Tried[] {
    return candidatesOf(`property ${this.#name}, step ${number}`, this.#refinement, step).map((event): Tried => {
      if (event === null) return this.#compared(view, from, null);
      const attempt = this.#composition.attempt(from.state, messageOf(event));
      if (!attempt.taken) return { position: undefined, refusal: { event, refusedBy: attempt.refusedBy, fails: [] } };
      const menu = this.#menus[event.type] as EventMenu;
      const owner = typeof menu.owner === 'function' ? menu.owner(event.payload) : menu.owner;
      const side = this.#to.parties[owner] ?? 'environment';
      return this.#compared(
        view,
        {
          state: attempt.state,
          events: [...from.events, { ...event, owner, side }],
          follows: [...from.follows, number],
        },
        event,
      );
    });
  }

  /** The position, if its state matches that of the system. */
  #compared(view: object, position: Position, event: Refusal['event']): Tried {
    const pair = { state: view, simpler: this.#composition.view(position.state) };
    const fails = Object.keys(this.#match.parts)
      .map((part) => ask(this.#match, part, pair as never))
      .filter(({ holds }) => !holds);
    return { position: fails.length === 0 ? position : undefined, refusal: { event, refusedBy: [], fails } };
  }

  #diverged({ events, follows }: Position, step: number, refusals: readonly Refusal[]): Divergence {
    const followed = replay(this.#to, this.#configuration, events, 'PL-401').trace;
    return { simpler: this.#to.name, followed, follows, step, refusals };
  }
}

function eachOnce(positions: readonly Position[]): readonly Position[] {
  const known = new Map<string, Position>();
  for (const position of positions) {
    const key = keyOf(position.state.map(({ value, context, status }) => ({ value, context, status })));
    if (!known.has(key)) known.set(key, position);
  }
  return [...known.values()];
}

function distinct(tried: readonly Tried[]): readonly Refusal[] {
  return [...new Map(tried.map(({ refusal }) => [keyOf(refusal), refusal])).values()];
}

/** Where the simpler system, in its configuration, can no longer follow a replayed trace; undefined if it can to the end. */
export function divergenceOf(
  property: Property<never>,
  configuration: Configuration,
  taken: Replay,
): Divergence | undefined {
  return new Pursuit(property, configuration).divergence(taken.views, taken.trace.steps);
}
