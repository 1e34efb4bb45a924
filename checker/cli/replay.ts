/** `plumbline replay`: a stored trace or a log of events, taken step by step on the original machines. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { didYouMean } from '../language/nearest.ts';
import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { type AnySystem, type Configuration, configure, type EventMenu } from '../language/system.ts';
import { simplerSystemsOf, systemsOf } from '../language/theorem.ts';
import { eventLogText } from '../report/event-log-text.ts';
import { traceDocument } from '../report/json.ts';
import { prose, type Sheet, withoutColour } from '../report/sheet.ts';
import { traceTable } from '../report/trace-text.ts';
import { plural, settingWords } from '../report/words.ts';
import { holdLog, isEventLog, readEventLog } from '../trace/event-log.ts';
import { readItf, type StoredEvent, type TraceFile } from '../trace/itf.ts';
import { modelHash } from '../trace/model-hash.ts';
import { replay } from '../trace/replay.ts';
import type { Trace, TraceEvent } from '../trace/trace.ts';
import { exitCode } from './exit-code.ts';
import { withFiles } from './selection.ts';
import { checkWritable, deliver, type Session, say } from './session.ts';
import { checkPlaces } from './trace-places.ts';
import { quoted } from './words.ts';

function read(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new Problem('PL-301', { place: file, found: (error as NodeJS.ErrnoException).code ?? String(error) });
  }
}

async function systemOf(session: Session, name: string, file: string): Promise<AnySystem> {
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

function textOf(page: Sheet, command: string, { origin }: TraceFile, trace: Trace): string {
  const { claim, instance, system, configuration, tool, version } = origin;
  const { parameters, powers, rules } = configuration;
  const without = Object.keys(rules).filter((rule) => rules[rule] === false);
  const setting = settingWords({ parameters, powers, without });
  return [
    page.paint.dim(command),
    '',
    page.paint.bold(claim),
    prose(
      page,
      `system ${system}, instance ${instance}${setting === '' ? '' : `: ${setting}`}; made by ${tool} ${version}`,
    ),
    '',
    traceTable(page, trace, 2),
    '',
    `${page.paint.green('✓')} ${plural(trace.steps.length, 'step')} replayed on the machines, every state as stored`,
    '',
  ].join('\n');
}

function commandOf({ options }: Session, target: string): string {
  return ['plumbline', 'replay', target, ...(options.file === undefined ? [] : ['--file', options.file])]
    .map(quoted)
    .join(' ');
}

/** A log, held to the machines: exit 0 if they allow all of it, else 1. */
async function holdFile(session: Session, target: string, text: string): Promise<number> {
  const { page } = session;
  const log = readEventLog(text, target);
  const system = await systemOf(session, log.system, target);
  checkPlaces(page.view, [system]);
  const configuration = configure(system, log.setting);
  const held = holdLog(system, configuration, log.events);
  checkWritable(session);
  const command = commandOf(session, target);
  const about = { system: log.system, configuration, total: log.events.length };
  const told = (on: Sheet): string => `${on.paint.dim(command)}\n\n${eventLogText(on, about, held)}`;
  say(session, told(page));
  const { trace, disallowed } = held;
  const document = {
    ...{ schemaVersion: 1, command, system: log.system, events: log.events.length, allowed: trace.steps.length },
    disallowed,
    trace: traceDocument(trace),
  };
  deliver(session, document, told(withoutColour(page)));
  return disallowed === null ? exitCode.ok : exitCode.unexpected;
}

export async function replayFile(session: Session, targets: readonly string[]): Promise<number> {
  const { io, page } = session;
  const [target = ''] = targets;
  const content = read(target, io.cwd);
  if (isEventLog(content)) return await holdFile(session, target, content);
  const file = readItf(content, target);
  const { origin, events, states } = file;
  const system = await systemOf(session, origin.system, target);
  checkPlaces(page.view, [system]);
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
  checkWritable(session);
  const command = commandOf(session, target);
  say(session, textOf(page, command, file, trace));
  const document = {
    schemaVersion: 1,
    command,
    claim: origin.claim,
    system: origin.system,
    instance: origin.instance,
    model,
    trace: traceDocument(trace),
  };
  deliver(session, document, textOf(withoutColour(page), command, file, trace));
  return 0;
}
