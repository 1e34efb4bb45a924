/** Items as the conformance document shows them: with the prose at the head of their sources and the charts of their machines. */

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AnyMachine } from '../language/machine.ts';
import { type AnySystem, configure } from '../language/system.ts';
import { type AnyTheorem, systemsOf } from '../language/theorem.ts';
import { type ChartState, chartOf } from '../report/drawing/statechart.ts';
import type { ReportItem } from '../report/site/evidence.ts';
import type { Registry, RegistryItem } from './registry.ts';
import { isSystem } from './user-module.ts';

/** The comment at the head of a file, without its signs; empty where there is none. */
function headProse(path: string | undefined): string {
  if (path === undefined) return '';
  const [, comment = ''] = /^(?:#!.*\n)?\s*\/\*\*([\s\S]*?)\*\//.exec(readFileSync(path, 'utf8')) ?? [];
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\* ?/, ''));
  return lines.join('\n').trim();
}

/** A file of the registry's own, in TypeScript or as it was compiled. */
function ownFile({ module }: Registry, file: string | null): string | undefined {
  if (file === null || module === undefined) return undefined;
  const source = resolve(fileURLToPath(new URL('..', module)), file);
  return [source, source.replace(/\.ts$/, '.js')].find((path) => existsSync(path));
}

function isMachine(value: unknown): value is AnyMachine {
  const { config, root, implementations } = (value ?? {}) as Partial<AnyMachine> & {
    readonly implementations?: unknown;
  };
  return typeof config === 'object' && typeof root === 'object' && typeof implementations === 'object';
}

/** Charts by machine, each once. */
function chartsOf(machines: readonly (readonly [string, AnyMachine])[]): readonly ChartState[] {
  const charts = new Map<unknown, ChartState>();
  for (const [name, machine] of machines)
    if (!charts.has(machine.config)) charts.set(machine.config, chartOf(machine, name));
  return [...charts.values()];
}

function machinesOf(system: AnySystem): readonly (readonly [string, AnyMachine])[] {
  const { components } = system.compose(configure(system));
  return Object.entries(components as Record<string, { readonly machine: AnyMachine }>).map(
    ([name, { machine }]) => [name, machine] as const,
  );
}

/** The machines that a module exports, by themselves or in systems. */
async function exportedMachines(path: string | undefined): Promise<readonly (readonly [string, AnyMachine])[]> {
  if (path === undefined) return [];
  const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  return Object.entries(module).flatMap(([name, value]) =>
    isMachine(value) ? [[name, value] as const] : isSystem(value) ? machinesOf(value) : [],
  );
}

async function reportItem(
  item: RegistryItem,
  registry: Registry,
  theorem: AnyTheorem | undefined,
): Promise<ReportItem> {
  const machine = ownFile(registry, item.machine);
  const machines = theorem === undefined ? await exportedMachines(machine) : systemsOf(theorem).flatMap(machinesOf);
  return { ...item, reading: headProse(ownFile(registry, item.proof) ?? machine), charts: chartsOf(machines) };
}

/** The registry's items, and an item for each theorem that is about none of them. */
export async function reportItems(
  registry: Registry,
  theorems: readonly AnyTheorem[],
  files: ReadonlyMap<AnyTheorem, string>,
): Promise<readonly ReportItem[]> {
  const items: ReportItem[] = [];
  for (const theorem of theorems) {
    if (registry.items.some(({ id }) => id === theorem.item)) continue;
    const { item: id, title: name, says: statement } = theorem;
    const machines = systemsOf(theorem).flatMap(machinesOf);
    items.push({
      ...{ id, kind: 'theorem', name, statement, machine: null, proof: files.get(theorem) ?? null },
      ...{ reading: '', charts: chartsOf(machines) },
    });
  }
  for (const item of registry.items) {
    items.push(
      await reportItem(
        item,
        registry,
        theorems.find((theorem) => theorem.item === item.id),
      ),
    );
  }
  return items;
}
