/** A module as initial states and labelled steps, for whoever walks it himself. */

import { fileURLToPath } from 'node:url';
import type { PlainData } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { parseConfiguration } from './config.ts';
import { Elaboration } from './elaborate.ts';
import { StateSink } from './kernel.ts';
import { readModules } from './modules.ts';
import { giveConstants, specify } from './specification.ts';
import { type Program, ProgramWriter } from './translate/program.ts';
import { valueAt } from './values/intern.ts';
import { plainValue } from './values/plain-data.ts';
import { print } from './values/print.ts';
import type { Value } from './values/value.ts';

/** A state of the module with the definition that led to it; states are words of interned values, one a variable. */
export interface LabelledState {
  readonly action: string;
  readonly words: Uint32Array;
}

export class TlaSteps {
  readonly variables: readonly string[];
  readonly actions: readonly string[];
  readonly #program: Program;
  readonly #sink: StateSink;

  constructor(variables: readonly string[], program: Program, sink: StateSink) {
    this.variables = variables;
    this.actions = [...new Set(program.names)];
    this.#program = program;
    this.#sink = sink;
  }

  /** Each initial state, perhaps more than once. */
  initial(): readonly LabelledState[] {
    this.#sink.count = 0;
    this.#program.init();
    return this.#found(() => 'Init');
  }

  /** Each step from a state, perhaps more than once. */
  stepsFrom(words: Uint32Array): readonly LabelledState[] {
    const { names, actions } = this.#program;
    this.#sink.count = 0;
    this.#program.clearNext();
    this.#program.load(words, 0);
    for (const action of actions) action();
    return this.#found((event) => names[event] as string);
  }

  #found(action: (event: number) => string): readonly LabelledState[] {
    const { buffer, events, count } = this.#sink;
    const width = this.variables.length;
    return Array.from({ length: count }, (_, s) => ({
      action: action(events[s] as number),
      words: buffer.slice(s * width, (s + 1) * width),
    }));
  }

  /** A state for people: one variable after the other, only those that differ from `from` where that is given. */
  print(words: Uint32Array, from?: Uint32Array): string {
    const parts = this.variables.flatMap((name, i) =>
      from !== undefined && from[i] === words[i] ? [] : [`${name} = ${print(valueAt(words[i] as number))}`],
    );
    return parts.length === 0 ? 'no change' : parts.join(', ');
  }

  placeOf(error: unknown): string | undefined {
    return this.#program.placeOf(error);
  }
}

/** Reads and translates a module under values of its constants. Throws the problems of `checkTla`, and PL-513 where an ASSUME fails. */
export async function tlaSteps(module: URL, constants: Readonly<Record<string, PlainData>>): Promise<TlaSteps> {
  const file = fileURLToPath(module);
  const elaboration = new Elaboration(await readModules(file));
  const values = new Map(Object.entries(constants).map(([name, data]) => [name, plainValue(data, `constant ${name}`)]));
  const configuration = { ...parseConfiguration('INIT Init NEXT Next', file), values };
  giveConstants(elaboration, configuration);
  const { init, next } = specify(elaboration, configuration);
  const variables = elaboration.variables.map(({ name }) => name);
  const sink = new StateSink(variables.length, variables.length);
  const formulas = elaboration.assumptions.map(({ body, scope }) => ({ expression: body, scope }));
  const program = new ProgramWriter(elaboration).program({ init, next, formulas }, sink);
  program.formulas.forEach((formula: () => Value, i) => {
    if (formula() !== true) {
      const { name } = elaboration.assumptions[i] as (typeof elaboration.assumptions)[number];
      throw new Problem('PL-116', {
        place: file,
        expected: `constants under which ASSUME ${name} holds`,
        found: 'others',
      });
    }
  });
  return new TlaSteps(variables, program, sink);
}
