/** The formats that continuous integration reads: lines as a run goes on, JUnit, SARIF, annotations with a summary of the job. */

import { appendFileSync } from 'node:fs';
import { Problem } from '../language/problem.ts';
import { githubAnnotations, githubSummary } from '../report/ci/github.ts';
import { ndjson, type RunLine } from '../report/ci/ndjson.ts';
import type { PlacedClaim } from '../report/ci/placed-claim.ts';
import { sarifLog } from '../report/ci/sarif.ts';
import { checkDocument, print, type RunFacts } from '../report/json.ts';
import type { RawOptions } from './run-options.ts';
import type { Renderers, Session } from './session.ts';

/** Formats of `check` and `sample`. */
/** Whether a format is asked for that wants the places of claims. */
export function isForIntegration({ format = [] }: RawOptions): boolean {
  return format.some(({ name }) => name === 'junit' || name === 'sarif' || name === 'github');
}

export function startLine(facts: Pick<RunFacts, 'command' | 'seed'>): RunLine {
  const {
    claims: _,
    summary: __,
    ...about
  } = checkDocument([], { ...facts, seconds: 0, interrupted: false, exitCode: 0 });
  return { event: 'start', ...about };
}

/** Writes lines to the standard output as they come, if they are asked for there; `rest` gives all of them to a file at the end. */
export function lineWriter(
  { io, options }: Session,
  first: RunLine,
): { write(line: RunLine): void; readonly rest: () => string } {
  const wanted = (options.format ?? []).filter(({ name }) => name === 'ndjson');
  const isStreamed = wanted.some(({ file }) => file === null);
  const kept: string[] = [];
  const write = (line: RunLine): void => {
    if (wanted.length === 0) return;
    const text = ndjson(line);
    if (isStreamed) io.stdout.write(text);
    if (wanted.some(({ file }) => file !== null)) kept.push(text);
  };
  write(first);
  return { write, rest: () => kept.join('') };
}

/** Adds to the summary of the job. Throws PL-301 where that cannot be. */
function summarise({ io }: Session, text: string): void {
  const file = io.env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, text);
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Problem('PL-301', { place: '$GITHUB_STEP_SUMMARY', expected: 'a file that can be written', found });
  }
}

export async function integrationFormats(
  session: Session,
  claims: readonly PlacedClaim[],
  run: { readonly command: string; readonly exitCode: number },
): Promise<Renderers> {
  // Loaded where it is asked for: it takes a tenth of a second.
  const wantsJunit = session.options.format?.some(({ name }) => name === 'junit') === true;
  const junit = wantsJunit ? await import('../report/ci/junit.ts') : undefined;
  return {
    ...(junit && { junit: () => junit.junitXml(claims) }),
    sarif: () => print(sarifLog(claims, run)),
    github: () => {
      summarise(session, githubSummary(claims, run.command));
      return githubAnnotations(claims);
    },
  };
}
