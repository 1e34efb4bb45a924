/**
 * Deciding properties of one configured system: one exploration, a verdict for each property, every trace replayed.
 */

import type { StateTest } from '../kernel/kernel.ts';
import { Product } from '../kernel/product.ts';
import { StateQuestion } from '../kernel/state-question.ts';
import { WatchedView } from '../kernel/state-reading.ts';
import { TableCache } from '../kernel/table-cache.ts';
import { Problem } from '../language/problem.ts';
import { endsAtFailure, isLiveness, type Property, type PropertyKind } from '../language/property.ts';
import type { AnySystem, Configuration } from '../language/system.ts';
import { type Ending, explore } from '../search/explore.ts';
import { furtherViolations } from './causes.ts';
import { checkpointPlan } from './checkpoint-plan.ts';
import { decideConformance } from './conformance.ts';
import { Court } from './court.ts';
import { type DecideOptions, type Decision, failed, mostRechecked } from './decision.ts';
import { KnowledgeQuestion } from './knowledge.ts';
import { exploreReduced } from './reduced.ts';
import { decideRefinement } from './refinement.ts';

/** Whether a property is decided by asking each state by itself. */
export function isDecidedStateByState(kind: PropertyKind): boolean {
  return kind === 'always' || kind === 'reachable';
}

export type { DecideOptions, Decision, Verdict } from './decision.ts';

function isBrokenProperty(ending: Ending): boolean {
  if (ending.kind !== 'fault' || !(ending.cause instanceof Problem)) return false;
  const { code, detail } = ending.cause;
  return code === 'PL-114' || (code === 'PL-106' && detail.place.startsWith('property '));
}

function questionOf(product: Product, property: Property<never>): StateQuestion {
  return property.knowledge === undefined
    ? new StateQuestion(new WatchedView(product), property)
    : new KnowledgeQuestion(product, property);
}

/** A test that fails where a witness is found, so that the explorer reports the first of them. */
function testOf(question: StateQuestion): StateTest {
  const { kind } = question.property;
  if (endsAtFailure(question.property)) return question;
  if (isLiveness(question.property) || kind === 'enforceable') return { holds: () => true };
  // What one state gives away another may still put in doubt: every state is asked, and nothing is decided before the end.
  if (kind === 'conceals') return { holds: (states, at) => question.holds(states, at) || true };
  return {
    holds: (states, at) => !question.holds(states, at),
    lend: () => {
      const lent = question.lend();
      return lent && { ...lent, negated: true };
    },
    get lendable() {
      return question.lendable;
    },
  };
}

/** No mistake of the model: the run ends, and nothing is said of any property. */
function endsTheRun({ code }: Problem): boolean {
  return code === 'PL-331' || code === 'PL-332' || code === 'PL-333' || code === 'PL-334' || code === 'PL-335';
}

/** Throws PL-210 where a property needs every state and not every state is examined. */
function checkLeavesOut(
  properties: readonly Property<never>[],
  { store, reduce, violations = 1, checkpoint }: DecideOptions,
): void {
  if (store === undefined && reduce === undefined) return;
  const needy = properties.find(({ kind }) => !isDecidedStateByState(kind));
  const place = store === undefined ? `reduction by ${reduce}` : `store ${store.kind}`;
  const expected = 'invariants and witnesses, one counterexample each, no checkpoints, and not both at once';
  const refuse = (found: string): never => {
    throw new Problem('PL-210', { place, expected, found });
  };
  if (store !== undefined && reduce !== undefined) refuse(`a reduction by ${reduce}`);
  if (needy !== undefined) refuse(`${needy.name}, of kind ${needy.kind}`);
  if (violations > 1) refuse(`${violations} counterexamples`);
  if (checkpoint !== undefined) refuse('a folder for checkpoints');
}

