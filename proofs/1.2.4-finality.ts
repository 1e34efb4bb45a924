/**
 * Property 1.2.4 (Finality): "A Layer 2 transaction reaches finality when its inclusion in the Layer 2 state is guaranteed and cannot be
 * reversed without violating Layer 1 consensus rules."
 *
 * Literal reading: nothing is ever final. A reorganisation of blocks that are not final yet, and an upgrade of the contracts, keep every
 * rule of Layer 1 and undo the inclusion. The opposite defect at the same time: a correct batch in its challenge window meets the words
 * already, and the bridge will not pay on it. The text runs two levels of finality together.
 *
 * Repaired: four levels, each a promise that inclusion stands from then on, under a named set of powers. `soft`: the sequencer said so.
 * `posted`: it is in a batch on L1. `l1Final`: F blocks stand on that batch. `bridgeFinal`: the state that contains it is confirmed; here the
 * promise is that inclusion stands or the owner was paid. Each level withstands what the weaker one does not, and none withstands
 * everything: `soft` needs the sequencer's word, `posted` no reorganisation, `l1Final` no upgrade, `bridgeFinal` no upgrade that is
 * faster than a withdrawal. Where removing a wrong claim removes the batch with it (without `inputsSeparate`, as Definition 2.1.1 has
 * it), a third party's wrong claim undoes the inclusion of an honest transaction, F blocks deep or not.
 *
 * Counting: a batch has depth 0 in the block in progress; each BLOCK adds one. A reorganisation of d blocks drops the batches with fewer than
 * d blocks on top, so one with F on top survives d <= F. What E and U count: a withdrawal that is started now is paid by the E-th BLOCK,
 * an upgrade announced now takes effect after the U-th at the earliest; the owner starts before the next BLOCK.
 *
 * Trace lengths. `upgraded` takes 6 steps where a smaller model took 2, finalise and upgrade: here what is final for the bridge has first been
 * promised, posted, claimed and left unchallenged for C = 2 blocks; the upgrade itself, which waits for nothing, is the sixth. `posted`
 * falls in two steps with a sequencer who posts what she did not promise, in three (with the promise) otherwise.
 */

