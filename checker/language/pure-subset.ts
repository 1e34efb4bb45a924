/**
 * The pure subset of xstate: what a checked machine may be made of, and what to write instead of the rest.
 *
 * Everything not named here is refused, so that a property of a newer xstate, or a misspelt one, is never passed over in silence.
 */

import { Problem } from './problem.ts';

/** Properties of a state node that a checked machine may have. */
export const knownNodeKeys: ReadonlySet<string> = new Set([
  ...['id', 'key', 'type', 'initial', 'states', 'on', 'always', 'onDone', 'entry', 'exit'],
  ...['context', 'tags', 'meta', 'description', 'version', 'types', 'schemas', 'order'],
]);

/** Properties of a transition that a checked machine may have. */
export const knownTransitionKeys: ReadonlySet<string> = new Set([
  'target',
  'guard',
  'actions',
  'reenter',
  'description',
  'meta',
]);

/** What to write instead of a feature. */
const insteadOf: Readonly<Record<string, string>> = {
  cond: 'xstate 5 calls it `guard` and would take the transition unconditionally',
  in: 'use the guard `stateIn`',
  internal: 'xstate 5 has `reenter` instead',
  after: 'time is an event: let the environment send BLOCK and count blocks in the context',
  invoke: 'make it a component of its own, composed by shared events',
  history: 'keep what has to be remembered in the context',
  output: 'keep the result in the context',
  delays: 'time is an event: let the environment send BLOCK and count blocks in the context',
  actors: 'make each actor a component of its own, composed by shared events',
  route: 'name the event and its target with `on`',
  'xstate.raise': 'use `always` with a guard, or put both effects in one event',
  'xstate.sendTo': 'let both components know the same event: it is taken together',
  'xstate.emit': 'let both components know the same event: it is taken together',
  'xstate.spawnChild': 'declare the copies with `instances`',
  'xstate.stopChild': 'make the child a component with a final state',
  'xstate.cancel': 'time is an event: count blocks in the context',
  'xstate.log': 'leave it out: traces show every change',
  'xstate.enqueueActions': 'write the conditions as guards and the updates as `assign`',
  function: 'use `assign`; a plain function is a side effect',
};

/** Refuses a feature with machine, state, feature and what to write instead (PL-101). */
export function unsupported(machine: string, state: string, feature: string, key: string = feature): never {
  throw new Problem('PL-101', {
    place: `machine ${machine}, state ${state}`,
    expected: 'the pure subset',
    found: feature,
    hint: insteadOf[key] ?? 'leave it out or say it with states, guards, `always` and `assign`',
  });
}
