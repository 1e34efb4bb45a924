/** One claim as lines of text: verdict and numbers, then what explains them. */

import type { PartResult } from '../language/property.ts';
import type { Cover } from '../trace/conformance.ts';
import type { ClaimResult } from '../verdict/claims.ts';
import type { FrontierResult } from '../verdict/frontier.ts';
import { divergenceText } from './divergence-text.ts';
import type { ClaimDocument } from './document/claim.ts';
import { gameLine, lossLines } from './game-text.ts';
import { missingLines } from './missing-text.ts';
import { observedLine, observedLines } from './observed-text.ts';
import { sampleLine } from './sample-text.ts';
import { prose, type Sheet } from './sheet.ts';
import { reasons, traceTable } from './trace-text.ts';
import {
  chanceWords,
  compact,
  duration,
  mixWords,
  number,
  percent,
  plural,
  size,
  switchesOf,
  verdictWords,
} from './words.ts';

/** A claim or a frontier, with the result it was made from. */
export interface ReportedClaim {
  readonly document: ClaimDocument;
  readonly result: ClaimResult | null;
  readonly frontier: FrontierResult | null;
}

export function mark(page: Sheet, met: boolean): string {
  return met ? page.paint.green('✓') : page.paint.red('✗');
}

/** The verdict; of a frontier its formula. */
function verdictOf({ document, frontier }: ReportedClaim): string {
  if (frontier === null || document.verdict !== 'exhausted') return verdictWords(document);
  const { formula } = frontier;
  return formula === 'always' || formula === 'never'
    ? `${formula} holds on its grid`
    : `holds exactly where ${formula}`;
}

/** The cells of a claim's one line. */
export function claimRow(page: Sheet, claim: ReportedClaim): readonly string[] {
  const { id, met } = claim.document;
  const words = verdictOf(claim);
  return [`${mark(page, met)} ${page.paint.bold(id)}`, met ? words : page.paint.red(words)];
}

/** How much was examined, and how long it took. */
export function claimNumbers({ document, frontier }: ReportedClaim): readonly string[] {
  const { states, depth, seconds, sample } = document;
  if (sample !== null) {
    const found = sample.form === 'runs' ? `longest ${depth}` : `${number(sample.successes ?? 0)} succeed`;
    return [plural(sample.runs, sample.form === 'runs' ? 'run' : 'trial'), found, duration(seconds)];
  }
  const reach = frontier === null ? `depth ${depth}` : plural(frontier.points.length, 'point');
  return [`${number(states)} states`, reach, duration(seconds)];
}

/** What a limit left undone, said plainly. */
function limitWords({ limit, states, depth, frontier, trace, cover }: ClaimDocument): string {
  const cut = limit === 'interrupt' ? 'interrupted' : `cut by the ${limit} limit`;
  if (cover !== null) return `${cut} with the replay unfinished; nothing found so far`;
  const found = trace === null ? 'nothing found so far' : `found in ${plural(trace.steps, 'step')}, the rest unseen`;
  return `${cut} after ${plural(states, 'state')} to depth ${depth}; ${found}; ${plural(frontier, 'state')} left to examine, more behind them`;
}

/** What a lossy store may have missed. */
function omissionWords({ omission, states }: ClaimDocument): string {
  if (omission === null) return '';
  const { store, bits, filled, chance, seed } = omission;
  const kept =
    store === 'hash'
      ? `${plural(bits, 'bit')} of the hash of each`
      : `three bits of each in a table of ${number(bits)}, ${percent(filled ?? 0)} of them set`;
  return `lossy store: ${plural(states, 'state')}, ${kept}; chance that any state was left out ${chanceWords(chance)} (over the draw of the hash functions, seed ${seed})`;
}

/** How fewer states than there are stand for all. */
function reductionWords({ reduction, states, verdict }: ClaimDocument): string {
  if (reduction === null) return '';
  const { kind, watched, alike, unlike } = reduction;
  const count = `reduced by ${kind}: ${plural(states, 'state')} ${states === 1 ? 'stands' : 'stand'} for all`;
  if (kind === 'order') {
    const kept = watched.length === 0 ? 'no component is read' : `every change of ${watched.join(', ')} is kept`;
    return `${count}; ${kept}${verdict === 'violated' ? '; a shorter counterexample may exist' : ''}`;
  }
  const groups = alike.map((group) => group.join(' ~ ')).join('; ') || 'nothing is alike';
  return [`${count}; ${groups}`, ...unlike.map(({ group, because }) => `not ${group}: ${because}`)].join('; ');
}

const isShownInFull: ReadonlySet<ClaimDocument['reading']> = new Set([
  'literal',
  'repaired',
  'conformance',
  'frontier',
]);

function wantsTrace(page: Sheet, { met, reading, verdict, kind }: ClaimDocument): boolean {
  return (
    page.verbose || page.view.full || !met || (reading === 'literal' && (verdict === 'violated' || kind === 'cheapest'))
  );
}

function conditions({ instance, parameters, powers, without }: ClaimDocument): string {
  const values = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
  const switches = switchesOf({ powers, without });
  return [
    `${instance}${values.length === 0 ? '' : `: ${values.join(', ')}`}`,
    ...(switches === '' ? [] : [switches]),
  ].join('; ');
}

/** Idle parts that nothing explains; each once, whatever parts ask it. */
function idleLines(page: Sheet, { coverage: { idle }, vacuous }: ClaimDocument): readonly string[] {
  const bare = [...new Map(idle.filter(({ because }) => because === null).map((one) => [one.what, one])).values()];
  // What is missed for it is told with the misses.
  if (bare.length === 0 || vacuous.length > 0) return [];
  const told = bare.slice(0, page.verbose ? undefined : 3).map(idleWords);
  const more = bare.length - told.length;
  const line = `vacuous part: ${[...told, ...(more === 0 ? [] : [`${more} more (--verbose)`])].join('; ')}`;
  return [page.paint.yellow(prose(page, line, 6))];
}

