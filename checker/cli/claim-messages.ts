/** What the command and its worker threads tell each other. */

import { Problem, type ProblemCode, type ProblemDetail } from '../language/problem.ts';
import type { ReportedClaim } from '../report/claim-text.ts';
import type { CheckpointUse } from '../search/checkpoint-file.ts';
import type { Moment } from '../search/explore.ts';
import type { DecideOptions } from '../verdict/decide.ts';
import type { Asked, Part } from './parts.ts';
import type { ExplorerAsked, ItemExplorer } from './report-explorer.ts';

/** What a worker starts with. */
export interface WorkerStart {
  /** URL of the module that exports `load`. */
  readonly registry: string;
  readonly targets: readonly string[];
  readonly cwd: string;
  readonly asked: Asked;
  /** Folder of tables of earlier runs. */
  readonly cache: string | undefined;
  readonly options: Pick<
    DecideOptions,
    'limits' | 'seed' | 'violations' | 'checkpoint' | 'threads' | 'store' | 'reduce' | 'diskPlan'
  >;
}

/** What of the options a message can carry. */
export function sentOptions({
  limits,
  seed,
  violations,
  threads,
  checkpoint,
  store,
  reduce,
  diskPlan,
}: DecideOptions): WorkerStart['options'] {
  return {
    ...(limits === undefined ? {} : { limits }),
    ...{
      seed,
      violations,
      threads,
      store,
      reduce,
      diskPlan,
      checkpoint: checkpoint && { ...checkpoint, onUse: undefined },
    },
  };
}

/** What a worker is given to do. */
export type Work =
  | { readonly kind: 'decide'; readonly part: Part }
  | { readonly kind: 'explorer'; readonly asked: ExplorerAsked };

export type ToWorker = Work | { readonly kind: 'interrupt' };

export type FromWorker =
  | { readonly kind: 'about'; readonly what: string }
  | { readonly kind: 'checkpoint'; readonly use: CheckpointUse }
  | { readonly kind: 'moment'; readonly moment: Moment }
  | { readonly kind: 'decided'; readonly claims: readonly SentClaim[] }
  | { readonly kind: 'explorer'; readonly explorer: ItemExplorer | null }
  | { readonly kind: 'thrown'; readonly thrown: Thrown };

/** A problem is an error with a code, of which a message keeps the text only. */
interface SentProblem {
  readonly code: ProblemCode;
  readonly detail: ProblemDetail;
}

export interface SentClaim {
  readonly claim: ReportedClaim;
  readonly problem: SentProblem | null;
}

export interface Thrown {
  readonly problem: SentProblem | null;
  readonly message: string;
  readonly stack: string;
}

function sentProblem(problem: unknown): SentProblem | null {
  return problem instanceof Problem ? { code: problem.code, detail: problem.detail } : null;
}

export function sendClaim(claim: ReportedClaim): SentClaim {
  const { result } = claim;
  if (result === null) return { claim, problem: null };
  return { claim: { ...claim, result: { ...result, problem: null } }, problem: sentProblem(result.problem) };
}

export function receivedClaim({ claim, problem }: SentClaim): ReportedClaim {
  if (claim.result === null || problem === null) return claim;
  return { ...claim, result: { ...claim.result, problem: new Problem(problem.code, problem.detail) } };
}

export function sendThrown(error: unknown): Thrown {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { problem: sentProblem(error), message, stack };
}

export function receivedThrown({ problem, message, stack }: Thrown): Error {
  if (problem !== null) return new Problem(problem.code, problem.detail);
  return Object.assign(new Error(message), { stack });
}
