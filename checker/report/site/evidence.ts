/** What the conformance pages are written from: items, theorems, and what a run found of them. */

import type { Incident } from '../../language/incident.ts';
import { keyOf } from '../../language/plain-data.ts';
import { type Configuration, configure } from '../../language/system.ts';
import { type AnyClaim, type AnyLattice, type AnyTheorem, instanceOf } from '../../language/theorem.ts';
import type { Change } from '../../trace/difference.ts';
import { decodeValue } from '../../trace/itf-value.ts';
import type { Step, Trace } from '../../trace/trace.ts';
import type { CheckDocument, ClaimDocument } from '../document/claim.ts';
import type { AssumptionsDocument } from '../document/sweep.ts';
import type { TraceDocument } from '../document/trace.ts';
import type { ChartState } from '../drawing/statechart.ts';

export interface ReportItem {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** Markdown with TeX between dollar signs. */
  readonly statement: string;
  /** The same in other words, with its formula. */
  readonly restated?: string;
  readonly machine: string | null;
  readonly proof: string | null;
  /** How it was read: the prose at the head of its proof, or of its machine. */
  readonly reading: string;
  readonly charts: readonly ChartState[];
}

/** Where each property is decided for each family. */
export interface PropertyMatrix {
  readonly properties: readonly { readonly item: string; readonly name: string }[];
  readonly families: readonly string[];
  cellOf(
    family: string,
    property: string,
  ): {
    readonly item: string;
    readonly verdict: 'holds' | 'violated';
    readonly claim: AnyClaim | undefined;
    readonly lattice: AnyLattice | undefined;
  };
}

export interface Evidence {
  readonly items: readonly ReportItem[];
  readonly theorems: readonly AnyTheorem[];
  readonly incidents: readonly Incident[];
  readonly matrix: PropertyMatrix | null;
  /** By id. A claim or frontier that is not here was not decided. */
  readonly results: ReadonlyMap<string, ClaimDocument>;
  /** Results that do not count: of claims that are not here, or asked under another setting. */
  readonly strange: readonly string[];
  /** Lattices that were computed, by id. */
  readonly lattices: ReadonlyMap<string, AssumptionsDocument>;
  /** Where a trace can be walked through, from the folder of the site, by claim. */
  readonly explorer: ReadonlyMap<string, string>;
  readonly runs: readonly Pick<CheckDocument, 'command' | 'tool' | 'node' | 'summary'>[];
}

export function configurationOf(theorem: AnyTheorem, { system, instance, setting = {} }: AnyClaim): Configuration {
  return configure(system, { parameters: instanceOf(theorem, instance, system) }, setting);
}

/** Whether a result is about the claim as it is written: its instance and setting, not others from a command line. */
function isAsWritten(theorem: AnyTheorem, claim: AnyClaim, result: ClaimDocument): boolean {
  const { parameters, powers, rules } = configurationOf(theorem, claim);
  const on = Object.fromEntries(Object.entries(powers).filter(([, value]) => value !== false && value !== 0));
  const without = Object.keys(rules).filter((rule) => rules[rule] === false);
  const asked = { parameters: result.parameters, powers: result.powers, without: new Set(result.without) };
  return (
    result.instance === claim.instance && keyOf({ parameters, powers: on, without: new Set(without) }) === keyOf(asked)
  );
}

/** The results that count, by id, and the ids of those that do not. */
export function countedResults(
  theorems: readonly AnyTheorem[],
  claims: readonly ClaimDocument[],
): Pick<Evidence, 'results' | 'strange'> {
  const results = new Map<string, ClaimDocument>();
  const strange: string[] = [];
  for (const result of claims) {
    const theorem = theorems.find(({ item }) => item === result.item);
    const own = theorem?.claims.find(({ id }) => `${result.item}/${id}` === result.id);
    const isFrontier = theorem?.frontiers.some(({ id }) => `${result.item}/${id}` === result.id) === true;
    if (isFrontier || (own !== undefined && isAsWritten(theorem as AnyTheorem, own, result)))
      results.set(result.id, result);
    else strange.push(result.id);
  }
  return { results, strange };
}

function decodedChange(json: unknown): Change {
  const { component, path, ...sides } = json as { readonly component: string; readonly path: string };
  const values = Object.entries(sides).map(([side, value]) => [side, decodeValue(value, path)]);
  return { component, path, ...Object.fromEntries(values) };
}

/** The steps of a stored trace, with the side that each owner is on. */
export function stepsOf({ events, loop }: TraceDocument, { system }: AnyClaim): Pick<Trace, 'steps' | 'loop'> {
  const steps = events.map(({ type, owner, payload, changes }): Step => {
    const decoded = decodeValue(payload, type) as Step['payload'];
    return {
      type,
      owner,
      payload: decoded,
      side: system.parties[owner] ?? 'environment',
      changes: changes.map(decodedChange),
    };
  });
  return { steps, loop };
}
