/** Names in the translation: those of the module where JavaScript allows it, each used once. */

const reserved = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for
function if implements import in instanceof interface let new null package private protected public return static super switch this
throw true try typeof var void while with yield undefined NaN Infinity Object Array Map Set Number String Boolean Symbol`.split(
    /\s+/,
  ),
);

export class Names {
  readonly #used = new Map<string, number>();

  /** A name like `base` that was not given out before. */
  fresh(base: string): string {
    const plain = base.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
    const name = reserved.has(plain) ? `${plain}_` : plain;
    const before = this.#used.get(name);
    if (before === undefined) {
      this.#used.set(name, 1);
      return name;
    }
    for (let n = before + 1; ; n++) {
      const next = `${name}_${n}`;
      if (this.#used.has(next)) continue;
      this.#used.set(name, n);
      this.#used.set(next, 1);
      return next;
    }
  }
}
