/** The explorer beside the conformance pages: a file for each item, with every claim that has a trace to walk through. */

import type { AnyTheorem } from '../language/theorem.ts';
import type { ClaimDocument } from '../report/document/claim.ts';
import { shownDocument } from '../report/explorer/page-claims.ts';
import { type PageHead, pageSchema } from '../report/explorer/page-data.ts';
import { pageHtml, pageTemplate } from '../report/explorer/page-file.ts';
import { makePages } from '../report/explorer/pages.ts';
import { explorerOf } from '../report/site/index-page.ts';
import { tool } from '../report/tool.ts';

/** States of one model, and of one file: around a trace everything can be tried, further away as far as the tables go. */
const [statesOfModel, statesOfFile] = [400, 20_000];

/** What the explorer of an item is made from: data, so that a worker thread can be given it. */
export interface ExplorerAsked {
  readonly item: string;
  /** Results of the item's claims. */
  readonly results: readonly ClaimDocument[];
  /** The command that the file names. */
  readonly command: string;
}

/** The explorer of an item. */
export interface ItemExplorer {
  /** From the folder of the site. */
  readonly name: string;
  readonly html: string;
  /** Address from that folder, by claim. */
  readonly links: readonly (readonly [string, string])[];
}

/** What is asked for each item, of results as they were counted; the most first, so that threads end together. */
export function explorersAsked(
  theorems: readonly AnyTheorem[],
  results: ReadonlyMap<string, ClaimDocument>,
  command: string,
): readonly ExplorerAsked[] {
  const withTraces = [...results.values()].filter(({ trace }) => trace !== null);
  return theorems
    .map(({ item }) => ({ item, results: withTraces.filter((result) => result.item === item), command }))
    .filter((asked) => asked.results.length > 0)
    .sort((a, b) => b.results.length - a.results.length);
}

/** Null where no claim of the item has a trace, or the run was interrupted. Throws PL-323 where the explorer's page was never built. */
export async function explorerOfItem(
  theorems: readonly AnyTheorem[],
  { item, results, command }: ExplorerAsked,
  signal: AbortSignal,
): Promise<ItemExplorer | null> {
  const template = pageTemplate();
  const theorem = theorems.find((one) => one.item === item);
  const byId = new Map(results.map((result) => [result.id, result]));
  const shown = (theorem?.claims ?? []).flatMap((claim) => {
    const result = byId.get(`${item}/${claim.id}`);
    return result?.trace == null ? [] : [shownDocument(theorem as AnyTheorem, claim, result)];
  });
  if (shown.length === 0 || signal.aborted) return null;
  const name = explorerOf(item);
  const { claims, models, packed } = await makePages(shown, { states: statesOfFile, each: statesOfModel, signal });
  const head: PageHead = {
    ...{ schema: pageSchema, tool, command, served: false, offers: [] },
    ...{ claims, models },
  };
  const links = claims.map(({ id, model }): readonly [string, string] => [
    id,
    `${name}#${new URLSearchParams({ claim: id, model, at: '0' }).toString().replaceAll('%2F', '/')}`,
  ]);
  return { name, html: pageHtml(template, head, packed), links };
}
