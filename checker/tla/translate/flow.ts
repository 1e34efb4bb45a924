/** Which variables have got their value at a place of an action: known while it is translated, path by path. */

export const given = { no: 0, yes: 1, maybe: 2 } as const;
type Given = (typeof given)[keyof typeof given];

export type Flow = readonly Given[];

export function assign(flow: Flow, index: number): Flow {
  return flow.map((one, i) => (i === index ? given.yes : one));
}

/** After paths that differ: what only some of them gave is uncertain. */
export function join(flows: readonly Flow[]): Flow {
  const [first = [], ...rest] = flows;
  return first.map((one, i) => (rest.every((flow) => flow[i] === one) ? one : given.maybe));
}

export function allGiven(flow: Flow): boolean {
  return flow.every((one) => one === given.yes);
}

/** Inside a loop whose earlier rounds may have given any of them. */
export function uncertain(flow: Flow): Flow {
  return flow.map((one) => (one === given.no ? given.maybe : one));
}
