/** What has to happen in the runs of which Theorem 3.2.3 speaks, so that it does not hold for want of behaviour. */

import { reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { pairChannel, type StateChannelView, soloChannels } from '../model/systems/state-channel.ts';
import { type Choice, claim } from './3.2.3-claim.ts';
import { paidA, statusOf } from './3.2.3-goals.ts';
import { allClauses } from './3.2.3-hypotheses.ts';

function witness(
  id: string,
  says: string,
  found: (state: StateChannelView) => boolean,
  choice: Choice & { readonly setting?: Setting } = {},
): Claim<StateChannelView> {
  const property = reachable<StateChannelView>(id, says, found);
  return claim(id, says, choice.setting ?? {}, { ...choice, reading: 'witness', property, verdict: 'exhausted' });
}

const isChallenged = (view: StateChannelView): boolean => statusOf(view, 0) === 'challenge';

export const witnessClaims: readonly Claim<StateChannelView>[] = [
  witness(
    'both-settled-apart',
    'B gains in one application, A in the other, and both are paid.',
    (view) => paidA(view, 0) === 0 && view.signed[0]?.context.chain[0] === 1 && paidA(view, 1) === 1,
    { setting: { parameters: { share0: 1 } } },
  ),
  witness('both-challenged', 'Challenges of both applications run at the same time.', (view) =>
    [0, 1].every((app) => statusOf(view, app) === 'challenge'),
  ),
  witness(
    'challenge-answered',
    'A’s answer to a stale challenge of the claim is executed in the last block before it would be settled.',
    ({ contract, A }) => {
      const register = contract.context.registers[1];
      const pending = A[1]?.context.pending;
      const { challengeDuration } = contract.context.terms;
      return (
        register?.challenge === challengeDuration - 1 && pending !== undefined && pending !== 'none' && pending.waited
      );
    },
  ),
  witness(
    'claimed-at-the-last-moment',
    'The claim is on record although the last block that accepts it is the one in progress.',
    ({ contract }) => {
      const { age, registers, terms } = contract.context;
      return age === (terms.applications[1]?.deadline ?? 0) - 1 && registers[1]?.turn === 1;
    },
  ),
  witness(
    'acknowledged',
    'B acknowledges the claim, and it can be shown after its deadline.',
    ({ contract, signed }) => {
      const { age, registers, terms } = contract.context;
      return (
        age === terms.applications[1]?.deadline && registers[1]?.turn === 0 && signed[1]?.context.chain.length === 3
      );
    },
  ),
  witness(
    'front-run',
    'B shows a later state before A’s operation, which has waited for its block and will be refused.',
    ({ A, contract }) =>
      A.some(({ context: { pending } }, app) => {
        const register = contract.context.registers[app];
        return pending !== 'none' && pending.waited && register !== undefined && register.turn >= pending.turn;
      }),
  ),
  witness(
    'forced-move',
    'B challenges what A signed last in a game; she has moved on, and her move is about to be executed.',
    ({ A }) => {
      const { onChain, pending } = A[1]?.context ?? { onChain: undefined, pending: 'none' };
      if (pending === 'none' || onChain?.status !== 'challenged') return false;
      return pending.waited && pending.turn === onChain.turn + 1;
    },
    { setting: { parameters: { kind1: 2, share1: 1 } } },
  ),
  witness('first-alone-challenged', 'Alone on its channel, the first application is challenged.', isChallenged, {
    ...{ system: soloChannels[0], instance: 'alone' },
  }),
  witness('second-alone-challenged', 'Alone on its channel, the second application is challenged.', isChallenged, {
    system: soloChannels[1],
  }),
  witness('pair-challenged', 'The pair of both is challenged.', isChallenged, {
    ...{ system: pairChannel, setting: { without: allClauses } },
  }),
];
