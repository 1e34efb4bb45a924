/** Results as JSON documents. Payloads and states are written as in ITF, so nothing of a value is lost. */

import type { PartResult } from '../language/property.ts';
import type { Setting } from '../language/system.ts';
import type { AnyFrontier } from '../language/theorem.ts';
import type { Change } from '../trace/difference.ts';
import type { Divergence } from '../trace/follow.ts';
import { encodeValue, type Json } from '../trace/itf-value.ts';
import type { Trace, TraceEvent, WholeState } from '../trace/trace.ts';
import type { ClaimResult } from '../verdict/claims.ts';
import type { Verdict } from '../verdict/decide.ts';
import type { FrontierResult } from '../verdict/frontier.ts';
import type { GameResult } from '../verdict/game-result.ts';
import type { LatticeResult } from '../verdict/lattice.ts';
import type { Observed } from '../verdict/observed.ts';
import type { Sample } from '../verdict/sample.ts';
import { usualSeed } from '../verdict/seed.ts';
import type { AttackDocument } from './document/attack.ts';
import type { CheckDocument, ClaimDocument, ObservedDocument, SampleDocument } from './document/claim.ts';
import type { GameDocument, StrategyDocument } from './document/game.ts';
import type { AssumptionsDocument, FrontierDocument } from './document/sweep.ts';
import type { DivergenceDocument, MoveDocument, PartDocument, TraceDocument } from './document/trace.ts';
import { tool } from './tool.ts';

export function changeDocument({ component, path, before, after }: Change): Json {
  const sides = Object.entries({ before, after }).filter(([, value]) => value !== undefined);
  return { component, path, ...Object.fromEntries(sides.map(([side, value]) => [side, encodeValue(value)])) };
}

function stateDocument(state: WholeState): Json {
  return Object.fromEntries(
    Object.entries(state).map(([name, { value, context }]) => [name, encodeValue({ value, context })]),
  );
}

export function traceDocument(trace: Trace): TraceDocument {
  return {
    steps: trace.steps.length,
    events: trace.steps.map(({ type, owner, payload, changes }) => ({
      type,
      owner,
      payload: encodeValue(payload),
      changes: changes.map(changeDocument),
    })),
    loop: trace.loop,
    first: stateDocument(trace.first),
    last: stateDocument(trace.last),
  };
}

function partDocument({ part, holds, because }: PartResult): PartDocument {
  return { part, holds, because: because ?? null };
}

function divergenceDocument({ simpler, step, followed, follows, refusals }: Divergence): DivergenceDocument {
  return {
    ...{ simpler, step, followed: traceDocument(followed), follows },
    refusals: refusals.map(({ event, refusedBy, fails }) => ({
      event: event === null ? null : { type: event.type, payload: encodeValue(event.payload) },
      refusedBy,
      fails: fails.map(partDocument),
    })),
  };
}

function switchedOn(powers: Readonly<Record<string, boolean | number>>): Record<string, boolean | number> {
  return Object.fromEntries(Object.entries(powers).filter(([, value]) => value !== false && value !== 0));
}

function moveDocument({ type, owner, payload }: TraceEvent): MoveDocument {
  return { type, owner, payload: encodeValue(payload) };
}

function gameDocument({
  by,
  driven = [],
  winning,
  starts,
  most,
  replayed,
  replayedBy,
  loss,
}: GameResult): GameDocument {
  return {
    by,
    driven: driven.map((entry) => encodeValue(entry)),
    ...{ winning, starts, most, replayed, replayedBy },
    loss: loss && {
      at: loss.at,
      ending: loss.ending,
      gone: loss.gone,
      choices: loss.choices.map(({ at, move, outcome, answer }) => ({
        ...{ at, move: moveDocument(move), outcome },
        answer: answer && moveDocument(answer),
      })),
    },
  };
}

/** Positions that a strategy file holds at most: some tens of megabytes. */
const mostPositions = 100_000;