import { given } from '../checker/language/antecedent.ts';
import { always, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import {
  type AnyTheorem,
  type Claim,
  defineTheorem,
  type Expectation,
  type Hypothesis,
  type Lattice,
  type Reading,
} from '../checker/language/theorem.ts';
import { type Level, placeOfMine } from '../model/1.1.1-layer2-system.ts';
import { type Layer2View, layer2 } from '../model/systems/layer2.ts';
import { expected } from './1.2.4-expected.ts';
import { familyInstances, familyLattices, ofValidityRollup } from './1.2.4-families.ts';

const system = layer2;

const soft: Property<Layer2View> = always(
  'soft-stands',
  'What the sequencer confirmed is not displaced by its rival.',
  ({ sequencer, contract }) =>
    given(
      'the sequencer confirmed it',
      sequencer.context.promised === 'mine',
      () => !contract.context.batches.some(({ tx, claim }) => tx === 'rival' && claim !== 'removed'),
    ),
);

const stands = ({ contract }: Layer2View): boolean => placeOfMine(contract.context) >= 0;

function level(name: Level, says: string, unless: (view: Layer2View) => boolean = () => false): Property<Layer2View> {
  return always(
    `${name === 'l1Final' ? 'l1-final' : name === 'bridgeFinal' ? 'bridge-final' : name}-stands`,
    says,
    (view) => given(`it was ${name}`, view.contract.context.ever[name], () => stands(view) || unless(view)),
  );
}

const posted = level('posted', 'What was in a batch on L1 stays included.');
const l1Final = level('l1Final', 'What had F blocks on top stays included.');
const bridgeFinal = level(
  'bridgeFinal',
  'What was confirmed stays included, or the owner of the deposit was paid.',
  ({ bridge }) => bridge.context.paid === 'owner',
);

/** Everything that the level is meant to withstand. */
const weathers = {
  soft: { cheat: true, censor: 2, reorg: 1, withhold: true },
  posted: { cheat: true, censor: 2, equivocate: true, withhold: true },
  l1Final: { cheat: true, censor: 2, equivocate: true, withhold: true, reorg: 2 },
  bridgeFinal: { cheat: true, censor: 1, equivocate: true, reorg: 2, upgrade: true },
} as const;

function expectation(id: string, verdict: Expectation['verdict']): Expectation {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  return { verdict, states, transitions, depth, ...(steps === undefined ? {} : { steps }) };
}

function claim(
  id: string,
  reading: Reading,
  says: string,
  property: Property<Layer2View>,
  setting: Setting,
  verdict: Expectation['verdict'] = reading === 'literal' || reading === 'necessary' ? 'violated' : 'exhausted',
  instance = 'small',
): Claim<Layer2View> {
  return { id, reading, says, system, property, instance, setting, expect: expectation(id, verdict) };
}

const hypotheses: Readonly<Record<string, Hypothesis>> = {
  keptWord: { says: 'the sequencer posts what she confirmed', dropped: { powers: { equivocate: true } } },
  shallowReorg: { says: 'reorganisations reach F blocks at most', dropped: { powers: { reorg: 2 } } },
  noUpgrade: { says: 'nobody replaces the contracts', dropped: { powers: { upgrade: true } } },
  slowUpgrade: {
    says: 'an upgrade waits for its delay, which is no shorter than a withdrawal',
    dropped: { without: ['upgradeWaits'] },
  },
  inputsSeparate: {
    says: 'removing a wrong claim leaves the batch in its place',
    dropped: { without: ['inputsSeparate'] },
  },
  correctClaims: { says: 'nobody claims a wrong state', dropped: { powers: { cheat: true } } },
  published: { says: 'the data of every batch is published', dropped: { powers: { withhold: true } } },
};

function lattice(
  id: string,
  says: string,
  goal: Property<Layer2View>,
  minimalSufficient: Lattice<Layer2View>['expect']['minimalSufficient'],
): Lattice<Layer2View> {
  return { id, says, system, goal, instance: 'tiny', hypotheses, expect: { minimalSufficient } };
}

export const theorem: AnyTheorem = defineTheorem({
  item: '1.2.4',
  title: 'Finality',
  says: 'Inclusion is guaranteed and cannot be reversed without violating the rules of Layer 1.',
  instances: {
    small: { C: 2, F: 2, E: 2, U: 2, batches: 2 },
    tiny: { C: 1, F: 1, E: 1, U: 1, batches: 2 },
    medium: { C: 3, F: 2, E: 2, U: 2, batches: 2 },
    ...familyInstances,
  },
  claims: [
    claim('reorganised', 'literal', 'A block that was not final is replaced, by the rules of L1.', posted, {
      powers: { equivocate: true, reorg: 1 },
    }),
    claim('upgraded', 'literal', 'The contracts are replaced, by the rules of L1.', bridgeFinal, {
      powers: { upgrade: true },
      without: ['upgradeWaits'],
    }),
    claim(
      'final-and-not-payable',
      'literal',
      'The words are met, F blocks deep and correct, while the bridge still waits.',
      reachable(
        'final-in-window',
        'Mine has F blocks on top, its claim is correct and pending, and no withdrawal against it can start.',
        ({ contract }) => {
          const batch = contract.context.batches[placeOfMine(contract.context)];
          return (
            batch !== undefined &&
            batch.depth >= contract.context.terms.finalDepth &&
            batch.claim === 'pending' &&
            batch.correct
          );
        },
      ),
      {},
      'exhausted',
    ),
    claim('soft', 'repaired', 'The word of the sequencer, against everybody but herself.', soft, {
      powers: weathers.soft,
    }),
    claim('posted', 'repaired', 'A posted batch, without reorganisations and upgrades.', posted, {
      powers: weathers.posted,
    }),
    claim('l1-final', 'repaired', 'F blocks on top, against reorganisations of up to F blocks.', l1Final, {
      powers: weathers.l1Final,
    }),
    claim('bridge-final', 'repaired', 'Confirmed, against upgrades no faster than a withdrawal.', bridgeFinal, {
      powers: weathers.bridgeFinal,
    }),
    claim('soft-without-word', 'necessary', 'Dropped: the sequencer keeps her word.', soft, {
      powers: { equivocate: true },
    }),
    claim('posted-reorganised', 'necessary', 'Dropped: no reorganisation.', posted, { powers: { reorg: 1 } }),
    claim('posted-upgraded', 'necessary', 'Dropped: no upgrade.', posted, { powers: { upgrade: true } }),
    claim('l1-final-upgraded', 'necessary', 'Dropped: no upgrade.', l1Final, { powers: { upgrade: true } }),
    claim('l1-final-deep-reorg', 'necessary', 'Dropped: reorganisations reach F blocks at most.', l1Final, {
      powers: { reorg: 3 },
    }),
    claim(
      'l1-final-with-its-claim',
      'necessary',
      'Dropped: inputs and claims are separate. A wrong claim of the sequencer takes an honest transaction along.',
      l1Final,
      { powers: { cheat: true }, without: ['inputsSeparate'] },
    ),
    claim(
      'bridge-final-without-data',
      'necessary',
      'Dropped: data is published. The owner cannot leave.',
      bridgeFinal,
      {
        powers: { upgrade: true, withhold: true },
      },
    ),
    claim(
      'bridge-final-fast-upgrade',
      'necessary',
      'Dropped: an upgrade is no faster than a withdrawal.',
      bridgeFinal,
      { powers: { upgrade: true }, parameters: { U: 1 } },
    ),
    claim(
      'every-level-reached',
      'witness',
      'The same transaction is promised, posted, final on L1, confirmed, and its owner paid.',
      reachable(
        'all-levels',
        'All four levels were reached, and the owner withdrew.',
        ({ sequencer, contract, bridge }) =>
          sequencer.context.promised === 'mine' &&
          Object.values(contract.context.ever).every((is) => is) &&
          bridge.context.paid === 'owner',
      ),
      { powers: weathers.bridgeFinal },
    ),
    claim(
      'left-before-upgrade',
      'witness',
      'The owner leaves in the last block before an upgrade takes effect.',
      reachable(
        'paid-then-replaced',
        'The contracts are replaced, and the owner had been paid.',
        ({ contract, bridge }) => contract.context.upgrade === 'executed' && bridge.context.paid === 'owner',
      ),
      { powers: weathers.bridgeFinal },
    ),
  ],
  lattices: [
    lattice('needs-of-soft', 'What a soft confirmation needs.', soft, [['keptWord']]),
    lattice('needs-of-posted', 'What inclusion in a posted batch needs.', posted, [
      ['shallowReorg', 'noUpgrade', 'correctClaims'],
      ['shallowReorg', 'noUpgrade', 'inputsSeparate'],
    ]),
    lattice('needs-of-l1-final', 'What inclusion F blocks deep needs.', l1Final, [
      ['shallowReorg', 'noUpgrade', 'correctClaims'],
      ['shallowReorg', 'noUpgrade', 'inputsSeparate'],
    ]),
    lattice('needs-of-bridge-final', 'What inclusion in a confirmed state needs.', bridgeFinal, [
      ['shallowReorg', 'slowUpgrade', 'published'],
      ['shallowReorg', 'noUpgrade'],
    ]),
    ofValidityRollup(bridgeFinal, hypotheses),
    ...familyLattices,
  ],
  frontiers: [
    {
      id: 'reorg-depth',
      says: 'How deep a reorganisation may reach for `l1Final` to stand.',
      system,
      goal: l1Final,
      instance: 'small',
      axes: { R: { power: 'reorg', values: [0, 1, 2, 3, 4] }, F: { parameter: 'F', values: [1, 2, 3, 4] } },
      expect: { formula: 'R <= F' },
    },
    {
      id: 'exit-window',
      says: 'How long an upgrade has to wait for `bridgeFinal` to stand, the owner leaving when it is announced.',
      system,
      goal: bridgeFinal,
      instance: 'tiny',
      setting: { powers: { upgrade: true } },
      axes: {
        U: { parameter: 'U', values: [0, 1, 2, 3, 4, 5, 6] },
        E: { parameter: 'E', values: [1, 2, 3, 4, 5] },
      },
      expect: { formula: 'E <= U' },
    },
  ],
});
