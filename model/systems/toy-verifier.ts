/** The toy verifier as a system: somebody without a witness tries strings. */

import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import { strings, type ToyProof, type ToyState, toyVerifier } from '../toy-verifier.ts';

export type ToyView = { readonly verifier: ToyState };

export const toyVerifierSystem: System<ToyView> = defineSystem<ToyView, 't' | 'y'>({
  name: 'toy-verifier',
  says: 'A verifier of t bits for squares modulo 7, and somebody who tries every string.',
  parameters: {
    t: { says: 'rounds, hence bits of soundness', default: 3, least: 1, greatest: 4 },
    y: { says: 'what is claimed to be a square: 1, 2 and 4 are', default: 3, least: 1, greatest: 6 },
  },
  parties: { anybody: 'adversary' },
  compose: ({ parameters: { t, y } }) => ({
    components: { verifier: component(toyVerifier, { statement: { y, label: 0 } }) },
    events: { TRY: event<ToyProof>('anybody', strings(t)) },
  }),
});
