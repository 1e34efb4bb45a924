/**
 * A channel in which honest A is paid for what she forwards to another one: the machines of `htlc-channel.ts`, and the time that the other
 * channel takes.
 *
 * B offers one HTLC and A forwards it. The adversary plays B, the payee C and the block builder.
 */

import { noPayload, oneOf, payloads } from '../../checker/language/menu.ts';
import { component, configure, defineSystem, event, type System } from '../../checker/language/system.ts';
import type { ForwardingBlock, HtlcBlock } from '../channel-events.ts';
import { type OutgoingState, outgoingChannel } from '../outgoing-channel.ts';
import { type HtlcChannelView, htlcChannelSystem } from './htlc-channel.ts';

export type ForwardingChannelView = HtlcChannelView & { readonly outgoing: OutgoingState };

const inner = htlcChannelSystem;
const kept = ['claimsFirst', 'closesInTime'] as const;
const pick = <T>(all: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, all[name] as T]));

/** What a block may do about the other channel, besides what it is without it. */
function withOutgoing(block: HtlcBlock, canCensor: boolean): readonly ForwardingBlock[] {
  const parts = payloads<ForwardingBlock['outgoing']>({
    contains: oneOf('nothing', 'hers', 'claim'),
    leavesOut: oneOf(false, true),
    asleep: block.asleep ? oneOf(false, true) : oneOf(false),
  });
  const isLeftOut = block.htlc.leavesOut !== 'nobody';
  return parts
    .filter(({ contains, leavesOut }) => !leavesOut || (contains === 'nothing' && canCensor))
    .map((outgoing): ForwardingBlock => ({ ...block, censors: isLeftOut || outgoing.leavesOut, outgoing }));
}

export const forwardingChannelSystem: System<ForwardingChannelView> = defineSystem<
  ForwardingChannelView,
  string,
  string,
  string
>({
  name: 'forwarding-channel',
  says: 'A payment of B to C through honest A, out of a channel with B and into one that she may have to close.',
  parameters: {
    ...pick(inner.parameters, ['T', 'reactionDelay', 'penalty']),
    t_in: { says: 'block from which B can take the incoming HTLC back', default: 12, least: 1, greatest: 24 },
    t_out: { says: 'block from which A can take the outgoing HTLC back', default: 1, least: 1, greatest: 16 },
  },
  powers: pick(inner.powers, ['offline', 'censor', 'order']),
  rules: pick(inner.rules, kept),
  parties: { ...inner.parties },
  compose: ({ parameters, powers, rules }) => {
    const { T = 1, reactionDelay = 0, penalty = 0, t_in = 1, t_out = 1 } = parameters;
    const { components, events } = inner.compose(
      configure(inner, {
        parameters: {
          ...{ T, reactionDelay, penalty, t: t_in, balanceA: 0, balanceB: 1, updates: 1 },
          // What she has to claim she claims at once.
          ...{ M: t_in, forwards: 1 },
        },
        powers,
        without: kept.filter((rule) => rules[rule] === false),
      }),
    );
    const { owner = 'l1', payloads: blocks = [] } = events.BLOCK ?? {};
    return {
      components: {
        ...components,
        outgoing: component(outgoingChannel, { timelock: t_out, window: penalty === 1 ? 0 : T, reactionDelay }),
      },
      events: {
        ...events,
        FORWARD: event('A', noPayload),
        // She offers nothing in this channel.
        TIMEOUT: event('A', []),
        SUBMIT: event<{ readonly what: 'close' | 'timeout' }>('A', payloads({ what: oneOf('close', 'timeout') })),
        BLOCK: {
          owner,
          payloads: (blocks as readonly HtlcBlock[])
            // One that leaves out nothing of this channel may leave out something of the other.
            .flatMap((block) => withOutgoing(block, Number(powers.censor) > 0)),
        },
      },
    };
  },
});
