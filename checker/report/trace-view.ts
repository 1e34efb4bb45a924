/** What of a trace is shown: chosen components, and places in them. */

import type { Change } from '../trace/difference.ts';
import type { TraceView } from './sheet.ts';

/** Where a change happened, as `--show` and `--hide` name it: `rollup.batches[0].status`. */
export function placeOf({ component, path }: Pick<Change, 'component' | 'path'>): string {
  if (path === '') return component;
  return path.startsWith('[') ? `${component}${path}` : `${component}.${path}`;
}

/** Whether a selector names the place or something around it; `nodes` stands for `nodes[0]` too. */
function covers(selector: string, place: string): boolean {
  return place === selector || place.startsWith(`${selector}.`) || place.startsWith(`${selector}[`);
}

/** Whether a place is shown; the component around a place that is asked for is shown for its sake. */
export function isShown({ show, hide }: TraceView, place: string): boolean {
  if (hide.some((selector) => covers(selector, place))) return false;
  return show.length === 0 || show.some((selector) => covers(selector, place) || covers(place, selector));
}

/** The changes that are shown, and how many are not. */
export function shownChanges(
  view: TraceView,
  changes: readonly Change[],
): { readonly shown: readonly Change[]; readonly hidden: number } {
  const shown = changes.filter((change) => isShown(view, placeOf(change)));
  return { shown, hidden: changes.length - shown.length };
}
