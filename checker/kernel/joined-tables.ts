/**
 * The tables of all components of a product in two arrays, in the form that the generated expansion wants.
 *
 * A mask row is that of the component. A move is not the next local number but what it changes in the packed state: the exclusive or
 * of both numbers, shifted to the component's field. A successor is then the state with one exclusive or a participant. Two
 * arrays instead of three a component leave the registers to the loop (7 ns a transition instead of 13, two-phase commit).
 */

import type { Layout } from './layout.ts';
import type { TabulatedMachine } from './tabulated-machine.ts';

/** A move that is not known. No field of local numbers fills a word, so no change has all bits set. */
export const unknownMove = -1;

/** The arrays alone, for whoever only reads them. */
export interface TableData {
  readonly masks: Int32Array;
  readonly maskBase: Int32Array;
  readonly moves: Int32Array;
  readonly moveBase: Int32Array;
}

export class JoinedTables implements TableData {
  /** Row `local` of component c starts at maskBase[c] + local × mask words. */
  masks: Int32Array = new Int32Array();
  readonly maskBase: Int32Array;
  /** Row `local` of component c starts at moveBase[c] + local × columns. */
  moves: Int32Array = new Int32Array();
  readonly moveBase: Int32Array;
  readonly #components: readonly TabulatedMachine[];
  readonly #maskWords: number;
  readonly #layout: Layout;
  /** Rows there is room for, by component. */
  readonly #rows: Int32Array;

  constructor(components: readonly TabulatedMachine[], maskWords: number, layout: Layout) {
    this.#components = components;
    this.#maskWords = maskWords;
    this.#layout = layout;
    this.#rows = new Int32Array(components.length);
    this.maskBase = new Int32Array(components.length);
    this.moveBase = new Int32Array(components.length);
    this.#join();
  }

  /** Takes a row of masks over that its component has filled. */
  setMask(c: number, local: number): void {
    const words = this.#maskWords;
    const { masks } = this.#components[c] as TabulatedMachine;
    this.masks.set(masks.subarray(local * words, (local + 1) * words), (this.maskBase[c] as number) + local * words);
  }

  /** Takes an entry over that its component has filled, and makes a row for the next local state if that is new. */
  setMove(c: number, local: number, column: number, next: number): void {
    if (next >= (this.#rows[c] as number)) this.#join();
    const { columns } = this.#components[c] as TabulatedMachine;
    const at = (this.moveBase[c] as number) + local * columns.length + column;
    this.moves[at] = (local ^ next) << (this.#layout.shift[c] as number);
  }

  /** Makes room for as many rows as the components have room for, and takes over what they know. */
  #join(): void {
    const known = { moves: this.moves, base: this.moveBase.slice(), rows: this.#rows.slice() };
    let masks = 0;
    let moves = 0;
    this.#components.forEach(({ filled, columns }, c) => {
      this.#rows[c] = filled.length;
      this.maskBase[c] = masks;
      this.moveBase[c] = moves;
      masks += filled.length * this.#maskWords;
      moves += filled.length * columns.length;
    });
    this.masks = new Int32Array(masks);
    this.moves = new Int32Array(moves).fill(unknownMove);
    this.#components.forEach((component, c) => {
      this.masks.set(component.masks, this.maskBase[c]);
      const width = component.columns.length;
      const rows = known.rows[c] as number;
      if (rows > 0) {
        // An entry that somebody else has filled since is met as unknown once, and taken over then.
        const from = known.base[c] as number;
        this.moves.set(known.moves.subarray(from, from + rows * width), this.moveBase[c]);
        return;
      }
      for (let local = 0, at = 0; local < component.states.length; local++) {
        for (let column = 0; column < width; column++, at++) {
          const next = component.table[at] as number;
          if (next >= 0) this.setMove(c, local, column, next);
        }
      }
    });
  }
}
