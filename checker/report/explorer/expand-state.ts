/** A state that a page does not list, asked of xstate: what is enabled, where it leads, what the properties answer. */

import type { LocalState, StateValue } from '../../language/machine.ts';
import type { Property } from '../../language/property.ts';
import type { AnySystem, Configuration, EventMenu } from '../../language/system.ts';
import { type GlobalState, ReferenceComposition } from '../../trace/composition.ts';
import { decodeValue } from '../../trace/itf-value.ts';
import { messageOf } from '../../trace/trace.ts';
import { answersIn } from './answers.ts';
import { localText } from './model-pages.ts';
import type { Expansion } from './page-data.ts';

/** What a packed model was made from. */
export interface ModelSource {
  readonly system: AnySystem;
  readonly configuration: Configuration;
  readonly properties: readonly Property<never>[];
}

/** `locals` are JSON texts, one a component, as the page has them. Throws what a machine throws, and PL-311 for other texts. */
export function expandState({ system, configuration, properties }: ModelSource, locals: readonly string[]): Expansion {
  const composition = new ReferenceComposition(system, configuration);
  const { names } = composition;
  const given = locals.map((text): LocalState => {
    const { value, context } = JSON.parse(text) as { value: StateValue; context: unknown };
    return { value, context: decodeValue(context, 'context') } as LocalState;
  });
  const state: GlobalState = composition.at(given);
  const menus = system.compose(configuration).events as Readonly<Record<string, EventMenu>>;
  const events = Object.entries(menus).flatMap(([type, { payloads }]) =>
    payloads.map((payload): Expansion['events'][number] => {
      const message = messageOf({ type, payload });
      const attempt = composition.attempt(state, message);
      if (!attempt.taken) return { by: attempt.refusedBy.map((name) => names.indexOf(name)) };
      const takers = composition.participants(message).map((name) => names.indexOf(name));
      return { to: takers.map((c) => [c, localText(attempt.state[c] as LocalState)] as const) };
    }),
  );
  return { events, answers: answersIn(properties, composition.view(state)) };
}
