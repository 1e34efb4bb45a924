/** The page of one item: what it states, how it was read, what was found, and what was not asked. */

import type { Incident } from '../../language/incident.ts';
import type { AnyTheorem } from '../../language/theorem.ts';
import type { ClaimDocument } from '../document/claim.ts';
import { layOutChart } from '../drawing/chart-layout.ts';
import { chartSvg, escaped } from '../drawing/chart-svg.ts';
import { element } from '../html.ts';
import { changeInWords } from '../incident-text.ts';
import { duration, number, plural } from '../words.ts';
import { latticeHtml } from './assumptions-html.ts';
import { anchorOf, claimsHtml, formulaWords, tracesHtml, verdictHtml } from './claims-html.ts';
import type { Evidence, ReportItem } from './evidence.ts';
import { gridHtml } from './frontier-grid.ts';
import { withoutClaims } from './index-page.ts';
import { inequalityHtml, markdownHtml } from './prose-html.ts';

function chartsHtml({ charts }: ReportItem): string {
  if (charts.length === 0) return '';
  const drawn = charts.map((chart) => {
    const svg = chartSvg(layOutChart(chart), { label: `Statechart of ${chart.name}` });
    const body = `<div class="scroll" tabindex="0" role="group" aria-label="Statechart of ${escaped(chart.name)}">${svg}</div>`;
    return `<details${charts.length === 1 ? ' open' : ''}><summary><code>${escaped(chart.name)}</code></summary>${body}</details>`;
  });
  return `<h2 id="machines">Machines</h2>${drawn.join('')}`;
}

function frontiersHtml({ item, frontiers }: AnyTheorem, { results }: Evidence): string {
  if (frontiers.length === 0) return '';
  const parts = frontiers.map(({ id, says, expect }) => {
    const result = results.get(`${item}/${id}`);
    const region = result?.region ?? null;
    const head = `<h3 id="${anchorOf(`${item}/${id}`)}"><code>${escaped(id)}</code></h3><p>${escaped(says)}</p>`;
    if (region === null) {
      return `${head}<p>${formulaWords(null)}: the theorem file states ${inequalityHtml(expect.formula)}, and <code>plumbline frontier ${escaped(`${item}/${id}`)}</code> sweeps the grid.</p>`;
    }
    const words =
      region.formula === null || !region.separates
        ? '<span class="open">No inequality of the forms tried separates the points.</span>'
        : `Holds exactly where <strong>${inequalityHtml(region.formula)}</strong>`;
    return `${head}<p>${words} (${plural(region.points.length, 'point')}; beyond the grid this is a conjecture).${result?.met === true ? '' : ` ${verdictHtml(result)}`}</p>${gridHtml(region)}`;
  });
  return `<h2 id="frontiers">Frontiers</h2>${parts.join('')}`;
}

function incidentsHtml(incidents: readonly Incident[]): string {
  if (incidents.length === 0) return '';
  const rows = incidents.map(
    ({ id, name, year, mechanism, source, change, claim, steps }) =>
      `<tr><td>${escaped(id)}</td><td><strong>${escaped(name)}</strong> (${year})<br><span class="quiet small">${escaped(source)}</span></td><td>${escaped(mechanism)}</td><td><code>${escaped(changeInWords(change))}</code></td><td><a href="#${anchorOf(claim)}"><code>${escaped(claim)}</code></a> in ${plural(steps, 'step')}</td></tr>`,
  );
  return `<h2 id="incidents">Incidents</h2><p class="small">As the corpus states them; <code>plumbline incidents</code> finds each again and mends it.</p><div class="scroll" tabindex="0" role="group" aria-label="Incidents"><table class="claims"><thead><tr><th scope="col">Id</th><th scope="col">Name</th><th scope="col">Mechanism</th><th scope="col">Change</th><th scope="col">Found by</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

/** What makes a claim vacuous, and what its property asks in vain. */
function vacuousHtml({ vacuous, coverage: { idle } }: ClaimDocument): string {
  const told = idle.map(({ part, what, always, because }) => {
    const asked = `<code>${escaped(part)}</code> ${always === null ? `asks where ${escaped(what)}: never` : `reads <code>${escaped(what)}</code>: always <code>${escaped(always)}</code>`}`;
    return because === null
      ? `<span class="open">${asked}</span>`
      : `${asked} <span class="quiet">(${escaped(because)})</span>`;
  });
  return [...vacuous.map(escaped), ...told].join('; ') || 'no';
}

/** Events that fired, guards seen one way only, and what may stay unfired for which reason, of the claims that hold. */
function coverageHtml(theorem: AnyTheorem, { results }: Evidence): string {
  const rows = theorem.claims.flatMap((claim) => {
    const result = results.get(`${theorem.item}/${claim.id}`);
    if (result?.verdict !== 'exhausted' || claim.reading === 'witness') return [];
    const { events, oneSided, untaken } = result.coverage;
    const fired = Object.entries(events).filter(([, times]) => times > 0);
    const never = Object.keys(events).filter((type) => events[type] === 0);
    const silent = never.map((type) => {
      const why = claim.unfired?.[type];
      return why === undefined
        ? `<span class="open">${escaped(type)}</span>`
        : `${escaped(type)} <span class="quiet">(${escaped(why)})</span>`;
    });
    return [
      `<tr><td><code>${escaped(claim.id)}</code></td><td class="small">${fired.map(([type, times]) => `${escaped(type)} ${number(times)}`).join(', ') || 'nothing'}</td><td class="small">${silent.join(', ') || 'none'}</td><td class="small">${oneSided.map(escaped).join(', ') || 'none'}</td><td class="small">${untaken.map(escaped).join(', ') || 'none'}</td><td class="small">${vacuousHtml(result)}</td></tr>`,
    ];
  });
  if (rows.length === 0) return '';
  return `<h2 id="coverage">Coverage and vacuity</h2><details><summary>What fired in the ${plural(rows.length, 'claim')} that hold</summary><div class="scroll" tabindex="0" role="group" aria-label="Coverage"><table class="claims"><thead><tr><th scope="col">Claim</th><th scope="col">Fired</th><th scope="col">Never fired</th><th scope="col">Guards seen one way</th><th scope="col">Transitions never taken</th><th scope="col">Vacuous part</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}

