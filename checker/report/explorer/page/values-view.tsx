/** The variables of every component, with what the last step changed. */

import type { VNode } from 'preact';
import { keyOf, show } from '../../../language/plain-data.ts';
import type { Change } from '../../../trace/difference.ts';
import { valueWords } from '../../drawing/statechart.ts';
import type { StateGraph } from './graph.ts';
import { graph, state, stateBefore } from './store.ts';
import { concerns, localChanges, type Row, variableRows } from './values.ts';

function beforeWords(changes: readonly Change[], path: string): string | undefined {
  const change = changes.find((one) => one.path !== '' && concerns(one.path, path));
  if (change === undefined) return undefined;
  if (!Object.hasOwn(change, 'before')) return 'new';
  return change.path === path ? `was ${show(change.before)}` : 'changed';
}

function Variable({ row, changes }: { readonly row: Row; readonly changes: readonly Change[] }): VNode {
  const before = beforeWords(changes, row.path);
  return (
    <tr class={before === undefined ? '' : 'changed'}>
      <th scope="row">{row.path}</th>
      <td>
        <span class="now">{row.text}</span>
        {before !== undefined && <span class="was">{before}</span>}
      </td>
    </tr>
  );
}

function Component({
  table,
  c,
  name,
}: {
  readonly table: StateGraph;
  readonly c: number;
  readonly name: string;
}): VNode | null {
  const [here, before] = [state.value, stateBefore.value];
  if (here === undefined) return null;
  const local = table.local(c, here[c] as number);
  const previous = before === undefined ? local : table.local(c, before[c] as number);
  const changes = localChanges(name, previous, local);
  const { moving, still } = variableRows(local, table.fixedOf(c));
  const words = valueWords(local.value);
  const was = valueWords(previous.value);
  const gone = changes.filter(({ path }) => path !== '' && !moving.some((row) => concerns(path, row.path)));
  const isEmpty = moving.length === 0 && words === '';
  return (
    <section class="component">
      <h2>
        {name}
        {words !== '' && (
          <span class={`state ${was === words ? '' : 'changed'}`}>
            {words}
            {was !== words && <span class="was">was {was}</span>}
          </span>
        )}
        {changes.length > 0 && <span class="tag">changed</span>}
      </h2>
      {moving.length > 0 && (
        <table>
          <tbody>
            {moving.map((row) => (
              <Variable key={row.path} row={row} changes={changes} />
            ))}
            {gone.map(({ path, before: value }) => (
              <tr key={path} class="changed">
                <th scope="row">{path}</th>
                <td>
                  <span class="now">gone</span>
                  <span class="was">was {show(value)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isEmpty && <p class="soft">nothing that changes</p>}
      {still.length > 0 && (
        <details>
          <summary>
            {still.length === 1 ? '1 value that never changes' : `${still.length} values that never change`}
          </summary>
          <table>
            <tbody>
              {still.map((row) => (
                <Variable key={row.path} row={row} changes={[]} />
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}

export function ValuesView(): VNode | null {
  const table = graph.value;
  if (table === undefined) return <p class="soft">Unpacking the states …</p>;
  const key = keyOf(table.model.hash);
  return (
    <div class="values" key={key}>
      {table.model.components.map(({ name }, c) => (
        <Component key={name} table={table} c={c} name={name} />
      ))}
    </div>
  );
}
