/** Systems by where they are exported, so that the one of a changed module can take the place of the original. */

import type { AnySystem } from '../language/system.ts';

export interface SystemPlace {
  /** Path of the module, from the project's root. */
  readonly module: string;
  /** The export, and where it holds several systems the place in it. */
  readonly names: readonly string[];
}

function isSystem(value: unknown): value is AnySystem {
  return typeof value === 'object' && value !== null && typeof (value as AnySystem).compose === 'function';
}

/** The systems that a module exports, alone or in a list or record. */
export function systemsIn(path: string, exported: Readonly<Record<string, unknown>>): Map<AnySystem, SystemPlace> {
  const found = new Map<AnySystem, SystemPlace>();
  for (const [name, value] of Object.entries(exported)) {
    if (isSystem(value)) found.set(value, { module: path, names: [name] });
    else if (typeof value === 'object' && value !== null) {
      for (const [inner, one] of Object.entries(value))
        if (isSystem(one)) found.set(one, { module: path, names: [name, inner] });
    }
  }
  return found;
}

/** The system at the same place of another version of the module; undefined where there is none. */
export function systemAt(exported: unknown, { names }: SystemPlace): AnySystem | undefined {
  let value: unknown = exported;
  for (const name of names) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  return isSystem(value) ? value : undefined;
}
