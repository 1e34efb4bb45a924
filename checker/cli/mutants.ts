/** The mutants of a model: which machines a system has, every change of them, and the modules that a change reaches, ready to load. */

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { keyOf } from '../language/plain-data.ts';
import { Problem } from '../language/problem.ts';
import { importedPath, type ModelModule, modelModules, neededBy, reachedFrom } from '../source/model-modules.ts';
import { compiled, type Mutation, mutated, mutationsOf } from '../source/mutation.ts';
import { makeFolder } from './folder.ts';
import type { MutantStart, MutantTask } from './mutant-run.ts';
import { packageRoot } from './project-files.ts';
import type { Registry } from './registry.ts';

export interface Mutant {
  readonly module: ModelModule;
  readonly mutation: Mutation;
}

type TaskLimits = Pick<MutantTask, 'mostStates' | 'sweeps' | 'seconds'>;

/** Machines are changed; systems, menus and the implementations are what they are held against. */
function isMachine({ path }: ModelModule): boolean {
  return /^model\/[^/]+\.ts$/.test(path) && !path.endsWith('-events.ts');
}

export class MutantModel {
  readonly #modules: readonly ModelModule[];
  /** URL of the project's root, and what its modules end with where they run. */
  readonly #root: string;
  readonly #ending: string;
  readonly #texts: Map<string, Promise<string>> = new Map();

  /** Of the model beside the module that exports the registry. Throws PL-301 where its sources are not shipped. */
  constructor(registry: string) {
    this.#root = new URL('..', registry).href;
    this.#ending = registry.endsWith('.ts') ? '.ts' : '.js';
    try {
      this.#modules = modelModules(packageRoot, 'model');
    } catch (error) {
      throw new Problem('PL-301', {
        place: 'model/',
        expected: 'the sources that the package ships',
        found: error instanceof Error ? error.message : String(error),
      });
    }
  }

  startFor(registry: string): MutantStart {
    const systems = this.#modules.filter(({ definesSystem }) => definesSystem);
    return { registry, systems: Object.fromEntries(systems.map(({ path }) => [path, this.#urlOf(path)])) };
  }

  /** Paths of the machines that the module of a system needs. */
  machinesOf(system: string): readonly string[] {
    const needed = neededBy(this.#modules, system);
    return this.#modules.filter((module) => isMachine(module) && needed.includes(module.path)).map(({ path }) => path);
  }

  /** Every change of some machines, in the order of their paths. */
  async mutantsOf(machines: readonly string[]): Promise<readonly Mutant[]> {
    const all: Mutant[] = [];
    for (const module of this.#modules.filter(({ path }) => machines.includes(path)))
      all.push(...(await mutationsOf(module.path, module.text)).map((mutation) => ({ module, mutation })));
    return all;
  }

  /** What tells one state of the model and its claims from another: every module, every claim with what it expects. */
  digest({ theorems }: Registry): string {
    const hash = createHash('sha256');
    for (const { path, text } of this.#modules) hash.update(`${path}\n${text}\n`);
    for (const { item, claims } of theorems)
      for (const { id, expect } of claims) hash.update(`${item}/${id} ${keyOf(expect)}\n`);
    return hash.digest('hex').slice(0, 16);
  }

  /** Writes what a mutant changes below a folder, to be loaded from there. */
  async write({ module, mutation }: Mutant, folder: string, limits: TaskLimits): Promise<MutantTask> {
    const reached = reachedFrom(this.#modules, module.path);
    const modules: Record<string, string> = {};
    for (const path of reached) {
      const text = path === module.path ? mutated(module.text, mutation) : undefined;
      const file = join(folder, path.replace(/\.ts$/, '.mjs'));
      makeFolder(dirname(file));
      writeFileSync(file, await this.#compiled(path, reached, text));
      modules[path] = pathToFileURL(file).href;
    }
    return { changed: module.path, modules, ...limits };
  }

  #urlOf(path: string): string {
    return new URL(path.replace(/\.ts$/, this.#ending), this.#root).href;
  }

  #compiled(path: string, reached: readonly string[], changed: string | undefined): Promise<string> {
    const leadTo = (specifier: string): string | undefined => {
      if (specifier.startsWith('node:')) return undefined;
      if (!specifier.startsWith('.')) return import.meta.resolve(specifier);
      const target = importedPath(path, specifier);
      return reached.includes(target) ? specifier.replace(/\.ts$/, '.mjs') : this.#urlOf(target);
    };
    if (changed !== undefined) return compiled(changed, leadTo);
    const key = `${path} ${reached[0]}`;
    const text = this.#modules.find((module) => module.path === path)?.text ?? '';
    const known = this.#texts.get(key) ?? compiled(text, leadTo);
    this.#texts.set(key, known);
    return known;
  }
}
