/** A claim for a page, from what was decided now or kept: its verdict in words, what explains it, its traces as numbers of events. */

import { keyOf, show } from '../../language/plain-data.ts';
import type { Property } from '../../language/property.ts';
import type { Configuration } from '../../language/system.ts';
import type { AnyClaim, AnyTheorem } from '../../language/theorem.ts';
import { decodeValue } from '../../trace/itf-value.ts';
import type { Trace } from '../../trace/trace.ts';
import type { ClaimResult } from '../../verdict/claims.ts';
import { divergenceText } from '../divergence-text.ts';
import type { ClaimDocument } from '../document/claim.ts';
import { lossLines } from '../game-text.ts';
import { claimDocument } from '../json.ts';
import { missingLines } from '../missing-text.ts';
import { observedLines } from '../observed-text.ts';
import { sheet } from '../sheet.ts';
import { configurationOf, stepsOf } from '../site/evidence.ts';
import { reasonLines, reasons } from '../trace-text.ts';
import { verdictWords } from '../words.ts';
import type { ModelStates } from './model-states.ts';
import type { PageClaim, PageDecision, PageStrategy, PageTrace } from './page-data.ts';
import { pricesOf, promisesOf, type ShownStrategy, strategyOf } from './played.ts';

/** A run as events, before a model gives them numbers. */
interface ShownTrace extends Pick<Trace, 'steps' | 'loop'> {
  readonly name: string;
}

/** A claim with what was decided of it. */
export interface ShownClaim {
  readonly theorem: AnyTheorem;
  readonly claim: AnyClaim;
  readonly configuration: Configuration;
  readonly document: ClaimDocument;
  readonly why: readonly string[];
  readonly traces: readonly ShownTrace[];
  /** Of a game that was decided just now; results that were kept tell how it ends, not how it is played. */
  readonly strategy: ShownStrategy | null;
}

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
function failingWords(loop: number | null, steps: number): string {
  return loop === null ? `after step ${steps} fails: ` : 'goes on for ever without: ';
}

function whyOf(result: ClaimResult): readonly string[] {
  const { problem, misses, met, trace, divergence, observed, game, parts, kind, verdict, property } = result;
  return [
    ...(problem === null ? [] : [problem.message]),
    ...(met ? [] : misses),
    ...(divergence !== null
      ? flowing(divergenceText(wide, divergence, 0))
      : trace !== null && verdict === 'violated'
        ? flowing(reasons(wide, parts, kind, 0)).map((line) =>
            line.replace(/^⇒ fails: /, failingWords(trace.loop, trace.steps.length)),
          )
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

function nameOf({ kind, verdict, pair }: ClaimDocument): string {
  if (verdict === 'failed') return 'way to the fault';
  if (pair !== null) return 'one run';
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

/** A claim that was decided just now. */
export function shownResult(theorem: AnyTheorem, claim: AnyClaim, result: ClaimResult): ShownClaim {
  const { configuration, trace, observed } = result;
  const document = claimDocument(result);
  const pair = observed?.pair ?? null;
  const traces = [
    ...(trace === null ? [] : [{ name: nameOf(document), ...trace }]),
    ...(pair === null ? [] : [{ name: 'another run', ...pair }]),
  ];
  return { theorem, claim, configuration, document, why: whyOf(result), traces, strategy: strategyOf(result) };
}

/** What explains a result that was kept. */
function keptWhy({
  trace,
  verdict,
  divergence,
  kind,
  parts,
  missing,
  observed,
  game,
  property,
}: ClaimDocument): readonly string[] {
  if (trace === null || verdict !== 'violated') return [];
  const because = parts.map(({ part, holds, because: why }) => ({
    part,
    holds,
    ...(why === null ? {} : { because: why }),
  }));
  const reasons =
    divergence === null ? reasonLines(because, kind) : [`${divergence.simpler} cannot follow step ${divergence.step}`];
  const shown = observed?.shown ?? null;
  const [first, second] = (shown?.secrets ?? []).map((secret) => show(decodeValue(secret, 'secret')));
  const seen = shown === null ? '' : show(decodeValue(shown.observation, 'observation'));
  const lost = game?.loss?.at;
  return [
    ...(lost === undefined
      ? []
      : [
          `lost ${lost === 0 ? 'from the start' : `from step ${lost} on`}: ${game?.by.join(', ')} cannot force ${property}`,
        ]),
    ...reasons.map((line) => line.replace(/^fails: /, failingWords(trace.loop, trace.steps))),
    ...missingLines(missing),
    ...(first === undefined
      ? []
      : [
          second === undefined
            ? `who observes ${seen} knows the secret: ${first}`
            : `both are observed as ${seen}, but the secret is ${first} after one and ${second} after the other`,
        ]),
  ];
}

/** A claim as it is written, with a result that was kept. */
export function shownDocument(theorem: AnyTheorem, claim: AnyClaim, document: ClaimDocument): ShownClaim {
  const { trace, pair } = document;
  const traces = [
    ...(trace === null ? [] : [{ name: nameOf(document), ...stepsOf(trace, claim) }]),
    ...(pair === null ? [] : [{ name: 'another run', ...stepsOf(pair, claim) }]),
  ];
  const configuration = configurationOf(theorem, claim);
  return { theorem, claim, configuration, document, why: keptWhy(document), traces, strategy: null };
}

export function tracesOf(states: ModelStates, { traces }: ShownClaim): readonly PageTrace[] {
  return traces.map(({ name, loop, steps }) => ({ name, events: eventNumbers(states, { steps }), loop }));
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
  { theorem, claim, document, why, strategy: shown }: ShownClaim,
  states: ModelStates,
  { model, traces }: { readonly model: string; readonly traces: readonly PageTrace[] },
): PageClaim {
  const { property, says } = claim;
  const { played: _, ...strategy } = shown ?? {};
  return {
    id: document.id,
    item: theorem.item,
    title: theorem.title,
    statement: theorem.says,
    says,
    property: { name: property.name, kind: property.kind, says: property.says },
    decision: decisionOf(document),
    verdict: verdictWords(document),
    why,
    model,
    traces,
    prices: pricesOf(claim.system, states, property as Property<never>),
    promises: promisesOf(claim.system, states, property as Property<never>),
    strategy: shown === null ? null : (strategy as PageStrategy),
  };
}
