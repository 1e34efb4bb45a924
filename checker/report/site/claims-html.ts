/** The claims of a theorem: a table by reading, and their counterexamples. */

import type { AnyClaim, AnyTheorem } from '../../language/theorem.ts';
import type { ClaimDocument } from '../document/claim.ts';
import { escaped } from '../drawing/chart-svg.ts';
import { sequenceOf } from '../drawing/trace-sequence.ts';
import { element } from '../html.ts';
import { missingLines } from '../missing-text.ts';
import { reasonsHtml, sequenceHtml, stepsHtml } from '../trace-page.ts';
import { reasonLines } from '../trace-text.ts';
import { compact, duration, number, plural, switchesOf, verdictWords } from '../words.ts';
import { configurationOf, type Evidence, stepsOf } from './evidence.ts';
import { inequalityHtml } from './prose-html.ts';

const readings: readonly (readonly [string, string])[] = [
  ['literal', 'Literal: the statement as it stands'],
  ['repaired', 'Repaired: with its hypotheses named'],
  ['necessary', 'Necessity: one hypothesis dropped at a time'],
  ['witness', 'Witnesses: what has to be possible'],
  ['conformance', 'Conformance: an implementation held to the machines'],
];

const view = { full: false, show: [], hide: [] };

/** The part of an address that names a claim on its page. */
export function anchorOf(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9-]+/g, '-');
}

/** A mark and words; colour only repeats what they say. What is refuted bears a cross, also where that is expected. */
export function verdictHtml(result: ClaimDocument | undefined): string {
  if (result === undefined) return '<span class="open">? not decided here</span>';
  const { met, verdict, kind, trace } = result;
  const words = escaped(verdictWords(result));
  if (verdict === 'bounded' || verdict === 'sampled') return `<span class="open">${met ? '✓' : '?'} ${words}</span>`;
  const steps = trace === null ? '' : `<br><span class="quiet small">${plural(trace.steps, 'step')}</span>`;
  if (verdict === 'violated' && kind !== 'reachable') {
    return met ? `<span class="bad">✗</span> ${words}${steps}` : `<span class="bad">✗ ${words}</span>${steps}`;
  }
  return met ? `<span class="good">✓</span> ${words}` : `<span class="bad">✗ ${words}</span>`;
}

function boundsOf(theorem: AnyTheorem, claim: AnyClaim, result: ClaimDocument | undefined): string {
  const { parameters, powers, rules } = configurationOf(theorem, claim);
  const values = Object.entries(parameters).map(([name, value]) => `${name}\u00a0=\u00a0${value}`);
  const on = Object.fromEntries(Object.entries(powers).filter(([, value]) => value !== false && value !== 0));
  const without = Object.keys(rules).filter((rule) => rules[rule] === false);
  const limit =
    result?.limit == null ? [] : [result.limit === 'store' ? 'lossy store' : `cut by the ${result.limit} limit`];
  const switches = switchesOf({ powers: on, without });
  return [
    `${claim.instance}: ${values.join(', ') || 'no parameters'}`,
    ...(switches === '' ? [] : [switches]),
    ...limit,
  ].join('; ');
}

/** A number with its heading, which a narrow page shows beside it. */
function cell(heading: string, text = ''): string {
  return element('td', text, `class="number" data-heading="${heading}"`);
}

function rowHtml(theorem: AnyTheorem, claim: AnyClaim, result: ClaimDocument | undefined): string {
  const id = `${theorem.item}/${claim.id}`;
  const name =
    result?.trace == null ? element('code', claim.id) : `<a href="#${anchorOf(id)}">${element('code', claim.id)}</a>`;
  const numbers = result === undefined ? ['', ''] : [number(result.states), duration(result.seconds)];
  const [states, time] = numbers;
  return `<tr><td>${name}</td><td>${escaped(claim.says)}<br><span class="quiet small">${escaped(boundsOf(theorem, claim, result))}</span></td><td>${element('code', claim.property.kind)}</td><td>${verdictHtml(result)}</td>${cell('States', states)}${cell('Time', time)}</tr>`;
}

