/** What the events of a system are on real chains: so that a counterexample can be written as a list of contract calls. */

import type { Payload } from './menu.ts';

/** A call of a contract on a chain, a new block of a chain, or something that no call brings about, in words. */
export type OnChain =
  | { readonly contract: string; readonly chain?: string }
  | { readonly block: string }
  | { readonly apart: string };

/** A method's type, whose argument is compared both ways: it reads the payload of its own event. */
type CallOf = { of(payload: Payload): OnChain }['of'];

/** By event type. An event that is not listed calls the contract `protocol`, and BLOCK is a block of the one chain there is. */
export type Calls = Readonly<Record<string, OnChain | CallOf>>;

export function onChain(calls: Calls | undefined, type: string, payload: Payload): OnChain {
  const known = calls !== undefined && Object.hasOwn(calls, type) ? calls[type] : undefined;
  if (typeof known === 'function') return known(payload);
  return known ?? (type === 'BLOCK' ? { block: '' } : { contract: 'protocol' });
}
