/** `plumbline diff --format markdown`: for a comment on a pull request. What changed stands first; traces are folded away. */

import { stripVTControlCharacters } from 'node:util';
import type { Trace } from '../trace/trace.ts';
import type { OneSided } from '../verdict/behaviours.ts';
import type { ComparedClaim } from '../verdict/comparison.ts';
import {
  changedWords,
  changesOfVerdict,
  frontierHasChanged,
  hasChanged,
  hasMoved,
  isOpen,
  latticeHasChanged,
  openQuestions,
  type ProtocolDifference,
  shortVerdict,
} from './diff.ts';
import { sheet } from './sheet.ts';
import { changeWords, compact, eventWords, plural } from './words.ts';

/** GitHub refuses a comment past 65,536 characters; traces beyond this many stay out. */
const mostTraces = 12;

const page = sheet(10_000, false, false);

/** A cell of a table: pipes and line ends would break it. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', '<br>');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function traceTable({ steps }: Trace): string {
  if (steps.length === 0) return 'The initial state already.';
  return table(
    ['#', 'who', 'event', 'what changes'],
    steps.map((step, i) => [
      `${i + 1}`,
      `${cell(step.owner)}${step.side === 'adversary' ? ' ⚠' : ''}`,
      `\`${cell(eventWords(step, false))}\``,
      step.changes.map((change) => cell(stripVTControlCharacters(changeWords(page, change)))).join('<br>'),
    ]),
  );
}

function folded(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

function claimRow({ id, base, changed }: ComparedClaim): readonly string[] {
  return [`\`${cell(id)}\``, cell(shortVerdict(base)), `**${cell(shortVerdict(changed))}**`];
}

function verdicts({ claims, untouched }: ProtocolDifference): readonly string[] {
  const changed = claims.filter(hasChanged);
  const others = claims.filter(
    (claim) => isOpen(claim) || hasMoved(claim) || claim.base === null || claim.changed === null,
  );
  const shown = changed.flatMap(({ id, changed: after, base }) => {
    const side = [after, base].find((one) => one?.verdict === 'violated' && one.trace !== null);
    return side?.trace == null
      ? []
      : [
          folded(
            `${id}${side === after ? '' : ' before the change'}: ${compact(side.trace)}`,
            `${side.says}\n\n${traceTable(side.trace)}`,
          ),
        ];
  });
  return [
    ...(changed.length === 0
      ? []
      : ['### Verdicts that changed', table(['claim', 'before', 'after'], changed.map(claimRow))]),
    ...shown.slice(0, mostTraces),
    ...(shown.length > mostTraces ? [`${shown.length - mostTraces} more traces: run the command.`] : []),
    ...(others.length === 0
      ? []
      : [
          folded(
            `${plural(others.length, 'other claim')} of note`,
            table(['claim', 'before', 'after'], others.map(claimRow)),
          ),
        ]),
    `${plural(claims.length, 'claim')} compared${untouched === 0 ? '' : `, ${untouched} that the change does not touch`}.`,
  ];
}

function oneSided(word: string, side: OneSided | null, limit: string | null): string {
  if (side === null) return `- ${word}: ${limit === null ? 'nothing' : `nothing found before the ${limit} limit`}`;
  const who = side.refusedBy.length === 0 ? 'not on offer' : `refused by ${side.refusedBy.join(' and ')}`;
  return `- ${word}, in ${plural(side.trace.steps.length, 'step')}: ${compact(side.trace)} (the last step is ${who} on the other side)`;
}

function behaviours({ systems }: ProtocolDifference): readonly string[] {
  return systems.flatMap(({ base, behaviours: found, structure, problem }) => [
    ...(structure === null || structure.length === 0
      ? []
      : [
          `### ${base}`,
          folded(
            plural(structure.length, 'element').replace(/$/, ' changed'),
            table(
              ['', 'what', 'before', 'after'],
              structure
                .slice(0, 40)
                .map(({ kind, name, before, after }) => [
                  kind,
                  `\`${cell(name)}\``,
                  cell(before ?? ''),
                  cell(after ?? ''),
                ]),
            ),
          ),
        ]),
    ...(problem === null ? [] : [`Behaviours could not be compared: ${cell(problem.message)}`]),
    ...(found === null
      ? []
      : [
          [
            oneSided('gained', found.gained, found.limit),
            oneSided('lost', found.lost, found.limit),
            ...(found.parted === null
              ? []
              : [
                  `- same events, other states, after ${compact(found.parted.base)}: ${found.parted.differences.map((change) => changeWords(page, change)).join('; ')}`,
                ]),
          ].join('\n'),
        ]),
  ]);
}

function sets(all: readonly (readonly string[])[] | undefined): string {
  if (all === undefined) return '';
  return all.length === 0 ? 'none' : all.map((set) => cell(set.join(', ') || 'nothing at all')).join('<br>');
}

function assumptions({ lattices, frontiers }: ProtocolDifference): readonly string[] {
  const changed = lattices.filter(latticeHasChanged);
  const moved = frontiers.filter(frontierHasChanged);
  return [
    ...(changed.length === 0
      ? []
      : [
          '### Assumptions',
          table(
            ['', 'minimal sets before', 'minimal sets now', 'now needed'],
            changed.map(({ id, base, changed: now, nowNeeded }) => [
              `\`${id}\``,
              sets(base?.minimalSufficient),
              sets(now?.minimalSufficient),
              nowNeeded.join(', '),
            ]),
          ),
        ]),
    ...(moved.length === 0
      ? []
      : [
          '### Frontiers',
          table(
            ['', 'safe before', 'safe now'],
            moved.map(({ id, base, changed: now }) => [
              `\`${id}\``,
              cell(base?.formula ?? 'no formula'),
              cell(now?.formula ?? 'no formula'),
            ]),
          ),
        ]),
  ];
}

export function diffMarkdown(difference: ProtocolDifference): string {
  const { base, changed, says, command } = difference;
  const count = changesOfVerdict(difference);
  const open = openQuestions(difference);
  const head = `${count > 0 ? '⚠' : '✓'} ${changedWords(difference)}`;
  return [
    `## ${head}${open > 0 ? `, ${open} not established` : ''}`,
    `\`${base}\` → \`${changed}\``,
    ...says.map((line) => `> ${line}`),
    ...verdicts(difference),
    ...behaviours(difference),
    ...assumptions(difference),
    `\`${command}\``,
  ]
    .join('\n\n')
    .concat('\n');
}
