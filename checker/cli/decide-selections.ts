/** Claims and frontiers decided, printed as they come, compared with what is expected: what `check` and `sample` share. */

import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { systemsOf } from '../language/theorem.ts';
import { summaryLine, theoremBody, theoremHead } from '../report/check-text.ts';
import type { PlacedClaim } from '../report/ci/placed-claim.ts';
import type { ReportedClaim } from '../report/claim-text.ts';
import { checkDocument } from '../report/json.ts';
import { withoutColour } from '../report/sheet.ts';
import type { Overrides } from '../verdict/claims.ts';
import type { DecideOptions } from '../verdict/decide.ts';
import { checkpointFolder } from './checkpoints.ts';
import { sentOptions, type WorkerStart } from './claim-messages.ts';
import { ClaimPool } from './claim-pool.ts';
import { exitCode, exitCodeOfClaims } from './exit-code.ts';
import { atMost, isSize } from './instance-size.ts';
import { integrationFormats, isForIntegration, lineWriter, startLine } from './integration.ts';
import { type Asked, decidePart, type Part, partsOf, tellsOf } from './parts.ts';
import { placedClaims } from './placed-claims.ts';
import { type Progress, progressOn } from './progress.ts';
import { type ExplorerAsked, explorerOfItem, type ItemExplorer } from './report-explorer.ts';
import { changesOf, limitsOf, lossyStoreOf } from './run-options.ts';
import { checkTraceFormat, saveTraces } from './save-traces.ts';
import type { Selection } from './selection.ts';
import { deliver, type Session, say } from './session.ts';
import { cacheFolder, shelvesFor } from './table-shelves.ts';
import { checkPlaces } from './trace-places.ts';

/** Parts from which on worker threads are worth their start, if nobody asked for them. */
const worthWorkers = 12;

/** Worker threads for a run of so many parts; none where one thread does. */
function workersFor({ registry, options }: Session, parts: readonly Part[]): number {
  if (registry.module === undefined) return 0;
  const most = options.workers ?? (parts.length < worthWorkers ? 1 : availableParallelism());
  const workers = Math.min(most, parts.length);
  return workers > 1 ? workers : 0;
}

interface Decider {
  decided(item: string): Promise<readonly ReportedClaim[]>;
  explorer(asked: ExplorerAsked): Promise<ItemExplorer | null>;
  close(): Promise<void>;
}

/** Decides every part: each selection's parts as promises, which are only begun when awaited where there are no workers. */
function decider(
  session: Session,
  targets: readonly string[],
  selections: readonly Selection[],
  asked: Asked,
  options: DecideOptions,
  progress: Progress,
  cache?: string,
): Decider {
  const parts = partsOf(selections, asked.changes.instance, (id) => targets.includes(id));
  const workers = workersFor(session, parts);
  // Threads that no part is left for expand for one search together.
  const most = session.options.workers ?? availableParallelism();
  const threads = Math.max(1, Math.floor(most / Math.max(1, workers)));
  const here = (part: Part): Promise<readonly ReportedClaim[]> =>
    decidePart(selections, part, asked, { ...options, threads }, progress.about);
  const explorer = (asked: ExplorerAsked): Promise<ItemExplorer | null> =>
    explorerOfItem(
      selections.map(({ theorem }) => theorem),
      asked,
      session.io.interrupted,
    );
  const ofItem = (claims: readonly ReportedClaim[], item: string): readonly ReportedClaim[] =>
    claims.filter(({ document }) => document.item === item);
  if (workers === 0) {
    const begun = new Map<Part, Promise<readonly ReportedClaim[]>>();
    return {
      async decided(item) {
        const claims: ReportedClaim[] = [];
        for (const part of parts.filter((part) => tellsOf(part, item))) {
          const promise = begun.get(part) ?? here(part);
          begun.set(part, promise);
          claims.push(...ofItem(await promise, item));
        }
        return claims;
      },
      explorer,
      close: async () => {},
    };
  }
  const { cwd, interrupted } = session.io;
  const start: WorkerStart = {
    ...{ registry: session.registry.module as string, targets, cwd, asked, cache },
    options: sentOptions({ ...options, threads }),
  };
  const pool = new ClaimPool(
    workers,
    start,
    progress,
    interrupted,
    { decide: here, explorer },
    {
      onUse: options.checkpoint?.onUse,
      onLost(why) {
        progress.clear();
        session.io.stderr.write(`A worker thread ended (${why}); what it was deciding is decided without it.\n`);
      },
    },
  );
  const promises = pool.decide(parts);
  return {
    async decided(item) {
      const own = promises.filter((_, p) => tellsOf(parts[p] as Part, item));
      return ofItem((await Promise.all(own)).flat(), item);
    },
    explorer: (asked) => pool.explorer(asked),
    close: () => pool.close(),
  };
}

/** What was decided of a selection in the order of the theorem. */
function inOrder(
  { theorem, claims, frontiers }: Selection,
  decided: readonly ReportedClaim[],
): readonly ReportedClaim[] {
  const byId = new Map(decided.map((one) => [one.document.id, one]));
  return [...claims, ...frontiers].flatMap(({ id }) => byId.get(`${theorem.item}/${id}`) ?? []);
}

