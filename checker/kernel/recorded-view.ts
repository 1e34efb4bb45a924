/**
 * A view of the state that writes down every value that a function reads of it, and may put another in its place.
 *
 * Never what a verdict comes from: a function that was answered is asked a second time with this view, for what it looks at.
 */

import type { LocalState } from '../language/machine.ts';
import { extended, isOpen, type ReadPath, valueKey } from './read-path.ts';

/** In place of every value that a path has. */
export interface Instead {
  readonly path: string;
  readonly value: unknown;
}

export interface Reads {
  readonly path: ReadPath;
  /** Keys of the values that were read. */
  readonly keys: Set<string>;
  /** One of them. */
  readonly value: unknown;
}

const own = (value: unknown): PropertyDescriptor => ({
  value,
  ...{ writable: true, enumerable: true, configurable: true },
});

export class Recorder {
  readonly reads: Map<string, Reads> = new Map();
  /** Since `begin`, reads of paths that were not read before `close`. */
  newReads = 0;
  #instead: Instead | undefined;
  #isClosed = false;
  #proxies: WeakMap<object, Map<string, object>> = new WeakMap();

  /** Forgets the objects that were handed out: identity counts within one question only. */
  begin(instead?: Instead): void {
    this.#instead = instead;
    this.newReads = 0;
    this.#proxies = new WeakMap();
  }

  /** From here on nothing more is written down. */
  close(): void {
    this.#isClosed = true;
  }

  /** A local state under watch. */
  local(group: string, state: LocalState): unknown {
    return this.#open(state, { text: group, group, steps: [] });
  }

  #read(path: ReadPath, value: unknown): unknown {
    const instead = this.#instead;
    if (instead !== undefined && instead.path === path.text) return instead.value;
    const known = this.reads.get(path.text);
    if (this.#isClosed) this.newReads += Number(known === undefined);
    else if (known !== undefined) known.keys.add(valueKey(value));
    else this.reads.set(path.text, { path, keys: new Set([valueKey(value)]), value });
    if (typeof value !== 'object' || value === null || !isOpen(value)) return value;
    return this.#open(value, path);
  }

  #open(value: object, path: ReadPath): object {
    const byPath = this.#proxies.get(value) ?? new Map<string, object>();
    this.#proxies.set(value, byPath);
    const known = byPath.get(path.text);
    if (known !== undefined) return known;
    const made = Array.isArray(value) ? this.#array(value, path) : this.#record(value, path);
    byPath.set(path.text, made);
    return made;
  }

  #record(value: object, path: ReadPath): object {
    const record = value as Readonly<Record<string, unknown>>;
    const at = (name: string): unknown => {
      const field = record[name];
      if (typeof field !== 'function') return this.#read(extended(path, { kind: 'field', name }), field);
      if (name !== 'matches' && name !== 'hasTag') return field;
      return (argument: never) =>
        this.#read(
          extended(path, { kind: 'asked', method: name, argument }),
          (field as (a: never) => unknown).call(value, argument),
        );
    };
    return new Proxy(
      {},
      {
        get: (_, name) => (typeof name === 'symbol' ? Reflect.get(value, name) : at(name)),
        has: (_, name) => name in value,
        ownKeys: () => Reflect.ownKeys(value),
        getOwnPropertyDescriptor: (_, name) =>
          typeof name === 'string' && Object.hasOwn(value, name) ? own(at(name)) : undefined,
      },
    );
  }

  #array(value: readonly unknown[], path: ReadPath): object {
    const length = (): number => this.#read(extended(path, { kind: 'length' }), value.length) as number;
    const isIndex = (name: string | symbol): name is string => typeof name === 'string' && /^\d+$/.test(name);
    const at = (name: string): unknown => this.#read(extended(path, { kind: 'element' }), value[Number(name)]);
    return new Proxy([], {
      get: (target, name) => {
        if (name === 'length') return length();
        return isIndex(name) ? at(name) : Reflect.get(target, name);
      },
      has: (target, name) => (isIndex(name) ? Number(name) < length() : Reflect.has(target, name)),
      ownKeys: () => [...Array.from({ length: length() }, (_, i) => String(i)), 'length'],
      getOwnPropertyDescriptor: (target, name) => {
        if (name === 'length') return { ...own(length()), enumerable: false, configurable: false };
        return isIndex(name) && Number(name) < length()
          ? own(at(name))
          : Reflect.getOwnPropertyDescriptor(target, name);
      },
    });
  }
}
