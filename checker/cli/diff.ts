/**
 * `plumbline diff`: what a change of a protocol does to its structure, its behaviours, and what is known of it.
 *
 * Exit codes: 0 if every verdict, set of assumptions and frontier stays, 1 if any is another one, 3 if a limit left any open and none
 * is seen to change, 4 if a question broke on the model. New behaviours alone are no failure: most changes are made for them.
 */

import { Problem } from '../language/problem.ts';
import type { AnySystem, Setting } from '../language/system.ts';
import { changesOfVerdict, openQuestions, type ProtocolDifference, type SystemDifference } from '../report/diff.ts';
import { diffDocument } from '../report/diff-document.ts';
import { diffMarkdown } from '../report/diff-markdown.ts';
import { diffText } from '../report/diff-text.ts';
import { sheet } from '../report/sheet.ts';
import { settingWords } from '../report/words.ts';
import { type DeclarationChange, declarationDifference, declarationsOf } from '../source/declarations.ts';
import { structureDifference } from '../source/structure-difference.ts';
import { compareBehaviours } from '../verdict/behaviours.ts';
import {
  type ComparedClaim,
  type ComparedFrontier,
  type ComparedLattice,
  compareClaims,
  compareFrontiers,
  compareLattices,
  type Side,
} from '../verdict/comparison.ts';
import type { DecideOptions } from '../verdict/decide.ts';
import { diffParts } from './arguments.ts';
import { settingFor } from './changes.ts';
import {
  checkChanges,
  checkComparable,
  type Named,
  named,
  type SystemPair,
  systemPairs,
  theoremPairs,
} from './diff-sides.ts';
import { exitCode } from './exit-code.ts';
import { type Progress, progressOn } from './progress.ts';
import { changesOf, limitsOf, repeatLine } from './run-options.ts';
import { checkWritable, deliver, type Session, say } from './session.ts';

const nothing: Required<Setting> = { parameters: {}, powers: {}, without: [] };

async function systemDifference(
  { base, changed, claim }: SystemPair,
  parts: readonly string[],
  options: DecideOptions,
): Promise<SystemDifference> {
  const about = { base: base.system.name, changed: changed.system.name, claim, configuration: base.configuration };
  const structure = parts.includes('structure') ? structureDifference(base, changed) : null;
  if (!parts.includes('behaviours')) return { ...about, structure, behaviours: null, problem: null };
  try {
    return { ...about, structure, behaviours: await compareBehaviours(base, changed, options), problem: null };
  } catch (error) {
    if (!(error instanceof Problem) || error.fault !== 'model') throw error;
    return { ...about, structure, behaviours: null, problem: error };
  }
}

/** What the switches of a change mean, as the systems say it. */
function meanings(
  systems: readonly AnySystem[],
  { parameters, powers, without }: Required<Setting>,
): readonly string[] {
  const said = (kind: 'parameters' | 'powers' | 'rules', name: string): string =>
    systems.find((system) => Object.hasOwn(system[kind], name))?.[kind][name]?.says ?? '';
  return [
    ...without.map((name) => `without ${name}: ${said('rules', name)}`),
    ...Object.entries(powers).map(
      ([name, value]) => `${settingWords({ powers: { [name]: value } }) || `no ${name}`}: ${said('powers', name)}`,
    ),
    ...Object.entries(parameters).map(([name, value]) => `${name} = ${value}: ${said('parameters', name)}`),
  ];
}

/** Theorems, goals and expectations are declared in the same modules; they are compared by their verdicts. */
async function sourceDifference(base: Named, changed: Named | null): Promise<readonly DeclarationChange[]> {
  if (base.file === null || changed === null || changed.file === null) return [];
  const [before, after] = await Promise.all([declarationsOf(base.file), declarationsOf(changed.file)]);
  return declarationDifference(before, after).filter(({ name }) => name !== 'theorem');
}

interface Answers {
  readonly claims: readonly ComparedClaim[];
  readonly untouched: number;
  readonly lattices: readonly ComparedLattice[];
  readonly frontiers: readonly ComparedFrontier[];
}

async function answers(
  session: Session,
  base: Named,
  changed: Named | null,
  parts: readonly string[],
  options: DecideOptions,
  progress: Progress,
): Promise<Answers> {
  const { instance, setting } = changesOf(session.options);
  const found = {
    claims: [] as ComparedClaim[],
    untouched: 0,
    lattices: [] as ComparedLattice[],
    frontiers: [] as ComparedFrontier[],
  };
  for (const pair of theoremPairs(base, changed)) {
    const laid = (system: AnySystem): Required<Setting> => settingFor(system, setting);
    const before: Side = { theorem: pair.base, setting: changed === null ? () => nothing : laid };
    const after: Side = { theorem: pair.changed, setting: laid };
    if (parts.includes('verdicts')) {
      const { compared, untouched } = await compareClaims(before, after, instance, options, progress.about);
      found.claims.push(...compared);
      found.untouched += untouched;
    }
    if (parts.includes('assumptions'))
      found.lattices.push(...(await compareLattices(before, after, options, progress.about)));
    if (parts.includes('frontiers'))
      found.frontiers.push(...(await compareFrontiers(before, after, options, progress.about)));
  }
  return found;
}

function codeOf(difference: ProtocolDifference): number {
  const { claims, systems, interrupted } = difference;
  if (interrupted) return exitCode.interrupted;
  const failed = claims.flatMap(({ base, changed }) => [base, changed]).filter((side) => side?.verdict === 'failed');
  if (failed.some((side) => side?.problem?.fault === 'internal')) return exitCode.internal;
  if (failed.length > 0 || systems.some(({ problem }) => problem !== null)) return exitCode.model;
  if (changesOfVerdict(difference) > 0) return exitCode.unexpected;
  return openQuestions(difference) > 0 ? exitCode.unestablished : exitCode.ok;
}

export async function diff(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io, options, page } = session;
  const started = performance.now();
  const [first = '', second] = targets;
  const base = await named(first, registry, io.cwd);
  const changed = second === undefined ? null : await named(second, registry, io.cwd);
  const changes = changesOf(options);
  checkChanges(base, changed, changes);
  const pairs = systemPairs(base, changed, changes);
  checkComparable(base, changed, pairs);
  checkWritable(session);
  const parts = options.parts ?? diffParts;
  const command = repeatLine('diff', targets, options);
  say(session, `${page.paint.dim(command)}\n\n`);
  const progress = await progressOn(io, options.quiet === true);
  const decide: DecideOptions = { limits: limitsOf(options), signal: io.interrupted, onProgress: progress.show };
  const systems: SystemDifference[] = [];
  for (const pair of pairs) {
    progress.about(`${pair.base.system.name} in lock-step`);
    if (parts.includes('structure') || parts.includes('behaviours'))
      systems.push(await systemDifference(pair, parts, decide));
  }
  const found = await answers(session, base, changed, parts, decide, progress);
  progress.clear();
  const difference: ProtocolDifference = {
    command,
    base: first,
    changed: second ?? settingWords(changes.setting),
    says: meanings([...base.systems, ...(changed?.systems ?? [])], changes.setting),
    systems,
    declarations: parts.includes('structure') ? await sourceDifference(base, changed) : [],
    ...found,
    seconds: (performance.now() - started) / 1000,
    interrupted: io.interrupted.aborted,
  };
  const code = codeOf(difference);
  say(session, diffText(page, difference));
  const plain = sheet(page.columns, false, page.verbose);
  deliver(session, diffDocument(difference, code), `${command}\n\n${diffText(plain, difference)}`, {
    markdown: () => diffMarkdown(difference),
  });
  return code;
}
