/**
 * What a change of a protocol does to what is known: each claim, lattice and frontier decided of the base and of the changed system.
 *
 * What the change does not touch is not decided: a claim whose configuration stays the same, because it has the change already or
 * speaks of another system.
 */

import { keyOf } from '../language/plain-data.ts';
import { type AnySystem, configure, type Setting } from '../language/system.ts';
import { type AnyClaim, type AnyFrontier, type AnyLattice, type AnyTheorem, instanceOf } from '../language/theorem.ts';
import { type ClaimResult, decideClaims } from './claims.ts';
import type { DecideOptions } from './decide.ts';
import { decideFrontier, type FrontierResult } from './frontier.ts';
import { decideLattice, type LatticeResult } from './lattice.ts';

/** A theorem with the setting that is laid on top of every question of it. */
export interface Side {
  readonly theorem: AnyTheorem;
  readonly setting: (system: AnySystem) => Required<Setting>;
}

/** The same question of both sides; null where one of them does not ask it. */
interface Compared<T> {
  readonly id: string;
  readonly base: T | null;
  readonly changed: T | null;
}

export type ComparedClaim = Compared<ClaimResult>;
export type ComparedFrontier = Compared<FrontierResult>;

export interface ComparedLattice extends Compared<LatticeResult> {
  /** Hypotheses of every sufficient set that were not in every one before. */
  readonly nowNeeded: readonly string[];
  /** Hypotheses of some minimal sufficient set that are in none any more. */
  readonly noLongerNeeded: readonly string[];
}

function pairs<T extends { readonly id: string }>(
  base: readonly T[],
  changed: readonly T[],
): readonly { readonly id: string; readonly base: T | null; readonly changed: T | null }[] {
  const ids = [...new Set([...base, ...changed].map(({ id }) => id))];
  const named = (all: readonly T[], id: string): T | null => all.find((one) => one.id === id) ?? null;
  return ids.map((id) => ({ id, base: named(base, id), changed: named(changed, id) }));
}

function configurationKey({ theorem, setting }: Side, claim: AnyClaim, instance: string | undefined): string {
  const parameters = instanceOf(theorem, instance ?? claim.instance, claim.system);
  return keyOf(configure(claim.system, { parameters }, claim.setting ?? {}, setting(claim.system)));
}

async function decideOne(
  { theorem, setting }: Side,
  claims: readonly AnyClaim[],
  instance: string | undefined,
  options: DecideOptions,
  about: (what: string) => void,
): Promise<readonly ClaimResult[]> {
  const results: ClaimResult[] = [];
  for (const system of new Set(claims.map((claim) => claim.system as AnySystem))) {
    const own = claims.filter((claim) => claim.system === system);
    const overrides = { setting: setting(system), ...(instance === undefined ? {} : { instance }) };
    results.push(
      ...(await decideClaims(theorem, own, overrides, options, ([first]) => about(`${theorem.item}/${first?.id}`))),
    );
  }
  return results;
}

export interface ComparedClaims {
  readonly compared: readonly ComparedClaim[];
  /** Claims that ask the same of the same configuration of the same system on both sides. */
  readonly untouched: number;
}

/** Decides the claims of both sides that differ in anything. */
export async function compareClaims(
  base: Side,
  changed: Side,
  instance: string | undefined,
  options: DecideOptions,
  about: (what: string) => void = () => {},
): Promise<ComparedClaims> {
  const all = pairs<AnyClaim>(base.theorem.claims, changed.theorem.claims);
  const touched = all.filter(
    ({ base: one, changed: other }) =>
      one === null ||
      other === null ||
      one.system !== other.system ||
      one.property !== other.property ||
      configurationKey(base, one, instance) !== configurationKey(changed, other, instance),
  );
  const asked = (side: 'base' | 'changed'): readonly AnyClaim[] => touched.flatMap((pair) => pair[side] ?? []);
  const before = await decideOne(base, asked('base'), instance, options, about);
  const after = await decideOne(changed, asked('changed'), instance, options, (what) => about(`${what}, changed`));
  const of = (results: readonly ClaimResult[], id: string): ClaimResult | null =>
    results.find((one) => one.id === `${one.item}/${id}`) ?? null;
  const compared = touched.map(({ id }): ComparedClaim => {
    const [from, to] = [of(before, id), of(after, id)];
    return { id: from?.id ?? to?.id ?? id, base: from, changed: to };
  });
  return { compared, untouched: all.length - touched.length };
}

