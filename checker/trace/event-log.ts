/**
 * A log of what happened, held to the machines: which of its events they allow, which is the first that they do not, and what
 * would have to be otherwise for it to be allowed.
 *
 * The log says what it is about: a system with its parameters, and powers and rules where they are not as usual. Its events are taken one by
 * one by the original machines. One is allowed if it is on a menu of the system and every machine that knows it accepts it.
 */

import { z } from 'zod';
import type { Payload } from '../language/menu.ts';
import { didYouMean } from '../language/nearest.ts';
import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { type AnySystem, type Configuration, configure, type EventMenu, type Setting } from '../language/system.ts';
import { ReferenceComposition } from './composition.ts';
import { replay } from './replay.ts';
import { messageOf, type Trace, type TraceEvent } from './trace.ts';

export interface LoggedEvent {
  readonly type: string;
  readonly payload: Payload;
}

export interface EventLog {
  readonly system: string;
  readonly setting: Setting;
  readonly events: readonly LoggedEvent[];
}

export interface Disallowed {
  /** Its place in the log, from 1. */
  readonly place: number;
  readonly event: LoggedEvent;
  /** Machines that refuse it; empty where it is on no menu, so that nobody can do it. */
  readonly refusedBy: readonly string[];
  /** Single changes under which the log is allowed up to this event and with it. */
  readonly remedies: readonly Setting[];
}

export interface HeldLog {
  /** The events that were allowed. */
  readonly trace: Trace;
  readonly disallowed: Disallowed | null;
}

const document = z.strictObject({
  log: z.literal(1),
  system: z.string(),
  parameters: z.record(z.string(), z.number()).default({}),
  powers: z.record(z.string(), z.union([z.boolean(), z.number()])).default({}),
  without: z.array(z.string()).default([]),
  events: z.array(z.strictObject({ type: z.string(), payload: z.record(z.string(), z.json()).default({}) })),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a file means to be a log: a JSON object with the field `log`. */
export function isEventLog(text: string): boolean {
  const value = parsed(text);
  return typeof value === 'object' && value !== null && 'log' in value;
}

/** Throws PL-314 for what is no log of version 1. */
export function readEventLog(text: string, file: string): EventLog {
  const result = document.safeParse(parsed(text));
  if (!result.success) {
    const [issue] = result.error.issues;
    const at = issue?.path.join('.') ?? '';
    throw new Problem('PL-314', { place: at === '' ? file : `${file}, ${at}`, found: issue?.message ?? 'no JSON' });
  }
  const { system, parameters, powers, without, events } = result.data;
  return { system, setting: { parameters, powers, without }, events: events as readonly LoggedEvent[] };
}

/** How far the machines go along with the events. */
interface Progress {
  readonly taken: readonly TraceEvent[];
  /** Of the first event that is not taken: who refuses it. */
  readonly refusedBy: readonly string[];
}

function offeredOn(
  menus: Readonly<Record<string, EventMenu>>,
  system: AnySystem,
  { type, payload }: LoggedEvent,
): TraceEvent | undefined {
  const menu = menus[type];
  const entry = menu?.payloads.find((one) => keyOf(one) === keyOf(payload));
  if (menu === undefined || entry === undefined) return undefined;
  const owner = typeof menu.owner === 'function' ? menu.owner(entry) : menu.owner;
  return { type, payload: entry, owner, side: system.parties[owner] ?? 'environment' };
}

/** How far the machines go along with events from the start: those that are taken, and who refuses the next. */
export function allowedOf(system: AnySystem, configuration: Configuration, events: readonly LoggedEvent[]): Progress {
  const { events: menus } = system.compose(configuration);
  const composition = new ReferenceComposition(system, configuration);
  let state = composition.initial();
  const taken: TraceEvent[] = [];
  for (const event of events) {
    const offered = offeredOn(menus, system, event);
    if (offered === undefined) return { taken, refusedBy: [] };
    const attempt = composition.attempt(state, messageOf(offered));
    if (!attempt.taken) return { taken, refusedBy: attempt.refusedBy };
    state = attempt.state;
    taken.push(offered);
  }
  return { taken, refusedBy: [] };
}

/** Every rule taken out, every power switched on, every budget raised: one change at a time, smaller ones first. */
function changesOf(system: AnySystem, { powers, rules }: Configuration): readonly Setting[] {
  const looser = Object.keys(rules)
    .filter((rule) => rules[rule])
    .map((rule): Setting => ({ without: [rule] }));
  const stronger = Object.entries(system.powers).map(([name, power]): readonly Setting[] => {
    if (power.kind === 'toggle') return powers[name] === true ? [] : [{ powers: { [name]: true } }];
    const now = Number(powers[name]);
    return Array.from({ length: power.greatest - now }, (_, i) => ({ powers: { [name]: now + i + 1 } }));
  });
  return [...looser, ...stronger.flat()];
}

/** The changes that let the events pass; of a budget the least amount. */
function remediesFor(
  system: AnySystem,
  configuration: Configuration,
  events: readonly LoggedEvent[],
): readonly Setting[] {
  const { parameters, powers, rules } = configuration;
  const now: Setting = { parameters, powers, without: Object.keys(rules).filter((rule) => rules[rule] === false) };
  const raised = new Set<string>();
  return changesOf(system, configuration).filter((change) => {
    const [power] = Object.keys(change.powers ?? {});
    if (power !== undefined && raised.has(power)) return false;
    const { taken } = allowedOf(system, configure(system, now, change), events);
    if (taken.length < events.length) return false;
    if (power !== undefined) raised.add(power);
    return true;
  });
}

/** Holds a log to the machines. Throws PL-314 for an event of a type that the system does not know. */
export function holdLog(system: AnySystem, configuration: Configuration, events: readonly LoggedEvent[]): HeldLog {
  const types = Object.keys(system.compose(configuration).events);
  events.forEach(({ type }, i) => {
    if (types.includes(type)) return;
    throw new Problem('PL-314', {
      place: `event ${i + 1}`,
      expected: `one of ${types.join(', ')}`,
      found: type,
      ...didYouMean(type, types),
    });
  });
  const { taken, refusedBy } = allowedOf(system, configuration, events);
  const { trace } = replay(system, configuration, taken, 'PL-313');
  const event = events[taken.length];
  if (event === undefined) return { trace, disallowed: null };
  const remedies = remediesFor(system, configuration, events.slice(0, taken.length + 1));
  return { trace, disallowed: { place: taken.length + 1, event, refusedBy, remedies } };
}
