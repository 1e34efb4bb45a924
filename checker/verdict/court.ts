/** The verdict on each property of one exploration; every trace is replayed before it is part of one. */

import type { ProductEvent } from '../kernel/components.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Product } from '../kernel/product.ts';
import type { StateQuestion } from '../kernel/state-question.ts';
import { fickle } from '../kernel/state-reading.ts';
import { Problem } from '../language/problem.ts';
import { endsAtFailure, type FairEvents, isLiveness, type PartResult, type Property } from '../language/property.ts';
import type { AnySystem } from '../language/system.ts';
import { cheapestPath, bytesOfState as stateOfPath } from '../search/cheapest-path.ts';
import { bytesOfEdge, edgeSpace } from '../search/edges.ts';
import type { Counts, Ending, Exploration, Hit } from '../search/explore.ts';
import { type FairGroup, fairLasso, bytesOfState as stateOfCycle } from '../search/fair-cycle.ts';
import { type Path, shortestPath } from '../search/shortest-path.ts';
import type { Divergence } from '../trace/follow.ts';
import type { Replay } from '../trace/replay.ts';
import type { Trace } from '../trace/trace.ts';
import type { Bench } from './bench.ts';
import { addFirings, type Coverage, coverageOf, type Decision, decisionOf, type Verdict } from './decision.ts';
import { fittingEvents, promised } from './fitting-events.ts';
import { judgeGame } from './game.ts';
import { idleParts } from './idle-parts.ts';
import { isShownBy, problemOn, replayPath, wholeStateAt } from './kernel-path.ts';
import { judgeConceals, judgeDetermines, KnowledgeQuestion } from './knowledge.ts';
import { attackOf, type PricedEvents, pricedEvents, sensitivityOf } from './price.ts';
import { untakenTransitions } from './untaken.ts';

type Fault = Ending & { readonly kind: 'fault' };

export class Court implements Bench {
  readonly system: AnySystem;
  readonly product: Product;
  /** What was explored: the product itself, or something around it whose states begin with the product's. */
  readonly #kernel: Kernel;
  readonly exploration: Exploration;
  readonly #coverage: Coverage;
  readonly #owners: readonly string[];
  readonly #wantsSensitivity: boolean;
  readonly #wantsIdle: boolean;
  #untaken: readonly string[] | undefined;
  rechecked = 0;
  /** Bytes of the states with what was made of them. */
  #madeBytes = 0;

  constructor(
    system: AnySystem,
    product: Product,
    exploration: Exploration,
    {
      kernel = product,
      wantsSensitivity = false,
      wantsIdle = false,
    }: { readonly kernel?: Kernel; readonly wantsSensitivity?: boolean; readonly wantsIdle?: boolean } = {},
  ) {
    this.#wantsSensitivity = wantsSensitivity;
    this.#wantsIdle = wantsIdle;
    this.system = system;
    this.product = product;
    this.#kernel = kernel;
    this.exploration = exploration;
    const events: Record<string, number> = {};
    addFirings(events, product, exploration.fired);
    this.#coverage = coverageOf(events, product.components);
    this.#owners = Object.keys(system.parties);
  }