/** What of the selections is asked at an instance, where that is a size. */
function atSize(
  instance: string | undefined,
  targets: readonly string[],
  selections: readonly Selection[],
): { readonly selections: readonly Selection[]; readonly leftOut: number } {
  return isSize(instance) ? atMost(instance, selections, (id) => targets.includes(id)) : { selections, leftOut: 0 };
}

function leftOutLine(leftOut: number, instance: string | undefined): string {
  return `${leftOut} ${leftOut === 1 ? 'claim is' : 'claims are'} written for more than ${instance} and left out.`;
}

/** Every claim and frontier as it is written, decided with nothing printed but progress, and the explorers that are made of them. */
export async function decideAll(
  session: Session,
  targets: readonly string[],
  selections: readonly Selection[],
  explorersOf: (claims: readonly ReportedClaim[]) => readonly ExplorerAsked[],
): Promise<{ readonly decided: readonly ReportedClaim[]; readonly explorers: readonly ItemExplorer[] }> {
  const { io, options } = session;
  const progress = await progressOn(io, options.quiet === true);
  const { interrupted: signal } = io;
  const decide: DecideOptions = { limits: limitsOf(options), seed: options.seed, signal, onProgress: progress.show };
  const asked: Asked = { changes: changesOf(options), sampling: undefined };
  const parts = decider(session, targets, selections, asked, decide, progress);
  const decided: ReportedClaim[] = [];
  try {
    for (const selection of selections)
      decided.push(...inOrder(selection, await parts.decided(selection.theorem.item)));
    const made = await Promise.all(explorersOf(decided).map((one) => parts.explorer(one)));
    return { decided, explorers: made.filter((one) => one !== null) };
  } finally {
    progress.clear();
    await parts.close();
  }
}

/** Decides what was selected, by random runs where `sampling` is given, and ends with an exit code. */
export async function decideSelections(
  session: Session,
  command: string,
  targets: readonly string[],
  selected: readonly Selection[],
  sampling?: Overrides['sampling'],
): Promise<number> {
  const { io, options, page } = session;
  const { selections, leftOut } = atSize(options.instance, targets, selected);
  checkTraceFormat(session);
  checkPlaces(
    page.view,
    selections.flatMap(({ theorem }) => systemsOf(theorem)),
  );
  const started = performance.now();
  const changes = changesOf(options);
  const progress = await progressOn(io, options.quiet === true);
  const { interrupted: signal } = io;
  const checkpoints = checkpointFolder(session);
  const checkpoint = checkpoints?.options;
  const { show: onProgress } = progress;
  const { seed, maxViolations: violations, reduce } = options;
  const store = lossyStoreOf(options);
  // Random runs fill little of a table.
  const cache = sampling === undefined ? cacheFolder(session) : undefined;
  const diskPlan = options.disk === undefined ? undefined : { folder: resolve(io.cwd, options.disk) };
  const decide: DecideOptions = {
    limits: limitsOf(options),
    signal,
    onProgress,
    seed,
    violations,
    checkpoint,
    store,
    reduce,
    diskPlan,
    shelves: shelvesFor(cache, selected, session.registry, io.cwd),
  };
  const plain = withoutColour(page);
  const texts = [`${command}\n\n`];
  const all: ReportedClaim[] = [];
  const facts = { command, seed: options.seed };
  const lines = lineWriter(session, startLine(facts));
  const placed: PlacedClaim[] = [];
  say(session, `${page.paint.dim(command)}\n\n`);
  if (leftOut > 0) say(session, `${leftOutLine(leftOut, options.instance)}\n\n`);
  const parts = decider(session, targets, selections, { changes, sampling }, decide, progress, cache);
  try {
    for (const selection of selections) {
      if (io.interrupted.aborted) break;
      say(session, `${theoremHead(page, selection.theorem)}\n`);
      const reported = inOrder(selection, await parts.decided(selection.theorem.item));
      progress.clear();
      saveTraces(session, command, selection, reported);
      say(session, theoremBody(page, reported));
      texts.push(`${theoremHead(plain, selection.theorem)}\n`, theoremBody(plain, reported));
      for (const { document: claim } of reported) lines.write({ event: 'claim', claim });
      if (isForIntegration(options)) placed.push(...placedClaims(session, command, selection, reported));
      all.push(...reported);
    }
  } finally {
    // Worker threads that go on would keep a run alive that an error has ended.
    await parts.close();
  }
  const seconds = (performance.now() - started) / 1000;
  const documents = all.map(({ document }) => document);
  const wanted = selections.reduce((sum, { claims, frontiers }) => sum + claims.length + frontiers.length, 0);
  const interrupted = io.interrupted.aborted;
  if (!interrupted && !documents.some(({ verdict }) => verdict === 'bounded')) checkpoints?.clear();
  const code = interrupted ? exitCode.interrupted : exitCodeOfClaims(documents);
  say(session, summaryLine(page, documents, seconds, wanted - all.length));
  texts.push(summaryLine(plain, documents, seconds, wanted - all.length));
  const document = checkDocument(documents, { ...facts, seconds, interrupted, exitCode: code });
  lines.write({ event: 'end', summary: document.summary });
  deliver(session, document, texts.join(''), {
    ndjson: lines.rest,
    ...(await integrationFormats(session, placed, { command, exitCode: code })),
  });
  return code;
}
