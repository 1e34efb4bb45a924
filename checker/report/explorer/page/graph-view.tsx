/** The state graph near the current state, or, by a chosen view, near its class of states. */

import { computed, type Signal, signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { arrowhead, curve } from '../../drawing/chart-svg.ts';
import type { PageModel } from '../page-data.ts';
import type { State, StateGraph } from './graph.ts';
import { graphMetrics, type PlacedEdge, type PlacedNode, placed } from './graph-layout.ts';
import { classesNear, type Drawn, type Quotient, quotientOf, statesNear } from './neighbourhood.ts';
import { choose, claim, graph, state, states, visit } from './store.ts';
import { changeWords, stateChanges, type Variable, variablesOf } from './values.ts';
import { isInvariant, partsIn } from './words.tsx';

const distance: Signal<number> = signal(1);
/** Whether the drawing is made as small as the room it has. */
const fits: Signal<boolean> = signal(false);
/** Names of the variables of the view; empty for whole states. */
const chosen: Signal<readonly string[]> = signal([]);

const variables = computed((): readonly Variable[] => (graph.value === undefined ? [] : variablesOf(graph.value)));

/** The numbers of the states along the way, to be marked. */
const onTheWay = computed((): ReadonlySet<number> => {
  const table = graph.value;
  return new Set(table === undefined ? [] : states.value.map((one) => table.numberOf(one)));
});

function isBroken(table: StateGraph, other: State): boolean {
  const shown = claim.value;
  if (shown === undefined || !isInvariant(shown)) return false;
  return partsIn(table, shown, other)?.some(({ holds }) => !holds) === true;
}

/** What a state has that the current one has not. */
function linesAgainst(table: StateGraph, here: State): (other: State) => readonly string[] {
  return (other) => {
    const changes = stateChanges(table, here, other).map(changeWords);
    const lines = changes.map((words) => words.replace(/: .* → /, ' = ').replace(/ [^ ]+ → /, ' '));
    return [
      ...(lines.length === 0 ? ['here'] : []),
      ...(isBroken(table, other) ? ['✗ the property fails'] : []),
      ...lines,
    ];
  };
}

function Node({
  one,
  middle,
  table,
  isClass,
}: {
  readonly one: PlacedNode;
  readonly middle: boolean;
  readonly table: StateGraph;
  readonly isClass: boolean;
}): VNode {
  const { node, lines, x, y, width, height } = one;
  const broken = !isClass && isBroken(table, table.at(node.state));
  const way = onTheWay.value.has(node.state);
  const go = (): void => {
    if (!middle) step(table, node.state);
  };
  return (
    <g
      class={`node ${middle ? 'middle' : ''} ${way ? 'way' : ''} ${broken ? 'broken' : ''} ${node.hasMore ? 'more' : ''}`}
      role="button"
      // Lower case: attributes of SVG know no other spelling.
      tabindex={0}
      aria-current={middle ? 'true' : undefined}
      onClick={go}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        go();
      }}
    >
      <rect x={x} y={y} width={width} height={height} rx={7} />
      {lines.map((text, i) => (
        <text
          key={`${i} ${text}`}
          class={node.size > 1 && i === lines.length - 1 ? 'size' : ''}
          x={x + graphMetrics.padding}
          y={y + 18 + i * graphMetrics.line}
        >
          {text}
        </text>
      ))}
    </g>
  );
}

/** A neighbour is reached by its event; anything else by a shortest way from the start. */
function step(table: StateGraph, number: number): void {
  const here = state.value;
  const event =
    here === undefined
      ? -1
      : table.model.events.findIndex((_, e) => {
          const next = table.step(here, e);
          return next !== undefined && table.numberOf(next) === number;
        });
  if (event >= 0) choose(event);
  else void visit(number);
}

function Edge({ one }: { readonly one: PlacedEdge }): VNode {
  const { points, at, lines, edge } = one;
  const width = Math.max(0, ...lines.map((text) => text.length)) * graphMetrics.character + 6;
  return (
    <g class={edge.from === 0 ? 'edge out' : edge.to === 0 ? 'edge in' : 'edge'}>
      <path class="line" d={curve(points)} />
      <path class="head" d={arrowhead(points)} />
      <rect class="back" x={at.x - 3} y={at.y} width={width} height={lines.length * graphMetrics.line} rx={3} />
      {lines.map((text, i) => (
        <text key={text} x={at.x} y={at.y + 11 + i * graphMetrics.line}>
          {text}
        </text>
      ))}
    </g>
  );
}

