/**
 * A payment channel whose contract is on a rollup: the machines of `payment-channel.ts` with the rollup's sequencer and clock in place of L1.
 *
 * The adversary plays B and the sequencer.
 */

import { noPayload } from '../../checker/language/menu.ts';
import { component, configure, defineSystem, event, type System } from '../../checker/language/system.ts';
import { type RollupClockState, rollupClock } from '../rollup-clock.ts';
import { type PaymentChannelView, paymentChannelSystem } from './payment-channel.ts';

export type ChannelOnRollupView = Omit<PaymentChannelView, 'l1'> & { readonly l1: RollupClockState };

const { T, updates, balanceA, balanceB } = paymentChannelSystem.parameters;
const { offline, order, equivocate } = paymentChannelSystem.powers;

export const channelOnRollup: System<ChannelOnRollupView> = defineSystem<
  ChannelOnRollupView,
  string,
  string,
  'forcedInclusion'
>({
  name: 'channel-on-rollup',
  says: 'One channel of honest A with B on a rollup whose sequencer may stand still or leave A out.',
  parameters: {
    ...({ T, updates, balanceA, balanceB } as Required<Pick<typeof paymentChannelSystem.parameters, string>>),
    clock: { says: '0: the window counts blocks of L1; 1: of the rollup', default: 0, least: 0, greatest: 1 },
    D: { says: 'ticks after which what is in the inbox on L1 is in the rollup', default: 2, least: 1, greatest: 8 },
  },
  powers: {
    ...({ offline, order, equivocate } as Required<Pick<typeof paymentChannelSystem.powers, string>>),
    outage: { kind: 'budget', greatest: 12, says: 'blocks of L1 for which the sequencer stands still, in all' },
    ignore: { kind: 'budget', greatest: 12, says: 'blocks of the rollup that leave A out, in all' },
  },
  rules: { forcedInclusion: { says: 'what was sent to the inbox on L1 is in the rollup after D ticks' } },
  parties: { ...paymentChannelSystem.parties },
  compose: ({ parameters, powers, rules }) => {
    const { clock = 0, D = 0, ...channel } = parameters;
    const { outage = 0, ignore = 0, ...attacks } = powers;
    const countsL1 = clock === 0;
    const canLeaveOut = Number(ignore) > 0 || (countsL1 && Number(outage) > 0);
    const inner = paymentChannelSystem.compose(
      configure(paymentChannelSystem, {
        parameters: channel,
        powers: { ...attacks, censor: Number(canLeaveOut) },
      }),
    );
    return {
      components: {
        ...inner.components,
        l1: component(rollupClock, {
          censorship: Number(ignore),
          outage: Number(outage),
          terms: { countsL1, forcedInclusion: rules.forcedInclusion, deadline: D },
        }),
      },
      events: { ...inner.events, OUTAGE: event('builder', !countsL1 && Number(outage) > 0 ? noPayload : []) },
    };
  },
});
