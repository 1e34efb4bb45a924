/** Traces from disk; apart from writing them, because the library that judges what was read takes a while to load. */

import { z } from 'zod';
import type { StateValue } from '../language/machine.ts';
import type { Payload } from '../language/menu.ts';
import type { PlainData } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { actionTaken, nondetPicks, ownerOfStep, type StoredEvent, stepVariables, type TraceFile } from './itf.ts';
import { decodeValue } from './itf-value.ts';
import type { ComponentState, WholeState } from './trace.ts';

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