function Drawing({
  system,
  table,
  drawn,
  isClass,
}: {
  readonly system: PageModel;
  readonly table: StateGraph;
  readonly drawn: Drawn;
  readonly isClass: boolean;
}): VNode {
  const picture = useMemo(() => placed(system, drawn), [system, drawn]);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [middle] = picture.nodes;
    const element = box.current;
    if (middle === undefined || element === null) return;
    element.scrollTo({
      left: middle.x + middle.width / 2 - element.clientWidth / 2,
      top: middle.y + middle.height / 2 - element.clientHeight / 2,
    });
  }, [picture]);
  const width = Math.ceil(picture.width);
  const height = Math.ceil(picture.height);
  return (
    <section class={`state-graph ${fits.value ? 'fitting' : ''}`} ref={box} tabIndex={0} aria-label="State graph">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label="States and the events between them"
      >
        {picture.edges.map((one) => (
          <Edge key={`${one.edge.from} ${one.edge.to}`} one={one} />
        ))}
        {picture.nodes.map((one, i) => (
          <Node key={one.node.state} one={one} middle={i === 0} table={table} isClass={isClass} />
        ))}
      </svg>
    </section>
  );
}

function toggle(name: string): void {
  const isIn = chosen.value.includes(name);
  chosen.value = isIn ? chosen.value.filter((one) => one !== name) : [...chosen.value, name];
}

function Controls({ drawn, isClass }: { readonly drawn: Drawn | undefined; readonly isClass: boolean }): VNode {
  const table = graph.value;
  const scope =
    table === undefined || table.complete
      ? ''
      : `, of which this file holds ${table.count.toLocaleString('en')} states`;
  return (
    <div class="graph-controls">
      {!isClass && (
        <fieldset class="segments">
          <legend>Steps around</legend>
          {[1, 2, 3].map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={distance.value === value}
              onClick={() => {
                distance.value = value;
              }}
            >
              {value}
            </button>
          ))}
        </fieldset>
      )}
      <button
        type="button"
        class="fit"
        aria-pressed={fits.value}
        onClick={() => {
          fits.value = !fits.value;
        }}
      >
        Fit to width
      </button>
      <details class="view-choice">
        <summary>
          {isClass
            ? `Seen through ${chosen.value.join(', ')}`
            : 'Whole states; choose a view to see the whole graph through it'}
        </summary>
        <fieldset>
          <legend>States that agree on these are drawn as one</legend>
          {variables.value.map(({ name }) => (
            <label key={name}>
              <input type="checkbox" checked={chosen.value.includes(name)} onChange={() => toggle(name)} /> {name}
            </label>
          ))}
        </fieldset>
      </details>
      {drawn !== undefined && (
        <p class="soft">
          {drawn.nodes.length.toLocaleString('en')} of {drawn.all.toLocaleString('en')} {isClass ? 'classes' : 'states'}
          {scope}
          {drawn.nodes.some(({ hasMore }) => hasMore) ? '; a dashed edge of a box says that more follows' : ''}
        </p>
      )}
    </div>
  );
}

export function GraphView(): VNode {
  const [table, here, system] = [graph.value, state.value, graph.value?.model];
  const [drawn, setDrawn] = useState<{ readonly key: string; readonly drawn: Drawn } | undefined>(undefined);
  const quotient = useRef<{ readonly key: string; readonly made: Promise<Quotient> } | undefined>(undefined);
  const view = variables.value.filter(({ name }) => chosen.value.includes(name));
  const number = table === undefined || here === undefined ? -1 : table.numberOf(here);
  const key = `${system?.hash} ${view.map(({ name }) => name).join()}`;
  useEffect(() => {
    if (table === undefined || here === undefined || number < 0) return;
    let isStale = false;
    const show = (made: Drawn): void => {
      if (!isStale) setDrawn({ key, drawn: made });
    };
    if (view.length === 0) void statesNear(table, number, distance.value, linesAgainst(table, here)).then(show);
    else {
      if (quotient.current?.key !== key) quotient.current = { key, made: quotientOf(table, view) };
      void quotient.current.made.then((made) => show(classesNear(table, made, number, view)));
    }
    return () => {
      isStale = true;
    };
  }, [table, number, key, distance.value]);
  const current = drawn?.key === key ? drawn.drawn : undefined;
  return (
    <div class="graph-view">
      <Controls drawn={current} isClass={view.length > 0} />
      {number < 0 && table !== undefined && (
        <p class="soft empty">This state is not among those in the file, so what is around it is not known.</p>
      )}
      {number >= 0 && current === undefined && <p class="soft empty">Drawing …</p>}
      {number >= 0 && current !== undefined && system !== undefined && table !== undefined && (
        <Drawing system={system} table={table} drawn={current} isClass={view.length > 0} />
      )}
    </div>
  );
}
