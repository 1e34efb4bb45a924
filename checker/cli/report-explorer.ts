/** The explorer beside the conformance pages: a file for each item, with every claim that has a trace to walk through. */

import { type ShownClaim, shownDocument } from '../report/explorer/page-claims.ts';
import { type PageHead, pageSchema } from '../report/explorer/page-data.ts';
import { pageHtml, pageTemplate } from '../report/explorer/page-file.ts';
import { makePages } from '../report/explorer/pages.ts';
import type { Evidence } from '../report/site/evidence.ts';
import { explorerOf } from '../report/site/index-page.ts';
import { tool } from '../report/tool.ts';

/** States of one model, and of one file: around a trace everything can be tried, further away as far as the tables go. */
const [statesOfModel, statesOfFile] = [400, 20_000];

interface ExplorerFiles {
  /** By name, from the folder of the site. */
  readonly files: ReadonlyMap<string, string>;
  /** Addresses from that folder, by claim. */
  readonly links: ReadonlyMap<string, string>;
}

/** Claims of a theorem that have a trace, as they were decided. */
function shownClaims({
  theorems,
  results,
}: Pick<Evidence, 'theorems' | 'results'>): readonly (readonly ShownClaim[])[] {
  return theorems.map((theorem) =>
    theorem.claims.flatMap((claim) => {
      const result = results.get(`${theorem.item}/${claim.id}`);
      return result?.trace == null ? [] : [shownDocument(theorem, claim, result)];
    }),
  );
}

/** Throws PL-323 where the explorer's page was never built. */
export async function explorerFiles(
  evidence: Pick<Evidence, 'theorems' | 'results'>,
  command: string,
  signal: AbortSignal,
): Promise<ExplorerFiles> {
  const template = pageTemplate();
  const files = new Map<string, string>();
  const links = new Map<string, string>();
  for (const shown of shownClaims(evidence)) {
    const [first] = shown;
    if (first === undefined || signal.aborted) continue;
    const name = explorerOf(first.theorem.item);
    const { claims, models, packed } = await makePages(shown, { states: statesOfFile, each: statesOfModel, signal });
    const head: PageHead = {
      ...{ schema: pageSchema, tool, command, served: false, offers: [] },
      ...{ claims, models },
    };
    files.set(name, pageHtml(template, head, packed));
    for (const { id, model } of claims)
      links.set(id, `${name}#${new URLSearchParams({ claim: id, model, at: '0' }).toString().replaceAll('%2F', '/')}`);
  }
  return { files, links };
}
