/** What the page is looking at, as signals: every view reads them, every key and button changes them. */

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { PageClaim, PageHead, PageModel, PageTrace } from '../page-data.ts';
import type { State, StateGraph } from './graph.ts';
import { linkOf, type Place, placeOf } from './link.ts';
import { askAbout, askServer, graphOf } from './model-source.ts';
import { eventsOf, follow, goTo, startOf, statesAlong, take, type Walk } from './walk.ts';

const views = ['trace', 'strategy', 'pair', 'machines', 'values', 'next', 'sequence', 'graph', 'find'] as const;
export type View = (typeof views)[number];

export const head: Signal<PageHead | undefined> = signal(undefined);
/** Claims and models known so far; a server adds to them. */
const claims: Signal<readonly PageClaim[]> = signal([]);
const models: Signal<readonly PageModel[]> = signal([]);

export const claimId: Signal<string> = signal('');
export const traceNumber: Signal<number> = signal(0);
export const walk: Signal<Walk> = signal(startOf([]));
/** Null until somebody chooses: then the first that the width has room for. */
export const view: Signal<View | null> = signal(null);
export const graph: Signal<StateGraph | undefined> = signal(undefined);
/** What is being done that takes its time; empty if nothing is. */
export const busy: Signal<string> = signal('');
export const failure: Signal<string> = signal('');
/** A link that belongs to another model, as found in the address. */
export const strangeLink: Signal<{ readonly place: Place; readonly reason: string } | undefined> = signal(undefined);

/** How often a server told something about a state. */
const learned: Signal<number> = signal(0);

export const claim: ReadonlySignal<PageClaim | undefined> = computed(() =>
  claims.value.find(({ id }) => id === claimId.value),
);
export const model: ReadonlySignal<PageModel | undefined> = computed(() =>
  models.value.find(({ hash }) => hash === claim.value?.model),
);
export const trace: ReadonlySignal<PageTrace | undefined> = computed(() => claim.value?.traces[traceNumber.value]);
export const events: ReadonlySignal<readonly number[]> = computed(() => eventsOf(walk.value));
/** The states along the way; empty until the model is unpacked. */
export const states: ReadonlySignal<readonly State[]> = computed(() =>
  // Read so that what a server told is seen.
  learned.value >= 0 && graph.value !== undefined ? statesAlong(graph.value, events.value) : [],
);
export const state: ReadonlySignal<State | undefined> = computed(() => states.value[walk.value.at]);
export const stateBefore: ReadonlySignal<State | undefined> = computed(() => states.value[walk.value.at - 1]);

export interface Choice {
  readonly id: string;
  readonly item: string;
  readonly title: string;
  readonly reading: string;
  readonly says: string;
  /** Undefined while nobody has decided it. */
  readonly claim: PageClaim | undefined;
}

/** Every claim that can be looked at, decided or not. */
export const choices: ReadonlySignal<readonly Choice[]> = computed(() => {
  const known = new Map(claims.value.map((one) => [one.id, one]));
  const offered = (head.value?.offers ?? []).map((offer) => ({ ...offer, claim: known.get(offer.id) }));
  const others = claims.value
    .filter(({ id }) => !offered.some((offer) => offer.id === id))
    .map((one) => ({
      ...{ id: one.id, item: one.item, title: one.title, says: one.says },
      reading: one.decision?.reading ?? 'trace',
      claim: one,
    }));
  return [...others, ...offered];
});

let restoring = false;

function place(): Place | undefined {
  const { hash } = model.value ?? {};
  if (hash === undefined) return undefined;
  const { at, branch } = walk.value;
  return { claim: claimId.value, model: hash, trace: traceNumber.value, at, branch, view: view.value ?? '' };
}

/** Lets the address say where one is, without a new entry in the history for each step. */
export function keepAddress(): void {
  const here = place();
  if (here === undefined || restoring || strangeLink.value !== undefined) return;
  const link = linkOf(here);
  if (link !== location.hash) history.replaceState(null, '', link);
}

export function go(at: number): void {
  walk.value = goTo(walk.value, at);
}

/** A step further; at the end of a run that repeats for ever, into its repetition. */
export function forwards(): void {
  const { at, branch } = walk.value;
  const loop = trace.value?.loop ?? null;
  const own = trace.value?.events.length ?? 0;
  if (branch === null && at === own && loop !== null && loop < own) go(loop + 1);
  else go(at + 1);
}

