/** Every machine's statechart with its current state lit, the transitions that the last step took, and what it changed. */

import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type ChartLayout, layOutChart } from '../../drawing/chart-layout.ts';
import { chartSvg } from '../../drawing/chart-svg.ts';
import { type ChartState, takenBetween, valueWords } from '../../drawing/statechart.ts';
import { changeText } from '../../words.ts';
import type { PageModel } from '../page-data.ts';
import { events, graph, model, state, stateBefore, walk } from './store.ts';
import { localChanges } from './values.ts';

const layouts: WeakMap<ChartState, Map<string, ChartLayout>> = new WeakMap();

/** Instances share a machine; each is drawn under its own name. */
function layoutOf(chart: ChartState, name: string): ChartLayout {
  const byName = layouts.get(chart) ?? new Map<string, ChartLayout>();
  layouts.set(chart, byName);
  const known = byName.get(name) ?? layOutChart({ ...chart, name });
  byName.set(name, known);
  return known;
}

/** Changes told under a machine; the values show them all. */
const mostChanges = 4;

/** Where a chart is wider than its room, the innermost state that is lit comes to its middle. */
function showLit(drawing: HTMLDivElement | null): void {
  const lit = drawing?.querySelectorAll('.sc-on');
  const box = lit?.[lit.length - 1]?.getBoundingClientRect();
  if (drawing === null || box === undefined || drawing.scrollWidth <= drawing.clientWidth) return;
  const from = drawing.getBoundingClientRect();
  drawing.scrollLeft += box.left + box.width / 2 - (from.left + from.width / 2);
}

function Machine({ system, c }: { readonly system: PageModel; readonly c: number }): VNode | null {
  const drawing = useRef<HTMLDivElement>(null);
  const at = state.value?.[c];
  useEffect(() => showLit(drawing.current), [at]);
  const component = system.components[c];
  const table = graph.value;
  const here = state.value;
  const chart = system.charts[component?.chart ?? -1];
  if (component === undefined || chart === undefined) return null;
  const { name } = component;
  const local = table === undefined || here === undefined ? undefined : table.local(c, here[c] as number);
  const earlier = stateBefore.value;
  const before = table === undefined || earlier === undefined ? undefined : table.local(c, earlier[c] as number);
  const event = system.events[events.value[walk.value.at - 1] ?? -1];
  const took = event?.takers.includes(c) === true;
  const isMove = took && before !== undefined && local !== undefined;
  const number = events.value[walk.value.at - 1] ?? -1;
  // Of a state that only a server knows what was taken is inferred from before and after.
  const told = earlier === undefined || table === undefined || !took ? undefined : table.takenBy(c, earlier, number);
  const inferred = (): ReadonlySet<string> =>
    isMove ? takenBetween(chart, before.value, event.type, local.value) : new Set<string>();
  const taken = told ?? inferred();
  const changes = isMove ? localChanges(name, before, local).map(changeText) : [];
  const words = local === undefined ? '' : valueWords(local.value);
  const label = `${name}${words === '' ? '' : `, in ${words}`}${took ? `, took ${event.type}` : ''}`;
  const layout = layoutOf(chart, name);
  const svg = chartSvg(layout, { label, taken, ...(local === undefined ? {} : { value: local.value }) });
  return (
    <figure id={`machine-${c}`} class={`machine ${took ? 'took' : ''}`}>
      <div
        class="drawing"
        tabIndex={0}
        role="group"
        aria-label={`Statechart of ${name}`}
        ref={drawing}
        style={{ '--drawn': `${Math.ceil(layout.width)}px` }}
        dangerouslySetInnerHTML={{ __html: svg }}
      />
      {took && (
        <figcaption>
          {changes.length === 0 ? (
            <span class="soft">takes part, nothing changes</span>
          ) : (
            changes.slice(0, mostChanges).map((text) => <code key={text}>{text}</code>)
          )}
          {changes.length > mostChanges && <span class="soft">and {changes.length - mostChanges} more</span>}
        </figcaption>
      )}
    </figure>
  );
}

/** More machines than this are not seen at once, so their names stand at the top. */
const mostAtOnce = 4;

function Index({ system }: { readonly system: PageModel }): VNode {
  const [before, here] = [stateBefore.value, state.value];
  return (
    <ul class="index" aria-label="Machines">
      {system.components.map(({ name }, c) => {
        const isChanged = before !== undefined && here !== undefined && before[c] !== here[c];
        return (
          <li key={name}>
            <button
              type="button"
              class={isChanged ? 'moved' : ''}
              onClick={() => document.getElementById(`machine-${c}`)?.scrollIntoView({ block: 'start' })}
            >
              {name}
              {isChanged && <span class="unseen"> (changed)</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

export function MachinesView(): VNode | null {
  const system = model.value;
  if (system === undefined) return null;
  return (
    <>
      {system.components.length > mostAtOnce && <Index system={system} />}
      <div class="machines">
        {system.components.map(({ name }, c) => (
          <Machine key={name} system={system} c={c} />
        ))}
      </div>
    </>
  );
}
