/** The toy verifier as a system: somebody without a witness tries strings, or somebody with one proves. */

import { range } from '../../checker/language/menu.ts';
import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import { modulus, prove, type ToyProof, type ToyState, toyVerifier } from '../toy-verifier.ts';

export type ToyView = { readonly verifier: ToyState };

/** Every list of so many of the values. */
function lists<T>(values: readonly T[], length: number): readonly (readonly T[])[] {
  if (length === 0) return [[]];
  return lists(values, length - 1).flatMap((list) => values.map((one) => [...list, one]));
}

const numbers = range(1, modulus - 1).values;

/** Every string that has the form of a proof of t rounds. */
export function strings(rounds: number): readonly ToyProof[] {
  const round = [0, 1].flatMap((bit) => numbers.map((z) => ({ bit, z })));
  return lists(round, rounds).map((all) => ({ challenge: all.map(({ bit }) => bit), answers: all.map(({ z }) => z) }));
}

export const toyVerifierSystem: System<ToyView> = defineSystem<ToyView, 't' | 'y' | 'witness'>({
  name: 'toy-verifier',
  says: 'A verifier of t bits for squares modulo 7, and somebody who tries every string, or proves what she knows.',
  parameters: {
    t: { says: 'rounds, hence bits of soundness', default: 3, least: 1, greatest: 4 },
    y: { says: 'what is claimed to be a square: 1, 2 and 4 are', default: 3, least: 1, greatest: 6 },
    witness: {
      says: 'a root of y, from which every proof that an honest prover could make is made; 0: every string is tried',
      default: 0,
      least: 0,
      greatest: 6,
    },
  },
  parties: { anybody: 'adversary' },
  compose: ({ parameters: { t, y, witness } }) => {
    const statement = { y, label: 0 };
    const tried = witness === 0 ? strings(t) : lists(numbers, t).map((drawn) => prove(statement, witness, drawn));
    return {
      components: { verifier: component(toyVerifier, statement) },
      events: { TRY: event<ToyProof>('anybody', tried) },
    };
  },
});
