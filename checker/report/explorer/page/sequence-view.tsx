/** The way as a sequence diagram, of which only the rows in sight are drawn. */

import { computed } from '@preact/signals';
import type { VNode } from 'preact';
import {
  headHeight,
  lanesOf,
  rowHeight,
  type SequenceStep,
  sequenceHead,
  sequenceRow,
} from '../../drawing/sequence-svg.ts';
import { changeText } from '../../words.ts';
import { events, go, graph, model, states, walk } from './store.ts';
import { localChanges } from './values.ts';
import { VirtualList } from './virtual-list.tsx';

const stepsShown = computed((): readonly SequenceStep[] => {
  const [table, system] = [graph.value, model.value];
  if (table === undefined || system === undefined) return [];
  return events.value.slice(0, states.value.length - 1).map((number, i): SequenceStep => {
    const { brief, owner, side, takers } = system.events[number] as (typeof system.events)[number];
    const [before, after] = [states.value[i] as readonly number[], states.value[i + 1] as readonly number[]];
    return {
      ...{ label: brief, owner, side },
      takers: takers.map((c) => {
        const name = system.components[c]?.name ?? '';
        const [from, to] = [before[c] as number, after[c] as number];
        const changes = from === to ? [] : localChanges(name, table.local(c, from), table.local(c, to));
        return { component: name, changes: changes.map(changeText) };
      }),
    };
  });
});

const lanesShown = computed(() => lanesOf(stepsShown.value));

export function SequenceView(): VNode {
  const steps = stepsShown.value;
  if (steps.length === 0) return <p class="soft empty">No step yet: take an event, and it is drawn here.</p>;
  const lanes = lanesShown.value;
  const row = (index: number): VNode => {
    const step = steps[index] as SequenceStep;
    const { at, branch } = walk.value;
    const isAside = branch !== null && index >= branch.from;
    return (
      <button
        type="button"
        class={`sequence-row ${isAside ? 'aside' : ''}`}
        aria-current={at === index + 1 ? 'step' : undefined}
        onClick={() => go(index + 1)}
      >
        <span class="unseen">{`Step ${index + 1}: ${step.owner} ${step.label}`}</span>
        <svg
          class="sq"
          aria-hidden="true"
          width={lanes.width}
          height={rowHeight(step)}
          dangerouslySetInnerHTML={{ __html: sequenceRow(step, index + 1, lanes) }}
        />
      </button>
    );
  };
  const head = (
    <svg
      class="sq lanes"
      role="img"
      aria-label={`Lifelines: ${lanes.names.join(', ')}`}
      width={lanes.width}
      height={headHeight}
      dangerouslySetInnerHTML={{ __html: sequenceHead(lanes) }}
    />
  );
  return (
    <VirtualList
      label="Sequence diagram"
      className="sequence"
      count={steps.length}
      estimate={(index) => rowHeight(steps[index] as SequenceStep)}
      current={walk.value.at === 0 ? 0 : walk.value.at - 1}
      row={row}
      head={head}
      width={lanes.width}
    />
  );
}
