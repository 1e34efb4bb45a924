/** The result of `plumbline tla` as the claims document, with the run's figures beside it. */

import type { CoveredPart } from '../tla/coverage.ts';
import { stateOf } from '../trace/tla-itf.ts';
import type { TlaResult } from '../verdict/tla-result.ts';
import type { CheckDocument, ClaimDocument } from './document/claim.ts';
import type { TraceDocument } from './document/trace.ts';
import { checkDocument, type RunFacts } from './json.ts';

interface TlaRun {
  readonly verdict: TlaResult['verdict'];
  readonly violated: string | null;
  readonly generated: number;
  readonly distinct: number;
  readonly depth: number;
  /** States of the trace; null where there is none. */
  readonly traceLength: number | null;
  readonly seconds: number;
  /** Evaluations part by part of the specification; null unless `--coverage` asks for them. */
  readonly coverage: readonly CoveredPart[] | null;
}

export interface TlaDocument extends CheckDocument {
  readonly run: TlaRun;
}

function traceDocument({ trace, variables, actions }: TlaResult): TraceDocument | null {
  if (trace === null) return null;
  const states = trace.states.map((values) => stateOf(variables, values));
  return {
    steps: states.length - 1,
    events: states.slice(1).map((after, i) => {
      const before = states[i] ?? {};
      const changed = variables.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
      return {
        type: actions[trace.events[i + 1] as number] ?? 'stuttering',
        owner: 'specification',
        payload: {},
        changes: changed.map((name) => ({ path: name, before: before[name] ?? null, after: after[name] ?? null })),
      };
    }),
    loop: trace.loop,
    first: states[0] ?? {},
    last: states.at(-1) ?? {},
  };
}

/** Events of one name stand for several disjuncts of one definition: their counts are added. */
function firedByName({ actions, fired }: TlaResult): Record<string, number> {
  const counts: Record<string, number> = {};
  actions.forEach((name, i) => {
    counts[name] = (counts[name] ?? 0) + (fired[i] ?? 0);
  });
  return counts;
}

function claimVerdict(result: TlaResult, name: string): ClaimDocument['verdict'] {
  switch (result.verdict) {
    case 'success':
      return 'exhausted';
    case 'bounded':
      return 'bounded';
    case 'error':
      return 'failed';
    default:
      return result.violated === name ? 'violated' : 'bounded';
  }
}

/** One claim for each assumption, invariant and property, and for the absence of deadlocks. */
function claims(result: TlaResult, module: string, config: string): ClaimDocument[] {
  const events = firedByName(result);
  const neverFired = Object.keys(events).filter((name) => events[name] === 0);
  const asked = result.claims.length === 0 ? [{ name: 'explored', kind: 'always' as const }] : result.claims;
  return asked.map(({ name, kind }): ClaimDocument => {
    const verdict = claimVerdict(result, name);
    const { problem, limit } = result;
    return {
      id: `${module}/${name}`,
      item: module,
      reading: 'literal',
      kind: kind === 'eventually' ? 'eventually' : 'always',
      says: `${kind === 'deadlock' ? 'every reachable state has a successor' : name}`,
      property: name,
      system: module,
      instance: config,
      ...{ parameters: {}, powers: {}, without: [], expected: 'exhausted', verdict, met: verdict === 'exhausted' },
      ...{ misses: [], vacuous: [], states: result.distinct, transitions: result.generated, depth: result.depth },
      ...{ frontier: result.frontier, seconds: result.seconds, peakBytes: result.peakBytes },
      limit: limit ?? (verdict === 'bounded' ? 'another claim was decided first' : null),
      diskBytes: 0,
      reduction: null,
      omission: null,
      problem: problem === null ? null : { code: problem.code, message: problem.message },
      coverage: { events, neverFired, guards: {}, oneSided: [], components: {}, idle: [], untaken: [] },
      rechecked: 0,
      parts: [],
      trace: verdict === 'violated' ? traceDocument(result) : null,
      ...{
        divergence: null,
        pair: null,
        further: [],
        missing: null,
        region: null,
        game: null,
        observed: null,
        price: null,
        mix: {},
        cover: null,
        sample: null,
      },
    };
  });
}

export function tlaDocument(result: TlaResult, module: string, config: string, facts: RunFacts): TlaDocument {
  const { verdict, violated, generated, distinct, depth, trace, seconds, coverage } = result;
  const traceLength = trace?.states.length ?? null;
  return {
    ...checkDocument(claims(result, module, config), facts),
    run: { verdict, violated, generated, distinct, depth, traceLength, seconds, coverage },
  };
}