/** The strategy of a claim of kind enforceable, or null where it has none. */
export function strategyDocument(result: ClaimResult): StrategyDocument | null {
  const { id, game, trace } = result;
  if (game === null || game.strategy === null || trace === null) return null;
  const { strategy, by, driven = [], loss } = game;
  const { system, instance, parameters, powers, without } = claimDocument(result);
  const length = Math.min(strategy.count, mostPositions);
  return {
    schemaVersion: 1,
    ...{ tool, claim: id, system, instance, parameters, powers, without, model: trace.model },
    side: loss === null ? 'player' : 'opponent',
    by,
    driven: driven.map((entry) => encodeValue(entry)),
    positions: Array.from({ length }, (_, i) => {
      const { state, move, most } = strategy.at(i);
      return { state: stateDocument(state), move: move && moveDocument(move), most };
    }),
    omitted: strategy.count - length,
  };
}

function observedDocument({ observations, secrets, shown }: Observed): ObservedDocument {
  const values = shown && { observation: encodeValue(shown.observation), secrets: shown.secrets.map(encodeValue) };
  return { observations, secrets, shown: values };
}

const noSample: Omit<SampleDocument, 'form' | 'seed' | 'runs' | 'asked'> = {
  ...{ steps: null, clean: null, bound: null, ruleOfThree: null, found: null, settings: null, at: null },
  ...{ successes: null, interval: null, confidence: null, relation: null, formula: null },
};

function sampleDocument(sample: Sample): SampleDocument {
  return { ...noSample, ...sample };
}

export function claimDocument(result: ClaimResult): ClaimDocument {
  const { configuration, counts, coverage, problem, trace, game, observed, sample } = result;
  return {
    id: result.id,
    item: result.item,
    reading: result.reading,
    kind: result.kind,
    says: result.says,
    property: result.property,
    system: result.system,
    instance: result.instance,
    parameters: configuration.parameters,
    powers: switchedOn(configuration.powers),
    without: Object.keys(configuration.rules).filter((rule) => configuration.rules[rule] === false),
    expected: result.expected,
    verdict: result.verdict,
    met: result.met,
    misses: result.misses,
    vacuous: result.vacuous,
    ...counts,
    seconds: result.seconds,
    peakBytes: result.peakBytes,
    limit: result.limit,
    diskBytes: result.diskBytes,
    reduction: result.reduction,
    omission: result.omission,
    problem: problem === null ? null : { code: problem.code, message: problem.message },
    coverage: {
      events: coverage.events,
      neverFired: coverage.neverFired,
      guards: coverage.guards,
      oneSided: coverage.oneSided,
      components: coverage.components,
      idle: result.idle,
      untaken: result.untaken,
    },
    rechecked: result.rechecked,
    parts: result.parts.map(partDocument),
    trace: trace === null ? null : traceDocument(trace),
    further: result.further.map((one) => ({ trace: traceDocument(one.trace), parts: one.parts.map(partDocument) })),
    missing: result.missing,
    region: null,
    divergence: result.divergence === null ? null : divergenceDocument(result.divergence),
    pair: observed?.pair == null ? null : traceDocument(observed.pair),
    game: game === null ? null : gameDocument(game),
    observed: observed === null ? null : observedDocument(observed),
    cover: result.cover,
    sample: sample === null ? null : sampleDocument(sample),
    price: result.price,
    mix: result.attack?.mix ?? {},
  };
}

/** The result of a claim of kind cheapest, under prices that may have been replaced. */
export function attackDocument(result: ClaimResult, repriced: Readonly<Record<string, number>>): AttackDocument {
  const claim = claimDocument(result);
  const { id, item, says, property, system, instance, parameters, powers, without, verdict, met, misses } = claim;
  const { price, mix, trace, states, transitions, depth, seconds, limit, problem } = claim;
  return {
    schemaVersion: 1,
    ...{ id, item, says, goal: property, system, instance, parameters, powers, without, verdict, met, misses },
    ...{ repriced, price, mix, times: result.attack?.times ?? {}, paid: result.attack?.paid ?? [], trace },
    sensitivity: result.sensitivity.map(({ item, prices, least, greatest, down, up }) => ({
      ...{ item, prices, range: [least, greatest] as const, down, up },
    })),
    ...{ states, transitions, depth, seconds, limit, problem },
  };
}

