/**
 * Traces on disk: the Informal Trace Format of Apalache and Quint (https://apalache-mc.org/docs/adr/015adr-trace.html).
 *
 * One variable a component, holding its statechart value and context; beside them Quint's names for the step that led to a
 * state and its choices, and the owner of that step. A choice is an option, as the drivers of Quint's model-based tests read
 * it: `{ "tag": "Some", "value": … }`. Writing what was read (`itf-reading.ts`) gives the same bytes.
 */

import type { Payload } from '../language/menu.ts';
import type { Configuration } from '../language/system.ts';
import { encodeValue, type Json } from './itf-value.ts';
import type { ComponentState, Trace, WholeState } from './trace.ts';

const formatDescription = 'https://apalache-mc.org/docs/adr/015adr-trace.html';
export const actionTaken = 'mbt::actionTaken';
export const nondetPicks = 'mbt::nondetPicks';
export const ownerOfStep = 'plumbline::owner';
export const stepVariables: readonly string[] = [actionTaken, nondetPicks, ownerOfStep];
/** What Quint writes for the step into the first state. */
const initialStep = 'init';

/** What a trace file says about itself. */
export interface TraceOrigin {
  readonly tool: string;
  readonly version: string;
  readonly system: string;
  readonly item: string;
  readonly claim: string;
  readonly instance: string;
  readonly configuration: Configuration;
  /** Content hash of the machines, menus and configuration. */
  readonly model: string;
  readonly loop: number | null;
}

export interface StoredEvent {
  readonly type: string;
  readonly payload: Payload;
  readonly owner: string;
}

export interface TraceFile {
  readonly origin: TraceOrigin;
  readonly events: readonly StoredEvent[];
  /** One more than events. */
  readonly states: readonly WholeState[];
}

/** The file of a trace; `about` names the claim that it belongs to and the tool that writes it. */
export function traceFileOf(
  trace: Trace,
  about: Pick<TraceOrigin, 'tool' | 'version' | 'item' | 'claim' | 'instance'>,
): TraceFile {
  const { system, configuration, model, loop } = trace;
  const events = trace.steps.map(({ type, payload, owner }) => ({ type, payload, owner }));
  return { origin: { ...about, system, configuration, model, loop }, events, states: trace.states };
}

function sorted(json: Json): Json {
  if (Array.isArray(json)) return json.map(sorted);
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}

function picksOf(payload: Payload): Json {
  return encodeValue(
    Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, { tag: 'Some', value }])),
  );
}

/** The bytes of a trace file: JSON with sorted keys, two spaces, a newline at the end. */
export function writeItf({ origin, events, states }: TraceFile): string {
  const components = Object.keys(states[0] ?? {}).sort();
  const document = {
    '#meta': { ...origin, format: 'ITF', 'format-description': formatDescription } as unknown as Json,
    vars: [...components, ...stepVariables],
    states: states.map((state, i): Json => {
      const step = i === 0 ? undefined : events[i - 1];
      const locals = components.map((name): [string, Json] => {
        const { value, context } = state[name] as ComponentState;
        return [name, encodeValue({ value, context })];
      });
      return {
        '#meta': { index: i },
        ...Object.fromEntries(locals),
        [actionTaken]: step?.type ?? initialStep,
        [nondetPicks]: picksOf(step?.payload ?? {}),
        [ownerOfStep]: step?.owner ?? '',
      };
    }),
    ...(origin.loop === null ? {} : { loop: origin.loop }),
  };
  return `${JSON.stringify(sorted(document), null, 2)}\n`;
}
