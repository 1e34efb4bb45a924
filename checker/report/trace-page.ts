/** A trace as one HTML file that needs nothing else: no script, no server. */

import { show } from '../language/plain-data.ts';
import { showValue, type Trace, type WholeState } from '../trace/trace.ts';
import { escaped } from './drawing/chart-svg.ts';
import { type SequenceStep, sequenceStyle, sequenceSvg } from './drawing/sequence-svg.ts';
import { element, page } from './html.ts';
import { sheet } from './sheet.ts';
import type { Story } from './trace-story.ts';
import { isShown, shownChanges } from './trace-view.ts';
import { changeWords, eventWords, plural, repetitionWords } from './words.ts';

const plain = sheet(400, false, false);

function sideClass(side: string): string {
  return side === 'adversary' ? 'bad' : side === 'honest' ? 'good' : 'quiet';
}

/** The steps as a table. */
export function stepsHtml({
  trace,
  view,
}: {
  readonly trace: Pick<Trace, 'steps' | 'loop'>;
  readonly view: Story['view'];
}): string {
  if (trace.steps.length === 0) return '<p>The initial state already.</p>';
  const rows = trace.steps.map((step, i) => {
    const { shown, hidden } = shownChanges(view, step.changes);
    const lines = shown.map((change) => element('code', changeWords(plain, change)));
    if (hidden > 0) lines.push(element('span', `${plural(hidden, 'change')} not shown`, 'class="quiet"'));
    const role = step.side === 'adversary' ? ' (adversary)' : '';
    return `<tr><td class="number">${i + 1}</td>${element('td', step.owner + role, `class="${sideClass(step.side)}"`)}<td>${element('code', eventWords(step, view.full))}</td><td>${lines.join('<br>') || '<span class="quiet">nothing changes</span>'}</td></tr>`;
  });
  const loop =
    trace.loop === null
      ? ''
      : trace.loop === trace.steps.length
        ? '<p>↺ Nothing more happens, for ever: no event that must not be neglected is enabled.</p>'
        : `<p>↺ ${repetitionWords(trace.loop, trace.steps.length)}.</p>`;
  return `<div class="scroll" tabindex="0" role="group" aria-label="Steps"><table class="steps"><thead><tr><th class="number" scope="col">Step</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Changes</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>${loop}`;
}

/** Why a trace matters. */
export function reasonsHtml(reasons: readonly string[]): string {
  return reasons.length === 0 ? '' : `<div class="reason">${reasons.map((one) => element('p', one)).join('')}</div>`;
}

export function sequenceHtml(steps: readonly SequenceStep[], title: string): string {
  if (steps.length === 0) return '';
  const svg = sequenceSvg(steps, title);
  return `<div class="scroll" tabindex="0" role="group" aria-label="Sequence diagram">${svg}</div>`;
}

function stateHtml(title: string, state: WholeState, { view }: Story): string {
  const rows = Object.entries(state)
    .filter(([name]) => isShown(view, name))
    .map(([name, { value, context }]) => {
      const words = context === undefined ? '' : element('code', show(context));
      return `<tr>${element('th', name, 'scope="row"')}<td>${element('code', showValue(value))}</td><td>${words}</td></tr>`;
    });
  const table = `<div class="scroll" tabindex="0" role="group" aria-label="${escaped(title)}"><table><thead><tr><th scope="col">Machine</th><th scope="col">State</th><th scope="col">Variables</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  return `<details${view.full ? ' open' : ''}>${element('summary', title)}${table}</details>`;
}

export function tracePage(story: Story): string {
  const { id, says, verdict, conditions, command, trace, reasons } = story;
  const body = [
    '<main>',
    element('h1', id),
    element('p', says),
    verdict === null ? '' : `<p>${element('strong', verdict)}</p>`,
    ...conditions.map((one) => element('p', one, 'class="quiet"')),
    reasonsHtml(reasons),
    '<h2>What happens</h2>',
    sequenceHtml(story.sequence, `Sequence diagram of ${id}`),
    '<h2>Step by step</h2>',
    stepsHtml(story),
    '<h2>Whole states</h2>',
    stateHtml('At the start', trace.first, story),
    stateHtml('At the end', trace.last, story),
    '<h2>Repeat it</h2>',
    `<p>${element('code', command)}</p>`,
    '</main>',
  ];
  return page(`${id}: ${says}`, body.filter((part) => part !== '').join('\n'), sequenceStyle);
}
