/**
 * What is decided, cut into parts that do not depend on each other: claims that share a configuration, and single frontiers.
 *
 * A part is data, so that a worker thread can be given one; which thread decides it, and in which order, bears on no answer.
 */

import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { AnyClaim, AnyFrontier } from '../language/theorem.ts';
import type { ReportedClaim } from '../report/claim-text.ts';
import type { ClaimDocument } from '../report/document.ts';
import { claimDocument, frontierClaim } from '../report/json.ts';
import { decideClaims, type Overrides } from '../verdict/claims.ts';
import type { DecideOptions } from '../verdict/decide.ts';
import { decideFrontier, type FrontierResult } from '../verdict/frontier.ts';
import { type Changes, frontierSetting, settingFor } from './changes.ts';
import type { Selection } from './selection.ts';

export interface Part {
  /** Item of the theorem; each theorem of a run has its own. */
  readonly item: string;
  /** Ids of claims of one system and configuration, or of one frontier. */
  readonly claims: readonly string[];
  readonly frontier: string | null;
  /** States that the claims are expected to have, or many for a frontier: the large ones go first. */
  readonly cost: number;
}

/** What holds for every part of a run. */
export interface Asked {
  readonly changes: Changes;
  readonly sampling: Overrides['sampling'];
}

/** About what a point of a frontier costs, in states; only the order of the parts depends on it. */
const statesOfPoint = 1_000;

function costOf({ axes }: AnyFrontier): number {
  return Object.values(axes).reduce((points, { values }) => points * values.length, statesOfPoint);
}

/** The parts of each selection: claims first, in the order of the theorem. */
export function partsOf(selections: readonly Selection[]): readonly Part[] {
  return selections.flatMap(({ theorem: { item }, claims, frontiers }): Part[] => {
    const groups = new Map<string, AnyClaim[]>();
    for (const claim of claims) {
      const { system, instance, setting = {} } = claim;
      const { parameters = {}, powers = {}, without = [] } = setting;
      const key = `${system.name} ${instance} ${keyOf({ parameters, powers, without })}`;
      groups.set(key, [...(groups.get(key) ?? []), claim]);
    }
    return [
      ...[...groups.values()].map((group) => ({
        ...{ item, claims: group.map(({ id }) => id), frontier: null },
        cost: Math.max(...group.map(({ expect }) => expect.states)),
      })),
      ...frontiers.map((frontier) => ({ item, claims: [], frontier: frontier.id, cost: costOf(frontier) })),
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
    return [await decideFrontierPart(selection, frontier, asked, options)];
  }
  const claims = selection.claims.filter(({ id }) => part.claims.includes(id));
  const { changes, sampling } = asked;
  const overrides: Overrides = {
    setting: settingFor((claims[0] as AnyClaim).system, changes.setting),
    ...(changes.instance === undefined ? {} : { instance: changes.instance }),
    ...(sampling === undefined ? {} : { sampling }),
  };
  const results = await decideClaims(theorem, claims, overrides, options, ([first, ...rest]) => {
    about(`${theorem.item}/${first?.id}${rest.length === 0 ? '' : ` +${rest.length}`}`);
  });
  return results.map((result) => ({ document: claimDocument(result), result, frontier: null }));
}
