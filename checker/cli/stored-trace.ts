/** A trace file, held to the machines: its system, configuration and steps, replayed state by state. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { didYouMean } from '../language/nearest.ts';
import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { type AnySystem, type Configuration, configure, type EventMenu } from '../language/system.ts';
import { simplerSystemsOf, systemsOf } from '../language/theorem.ts';
import type { StoredEvent, TraceFile } from '../trace/itf.ts';
import { readItf } from '../trace/itf-reading.ts';
import { modelHash } from '../trace/model-hash.ts';
import { replay } from '../trace/replay.ts';
import type { Trace, TraceEvent } from '../trace/trace.ts';
import { withFiles } from './selection.ts';
import type { Session } from './session.ts';

/** The text of a file. Throws PL-301. */
export function readText(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new Problem('PL-301', { place: file, found: (error as NodeJS.ErrnoException).code ?? String(error) });
  }
}

/** The system of this name, of the registry or of the session's theorem file. Throws PL-312. */
export async function knownSystem(session: Session, name: string, file: string): Promise<AnySystem> {
  const { registry, io, options } = session;
  const { theorems } = await withFiles(registry, options.file === undefined ? [] : [options.file], io.cwd);
  const systems = [...new Set(theorems.flatMap((one) => [...systemsOf(one), ...simplerSystemsOf(one)]))];
  const system = systems.find((one) => one.name === name);
  if (system !== undefined) return system;
  const hint = didYouMean(
    name,
    systems.map((one) => one.name),
  ) ?? { hint: 'name the theorem file that has it: --file my-theorem.ts' };
  throw new Problem('PL-312', { place: file, expected: 'a known system', found: name, ...hint });
}

/** The trace's configuration, if this system can be in it. Throws PL-312 otherwise. */
function configurationOf(system: AnySystem, { parameters, powers, rules }: Configuration, file: string): Configuration {
  try {
    return configure(system, {
      parameters,
      powers,
      without: Object.keys(rules).filter((rule) => rules[rule] === false),
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.fault !== 'usage') throw error;
    throw new Problem('PL-312', { place: file, found: error.message });
  }
}

/** The event as the system offers it. Throws PL-313 for one that is on no menu or has another owner. */
function offered(
  system: AnySystem,
  menus: Readonly<Record<string, EventMenu>>,
  event: StoredEvent,
  i: number,
): TraceEvent {
  const { type, payload } = event;
  const place = `step ${i + 1}, ${type} ${keyOf(payload)}`;
  const menu = menus[type];
  const isOffered = menu?.payloads.some((one) => keyOf(one) === keyOf(payload)) === true;
  if (menu === undefined || !isOffered)
    throw new Problem('PL-313', { place, expected: 'an event on a menu of the system' });
  const owner = typeof menu.owner === 'function' ? menu.owner(payload) : menu.owner;
  if (owner !== event.owner) throw new Problem('PL-313', { place, expected: `owner ${owner}`, found: event.owner });
  return { type, payload, owner, side: system.parties[owner] ?? 'environment' };
}

export interface StoredTrace {
  readonly file: TraceFile;
  readonly system: AnySystem;
  readonly configuration: Configuration;
  readonly trace: Trace;
}

/** Throws PL-311 for a broken file, PL-312 for one of another model, PL-313 for steps that the machines do not take. */
export async function storedTrace(session: Session, target: string, content: string): Promise<StoredTrace> {
  const file = readItf(content, target);
  const { origin, events, states } = file;
  const system = await knownSystem(session, origin.system, target);
  const configuration = configurationOf(system, origin.configuration, target);
  const model = modelHash(system, configuration);
  if (model !== origin.model)
    throw new Problem('PL-312', { place: target, expected: `model ${model}`, found: origin.model });
  const { events: menus } = system.compose(configuration);
  const steps = events.map((event, i) => offered(system, menus, event, i));
  const { loop } = origin;
  const trace = { ...replay(system, configuration, steps, 'PL-313', states).trace, loop };
  if (loop !== null && keyOf(trace.states[loop]) !== keyOf(trace.last)) {
    throw new Problem('PL-313', {
      place: `loop to state ${loop}`,
      expected: 'the state it returns to',
      found: 'another',
    });
  }
  return { file, system, configuration, trace };
}
