/** `plumbline incidents --format json`. */

import type { IncidentResult } from '../verdict/incident.ts';
import type { IncidentsDocument } from './document/incidents.ts';
import { changeInWords } from './incident-text.ts';
import { traceDocument } from './json.ts';
import { tool } from './tool.ts';

export function incidentDocument(
  command: string,
  results: readonly IncidentResult[],
  seconds: number,
  exitCode: number,
): IncidentsDocument {
  return {
    schemaVersion: 1,
    tool,
    command,
    incidents: results.map(({ incident, sound, broken, caught, restored, met, misses }) => ({
      id: incident.id,
      entry: incident.entry,
      name: incident.name,
      year: incident.year,
      mechanism: incident.mechanism,
      source: incident.source,
      system: incident.system.name,
      change: changeInWords(incident.change),
      property: incident.property.name,
      part: incident.part,
      claim: incident.claim,
      sound: { verdict: sound.verdict, states: sound.counts.states },
      broken: { verdict: broken.verdict, states: broken.counts.states },
      caught,
      steps: broken.trace?.steps.length ?? null,
      expectedSteps: incident.steps,
      restored,
      met,
      misses,
      trace: broken.trace === null ? null : traceDocument(broken.trace),
    })),
    summary: { incidents: results.length, met: results.filter((one) => one.met).length, seconds, exitCode },
  };
}
