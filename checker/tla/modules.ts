/** Finding and reading the modules of a specification: beside the file that names them, or built in. */

import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../language/problem.ts';
import { tlaParser } from './grammar.ts';
import { parseModules } from './parse.ts';
import { standardModules } from './standard/modules.ts';
import type { Module, Position, Unit } from './syntax.ts';

export interface Modules {
  readonly root: Module;
  find(name: string): Module | undefined;
  /** Every module that was read from a file, the root first. */
  readonly read: readonly Module[];
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Problem('PL-301', {
      place: file,
      expected: 'a TLA+ module that can be read',
      found: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }
}

/** The modules that a module needs, with the place that names each. */
function needed(module: Module): { readonly name: string; readonly at: Position }[] {
  const found = module.extended.map((name) => ({ name, at: module.at }));
  const look = (units: readonly Unit[]): void => {
    for (const unit of units) {
      if (unit.kind === 'instance') found.push({ name: unit.module, at: unit.at });
      if (unit.kind === 'module') {
        found.push(...unit.module.extended.map((name) => ({ name, at: unit.at })));
        look(unit.module.units);
      }
      if (unit.kind === 'operator') lookInto(unit.body);
    }
  };
  const lookInto = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const one of node) lookInto(one);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const { kind, module: name, at } = node as { kind?: string; module?: string; at?: Position };
    if (kind === 'instance' && typeof name === 'string' && at !== undefined) found.push({ name, at });
    for (const [key, one] of Object.entries(node)) if (key !== 'at') lookInto(one);
  };
  look(module.units);
  return found;
}

function nestedNames(module: Module): string[] {
  return module.units.flatMap((unit) =>
    unit.kind === 'module' ? [unit.module.name, ...nestedNames(unit.module)] : [],
  );
}

/** Reads a specification and every module it needs, `hasEnds` with the ends of positions. Throws PL-301, PL-501, PL-502, PL-503. */
export async function readModules(file: string, hasEnds = false): Promise<Modules> {
  const parser = await tlaParser();
  const folder = dirname(file);
  const known = new Map<string, Module>();
  const read: Module[] = [];
  const [root] = parseModules(parser, readText(file), file, hasEnds);
  if (root === undefined) throw new Problem('PL-501', { place: file, found: 'no module' });
  if (`${root.name}.tla` !== basename(file)) {
    throw new Problem('PL-501', {
      place: `${file}:${root.at.line}:${root.at.column}`,
      expected: `module ${basename(file, '.tla')}, the name of the file`,
      found: `module ${root.name}`,
    });
  }
  const visiting: string[] = [];
  const visit = (module: Module, visible: ReadonlySet<string>): void => {
    if (known.has(module.name)) return;
    visiting.push(module.name);
    read.push(module);
    const inside = new Set([...visible, ...nestedNames(module)]);
    for (const { name, at } of needed(module)) {
      const place = `${at.file}:${at.line}:${at.column}`;
      if (visiting.includes(name)) {
        const cycle = [...visiting.slice(visiting.indexOf(name)), name];
        throw new Problem('PL-503', { place, found: cycle.join(' needs ') });
      }
      if (known.has(name) || inside.has(name)) continue;
      const beside = join(folder, `${name}.tla`);
      let text: string | undefined;
      try {
        text = readFileSync(beside, 'utf8');
      } catch {
        text = undefined;
      }
      if (text === undefined) {
        if (standardModules[name] !== undefined) {
          const source = standardModules[name]?.source;
          if (source !== undefined) {
            const [made] = parseModules(parser, source, `module ${name}`, false);
            if (made !== undefined) visit(made, inside);
          }
          continue;
        }
        throw new Problem('PL-502', {
          place,
          expected: `${beside}, or a built-in module`,
          found: `${name}, which is neither`,
        });
      }
      const [found] = parseModules(parser, text, beside, hasEnds);
      if (found !== undefined) visit(found, inside);
    }
    visiting.pop();
    known.set(module.name, module);
  };
  visit(root, new Set());
  return { root, read, find: (name) => known.get(name) };
}
