/** `plumbline explore`: claims, their traces and their states as a page, in one file or served on this machine. */

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Problem } from '../language/problem.ts';
import type { Property } from '../language/property.ts';
import type { AnyClaim, AnyTheorem } from '../language/theorem.ts';
import { packModel, pageModel } from '../report/explorer/model-pages.ts';
import { listStates, withTraces } from '../report/explorer/model-states.ts';
import { eventNumbers, type ShownClaim, shownResult } from '../report/explorer/page-claims.ts';
import { type PageHead, type PageOffer, pageSchema } from '../report/explorer/page-data.ts';
import { pageHtml, pageTemplate } from '../report/explorer/page-file.ts';
import { makePages, type Pages } from '../report/explorer/pages.ts';
import { pricesOf, promisesOf } from '../report/explorer/played.ts';
import { isStateTrace, stateTracePages } from '../report/explorer/state-trace.ts';
import { tool } from '../report/tool.ts';
import { plural, size } from '../report/words.ts';
import { isEventLog } from '../trace/event-log.ts';
import { decideClaims } from '../verdict/claims.ts';
import { checkInstance, checkSetting, settingFor } from './changes.ts';
import { exitCode } from './exit-code.ts';
import { type Served, serve } from './explore-server.ts';
import { progressOn } from './progress.ts';
import { changesOf, limitsOf, repeatLine } from './run-options.ts';
import { type Selection, selectionOf, withFiles } from './selection.ts';
import { type Session, save, say } from './session.ts';
import { readText, storedTrace } from './stored-trace.ts';

/** States that a page holds unless told otherwise: at 100,000 every view still answers at once. */
const usualStates = 100_000;

