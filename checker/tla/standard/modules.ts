/** The modules that are built in: operators given in TypeScript, and TLA+ text that defines more from them. */

import type { Builtin } from './builtin.ts';
import { bags, bagsExt, finiteSetsExt, folds, functions, sequencesExt, tlaps } from './community.ts';
import {
  bitwiseBuiltins,
  finiteSetsExtBuiltins,
  foldsBuiltins,
  functionsBuiltins,
  ioBuiltins,
  jsonBuiltins,
  sequencesExtBuiltins,
  tlapsBuiltins,
} from './community-builtins.ts';
import { vectorClocksBuiltins } from './community-clocks.ts';
import { graphs, relation, undirectedGraphs } from './community-graphs.ts';
import { combinatorics, dyadicRationals } from './community-numbers.ts';
import { svg, svgBuiltins } from './community-svg.ts';
import { core } from './core.ts';
import { finiteSets, integers, naturals, reals } from './naturals.ts';
import { sequences } from './sequences.ts';
import { randomization, tlc, tlcExt } from './tlc.ts';

export interface StandardModule {
  readonly extended?: readonly string[];
  readonly builtins?: Readonly<Record<string, Builtin>>;
  /** TLA+ text, for what is best said in TLA+. */
  readonly source?: string;
}

const theoremExtends: readonly string[] = ['Integers', 'Sequences', 'FiniteSets'];

/** Libraries of theorems: a model that extends one needs nothing of it. */
export const theoremModules: readonly string[] = [
  ...[
    'NaturalsInduction',
    'WellFoundedInduction',
    'SequenceTheorems',
    'FiniteSetTheorems',
    'FunctionTheorems',
    'JectionThm',
  ],
  ...[
    'SequencesTheorems',
    'SequencesExtTheorems',
    'FiniteSetsExt_theorems',
    'SequencesExt_theorems',
    'BagsTheorems',
    'RealTime',
  ],
];

export const standardModules: Readonly<Record<string, StandardModule>> = {
  ...Object.fromEntries(theoremModules.map((name): [string, StandardModule] => [name, { extended: theoremExtends }])),
  core: { builtins: core },
  Naturals: { builtins: naturals },
  Integers: { extended: ['Naturals'], builtins: integers },
  Reals: { extended: ['Integers'], builtins: reals },
  Sequences: { builtins: sequences },
  FiniteSets: { builtins: finiteSets },
  TLC: { builtins: tlc },
  TLCExt: { builtins: tlcExt },
  Bags: { source: bags },
  BagsExt: { source: bagsExt },
  Functions: { source: functions },
  _Functions: { builtins: functionsBuiltins },
  Folds: { source: folds },
  _Folds: { builtins: foldsBuiltins },
  FiniteSetsExt: { source: finiteSetsExt },
  _FiniteSetsExt: { builtins: finiteSetsExtBuiltins },
  SequencesExt: { source: sequencesExt },
  _SequencesExt: { builtins: sequencesExtBuiltins },
  UndirectedGraphs: { source: undirectedGraphs },
  Graphs: { source: graphs },
  Relation: { source: relation },
  DyadicRationals: { source: dyadicRationals },
  Combinatorics: { source: combinatorics },
  VectorClocks: { extended: ['Naturals', 'Sequences'], builtins: vectorClocksBuiltins },
  SVG: { source: svg },
  _SVG: { builtins: svgBuiltins },
  Bitwise: { builtins: bitwiseBuiltins },
  Json: { builtins: jsonBuiltins },
  IOUtils: { builtins: ioBuiltins },
  TLAPS: { source: tlaps },
  _TLAPS: { builtins: tlapsBuiltins },
  Randomization: { builtins: randomization },
};