function idleWords({ part, what, always }: ClaimDocument['coverage']['idle'][number]): string {
  return always === null
    ? `${part} asks what follows where ${what}, and nowhere is it so`
    : `${part} reads ${what}, always ${always}`;
}

function coverageLines(page: Sheet, { coverage, cover, rechecked }: ClaimDocument): readonly string[] {
  const fired = Object.entries(coverage.events).map(([type, times]) => `${type} ${number(times)}`);
  return [
    `fired: ${fired.join(', ') || 'nothing'}`,
    ...(coverage.oneSided.length === 0 ? [] : [`guards seen one way only: ${coverage.oneSided.join(', ')}`]),
    ...(coverage.untaken.length === 0 ? [] : [`transitions never taken: ${coverage.untaken.join(', ')}`]),
    ...(cover === null || cover.untaken.length === 0
      ? []
      : [`never taken, so never replayed: ${cover.untaken.join(', ')}`]),
    ...coverage.idle.flatMap((one) => (one.because === null ? [] : [`${idleWords(one)}: ${one.because}`])),
    `${plural(rechecked, 'table entry').replace('entrys', 'entries')} asked of xstate again`,
  ].map((line) => page.paint.dim(prose(page, line, 6)));
}

/** How much of the machines was replayed on an implementation. */
function coverWords({ states, transitions, refusals, paths, steps, declared, untaken }: Cover): string {
  const taken = `${number(declared - untaken.length)} of the ${plural(declared, 'transition')} that the machines declare`;
  return `${plural(transitions, 'transition')} and ${plural(refusals, 'refusal')} of ${plural(states, 'joint state')} replayed in ${plural(paths, 'run')} of ${plural(steps, 'step')} in all: ${taken}`;
}

/** Which part fails, for which element, and which hypotheses are missing. */
function whyLines(page: Sheet, { kind, missing }: ClaimDocument, parts: readonly PartResult[]): readonly string[] {
  const fails = reasons(page, parts, kind);
  return [
    ...(fails === '' ? [] : [page.paint.bold(fails)]),
    ...missingLines(missing).map((line) => prose(page, `  ${line}`, 6)),
  ];
}

/** The lines under a claim's own line; empty where that says everything. */
export function claimLines(page: Sheet, claim: ReportedClaim, isWide: boolean): readonly string[] {
  const { document, result } = claim;
  const { reading, says, verdict, met } = document;
  const { paint } = page;
  const lines = isWide ? [] : [paint.dim(prose(page, claimNumbers(claim).join(', '), 6))];
  const full = page.verbose || !met || isShownInFull.has(reading);
  if (full) lines.push(prose(page, says, 6));
  if (full && reading !== 'frontier') lines.push(paint.dim(prose(page, conditions(document), 6)));
  if (document.cover !== null) lines.push(paint.dim(prose(page, coverWords(document.cover), 6)));
  if (Object.keys(document.mix).length > 0) lines.push(prose(page, `paid: ${mixWords(document.mix)}`, 6));
  // What chance established is always said: its verdict means nothing without it.
  if (document.sample !== null) lines.push(prose(page, sampleLine(document.sample), 6));
  if (document.diskBytes > 0)
    lines.push(paint.dim(prose(page, `memory was reached: ${size(document.diskBytes)} of states on disk`, 6)));
  if (document.reduction !== null) lines.push(paint.dim(prose(page, reductionWords(document), 6)));
  if (document.omission !== null) lines.push(paint.yellow(prose(page, omissionWords(document), 6)));
  if (verdict === 'bounded' && document.limit !== 'store' && reading !== 'frontier' && document.sample === null)
    lines.push(paint.yellow(prose(page, limitWords(document), 6)));
  if (document.problem !== null) lines.push(paint.red(prose(page, document.problem.message, 6)));
  const hint = result?.problem?.detail.hint;
  if (hint !== undefined) lines.push(prose(page, `hint: ${hint}`, 6));
  const trace = result?.trace ?? null;
  const game = result?.game ?? null;
  const observed = result?.observed ?? null;
  if (full && game !== null) lines.push(gameLine(page, game, document.states));
  if (full && observed !== null) lines.push(observedLine(page, observed));
  if (trace !== null && wantsTrace(page, document)) {
    if (observed !== null) lines.push(...observedLines(page, trace, observed));
    else {
      lines.push(traceTable(page, trace));
      if (verdict === 'violated')
        lines.push(...whyLines(page, document, result?.divergence ? [] : (result?.parts ?? [])));
      if (result?.divergence) lines.push(divergenceText(page, result.divergence));
      if (game !== null) lines.push(...lossLines(page, game, document.property));
    }
  } else if (trace !== null && reading === 'necessary') {
    const switches = switchesOf(document);
    lines.push(prose(page, `${compact(trace)}${switches === '' ? '' : `  ${paint.dim(`(${switches})`)}`}`, 6));
  }
  for (const { trace, parts } of result?.further ?? []) {
    lines.push('', prose(page, `By another cause, in ${plural(trace.steps.length, 'step')}:`, 6));
    lines.push(traceTable(page, trace), ...whyLines(page, { ...document, missing: null }, parts));
  }
  if (!met) for (const miss of document.misses) lines.push(paint.red(prose(page, miss, 6)));
  lines.push(...idleLines(page, document));
  if (page.verbose && reading !== 'frontier') lines.push(...coverageLines(page, document));
  return lines;
}
