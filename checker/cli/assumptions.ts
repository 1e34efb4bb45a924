/** `plumbline assumptions`: the lattice of hypotheses of a theorem. */

import { Problem } from '../language/problem.ts';
import { assumptionsText } from '../report/assumptions-text.ts';
import type { AssumptionsDocument } from '../report/document/sweep.ts';
import { assumptionsDocument } from '../report/json.ts';
import { withoutColour } from '../report/sheet.ts';
import { decideLattice, type LatticeResult } from '../verdict/lattice.ts';
import { exitCode } from './exit-code.ts';
import { progressOn } from './progress.ts';
import { limitsOf, repeatLine } from './run-options.ts';
import { selectionOf } from './selection.ts';
import { checkWritable, deliver, type Session, say } from './session.ts';

const worstFirst: readonly number[] = [exitCode.internal, exitCode.model, exitCode.unexpected, exitCode.unestablished];

function codeOf({ undecided, met }: LatticeResult): number {
  if (undecided === null) return met ? exitCode.ok : exitCode.unexpected;
  return undecided.problem === null
    ? exitCode.unestablished
    : undecided.problem.fault === 'internal'
      ? exitCode.internal
      : exitCode.model;
}

export async function assumptions(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io, options, page } = session;
  const chosen = (await selectionOf(targets, registry, io.cwd)).flatMap(({ theorem, lattices }) =>
    lattices.map((lattice) => ({ theorem, lattice })),
  );
  if (chosen.length === 0) throw new Problem('PL-208', { place: targets.join(' '), found: 'no lattice of hypotheses' });
  checkWritable(session);
  const command = repeatLine('assumptions', targets, options);
  say(session, `${page.paint.dim(command)}\n\n`);
  const plain = withoutColour(page);
  const texts = [`${command}\n\n`];
  const documents: AssumptionsDocument[] = [];
  const codes: number[] = [];
  const progress = await progressOn(io, options.quiet === true);
  for (const { theorem, lattice } of chosen) {
    if (io.interrupted.aborted) break;
    progress.about(`${theorem.item}/${lattice.id}`);
    const result = await decideLattice(theorem, lattice, {
      limits: limitsOf(options),
      signal: io.interrupted,
      onProgress: progress.show,
    });
    progress.clear();
    say(session, `${assumptionsText(page, result, lattice.hypotheses)}\n`);
    texts.push(`${assumptionsText(plain, result, lattice.hypotheses)}\n`);
    documents.push(assumptionsDocument(result));
    codes.push(codeOf(result));
  }
  const [first] = documents;
  const whole =
    documents.length === 1 && first !== undefined
      ? first
      : // The first lattice is the theorem's own; all of them stand beside it.
        { ...first, lattices: documents };
  deliver(session, whole, texts.join(''));
  if (io.interrupted.aborted) return exitCode.interrupted;
  return worstFirst.find((code) => codes.includes(code)) ?? exitCode.ok;
}
