/**
 * A payment channel whose party A has a watchtower: the machines of `payment-channel.ts`, and the tower.
 *
 * The adversary plays B and the block builder, as without it. One budget of censorship is for both, A and her tower: a block that leaves
 * out both costs one.
 */

import { payloads, range } from '../../checker/language/menu.ts';
import { component, configure, defineSystem, event, type System } from '../../checker/language/system.ts';
import type { OfNonce, WatchedBlock } from '../channel-events.ts';
import { type TowerState, watchtower } from '../watchtower.ts';
import { type PaymentChannelView, paymentChannelSystem } from './payment-channel.ts';

export type WatchedChannelView = PaymentChannelView & { readonly tower: TowerState };

const { T, updates, balanceA, balanceB, reactionDelay, restart, penalty } = paymentChannelSystem.parameters;
const { offline, censor, order, equivocate, overdraw, fakeFunding, replayChannel } = paymentChannelSystem.powers;

/** What the tower may do in a block, besides what the block is without it. */
function withTower(block: WatchedBlock, sleeps: boolean): readonly WatchedBlock[] {
  const { presents, censors } = block;
  type Part = Omit<WatchedBlock['tower'], 'asleep'>;
  const parts: readonly Part[] =
    presents === 'none'
      ? (censors ? (['A', 'tower', 'both'] as const) : (['nobody'] as const)).map(
          (leavesOut): Part => ({
            presents: false,
            leavesOut,
          }),
        )
      : [
          { presents: false, leavesOut: censors ? 'tower' : 'nobody' },
          { presents: true, leavesOut: censors ? 'A' : 'nobody' },
        ];
  return parts.flatMap((part) =>
    (sleeps ? [false, true] : [false]).map((asleep): WatchedBlock => ({ ...block, tower: { ...part, asleep } })),
  );
}

export const watchedChannelSystem: System<WatchedChannelView> = defineSystem<
  WatchedChannelView,
  string,
  string,
  string
>({
  name: 'watched-channel',
  says: 'One channel of honest A with B, and a watchtower that answers for her.',
  parameters: {
    ...({ T, updates, balanceA, balanceB, reactionDelay, restart, penalty } as Required<
      Pick<typeof paymentChannelSystem.parameters, string>
    >),
    tellDelay: { says: 'blocks until the tower has what A tells it of, at most', default: 0, least: 0, greatest: 6 },
    towerDelay: { says: 'blocks the tower may take to react, at most', default: 0, least: 0, greatest: 6 },
  },
  powers: {
    ...({ offline, censor, order, equivocate, overdraw, fakeFunding, replayChannel } as Required<
      Pick<typeof paymentChannelSystem.powers, string>
    >),
    towerOffline: {
      kind: 'budget',
      greatest: 12,
      says: 'blocks that the tower sleeps through while it owes an answer, in all',
    },
    misfires: { kind: 'toggle', says: 'the tower may present what it holds though nobody closes' },
  },
  rules: {
    ...paymentChannelSystem.rules,
    tellsTower: { says: 'what A tells the tower of arrives' },
  },
  parties: { ...paymentChannelSystem.parties, tower: 'honest' },
  compose: ({ parameters, powers, rules }) => {
    const { tellDelay = 0, towerDelay = 0, ...channel } = parameters;
    const { towerOffline = 0, misfires = false, ...attacks } = powers;
    const { tellsTower = true, ...kept } = rules;
    const { components, events } = paymentChannelSystem.compose(
      configure(paymentChannelSystem, {
        parameters: channel,
        powers: attacks,
        without: Object.keys(kept).filter((rule) => kept[rule] === false),
      }),
    );
    const blocks = (events.BLOCK?.payloads ?? []) as readonly WatchedBlock[];
    const owner = events.BLOCK?.owner ?? 'l1';
    const nonces = payloads<OfNonce>({ nonce: range(0, channel.updates ?? 0) });
    const hasPenalty = channel.penalty === 1;
    const { balanceA: ofA = 0, balanceB: ofB = 0 } = channel;
    return {
      components: {
        ...components,
        tower: component(watchtower, {
          ...{ tellDelay, tellsTower, penalty: hasPenalty, reactionDelay: towerDelay, naps: Number(towerOffline) },
          funded: { nonce: 0, balanceA: ofA, balanceB: ofB },
        }),
      },
      events: {
        ...events,
        TELL: event<OfNonce>('A', nonces),
        INTERVENE: event<OfNonce>('tower', nonces),
        // A tower for penalties holds what punishes, and can close nothing.
        MISFIRE: event<OfNonce>('tower', misfires === true && !hasPenalty ? nonces : []),
        BLOCK: {
          owner,
          payloads: blocks.flatMap((block) => withTower(block, Number(towerOffline) > 0)),
        },
      },
    };
  },
});