/** The verdict that a sweep earns as a whole: exhausted when every point is decided and one formula tells them apart. */
export function frontierVerdict({ points, separates }: FrontierResult): Verdict {
  if (separates) return 'exhausted';
  return points.every(({ verdict }) => verdict === 'exhausted' || verdict === 'violated') && points.length > 0
    ? 'violated'
    : 'bounded';
}

function pointsOf({ points }: FrontierResult): FrontierDocument['points'] {
  return points.map(({ at, verdict, states, traceSteps }) => ({ ...at, verdict, states, traceSteps }));
}

function regionOf(result: FrontierResult): ClaimDocument['region'] {
  const { over, formula, separates } = result;
  return { over, points: pointsOf(result), formula, separates };
}

/** A frontier as one claim of `check`: its points' counts summed. */
export function frontierClaim(result: FrontierResult, problem: ClaimDocument['problem'] = null): ClaimDocument {
  const sum = (key: 'states' | 'transitions'): number => result.points.reduce((total, point) => total + point[key], 0);
  return {
    id: result.id,
    item: result.item,
    reading: 'frontier',
    kind: result.kind,
    says: result.says,
    property: result.goal,
    system: result.system,
    instance: result.instance,
    parameters: result.fixed.parameters ?? {},
    powers: switchedOn(result.fixed.powers ?? {}),
    without: result.fixed.without ?? [],
    expected: 'exhausted',
    verdict: problem === null ? frontierVerdict(result) : 'failed',
    met: result.met && problem === null,
    misses: result.misses,
    vacuous: [],
    states: sum('states'),
    transitions: sum('transitions'),
    depth: 0,
    frontier: 0,
    seconds: result.seconds,
    peakBytes: 0,
    limit: null,
    diskBytes: 0,
    reduction: null,
    omission: null,
    problem,
    coverage: { events: {}, neverFired: [], guards: {}, oneSided: [], components: {}, idle: [], untaken: [] },
    rechecked: 0,
    parts: [],
    trace: null,
    further: [],
    missing: null,
    region: problem === null ? regionOf(result) : null,
    divergence: null,
    pair: null,
    game: null,
    observed: null,
    cover: null,
    sample: null,
    price: null,
    mix: {},
  };
}

export interface RunFacts {
  /** As given on the command line. */
  readonly seed?: string | undefined;
  readonly command: string;
  readonly seconds: number;
  readonly interrupted: boolean;
  readonly exitCode: number;
}

export function checkDocument(claims: readonly ClaimDocument[], run: RunFacts): CheckDocument {
  const { command, seconds, interrupted, exitCode, seed = usualSeed } = run;
  const met = claims.filter((claim) => claim.met).length;
  return {
    schemaVersion: 1,
    tool,
    command,
    node: process.version,
    seed,
    claims,
    summary: { claims: claims.length, met, seconds, interrupted, exitCode },
  };
}

/** Values of the settings by name, the axes of the frontier left out: those vary. */
function fixedValues(fixed: Setting, axes: AnyFrontier['axes']): Record<string, boolean | number> {
  const varying = new Set(Object.values(axes).map((axis) => ('parameter' in axis ? axis.parameter : axis.power)));
  const values = Object.entries({ ...fixed.parameters, ...switchedOn(fixed.powers ?? {}) });
  return Object.fromEntries(values.filter(([name]) => !varying.has(name)));
}

export function frontierDocument(result: FrontierResult, axes: AnyFrontier['axes']): FrontierDocument {
  const { id, item, says, goal, system, instance, over, formula, separates, expected, met, misses, seconds } = result;
  return {
    schemaVersion: 1,
    ...{ id, item, says, goal, system, instance, over },
    fixed: fixedValues(result.fixed, axes),
    without: result.fixed.without ?? [],
    points: pointsOf(result),
    ...{ formula, separates, expected, met, misses, seconds },
  };
}

export function assumptionsDocument(result: LatticeResult): AssumptionsDocument {
  const { maximalInsufficient, undecided, ...rest } = result;
  return {
    schemaVersion: 1,
    ...rest,
    maximalInsufficient: maximalInsufficient.map(({ holding, dropped, trace, pair }) => ({
      holding,
      dropped,
      trace: traceDocument(trace),
      pair: pair && traceDocument(pair),
    })),
    undecided: undecided?.verdict ?? null,
  };
}

/** A document as it is printed. */
export function print(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