  /** The verdict on a property, from what the search found. */
  judge(question: StateQuestion, hit: Hit | undefined): Decision {
    const decision = this.#judge(question, hit);
    // What is left out could have been what varies; a witness, and an attack, are found behaviour themselves.
    const isWhole = this.exploration.omission === null && decision.verdict === 'exhausted';
    const isFound = question.property.kind === 'reachable' || decision.price !== null;
    if (!this.#wantsIdle || !isWhole || isFound) return decision;
    this.#untaken ??= untakenTransitions(this.product);
    return { ...decision, idle: idleParts(this.product, question), untaken: this.#untaken };
  }

  #judge(question: StateQuestion, hit: Hit | undefined): Decision {
    const { ending } = this.exploration;
    const { kind } = question.property;
    // What was violated in a layer before the fault is violated, whatever else was asked of the same exploration.
    if (ending.kind === 'fault' && (!endsAtFailure(question.property) || hit === undefined)) {
      return this.#fault(ending);
    }
    if (isLiveness(question.property)) return this.#judgeLiveness(question);
    if (kind === 'cheapest') return this.#judgePrice(question);
    if (kind === 'enforceable') return judgeGame(this, question);
    if (question instanceof KnowledgeQuestion)
      return kind === 'determines' ? judgeDetermines(this, question, hit) : judgeConceals(this, question);
    const isWhole = ending.kind === 'complete' && this.exploration.omission === null;
    if (hit === undefined) {
      if (!isWhole) return this.undecided();
      // A whole state space without a witness refutes a reachability claim: there is no trace to show for it.
      return this.decision(kind === 'always' ? 'exhausted' : 'violated', this.exploration.counts);
    }
    const path = hit.path ?? this.shortestTo(hit.states);
    const trace = this.replayed(path);
    const { store } = this.exploration;
    const parts = question.explain(store.states, (path.states.at(-1) as number) * store.words);
    if (parts.every(({ holds }) => holds) !== (kind === 'reachable')) {
      const problem = fickle(`property ${question.property.name}`);
      return { ...this.decision('failed', hit.counts, trace, parts), problem };
    }
    if (kind === 'always') return this.decision('violated', hit.counts, trace, parts);
    if (!isWhole) return { ...this.undecided(), trace, parts };
    return this.decision('exhausted', this.exploration.counts, trace, parts);
  }

  /** Bounds and liveness do not mix: without the whole state space nothing is said. */
  #judgeLiveness(question: StateQuestion): Decision {
    if (this.exploration.ending.kind !== 'complete') return this.undecided();
    const { property } = question;
    const groups = fairGroups(this.system, this.product, property);
    const large = this.tooLarge(bytesOfEdge(this.product.eventCount), stateOfCycle);
    if (large !== undefined) return large;
    const response = { trigger: question.trigger(), goal: question };
    const lasso = fairLasso(this.product, this.exploration, response, groups);
    if (lasso === undefined) {
      const isNeverAsked = response.trigger !== undefined && !this.#isMetSomewhere(response.trigger);
      return { ...this.decision('exhausted', this.exploration.counts), empty: isNeverAsked ? 'trigger' : null };
    }
    const { states, events, loop } = lasso;
    const trace: Trace = { ...this.replayed({ start: states[0] as number, events, states }), loop };
    const { store } = this.exploration;
    const parts = question.explain(store.states, (states.at(-1) as number) * store.words);
    const decision = this.decision('violated', this.exploration.counts, trace, parts);
    const { weak = [], strong = [] } = property.fairness ?? {};
    if (weak.length + strong.length > 0) return decision;
    const problem = new Problem('PL-115', {
      place: `property ${property.name}`,
      expected: 'weak or strong fairness of some event',
      found: 'none, so a run may stop anywhere',
    });
    return { ...decision, verdict: 'failed', problem };
  }

