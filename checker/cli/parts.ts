/**
 * What is decided, cut into parts that do not depend on each other: claims that share a configuration, and single frontiers.
 *
 * A part is data, so that a worker thread can be given one; which thread decides it, and in which order, bears on no answer.
 */

import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import type { AnySystem } from '../language/system.ts';
import { type AnyClaim, type AnyFrontier, instanceOf } from '../language/theorem.ts';
import type { ReportedClaim } from '../report/claim-text.ts';
import type { ClaimDocument } from '../report/document/claim.ts';
import { claimDocument, frontierClaim } from '../report/json.ts';
import { decideClaims, type Overrides } from '../verdict/claims.ts';
import type { DecideOptions } from '../verdict/decide.ts';
import { decideFrontier, type FrontierResult } from '../verdict/frontier.ts';
import { KnownDecisions } from '../verdict/known-decisions.ts';
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
  /** Parts of other theorems that ask some of the same again; they are decided with this one, from the same searches. */
  readonly also: readonly Part[];
}

/** Whether something of an item is decided with the part. */
export function tellsOf({ item, also }: Part, asked: string): boolean {
  return item === asked || also.some((part) => part.item === asked);
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

/** What a part asks: one system in one setting, and the objects that say what of it. */
interface Asking {
  readonly part: Part;
  readonly system: AnySystem;
  readonly key: string;
  readonly asks: readonly object[];
}

function askingOf(selections: readonly Selection[], part: Part): Asking {
  const { theorem, claims, frontiers } = selections.find((one) => one.theorem.item === part.item) as Selection;
  const frontier = frontiers.find(({ id }) => id === part.frontier);
  const own = claims.filter(({ id }) => part.claims.includes(id));
  const { system, setting = {}, instance } = (frontier ?? own[0]) as AnyClaim | AnyFrontier;
  const parameters = instanceOf(theorem, part.instance ?? instance, system);
  const asks = frontier === undefined ? own.map(({ property }) => property) : [frontier.goal, frontier.axes];
  return { part, system, key: keyOf({ parameters, setting: { ...setting } }), asks };
}

/** Puts each part that asks nothing but what an earlier one of another theorem asks beside that one. */
function withoutRepeats(selections: readonly Selection[], parts: readonly Part[]): readonly Part[] {
  const kept: { readonly asking: Asking; readonly also: Part[] }[] = [];
  for (const part of parts) {
    const asking = askingOf(selections, part);
    const first = kept.find(
      ({ asking: { part: known, system, key, asks } }) =>
        known.item !== part.item &&
        system === asking.system &&
        key === asking.key &&
        asking.asks.every((one) => asks.includes(one)),
    );
    if (first === undefined) kept.push({ asking, also: [] });
    else first.also.push(part);
  }
  return kept.map(({ asking: { part }, also }) => ({ ...part, also }));
}

/** The parts of each selection at an instance: claims first, in the order of the theorem. `isNamed`: whether the command line says the id. */
export function partsOf(
  selections: readonly Selection[],
  asked?: string,
  isNamed?: (id: string) => boolean,
): readonly Part[] {
  return withoutRepeats(selections, partsByThemselves(selections, asked, isNamed));
}

function partsByThemselves(
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
        also: [],
      })),
      ...frontiers.map((frontier) => ({
        ...{ item, claims: [], frontier: frontier.id, instance: at(frontier), cost: costOf(frontier) },
        also: [],
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

/** Decides one part and what asks the same again; nothing if it was interrupted before it began. */
export async function decidePart(
  selections: readonly Selection[],
  part: Part,
  asked: Asked,
  options: DecideOptions,
  about: (what: string) => void,
): Promise<readonly ReportedClaim[]> {
  if (part.also.length === 0) return await decideByItself(selections, part, asked, options, about);
  const known = new KnownDecisions();
  const reported: ReportedClaim[] = [];
  for (const one of [part, ...part.also])
    reported.push(...(await decideByItself(selections, one, asked, { ...options, known }, about)));
  return reported;
}

async function decideByItself(
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
