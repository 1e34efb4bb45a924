/** Claims and frontiers decided, printed as they come, compared with what is expected: what `check` and `sample` share. */

import { join } from 'node:path';
import { Problem } from '../language/problem.ts';
import type { AnyFrontier } from '../language/theorem.ts';
import { summaryLine, theoremBody, theoremHead } from '../report/check-text.ts';
import type { ReportedClaim } from '../report/claim-text.ts';
import type { ClaimDocument } from '../report/document.ts';
import { checkDocument, claimDocument, frontierClaim, print, strategyDocument } from '../report/json.ts';
import { sheet } from '../report/sheet.ts';
import { tool } from '../report/tool.ts';
import { traceFileOf, writeItf } from '../trace/itf.ts';
import { type ClaimResult, decideClaims, type Overrides } from '../verdict/claims.ts';
import type { DecideOptions } from '../verdict/decide.ts';
import { decideFrontier, type FrontierResult } from '../verdict/frontier.ts';
import { type Changes, frontierSetting, settingFor } from './changes.ts';
import { exitCode, exitCodeOfClaims } from './exit-code.ts';
import { type Progress, progressOn } from './progress.ts';
import { changesOf, limitsOf } from './run-options.ts';
import type { Selection } from './selection.ts';
import { deliver, type Session, save, say } from './session.ts';

/** Claims in the order of the theorem, each system asked once with the changes that concern it. */
async function claimsOf(
  { theorem, claims }: Selection,
  changes: Changes,
  sampling: Overrides['sampling'],
  options: DecideOptions,
  progress: Progress,
): Promise<readonly ReportedClaim[]> {
  const results = new Map<string, ClaimResult>();
  for (const system of new Set(claims.map((claim) => claim.system))) {
    const own = claims.filter((claim) => claim.system === system);
    const setting = settingFor(system, changes.setting);
    const overrides: Overrides = {
      setting,
      ...(changes.instance === undefined ? {} : { instance: changes.instance }),
      ...(sampling === undefined ? {} : { sampling }),
    };
    const decided = await decideClaims(theorem, own, overrides, options, ([first, ...rest]) => {
      progress.about(`${theorem.item}/${first?.id}${rest.length === 0 ? '' : ` +${rest.length}`}`);
    });
    for (const result of decided) results.set(result.id, result);
  }
  return claims.flatMap(({ id }) => {
    const result = results.get(`${theorem.item}/${id}`);
    return result === undefined ? [] : [{ document: claimDocument(result), result, frontier: null }];
  });
}

/** A frontier whose model is wrong: nothing swept, the problem kept. */
function failedFrontier({ theorem }: Selection, frontier: AnyFrontier, problem: Problem): ClaimDocument {
  const nothing: FrontierResult = {
    ...{ id: `${theorem.item}/${frontier.id}`, item: theorem.item, says: frontier.says },
    ...{ goal: frontier.goal.name, kind: frontier.goal.kind },
    ...{ system: frontier.system.name, instance: frontier.instance, over: {}, fixed: {}, points: [], formula: null },
    ...{ separates: false, expected: frontier.expect.formula, met: false, misses: [], seconds: 0 },
  };
  return frontierClaim(nothing, { code: problem.code, message: problem.message });
}

async function frontiersOf(
  selection: Selection,
  changes: Changes,
  options: DecideOptions,
  progress: Progress,
): Promise<readonly ReportedClaim[]> {
  const { theorem, frontiers } = selection;
  const reported: ReportedClaim[] = [];
  for (const frontier of frontiers) {
    if (options.signal?.aborted === true) break;
    progress.about(`${theorem.item}/${frontier.id}`);
    try {
      const result = await decideFrontier(theorem, frontier, {}, options, frontierSetting(theorem, frontier, changes));
      const swept = { ...result, instance: changes.instance ?? result.instance };
      reported.push({ document: frontierClaim(swept), result: null, frontier: swept });
    } catch (error) {
      if (!(error instanceof Problem) || error.fault !== 'model') throw error;
      reported.push({ document: failedFrontier(selection, frontier, error), result: null, frontier: null });
    }
  }
  return reported;
}

/**
 * Writes each trace as `<id with / replaced by ->.itf.json`, beside it what a simpler system did as `….simpler.itf.json`, the second of
 * two runs as `….pair.itf.json`, and a strategy as `….strategy.json`.
 */
function saveTraces(session: Session, claims: readonly ReportedClaim[]): void {
  const { out } = session.options;
  if (out === undefined) return;
  for (const { result } of claims) {
    if (result === null || result.trace === null) continue;
    const { id, item, instance, trace, divergence, observed } = result;
    const about = { tool: tool.name, version: tool.version, item, claim: id, instance };
    const name = join(out, id.replaceAll('/', '-'));
    save(session, `${name}.itf.json`, writeItf(traceFileOf(trace, about)));
    if (divergence !== null) {
      save(session, `${name}.simpler.itf.json`, writeItf(traceFileOf(divergence.followed, about)));
    }
    const pair = observed?.pair ?? null;
    if (pair !== null) save(session, `${name}.pair.itf.json`, writeItf(traceFileOf(pair, about)));
    const strategy = strategyDocument(result);
    if (strategy !== null) save(session, `${name}.strategy.json`, print(strategy));
  }
}

/** Decides what was selected, by random runs where `sampling` is given, and ends with an exit code. */
export async function decideSelections(
  session: Session,
  command: string,
  selections: readonly Selection[],
  sampling?: Overrides['sampling'],
): Promise<number> {
  const { io, options, page } = session;
  const started = performance.now();
  const changes = changesOf(options);
  const progress = progressOn(io, options.quiet === true);
  const { interrupted: signal } = io;
  const decide: DecideOptions = { limits: limitsOf(options), signal, onProgress: progress.show, seed: options.seed };
  const plain = sheet(page.columns, false, page.verbose);
  const texts = [`${command}\n\n`];
  const all: ReportedClaim[] = [];
  say(session, `${page.paint.dim(command)}\n\n`);
  for (const selection of selections) {
    if (io.interrupted.aborted) break;
    say(session, `${theoremHead(page, selection.theorem)}\n`);
    const claims = await claimsOf(selection, changes, sampling, decide, progress);
    const reported = [...claims, ...(await frontiersOf(selection, changes, decide, progress))];
    progress.clear();
    saveTraces(session, reported);
    say(session, theoremBody(page, reported));
    texts.push(`${theoremHead(plain, selection.theorem)}\n`, theoremBody(plain, reported));
    all.push(...reported);
  }
  const seconds = (performance.now() - started) / 1000;
  const documents = all.map(({ document }) => document);
  const wanted = selections.reduce((sum, { claims, frontiers }) => sum + claims.length + frontiers.length, 0);
  const interrupted = io.interrupted.aborted;
  const code = interrupted ? exitCode.interrupted : exitCodeOfClaims(documents);
  say(session, summaryLine(page, documents, seconds, wanted - all.length));
  texts.push(summaryLine(plain, documents, seconds, wanted - all.length));
  deliver(
    session,
    checkDocument(documents, { command, seconds, interrupted, exitCode: code, seed: options.seed }),
    texts.join(''),
  );
  return code;
}
