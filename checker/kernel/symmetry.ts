/**
 * Which instances of a system may change places, found by comparing tables (Ip and Dill, "Better verification through symmetry").
 *
 * Instances over one payload field, in all groups that have it, change places together: a swap of two indices swaps their components, the
 * index in the payloads of events, and maps each local state of every component to the one that the swapped events lead to. Whatever is
 * asked of a machine is asked of its image as well, and has to be answered alike: events accepted, states led to. So machines that
 * count, rank or single out an instance are found to be unlike, whatever their state is made of.
 */

import { keyOf } from '../language/plain-data.ts';
import type { AnySystem, Component, Instances } from '../language/system.ts';
import { StepFault } from './kernel.ts';
import type { Product } from './product.ts';
import type { TabulatedMachine } from './tabulated-machine.ts';

/** Instances that take part by one payload field, index by index. */
export interface Family {
  readonly field: string;
  readonly groups: readonly string[];
  /** By index: a component a group. */
  readonly members: readonly (readonly number[])[];
}

/** Found while tables or answers are compared: these instances do not change places. */
export class Unlike extends Error {
  readonly family: Family;
  readonly because: string;

  constructor(family: Family, because: string) {
    super(because);
    this.family = family;
    this.because = because;
  }
}

/** Two indices of a family that change places. */
export interface Swap {
  readonly family: Family;
  readonly i: number;
  readonly j: number;
  /** By component, the one whose place it takes; by event, its image. */
  readonly component: Int32Array;
  readonly event: Int32Array;
  /** By component and column, the column of the image. */
  readonly column: readonly Int32Array[];
  /** By component and local number, the number of the image in the other component, -1 while unknown. */
  readonly local: Int32Array[];
}

const unknown = -1;

/** The families of a system: instances of two or more, by field and number. */
export function familiesOf(system: AnySystem, { configuration, groups }: Product): readonly Family[] {
  const families = new Map<string, { field: string; groups: string[]; members: number[][] }>();
  const specs = system.compose(configuration).components as Record<string, Component<unknown> | Instances<unknown>>;
  for (const [name, spec] of Object.entries(specs)) {
    if (spec.kind !== 'instances' || spec.count < 2) continue;
    const key = `${spec.field} ${spec.count}`;
    const members = Array.from({ length: spec.count }, (): number[] => []);
    const family = families.get(key) ?? { field: spec.field, groups: [], members };
    family.groups.push(name);
    for (const [i, c] of (groups[name] as readonly number[]).entries()) family.members[i]?.push(c);
    families.set(key, family);
  }
  return [...families.values()];
}

/** Indices of a family that begin alike, in ascending order, two or more each. */
function classesOf(system: AnySystem, product: Product, { groups, members }: Family): readonly (readonly number[])[] {
  const specs = system.compose(product.configuration).components as Record<string, Instances<unknown>>;
  const classes = new Map<string, number[]>();
  members.forEach((_, i) => {
    const key = groups.map((name) => keyOf([specs[name]?.input(i) ?? null])).join();
    classes.set(key, [...(classes.get(key) ?? []), i]);
  });
  return [...classes.values()].filter(({ length }) => length > 1);
}

export class Symmetry {
  readonly #product: Product;
  /** Indices that may change places, with their family. */
  readonly classes: readonly { readonly family: Family; readonly indices: readonly number[] }[];
  readonly swaps: readonly Swap[];
  /** Of `asked` of the product, how much was compared. */
  #compared = 0;

