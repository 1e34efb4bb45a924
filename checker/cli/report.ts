/** `plumbline report`: the conformance document, from runs made now or from results that were kept. */

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Problem } from '../language/problem.ts';
import type { AnyTheorem } from '../language/theorem.ts';
import type { CheckDocument, ClaimDocument } from '../report/document/claim.ts';
import type { ReportDocument } from '../report/document/conform.ts';
import type { AssumptionsDocument } from '../report/document/sweep.ts';
import { assumptionsDocument, checkDocument } from '../report/json.ts';
import { checkSchema } from '../report/schema/claim.ts';
import { assumptionsSchema } from '../report/schema/sweep.ts';
import { prose, type Sheet, withoutColour } from '../report/sheet.ts';
import { countedResults, type Evidence } from '../report/site/evidence.ts';
import { siteFiles } from '../report/site/site.ts';
import { duration, plural } from '../report/words.ts';
import { decideLattice } from '../verdict/lattice.ts';
import { decideAll } from './decide-selections.ts';
import { exitCode, exitCodeOfClaims } from './exit-code.ts';
import { progressOn } from './progress.ts';
import { explorerOfItem, explorersAsked, type ItemExplorer } from './report-explorer.ts';
import { reportItems } from './report-items.ts';
import { limitsOf, repeatLine } from './run-options.ts';
import { type Selection, selectionOf } from './selection.ts';
import { checkWritable, deliver, type Session, save, say } from './session.ts';
import { quoted } from './words.ts';

interface Kept {
  readonly claims: readonly ClaimDocument[];
  readonly lattices: readonly AssumptionsDocument[];
  readonly runs: Evidence['runs'];
  /** Those that were made with the results, where these were made now. */
  readonly explorers: readonly ItemExplorer[] | null;
}

/** Results that `check --format json` or `assumptions --format json` wrote. Throws PL-301, PL-344. */
function keptIn(file: string, cwd: string): Kept {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(resolve(cwd, file), 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined) throw new Problem('PL-301', { place: file, found: code });
    throw new Problem('PL-344', { place: file, expected: 'JSON', found: message });
  }
  const check = checkSchema.safeParse(json);
  if (check.success) return { claims: check.data.claims, lattices: [], runs: [check.data], explorers: null };
  const assumptions = assumptionsSchema.safeParse(json);
  if (assumptions.success) {
    const document = assumptions.data as AssumptionsDocument & { readonly lattices?: readonly AssumptionsDocument[] };
    return { claims: [], lattices: document.lattices ?? [document], runs: [], explorers: null };
  }
  const [issue] = check.error.issues;
  const at = issue?.path.map(String).join('.') ?? '';
  throw new Problem('PL-344', { place: at === '' ? file : `${file}, ${at}`, found: issue?.message ?? 'another shape' });
}

async function made(
  session: Session,
  command: string,
  targets: readonly string[],
  selections: readonly Selection[],
): Promise<Kept> {
  const { io, options } = session;
  const started = performance.now();
  const theorems = selections.map(({ theorem }) => theorem);
  let seconds = 0;
  const { decided, explorers } = await decideAll(session, targets, selections, (claims) => {
    seconds = (performance.now() - started) / 1000;
    const documents = claims.map(({ document }) => document);
    return explorersAsked(theorems, countedResults(theorems, documents).results, command);
  });
  const claims = decided.map(({ document }) => document);
  const interrupted = io.interrupted.aborted;
  const run: CheckDocument = checkDocument(claims, {
    command,
    seconds,
    interrupted,
    exitCode: exitCodeOfClaims(claims),
    seed: options.seed,
  });
  return { claims, lattices: [], runs: [run], explorers };
}

/** The explorers of results that were kept, one after the other. */
async function explorersOf(
  theorems: readonly AnyTheorem[],
  results: ReadonlyMap<string, ClaimDocument>,
  command: string,
  signal: AbortSignal,
): Promise<readonly ItemExplorer[]> {
  const explorers: ItemExplorer[] = [];
  for (const asked of explorersAsked(theorems, results, command)) {
    const explorer = await explorerOfItem(theorems, asked, signal);
    if (explorer !== null) explorers.push(explorer);
  }
  return explorers;
}

