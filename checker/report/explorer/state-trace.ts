/**
 * A trace of states alone, in the Informal Trace Format, as `plumbline tla`, TLC by way of Apalache's converter, Apalache and Quint leave it
 * behind. The page has one component, whose local states are those of the trace; of any other event than those seen it says that nobody
 * asked.
 */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { keyOf } from '../../language/plain-data.ts';
import { Problem } from '../../language/problem.ts';
import { decodeValue, type Json } from '../../trace/itf-value.ts';
import { plural } from '../words.ts';
import { narrow, Packer } from './packing.ts';
import { type PackedModel, type PageClaim, type PageEvent, type PageModel, unasked } from './page-data.ts';
import type { Pages } from './pages.ts';

const action = 'mbt::actionTaken';
const about = z.looseObject({
  module: z.string().optional(),
  source: z.string().optional(),
  violated: z.string().optional(),
});
const schema = z.looseObject({
  '#meta': about.optional(),
  loop: z.int().nonnegative().optional(),
  states: z.array(z.record(z.string(), z.unknown())).min(1),
});

/** Whether a file holds a trace of states that no system of this package made. */
export function isStateTrace(content: string): boolean {
  try {
    const file = schema.safeParse(JSON.parse(content));
    return file.success && file.data['#meta']?.system === undefined;
  } catch {
    return false;
  }
}

/** Tuples as lists, and what the tool could not write as the words that it wrote instead. */
function asPlain(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(asPlain);
  if (typeof json !== 'object' || json === null) return json;
  const { '#tup': tuple, '#unserializable': words } = json as Record<string, unknown>;
  if (Array.isArray(tuple)) return tuple.map(asPlain);
  if (typeof words === 'string') return words;
  return Object.fromEntries(Object.entries(json).map(([name, inner]) => [name, asPlain(inner)]));
}

interface Run {
  readonly states: readonly Readonly<Record<string, Json>>[];
  /** What led to each state; of the first nothing. */
  readonly actions: readonly string[];
  readonly loop: number | null;
}

/** The states with what led to them; an infinite run ends in the state that it returns to. Throws PL-311. */
function runOf({ states, loop }: z.infer<typeof schema>, file: string): Run {
  const shown = states.map((state, i) => {
    const variables = Object.entries(state).filter(([name]) => !name.startsWith('#') && !name.startsWith('mbt::'));
    const context = asPlain(Object.fromEntries(variables)) as Readonly<Record<string, Json>>;
    decodeValue(context, `${file}, state ${i}`);
    return context;
  });
  const actions = states.map(({ [action]: name }) => (typeof name === 'string' && name !== '' ? name : 'step'));
  if (loop === undefined) return { states: shown, actions, loop: null };
  const back = shown[loop];
  if (back === undefined)
    throw new Problem('PL-311', {
      place: `${file}, loop`,
      expected: `a state below ${states.length}`,
      found: `${loop}`,
    });
  if (loop === states.length - 1) return { states: shown, actions, loop };
  return { states: [...shown, back], actions: [...actions, 'returns'], loop };
}

/** Numbers for things by what they are, in the order in which they come. */
function numbered(keys: readonly string[]): { readonly of: readonly number[]; readonly first: readonly number[] } {
  const numbers = new Map<string, number>();
  const first: number[] = [];
  const of = keys.map((key, i) => {
    const known = numbers.get(key) ?? first.push(i) - 1;
    numbers.set(key, known);
    return known;
  });
  return { of, first };
}

/** An action and, where it leads from one state to several, which of those: by these names a step is one event. */
function eventKeys({ actions }: Run, of: readonly number[]): readonly string[] {
  const ways = new Map<string, number[]>();
  return actions.slice(1).map((name, i) => {
    const to = of[i + 1] as number;
    const known = ways.get(`${of[i]} ${name}`) ?? [];
    ways.set(`${of[i]} ${name}`, known);
    if (!known.includes(to)) known.push(to);
    return `${name} ${known.indexOf(to)}`;
  });
}

/** Throws PL-311 for a value that is none of the format. */
export function stateTracePages(content: string, file: string): Pages {
  const data = schema.parse(JSON.parse(content));
  const run = runOf(data, file);
  const { module, source, violated } = data['#meta'] ?? {};
  const name = module ?? source?.replace(/^.*[\\/]|\.\w+$/g, '') ?? 'specification';
  const { of, first } = numbered(run.states.map((state) => keyOf(decodeValue(state, file))));
  const keys = eventKeys(run, of);
  const { of: eventOf, first: firstOf } = numbered(keys);
  const typeOf = (event: number): string => run.actions[(firstOf[event] as number) + 1] as string;
  const types = [...new Set(run.actions.slice(1))];
  const width = firstOf.length;
  const next = new Int32Array(first.length * width).fill(unasked);
  const taken = new Uint32Array(next.length);
  eventOf.forEach((event, i) => {
    const entry = (of[i] as number) * width + event;
    next[entry] = of[i + 1] as number;
    taken[entry] = types.indexOf(typeOf(event)) + 1;
  });
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const events = firstOf.map((_, event): PageEvent => {
    const type = typeOf(event);
    return { type, payload: {}, words: type, brief: type, owner: name, side: 'environment', takers: [0] };
  });
  const model: PageModel = {
    ...{ hash, system: name, says: `The states of a trace of ${name}.`, parameters: [], powers: [], rules: [] },
    ...{ parties: [{ name, side: 'environment' }], components: [{ name, chart: 0 }], groups: { [name]: 0 }, events },
    charts: [
      {
        ...{ path: '', name, kind: 'atomic', initial: null, states: [], entry: [], exit: [] },
        transitions: types.map((event) => ({ id: event, event, guard: null, actions: [], target: null })),
      },
    ],
  };
  const packer = new Packer();
  const document: PackedModel = {
    ...{ hash, count: first.length, listed: 1, layers: [0, 1], complete: false, cut: 'only the trace is known' },
    components: [
      {
        locals: first.map((i) => JSON.stringify({ value: {}, context: run.states[i] })),
        ...{ fixed: [], columns: events.map((_, event) => event), takenSets: [[], ...types.map((type) => [type])] },
        ...{ next: packer.add(next), taken: packer.add(narrow(taken)), of: packer.add(narrow(first.map((_, i) => i))) },
      },
    ],
    answers: [],
    strategies: [],
  };
  const steps = eventOf.length;
  const claim: PageClaim = {
    ...{ id: `${name}/trace`, item: name, title: 'a trace of states', statement: '' },
    says: violated === undefined || violated === '' ? `A trace of ${name}.` : `${violated} is violated.`,
    ...{ property: { name: '', kind: '', says: '' }, decision: null },
    verdict: `stored trace of ${plural(steps, 'step')}`,
    why: ['As it is stored: the specification was not asked again, and of other steps nothing is known.'],
    ...{ model: hash, traces: [{ name: 'stored trace', events: eventOf, loop: run.loop }] },
    ...{ prices: null, promises: [], strategy: null },
  };
  return { claims: [claim], models: [model], packed: new Map([[hash, packer.bytes(document)]]), sources: new Map() };
}