async function decideTogether(
  system: AnySystem,
  configuration: Configuration,
  properties: readonly Property<never>[],
  { shelf, ...options }: DecideOptions,
): Promise<readonly Decision[]> {
  const withFurther = async (decision: Decision, d: number): Promise<Decision> => {
    const { violations = 1 } = options;
    const { verdict, trace, parts } = decision;
    const property = properties[d] as Property<never>;
    if (property.kind !== 'always' || verdict !== 'violated' || trace === null || violations < 2) return decision;
    const first = { trace, parts };
    return {
      ...decision,
      further: await furtherViolations(system, configuration, property, first, violations - 1, options),
    };
  };
  try {
    const { localLimit, tables } = options;
    const product = new Product(system, configuration, { localLimit, tables, shelf });
    const questions = properties.map((property) => questionOf(product, property));
    const exhaustive = properties.length === 0 || !properties.every(endsAtFailure);
    // What is told of anything else may depend on the order of the states within a layer.
    const isStateByState = properties.every(({ kind }) => isDecidedStateByState(kind));
    const threads = isStateByState ? options.threads : 1;
    const isWhole = options.store === undefined && options.reduce === undefined;
    const disk = isStateByState && isWhole ? options.diskPlan : undefined;
    const owners = Object.keys(system.parties);
    const ownerOf = (event: number): number => owners.indexOf(product.events[event]?.owner ?? '');
    const checkpoints = checkpointPlan(system, configuration, properties, options);
    const exploring = {
      ...options,
      ...{ threads, checkpoints, exhaustive, disk: disk && { ...disk, ownerOf, owners: owners.length } },
    };
    const tests = questions.map(testOf);
    const { exploration, reduction } =
      options.reduce === undefined
        ? { exploration: await explore(product, tests, exploring), reduction: null }
        : await exploreReduced(system, product, questions, tests, exploring);
    if (isBrokenProperty(exploration.ending) && properties.length > 1) {
      // One property that breaks must not take the others of its group along.
      const decisions: Decision[] = [];
      for (const property of properties)
        decisions.push(...(await decideTogether(system, configuration, [property], options)));
      return decisions;
    }
    const court = new Court(system, product, exploration, {
      wantsSensitivity: options.sensitivity === true,
      wantsIdle: options.idle === true && options.reduce === undefined,
    });
    const share = Math.ceil((options.rechecks ?? mostRechecked) / product.components.length);
    if (exploration.ending.kind !== 'fault') {
      court.rechecked = product.components.reduce((sum, component) => sum + component.recheck(share), 0);
    }
    const decisions = questions.map((question, q): Decision => {
      return { ...court.judge(question, exploration.hits[q]), reduction };
    });
    return await Promise.all(decisions.map((decision, d) => withFurther(decision, d)));
  } catch (error) {
    if (error instanceof Problem && error.fault !== 'internal' && !endsTheRun(error))
      return properties.map(() => failed(error));
    throw error;
  }
}

/** What decides a property by itself; random runs and TLA+ are loaded where they are asked for, which few runs do. */
async function alone({ kind, specified, conformance }: Property<never>): Promise<typeof decideRefinement> {
  if (kind === 'sampled') return (await import('./sampled.ts')).decideSampled;
  if (specified !== undefined) return (await import('./tla-bisimulation.ts')).decideSpecified;
  return conformance === undefined ? decideRefinement : decideConformance;
}

/**
 * Decides every property in one exploration of the configured system. A model error is a `failed` verdict with its problem; a
 * disagreement between kernel and xstate (PL-401) throws.
 */
export async function decide(
  system: AnySystem,
  configuration: Configuration,
  properties: readonly Property<never>[],
  options: DecideOptions = {},
): Promise<readonly Decision[]> {
  checkLeavesOut(properties, options);
  const known = options.known?.of(system, configuration, properties);
  if (known !== undefined) return known;
  const isAlone = options.tables === undefined && options.shelf === undefined;
  const shelf = isAlone ? options.shelves?.open(system, [configuration]) : undefined;
  if (shelf === undefined) return await decideNow(system, configuration, properties, options);
  const attempt = decideNow(system, configuration, properties, { ...options, shelf });
  const decisions = await attempt.catch((error: unknown) => {
    if (!shelf.isFound || (error instanceof Problem && endsTheRun(error))) throw error;
    return undefined;
  });
  const isSound = decisions?.every(({ problem }) => problem === null) === true;
  if (isSound) shelf.save();
  if (decisions !== undefined && (isSound || !shelf.isFound)) return decisions;
  // What a table of an earlier run has to do with it, a run without one tells.
  shelf.discard();
  return await decideNow(system, configuration, properties, options);
}

async function decideNow(
  system: AnySystem,
  configuration: Configuration,
  properties: readonly Property<never>[],
  options: DecideOptions,
): Promise<readonly Decision[]> {
  // The product of a refinement is larger than the system, an implementation is replayed, sampling explores nothing.
  const isAlone = ({ kind }: Property<never>): boolean => kind === 'refines' || kind === 'sampled';
  const shared = properties.filter((property) => !isAlone(property));
  // What is asked alone of the same configuration fills the same tables; a search that may go on from a checkpoint fills its own.
  const isOne = properties.length < 2 || options.checkpoint !== undefined;
  const sharing = isOne ? options : { tables: new TableCache(), ...options };
  const together =
    shared.length > 0 || properties.length === 0 ? await decideTogether(system, configuration, shared, sharing) : [];
  const decisions: Decision[] = [];
  for (const property of properties) {
    const judged = together[shared.indexOf(property)];
    // What random runs saw is theirs to tell.
    const own = property.kind === 'sampled' ? options : sharing;
    decisions.push(judged ?? (await (await alone(property))(system, configuration, property, own)));
  }
  // What an interrupt cut says nothing of the question.
  if (options.signal?.aborted !== true) options.known?.keep(system, configuration, properties, decisions);
  return decisions;
}
