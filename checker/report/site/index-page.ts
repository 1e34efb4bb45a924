/** The front page: the properties by family, every item with how it stands, what the runs were, and what was not checked. */

import { escaped } from '../drawing/chart-svg.ts';
import { duration, number, plural } from '../words.ts';
import { anchorOf } from './claims-html.ts';
import type { Evidence, PropertyMatrix, ReportItem } from './evidence.ts';
import { inequalityHtml } from './prose-html.ts';

/** The address of an item's page from the front page. */
export function pageOf(id: string): string {
  return `items/${id.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}.html`;
}

/** The file with which the traces of an item are walked through, from the front page. */
export function explorerOf(id: string): string {
  return `explore/${id.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}.html`;
}

function setWords(set: readonly string[]): string {
  return set.length === 0 ? 'nothing at all' : set.join(', ');
}

type MatrixCell = ReturnType<PropertyMatrix['cellOf']>;

function cellHtml({ item, claim, lattice, verdict }: MatrixCell, { results, lattices }: Evidence): string {
  const id = `${item}/${claim?.id ?? lattice?.id}`;
  const source = `<a href="${pageOf(item)}#${anchorOf(id)}"><code>${escaped(id)}</code></a>`;
  if (lattice !== undefined && verdict === 'holds') {
    const computed = lattices.get(id);
    const sets = computed?.minimalSufficient ?? lattice.expect.minimalSufficient;
    const sizes = sets.map(({ length }) => length);
    const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
    const size = least === most ? `${least}` : `${least} to ${most}`;
    const noun = most === 1 ? 'hypothesis' : 'hypotheses';
    const under = most === 0 ? 'under nothing at all' : `under ${size} ${noun}`;
    const words =
      computed === undefined
        ? `<span class="open">○</span> stated to hold ${under}, not computed here`
        : `<span class="good">✓</span> holds ${under}`;
    const list = sets.map((set) => `<li>${escaped(setWords(set))}</li>`).join('');
    const which = sets.length === 1 ? 'which' : `${sets.length} ways`;
    const more = most === 0 ? '<br>' : `<details><summary>${which}</summary><ul>${list}</ul></details>`;
    return `<td>${words}${more}${source}</td>`;
  }
  const result = results.get(id);
  if (result === undefined) return `<td><span class="open">? not decided here</span><br>${source}</td>`;
  if (result.verdict === 'violated') {
    const steps = result.trace === null ? '' : ` in ${plural(result.trace.steps, 'step')}`;
    return `<td><span class="bad">✗</span> violated${steps}<br>${source}</td>`;
  }
  const holds = result.verdict === 'exhausted';
  return `<td><span class="${holds ? 'good' : 'open'}">${holds ? '✓' : '?'}</span> ${holds ? 'holds' : 'not established'}<br>${source}</td>`;
}

