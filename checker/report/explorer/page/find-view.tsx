/** Finding states by an expression, and going to one by a shortest way. */

import { type Signal, signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { valueWords } from '../../drawing/statechart.ts';
import type { StateGraph } from './graph.ts';
import { type Found, findStates, namesOf } from './search.ts';
import { graph, state, visit } from './store.ts';
import { changeWords, stateChanges, variableRows } from './values.ts';
import { VirtualList } from './virtual-list.tsx';

const text: Signal<string> = signal('');
const found: Signal<Found | undefined> = signal(undefined);
const wrong: Signal<string> = signal('');

/** Expressions that mean something in this model: a statechart's state, a comparison, a list. */
function examples(table: StateGraph): readonly string[] {
  const made: string[] = [];
  const groups = Object.entries(table.model.groups);
  for (const [name, group] of groups) {
    const c = typeof group === 'number' ? group : (group[0] as number);
    const of = typeof group === 'number' ? name : `${name}[0]`;
    if (table.localCount(c) < 2) continue;
    const last = table.local(c, table.localCount(c) - 1);
    const words = valueWords(last.value);
    if (words !== '' && !words.includes(' & ') && made.length < 1) made.push(`${of}.matches('${words}')`);
    const [row] = variableRows(last, table.fixedOf(c)).moving;
    if (row === undefined || row.path.includes('[') || made.length > 2) continue;
    if (/^[1-9]\d*$/.test(row.text)) made.push(`${of}.${row.path} >= ${row.text}`);
  }
  return made.slice(0, 3);
}

export function FindView(): VNode {
  const table = graph.value;
  const run = useRef(0);
  if (table === undefined) return <p class="soft empty">Unpacking the states …</p>;
  const search = async (wanted: string): Promise<void> => {
    const mine = ++run.current;
    text.value = wanted;
    found.value = undefined;
    wrong.value = '';
    if (wanted.trim() === '') return;
    try {
      await findStates(
        table,
        wanted,
        (progress) => {
          found.value = progress;
        },
        () => mine !== run.current,
      );
    } catch (error) {
      wrong.value = error instanceof Error ? error.message : String(error);
    }
  };
  const result = found.value;
  const here = state.value;
  return (
    <div class="find">
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          void search(new FormData(event.currentTarget).get('expression')?.toString() ?? '');
        }}
      >
        <label for="expression">A state in which</label>
        <div class="query">
          <input
            id="expression"
            name="expression"
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            value={text.value}
            placeholder={examples(table)[0] ?? 'component.variable == 1'}
            aria-describedby="find-help"
          />
          <button type="submit">Find</button>
        </div>
      </form>
      <p id="find-help" class="soft">
        An expression over {[...namesOf(table).keys()].slice(0, 12).join(', ')}; with == != &lt; &gt; &amp;&amp; || !,{' '}
        <code>.matches('state')</code>, <code>.some(x =&gt; …)</code>, <code>.every</code>, <code>.length</code>.
      </p>
      {examples(table).length > 0 && (
        <ul class="examples" aria-label="Examples">
          {examples(table).map((one) => (
            <li key={one}>
              <button type="button" onClick={() => void search(one)}>
                <code>{one}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p role="status" class={wrong.value === '' ? 'soft' : 'fails'}>
        {wrong.value}
        {result !== undefined &&
          `${result.isOver ? '' : 'searching … '}${result.states.length.toLocaleString('en')} of ${result.done.toLocaleString('en')} states${table.complete ? '' : ' in this file, of more that there are'}${result.fault === null ? '' : `; in ${result.faults.toLocaleString('en')} it has no answer: ${result.fault}`}`}
      </p>
      {result !== undefined && result.states.length > 0 && here !== undefined && (
        <VirtualList
          label="States found"
          className="found"
          count={result.states.length}
          estimate={() => 62}
          row={(index) => {
            const number = result.states[index] as number;
            const depth = table.depthOf(number);
            const changes = stateChanges(table, here, table.at(number)).map(changeWords);
            return (
              <button type="button" class="row" onClick={() => void visit(number)}>
                <span class="number">{depth === undefined ? '' : depth}</span>
                <span class="body">
                  <span class="changes">
                    {changes.length === 0 ? (
                      <span>the current state</span>
                    ) : (
                      changes.slice(0, 2).map((words) => <span key={words}>{words}</span>)
                    )}
                    {changes.length > 2 && (
                      <span class="soft">and {changes.length - 2} more differences from here</span>
                    )}
                  </span>
                </span>
              </button>
            );
          }}
        />
      )}
    </div>
  );
}
