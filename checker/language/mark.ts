/**
 * What is known of a record or array that `canonical` made, kept on it where no program can see it.
 *
 * A private field instead of a weak table beside the objects, which would have an entry for each part of each local state and be gone
 * through by the garbage collector: that took 23 % of the time of 5.3.2 and 3.1.3 with such a table, 18 % without.
 */

/** Its constructor gives the object back, so that the fields of a class that extends it are put on that object. */
class Carrier {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: what the class is for
    return object;
  }
}

export class Mark extends Carrier {
  /** The canonical key, once it was asked for. */
  #key: string | undefined = undefined;
  /** Who gave the number, and the number. */
  #owner: object | undefined = undefined;
  #number: number = 0;

  /** Marks an object that is not frozen yet. */
  static put(object: object): void {
    new Mark(object);
  }

  /** Whether `canonical` made the object: then it is deep-frozen and holds no set or map. */
  static isOn(object: object): boolean {
    return #key in object;
  }

  static keyOf(object: object): string | undefined {
    return #key in object ? object.#key : undefined;
  }

  static setKey(object: object, key: string): void {
    if (#key in object) object.#key = key;
  }

  /** The number that `owner` gave the object, or -1. */
  static numberOf(object: object, owner: object): number {
    return #key in object && object.#owner === owner ? object.#number : -1;
  }

  static setNumber(object: object, owner: object, number: number): void {
    if (!(#key in object)) return;
    object.#owner = owner;
    object.#number = number;
  }
}
