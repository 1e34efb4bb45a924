/** The README's block on Theorem 2.1.2, written from the theorem file: `npm run readme` writes it, a test fails on drift. */

import type { AnyTheorem } from '../../checker/language/theorem.ts';

const begin = '<!-- 2.1.2: begin (npm run readme) -->';
const end = '<!-- 2.1.2: end -->';

function number(n: number): string {
  return n.toLocaleString('en');
}

/** The block between the two comments, from what the theorem expects and every run compares. */
export function theoremBlock({ claims, frontiers, lattices }: AnyTheorem): string {
  const literal = claims.filter(({ reading }) => reading === 'literal');
  const repaired = claims.filter(({ reading, id }) => reading === 'repaired' && id.startsWith('repaired'));
  // Other claims, such as that bonds are conserved, have rules of their own that they need.
  const parts = new Set(repaired.flatMap(({ property }) => Object.keys(property.parts)));
  const necessary = claims.filter(
    ({ reading, property }) => reading === 'necessary' && Object.keys(property.parts).every((part) => parts.has(part)),
  );
  const sets = lattices[0]?.expect.minimalSufficient ?? [];
  const rows = literal.map(({ id, says, expect: { verdict, steps } }) => {
    const outcome = verdict === 'violated' ? `violated in ${steps} steps` : 'holds';
    return `| \`${id}\` | ${says} | ${outcome} |`;
  });
  return [
    '**As it stands: false, in both directions.** Each attack is a shortest one, replayed step by step on the machines.',
    '',
    '| Claim | What happens | |',
    '|---|---|---|',
    ...rows,
    '',
    `**Repaired: true** under ${necessary.length} named hypotheses, in every one of ${repaired
      .map(({ expect }) => number(expect.states))
      .join(
        ', ',
      )} reachable states of the three instances; each hypothesis is necessary, by a counterexample of ${Math.min(
      ...necessary.map(({ expect }) => expect.steps ?? 0),
    )} to ${Math.max(...necessary.map(({ expect }) => expect.steps ?? 0))} steps when it alone is dropped.`,
    `\`plumbline assumptions 2.1.2\` finds the ${sets.length} minimal sufficient sets among all ${number(
      2 ** Object.keys(lattices[0]?.hypotheses ?? {}).length,
    )}.`,
    '',
    '**Safe exactly where**',
    '',
    ...frontiers.map(({ says, expect }) => `- \`${expect.formula}\`: ${says}`),
  ].join('\n');
}

/** The README with the block in its place. */
export function withBlock(readme: string, block: string): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error('the README has lost the comments around its block');
  return `${readme.slice(0, from + begin.length)}\n${block}\n${readme.slice(to)}`;
}
