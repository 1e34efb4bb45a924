/** Where the page gets its data: from elements of the file, or from the server that served it. */

import { type Expansion, type PageClaim, type PageHead, type PageModel, pageSchema } from '../page-data.ts';
import { StateGraph } from './graph.ts';

export function readHead(): PageHead | undefined {
  const text = document.getElementById('plumbline-head')?.textContent ?? '';
  if (text === '') return undefined;
  const head = JSON.parse(text) as PageHead;
  return head.schema === pageSchema ? head : undefined;
}

async function unzipped(base64: string): Promise<Uint8Array> {
  const compressed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function bytesOf(hash: string): Promise<Uint8Array> {
  const element = document.getElementById(`model-${hash}`);
  if (element !== null) return await unzipped(element.textContent ?? '');
  const response = await fetch(`/model/${hash}`);
  if (!response.ok) throw new Error(await response.text());
  return new Uint8Array(await response.arrayBuffer());
}

const graphs: Map<string, Promise<StateGraph>> = new Map();

/** The states of a model, unpacked once. */
export function graphOf(model: PageModel): Promise<StateGraph> {
  const known = graphs.get(model.hash) ?? bytesOf(model.hash).then((bytes) => new StateGraph(model, bytes));
  graphs.set(model.hash, known);
  return known;
}

/** What the server knows of a state that the page does not. */
export async function askAbout(hash: string, locals: readonly string[]): Promise<Expansion> {
  const response = await fetch(`/expand/${hash}`, { method: 'POST', body: JSON.stringify(locals) });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Expansion;
}

/** A claim that the server decides now. */
export async function askServer(
  id: string,
): Promise<{ readonly claims: readonly PageClaim[]; readonly models: readonly PageModel[] }> {
  const response = await fetch(`/claim?id=${encodeURIComponent(id)}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as { claims: readonly PageClaim[]; models: readonly PageModel[] };
}
