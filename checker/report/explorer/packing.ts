/** JSON and typed arrays in one run of bytes: the length of the JSON, the JSON, then the arrays, each aligned to four bytes. */

import type { PackedArray } from './page-data.ts';

export type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array;

const kinds = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array } as const;

function typeOf(numbers: Numbers): PackedArray['type'] {
  if (numbers instanceof Uint8Array) return 'u8';
  if (numbers instanceof Uint16Array) return 'u16';
  return numbers instanceof Uint32Array ? 'u32' : 'i32';
}

function aligned(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Numbers that are not negative in as few bytes as hold them. */
export function narrow(numbers: ArrayLike<number>): Numbers {
  let most = 0;
  for (let i = 0; i < numbers.length; i++) most = Math.max(most, numbers[i] as number);
  const kind = most < 2 ** 8 ? Uint8Array : most < 2 ** 16 ? Uint16Array : Uint32Array;
  return kind.from(numbers);
}

export class Packer {
  readonly #arrays: Numbers[] = [];
  #end = 0;

  add(numbers: Numbers): PackedArray {
    const at = this.#end;
    this.#arrays.push(numbers);
    this.#end = aligned(at + numbers.byteLength);
    return { type: typeOf(numbers), at, length: numbers.length };
  }

  /** The bytes of a document that refers to what was added. */
  bytes(document: object): Uint8Array {
    const json = new TextEncoder().encode(JSON.stringify(document));
    const start = aligned(4 + json.length);
    const all = new Uint8Array(start + this.#end);
    new DataView(all.buffer).setUint32(0, json.length, true);
    all.set(json, 4);
    let at = start;
    for (const numbers of this.#arrays) {
      all.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at);
      at = aligned(at + numbers.byteLength);
    }
    return all;
  }
}

/** The document in packed bytes, and its arrays. Little-endian, as every machine with a browser is. */
export function unpack<T>(bytes: Uint8Array): {
  readonly document: T;
  readonly numbers: (packed: PackedArray) => Numbers;
} {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const document = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as T;
  const start = aligned(4 + length);
  return {
    document,
    numbers: ({ type, at, length: count }) => {
      const kind = kinds[type];
      const from = bytes.byteOffset + start + at;
      if (from % kind.BYTES_PER_ELEMENT === 0) return new kind(bytes.buffer as ArrayBuffer, from, count);
      return new kind(bytes.slice(start + at, start + at + count * kind.BYTES_PER_ELEMENT).buffer);
    },
  };
}
