/** What a command line changes about the claims it runs: instance, parameters, powers, rules. */

import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import { type AnySystem, configure, type Setting } from '../language/system.ts';
import { type AnyFrontier, type AnyTheorem, instanceOf } from '../language/theorem.ts';

export interface Changes {
  readonly instance: string | undefined;
  readonly setting: Required<Setting>;
}

function only<T>(values: Readonly<Record<string, T>>, isKept: (name: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => isKept(name)));
}

/** The part of a setting that a system knows. A theorem may speak of several systems; a change concerns those that have it. */
export function settingFor(system: AnySystem, { parameters, powers, without }: Required<Setting>): Required<Setting> {
  return {
    parameters: only(parameters, (name) => Object.hasOwn(system.parameters, name)),
    powers: only(powers, (name) => Object.hasOwn(system.powers, name)),
    without: without.filter((name) => Object.hasOwn(system.rules, name)),
  };
}

/** Throws PL-203, PL-204 or PL-205 for a name that none of the systems knows, PL-206 for a value outside its domain. */
export function checkSetting(systems: readonly AnySystem[], setting: Required<Setting>): void {
  const [first] = systems;
  if (first === undefined) return;
  const isKnown = (kind: 'parameters' | 'powers' | 'rules', name: string): boolean =>
    systems.some((system) => Object.hasOwn(system[kind], name));
  const unknown: Setting = {
    parameters: only(setting.parameters, (name) => !isKnown('parameters', name)),
    powers: only(setting.powers, (name) => !isKnown('powers', name)),
    without: setting.without.filter((name) => !isKnown('rules', name)),
  };
  configure(first, unknown);
  for (const system of systems) configure(system, settingFor(system, setting));
}

/** Throws PL-207 for an instance that the theorem does not have. */
export function checkInstance({ item, instances }: AnyTheorem, instance: string | undefined): void {
  if (instance === undefined || Object.hasOwn(instances, instance)) return;
  const names = Object.keys(instances);
  throw new Problem('PL-207', {
    place: item,
    expected: `one of ${names.join(', ')}`,
    found: instance,
    ...didYouMean(instance, names),
  });
}

/** The changes to a frontier. Its axes vary, so a change to what an axis stands for has no effect on it. */
export function frontierSetting(theorem: AnyTheorem, frontier: AnyFrontier, { instance, setting }: Changes): Setting {
  const axes = Object.values(frontier.axes);
  const isFixed = (name: string): boolean =>
    !axes.some((axis) => ('parameter' in axis ? axis.parameter : axis.power) === name);
  const own = settingFor(frontier.system, setting);
  const parameters = {
    ...(instance === undefined ? {} : instanceOf(theorem, instance, frontier.system)),
    ...own.parameters,
  };
  const changed: Setting = {
    parameters: only(parameters, isFixed),
    powers: only(own.powers, isFixed),
    without: own.without,
  };
  const isEmpty = Object.values(changed).every((part) => Object.keys(part).length === 0);
  return isEmpty ? {} : changed;
}
