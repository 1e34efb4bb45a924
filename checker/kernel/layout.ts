/**
 * Where the local number of each component lies in a packed state.
 *
 * A component that meets its 2^n-th local state needs a wider field, and every stored state has to be rewritten. So the bits that
 * the words have to spare are given out beforehand: rewriting took a fifth of the search of two-phase commit with 8 managers, which is
 * now rewritten 4 times.
 */

export interface Layout {
  readonly words: number;
  /** Bits of each component's field. */
  readonly widths: Int32Array;
  readonly word: Int32Array;
  readonly shift: Int32Array;
  /** The field's mask before shifting. */
  readonly mask: Uint32Array;
}

/** Packs the widths into words, first fit, no number across a word boundary. */
function pack(widths: Int32Array): Layout {
  const word = new Int32Array(widths.length);
  const shift = new Int32Array(widths.length);
  const used: number[] = [];
  widths.forEach((width, c) => {
    let w = used.findIndex((bits) => bits + width <= 32);
    if (w < 0) w = used.push(0) - 1;
    word[c] = w;
    shift[c] = used[w] as number;
    used[w] = (used[w] as number) + width;
  });
  return {
    words: Math.max(1, used.length),
    widths,
    word,
    shift,
    mask: Uint32Array.from(widths, (width) => 2 ** width - 1),
  };
}

/** A component with more local states than this has shown that it grows. */
const fewLocalStates = 4;

/**
 * The layout in as few words as numbers below `counts` need. Bits to spare go to the components that have grown, as many to each,
 * and what is left then to the others.
 */
export function layOut(counts: readonly number[]): Layout {
  let widths: Int32Array = Int32Array.from(counts, (count) => 32 - Math.clz32(Math.max(1, count - 1)));
  let layout: Layout = pack(widths);
  for (const grown of [true, false]) {
    for (;;) {
      widths = widths.map((width, c) =>
        (counts[c] as number) > fewLocalStates === grown ? Math.min(32, width + 1) : width,
      );
      const wider = pack(widths);
      if (wider.words > layout.words || widths.every((width, c) => width === layout.widths[c])) break;
      layout = wider;
    }
    widths = layout.widths;
  }
  return layout;
}