export function choose(event: number): void {
  walk.value = take(walk.value, event);
}

/** Follows a shortest way to a listed state. */
export async function visit(number: number): Promise<void> {
  const path = await graph.value?.pathTo(number);
  if (path !== undefined) walk.value = follow(walk.value, path);
}

export function openTrace(number: number): void {
  traceNumber.value = number;
  walk.value = startOf(trace.value?.events ?? []);
}

/** Shows a claim, asking the server for it where it is not known; `then` is done before anything of it is drawn. */
export async function openClaim(id: string, then: (found: PageClaim) => void = () => {}): Promise<void> {
  failure.value = '';
  if (!claims.value.some((one) => one.id === id)) {
    busy.value = `deciding ${id}`;
    try {
      const found = await askServer(id);
      claims.value = [...claims.value, ...found.claims];
      const fresh = found.models.filter(({ hash }) => !models.value.some((one) => one.hash === hash));
      models.value = [...models.value, ...fresh];
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error);
      return;
    } finally {
      busy.value = '';
    }
  }
  const found = claims.value.find((one) => one.id === id);
  if (found === undefined) return;
  restoring = true;
  claimId.value = id;
  traceNumber.value = 0;
  walk.value = startOf(found.traces[0]?.events ?? []);
  then(found);
  restoring = false;
  await loadGraph();
}

async function loadGraph(): Promise<void> {
  const wanted = model.value;
  if (wanted === undefined || graph.value?.model.hash === wanted.hash) return;
  graph.value = undefined;
  try {
    const found = await graphOf(wanted);
    if (model.value?.hash !== wanted.hash) return;
    graph.value = found;
    // Begun while nobody waits for it: the graph and ways to states found need it.
    setTimeout(() => void found.edgesInto(), 300);
  } catch (error) {
    failure.value = error instanceof Error ? error.message : String(error);
  }
}

/** Asks the server about the current state, where the page does not know all of it. */
export async function askIfNeeded(): Promise<void> {
  const [table, here] = [graph.value, state.value];
  if (head.value?.served !== true || table === undefined || here === undefined) return;
  if (!table.possibilities(here).some(({ kind }) => kind === 'unknown' || kind === 'beyond')) return;
  try {
    table.learn(here, await askAbout(table.model.hash, table.textsOf(here)));
    learned.value++;
  } catch (error) {
    failure.value = error instanceof Error ? error.message : String(error);
  }
}

function firstChoice(): string | undefined {
  return choices.value[0]?.id;
}

/** Opens what the address names, if it is of this model; else says so and shows the start. */
export async function restore(hash: string): Promise<void> {
  strangeLink.value = undefined;
  const wanted = placeOf(hash);
  const first = firstChoice();
  if (wanted === undefined) {
    if (first !== undefined) await openClaim(first);
    return;
  }
  if (!choices.value.some(({ id }) => id === wanted.claim)) {
    strangeLink.value = { place: wanted, reason: `There is no claim ${wanted.claim} here.` };
    if (first !== undefined) await openClaim(first);
    return;
  }
  await openClaim(wanted.claim, (found) => {
    if (found.model !== wanted.model) {
      strangeLink.value = {
        place: wanted,
        reason: `The link was made on model ${wanted.model}; this is model ${found.model}. The same steps may mean something else here, so they are not shown.`,
      };
      return;
    }
    const chosen = found.traces[wanted.trace] === undefined ? 0 : wanted.trace;
    traceNumber.value = chosen;
    const own = found.traces[chosen]?.events ?? [];
    const known = model.value?.events.length ?? 0;
    const branch =
      wanted.branch !== null && wanted.branch.from <= own.length && wanted.branch.events.every((event) => event < known)
        ? wanted.branch
        : null;
    walk.value = goTo({ trace: own, branch, at: 0 }, wanted.at);
    if ((views as readonly string[]).includes(wanted.view)) view.value = wanted.view as View;
  });
}

export async function begin(found: PageHead): Promise<void> {
  head.value = found;
  claims.value = found.claims;
  models.value = found.models;
  await restore(location.hash);
}
