/** Witnesses that the claims of Property 1.2.3 are not vacuous. */

import { reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { AnyClaim } from '../checker/language/theorem.ts';
import type { AvailabilityView } from '../model/systems/data-availability.ts';
import { challenged, claim, colluding, demanded, pruned } from './1.2.3-claim.ts';

export function witness(
  id: string,
  says: string,
  instance: string,
  setting: Setting,
  found: (state: AvailabilityView) => boolean,
): AnyClaim {
  const property = reachable<AvailabilityView>(id, says, found);
  return claim(id, says, { instance, property }, setting, { reading: 'witness', verdict: 'exhausted' });
}

const has = ({ batches }: AvailabilityView['node']['context']): boolean =>
  batches.length > 0 && batches.every((batch) => batch.has === 'a' || batch.has === 'b');

export const witnesses: readonly AnyClaim[] = [
  witness(
    'served-by-peer',
    'L1 has forgotten the blob, and the joiner has it from the node.',
    'blob',
    pruned,
    ({ layer, joiner }) =>
      layer.context.batches[0]?.data === 'withheld' && joiner.context.online === 0 && has(joiner.context),
  ),
  witness(
    'one-honest-holder',
    'The certificate has one honest signature, and both readers have the data.',
    'committee',
    colluding,
    ({ committee, source, node, joiner }) =>
      source.context.committed === 1 && committee.context.holders[0] === 1 && has(node.context) && has(joiner.context),
  ),
  witness(
    'resolved',
    'A challenge is resolved, and the node has the data.',
    'small',
    demanded,
    ({ layer, node }) => layer.context.batches[0]?.challenge === 'resolved' && has(node.context),
  ),
  witness(
    'expired',
    'Nobody resolves the node’s challenge, and the batch is empty.',
    'small',
    demanded,
    ({ layer, node }) => layer.context.batches[0]?.challenge === 'expired' && !has(node.context),
  ),
  witness(
    'last-block-used',
    'Every full block is spent, and the node’s challenge is in the last block of the window.',
    'small',
    challenged,
    ({ layer, node }) => {
      const [batch] = layer.context.batches;
      const inTime = batch?.challenge === 0 && batch.age === layer.context.terms.challengeWindow - 1;
      return inTime && layer.context.congestion === 0 && !has(node.context);
    },
  ),
  witness(
    'paid-at-the-limit',
    'The bridge pays on a batch in the block in which the last challenge would have expired.',
    'small',
    challenged,
    ({ layer }) => {
      const { batches, terms } = layer.context;
      return batches[0]?.isPaid === true && batches[0].age === terms.challengeWindow + terms.resolveWindow - 1;
    },
  ),
];
