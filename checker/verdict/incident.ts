/** An incident put to the test: the sound protocol holds, the change breaks the part that it broke, taking it back mends it. */

import { changedBy, type Incident, undone } from '../language/incident.ts';
import { keyOf } from '../language/plain-data.ts';
import type { Property } from '../language/property.ts';
import { configure } from '../language/system.ts';
import { type DecideOptions, type Decision, decide } from './decide.ts';

export interface IncidentResult {
  readonly incident: Incident;
  readonly sound: Decision;
  readonly broken: Decision;
  /** Whether the broken protocol fails in the part that the incident names. */
  readonly caught: boolean;
  /** Whether the change taken back leads to a protocol that holds. */
  readonly restored: boolean;
  readonly met: boolean;
  /** Why it is not met, in words. */
  readonly misses: readonly string[];
}

async function decideOne(
  { system, property }: Incident,
  configuration: ReturnType<typeof configure>,
  options: DecideOptions,
): Promise<Decision> {
  const [decision] = await decide(system, configuration, [property as Property<never>], options);
  return decision as Decision;
}

/** The values of the sound setting that the change replaces. */
function replaced({ sound, change }: Incident): Parameters<typeof undone>[2] {
  const kept = <T>(values: Readonly<Record<string, T>> = {}, by: object = {}): Record<string, T> =>
    Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(by, name)));
  return { with: kept(sound.powers, change.with), set: kept(sound.parameters, change.set) };
}

/** Decides the protocol as it is sound, as it was changed, and as it is with the change taken back. */
export async function decideIncident(incident: Incident, options: DecideOptions = {}): Promise<IncidentResult> {
  const { system, sound: setting, change, part, steps } = incident;
  const changed = changedBy(setting, change);
  const soundly = configure(system, setting);
  const takenBack = configure(system, undone(changed, change, replaced(incident)));
  const sound = await decideOne(incident, soundly, options);
  const broken = await decideOne(incident, configure(system, changed), options);
  const again = keyOf(takenBack) === keyOf(soundly) ? sound : await decideOne(incident, takenBack, options);
  const failing = broken.parts.filter(({ holds }) => !holds).map((one) => one.part);
  const caught = broken.verdict === 'violated' && failing.includes(part);
  const found = broken.trace?.steps.length;
  const misses = [
    ...(sound.verdict === 'exhausted' ? [] : [`the sound protocol: expected exhausted, got ${sound.verdict}`]),
    ...(broken.verdict === 'violated' ? [] : [`the changed protocol: expected violated, got ${broken.verdict}`]),
    ...(broken.verdict !== 'violated' || caught
      ? []
      : [`expected ${part} to fail, got ${failing.join(', ') || 'no part'}`]),
    ...(broken.verdict !== 'violated' || found === steps
      ? []
      : [`expected a trace of ${steps} steps, got ${found ?? 'none'}`]),
    ...(again.verdict === 'exhausted' ? [] : [`with the change taken back: expected exhausted, got ${again.verdict}`]),
  ];
  return {
    ...{ incident, sound, broken, caught, misses },
    restored: again.verdict === 'exhausted',
    met: misses.length === 0,
  };
}
