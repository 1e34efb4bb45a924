/** Values on the command line: durations, sizes, settings, formats. Mistakes are PL-202 with what was expected. */

import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import type { Setting } from '../language/system.ts';

function wrong(option: string, expected: string, found: string, hint?: { readonly hint: string }): never {
  throw new Problem('PL-202', { place: option, expected, found, ...hint });
}

const secondsIn: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600 };
const bytesIn: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** Seconds of `60s`, `2m`, `1h`, `500ms`; a bare number is seconds. */
export function duration(option: string): (text: string) => number {
  return (text) => {
    const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|min|h)?$/.exec(text) ?? [];
    if (amount === undefined) return wrong(option, 'a duration such as 60s or 2m', text);
    return Number(amount) * (secondsIn[unit] as number);
  };
}

/** Bytes of `2g`, `500m`, `64k`. */
export function size(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([kmg])b?$/i.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return wrong('--memory', 'a size such as 2g or 500m', text);
  return Math.floor(Number(amount) * (bytesIn[unit.toLowerCase()] as number));
}

/** What of a state is kept: all of it, bits of its hash, or bits in a table. */
export type StoreWord =
  | { readonly kind: 'exact' }
  | { readonly kind: 'hash'; readonly bits: number }
  | { readonly kind: 'bitstate'; readonly bytes: number };

const usualBits = 64;
const usualTable = 2 ** 27;

/** `exact`, `hash`, `hash=40` (bits of a signature), `bitstate`, `bitstate=512m` (size of the table). */
export function storeOf(text: string): StoreWord {
  const [kind = '', amount, ...more] = text.split('=');
  const expected = 'exact, hash, hash=8 to hash=64, bitstate, or bitstate=1k to bitstate=512m by powers of two';
  if (more.length > 0) return wrong('--store', expected, text);
  if (kind === 'exact' && amount === undefined) return { kind };
  if (kind === 'hash') {
    const bits = amount === undefined ? usualBits : /^\d+$/.test(amount) ? Number(amount) : 0;
    return bits >= 8 && bits <= 64 ? { kind, bits } : wrong('--store', expected, text);
  }
  if (kind === 'bitstate') {
    const [, digits, unit = ''] = /^(\d+)([kmg])b?$/i.exec(amount ?? '') ?? [];
    const bytes = amount === undefined ? usualTable : Number(digits) * (bytesIn[unit.toLowerCase()] ?? Number.NaN);
    const fits = bytes >= 2 ** 10 && bytes <= 2 ** 29 && Number.isInteger(Math.log2(bytes));
    return fits ? { kind, bytes } : wrong('--store', expected, text);
  }
  return wrong('--store', expected, text, didYouMean(kind, ['exact', 'hash', 'bitstate']));
}

/** A whole number of at least `least`; `10_000` and `10,000` are read too. */
export function whole(option: string, least: number): (text: string) => number {
  return (text) => {
    const value = /^\d[\d_,]*$/.test(text) ? Number(text.replaceAll(/[_,]/g, '')) : Number.NaN;
    return Number.isSafeInteger(value) && value >= least
      ? value
      : wrong(option, `a whole number of at least ${least}`, text);
  };
}

/** A share of `95%`, `95` or `0.95`, from 0 to 1. */
export function share(option: string): (text: string) => number {
  return (text) => {
    const [, amount, sign] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text) ?? [];
    const value = amount === undefined ? Number.NaN : Number(amount) / (sign === '%' || Number(amount) > 1 ? 100 : 1);
    return value >= 0 && value <= 1 ? value : wrong(option, 'a share such as 95% or 0.95', text);
  };
}

/** A seed in hexadecimal, normalised: `0x2a`. */
export function seed(text: string): string {
  return /^0x[0-9a-f]{1,16}$/i.test(text)
    ? text.toLowerCase()
    : wrong('--seed', 'a hexadecimal number such as 0x2a', text);
}

type FormatName = 'text' | 'json' | 'markdown' | 'ndjson' | 'junit' | 'github' | 'sarif';

export interface Format {
  readonly name: FormatName;
  /** Null for the standard output. */
  readonly file: string | null;
}

