/** What properties answer in each state of a page: every part with its reason, triggers, observations and secrets. */

import type { LocalState } from '../../language/machine.ts';
import { show } from '../../language/plain-data.ts';
import { ask, type Property } from '../../language/property.ts';
import type { ModelStates } from './model-states.ts';
import { narrow, type Packer } from './packing.ts';
import type { Expansion, PackedAnswers } from './page-data.ts';

type Role = PackedAnswers['role'];
type Question = { readonly part: string; readonly role: Role; readonly answer: (view: object) => string };

/** Words of the two answers that every part has. */
const no = 'no';
const yes = 'yes';

function partAnswer(property: Property<never>, part: string, view: object): string {
  try {
    const { holds, because } = ask(property, part, view as never);
    return holds ? yes : (because ?? no);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function lookAnswer(look: (state: never) => unknown, view: object): string {
  try {
    return show(look(view as never));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function questionsOf(property: Property<never>): readonly Question[] {
  const { trigger, knowledge, kind } = property;
  const parts = Object.keys(property.parts).map(
    (part): Question => ({ part, role: 'part', answer: (view) => partAnswer(property, part, view) }),
  );
  const name = kind === 'enforceable' ? 'from' : 'trigger';
  const waiting: readonly Question[] =
    trigger === undefined
      ? []
      : [
          {
            part: name,
            role: 'trigger',
            answer: (view) => partAnswer({ ...property, parts: { [name]: trigger } }, name, view),
          },
        ];
  const looks: readonly Question[] =
    knowledge === undefined
      ? []
      : [
          { part: 'observed', role: 'observation', answer: (view) => lookAnswer(knowledge.observe, view) },
          { part: 'secret', role: 'secret', answer: (view) => lookAnswer(knowledge.secret, view) },
        ];
  return [...waiting, ...parts, ...looks];
}

/** Every answer in one state, by words. */
export function answersIn(properties: readonly Property<never>[], view: object): Expansion['answers'] {
  return properties.flatMap((property) =>
    questionsOf(property).map(({ part, answer }) => {
      const word = answer(view);
      return { property: property.name, part, holds: word === yes, word };
    }),
  );
}

/** A view of a state whose reads are noted, so that an answer is computed once for each combination of what it reads. */
class NotedView {
  readonly view: object;
  readonly read: Set<number> = new Set();
  locals: (c: number) => number = () => 0;

  constructor({ product }: ModelStates) {
    const local = (c: number): LocalState => {
      this.read.add(c);
      return product.components[c]?.states[this.locals(c)] as LocalState;
    };
    const view = {};
    for (const [name, group] of Object.entries(product.groups)) {
      if (typeof group === 'number') Object.defineProperty(view, name, { enumerable: true, get: () => local(group) });
      else {
        const list: unknown[] = [];
        group.forEach((c, i) => {
          Object.defineProperty(list, i, { enumerable: true, get: () => local(c) });
        });
        Object.defineProperty(view, name, { enumerable: true, value: Object.freeze(list) });
      }
    }
    this.view = Object.freeze(view);
  }
}

function answered(states: ModelStates, { answer, role }: Question): { codes: Uint32Array; words: readonly string[] } {
  const words = role === 'part' || role === 'trigger' ? [no, yes] : [];
  const numbers = new Map(words.map((word, i) => [word, i]));
  const numberOf = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, words.push(word) - 1);
    return words.length - 1;
  };
  const noted = new NotedView(states);
  /** By the components read so far: what they were, and what was answered. */
  const memory: { readonly reads: readonly number[]; readonly codes: Map<string, number> }[] = [];
  const codes = new Uint32Array(states.count);
  for (let s = 0; s < states.count; s++) {
    const locals = (c: number): number => states.of[c]?.[s] as number;
    const keyOf = (reads: readonly number[]): string => reads.map(locals).join();
    let code: number | undefined;
    for (const { reads, codes: known } of memory) {
      code = known.get(keyOf(reads));
      if (code !== undefined) break;
    }
    if (code === undefined) {
      noted.read.clear();
      noted.locals = locals;
      code = numberOf(answer(noted.view));
      const reads = [...noted.read];
      let entry = memory.find((one) => one.reads.join() === reads.join());
      if (entry === undefined) {
        entry = { reads, codes: new Map() };
        memory.push(entry);
      }
      entry.codes.set(keyOf(reads), code);
    }
    codes[s] = code;
  }
  return { codes, words };
}

export function answersOf(
  states: ModelStates,
  properties: readonly Property<never>[],
  packer: Packer,
): readonly PackedAnswers[] {
  const byName = new Map(properties.map((property) => [property.name, property]));
  return [...byName.values()].flatMap((property) =>
    questionsOf(property).map((question): PackedAnswers => {
      const { codes, words } = answered(states, question);
      return {
        property: property.name,
        part: question.part,
        role: question.role,
        codes: packer.add(narrow(codes)),
        words,
      };
    }),
  );
}
