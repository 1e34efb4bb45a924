/** What a matcher answers: whether it passes, and what to tell a person when a test fails on it. */

import { stripVTControlCharacters } from 'node:util';
import type { Property } from '../language/property.ts';
import { type AnySystem, configure, type Setting } from '../language/system.ts';
import type { AnyTheorem } from '../language/theorem.ts';
import { sheet } from '../report/sheet.ts';
import { reasons, traceTable } from '../report/trace-text.ts';
import { settingWords } from '../report/words.ts';
import type { Limits } from '../search/explore.ts';
import type { Trace } from '../trace/trace.ts';
import { type Decision, decide } from '../verdict/decide.ts';

export interface Answer {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The setting that a system is asked in, and how long a search may take. */
export interface Question extends Setting {
  readonly limits?: Limits;
}

/** A state as properties see it; what is in it depends on the system. */
// biome-ignore lint/suspicious/noExplicitAny: a view of any system
type AnyView = any;
export type AnyProperty = Property<AnyView>;
export type Predicate = (state: AnyView) => boolean;

export function isSystem(value: unknown): value is AnySystem {
  if (typeof value !== 'object' || value === null) return false;
  const { name, compose, parties } = value as Partial<AnySystem>;
  return typeof name === 'string' && typeof compose === 'function' && typeof parties === 'object';
}

export function isTheorem(value: unknown): value is AnyTheorem {
  return typeof value === 'object' && value !== null && (value as Partial<AnyTheorem>).kind === 'theorem';
}

/** Throws TypeError where `expect` was given something else. */
export function systemIn(received: unknown, matcher: string): AnySystem {
  if (isSystem(received)) return received;
  throw new TypeError(`${matcher}: expected a system made by defineSystem, got ${typeof received}`);
}

const page = sheet(100, false, false);

/** The trace as a table, with the parts of the property that fail at its end. */
export function told(trace: Trace | null, decision?: Decision, property?: AnyProperty): string {
  if (trace === null) return '';
  const why = decision === undefined || property === undefined ? '' : reasons(page, decision.parts, property.kind, 2);
  return `\n\n${stripVTControlCharacters(traceTable(page, trace, 2))}${why === '' ? '' : `\n${why}`}`;
}

export function inSetting({ name }: AnySystem, question: Question): string {
  const words = settingWords(question);
  return words === '' ? name : `${name} (${words})`;
}

/**
 * Decides a property of a system. Throws where nothing was decided, since a test must neither pass nor, negated, pass for want of an
 * answer: the problem of a model that is wrong, or an error that names the limit.
 */
export async function decided(system: AnySystem, property: AnyProperty, question: Question): Promise<Decision> {
  const { limits, ...setting } = question;
  const options = limits === undefined ? {} : { limits };
  const [decision] = await decide(system, configure(system, setting), [property], options);
  const { verdict, problem, limit } = decision as Decision;
  if (problem !== null) throw problem;
  if (verdict === 'bounded')
    throw new Error(
      `${inSetting(system, question)}: ${property.name} is not established, the ${limit} limit cut the search`,
    );
  return decision as Decision;
}