/** The formats of a run over claims. */
export const runFormats: readonly FormatName[] = ['text', 'json', 'ndjson', 'junit', 'sarif', 'github'];

/** The parts of a difference. */
export const diffParts: readonly string[] = ['structure', 'behaviours', 'verdicts', 'assumptions', 'frontiers'];

/** Reads one of the formats that a command has. */
export function format(names: readonly FormatName[]): (text: string) => Format {
  return (text) => {
    const [word = '', ...rest] = text.split('=');
    const name = names.find((one) => one === word);
    if (name === undefined) return wrong('--format', `one of ${names.join(', ')}`, word, didYouMean(word, names));
    return { name, file: rest.length === 0 ? null : rest.join('=') };
  };
}

/** Words of a list, each one of those given. */
export function wordsOf(option: string, known: readonly string[]): (text: string) => readonly string[] {
  return (text) =>
    split([text]).map((word) =>
      known.includes(word) ? word : wrong(option, `some of ${known.join(', ')}`, word, didYouMean(word, known)),
    );
}

const exportFormats = ['tla', 'dot', 'mermaid', 'json'] as const;

export type ExportFormat = (typeof exportFormats)[number];

export function exportFormat(text: string): ExportFormat {
  return (
    exportFormats.find((name) => name === text) ??
    wrong('--format', `one of ${exportFormats.join(', ')}`, text, didYouMean(text, exportFormats))
  );
}

const traceFormats = ['itf', 'mermaid', 'md', 'html', 'vitest', 'foundry'] as const;

export type TraceFormat = (typeof traceFormats)[number];

/** The formats of `--trace-format itf,md`. */
export function traceFormatsOf(text: string): readonly TraceFormat[] {
  return split([text]).map((word) => {
    const known = traceFormats.find((one) => one === word);
    if (known !== undefined) return known;
    return wrong('--trace-format', `some of ${traceFormats.join(', ')}`, word, didYouMean(word, traceFormats));
  });
}

/** Parts of a list, repeated or separated by commas. */
export function split(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => value.split(',')).filter((value) => value !== '');
}

function integer(option: string, text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) : wrong(option, 'a whole number', text);
}

/** The setting of `--set name=value`, `--with power[=n]` and `--without rule`. Names are checked against the systems later. */
export function settingOf(
  set: readonly string[],
  powers: readonly string[],
  without: readonly string[],
): Required<Setting> {
  const parameters = split(set).map((one): [string, number] => {
    const [name = '', value] = one.split('=');
    if (value === undefined) return wrong('--set', 'name=value', one);
    return [name, integer(`--set ${name}`, value)];
  });
  const switched = split(powers).map((one): [string, boolean | number] => {
    const [name = '', value] = one.split('=');
    return [
      name,
      value === undefined || value === 'true' || value === 'on'
        ? true
        : value === 'false' || value === 'off'
          ? false
          : integer(`--with ${name}`, value),
    ];
  });
  return { parameters: Object.fromEntries(parameters), powers: Object.fromEntries(switched), without: split(without) };
}

/** Most values an axis may have: a grid beyond that is a slip of the keys. */
const mostValues = 1_000;

/** The axes of `--over C=1..6,K=0..6` or `C=1;3;5`. */
export function axesOf(text: string): Readonly<Record<string, readonly number[]>> {
  const axes = split([text]).map((one): [string, readonly number[]] => {
    const [, name, first, last, values] = /^([^=]+)=(?:(-?\d+)\.\.(-?\d+)|(-?\d+(?:;-?\d+)*))$/.exec(one) ?? [];
    if (name === undefined) return wrong('--over', 'axes such as C=1..6,K=0..6', one);
    if (values !== undefined) return [name, values.split(';').map(Number)];
    const count = Number(last) - Number(first) + 1;
    if (count < 1 || count > mostValues) return wrong('--over', `a range of 1 to ${mostValues} values`, one);
    return [name, Array.from({ length: count }, (_, i) => Number(first) + i)];
  });
  return Object.fromEntries(axes);
}
