/** One claim as lines of text: verdict and numbers, then what explains them. */

import type { ClaimResult } from '../verdict/claims.ts';
import type { ClaimDocument } from './document.ts';
import { prose, type Sheet } from './sheet.ts';
import { reasons, traceTable } from './trace-text.ts';
import { compact, duration, number, plural, switchesOf, verdictWords } from './words.ts';

/** A claim with the result it was made from; a frontier has none. */
export interface ReportedClaim {
  readonly document: ClaimDocument;
  readonly result: ClaimResult | null;
}

export function mark(page: Sheet, met: boolean): string {
  return met ? page.paint.green('✓') : page.paint.red('✗');
}

/** The cells of a claim's one line. */
export function claimRow(page: Sheet, { document }: ReportedClaim): readonly string[] {
  const { id, met, states, depth, seconds, reading } = document;
  const words = verdictWords(document);
  return [
    `${mark(page, met)} ${page.paint.bold(id)}`,
    met ? words : page.paint.red(words),
    `${number(states)} states`.padStart(1),
    reading === 'frontier' ? '' : `depth ${depth}`,
    page.paint.dim(duration(seconds)),
  ];
}

/** What a limit left undone, said plainly. */
function limitWords({ limit, states, depth, frontier, trace }: ClaimDocument): string {
  const cut = limit === 'interrupt' ? 'interrupted' : `cut by the ${limit} limit`;
  const found = trace === null ? 'nothing found so far' : `found in ${plural(trace.steps, 'step')}, the rest unseen`;
  return `${cut} after ${plural(states, 'state')} to depth ${depth}; ${found}; ${plural(frontier, 'state')} left to examine, more behind them`;
}

function wantsTrace(page: Sheet, { met, reading, verdict }: ClaimDocument): boolean {
  return page.verbose || !met || (reading === 'literal' && verdict === 'violated');
}

function conditions({ instance, parameters, powers, without }: ClaimDocument): string {
  const values = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
  const switches = switchesOf({ powers, without });
  return [`${instance}${values.length === 0 ? '' : `: ${values.join(', ')}`}`, ...(switches === '' ? [] : [`adversary and rules: ${switches}`])].join('; ');
}

function coverageLines(page: Sheet, { coverage, rechecked }: ClaimDocument): readonly string[] {
  const fired = Object.entries(coverage.events).map(([type, times]) => `${type} ${number(times)}`);
  return [
    `fired: ${fired.join(', ') || 'nothing'}`,
    ...(coverage.oneSided.length === 0 ? [] : [`guards seen one way only: ${coverage.oneSided.join(', ')}`]),
    `${plural(rechecked, 'table entry').replace('entrys', 'entries')} asked of xstate again`,
  ].map((line) => page.paint.dim(prose(page, line, 6)));
}

/** The lines under a claim's own line; empty where that says everything. */
export function claimLines(page: Sheet, { document, result }: ReportedClaim): readonly string[] {
  const { reading, says, verdict, met } = document;
  const { paint } = page;
  const lines: string[] = [];
  const full = page.verbose || !met || reading === 'literal' || reading === 'repaired';
  if (full) lines.push(prose(page, says, 6));
  if (full && reading !== 'frontier') lines.push(paint.dim(prose(page, conditions(document), 6)));
  if (verdict === 'bounded' && reading !== 'frontier') lines.push(paint.yellow(prose(page, limitWords(document), 6)));
  if (document.problem !== null) lines.push(paint.red(prose(page, document.problem.message, 6)));
  const hint = result?.problem?.detail.hint;
  if (hint !== undefined) lines.push(prose(page, `hint: ${hint}`, 6));
  const trace = result?.trace ?? null;
  if (trace !== null && wantsTrace(page, document)) {
    lines.push(traceTable(page, trace));
    const why = reasons(page, result?.parts ?? [], document.kind);
    if (why !== '' && verdict === 'violated') lines.push(paint.bold(why));
  } else if (trace !== null && reading === 'necessary') {
    const switches = switchesOf(document);
    lines.push(prose(page, `${switches === '' ? '' : `${switches}: `}${compact(trace)}`, 6));
  }
  if (!met) for (const miss of document.misses) lines.push(paint.red(prose(page, miss, 6)));
  if (page.verbose && reading !== 'frontier') lines.push(...coverageLines(page, document));
  return lines;
}
