/** `plumbline incidents`: every known flaw found again, and gone without its change. */

import type { Incident } from '../language/incident.ts';
import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import { incidentDocument } from '../report/incident-document.ts';
import { incidentStory, incidentsSummary, incidentsTable } from '../report/incident-text.ts';
import { type Sheet, sheet } from '../report/sheet.ts';
import { decideIncident, type IncidentResult } from '../verdict/incident.ts';
import { exitCode } from './exit-code.ts';
import { progressOn } from './progress.ts';
import { limitsOf, repeatLine } from './run-options.ts';
import { checkWritable, deliver, type Session, say } from './session.ts';

/** Those that an id or an entry of the corpus names, all without one. Throws PL-201. */
function chosen(incidents: readonly Incident[], targets: readonly string[]): readonly Incident[] {
  if (targets.length === 0) return incidents;
  return targets.flatMap((target) => {
    const is = (word: string): boolean => word.toLowerCase() === target.toLowerCase();
    const found = incidents.filter(({ id, entry, name }) => is(id) || is(entry) || is(name));
    if (found.length > 0) return found;
    const words = incidents.flatMap(({ id, name }) => [id, name]);
    throw new Problem('PL-201', { place: target, expected: 'an incident', ...didYouMean(target, words) });
  });
}

function codeOf({ sound, broken, met }: IncidentResult): number {
  const failed = [sound, broken].find(({ verdict }) => verdict === 'failed');
  if (failed !== undefined) return failed.problem?.fault === 'internal' ? exitCode.internal : exitCode.model;
  if ([sound, broken].some(({ verdict }) => verdict === 'bounded')) return exitCode.unestablished;
  return met ? exitCode.ok : exitCode.unexpected;
}

const worstFirst: readonly number[] = [exitCode.internal, exitCode.model, exitCode.unexpected, exitCode.unestablished];

export async function incidents(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io, options, page } = session;
  const all = registry.incidents ?? [];
  if (all.length === 0) throw new Problem('PL-208', { place: 'incidents', found: 'no incident' });
  const asked = chosen(all, targets);
  checkWritable(session);
  const started = performance.now();
  const command = repeatLine('incidents', targets, options);
  say(session, `${page.paint.dim(command)}\n\n`);
  const progress = await progressOn(io, options.quiet === true);
  const results: IncidentResult[] = [];
  for (const incident of asked) {
    if (io.interrupted.aborted) break;
    progress.about(`${incident.id} ${incident.name}`);
    const decide = { limits: limitsOf(options), signal: io.interrupted, onProgress: progress.show };
    results.push(await decideIncident(incident, decide));
  }
  progress.clear();
  const seconds = (performance.now() - started) / 1000;
  const isStory = targets.length > 0 || page.verbose;
  const text = (on: Sheet): string => {
    const body = isStory
      ? results.map((result) => incidentStory(on, result)).join('\n')
      : `${incidentsTable(on, results)}\n`;
    return `${body}\n${incidentsSummary(on, results, seconds)}`;
  };
  say(session, text(page));
  const codes = results.map(codeOf);
  const code = io.interrupted.aborted
    ? exitCode.interrupted
    : (worstFirst.find((one) => codes.includes(one)) ?? exitCode.ok);
  const plain = sheet(page.columns, false, page.verbose);
  deliver(session, incidentDocument(command, results, seconds, code), `${command}\n\n${text(plain)}`);
  return code;
}
