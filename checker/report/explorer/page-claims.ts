/** A decided claim for a page: its verdict in words, what explains it, its traces as numbers of events. */

import { keyOf } from '../../language/plain-data.ts';
import type { AnyClaim, AnyTheorem } from '../../language/theorem.ts';
import type { Trace } from '../../trace/trace.ts';
import type { ClaimResult } from '../../verdict/claims.ts';
import { divergenceText } from '../divergence-text.ts';
import type { ClaimDocument } from '../document.ts';
import { lossLines } from '../game-text.ts';
import { claimDocument } from '../json.ts';
import { observedLines } from '../observed-text.ts';
import { sheet } from '../sheet.ts';
import { reasons } from '../trace-text.ts';
import { verdictWords } from '../words.ts';
import type { ModelStates } from './model-states.ts';
import type { PageClaim, PageDecision, PageTrace } from './page-data.ts';

/** A page wraps by itself. */
const wide = sheet(10_000, false, false);

function flowing(text: string): readonly string[] {
  const lines = text.split('\n');
  const paragraphs: string[] = [];
  for (const line of lines) {
    if (/^\s*⇒/.test(line) || paragraphs.length === 0) paragraphs.push(line.trim());
    else paragraphs[paragraphs.length - 1] = `${paragraphs.at(-1)} ${line.trim()}`;
  }
  return paragraphs.filter((line) => line !== '');
}

/** How the parts that are false at the end of a trace are introduced. */
function failingWords({ loop, steps }: Trace): string {
  return loop === null ? `after step ${steps.length} fails: ` : 'goes on for ever without: ';
}

function whyOf(result: ClaimResult): readonly string[] {
  const { problem, misses, met, trace, divergence, observed, game, parts, kind, verdict, property } = result;
  return [
    ...(problem === null ? [] : [problem.message]),
    ...(met ? [] : misses),
    ...(divergence !== null
      ? flowing(divergenceText(wide, divergence, 0))
      : trace !== null && verdict === 'violated'
        ? flowing(reasons(wide, parts, kind, 0)).map((line) => line.replace(/^⇒ fails: /, failingWords(trace)))
        : []),
    // The last line of two runs is the conclusion; the runs themselves are traces of the page.
    ...(observed === null || trace === null ? [] : flowing(observedLines(wide, trace, observed).at(-1) ?? '')),
    ...(game === null ? [] : lossLines(wide, game, property).flatMap(flowing)),
  ].map((line) => line.replace(/^⇒ /, ''));
}

/** Numbers of the events of a trace. Empty past an event that the product does not know. */
export function eventNumbers({ product }: ModelStates, trace: Pick<Trace, 'steps'>): readonly number[] {
  const numbers = new Map(product.events.map(({ type, payload }, e) => [`${type} ${keyOf(payload)}`, e]));
  const events: number[] = [];
  for (const { type, payload } of trace.steps) {
    const number = numbers.get(`${type} ${keyOf(payload)}`);
    if (number === undefined) break;
    events.push(number);
  }
  return events;
}

function nameOf({ kind, verdict, observed }: ClaimResult): string {
  if (verdict === 'failed') return 'way to the fault';
  if (observed?.pair !== null && observed?.pair !== undefined) return 'one run';
  switch (kind) {
    case 'reachable':
      return 'witness';
    case 'cheapest':
      return 'cheapest attack';
    case 'enforceable':
      return verdict === 'violated' ? 'lost play' : 'longest play';
    default:
      return 'counterexample';
  }
}

export function tracesOf(states: ModelStates, result: ClaimResult): readonly PageTrace[] {
  const { trace, observed } = result;
  const pageTrace = (name: string, one: Trace): PageTrace => ({
    name,
    events: eventNumbers(states, one),
    loop: one.loop,
  });
  const pair = observed?.pair ?? null;
  return [
    ...(trace === null ? [] : [pageTrace(nameOf(result), trace)]),
    ...(pair === null ? [] : [pageTrace('another run', pair)]),
  ];
}

function decisionOf(document: ClaimDocument): PageDecision {
  const { reading, kind, instance, expected, verdict, met, states, transitions, depth, frontier } = document;
  const { seconds, limit, powers, without, parameters } = document;
  return {
    ...{ reading, kind, instance, expected, verdict, met, states, transitions, depth, frontier },
    ...{ seconds, limit, powers, without, parameters },
  };
}

export function pageClaim(
  theorem: AnyTheorem,
  claim: AnyClaim,
  result: ClaimResult,
  { model, traces }: { readonly model: string; readonly traces: readonly PageTrace[] },
): PageClaim {
  const { property, says } = claim;
  const document = claimDocument(result);
  return {
    id: result.id,
    item: theorem.item,
    title: theorem.title,
    statement: theorem.says,
    says,
    property: { name: property.name, kind: property.kind, says: property.says },
    decision: decisionOf(document),
    verdict: verdictWords(document),
    why: whyOf(result),
    model,
    traces,
  };
}
