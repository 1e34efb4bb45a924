/** A worker thread: decides the parts that it is given and makes their explorers, one after the other. */

import { parentPort, workerData } from 'node:worker_threads';
import type { CheckpointUse } from '../search/checkpoint-file.ts';
import {
  type FromWorker,
  sendClaim,
  sendThrown,
  type ToWorker,
  type Work,
  type WorkerStart,
} from './claim-messages.ts';
import { decidePart } from './parts.ts';
import type { LoadRegistry } from './registry.ts';
import { selectionOf } from './selection.ts';
import { shelvesFor } from './table-shelves.ts';

const { registry: module, targets, cwd, asked, cache, options } = workerData as WorkerStart;
const port = parentPort as NonNullable<typeof parentPort>;
const interrupted = new AbortController();
const tell = (message: FromWorker): void => port.postMessage(message);
const checkpoint = options.checkpoint && {
  ...options.checkpoint,
  onUse: (use: CheckpointUse): void => tell({ kind: 'checkpoint', use }),
};
const selected = import(module).then(async ({ load }: { readonly load: LoadRegistry }) => {
  const registry = await load(targets);
  const selections = await selectionOf(targets, registry, cwd);
  return { selections, shelves: shelvesFor(cache, selections, registry, cwd) };
});

async function done(work: Work): Promise<FromWorker> {
  if (work.kind === 'explorer') {
    const { selections } = await selected;
    // Most threads make no explorer, and it brings modules along.
    const { explorerOfItem } = await import('./report-explorer.ts');
    const theorems = selections.map(({ theorem }) => theorem);
    return { kind: 'explorer', explorer: await explorerOfItem(theorems, work.asked, interrupted.signal) };
  }
  const { selections, shelves } = await selected;
  const { signal } = interrupted;
  const decided = await decidePart(
    selections,
    work.part,
    asked,
    { ...options, shelves, checkpoint, signal, onProgress: (moment) => tell({ kind: 'moment', moment }) },
    (what) => tell({ kind: 'about', what }),
  );
  return { kind: 'decided', claims: decided.map(sendClaim) };
}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'interrupt') interrupted.abort();
  else void done(message).then(tell, (error: unknown) => tell({ kind: 'thrown', thrown: sendThrown(error) }));
});
