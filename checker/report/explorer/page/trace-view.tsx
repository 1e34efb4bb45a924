/** The trace as a list: who, what, what changes, whether the property still holds. */

import type { VNode } from 'preact';
import { claim, events, go, graph, model, states, trace, walk } from './store.ts';
import { changeWords, stateChanges } from './values.ts';
import { VirtualList } from './virtual-list.tsx';
import { Actor, EventWords, isInvariant, partsIn } from './words.tsx';

/** Changes told under a step; the values show them all. */
const mostChanges = 3;

function Changes({ index }: { readonly index: number }): VNode | null {
  const [table, before, after] = [graph.value, states.value[index - 1], states.value[index]];
  if (table === undefined || before === undefined || after === undefined) return null;
  const changes = stateChanges(table, before, after).map(changeWords);
  if (changes.length === 0) return <span class="changes soft">nothing changes</span>;
  const more = changes.length - mostChanges;
  return (
    <span class="changes">
      {changes.slice(0, mostChanges).map((words) => (
        <span key={words}>{words}</span>
      ))}
      {more > 0 && <span class="soft">and {more} more</span>}
    </span>
  );
}

function Broken({ index }: { readonly index: number }): VNode | null {
  const [table, at, shown] = [graph.value, states.value[index], claim.value];
  if (table === undefined || at === undefined || shown === undefined) return null;
  const parts = partsIn(table, shown, at);
  if (parts === undefined || parts.length === 0) return null;
  if (isInvariant(shown)) {
    const failing = parts.filter(({ holds }) => !holds);
    if (failing.length === 0) return null;
    return <span class="fails">✗ {failing.map(({ part }) => part).join(', ')}</span>;
  }
  // Of what observing tells the parts are no goal: they only say which states are meant.
  const isGoal = shown.property.kind !== 'determines' && shown.property.kind !== 'conceals';
  return isGoal && parts.every(({ holds }) => holds) ? <span class="reached">✓ goal reached</span> : null;
}

/** What a step costs, and what was paid until then. */
function Price({ index }: { readonly index: number }): VNode | null {
  const prices = claim.value?.prices ?? null;
  if (prices === null) return null;
  const priceOf = (event: number): number => prices[event] ?? 0;
  const own = priceOf(events.value[index - 1] ?? -1);
  const sum = events.value.slice(0, index).reduce((total, event) => total + priceOf(event), 0);
  return (
    <span class={own === 0 ? 'soft' : 'price'}>
      {own === 0 ? 'free' : `costs ${own.toLocaleString('en')}`}{' '}
      <span class="soft">· {sum.toLocaleString('en')} so far</span>
    </span>
  );
}

function Row({ index }: { readonly index: number }): VNode {
  const { at, branch } = walk.value;
  const event = model.value?.events[events.value[index - 1] ?? -1];
  const isAside = branch !== null && index > branch.from;
  const loop = trace.value?.loop ?? null;
  const isRepeated = loop !== null && branch === null && index > loop;
  return (
    <button
      type="button"
      class={`row ${isAside ? 'aside' : ''}`}
      aria-current={at === index ? 'step' : undefined}
      onClick={() => go(index)}
    >
      <span class="number">{index}</span>
      <span class="body">
        {event === undefined ? (
          <span class="event">the initial state</span>
        ) : (
          <>
            <span class="line">
              <Actor owner={event.owner} side={event.side} />
              {isRepeated && <span class="repeats">↺ repeats</span>}
              {isAside && <span class="whatif">what if</span>}
            </span>
            <EventWords event={event} />
            <Price index={index} />
            <Changes index={index} />
          </>
        )}
        <Broken index={index} />
      </span>
    </button>
  );
}

/** A claim that holds has no trace; the page can be walked all the same. */
function NoSteps(): VNode {
  const { decision, property, traces = [] } = claim.value ?? {};
  const states = decision?.states.toLocaleString('en') ?? '';
  const holds = decision?.verdict === 'exhausted' && property?.kind !== 'reachable';
  const words =
    traces.length > 0
      ? 'The initial state already shows it.'
      : holds
        ? `There is no counterexample: ${states} states were examined.`
        : 'There is no trace to show.';
  return (
    <div class="no-steps">
      <p>{words}</p>
      <p class="soft">Take any event that can happen now to walk by yourself.</p>
    </div>
  );
}

export function TraceView(): VNode {
  if (events.value.length === 0) return <NoSteps />;
  return (
    <VirtualList
      label="Steps of the trace"
      className="trace"
      count={events.value.length + 1}
      estimate={(index) => (index === 0 ? 40 : 104)}
      current={walk.value.at}
      row={(index) => <Row index={index} />}
    />
  );
}
