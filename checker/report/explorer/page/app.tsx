/** The page: header, what is looked at, steps. What stands side by side on a wide screen is behind tabs on a narrow one. */

import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { FindView } from './find-view.tsx';
import { GraphView } from './graph-view.tsx';
import { Header } from './header.tsx';
import { MachinesView } from './machines-view.tsx';
import { FairnessPanel, NextPanel, PropertyPanel } from './next-view.tsx';
import { PairView } from './pair-view.tsx';
import { SequenceView } from './sequence-view.tsx';
import {
  askIfNeeded,
  busy,
  claim,
  events,
  failure,
  forwards,
  go,
  graph,
  keepAddress,
  model,
  restore,
  state,
  strangeLink,
  traceNumber,
  type View,
  view,
  walk,
} from './store.ts';
import { StrategyView } from './strategy-view.tsx';
import { TraceView } from './trace-view.tsx';
import { Transport } from './transport.tsx';
import { ValuesView } from './values-view.tsx';
import { comeBack } from './walk.ts';

const titles: Readonly<Record<View, string>> = {
  trace: 'Trace',
  strategy: 'Strategy',
  pair: 'Both runs',
  next: 'Now',
  machines: 'Machines',
  values: 'Values',
  sequence: 'Sequence',
  graph: 'Graph',
  find: 'Find',
};

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const listen = (): void => setMatches(media.matches);
    listen();
    media.addEventListener('change', listen);
    return () => media.removeEventListener('change', listen);
  }, [query]);
  return matches;
}

function Tabs({ shown, current }: { readonly shown: readonly View[]; readonly current: View }): VNode {
  const move = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    // The arrows move among tabs here, and not along the trace.
    event.preventDefault();
    event.stopPropagation();
    const next = shown[(shown.indexOf(current) + by + shown.length) % shown.length] as View;
    view.value = next;
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views" onKeyDown={move}>
      {shown.map((one) => (
        <button
          key={one}
          id={`tab-${one}`}
          type="button"
          role="tab"
          aria-selected={one === current}
          aria-controls="view"
          tabIndex={one === current ? 0 : -1}
          onClick={({ detail }) => {
            view.value = one;
            // Who clicked goes on with the keys that step; who came by keyboard stays among the tabs.
            if (detail > 0) document.getElementById('view')?.focus();
          }}
        >
          {titles[one]}
        </button>
      ))}
    </div>
  );
}

function Content({ shown }: { readonly shown: View }): VNode {
  switch (shown) {
    case 'trace':
      return <TraceView />;
    case 'strategy':
      return <StrategyView />;
    case 'pair':
      return <PairView />;
    case 'next':
      return (
        <>
          <PropertyPanel />
          <FairnessPanel />
          <NextPanel />
        </>
      );
    case 'machines':
      return <MachinesView />;
    case 'values':
      return <ValuesView />;
    case 'sequence':
      return <SequenceView />;
    case 'graph':
      return <GraphView />;
    case 'find':
      return <FindView />;
    default:
      return shown satisfies never;
  }
}

function StrangeLink(): VNode | null {
  const strange = strangeLink.value;
  if (strange === undefined) return null;
  return (
    <div class="notice" role="alert">
      <p>
        <b>This link is of another model.</b> {strange.reason}
      </p>
      <button
        type="button"
        onClick={() => {
          strangeLink.value = undefined;
          keepAddress();
        }}
      >
        Show this model from its start
      </button>
    </div>
  );
}

/** Keys that step, unless what has the focus uses them itself. */
function onKey(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  const target = event.target as HTMLElement;
  if (target.closest('input, select, textarea') !== null) return;
  if (event.key.startsWith('Arrow') && target.closest('[role=tablist]') !== null) return;
  const { at } = walk.value;
  switch (event.key) {
    case 'ArrowLeft':
      go(at - 1);
      break;
    case 'ArrowRight':
      forwards();
      break;
    case 'Home':
      go(0);
      break;
    case 'End':
      go(events.value.length);
      break;
    case 'Escape':
      walk.value = comeBack(walk.value);
      break;
    default:
      return;
  }
  event.preventDefault();
}

export function App(): VNode {
  const isMedium = useMedia('(min-width: 760px)');
  const isWide = useMedia('(min-width: 1180px)');
  useEffect(() => {
    const onHash = (): void => void restore(location.hash);
    addEventListener('keydown', onKey);
    addEventListener('hashchange', onHash);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('hashchange', onHash);
    };
  }, []);
  // Read here so that the address follows every one of them.
  const here = [walk.value, view.value, claim.value?.id, traceNumber.value, model.value?.hash];
  useEffect(keepAddress, here);
  useEffect(() => void askIfNeeded(), [state.value]);
  const all: readonly View[] = isWide
    ? ['machines', 'values', 'sequence', 'graph', 'find']
    : isMedium
      ? ['machines', 'next', 'values', 'sequence', 'graph', 'find']
      : ['trace', 'next', 'machines', 'values', 'sequence', 'graph', 'find'];
  // Behind the first, which is what a page opens with.
  const [head = 'machines', ...tail] = all;
  const own: readonly View[] = [
    ...((claim.value?.strategy ?? null) === null ? [] : (['strategy'] as const)),
    ...((claim.value?.traces.length ?? 0) < 2 ? [] : (['pair'] as const)),
  ];
  const shown: readonly View[] = [head, ...own, ...tail];
  // Machines of one state each say less than what they hold.
  const isPlain = model.value?.charts.every(({ states }) => states.length === 0) === true;
  const first = isPlain && shown[0] === 'machines' ? 'values' : (shown[0] as View);
  const current = view.value !== null && shown.includes(view.value) ? view.value : first;
  if (busy.value !== '' || failure.value !== '' || claim.value === undefined) {
    return (
      <>
        <Header />
        <main class="waiting">
          <p role="status">
            {failure.value === '' ? (busy.value === '' ? 'No claim to show.' : `${busy.value} …`) : ''}
          </p>
          {failure.value !== '' && (
            <p class="fails" role="alert">
              {failure.value}
            </p>
          )}
        </main>
      </>
    );
  }
  return (
    <>
      <Header />
      <StrangeLink />
      <main class="layout" aria-busy={graph.value === undefined}>
        {isMedium && (
          <section class="left" aria-label="Trace">
            <TraceView />
          </section>
        )}
        <section class="middle">
          <Tabs shown={shown} current={current} />
          <div
            id="view"
            class={`view view-${current}`}
            role="tabpanel"
            tabIndex={-1}
            aria-labelledby={`tab-${current}`}
          >
            <Content shown={current} />
          </div>
        </section>
        {isWide && (
          <aside class="right" aria-label="Now">
            <PropertyPanel />
            <FairnessPanel />
            <NextPanel />
          </aside>
        )}
      </main>
      <Transport />
    </>
  );
}
