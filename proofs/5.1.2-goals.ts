/** What it may mean to inherit security, in Theorem 5.1.2. */

import { always, leadsTo, type Property } from '../checker/language/property.ts';
import type { Layer2View } from '../model/systems/layer2.ts';

export const noTheft: Property<Layer2View> = always(
  'no-theft',
  'The escrow pays nobody but its owner.',
  ({ bridge }) => bridge.context.paid !== 'thief',
);

export const exit: Property<Layer2View> = leadsTo(
  'exit',
  'The owner who wants to leave is paid, if blocks go on, it withdraws whenever it can, and the validator claims what it can.',
  ({ owner }) => owner.context.wants,
  ({ bridge }) => bridge.context.paid === 'owner',
  {
    weak: ['BLOCK', { event: 'EXIT', with: { by: 'owner' } }, { event: 'ASSERT', with: { by: 'validator' } }],
  },
);
