/** `plumbline replay`: a stored trace or a log of events, taken step by step on the original machines. */

import { configure } from '../language/system.ts';
import { eventLogText } from '../report/event-log-text.ts';
import { traceDocument } from '../report/json.ts';
import { prose, type Sheet, withoutColour } from '../report/sheet.ts';
import { traceTable } from '../report/trace-text.ts';
import { plural, settingWords } from '../report/words.ts';
import { holdLog, isEventLog, readEventLog } from '../trace/event-log.ts';
import type { TraceFile } from '../trace/itf.ts';
import type { Trace } from '../trace/trace.ts';
import { exitCode } from './exit-code.ts';
import { checkWritable, deliver, type Session, say } from './session.ts';
import { knownSystem, readText, storedTrace } from './stored-trace.ts';
import { checkPlaces } from './trace-places.ts';
import { quoted } from './words.ts';

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
  const system = await knownSystem(session, log.system, target);
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
  const content = readText(target, io.cwd);
  if (isEventLog(content)) return await holdFile(session, target, content);
  const { file, system, trace } = await storedTrace(session, target, content);
  checkPlaces(page.view, [system]);
  const { origin } = file;
  checkWritable(session);
  const command = commandOf(session, target);
  say(session, textOf(page, command, file, trace));
  const document = {
    schemaVersion: 1,
    command,
    claim: origin.claim,
    system: origin.system,
    instance: origin.instance,
    model: origin.model,
    trace: traceDocument(trace),
  };
  deliver(session, document, textOf(withoutColour(page), command, file, trace));
  return 0;
}
