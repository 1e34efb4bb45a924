/** The conformance document as files: a front page, a page for each item, one Markdown file. No script, nothing from elsewhere. */

import { chartStyle, escaped } from '../drawing/chart-svg.ts';
import { sequenceStyle } from '../drawing/sequence-svg.ts';
import { page } from '../html.ts';
import { conformanceMarkdown } from './conformance-markdown.ts';
import type { Evidence, ReportItem } from './evidence.ts';
import { gridStyle } from './frontier-grid.ts';
import { hasseStyle } from './hasse-svg.ts';
import { indexBody, pageOf } from './index-page.ts';
import { itemBody } from './item-page.ts';

/** On a narrow page rows of these tables are blocks: a table that scrolls sideways hides its verdicts. */
const narrow = 'table.decided, table.items, table.matrix';
const within = (selector: string): string =>
  narrow
    .split(', ')
    .map((table) => `${table} ${selector}`)
    .join(', ');

const siteStyle = `
.small { font-size: .85rem; } .kind { font-size: 1rem; font-weight: 400; }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: .8rem clamp(1rem, 4vw, 2.5rem) 0; max-width: 72rem; margin: 0 auto; }
nav.contents { padding: 0; margin: 1rem 0; } nav.contents ul { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; list-style: none; margin: 0; padding: 0; font-size: .92rem; }
details { border: 1px solid var(--line); border-radius: 6px; padding: .4rem .8rem; } details details { margin-left: 0; } td details { border: 0; padding: 0; margin: 0; }
summary { padding: .2rem 0; } td ul { margin: .3rem 0; padding-left: 1.1rem; } td p { margin: .2rem 0; }
table.matrix { min-width: 54rem; table-layout: fixed; } table.matrix td, table.matrix th { padding-right: 1rem; overflow-wrap: anywhere; } table.matrix tr > :first-child { width: 9.5rem; }
table.claims { min-width: 46rem; } table.claims td:first-child { overflow-wrap: normal; } table.sets td { text-align: center; } table.sets td:nth-child(2) { text-align: left; }
@media (min-width: 62rem) { table.decided { table-layout: fixed; } table.decided th:nth-child(1) { width: 11.5rem; } table.decided th:nth-child(3) { width: 7.5rem; }
table.decided th:nth-child(4) { width: 10.5rem; } table.decided th:nth-child(5) { width: 6.5rem; } table.decided th:nth-child(6) { width: 5rem; } }
.prose { columns: 1; } blockquote p:first-child { margin-top: .6rem; } math { font-size: 1.08em; }
.anchor { scroll-margin-top: 5rem; } :target:not(.anchor), details:has(> .anchor:target) { scroll-margin-top: 1rem; outline: 2px solid var(--link); outline-offset: 4px; }
svg.hs { max-width: max(100%, 60rem); height: auto; }
@media (max-width: 40rem) { table.claims:where(.decided, .items), table.matrix { min-width: 0; display: block; }
  ${within('thead')} { position: absolute; clip-path: inset(50%); } ${within('tbody')} { display: block; }
  ${within('tr')} { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  ${within('td')}, ${within('th')} { display: block; border: 0; padding: .1rem 0; text-align: left; } ${within('td:empty')} { display: none; } table.matrix tr > :first-child { width: auto; }
  ${within('td[data-heading]')} { padding-left: 1rem; } ${within('td[data-heading]::before')} { content: attr(data-heading) ' '; color: var(--quiet); font-size: .85rem; }
  table.decided td.number { display: inline-block; padding: 0 1rem 0 0; }
  table.items tr > td:nth-child(-n+2) { display: inline; padding-right: .6rem; } table.matrix td[data-heading]::before { display: block; font-weight: 600; padding-top: .5rem; } }
@media print { details { break-inside: avoid; } nav { display: none; } }
`;

const style = sequenceStyle + chartStyle + gridStyle + hasseStyle + siteStyle;

function link(item: ReportItem | undefined, rel: 'prev' | 'next'): string {
  if (item === undefined) return '';
  const arrow = rel === 'prev' ? '← ' : '';
  const back = rel === 'next' ? ' →' : '';
  return `<a rel="${rel}" href="../${pageOf(item.id)}">${arrow}${escaped(`${item.id} ${item.name}`)}${back}</a>`;
}

/** File names, from the folder of the site, with their contents. */
export function siteFiles(evidence: Evidence): ReadonlyMap<string, string> {
  const { items } = evidence;
  const pages = items.map((item, i): [string, string] => {
    const links = [link(items[i - 1], 'prev'), link(items[i + 1], 'next')].filter((one) => one !== '');
    const body = `<nav aria-label="Items"><a href="../index.html">All items</a>${links.join('')}</nav>\n<main>\n${itemBody(item, evidence)}\n</main>`;
    return [pageOf(item.id), page(`${item.id} ${item.name}`, body, style)];
  });
  return new Map([
    ['index.html', page('Conformance', `<main>\n${indexBody(evidence)}\n</main>`, style)],
    ['conformance.md', conformanceMarkdown(evidence)],
    ...pages,
  ]);
}