/** The lattices that no file has, decided. */
async function latticesOf(
  { io, options }: Session,
  selections: readonly Selection[],
  known: ReadonlySet<string>,
): Promise<readonly AssumptionsDocument[]> {
  const progress = await progressOn(io, options.quiet === true);
  const documents: AssumptionsDocument[] = [];
  for (const { theorem, lattices } of selections) {
    for (const lattice of lattices) {
      const id = `${theorem.item}/${lattice.id}`;
      if (known.has(id) || io.interrupted.aborted) continue;
      progress.about(id);
      const limits = { limits: limitsOf(options), signal: io.interrupted, onProgress: progress.show };
      documents.push(assumptionsDocument(await decideLattice(theorem, lattice, limits)));
    }
  }
  progress.clear();
  return documents;
}

export async function report(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io, options, page } = session;
  const { out } = options;
  // `--from` of `init` is one word, here it is repeatable.
  const { from = [] } = options as { readonly from?: unknown } as { readonly from?: readonly string[] };
  if (out === undefined) throw new Problem('PL-202', { place: 'report', expected: '--out DIR', found: 'no folder' });
  const selections = await selectionOf(targets, registry, io.cwd);
  checkWritable(session);
  const stored = from.map((file) => keptIn(file, io.cwd));
  const { assumptions = false } = options;
  const flags = [...from.flatMap((file) => ['--from', quoted(file)]), ...(assumptions ? ['--assumptions'] : [])];
  const command = [repeatLine('report', targets, options), '--out', quoted(out), ...flags].join(' ');
  say(session, `${page.paint.dim(command)}\n\n`);
  const kept = from.length > 0 ? stored : [await made(session, command, targets, selections)];
  const told = kept.flatMap(({ lattices }) => lattices);
  const ids = new Set(told.map(({ id }) => id));
  const lattices = assumptions ? [...told, ...(await latticesOf(session, selections, ids))] : told;
  const theorems = selections.map(({ theorem }) => theorem);
  const isWhole = targets.length === 0;
  const own = new Map(selections.flatMap(({ theorem, file }) => (file === null ? [] : [[theorem, file] as const])));
  const asked = {
    ...registry,
    items: registry.items.filter(({ id }) => isWhole || theorems.some(({ item }) => item === id)),
  };
  const counted = countedResults(
    theorems,
    kept.flatMap(({ claims }) => claims),
  );
  const explorers = kept[0]?.explorers ?? (await explorersOf(theorems, counted.results, command, io.interrupted));
  const evidence: Evidence = {
    items: await reportItems(asked, theorems, own),
    theorems,
    incidents: registry.incidents ?? [],
    matrix: isWhole ? (registry.matrix ?? null) : null,
    ...counted,
    explorer: new Map(explorers.flatMap(({ links }) => links)),
    lattices: new Map(lattices.map((lattice) => [lattice.id, lattice])),
    runs: kept.flatMap(({ runs }) => runs),
  };
  const files = explorers.map(({ name, html }) => [name, html] as const);
  const written = new Map([...siteFiles(evidence), ...files]);
  for (const [name, text] of written) save(session, join(out, name), text);
  const results = [...evidence.results.values()];
  const wanted = theorems.flatMap(({ item, claims, frontiers }) =>
    [...claims, ...frontiers].map(({ id }) => `${item}/${id}`),
  );
  const undecided = wanted.filter((id) => !evidence.results.has(id));
  const worst = exitCodeOfClaims(results);
  const code = io.interrupted.aborted
    ? exitCode.interrupted
    : worst === exitCode.ok && undecided.length > 0
      ? exitCode.unestablished
      : worst;
  const document: ReportDocument = {
    ...{ schemaVersion: 1, command, out, files: [...written.keys()], undecided, leftOut: evidence.strange },
    claims: results.length,
    met: results.filter(({ met }) => met).length,
    exitCode: code,
  };
  const text = (on: Sheet): string => summaryText(on, document, evidence);
  say(session, text(page));
  deliver(session, document, `${command}\n\n${text(withoutColour(page))}`);
  return code;
}

function summaryText(
  page: Sheet,
  { out, files, claims, met, undecided, leftOut }: ReportDocument,
  { runs }: Evidence,
): string {
  const { paint } = page;
  const seconds = runs.reduce((sum, { summary }) => sum + summary.seconds, 0);
  const lines = [
    `${plural(files.length, 'file')} in ${out}: begin with ${join(out, 'index.html')}`,
    `${met} of ${plural(claims, 'claim')} and frontiers as expected, ${duration(seconds)}`,
    ...(undecided.length === 0 ? [] : [paint.yellow(`${undecided.length} not decided, and said to be so`)]),
    ...(leftOut.length === 0
      ? []
      : [paint.yellow(`${leftOut.length} left out, because they were asked under other settings`)]),
  ];
  return `${lines.map((line) => prose(page, line, 0)).join('\n')}\n`;
}
