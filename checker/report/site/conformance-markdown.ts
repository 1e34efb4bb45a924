/** The conformance document as one Markdown file. */

import type { AnyTheorem } from '../../language/theorem.ts';
import { markdownCode, markdownText } from '../trace-markdown.ts';
import { compact, duration, number, verdictWords } from '../words.ts';
import { type Evidence, type ReportItem, stepsOf } from './evidence.ts';
import { notChecked } from './item-page.ts';

function setWords(names: readonly string[]): string {
  return names.length === 0 ? '{} (nothing)' : `{${names.join(', ')}}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function claimRows({ item, claims }: AnyTheorem, { results }: Evidence): readonly string[] {
  return claims.map((claim) => {
    const { id, reading, says, property, instance } = claim;
    const result = results.get(`${item}/${id}`);
    const trace =
      result?.trace == null ? '' : markdownText(compact(stepsOf(result.trace, claim)) || 'the initial state');
    const found =
      result === undefined
        ? ['**not decided here**', '', '', '']
        : [
            `${result.met ? '✓' : '✗'} ${markdownText(verdictWords(result))}`,
            number(result.states),
            duration(result.seconds),
            trace,
          ];
    return row([markdownCode(id), reading, markdownText(says), property.kind, instance, ...found]);
  });
}

function theoremLines(theorem: AnyTheorem, evidence: Evidence): readonly string[] {
  const { item, claims, lattices, frontiers } = theorem;
  const assumptions = lattices.flatMap(({ id, says, expect }) => {
    const computed = evidence.lattices.get(`${item}/${id}`);
    const sets = computed?.minimalSufficient ?? expect.minimalSufficient;
    const source = computed === undefined ? 'as the theorem states' : `${computed.checked} sets decided`;
    return [
      `- ${markdownCode(id)} (${source}): ${markdownText(says)} Minimal sufficient sets:`,
      ...(sets.length === 0 ? ['  - none suffices'] : sets.map((set) => `  - ${markdownText(setWords(set))}`)),
    ];
  });
  const regions = frontiers.map(({ id, says, expect }) => {
    const region = evidence.results.get(`${item}/${id}`)?.region ?? null;
    const formula =
      region === null
        ? `not swept here; stated as ${markdownCode(expect.formula)}`
        : markdownCode(region.formula ?? 'no formula');
    return `- ${markdownCode(id)}: ${region === null ? formula : `safe exactly where ${formula}, at ${region.points.length} points`}. ${markdownText(says)}`;
  });
  return [
    ...(claims.length === 0
      ? []
      : [
          '| Claim | Reading | What it says | Question | Instance | Verdict | States | Time | Trace |',
          '|---|---|---|---|---|---|---:|---:|---|',
          ...claimRows(theorem, evidence),
          '',
        ]),
    ...(assumptions.length === 0 ? [] : ['Assumptions:', '', ...assumptions, '']),
    ...(regions.length === 0 ? [] : ['Frontiers:', '', ...regions, '']),
  ];
}

function itemLines(item: ReportItem, evidence: Evidence): readonly string[] {
  const theorem = evidence.theorems.find((one) => one.item === item.id);
  const incidents = evidence.incidents.filter(({ claim }) => claim.startsWith(`${item.id}/`));
  return [
    `## ${item.id} ${markdownText(item.name)} (${item.kind})`,
    '',
    ...item.statement.split('\n').map((line) => `> ${line}`.trimEnd()),
    '',
    ...(item.restated === undefined ? [] : [item.restated, '']),
    ...(item.reading === '' ? [] : [item.reading, '']),
    ...(theorem === undefined ? [] : theoremLines(theorem, evidence)),
    ...(incidents.length === 0
      ? []
      : [
          'Incidents:',
          '',
          ...incidents.map(
            ({ id, name, year, mechanism, claim }) =>
              `- ${id} ${markdownText(name)} (${year}): ${markdownText(mechanism)} ${markdownCode(claim)}`,
          ),
          '',
        ]),
    'Not checked:',
    '',
    ...notChecked(item, theorem, evidence).map((line) => `- ${markdownText(line)}`),
    '',
  ];
}

export function conformanceMarkdown(evidence: Evidence): string {
  const { items, runs, strange } = evidence;
  return [
    '# Conformance',
    '',
    'What each statement is worth: how it was read, what holds, under which assumptions and within which bounds. A verdict is exhaustive for a named finite instance and says nothing beyond it.',
    '',
    ...runs.map(
      ({ command, tool, summary }) =>
        `- ${markdownCode(command)}: ${summary.met} of ${summary.claims} as expected, ${duration(summary.seconds)}, ${tool.name} ${tool.version}`,
    ),
    ...(strange.length === 0
      ? []
      : [`- Left out, because they are about other settings: ${strange.map(markdownCode).join(', ')}`]),
    '',
    ...items.flatMap((item) => itemLines(item, evidence)),
  ].join('\n');
}
