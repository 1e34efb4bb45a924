/** What holds here, and what can happen now, by owner: taking another event than the trace does is a "what if". */

import type { VNode } from 'preact';
import type { PageEvent, PageModel } from '../page-data.ts';
import type { Possibility, StateGraph } from './graph.ts';
import { keptBy, repetitionOf } from './promises.ts';
import { choose, claim, events, graph, model, state, trace, walk } from './store.ts';
import { statesAlong } from './walk.ts';
import { Actor, answersTo, EventWords, isInvariant, partsIn } from './words.tsx';

function Waiting({ table }: { readonly table: StateGraph }): VNode | null {
  const [shown, here] = [claim.value, state.value];
  if (shown === undefined || here === undefined) return null;
  const others = answersTo(table, shown).filter(({ role }) => role !== 'part');
  if (others.length === 0) return null;
  return (
    <>
      {others.map((one) => {
        const found = table.answer(one, here);
        return (
          <li key={one.part} class="other">
            <span class="name">{one.part}</span> <span>{found?.word ?? 'not asked here'}</span>
          </li>
        );
      })}
    </>
  );
}

export function PropertyPanel(): VNode | null {
  const [table, shown, here] = [graph.value, claim.value, state.value];
  if (shown === undefined || shown.property.name === '') return null;
  const parts = table === undefined || here === undefined ? undefined : partsIn(table, shown, here);
  const invariant = isInvariant(shown);
  return (
    <section class="panel" aria-labelledby="property-title">
      <h2 id="property-title">{invariant ? 'Must always hold' : 'Asked in this state'}</h2>
      {table !== undefined && here !== undefined && parts === undefined && (
        <p class="soft">Not evaluated here: this state is not among those in the file.</p>
      )}
      {parts !== undefined && parts.length === 0 && answersTo(table as StateGraph, shown).length === 0 && (
        <p class="soft">{shown.property.says}</p>
      )}
      <ul class="parts">
        {(parts ?? []).map(({ part, holds, because }) => (
          <li key={part} class={holds ? 'yes' : invariant ? 'no' : 'open'}>
            <span class="mark" aria-hidden="true">
              {holds ? '✓' : invariant ? '✗' : '·'}
            </span>
            <span>
              {part} <span class="soft">{holds ? 'holds' : invariant ? 'fails' : 'not so'}</span>
              {because !== null && <span class="because">for {because}</span>}
            </span>
          </li>
        ))}
        {table !== undefined && <Waiting table={table} />}
      </ul>
    </section>
  );
}

