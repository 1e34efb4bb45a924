/** `--show` and `--hide` held to the systems that a run is about. */

import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import { type AnySystem, configure } from '../language/system.ts';
import type { TraceView } from '../report/sheet.ts';

/** Throws PL-209 for a component that none of the systems has. */
export function checkPlaces({ show, hide }: TraceView, systems: readonly AnySystem[]): void {
  if (show.length + hide.length === 0) return;
  const names = [...new Set(systems.flatMap((system) => Object.keys(system.compose(configure(system)).components)))];
  for (const place of [...show, ...hide]) {
    const [name = ''] = place.split(/[.[]/);
    if (names.includes(name)) continue;
    throw new Problem('PL-209', {
      place: show.includes(place) ? '--show' : '--hide',
      expected: `one of ${names.join(', ')}, or a place in it`,
      found: place,
      ...didYouMean(name, names),
    });
  }
}