  /** Throws Unlike where a family's events do not change places, whatever its machines do. */
  constructor(system: AnySystem, product: Product, families: readonly Family[]) {
    this.#product = product;
    this.classes = families.flatMap((family) => {
      const classes = classesOf(system, product, family);
      if (classes.length === 0) throw new Unlike(family, 'every one has another input');
      return classes.map((indices) => ({ family, indices }));
    });
    const byKey = new Map(product.events.map(({ message }, e) => [keyOf(message), e]));
    this.swaps = this.classes.flatMap(({ family, indices }) =>
      indices.flatMap((i, a) => indices.slice(a + 1).map((j) => this.#swap(family, i, j, byKey))),
    );
  }

  #swap(family: Family, i: number, j: number, byKey: ReadonlyMap<string, number>): Swap {
    const { components, events } = this.#product;
    const component = Int32Array.from(components, (_, c) => c);
    family.members[i]?.forEach((one, g) => {
      const other = family.members[j]?.[g] as number;
      component[one] = other;
      component[other] = one;
    });
    const event = Int32Array.from(events, ({ message, owner }) => {
      const at = (message as unknown as Record<string, unknown>)[family.field];
      if (at !== i && at !== j) return byKey.get(keyOf(message)) as number;
      const image = byKey.get(keyOf({ ...message, [family.field]: at === i ? j : i }));
      if (image === undefined || events[image]?.owner !== owner)
        throw new Unlike(family, `${message.type} is not on offer alike to ${family.field} ${i} and ${j}`);
      return image;
    });
    const column = components.map(({ columns }, c) => {
      const others = (components[component[c] as number] as TabulatedMachine).columns;
      return Int32Array.from(columns, (own) => {
        const at = others.findIndex((other) => other.event === event[own.event]);
        if (at < 0) throw new Unlike(family, `${own.payload.type} is not taken part in alike by ${i} and ${j}`);
        return at;
      });
    });
    return { family, i, j, component, event, column, local: components.map(() => new Int32Array(16).fill(unknown)) };
  }

  /** The initial local states are each other's images. */
  begin(locals: readonly number[]): void {
    for (const swap of this.swaps) {
      locals.forEach((local, c) => {
        this.#match(swap, c, local, locals[swap.component[c] as number] as number);
      });
    }
    this.compare();
  }

  /** Asks of images what was asked since the last time, and compares the answers. Throws Unlike. */
  compare(): void {
    const { asked, components } = this.#product;
    for (; this.#compared < asked.length; this.#compared += 3) {
      const [c, local, column] = asked.slice(this.#compared, this.#compared + 3) as [number, number, number];
      if (c === components.length) continue;
      for (const swap of this.swaps) {
        if (column === 0) this.#compareMasks(swap, c, local);
        else this.#compareMoves(swap, c, local);
      }
    }
  }

  /** The number of the image of a local state, in the component whose place it takes. */
  imageOf({ local: images, family }: Swap, c: number, local: number): number {
    const image = images[c]?.[local] ?? unknown;
    if (image === unknown) throw new Unlike(family, 'a local state was met that has no image');
    return image;
  }

  #compareMasks(swap: Swap, c: number, local: number): void {
    const other = swap.component[c] as number;
    const image = this.imageOf(swap, c, local);
    this.#product.fillRow(other, image);
    const [own, images] = [this.#product.components[c], this.#product.components[other]] as [
      TabulatedMachine,
      TabulatedMachine,
    ];
    for (const { event, payload } of own.columns) {
      if (own.refuses(local, event) !== images.refuses(image, swap.event[event] as number))
        throw this.#unlike(swap, c, payload.type);
    }
  }

  /** One answer of a machine may fill more entries of a row than the one that was asked for. */
  #compareMoves(swap: Swap, c: number, local: number): void {
    const other = swap.component[c] as number;
    const image = this.imageOf(swap, c, local);
    const { columns, table } = this.#product.components[c] as TabulatedMachine;
    const row = local * columns.length;
    for (let column = 0; column < columns.length; column++) {
      const next = table[row + column] as number;
      if (next < 0) continue;
      try {
        const nextImage = this.#product.nextOf(other, image, swap.column[c]?.[column] as number);
        if (this.#match(swap, c, next, nextImage) && this.#match(swap, other, nextImage, next)) continue;
      } catch (error) {
        if (!(error instanceof StepFault)) throw error;
      }
      throw this.#unlike(swap, c, columns[column]?.payload.type ?? '');
    }
  }

  /** Enters an image; false if there is another one. */
  #match({ local: images }: Swap, c: number, local: number, image: number): boolean {
    let own = images[c] as Int32Array;
    if (local >= own.length) {
      const larger = new Int32Array(2 ** Math.ceil(Math.log2(local + 1))).fill(unknown);
      larger.set(own);
      images[c] = larger;
      own = larger;
    }
    const known = own[local] as number;
    if (known === unknown) own[local] = image;
    return known === unknown || known === image;
  }

  #unlike({ family, i, j }: Swap, c: number, type: string): Unlike {
    const { name } = this.#product.components[c] as TabulatedMachine;
    return new Unlike(family, `${name} answers ${type} otherwise for ${family.field} ${i} than for ${j}`);
  }
}
