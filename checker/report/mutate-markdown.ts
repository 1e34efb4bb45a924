/** `plumbline mutate --format markdown`: a row a system, and every survivor with its reason. The command that makes it stands on top. */

import { type MutantReport, type MutationResult, mutantsIn, type Tally, tallyOf } from './mutation-result.ts';
import { percent, plural } from './words.ts';

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

/** A row of the table; a test compares those of small systems with a run. */
export function tallyRow(name: string, tally: Tally): string {
  const { mutants, killed, byConformance, noticed, equivalent, explained, unexplained, unfinished } = tally;
  const numbers = [mutants, killed, byConformance, noticed, equivalent, explained, unexplained, unfinished];
  return `| ${[cell(name), ...numbers, percent(tally.byVerdict), percent(tally.byNumber)].join(' | ')} |`;
}

function code(text: string): string {
  const fence = '`'.repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length)));
  return `${fence}${text.startsWith('`') ? ' ' : ''}${text}${text.endsWith('`') ? ' ' : ''}${fence}`;
}

function survivorLine({ key, reason, fate, how }: MutantReport): string {
  const why =
    reason === null ? `**${fate === 'survived' ? 'unexplained' : how}**` : `${reason.ground}: ${reason.because}`;
  return `- ${code(key)}  \n  ${why}`;
}

function survivors(title: string, mutants: readonly MutantReport[]): readonly string[] {
  const files = [...new Set(mutants.map(({ file }) => file))];
  if (files.length === 0) return [];
  return [
    `## ${title}`,
    '',
    ...files.flatMap((file) => {
      const own = mutants.filter((mutant) => mutant.file === file);
      return [`### ${file}`, '', ...own.map(survivorLine), ''];
    }),
  ];
}

/** `- 2.1.2/repaired: 12`: the claims in the order of how many mutants each was the first to tell. */
function firstToTell(mutants: readonly MutantReport[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { fate, claim } of mutants)
    if (fate === 'killed' && claim !== null) counts.set(claim, (counts.get(claim) ?? 0) + 1);
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b));
  const lines = sorted.map(([claim, count]) => `- ${claim}: ${count}`);
  const intro =
    'Claims are asked in the order of their size, until the first that tells; those that a change makes more than twice as large behind the others, conformance last.';
  return ['## First to tell', '', intro, '', ...lines, ''];
}

export function mutateMarkdown(result: MutationResult): string {
  const { command, systems, mutants, all, atLeast, leftOut } = result;
  const open = mutants.filter(({ fate, reason }) => fate === 'survived' && reason === null);
  const spared = mutants.filter(({ fate, reason }) => (fate === 'survived' || fate === 'noticed') && reason !== null);
  const noticed = mutants.filter(({ fate, reason }) => fate === 'noticed' && reason === null);
  const part = mutants.length < all ? `${plural(mutants.length, 'mutant')} of ${all} were run` : plural(all, 'mutant');
  return [
    '# Mutants of the machines',
    '',
    `<!-- written by \`${command} --format markdown\` -->`,
    '',
    `Every single change of a guard, an assignment, a comparison or a constant of the machines, asked by every claim about the systems that use them: ${part}.${atLeast === null ? '' : ` Asked for: ${percent(atLeast)}.`}`,
    '',
    '- **killed**: a verdict, a price or a region of parameters is another one, or the model is wrong; **by conformance**: of those, the ones that only a claim of conformance to code or to a TLA+ module tells.',
    '- **by number**: every verdict stays, and a number that tests compare does not. No theorem demands anything of it.',
    '- **equal**: the same graph in every configuration that was asked. It says nothing of larger instances.',
    '- **explained**: told by no verdict, with a reason in `proofs/survivors.ts`. **open**: told by nothing, without one.',
    '- **rate**: killed, of those that are neither equal nor explained as equivalent; the last column counts those told by a number as well.',
    '',
    'A machine that several systems use is counted with each of them, and once in the last row.',
    '',
    '| System | mutants | killed | by conformance | by number | equal | explained | open | unfinished | rate | with numbers |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...systems.map((one) => tallyRow(one.system, tallyOf(mutantsIn(mutants, one)))),
    tallyRow('**all**', tallyOf(mutants)),
    '',
    ...(leftOut.length === 0 ? [] : [`Not run: ${leftOut.join(', ')}.`, '']),
    ...firstToTell(mutants),
    ...survivors('Open', open),
    ...survivors('Told by a number alone', noticed),
    ...survivors('Explained', spared),
  ].join('\n');
}
