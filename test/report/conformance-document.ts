/**
 * The conformance document, written from the theorem files: `npm run readme` writes `spec/conformance.md`, a test fails on drift.
 *
 * It holds what the theorems expect, and every run of `plumbline check`, `assumptions` and `frontier` compares what it finds with that; nothing
 * in it is typed by hand, and nothing in it is a verdict of its own.
 */

import type { RegistryItem } from '../../checker/cli/registry.ts';
import type { AnyClaim, AnyFrontier, AnyLattice, AnyTheorem, Expectation } from '../../checker/language/theorem.ts';
import { transversals } from '../../proofs/6.2.2-cut-sets.ts';
import type { Cell, Matrix } from '../../proofs/matrix.ts';

function number(n: number): string {
  return n.toLocaleString('en');
}

function setOf(names: readonly string[]): string {
  return names.length === 0 ? '{} (nothing)' : `{${names.join(', ')}}`;
}

/** Text inside a table cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function outcome({ property, reading, expect }: AnyClaim): string {
  const { verdict, steps, price } = expect;
  if (property.kind === 'cheapest')
    return price === undefined ? 'no attack at any price' : `${price}, in ${steps} steps`;
  if (verdict === 'violated') return steps === undefined ? 'violated' : `violated in ${steps} steps`;
  if (verdict === 'sampled') return 'nothing found in random runs';
  if (property.kind === 'reachable') return `found in ${steps} steps`;
  if (expect.covered !== undefined) return `**conforms**, ${coverWords(expect.covered)}`;
  return reading === 'literal' ? 'holds' : '**holds**';
}

function coverWords([transitions, refusals]: NonNullable<Expectation['covered']>): string {
  return `in ${number(transitions)} transitions and ${number(refusals)} refusals`;
}

function claimRow(claim: AnyClaim): string {
  const { id, reading, says, property, instance, expect } = claim;
  return `| \`${id}\` | ${reading} | ${cell(says)} | ${property.kind} | ${instance} | ${outcome(claim)} | ${number(expect.states)} |`;
}

function latticeLines({ id, says, hypotheses, expect }: AnyLattice): readonly string[] {
  // Where the hypotheses are guards that are honest, what is asked for are the sets that have to be corrupted.
  if (id.startsWith('cuts-')) {
    const cuts = transversals(expect.minimalSufficient).map(setOf);
    return [`- \`${id}\`: ${says} Of ${Object.keys(hypotheses).length} guards all of ${cuts.join(' or ')}.`];
  }
  const sets = expect.minimalSufficient.map((set) => `  - ${setOf(set)}`);
  const found = sets.length === 0 ? ['  - none: no set of these hypotheses suffices'] : sets;
  return [
    `- \`${id}\`: ${says} Of ${Object.keys(hypotheses).length} hypotheses the minimal sufficient sets are`,
    ...found,
  ];
}

function frontierLine({ id, says, axes, expect }: AnyFrontier): string {
  const over = Object.entries(axes).map(
    ([symbol, { values }]) => `${symbol} = ${Math.min(...values)}…${Math.max(...values)}`,
  );
  return `- \`${id}\`: safe exactly where \`${expect.formula}\` (${over.join(', ')}). ${says}`;
}

function theoremLines({ claims, lattices, frontiers }: AnyTheorem): readonly string[] {
  return [
    '| Claim | Reading | What it says | Question | Instance | Outcome | States |',
    '|---|---|---|---|---|---|---|',
    ...claims.map(claimRow),
    ...(lattices.length === 0 ? [] : ['', 'Assumptions:', '', ...lattices.flatMap(latticeLines)]),
    ...(frontiers.length === 0 ? [] : ['', 'Frontiers:', '', ...frontiers.map(frontierLine)]),
  ];
}

function itemLines(item: RegistryItem, theorem: AnyTheorem | undefined): readonly string[] {
  const files = [item.machine, item.proof].filter((file) => file !== null).map((file) => `[\`${file}\`](../${file})`);
  return [
    `### ${item.id} ${item.name} (${item.kind})`,
    '',
    ...item.statement.split('\n').map((line) => `> ${line}`.trimEnd()),
    '',
    ...(item.restated === undefined ? [] : [item.restated, '']),
    files.length === 0 ? 'No machine.' : `Machine and proof: ${files.join(', ')}.`,
    '',
    ...(theorem === undefined ? ['No claim of its own.'] : theoremLines(theorem)),
    '',
  ];
}

function summaryRow({ id, name, kind }: RegistryItem, theorem: AnyTheorem | undefined): string {
  const claims = theorem?.claims ?? [];
  const refuted = claims.filter(({ reading, expect }) => reading === 'literal' && expect.verdict === 'violated');
  const steps = refuted.flatMap(({ expect }) => (expect.steps === undefined ? [] : [expect.steps]));
  const literal = refuted.length === 0 ? '' : `refuted ${refuted.length} times, first in ${Math.min(...steps)} steps`;
  const repaired = claims.filter(({ reading, expect }) => reading === 'repaired' && expect.verdict === 'exhausted');
  const largest = Math.max(0, ...repaired.map(({ expect }) => expect.states));
  const covered = claims.flatMap(({ expect }) => (expect.covered === undefined ? [] : [expect.covered]));
  const sum = (which: 0 | 1): number => covered.reduce((total, one) => total + one[which], 0);
  const holds = [
    ...(repaired.length === 0 ? [] : [`holds, in up to ${number(largest)} states`]),
    ...(covered.length === 0 ? [] : [`conforms, ${coverWords([sum(0), sum(1)])}`]),
  ].join('; ');
  const formulas = (theorem?.frontiers ?? []).map(({ expect }) => `\`${expect.formula}\``).join('; ');
  return `| [${id}](#${anchor(id, name, kind)}) | ${name} | ${literal} | ${holds} | ${formulas} |`;
}

/** The anchor that GitHub gives a heading. */
function anchor(id: string, name: string, kind: string): string {
  return `${id} ${name} (${kind})`
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

function cellText(matrixCell: Cell): string {
  const { claim, lattice, verdict } = matrixCell;
  const source = `\`${matrixCell.item}/${claim?.id ?? lattice?.id}\``;
  if (verdict === 'violated') return `violated in ${claim?.expect.steps} steps, ${source}`;
  const sets = lattice?.expect.minimalSufficient.map(setOf).join(' or ');
  return `holds${sets === undefined ? '' : ` under ${sets}`}, ${source}`;
}

function matrixLines({ properties, families, cellOf }: Matrix): readonly string[] {
  return [
    `| | ${properties.map(({ item, name }) => `${name} (${item})`).join(' | ')} |`,
    `|---|${properties.map(() => '---').join('|')}|`,
    ...families.map(
      (family) => `| ${family} | ${properties.map(({ item }) => cell(cellText(cellOf(family, item)))).join(' | ')} |`,
    ),
  ];
}

/** The whole document. */
export function conformanceDocument(
  items: readonly RegistryItem[],
  theorems: readonly AnyTheorem[],
  matrix: Matrix,
): string {
  const theoremOf = (id: string): AnyTheorem | undefined => theorems.find(({ item }) => item === id);
  return [
    '# Conformance',
    '',
    '<!-- Written by `npm run readme` from the theorem files; a test fails when it drifts. -->',
    '',
    'What each statement of the document is worth: how it was read, what holds, under which minimal assumptions and inside which bounds. Each',
    'number was measured by a run and is compared by every run. Verdicts are exhaustive for the named finite instance and say nothing',
    'beyond it; a frontier says what holds at each point of its grid.',
    '',
    '## The four properties by family',
    '',
    ...matrixLines(matrix),
    '',
    '## All items',
    '',
    '| Item | Name | As it stands | Repaired | Safe exactly where |',
    '|---|---|---|---|---|',
    ...items.map((item) => summaryRow(item, theoremOf(item.id))),
    '',
    '## Item by item',
    '',
    ...items.flatMap((item) => itemLines(item, theoremOf(item.id))),
  ].join('\n');
}
