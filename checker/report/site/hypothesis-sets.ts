/**
 * A lattice of hypotheses from its minimal sufficient sets alone: which sets suffice, which are the largest that do not, and how the sets
 * that matter lie above one another.
 *
 * More hypotheses never let a counterexample in, so a set suffices if and only if it contains a minimal sufficient one.
 */

export type HypothesisSet = readonly string[];

export interface SetNode {
  readonly set: HypothesisSet;
  readonly suffices: boolean;
  /** The least that suffices, or the most that does not. */
  readonly isExtreme: boolean;
}

export interface SetOrder {
  readonly nodes: readonly SetNode[];
  /** From a set to those right above it among the nodes, by their places. */
  readonly covers: readonly (readonly [below: number, above: number])[];
  /** Whether every subset is a node. */
  readonly isWhole: boolean;
}

function contains(large: HypothesisSet, small: HypothesisSet): boolean {
  return small.every((name) => large.includes(name));
}

function sameSet(a: HypothesisSet, b: HypothesisSet): boolean {
  return a.length === b.length && contains(a, b);
}

function isMinimal(set: HypothesisSet, among: readonly HypothesisSet[]): boolean {
  return !among.some((other) => other.length < set.length && contains(set, other));
}

/** The maximal sets that contain no minimal sufficient one: the complements of the least sets that meet each of those. */
export function maximalInsufficient(
  hypotheses: HypothesisSet,
  minimalSufficient: readonly HypothesisSet[],
): readonly HypothesisSet[] {
  let dropped: readonly HypothesisSet[] = [[]];
  for (const set of minimalSufficient) {
    const next = dropped.flatMap((known) =>
      known.some((name) => set.includes(name)) ? [known] : set.map((name) => [...known, name]),
    );
    const distinct = next.filter((one, i) => next.findIndex((other) => sameSet(one, other)) === i);
    dropped = distinct.filter((one) => isMinimal(one, distinct));
  }
  return dropped.map((without) => hypotheses.filter((name) => !without.includes(name)));
}

/** Hypotheses up to which every subset is drawn. */
const mostWhole = 4;

function everySubset(hypotheses: HypothesisSet): readonly HypothesisSet[] {
  return Array.from({ length: 2 ** hypotheses.length }, (_, bits) =>
    hypotheses.filter((_, i) => (bits >> i) % 2 === 1),
  );
}

/** The sets to draw: all of a small lattice; of a larger one its two ends, the least that suffice and the most that do not. */
export function setOrder(hypotheses: HypothesisSet, minimalSufficient: readonly HypothesisSet[]): SetOrder {
  const isWhole = hypotheses.length <= mostWhole;
  const largest = maximalInsufficient(hypotheses, minimalSufficient);
  const chosen = isWhole ? everySubset(hypotheses) : [[], ...largest, ...minimalSufficient, hypotheses];
  const distinct = chosen.filter((set, i) => chosen.findIndex((other) => sameSet(set, other)) === i);
  const sets = distinct.toSorted((a, b) => a.length - b.length);
  const nodes = sets.map((set) => ({
    set,
    suffices: minimalSufficient.some((small) => contains(set, small)),
    isExtreme: [...minimalSufficient, ...largest].some((one) => sameSet(one, set)),
  }));
  const isBelow = (a: HypothesisSet, b: HypothesisSet): boolean => a.length < b.length && contains(b, a);
  const covers = sets.flatMap((below, i) =>
    sets.flatMap((above, j): (readonly [number, number])[] => {
      const isCover =
        isBelow(below, above) && !sets.some((between) => isBelow(below, between) && isBelow(between, above));
      return isCover ? [[i, j]] : [];
    }),
  );
  return { nodes, covers, isWhole };
}
