/** The files of a check: the configuration, the modules as they are hashed, the checkpoint. */

import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Problem } from '../language/problem.ts';
import type { CheckpointPlan } from '../search/checkpoint-file.ts';
import { type Configuration, parseConfiguration, readConfiguration } from '../tla/config.ts';
import type { Modules } from '../tla/modules.ts';
import { textHash } from '../trace/model-hash.ts';
import type { TlaOptions } from './tla-result.ts';

/** The configuration that is taken where none is named. */
function besideOf(module: string): string {
  return module.replace(/\.tla$/, '.cfg');
}

/**
 * The file is named for the module and the configuration; a search whose modules, configuration or options were changed meets its old
 * checkpoint and refuses it. Limits of time and memory bear on no answer and may differ.
 */
export function planOf(options: TlaOptions, modules: Modules): CheckpointPlan | undefined {
  const { checkpoint, module, limits: { states, depth } = {}, checkDeadlock, seed } = options;
  if (checkpoint === undefined) return undefined;
  const { folder, every, version, onUse } = checkpoint;
  const config = options.config ?? besideOf(module);
  const text = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return {
    file: join(folder, `${basename(module, '.tla')}-${textHash([module, config])}.checkpoint`),
    about: {
      version,
      modules: textHash(modules.read.map(({ at }) => text(at.file))),
      configuration: textHash(text(config)),
      options: textHash({ states, depth, checkDeadlock, seed }),
    },
    every,
    ...(onUse === undefined ? {} : { onUse }),
  };
}

/** Whether a file holds an algorithm in PlusCal and no translation of it. */
export function isUntranslated(file: string): boolean {
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  return /--(fair\s+)?algorithm\b/.test(text) && !/BEGIN TRANSLATION/.test(text);
}

export function configurationOf({ module, config }: Pick<TlaOptions, 'module' | 'config'>): Configuration {
  if (config !== undefined) return readConfiguration(config);
  const beside = besideOf(module);
  try {
    return readConfiguration(beside);
  } catch (error) {
    if (error instanceof Problem && error.code === 'PL-301')
      return { ...parseConfiguration('', beside), isAbsent: true };
    throw error;
  }
}
