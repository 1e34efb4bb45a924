/** Which variables have got their value at a place of an action: known while it is translated, path by path. */

export const given = { no: 0, yes: 1, maybe: 2 } as const;
type Given = (typeof given)[keyof typeof given];

export type Flow = readonly Given[];

export function assign(flow: Flow, index: number): Flow {
  const after = Array.from({ length: Math.max(flow.length, index + 1) }, (_, i) => flow[i] ?? given.no);
  after[index] = given.yes;
  return after;
}

/** After paths that differ: what only some of them gave is uncertain. */
export function join(flows: readonly Flow[]): Flow {
  const [first = [], ...rest] = flows;
  const length = Math.max(...flows.map((flow) => flow.length));
  return Array.from({ length }, (_, i) => {
    const one = first[i] ?? given.no;
    return rest.every((flow) => (flow[i] ?? given.no) === one) ? one : given.maybe;
  });
}

export function allGiven(flow: Flow): boolean {
  return flow.every((one) => one === given.yes);
}

/** Inside a loop whose earlier rounds may have given any of them. */
export function uncertain(flow: Flow): Flow {
  return flow.map((one) => (one === given.no ? given.maybe : one));
}