export function claimsHtml(theorem: AnyTheorem, { results }: Evidence): string {
  const head =
    '<thead><tr><th scope="col">Claim</th><th scope="col">What it says, and within which bounds</th><th scope="col">Question</th><th scope="col">Verdict</th><th scope="col" class="number">States</th><th scope="col" class="number">Time</th></tr></thead>';
  return readings
    .map(([reading, title]) => {
      const own = theorem.claims.filter((claim) => claim.reading === reading);
      if (own.length === 0) return '';
      const rows = own.map((claim) => rowHtml(theorem, claim, results.get(`${theorem.item}/${claim.id}`)));
      return `<h3>${escaped(title)}</h3><div class="scroll" tabindex="0" role="group" aria-label="${escaped(title)}"><table class="claims decided">${head}<tbody>${rows.join('')}</tbody></table></div>`;
    })
    .join('');
}

/** A link into the explorer's file, from an item's page. */
function walkHtml(address: string | undefined): string {
  if (address === undefined) return '';
  return `<p><a class="walk" href="../${escaped(address)}">Walk through it in the explorer</a>: every machine lit, other events to try.</p>`;
}

/** One counterexample or witness, whole. */
function traceHtml(
  theorem: AnyTheorem,
  claim: AnyClaim,
  result: ClaimDocument,
  isOpen: boolean,
  { explorer }: Evidence,
): string {
  const { trace, id, says, verdict, parts, kind, missing } = result;
  if (trace === null) return '';
  const steps = stepsOf(trace, claim);
  const configuration = configurationOf(theorem, claim);
  const because = parts.map(({ part, holds, because: why }) => ({
    part,
    holds,
    ...(why === null ? {} : { because: why }),
  }));
  const reasons =
    verdict === 'violated'
      ? [...reasonLines(result.divergence === null ? because : [], kind), ...missingLines(missing)]
      : [];
  const words = `${escaped(verdictWords(result))}; ${plural(trace.steps, 'step')}: ${escaped(compact(steps)) || 'the initial state'}`;
  // The anchor is inside, so that a browser that is sent to it opens what is closed.
  return `<details${isOpen ? ' open' : ''}><summary><code>${escaped(claim.id)}</code>: ${escaped(says)} <span class="quiet">${words}</span></summary><span class="anchor" id="${anchorOf(id)}"></span>${reasonsHtml(reasons)}${sequenceHtml(sequenceOf(claim.system, { configuration, steps: steps.steps }), `Sequence diagram of ${id}`)}<details><summary>Step by step</summary>${stepsHtml({ trace: steps, view })}</details>${walkHtml(explorer.get(id))}</details>`;
}

export function tracesHtml(theorem: AnyTheorem, evidence: Evidence): string {
  const { results } = evidence;
  const shown = theorem.claims.flatMap((claim) => {
    const result = results.get(`${theorem.item}/${claim.id}`);
    return result?.trace == null ? [] : [{ claim, result }];
  });
  const counter = shown.filter(({ result }) => result.verdict === 'violated');
  const others = shown.filter(({ result }) => result.verdict !== 'violated');
  const part = (id: string, title: string, ones: typeof shown): string => {
    if (ones.length === 0) return '';
    const drawn = ones.map(({ claim, result }, i) =>
      traceHtml(theorem, claim, result, i === 0 && id === 'counterexamples', evidence),
    );
    return `<h2 id="${id}">${title}</h2>${drawn.join('')}`;
  };
  return part('counterexamples', 'Counterexamples', counter) + part('witnesses', 'Witnesses and attacks', others);
}

/** A frontier's formula where it was swept, else what is expected. */
export function formulaWords(formula: string | null | undefined): string {
  return formula == null ? '<span class="open">not swept here</span>' : inequalityHtml(formula);
}
