/**
 * A sequence diagram in Mermaid's words, as GitHub and many editors draw it.
 *
 * Mermaid knows messages from one to another only: the arrows of an event go from its owner to every machine that it changes.
 */

import type { SequenceStep } from './sequence-svg.ts';

/** Changes of one step and machine that a diagram has room for; a table has them all. */
const mostLines = 4;
/** Characters of a change. */
const longest = 38;

/** Text in which nothing means anything to Mermaid: `#`, `;`, `%` and angle brackets as its entities. */
function plainText(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '#': '#35;',
    ';': '#59;',
    '<': '#lt;',
    '>': '#gt;',
    '%': '#37;',
  };
  return text
    .replaceAll(/[#;<>%]/g, (sign) => entities[sign] as string)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function noteOf(changes: readonly string[]): string {
  const lines = changes.slice(0, mostLines).map((change) => {
    return plainText(change.length <= longest ? change : `${change.slice(0, longest - 1)}…`);
  });
  const more = changes.length - lines.length;
  return [...lines, ...(more === 0 ? [] : [`and ${more} more`])].join('<br/>');
}

/** `loop` is the step, from 0, at which an infinite run begins again; the number of steps where it stands still. */
export function mermaidOf(steps: readonly SequenceStep[], loop: number | null): string {
  // Parties stand to the left of the machines that they act on.
  const parties = new Map(steps.map(({ owner, side }) => [owner, side]));
  const changed = steps.map(({ takers }) => takers.filter(({ changes }) => changes.length > 0));
  const names = [...new Set([...parties.keys(), ...changed.flat().map(({ component }) => component)])];
  const declared = names.map((name, p) => {
    const role = parties.get(name) === 'adversary' ? ' (adversary)' : '';
    return `  ${parties.has(name) ? 'actor' : 'participant'} p${p} as ${plainText(name)}${role}`;
  });
  const lines = steps.flatMap(({ label, owner }, i) => {
    const from = names.indexOf(owner);
    const takers = (changed[i] ?? []).map(({ component, changes }) => ({ to: names.indexOf(component), changes }));
    const others = takers.map(({ to }) => to).filter((to) => to !== from);
    return [
      ...(loop === i ? ['  loop for ever'] : []),
      ...(others.length === 0 ? [from] : others).map(
        (to, n) => `  p${from}->>p${to}: ${i + 1}${n === 0 ? ` ${plainText(label)}` : ''}`,
      ),
      ...takers.map(({ to, changes }) => `  Note over p${to}: ${noteOf(changes)}`),
    ];
  });
  const isLoop = loop !== null && loop < steps.length;
  const end = isLoop ? ['  end'] : loop === null ? [] : ['  Note over p0: nothing more happens, for ever'];
  // A diagram of nothing at all would not parse.
  const body = names.length === 0 ? ['  participant p0 as initial state'] : [...declared, ...lines, ...end];
  return `${['sequenceDiagram', ...body].join('\n')}\n`;
}
