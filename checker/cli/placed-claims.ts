/** The claims of a run with their places in the source, for continuous integration. */

import { relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnyClaim } from '../language/theorem.ts';
import type { PlacedClaim } from '../report/ci/placed-claim.ts';
import type { ReportedClaim } from '../report/claim-text.ts';
import { storyOf } from '../report/trace-story.ts';
import { claimPlaces } from '../source/claim-places.ts';
import type { Selection } from './selection.ts';
import type { Session } from './session.ts';

/** The file that defines a theorem: the user's, or the registry's own where its sources are. */
function fileOf({ theorem, file }: Selection, { registry, io }: Session): string | undefined {
  if (file !== null) return resolve(io.cwd, file);
  const proof = registry.items.find(({ id }) => id === theorem.item)?.proof;
  if (proof == null || registry.module === undefined) return undefined;
  return resolve(fileURLToPath(new URL('..', registry.module)), proof);
}

export function placedClaims(
  session: Session,
  command: string,
  selection: Selection,
  reported: readonly ReportedClaim[],
): readonly PlacedClaim[] {
  const { theorem } = selection;
  const { env, cwd } = session.io;
  const root = env.GITHUB_WORKSPACE ?? cwd;
  const file = fileOf(selection, session);
  const parts = [...selection.claims, ...selection.frontiers];
  const ids = parts.map(({ id }) => id);
  const places = file === undefined ? undefined : claimPlaces(file, theorem.item, ids);
  return reported.map(({ document, result }) => {
    const part = parts.find(({ id }) => `${theorem.item}/${id}` === document.id) as AnyClaim;
    const place = places?.get(part.id);
    const shown = place && { ...place, file: relative(root, place.file).split(sep).join('/') };
    const story =
      result === null || result.trace === null
        ? null
        : storyOf(
            document,
            part.system,
            { trace: result.trace, parts: result.parts },
            { command, view: session.page.view },
          );
    return { document, title: `${theorem.item} ${theorem.title}`, place: shown ?? null, story };
  });
}