function matrixHtml(evidence: Evidence): string {
  const { matrix } = evidence;
  if (matrix === null) return '';
  const { properties, families } = matrix;
  const head = properties
    .map(({ item, name }) => `<th scope="col"><a href="${pageOf(item)}">${escaped(name)}</a></th>`)
    .join('');
  const rows = families.map((family) => {
    const cells = properties.map(({ item, name }) =>
      cellHtml(matrix.cellOf(family, item), evidence).replace('<td>', `<td data-heading="${escaped(name)}">`),
    );
    return `<tr><th scope="row">${escaped(family)}</th>${cells.join('')}</tr>`;
  });
  return `<h2>The four properties by family</h2><div class="scroll" tabindex="0" role="group" aria-label="Properties by family"><table class="matrix"><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

/** What stands in place of verdicts where an item has no claim of its own. */
export function withoutClaims(kind: string): string {
  return kind === 'definition' ? 'what the claims of other items are about' : 'nothing here decides it';
}

function itemRow({ id, kind, name }: ReportItem, { theorems, results }: Evidence): string {
  const theorem = theorems.find(({ item }) => item === id);
  const decided = (theorem?.claims ?? []).flatMap((claim) => {
    const result = results.get(`${id}/${claim.id}`);
    return result === undefined ? [] : [{ claim, result }];
  });
  const refuted = decided.filter(({ claim, result }) => claim.reading === 'literal' && result.verdict === 'violated');
  const steps = refuted.flatMap(({ result }) => result.trace?.steps ?? []);
  const held = decided.filter(({ claim, result }) => claim.reading === 'repaired' && result.verdict === 'exhausted');
  const conforming = decided.filter(({ result }) => result.cover !== null && result.verdict === 'exhausted');
  const amiss = decided.filter(({ result }) => !result.met).length;
  const count = (theorem?.claims.length ?? 0) - decided.length;
  const literal =
    refuted.length === 0
      ? ''
      : `<span class="bad">✗</span> refuted ${refuted.length === 1 ? 'once' : `${refuted.length} times`}${steps.length === 0 ? '' : `, first in ${plural(Math.min(...steps), 'step')}`}`;
  const repaired = [
    ...(held.length === 0
      ? []
      : [
          `<span class="good">✓</span> holds, in up to ${number(Math.max(...held.map(({ result }) => result.states)))} states`,
        ]),
    ...(conforming.length === 0
      ? []
      : [`<span class="good">✓</span> ${plural(conforming.length, 'claim')} of conformance`]),
    ...(amiss === 0 ? [] : [`<span class="bad">${amiss} not as expected</span>`]),
    ...(count === 0 ? [] : [`<span class="open">? ${count} not decided here</span>`]),
  ].join('<br>');
  const formulas = (theorem?.frontiers ?? []).flatMap(
    (frontier) => results.get(`${id}/${frontier.id}`)?.region?.formula ?? [],
  );
  const distinct = [...new Set(formulas)].map(inequalityHtml);
  const most = 3;
  const shown = [...distinct.slice(0, most), ...(distinct.length > most ? [`and ${distinct.length - most} more`] : [])];
  const heading = `<td><a href="${pageOf(id)}">${escaped(id)}</a></td><td>${escaped(name)} <span class="quiet small">${escaped(kind)}</span></td>`;
  if (theorem === undefined)
    return `<tr>${heading}<td colspan="3" class="quiet small">${escaped(withoutClaims(kind))}</td></tr>`;
  return `<tr>${heading}<td data-heading="As it stands">${literal}</td><td data-heading="Repaired">${repaired}</td><td data-heading="Safe where">${shown.join('<br>')}</td></tr>`;
}

function runsHtml({ runs, strange }: Evidence): string {
  const lines = runs.map(({ command, tool, node, summary }) => {
    const cut = summary.interrupted ? ', <span class="open">interrupted</span>' : '';
    return `<li><code>${escaped(command)}</code>: ${summary.met} of ${plural(summary.claims, 'claim')} as expected in ${duration(summary.seconds)}${cut} (${escaped(tool.name)} ${escaped(tool.version)}, Node ${escaped(node)})</li>`;
  });
  const left =
    strange.length === 0
      ? ''
      : `<p class="open">Left out, because they are about other settings or about claims that are not here: ${strange.map((id) => `<code>${escaped(id)}</code>`).join(', ')}.</p>`;
  return `<h2>The runs behind this</h2><ul>${lines.join('')}</ul>${left}`;
}

export function indexBody(evidence: Evidence): string {
  const { items, theorems, results } = evidence;
  const all = theorems.flatMap(({ item, claims, frontiers }) =>
    [...claims, ...frontiers].map(({ id }) => `${item}/${id}`),
  );
  const decided = all.flatMap((id) => results.get(id) ?? []);
  const met = decided.filter((result) => result.met).length;
  const open = all.length - decided.length;
  const tally = `${number(met)} of ${plural(all.length, 'claim')} and frontiers as expected${decided.length > met ? `, <span class="bad">${decided.length - met} not</span>` : ''}${open > 0 ? `, <span class="open">${number(open)} not decided in these runs</span>` : ''}.`;
  return [
    '<h1>Conformance</h1>',
    '<p>What each statement is worth: how it was read, what holds, under which assumptions and within which bounds. A verdict is exhaustive for a named finite instance and says nothing beyond it; a frontier says what holds at each point of its grid.</p>',
    `<p>${tally} <a href="conformance.md">The same as one Markdown file.</a></p>`,
    matrixHtml(evidence),
    '<h2>All items</h2>',
    `<div class="scroll" tabindex="0" role="group" aria-label="All items"><table class="claims items"><thead><tr><th scope="col">Item</th><th scope="col">Name</th><th scope="col">As it stands</th><th scope="col">Repaired</th><th scope="col">Safe exactly where</th></tr></thead><tbody>${items.map((item) => itemRow(item, evidence)).join('')}</tbody></table></div>`,
    runsHtml(evidence),
  ]
    .filter((part) => part !== '')
    .join('\n');
}