/** What the page must not be taken to say. */
export function notChecked(
  item: ReportItem,
  theorem: AnyTheorem | undefined,
  { results, lattices }: Evidence,
): readonly string[] {
  if (theorem === undefined) return [`No claim of its own: ${withoutClaims(item.kind)}.`];
  const ids = [...theorem.claims, ...theorem.frontiers].map(({ id }) => `${theorem.item}/${id}`);
  const undecided = ids.filter((id) => !results.has(id));
  const bounded = ids.filter((id) => results.get(id)?.verdict === 'bounded');
  const sampled = ids.filter((id) => results.get(id)?.verdict === 'sampled');
  const stated = theorem.lattices.filter(({ id }) => !lattices.has(`${theorem.item}/${id}`)).map(({ id }) => id);
  const sizes = Object.keys(theorem.instances).join(', ');
  return [
    `Every verdict is about a finite instance (${sizes}); nothing is proved for all parameters.`,
    ...(undecided.length === 0 ? [] : [`Not decided in the runs of this report: ${undecided.join(', ')}.`]),
    ...(bounded.length === 0 ? [] : [`Cut by a limit, so not established: ${bounded.join(', ')}.`]),
    ...(sampled.length === 0 ? [] : [`Random runs only, which exclude nothing: ${sampled.join(', ')}.`]),
    ...(stated.length === 0
      ? []
      : [`Sets of assumptions as the theorem file states them, not computed here: ${stated.join(', ')}.`]),
  ];
}

/** Links to the sections of a page, by their headings. */
function contentsHtml(parts: readonly string[]): string {
  const sections = parts.flatMap((part) => [...part.matchAll(/<h2 id="([^"]*)">([^<]*)<\/h2>/g)]);
  if (sections.length < 3) return '';
  const links = sections.map(([, id, title]) => `<li><a href="#${id}">${title}</a></li>`);
  return `<nav class="contents" aria-label="On this page"><ul>${links.join('')}</ul></nav>`;
}

export function itemBody(item: ReportItem, evidence: Evidence): string {
  const { id, kind, name, statement, restated, reading, machine, proof } = item;
  const theorem = evidence.theorems.find((one) => one.item === id);
  const files = [machine, proof].filter((file) => file !== null);
  const decided = theorem?.claims.flatMap((claim) => evidence.results.get(`${id}/${claim.id}`) ?? []) ?? [];
  const seconds = decided.reduce((sum, result) => sum + result.seconds, 0);
  const sum =
    theorem === undefined
      ? ''
      : `<p>${plural(decided.filter(({ met }) => met).length, 'claim')} of ${theorem.claims.length} as expected${decided.length < theorem.claims.length ? `, ${theorem.claims.length - decided.length} not decided here` : ''}; ${number(decided.reduce((total, { states }) => total + states, 0))} states in ${duration(seconds)}.</p>`;
  const head = [
    `<h1>${escaped(id)} ${escaped(name)} <span class="quiet kind">${escaped(kind)}</span></h1>`,
    `<blockquote>${markdownHtml(statement)}</blockquote>`,
    restated === undefined ? '' : `<div class="prose">${markdownHtml(restated)}</div>`,
    sum,
  ];
  const parts = [
    reading === '' ? '' : `<h2 id="reading">How it was read</h2><div class="prose">${markdownHtml(reading)}</div>`,
    files.length === 0
      ? ''
      : `<p class="small quiet">Machine and proof: ${files.map((file) => element('code', file)).join(', ')}</p>`,
    theorem === undefined ? '' : `<h2 id="claims">Claims</h2>${claimsHtml(theorem, evidence)}`,
    theorem === undefined || theorem.lattices.length === 0
      ? ''
      : `<h2 id="assumptions">Assumptions</h2>${theorem.lattices.map((lattice) => latticeHtml(id, lattice, evidence.lattices.get(`${id}/${lattice.id}`))).join('')}`,
    theorem === undefined ? '' : frontiersHtml(theorem, evidence),
    theorem === undefined ? '' : tracesHtml(theorem, evidence),
    incidentsHtml(evidence.incidents.filter(({ claim }) => claim.startsWith(`${id}/`))),
    chartsHtml(item),
    theorem === undefined ? '' : coverageHtml(theorem, evidence),
    `<h2 id="not-checked">What was not checked</h2><ul>${notChecked(item, theorem, evidence)
      .map((line) => element('li', line))
      .join('')}</ul>`,
  ];
  return [...head, contentsHtml(parts), ...parts].filter((part) => part !== '').join('\n');
}