function isEmpty({ parameters = {}, powers = {}, without = [] }: Setting): boolean {
  return Object.keys(parameters).length + Object.keys(powers).length + without.length === 0;
}

/** Whether a part of a theorem is the same on both sides, so that nothing is learnt by deciding it. */
function isUntouched<T extends { readonly system: AnySystem }>(
  pair: Compared<T>,
  settings: readonly [(part: T) => Setting, (part: T) => Setting],
): boolean {
  const { base, changed } = pair;
  return base !== null && base === changed && isEmpty(settings[0](base)) && isEmpty(settings[1](base));
}

function merged(one: Setting, { parameters, powers, without }: Required<Setting>): Setting {
  return {
    parameters: { ...one.parameters, ...parameters },
    powers: { ...one.powers, ...powers },
    without: [...new Set([...(one.without ?? []), ...without])],
  };
}

function inAll(sets: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...rest] = sets;
  return first.filter((name) => rest.every((set) => set.includes(name)));
}

function lattice({ theorem, setting }: Side, one: AnyLattice, options: DecideOptions): Promise<LatticeResult> {
  return decideLattice(theorem, { ...one, setting: merged(one.setting ?? {}, setting(one.system)) }, options);
}

/** Which hypotheses are needed before and after, lattice by lattice. */
export async function compareLattices(
  base: Side,
  changed: Side,
  options: DecideOptions,
  about: (what: string) => void = () => {},
): Promise<readonly ComparedLattice[]> {
  const results: ComparedLattice[] = [];
  for (const pair of pairs<AnyLattice>(base.theorem.lattices, changed.theorem.lattices)) {
    if (options.signal?.aborted === true) break;
    if (isUntouched(pair, [({ system }) => base.setting(system), ({ system }) => changed.setting(system)])) continue;
    about(`${base.theorem.item}/${pair.id}`);
    const before = pair.base === null ? null : await lattice(base, pair.base, options);
    const after = pair.changed === null ? null : await lattice(changed, pair.changed, options);
    const [from, to] = [before?.minimalSufficient ?? [], after?.minimalSufficient ?? []];
    const isKnown = before?.undecided === null && after?.undecided === null;
    results.push({
      id: before?.id ?? after?.id ?? pair.id,
      base: before,
      changed: after,
      nowNeeded: isKnown ? inAll(to).filter((name) => !inAll(from).includes(name)) : [],
      noLongerNeeded: isKnown ? [...new Set(from.flat())].filter((name) => !to.flat().includes(name)) : [],
    });
  }
  return results;
}

/** The part of a setting that an axis does not vary. */
function besides({ axes }: AnyFrontier, { parameters, powers, without }: Required<Setting>): Setting {
  const varied = Object.values(axes).map((axis) => ('parameter' in axis ? axis.parameter : axis.power));
  const fixed = <T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !varied.includes(name)));
  return { parameters: fixed(parameters), powers: fixed(powers), without };
}

function frontier({ theorem, setting }: Side, one: AnyFrontier, options: DecideOptions): Promise<FrontierResult> {
  return decideFrontier(theorem, one, {}, options, besides(one, setting(one.system)));
}

/** Where each frontier stood, and where it stands. */
export async function compareFrontiers(
  base: Side,
  changed: Side,
  options: DecideOptions,
  about: (what: string) => void = () => {},
): Promise<readonly ComparedFrontier[]> {
  const results: ComparedFrontier[] = [];
  for (const pair of pairs<AnyFrontier>(base.theorem.frontiers, changed.theorem.frontiers)) {
    if (options.signal?.aborted === true) break;
    const fixed =
      (side: Side) =>
      (one: AnyFrontier): Setting =>
        besides(one, side.setting(one.system));
    if (isUntouched(pair, [fixed(base), fixed(changed)])) continue;
    about(`${base.theorem.item}/${pair.id}`);
    const before = pair.base === null ? null : await frontier(base, pair.base, options);
    const after = pair.changed === null ? null : await frontier(changed, pair.changed, options);
    results.push({ id: before?.id ?? after?.id ?? pair.id, base: before, changed: after });
  }
  return results;
}
