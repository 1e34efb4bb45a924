/** Stepping: forwards, backwards, to a place; where one is, in words that a screen reader hears. */

import type { VNode } from 'preact';
import { repetitionWords } from '../../words.ts';
import { claim, events, forwards, go, graph, model, state, stateBefore, trace, walk } from './store.ts';
import { changeWords, stateChanges } from './values.ts';
import { comeBack } from './walk.ts';
import { partsIn } from './words.tsx';

const shapes = {
  first: 'M2 2h2v12H2zM14 2v12L5 8z',
  back: 'M12 2v12L3 8z',
  on: 'M4 2v12l9-6z',
  last: 'M12 2h2v12h-2zM2 2v12l9-6z',
} as const;

function leave(): void {
  walk.value = comeBack(walk.value);
}

function stepWords(): string {
  const { at, branch } = walk.value;
  const count = events.value.length;
  const isAside = branch !== null && at > branch.from;
  if (count === 0) return 'Initial state';
  return `${at === 0 ? 'Start' : `Step ${at}`} of ${count}${isAside ? ', what if' : ''}`;
}

/** What a step did, in one sentence. */
function announcement(): string {
  const { at } = walk.value;
  const system = model.value;
  const event = system?.events[events.value[at - 1] ?? -1];
  const [before, after, shown, table] = [stateBefore.value, state.value, claim.value, graph.value];
  if (table === undefined || after === undefined || shown === undefined) return stepWords();
  const failing = partsIn(table, shown, after)?.filter(({ holds }) => !holds) ?? [];
  const parts = failing.length === 0 ? '' : ` Not true here: ${failing.map(({ part }) => part).join(', ')}.`;
  if (event === undefined || before === undefined) return `${stepWords()}.${parts}`;
  const changes = stateChanges(table, before, after).map(changeWords);
  const told = changes.length === 0 ? 'nothing changes' : changes.slice(0, 6).join('; ');
  return `${stepWords()}: ${event.owner} (${event.side}) ${event.words}. ${told}.${parts}`;
}

function Loop(): VNode | null {
  const { loop, events: own } = trace.value ?? { loop: null, events: [] };
  if (loop === null || loop === undefined || walk.value.branch !== null) return null;
  const stands = loop === own.length;
  return <span class="loop">{stands ? 'stands still at the end, for ever' : repetitionWords(loop, own.length)}</span>;
}

export function Transport(): VNode {
  const { at, branch } = walk.value;
  const count = events.value.length;
  const loop = trace.value?.loop ?? null;
  const repeats = branch === null && loop !== null && loop < count;
  const button = (label: string, shape: string, to: number | (() => void), isOff: boolean): VNode => (
    <button
      type="button"
      class="step"
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={() => (typeof to === 'number' ? go(to) : to())}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d={shape} />
      </svg>
    </button>
  );
  return (
    <nav class="transport" aria-label="Steps">
      <div class="buttons">
        {button('First state (Home)', shapes.first, 0, at === 0)}
        {button('Step back (left arrow)', shapes.back, at - 1, at === 0)}
        {button('Step forwards (right arrow)', shapes.on, forwards, at >= count && !repeats)}
        {button('Last state (End)', shapes.last, count, at >= count)}
      </div>
      <input
        type="range"
        min={0}
        max={count}
        value={at}
        disabled={count === 0}
        aria-label="Step"
        aria-valuetext={stepWords()}
        onInput={({ currentTarget }) => go(Number(currentTarget.value))}
      />
      <span class="where">{stepWords()}</span>
      <Loop />
      {branch !== null && (
        <button type="button" class="return" onClick={leave}>
          ↩ Back to the trace
        </button>
      )}
      <span class="unseen" role="status" aria-live="polite">
        {announcement()}
      </span>
    </nav>
  );
}
