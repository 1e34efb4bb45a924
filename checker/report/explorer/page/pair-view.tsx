/** Two runs side by side that are observed alike: step by step what is done, what an observer sees, and where the secrets differ. */

import type { VNode } from 'preact';
import type { PageTrace } from '../page-data.ts';
import type { State, StateGraph } from './graph.ts';
import { claim, go, graph, model, openTrace, traceNumber, walk } from './store.ts';
import { statesAlong } from './walk.ts';
import { Actor, answersTo, EventWords } from './words.tsx';

interface Run {
  readonly trace: PageTrace;
  readonly number: number;
  readonly states: readonly State[];
  /** By state along the run. */
  readonly seen: readonly string[];
  readonly secrets: readonly string[];
}

function runOf(table: StateGraph, trace: PageTrace, number: number): Run {
  const shown = claim.value;
  const asked = shown === undefined ? [] : answersTo(table, shown);
  const states = statesAlong(table, trace.events);
  const wordsOf = (role: 'observation' | 'secret'): readonly string[] => {
    const answers = asked.find((one) => one.role === role);
    return states.map((state) => (answers === undefined ? '' : (table.answer(answers, state)?.word ?? '?')));
  };
  return { trace, number, states, seen: wordsOf('observation'), secrets: wordsOf('secret') };
}

function Cell({ run, step }: { readonly run: Run; readonly step: number }): VNode {
  const { trace, number, seen, states } = run;
  const event = model.value?.events[trace.events[step - 1] ?? -1];
  if (step >= states.length) return <td class="soft">{step === states.length ? 'ends' : ''}</td>;
  const isHere = traceNumber.value === number && walk.value.at === step;
  const isNew = step === 0 || seen[step] !== seen[step - 1];
  return (
    <td>
      <button
        type="button"
        class="row"
        aria-current={isHere ? 'step' : undefined}
        onClick={() => {
          if (traceNumber.value !== number) openTrace(number);
          go(step);
        }}
      >
        {event === undefined ? (
          <span class="event">the initial state</span>
        ) : (
          <span>
            <Actor owner={event.owner} side={event.side} /> <EventWords event={event} isBrief />
          </span>
        )}
        <span class="soft">{isNew ? `seen: ${seen[step]}` : 'seen: as before'}</span>
      </button>
    </td>
  );
}

export function PairView(): VNode | null {
  const [table, shown] = [graph.value, claim.value];
  if (shown === undefined) return null;
  if (table === undefined) return <p class="soft">Unpacking the states …</p>;
  const runs = shown.traces.map((trace, i) => runOf(table, trace, i));
  const rows = Math.max(...runs.map(({ states }) => states.length));
  const lasts = (words: 'seen' | 'secrets'): readonly string[] => runs.map((run) => run[words].at(-1) ?? '');
  const verdict = (words: readonly string[]): string => (new Set(words).size === 1 ? 'the same' : 'different');
  return (
    <div class="pair">
      <table>
        <caption class="soft">
          Two runs that an observer cannot tell apart, though what is kept from it differs.
        </caption>
        <thead>
          <tr>
            <th scope="col">step</th>
            {runs.map(({ trace }) => (
              <th key={trace.name} scope="col">
                {trace.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, step) => (
            <tr key={step}>
              <th scope="row">{step}</th>
              {runs.map((run) => (
                <Cell key={run.number} run={run} step={step} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          {(['seen', 'secrets'] as const).map((words) => (
            <tr key={words} class={verdict(lasts(words)) === 'the same' ? 'same' : 'differs'}>
              <th scope="row">
                {words === 'seen' ? 'observed' : 'secret'}, {verdict(lasts(words))}
              </th>
              {lasts(words).map((word, i) => (
                <td key={runs[i]?.number}>{word}</td>
              ))}
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
}
