/**
 * The four properties of section 1.2 by family: where each cell is decided.
 *
 * A cell that holds names a lattice, whose minimal sufficient sets say under what; a cell that does not names a claim with its trace. The
 * verdicts are those of the parts named; nothing is decided here.
 */

import type { AnyClaim, AnyLattice, AnyTheorem } from '../checker/language/theorem.ts';
import type { ItemId } from '../spec/items.ts';

export interface Cell {
  readonly item: ItemId;
  readonly verdict: 'holds' | 'violated';
  /** One of the two is there. */
  readonly claim: AnyClaim | undefined;
  readonly lattice: AnyLattice | undefined;
}

interface MatrixProperty {
  readonly item: ItemId;
  readonly name: string;
}

export interface Matrix {
  readonly properties: readonly MatrixProperty[];
  readonly families: readonly string[];
  cellOf(family: string, property: ItemId): Cell;
}

const properties: readonly MatrixProperty[] = [
  { item: '1.2.1', name: 'Liveness' },
  { item: '1.2.2', name: 'Safety' },
  { item: '1.2.3', name: 'Data availability' },
  { item: '1.2.4', name: 'Finality' },
];

/** By family, in the order of the properties: item and id of the lattice or claim that decides the cell. */
const places: Readonly<Record<string, readonly (readonly [ItemId, string])[]>> = {
  'Optimistic rollup': [
    ['5.1.2', 'optimistic-exit-needs'],
    ['2.1.2', 'assumptions-validity'],
    ['1.2.3', 'in-optimistic-rollup'],
    ['1.2.4', 'needs-of-bridge-final'],
  ],
  'ZK rollup': [
    ['2.2.2', 'assumptions-exit'],
    ['2.2.2', 'assumptions-validity'],
    ['1.2.3', 'in-validity-rollup'],
    ['1.2.4', 'in-validity-rollup'],
  ],
  'Payment channel': [
    ['1.2.1', 'in-payment-channel'],
    ['3.1.3', 'assumptions-payoff'],
    ['1.2.3', 'in-payment-channel'],
    ['1.2.4', 'in-payment-channel'],
  ],
  'State channel': [
    ['3.2.3', 'assumptions-leaving'],
    ['3.2.3', 'assumptions'],
    ['1.2.3', 'in-state-channel'],
    ['3.2.3', 'assumptions-alone'],
  ],
  'Exit game': [
    ['5.3.2', 'assumptions-crowd'],
    ['5.3.2', 'assumptions-watch'],
    ['1.2.3', 'in-exit-game'],
    ['1.2.4', 'in-exit-game'],
  ],
  Bridge: [
    ['6.1.2', 'assumptions-resolution'],
    ['6.1.2', 'assumptions-light-client'],
    ['1.2.3', 'in-bridge'],
    ['1.2.4', 'in-bridge'],
  ],
  Interoperability: [
    ['1.2.1', 'in-interoperability'],
    ['6.2.2', 'assumptions-messages'],
    ['1.2.3', 'in-interoperability'],
    ['1.2.4', 'in-interoperability'],
  ],
};

/** The matrix over these theorems. Throws for a cell whose place is not there. */
export function matrixOf(theorems: readonly AnyTheorem[]): Matrix {
  return {
    properties,
    families: Object.keys(places),
    cellOf: (family, property) => {
      const column = properties.findIndex(({ item }) => item === property);
      const [item, id] = places[family]?.[column] ?? [];
      const theorem = theorems.find((one) => one.item === item);
      const claim = theorem?.claims.find((one) => one.id === id);
      const lattice = theorem?.lattices.find((one) => one.id === id);
      if (item === undefined || (claim === undefined && lattice === undefined)) {
        throw new RangeError(`expected a claim or lattice for ${family} and ${property}, got ${item}/${id}`);
      }
      const verdict =
        claim?.expect.verdict === 'violated' || lattice?.expect.minimalSufficient.length === 0 ? 'violated' : 'holds';
      return { item, verdict, claim, lattice };
    },
  };
}
