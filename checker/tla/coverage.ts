/** Coverage of a run, part by part of the specification: where each stands, in which definition, how often it was evaluated. */

import { readFileSync } from 'node:fs';
import type { Modules } from './modules.ts';
import type { Module, Position } from './syntax.ts';
import type { Coverage } from './translate/coverage.ts';

export interface CoveredPart {
  /** Module file as it was found. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** Of the last character. */
  readonly endLine: number;
  readonly endColumn: number;
  /** The definition that the part stands in; null in an assumption without a name. */
  readonly definition: string | null;
  /** What stands there, on one line, without comments. */
  readonly text: string;
  readonly evaluated: number;
  /** How often it was TRUE, in how many ways for a part of an action; null where it is no truth value. */
  readonly held: number | null;
}

type Place = Pick<Position, 'line' | 'column'>;

interface Heading {
  readonly name: string | null;
  readonly at: Position;
}

function headings({ units }: Module): readonly Heading[] {
  return units.flatMap((unit): readonly Heading[] => {
    switch (unit.kind) {
      case 'operator':
      case 'function':
        return [{ name: unit.name, at: unit.at }];
      case 'assumption':
      case 'theorem':
        return [{ name: unit.name ?? null, at: unit.at }];
      case 'module':
        return headings(unit.module);
      default:
        return [];
    }
  });
}

function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.column <= b.column);
}

function textBetween(lines: readonly string[], from: Place, to: Place): string {
  const some = lines.slice(from.line - 1, to.line);
  const last = some.length - 1;
  const cut = some.map((line, i) => line.slice(i === 0 ? from.column - 1 : 0, i === last ? to.column : undefined));
  return cut
    .map((line) => line.replace(/\\\*.*/, ''))
    .join(' ')
    .replaceAll(/\(\*.*?\*\)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** What the counters say now, in the order of the modules and of their text. */
export function coverageOf({ read }: Modules, { places, evaluated, held }: Coverage): readonly CoveredPart[] {
  const parts = places.map((at, i) => ({ at, evaluated: evaluated[i] ?? 0, held: held[i] ?? null }));
  return read.flatMap((module) => {
    const { file } = module.at;
    const inside = parts.filter(({ at }) => at.file === file);
    if (inside.length === 0) return [];
    const lines = readFileSync(file, 'utf8').split('\n');
    const known = headings(module);
    inside.sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
    return inside.map(({ at, evaluated: times, held: truths }): CoveredPart => {
      const { line, column } = at;
      const { line: endLine, column: endColumn } = at.end ?? at;
      const text = textBetween(lines, at, { line: endLine, column: endColumn });
      const definition = known.findLast((one) => isBefore(one.at, at))?.name ?? null;
      return { file, line, column, endLine, endColumn, definition, text, evaluated: times, held: truths };
    });
  });
}
