/** A system small enough to know by heart, decided and replayed: two parties and one lock that a careless party ignores. */

import { setup } from 'xstate';
import type { LocalState } from '../language/machine.ts';
import { noPayload } from '../language/menu.ts';
import { always } from '../language/property.ts';
import { component, configure, defineSystem, event, type System } from '../language/system.ts';
import { replay } from '../trace/replay.ts';
import { decide } from '../verdict/decide.ts';

type Events = { readonly type: 'ENTER' | 'LEAVE' | 'BARGE' };

interface View {
  readonly careful: LocalState;
  readonly careless: LocalState;
}

const careful = setup({ types: { events: {} as Events } }).createMachine({
  initial: 'outside',
  states: { outside: { on: { ENTER: 'inside' } }, inside: { on: { LEAVE: 'outside' } } },
});

const careless = setup({ types: { events: {} as Events } }).createMachine({
  initial: 'outside',
  states: { outside: { on: { BARGE: 'inside' } }, inside: {} },
});

const lock: System<View> = defineSystem<View, never, 'barge'>({
  name: 'self-test',
  says: 'Two parties, one room.',
  powers: { barge: { kind: 'toggle', says: 'the careless party enters without asking' } },
  parties: { careful: 'honest', careless: 'adversary' },
  compose: ({ powers }) => ({
    components: { careful: component(careful, undefined), careless: component(careless, undefined) },
    events: {
      ENTER: event('careful', noPayload),
      LEAVE: event('careful', noPayload),
      BARGE: event('careless', powers.barge === true ? noPayload : []),
    },
  }),
});

const exclusion = always<View>(
  'exclusion',
  'never both inside',
  (state) => !(state.careful.value === 'inside' && state.careless.value === 'inside'),
);

/** Null if all is well, else what is not. */
export async function selfTest(): Promise<string | null> {
  try {
    const [safe] = await decide(lock, configure(lock), [exclusion as never]);
    if (safe?.verdict !== 'exhausted' || safe.counts.states !== 2)
      return `expected 2 states without a violation, got ${safe?.counts.states} (${safe?.verdict})`;
    const barging = configure(lock, { powers: { barge: true } });
    const [broken] = await decide(lock, barging, [exclusion as never]);
    if (broken?.verdict !== 'violated' || broken.trace?.steps.length !== 2)
      return `expected a violation in 2 steps, got ${broken?.verdict}`;
    replay(lock, barging, broken.trace.steps, 'PL-401', broken.trace.states);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
