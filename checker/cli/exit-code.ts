/**
 * Exit codes, worst first: 70 internal, 4 model error, 1 not as expected, 3 not established, 0 as expected.
 *
 * 2 is a mistake in the command line or a file, 130 an interrupt (128 + SIGINT); both end a run before or beside its verdicts.
 */

import type { Problem as AnyProblem } from '../language/problem.ts';
import { Problem, type ProblemCode, problemKinds } from '../language/problem.ts';
import type { ClaimDocument } from '../report/document/claim.ts';

export const exitCode = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  unestablished: 3,
  model: 4,
  internal: 70,
  interrupted: 130,
} as const;

const worstFirst: readonly number[] = [exitCode.internal, exitCode.model, exitCode.unexpected, exitCode.unestablished];

function codeOf({ met, verdict, expected, vacuous, problem }: ClaimDocument): number {
  if (verdict === 'failed') return problem !== null && isInternal(problem.code) ? exitCode.internal : exitCode.model;
  const isOpen = verdict === 'bounded' || (verdict === 'sampled' && expected !== 'sampled');
  if (isOpen || vacuous.length > 0) return exitCode.unestablished;
  return met ? exitCode.ok : exitCode.unexpected;
}

function isInternal(code: string): boolean {
  return Object.hasOwn(problemKinds, code) && problemKinds[code as ProblemCode].fault === 'internal';
}

export function exitCodeOfClaims(claims: readonly ClaimDocument[]): number {
  const codes = claims.map(codeOf);
  return worstFirst.find((code) => codes.includes(code)) ?? exitCode.ok;
}

/** What a thrown problem ends with. */
export function exitCodeOfProblem(problem: AnyProblem): number {
  switch (problem.fault) {
    case 'usage':
      return exitCode.usage;
    case 'model':
      return exitCode.model;
    case 'internal':
      return exitCode.internal;
    default:
      return problem.fault satisfies never;
  }
}

/** Anything else that is thrown is a defect of the checker. */
export function asProblem(error: unknown): AnyProblem {
  if (error instanceof Problem) return error;
  return new Problem('PL-900', {
    place: error instanceof Error ? error.message : String(error),
    hint: 'run `plumbline doctor` and report both',
  });
}
