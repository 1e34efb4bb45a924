/** A trace as Markdown, with its sequence diagram as GitHub draws it. */

import { mermaidOf } from './drawing/sequence-mermaid.ts';
import { sheet } from './sheet.ts';
import type { Story } from './trace-story.ts';
import { shownChanges } from './trace-view.ts';
import { changeWords, eventWords, plural } from './words.ts';

/** Text that Markdown leaves alone, within one line. */
export function markdownText(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/[\\`*_{}[\]<>|~$&]/g, (sign) => `\\${sign}`);
}

/** Text as code in a table cell: a run of backticks longer than any inside. */
export function markdownCode(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const inner = text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
  return fence.length === 1 ? `\`${inner}\`` : `${fence} ${inner} ${fence}`;
}

const plain = sheet(400, false, false);

export function traceMarkdown(story: Story): string {
  const { id, says, verdict, conditions, command, trace, sequence, reasons, view } = story;
  const rows = trace.steps.map((step, i) => {
    const { shown, hidden } = shownChanges(view, step.changes);
    const changes = shown.map((change) => markdownCode(changeWords(plain, change)));
    const more = hidden > 0 ? [`${plural(hidden, 'change')} not shown`] : [];
    const who = step.side === 'adversary' ? `**${markdownText(step.owner)}**` : markdownText(step.owner);
    const what = markdownCode(eventWords(step, view.full));
    return `| ${i + 1} | ${who} | ${what} | ${[...changes, ...more].join('<br>') || 'nothing changes'} |`;
  });
  return [
    `## ${markdownText(id)}`,
    '',
    markdownText(says),
    '',
    ...(verdict === null ? [] : [`**${markdownText(verdict)}.**`]),
    ...conditions.map((one) => `${markdownText(one)}.`),
    '',
    ...(rows.length === 0
      ? ['The initial state already.']
      : ['| Step | Who | What | Changes |', '|---:|---|---|---|', ...rows]),
    '',
    ...(trace.loop === null ? [] : [`From step ${trace.loop + 1} on this goes on for ever.`, '']),
    ...(reasons.length === 0 ? [] : [...reasons.map((reason) => `- ${markdownText(reason)}`), '']),
    '```mermaid',
    mermaidOf(sequence, trace.loop).trimEnd(),
    '```',
    '',
    'Repeat it:',
    '',
    '```sh',
    command,
    '```',
    '',
  ].join('\n');
}
