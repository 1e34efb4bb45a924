/**
 * The visited set of a search that keeps only signatures: states are whole as long as they wait to be expanded, and gone then.
 *
 * One partition, in the order of finding. States keep their numbers, of which the first ones have no states any more; a log keeps how
 * each was found, so that a violation has a way that can be replayed.
 */

import { type Kernel, stale } from '../kernel/kernel.ts';
import type { Layout } from '../kernel/layout.ts';
import type { Path } from './exploration.ts';
import { LocalHash } from './local-hash.ts';
import { type LossyStore, type Omission, type SignatureSet, signatureSet } from './lossy-store.ts';
import { Partition } from './partition.ts';
import { StateStore } from './state-store.ts';
import { type OnNew, Visited } from './visited.ts';
import { WayLog } from './way-log.ts';

type Numbered = Kernel & { readonly layout: Layout };

export class LossySet extends Visited {
  initial: Uint32Array = new Uint32Array();
  readonly ways: WayLog = new WayLog();
  readonly #kernel: Numbered;
  readonly #known: SignatureSet;
  readonly #hash: LocalHash;
  readonly #seed: string;
  readonly #tell: OnNew;

  /** `kernel` numbers the local states of components. */
  constructor(kernel: Kernel, store: LossyStore, onNew: OnNew) {
    super(kernel.words, 0, onNew);
    if (kernel.layout === undefined) throw new Error('no layout to hash by');
    this.#kernel = kernel as Numbered;
    this.#known = signatureSet(store);
    this.#hash = new LocalHash(this.#known.width, store.seed);
    this.#seed = store.seed;
    this.#tell = onNew;
  }

  get #window(): Partition {
    return this.partitions[0] as Partition;
  }

  get omission(): Omission {
    return { ...this.#known.omission, seed: this.#seed };
  }

  override get bytes(): number {
    return this.#window.states.byteLength + this.#known.bytes + this.#hash.bytes + this.ways.bytes;
  }

  override get bytesToGrow(): number {
    return this.bytes - this.#known.bytes + this.#known.bytesToGrow + this.#window.states.byteLength;
  }

  /** Adds the initial states. */
  override addAll(from: Uint32Array, count: number): void {
    this.initial = from.slice(0, count * this.words);
    this.#addSome(from, count, (s) => this.ways.add(this.count, s));
  }

  /** Adds the successors of a state, by their events. */
  addFrom(parent: number, successors: Uint32Array, fired: Uint32Array, count: number): void {
    this.#addSome(successors, count, (s) => this.ways.add(parent, fired[s] as number));
  }

  #addSome(from: Uint32Array, count: number, log: (s: number) => void): void {
    const { words } = this;
    const { layout } = this.#kernel;
    const window = this.#window;
    const before = this.count;
    for (let s = 0, at = 0; s < count; s++, at += words) {
      this.#hash.hash(layout, from, at);
      if (!this.#known.add(this.#hash.value)) continue;
      const to = (window.count - window.dropped) * words;
      if (to + words > window.states.length) {
        const larger = new Uint32Array(2 * window.states.length + words);
        larger.set(window.states);
        window.states = larger;
      }
      for (let w = 0; w < words; w++) window.states[to + w] = from[at + w] as number;
      log(s);
      window.count++;
      this.count++;
    }
    if (this.count > before) this.#tell(0, before, this.count);
  }

  override flush(): void {}

  override fitBuffers(): void {}

  /** Lets go of the states before a number. */
  drop(before: number): void {
    const window = this.#window;
    const { words } = this;
    window.states.copyWithin(0, (before - window.dropped) * words, (window.count - window.dropped) * words);
    window.dropped = before;
  }

  /** Rewrites what is there in another layout; signatures do not depend on it. There is one partition, however many are asked for. */
  override rebuild(
    _bits: number,
    cuts: readonly (readonly number[])[],
    kernel?: Pick<Kernel, 'words' | 'repack'>,
  ): readonly (readonly number[])[] {
    if (kernel === undefined) return cuts;
    const old = this.#window;
    const window = new Partition(kernel.words);
    window.states = kernel.repack(old.states, old.count - old.dropped);
    window.count = old.count;
    window.dropped = old.dropped;
    this.initial = kernel.repack(this.initial, this.initial.length / this.words);
    this.words = kernel.words;
    this.partitions = [window];
    return cuts;
  }

  /** The ways by which states were found, with the states on them. Nothing can be added after this. */
  pathsTo(numbers: readonly number[]): { readonly paths: readonly Path[]; readonly store: StateStore } {
    const kernel = this.#kernel;
    let { initial } = this;
    let found: Uint32Array[] = [];
    const take = (event: number): void => {
      let count = kernel.expand(found.at(-1) as Uint32Array, 0);
      if (count === stale) {
        // A step that broke had met new local states before it did.
        initial = kernel.repack(initial, initial.length / this.words);
        found = found.map((state) => kernel.repack(state, 1));
        count = kernel.expand(found.at(-1) as Uint32Array, 0);
      }
      const at = kernel.fired.subarray(0, count).indexOf(event) * kernel.words;
      found.push(kernel.successors.slice(at, at + kernel.words));
    };
    const paths = numbers.map((number): Path => {
      const { start, events } = this.ways.wayTo(number);
      const from = found.length;
      found.push(initial.slice(start * kernel.words, (start + 1) * kernel.words));
      for (const event of events) take(event);
      return { start: from, events, states: Array.from({ length: events.length + 1 }, (_, i) => from + i) };
    });
    this.ways.close();
    const states = new Uint32Array(found.length * kernel.words);
    for (const [s, state] of found.entries()) states.set(state, s * kernel.words);
    return { paths, store: new StateStore(states, kernel.words, found.length) };
  }
}