  #isMetSomewhere(test: StateQuestion): boolean {
    const { store } = this.exploration;
    for (let s = 0; s < store.count; s++) if (test.holds(store.states, s * store.words)) return true;
    return false;
  }

  /** The verdict on a refinement, whose exploration is its own. Throws PL-401 where xstate disagrees on what cannot be followed. */
  judgeRefinement(hit: Hit | undefined, divergenceOf: (taken: Replay) => Divergence | undefined): Decision {
    const { ending, counts } = this.exploration;
    if (hit === undefined) {
      if (ending.kind === 'fault') return this.#fault(ending);
      return ending.kind === 'complete' ? this.decision('exhausted', counts) : this.undecided();
    }
    const path = this.shortestTo(hit.states);
    const taken = this.#taken(path);
    const divergence = divergenceOf(taken);
    if (divergence?.step === path.events.length) {
      return { ...this.decision('violated', hit.counts, taken.trace, partsOf(divergence)), divergence };
    }
    throw new Problem('PL-401', {
      place: `step ${path.events.length} of a trace that a simpler system follows`,
      expected: 'no way to follow it',
      found: divergence === undefined ? 'one to the end' : `none from step ${divergence.step} on`,
    });
  }

  /** A least price is known only when every path was compared: a cheaper one might lie where a limit cut the search. */
  #judgePrice(question: StateQuestion): Decision {
    const { ending, store, counts } = this.exploration;
    if (ending.kind !== 'complete') return this.undecided();
    let priced: PricedEvents;
    const targets = new Uint8Array(store.count);
    try {
      const { events } = this.system.compose(this.product.configuration);
      priced = pricedEvents(this.product, question.property, Object.keys(events));
      for (let s = 0; s < targets.length; s++) targets[s] = Number(question.holds(store.states, s * store.words));
    } catch (error) {
      // A broken price list or goal must not take the other claims of its exploration along.
      if (error instanceof Problem && error.fault === 'model')
        return { ...this.decision('failed', counts), problem: error };
      throw error;
    }
    const large = this.tooLarge(bytesOfEdge(this.product.eventCount), stateOfPath);
    if (large !== undefined) return large;
    const space = edgeSpace(this.product, this.exploration);
    const path = cheapestPath(space, targets, priced.prices);
    if (path === undefined) return this.decision('exhausted', counts);
    const { price, states, events } = path;
    const trace = this.replayed({ start: states[0] as number, events, states });
    const parts = question.explain(store.states, (states.at(-1) as number) * store.words);
    return {
      ...this.decision('exhausted', counts, trace, parts),
      price,
      attack: attackOf(priced, path),
      sensitivity: this.#wantsSensitivity ? sensitivityOf(space, targets, priced, path) : [],
    };
  }

  shortestTo(states: readonly number[]): Path {
    return shortestPath(this.#kernel, this.exploration, states, this.#ownerOf, this.#owners.length);
  }

  readonly #ownerOf = (event: number): number =>
    this.#owners.indexOf((this.product.events[event] as ProductEvent).owner);

  decision(verdict: Verdict, counts: Counts, trace: Trace | null = null, parts: readonly PartResult[] = []): Decision {
    const { seconds, deadlocks, omission, diskBytes } = this.exploration;
    const peakBytes = Math.max(this.exploration.peakBytes, this.#madeBytes);
    const { rechecked } = this;
    return decisionOf({
      ...{ verdict, counts, seconds, peakBytes, deadlocks, rechecked },
      ...{ coverage: this.#coverage, trace, parts, omission, diskBytes },
    });
  }

  tooLarge(perTransition: number, perState: number): Decision | undefined {
    const { counts, bytesLeft, peakBytes } = this.exploration;
    const bytes = counts.transitions * perTransition + counts.states * perState;
    if (bytes > bytesLeft) return { ...this.decision('bounded', counts), limit: 'memory' };
    this.#madeBytes = Math.max(this.#madeBytes, peakBytes + bytes);
    return undefined;
  }

  undecided(): Decision {
    const { ending, counts } = this.exploration;
    const limit = ending.kind === 'limit' ? ending.limit : ending.kind === 'complete' ? 'store' : 'interrupt';
    return { ...this.decision('bounded', counts), limit };
  }

  /** Not decided, because something cut the search or a step broke a machine. */
  incomplete(): Decision {
    const { ending } = this.exploration;
    return ending.kind === 'fault' ? this.#fault(ending) : this.undecided();
  }

  #fault({ state, event, cause, path }: Fault): Decision {
    const problem = problemOn(this.product, event, cause);
    const trace = isShownBy(problem) ? this.replayed(path ?? this.shortestTo([state])) : null;
    return { ...this.decision('failed', this.exploration.counts, trace), problem };
  }

  replayed(path: Path): Trace {
    return this.#taken(path).trace;
  }

  /** The trace of a path, run by xstate on the original machines and compared with the kernel state by state. */
  #taken(path: Path): Replay {
    const { store } = this.exploration;
    const expected = path.states.map((state) => wholeStateAt(this.product, store.states, state * store.words));
    return replayPath(this.system, this.product, path.events, expected);
  }
}

/** What a divergence says of the last state: which relations fail there, or that the simpler system cannot get there. */
function partsOf({ refusals }: Divergence): readonly PartResult[] {
  const failing = refusals.flatMap(({ fails }) => fails);
  return failing.length > 0 ? failing : [{ part: 'follows', holds: false }];
}

/** One condition for each entry of the property's fairness whose events there are. Throws PL-111 for an entry that no event of the system fits. */
function fairGroups(system: AnySystem, product: Product, property: Property<never>): readonly FairGroup[] {
  const group = (entry: FairEvents, strength: FairGroup['strength']): FairGroup => ({
    ...fittingEvents(product, `property ${property.name}, fairness`, entry),
    strength,
  });
  const { weak = [], strong = [] } = property.fairness ?? {};
  return [
    ...promised(system, product, weak).map((fair) => group(fair, 'weak')),
    ...promised(system, product, strong).map((fair) => group(fair, 'strong')),
  ];
}