/** Of a run that never ends: what it repeats, and how it keeps what is promised of fair runs. */
export function FairnessPanel(): VNode | null {
  const [table, shown, run] = [graph.value, claim.value, trace.value];
  if (table === undefined || shown === undefined || run === undefined || walk.value.branch !== null) return null;
  const repetition = repetitionOf(run.events, statesAlong(table, run.events), run.loop);
  if (repetition === undefined) return null;
  const { first, events: repeated } = repetition;
  const last = first + repeated.length;
  const words =
    repeated.length === 0
      ? `Nothing happens after step ${first}, for ever.`
      : repeated.length === 1
        ? `Step ${last} repeats for ever.`
        : `Steps ${first + 1} to ${last} repeat for ever.`;
  return (
    <section class="panel" aria-labelledby="fair-title">
      <h2 id="fair-title">{shown.promises.length === 0 ? 'For ever' : 'For ever, and fair'}</h2>
      <p>{words}</p>
      <ul class="parts">
        {shown.promises.map((promise) => (
          <li key={`${promise.strength} ${promise.words}`} class="other">
            <span class="name">
              {promise.words}, {promise.strength === 'weak' ? 'weakly fair' : 'strongly fair'}
            </span>
            <span>{keptBy(table, promise, repetition) ?? 'not known here'}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function byOwner<T extends Possibility>(
  system: PageModel,
  list: readonly T[],
): readonly (readonly [string, readonly T[]])[] {
  const eventOf = ({ event }: T): PageEvent => system.events[event] as PageEvent;
  const owners = [...new Set(list.map((one) => eventOf(one).owner))];
  const rank = { honest: 0, adversary: 1, environment: 2 } as const;
  const sideOf = (owner: string): number =>
    rank[system.parties.find(({ name }) => name === owner)?.side ?? 'environment'];
  return owners
    .sort((a, b) => sideOf(a) - sideOf(b))
    .map((owner) => [owner, list.filter((one) => eventOf(one).owner === owner)] as const);
}

/** Payloads of one type shown at once; the rest unfold. */
const mostAtOnce = 6;

function EventButton({
  possibility,
  isNext,
}: {
  readonly possibility: Possibility;
  readonly isNext: boolean;
}): VNode | null {
  const event = model.value?.events[possibility.event];
  if (event === undefined) return null;
  const isBeyond = possibility.kind === 'beyond';
  const price = claim.value?.prices?.[possibility.event] ?? 0;
  return (
    <li>
      <button
        type="button"
        class={`take ${isNext ? 'next' : ''}`}
        disabled={isBeyond}
        onClick={() => choose(possibility.event)}
      >
        <EventWords event={event} isBrief />
        {price > 0 && <span class="price">costs {price.toLocaleString('en')}</span>}
        {isNext && <span class="tag">next here</span>}
        {isBeyond && <span class="soft">leads out of the file</span>}
      </button>
    </li>
  );
}

function Owner({
  system,
  owner,
  list,
}: {
  readonly system: PageModel;
  readonly owner: string;
  readonly list: readonly Possibility[];
}): VNode {
  const side = system.parties.find(({ name }) => name === owner)?.side ?? 'environment';
  const next = events.value[walk.value.at];
  const ordered = [...list].sort((a, b) => Number(b.event === next) - Number(a.event === next));
  const [shown, more] = [ordered.slice(0, mostAtOnce), ordered.slice(mostAtOnce)];
  const button = (one: Possibility): VNode => (
    <EventButton key={one.event} possibility={one} isNext={one.event === next} />
  );
  return (
    <div class="owner">
      <h3>
        <Actor owner={owner} side={side} />
      </h3>
      <ul>{shown.map(button)}</ul>
      {more.length > 0 && (
        <details>
          <summary>{more.length} more</summary>
          <ul>{more.map(button)}</ul>
        </details>
      )}
    </div>
  );
}

function Refusals({
  system,
  list,
}: {
  readonly system: PageModel;
  readonly list: readonly Possibility[];
}): VNode | null {
  const types = new Map<string, { owner: PageEvent; by: Map<string, number>; count: number }>();
  for (const one of list) {
    if (one.kind !== 'refused') continue;
    const event = system.events[one.event] as PageEvent;
    const known = types.get(event.type) ?? { owner: event, by: new Map<string, number>(), count: 0 };
    known.count++;
    for (const c of one.by) {
      const name = system.components[c]?.name ?? '';
      known.by.set(name, (known.by.get(name) ?? 0) + 1);
    }
    types.set(event.type, known);
  }
  if (types.size === 0) return null;
  return (
    <details class="refusals">
      <summary>Refused now, and by whom</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">event</th>
            <th scope="col">refused by</th>
          </tr>
        </thead>
        <tbody>
          {[...types].map(([type, { by, count }]) => (
            <tr key={type}>
              <th scope="row">
                {type}
                {count > 1 && <span class="soft"> ×{count}</span>}
              </th>
              <td>
                {[...by].map(([name, times]) => (times === count ? name : `${name} (${times} of ${count})`)).join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

export function NextPanel(): VNode | null {
  const [table, here, system] = [graph.value, state.value, model.value];
  if (table === undefined || here === undefined || system === undefined) {
    return (
      <section class="panel">
        <h2>Can happen now</h2>
        <p class="soft">{table === undefined ? 'Unpacking the states …' : 'This state is not in the file.'}</p>
      </section>
    );
  }
  const all = table.possibilities(here);
  const open = all.filter(({ kind }) => kind === 'enabled' || kind === 'beyond');
  const unknown = all.filter(({ kind }) => kind === 'unknown').length;
  return (
    <section class="panel" aria-labelledby="next-title">
      <h2 id="next-title">Can happen now</h2>
      {open.length === 0 && unknown === 0 && <p class="soft">Nothing: no event is enabled here.</p>}
      {byOwner(system, open).map(([owner, list]) => (
        <Owner key={owner} system={system} owner={owner} list={list} />
      ))}
      {unknown > 0 && (
        <p class="soft">{unknown} events were not asked of this state: it lies beyond those in the file.</p>
      )}
      <Refusals system={system} list={all} />
    </section>
  );
}
