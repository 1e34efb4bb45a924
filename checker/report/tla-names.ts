/** Names for an exported TLA+ module: identifiers, each given once, none of them reserved. */

/** Words of the language, and what the standard modules that an export extends define. */
const reserved =
  `ACTION ASSUME ASSUMPTION AXIOM BOOLEAN CASE CHOOSE CONSTANT CONSTANTS DOMAIN ELSE ENABLED EXCEPT EXTENDS FALSE
IF IN INSTANCE LET LOCAL MODULE OTHER PROVE PROOF SF_ STATE STRING SUBSET TEMPORAL THEN THEOREM TRUE UNCHANGED UNION VARIABLE
VARIABLES WF_ WITH RECURSIVE LAMBDA BY DEF DEFINE DEFS HAVE HIDE NEW OBVIOUS OMITTED ONLY PICK QED SUFFICES TAKE USE WITNESS LEMMA
COROLLARY PROPOSITION Int Nat Print PrintT Assert JavaTime TLCGet TLCSet Permutations SortSeq RandomElement Any ToString TLCEval
Init Next Spec vars None Absent p i`.split(/\s+/);

const letters = /^[A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*$/;

/** Whether a word can name a field of a record. */
export function isFieldName(word: string): boolean {
  return letters.test(word) && !/^(WF|SF)_/.test(word) && (!/^[A-Z]/.test(word) || !reserved.includes(word));
}

export class TlaNames {
  readonly #taken = new Set(reserved);

  /** An identifier that reads like the word. */
  fresh(word: string): string {
    const plain = word.replaceAll(/[^A-Za-z0-9_]+/g, '_').replaceAll(/^_+|_+$/g, '');
    const base = letters.test(plain) && !/^(WF|SF)_/.test(plain) ? plain : `x_${plain}`;
    let name = base;
    for (let n = 2; this.#taken.has(name); n++) name = `${base}_${n}`;
    this.#taken.add(name);
    return name;
  }
}

/** Like `noTheft` for `no theft`, with a capital. */
export function titled(words: string): string {
  return words
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}
