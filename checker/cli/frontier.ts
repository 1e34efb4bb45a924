/** `plumbline frontier`: sweeps the grid of a frontier and prints formula and grid. */

import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import { configure } from '../language/system.ts';
import type { AnyFrontier, AnyTheorem } from '../language/theorem.ts';
import type { FrontierDocument } from '../report/document/sweep.ts';
import { frontierText } from '../report/frontier-text.ts';
import { frontierDocument, frontierVerdict } from '../report/json.ts';
import { withoutColour } from '../report/sheet.ts';
import { decideFrontier } from '../verdict/frontier.ts';
import { type Changes, checkInstance, checkSetting, frontierSetting } from './changes.ts';
import { exitCode } from './exit-code.ts';
import { progressOn } from './progress.ts';
import { changesOf, limitsOf, repeatLine } from './run-options.ts';
import { selectionOf } from './selection.ts';
import { checkWritable, deliver, type Session, say } from './session.ts';

/** Throws PL-205 for an axis that the frontier does not have, PL-206 for a value outside the axis's domain. */
function checkAxes({ id, axes, system }: AnyFrontier, over: Readonly<Record<string, readonly number[]>>): void {
  const names = Object.keys(axes);
  for (const [name, values] of Object.entries(over)) {
    const axis = axes[name];
    if (axis === undefined) {
      throw new Problem('PL-205', {
        place: `--over, axes of ${id}`,
        expected: `one of ${names.join(', ')}`,
        found: name,
        ...didYouMean(name, names),
      });
    }
    for (const value of values) {
      configure(
        system,
        'parameter' in axis ? { parameters: { [axis.parameter]: value } } : { powers: { [axis.power]: value } },
      );
    }
  }
}

async function sweep(
  session: Session,
  theorem: AnyTheorem,
  frontier: AnyFrontier,
  changes: Changes,
): Promise<{ readonly document: FrontierDocument; readonly code: number }> {
  const { io, options } = session;
  const progress = await progressOn(io, options.quiet === true);
  progress.about(`${theorem.item}/${frontier.id}`);
  const decide = { limits: limitsOf(options), signal: io.interrupted, onProgress: progress.show };
  try {
    const result = await decideFrontier(
      theorem,
      frontier,
      options.over ?? {},
      decide,
      frontierSetting(theorem, frontier, changes),
    );
    const document = frontierDocument({ ...result, instance: changes.instance ?? result.instance }, frontier.axes);
    const bounded = frontierVerdict(result) === 'bounded';
    return { document, code: bounded ? exitCode.unestablished : result.met ? exitCode.ok : exitCode.unexpected };
  } finally {
    progress.clear();
  }
}

export async function frontier(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io, options, page } = session;
  const changes = changesOf(options);
  const chosen = (await selectionOf(targets, registry, io.cwd)).flatMap(({ theorem, frontiers }) =>
    frontiers.map((one) => ({ theorem, one })),
  );
  if (chosen.length === 0) throw new Problem('PL-208', { place: targets.join(' '), found: 'no frontier' });
  for (const { theorem, one } of chosen) {
    checkInstance(theorem, changes.instance);
    checkAxes(one, options.over ?? {});
  }
  checkSetting([...new Set(chosen.map(({ one }) => one.system))], changes.setting);
  checkWritable(session);
  const command = repeatLine('frontier', targets, options);
  say(session, `${page.paint.dim(command)}\n\n`);
  const plain = withoutColour(page);
  const texts = [`${command}\n\n`];
  const documents: FrontierDocument[] = [];
  const codes: number[] = [];
  for (const { theorem, one } of chosen) {
    if (io.interrupted.aborted) break;
    const { document, code } = await sweep(session, theorem, one, changes);
    say(session, `${frontierText(page, document)}\n`);
    texts.push(`${frontierText(plain, document)}\n`);
    documents.push(document);
    codes.push(code);
  }
  const [first] = documents;
  const whole =
    documents.length === 1 && first !== undefined
      ? first
      : { schemaVersion: 1, item: chosen[0]?.theorem.item, frontiers: documents };
  deliver(session, whole, texts.join(''));
  if (io.interrupted.aborted) return exitCode.interrupted;
  return codes.includes(exitCode.unexpected) ? exitCode.unexpected : Math.max(...codes);
}
