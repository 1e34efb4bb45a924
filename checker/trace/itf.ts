/**
 * Traces on disk: the Informal Trace Format of Apalache and Quint (https://apalache-mc.org/docs/adr/015adr-trace.html).
 *
 * One variable a component, holding its statechart value and context; beside them Quint's names for the step that led to a
 * state and its choices, and the owner of that step. A choice is an option, as the drivers of Quint's model-based tests read
 * it: `{ "tag": "Some", "value": … }`. Writing what was read gives the same bytes.
 */

import { z } from 'zod';
import type { StateValue } from '../language/machine.ts';
import type { Payload } from '../language/menu.ts';
import type { PlainData } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { Configuration } from '../language/system.ts';
import { decodeValue, encodeValue, type Json } from './itf-value.ts';
import type { ComponentState, Trace, WholeState } from './trace.ts';

const formatDescription = 'https://apalache-mc.org/docs/adr/015adr-trace.html';
const actionTaken = 'mbt::actionTaken';
const nondetPicks = 'mbt::nondetPicks';
const ownerOfStep = 'plumbline::owner';
const stepVariables: readonly string[] = [actionTaken, nondetPicks, ownerOfStep];
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

/** The payload whose fields were picked. */
function payloadOf(json: unknown, place: string): Payload {
  const picks = decodeValue(json, place);
  const isRecord = typeof picks === 'object' && picks !== null && Object.getPrototypeOf(picks) === Object.prototype;
  if (!isRecord) throw new Problem('PL-311', { place, expected: 'a record' });
  const fields = Object.entries(picks).map(([name, pick]): [string, PlainData] => {
    const { tag, value } = (pick ?? {}) as { readonly tag?: PlainData; readonly value?: PlainData };
    if (tag !== 'Some')
      throw new Problem('PL-311', { place: `${place}.${name}`, expected: 'a choice with the tag Some' });
    return [name, value];
  });
  return Object.fromEntries(fields);
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

const envelope = z.object({
  '#meta': z.object({
    format: z.literal('ITF'),
    tool: z.string(),
    version: z.string(),
    system: z.string(),
    item: z.string(),
    claim: z.string(),
    instance: z.string(),
    model: z.string(),
    loop: z.int().nonnegative().nullable(),
    configuration: z.object({
      parameters: z.record(z.string(), z.number()),
      powers: z.record(z.string(), z.union([z.boolean(), z.number()])),
      rules: z.record(z.string(), z.boolean()),
    }),
  }),
  loop: z.int().nonnegative().optional(),
  vars: z.array(z.string()),
  states: z
    .array(z.looseObject({ [actionTaken]: z.string(), [nondetPicks]: z.unknown(), [ownerOfStep]: z.string() }))
    .min(1),
});

function parse(text: string, file: string): z.infer<typeof envelope> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new Problem('PL-311', {
      place: file,
      expected: 'JSON',
      found,
      hint: 'the file may be cut off; make the trace again',
    });
  }
  const result = envelope.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = (issue?.path ?? [])
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  throw new Problem('PL-311', {
    place: `${file}${path === '' ? '' : `, ${path.replace(/^\./, '')}`}`,
    found: issue?.message ?? 'another shape',
  });
}

function isStateValue(value: unknown): value is StateValue {
  if (typeof value === 'string') return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every(isStateValue)
  );
}

function localState(json: unknown, place: string): ComponentState {
  const local = decodeValue(json, place) as { readonly value?: unknown; readonly context?: unknown } | null;
  const isWhole = typeof local === 'object' && local !== null && 'context' in local && isStateValue(local.value);
  if (!isWhole) throw new Problem('PL-311', { place, expected: 'a component’s value and context' });
  return { value: local.value as StateValue, context: local.context };
}

/** Reads a trace file. `file` names it in problems. Throws PL-311, naming the place, for anything `writeItf` does not write. */
export function readItf(text: string, file: string): TraceFile {
  const document = parse(text, file);
  const { format: _, ...origin } = document['#meta'];
  if ((document.loop ?? null) !== origin.loop || (origin.loop ?? 0) >= document.states.length) {
    throw new Problem('PL-311', { place: `${file}, loop`, expected: 'the number of a state, here and in #meta' });
  }
  const components = document.vars.filter((name) => !stepVariables.includes(name));
  const states = document.states.map((state, i): WholeState => {
    const place = `${file}, states[${i}]`;
    const strange = Object.keys(state).find((name) => name !== '#meta' && !document.vars.includes(name));
    if (strange !== undefined)
      throw new Problem('PL-311', { place, expected: 'the variables in `vars`', found: strange });
    return Object.fromEntries(components.map((name) => [name, localState(state[name], `${place}.${name}`)]));
  });
  const events = document.states.slice(1).map((state, i): StoredEvent => {
    const payload = payloadOf(state[nondetPicks], `${file}, states[${i + 1}].${nondetPicks}`);
    return { type: state[actionTaken], payload, owner: state[ownerOfStep] };
  });
  return { origin, events, states };
}
