/**
 * What is decided, cut into parts that do not depend on each other: claims that share a configuration, and single frontiers.
 *
 * A part is data, so that a worker thread can be given one; which thread decides it, and in which order, bears on no answer.
 */

import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { AnyClaim, AnyFrontier } from '../language/theorem.ts';
import type { ReportedClaim } from '../report/claim-text.ts';
import type { ClaimDocument } from '../report/document/claim.ts';
import { claimDocument, frontierClaim } from '../report/json.ts';
import { decideClaims, type Overrides } from '../verdict/claims.ts';
import type { DecideOptions } from '../verdict/decide.ts';
import { decideFrontier, type FrontierResult } from '../verdict/frontier.ts';
import { type Changes, frontierSetting, settingFor } from './changes.ts';
import { instanceAskedFor } from './instance-size.ts';
import type { Selection } from './selection.ts';

export interface Part {
  /** Item of the theorem; each theorem of a run has its own. */
  readonly item: string;
  /** Ids of claims of one system and configuration, or of one frontier. */
  readonly claims: readonly string[];
  readonly frontier: string | null;
  /** The instance asked for in place of the one that stands there. */
  readonly instance: string | undefined;
  /** States that the claims are expected to have, or many where a state costs more: the large ones go first. */
  readonly cost: number;
}

/** What holds for every part of a run. */
export interface Asked {
  readonly changes: Changes;
  readonly sampling: Overrides['sampling'];
}

/** About what a point of a frontier costs, in states of a large search; only the order of the parts depends on it. */
const statesOfPoint = 50_000;
/** The same of a state at which an implementation is put through its paces. */
const statesOfReplay = 1_000;

function costOf({ axes }: AnyFrontier): number {
  return Object.values(axes).reduce((points, { values }) => points * values.length, statesOfPoint);
}

function costOfClaim({ reading, expect: { states } }: AnyClaim): number {
  return reading === 'conformance' ? states * statesOfReplay : states;
}

/** The parts of each selection at an instance: claims first, in the order of the theorem. `isNamed`: whether the command line says the id. */
export function partsOf(
  selections: readonly Selection[],
  asked?: string,
  isNamed: (id: string) => boolean = () => false,
): readonly Part[] {
  return selections.flatMap(({ theorem, claims, frontiers }): Part[] => {
    const { item } = theorem;
    const at = (part: AnyClaim | AnyFrontier): string | undefined => instanceAskedFor(theorem, part, asked, isNamed);
    const groups = new Map<string, [AnyClaim, ...AnyClaim[]]>();
    for (const claim of claims) {
      const { system, setting = {} } = claim;
      const { parameters = {}, powers = {}, without = [] } = setting;
      const key = `${system.name} ${at(claim) ?? claim.instance} ${at(claim) === undefined} ${keyOf({ parameters, powers, without })}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [claim]);
      else group.push(claim);
    }
    return [
      ...[...groups.values()].map((group) => ({
        ...{ item, claims: group.map(({ id }) => id), frontier: null, instance: at(group[0]) },
        cost: Math.max(...group.map(costOfClaim)),
      })),
      ...frontiers.map((frontier) => ({
        ...{ item, claims: [], frontier: frontier.id, instance: at(frontier), cost: costOf(frontier) },
      })),
    ];
  });
}

/** A frontier whose model is wrong: nothing swept, the problem kept. */
function failedFrontier({ theorem }: Selection, frontier: AnyFrontier, problem: Problem): ClaimDocument {
  const nothing: FrontierResult = {
    ...{ id: `${theorem.item}/${frontier.id}`, item: theorem.item, says: frontier.says },
    ...{ goal: frontier.goal.name, kind: frontier.goal.kind },
    ...{ system: frontier.system.name, instance: frontier.instance, over: {}, fixed: {}, points: [], formula: null },
    ...{ separates: false, expected: frontier.expect.formula, met: false, misses: [], seconds: 0 },
  };
  return frontierClaim(nothing, { code: problem.code, message: problem.message });
}

async function decideFrontierPart(
  selection: Selection,
  frontier: AnyFrontier,
  { changes }: Asked,
  options: DecideOptions,
): Promise<ReportedClaim> {
  const { theorem } = selection;
  try {
    const result = await decideFrontier(theorem, frontier, {}, options, frontierSetting(theorem, frontier, changes));
    const swept = { ...result, instance: changes.instance ?? result.instance };
    return { document: frontierClaim(swept), result: null, frontier: swept };
  } catch (error) {
    if (!(error instanceof Problem) || error.fault !== 'model') throw error;
    return { document: failedFrontier(selection, frontier, error), result: null, frontier: null };
  }
}

/** Decides one part; nothing if it was interrupted before it began. */
export async function decidePart(
  selections: readonly Selection[],
  part: Part,
  asked: Asked,
  options: DecideOptions,
  about: (what: string) => void,
): Promise<readonly ReportedClaim[]> {
  const selection = selections.find(({ theorem: { item } }) => item === part.item) as Selection;
  if (options.signal?.aborted === true) return [];
  const { theorem, frontiers } = selection;
  const frontier = frontiers.find(({ id }) => id === part.frontier);
  if (frontier !== undefined) {
    about(`${theorem.item}/${frontier.id}`);
    const own = { ...asked, changes: { ...asked.changes, instance: part.instance } };
    return [await decideFrontierPart(selection, frontier, own, options)];
  }
  const claims = selection.claims.filter(({ id }) => part.claims.includes(id));
  const { changes, sampling } = asked;
  const overrides: Overrides = {
    setting: settingFor((claims[0] as AnyClaim).system, changes.setting),
    ...(part.instance === undefined ? {} : { instance: part.instance }),
    ...(sampling === undefined ? {} : { sampling }),
  };
  const results = await decideClaims(theorem, claims, overrides, options, ([first, ...rest]) => {
    about(`${theorem.item}/${first?.id}${rest.length === 0 ? '' : ` +${rest.length}`}`);
  });
  return results.map((result) => ({ document: claimDocument(result), result, frontier: null }));
}
