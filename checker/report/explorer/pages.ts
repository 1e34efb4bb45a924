/** Claims with their models, as a page shows them: decided, their states listed, packed within a budget of states. */

import { TableCache } from '../../kernel/table-cache.ts';
import { keyOf } from '../../language/plain-data.ts';
import type { Property } from '../../language/property.ts';
import type { AnySystem, Configuration } from '../../language/system.ts';
import type { ModelSource } from './expand-state.ts';
import { packModel, pageModel } from './model-pages.ts';
import { listStates, type ModelStates, trimmed, withTraces } from './model-states.ts';
import { pageClaim, type ShownClaim, tracesOf } from './page-claims.ts';
import type { PageClaim, PageModel, PageTrace } from './page-data.ts';

export interface Pages {
  readonly claims: readonly PageClaim[];
  readonly models: readonly PageModel[];
  /** By hash. */
  readonly packed: ReadonlyMap<string, Uint8Array>;
  /** What the models were made from, by hash. */
  readonly sources: ReadonlyMap<string, ModelSource>;
}

/** A configured system with the claims about it. */
interface ModelGroup<T> {
  readonly system: AnySystem;
  readonly configuration: Configuration;
  readonly members: readonly T[];
}

function groupsOf(claims: readonly ShownClaim[]): readonly ModelGroup<ShownClaim>[] {
  const groups = new Map<string, ModelGroup<ShownClaim>>();
  for (const one of claims) {
    const { configuration } = one;
    const { system } = one.claim;
    const key = `${system.name} ${keyOf(configuration)}`;
    const members = [...(groups.get(key)?.members ?? []), one];
    groups.set(key, { system, configuration, members });
  }
  return [...groups.values()];
}

/**
 * A share for each count, together at most the budget: those that need less than an even share get what they need, and what they leave is
 * shared among the others.
 */
export function sharesOf(counts: readonly number[], budget: number): readonly number[] {
  const shares = counts.map(() => 0);
  let left = budget;
  const order = counts.map((_, i) => i).sort((a, b) => (counts[a] as number) - (counts[b] as number));
  order.forEach((i, position) => {
    const share = Math.max(1, Math.floor(left / (order.length - position)));
    shares[i] = Math.min(counts[i] as number, share);
    left = Math.max(0, left - (shares[i] as number));
  });
  return shares;
}

export interface PagesOptions {
  /** States that are packed, over all models. */
  readonly states: number;
  /** And of one model at most, if that is less. */
  readonly each?: number;
  readonly signal?: AbortSignal | undefined;
}

/** One model with its claims, from states that were listed. */
function pagesOf(
  group: ModelGroup<ShownClaim>,
  listed: ModelStates,
): {
  readonly model: PageModel;
  readonly bytes: Uint8Array;
  readonly source: ModelSource;
  readonly claims: readonly (readonly [ShownClaim, PageClaim])[];
} {
  const { system, configuration, members } = group;
  const traces = members.map((one): readonly PageTrace[] => tracesOf(listed, one));
  const states = withTraces(
    listed,
    traces.flat().map(({ events }) => events),
  );
  const model = pageModel(system, states);
  const properties = members.map(({ claim }) => claim.property as Property<never>);
  const claims = members.map((one, i): readonly [ShownClaim, PageClaim] => [
    one,
    pageClaim(one, states, { model: model.hash, traces: traces[i] ?? [] }),
  ]);
  const strategies = new Map(
    members.flatMap(({ document: { id }, strategy }) => (strategy === null ? [] : [[id, strategy] as const])),
  );
  const source: ModelSource = { system, configuration, properties };
  return { model, bytes: packModel(system, states, properties, strategies), source, claims };
}

/** The pages of claims, in their order. */
export async function makePages(
  shown: readonly ShownClaim[],
  { states, each = states, signal }: PagesOptions,
): Promise<Pages> {
  const groups = groupsOf(shown);
  const tables = new TableCache();
  const listed: ModelStates[] = [];
  for (const { system, configuration } of groups) {
    const found = await listStates(system, configuration, { limit: Math.min(each, states), tables, signal });
    listed.push(found);
  }
  const shares = sharesOf(
    listed.map(({ listed: count }) => count),
    states,
  );
  const made = groups.map((group, g) => pagesOf(group, trimmed(listed[g] as ModelStates, shares[g] as number)));
  const claims = new Map(made.flatMap((one) => one.claims));
  return {
    claims: shown.flatMap((one) => claims.get(one) ?? []),
    models: made.map(({ model }) => model),
    packed: new Map(made.map(({ model, bytes }) => [model.hash, bytes])),
    sources: new Map(made.map(({ model, source }) => [model.hash, source])),
  };
}