/** Throws PL-301 before claims are decided for a file that cannot be written. */
function checkPlace(session: Session, out: string): void {
  const file = resolve(session.io.cwd, out);
  const problem = (found: string): Problem =>
    new Problem('PL-301', {
      place: `--out ${out}`,
      expected: 'a file that can be written, such as attack.html',
      found,
    });
  if (existsSync(file) && statSync(file).isDirectory()) throw problem('a folder');
  let place = existsSync(file) ? file : dirname(file);
  while (!existsSync(place)) place = dirname(place);
  if (place !== file && !statSync(place).isDirectory()) throw problem(`${place}, which is no folder`);
  try {
    accessSync(place, constants.W_OK);
  } catch (error) {
    throw problem((error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function checkSelections(session: Session, selections: readonly Selection[]): void {
  const { instance, setting } = changesOf(session.options);
  for (const { theorem, claims } of selections) {
    if (claims.length === 0) {
      throw new Problem('PL-208', {
        place: `explore ${theorem.item}`,
        found: 'no claim',
        hint: `plumbline frontier ${theorem.item} and plumbline assumptions ${theorem.item} show the rest`,
      });
    }
    checkInstance(theorem, instance);
  }
  checkSetting([...new Set(selections.flatMap(({ claims }) => claims.map(({ system }) => system)))], setting);
}

function offersOf(selections: readonly Selection[]): readonly PageOffer[] {
  return selections.flatMap(({ theorem, claims }) =>
    claims.map(({ id, reading, says }) => ({
      ...{ id: `${theorem.item}/${id}`, item: theorem.item, title: theorem.title },
      ...{ reading, says },
    })),
  );
}

/** Decides claims under the changes of the command line, as `check` does. */
async function decided(
  session: Session,
  theorem: AnyTheorem,
  claims: readonly AnyClaim[],
): Promise<readonly ShownClaim[]> {
  const { io, options } = session;
  const { instance, setting } = changesOf(options);
  const progress = await progressOn(io, options.quiet === true);
  // `--states` bounds the page, not the search: a verdict is what `check` gives.
  const { states: _, ...limits } = limitsOf(options);
  const found: ShownClaim[] = [];
  for (const claim of claims) {
    if (io.interrupted.aborted) break;
    progress.about(`${theorem.item}/${claim.id}`);
    const overrides = {
      ...(instance === undefined ? {} : { instance }),
      setting: settingFor(claim.system, setting),
    };
    const options = { limits, signal: io.interrupted, onProgress: progress.show, seed: session.options.seed };
    const [result] = await decideClaims(theorem, [claim], overrides, options);
    if (result !== undefined) found.push(shownResult(theorem, claim, result));
  }
  progress.clear();
  return found;
}

const nothing: Pages = { claims: [], models: [], packed: new Map(), sources: new Map() };

/** A stored trace with the claim that it belongs to, where that is known. */
async function tracePages(session: Session, target: string): Promise<Pages> {
  const { registry, io, options } = session;
  const content = readText(target, io.cwd);
  if (isEventLog(content)) {
    throw new Problem('PL-311', {
      place: target,
      expected: 'a trace with its states',
      found: 'a log of events',
      hint: `plumbline replay ${target} holds it to the machines`,
    });
  }
  if (isStateTrace(content)) return stateTracePages(content, target);
  const { file, system, configuration, trace } = await storedTrace(session, target, content);
  const { theorems } = await withFiles(registry, options.file === undefined ? [] : [options.file], io.cwd);
  const { origin } = file;
  const theorem = theorems.find(({ item }) => item === origin.item);
  const claim = theorem?.claims.find(({ id }) => `${origin.item}/${id}` === origin.claim);
  const properties = claim === undefined ? [] : [claim.property as Property<never>];
  const limit = options.states ?? usualStates;
  const listed = await listStates(system, configuration, { limit, signal: io.interrupted });
  const events = eventNumbers(listed, trace);
  const states = withTraces(listed, [events]);
  const model = pageModel(system, states);
  const { name, kind, says } = claim?.property ?? { name: '', kind: '', says: '' };
  return {
    claims: [
      {
        id: origin.claim,
        item: origin.item,
        title: theorem?.title ?? system.name,
        statement: theorem?.says ?? system.says,
        says: claim?.says ?? `A trace of the system ${system.name}.`,
        property: { name, kind, says },
        decision: null,
        verdict: `stored trace of ${plural(trace.steps.length, 'step')}, replayed on the machines`,
        why: [],
        model: model.hash,
        traces: [{ name: 'stored trace', events, loop: trace.loop }],
        prices: claim === undefined ? null : pricesOf(system, states, claim.property as Property<never>),
        promises: claim === undefined ? [] : promisesOf(system, states, claim.property as Property<never>),
        strategy: null,
      },
    ],
    models: [model],
    packed: new Map([[model.hash, packModel(system, states, properties)]]),
    sources: new Map([[model.hash, { system, configuration, properties }]]),
  };
}

function isTrace(targets: readonly string[]): boolean {
  return targets.length === 1 && targets[0]?.endsWith('.json') === true;
}

async function writePage(
  session: Session,
  out: string,
  command: string,
  template: string,
  pages: Pages,
): Promise<void> {
  const head: PageHead = {
    ...{ schema: pageSchema, tool, command, served: false, offers: [] },
    ...{ claims: pages.claims, models: pages.models },
  };
  const html = pageHtml(template, head, pages.packed);
  save(session, out, html);
  say(
    session,
    `${out}: ${plural(pages.claims.length, 'claim')}, ${size(Buffer.byteLength(html))}; open it in a browser\n`,
  );
}

export async function explore(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io, options, page } = session;
  const template = pageTemplate();
  const { out } = options;
  const command = repeatLine('explore', targets, options);
  if (out !== undefined) checkPlace(session, out);
  const ofTrace = isTrace(targets) ? await tracePages(session, targets[0] as string) : undefined;
  const selections = ofTrace === undefined ? await selectionOf(targets, registry, io.cwd) : [];
  checkSelections(session, selections);
  const states = options.states ?? usualStates;
  if (out !== undefined) {
    if (targets.length === 0) {
      throw new Problem('PL-202', {
        place: 'explore --out',
        expected: 'an item, claim, theorem file or trace to write',
        hint: `plumbline explore 2.1.2 --out ${out}`,
      });
    }
    say(session, `${page.paint.dim(command)}\n\n`);
    const all: ShownClaim[] = [];
    for (const { theorem, claims } of selections) all.push(...(await decided(session, theorem, claims)));
    const pages = ofTrace ?? (await makePages(all, { states, signal: io.interrupted }));
    if (io.interrupted.aborted) return exitCode.interrupted;
    await writePage(session, out, command, template, pages);
    return exitCode.ok;
  }
  const served: Served = {
    template,
    ...{ command, offers: offersOf(selections), first: ofTrace ?? nothing },
    find: async (id) => {
      for (const { theorem, claims } of selections) {
        const claim = claims.find((one) => `${theorem.item}/${one.id}` === id);
        if (claim === undefined) continue;
        const all = await decided(session, theorem, [claim]);
        return await makePages(all, { states, signal: io.interrupted });
      }
      return undefined;
    },
  };
  return await serve(session, served);
}
