/**
 * One hop of a forwarded payment as a system: A pays C through honest B, by two HTLCs on one hash.
 *
 * The adversary plays A, C and the block builder. A may refuse everything off chain and take the incoming HTLC back from block t_in on; C
 * knows the preimage from the start and may claim the outgoing one in any block.
 */

import { noPayload, oneOf, payloads } from '../../checker/language/menu.ts';
import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import { type HtlcState, htlc } from '../htlc.ts';
import type { HopBlock, Settlement } from '../htlc-events.ts';
import { type ForwarderState, htlcForwarder } from '../htlc-forwarder.ts';
import { htlcMempool, type MempoolState } from '../htlc-mempool.ts';
import { type BaseLayerState, baseLayer } from '../l1.ts';

export type HtlcHopView = {
  readonly l1: BaseLayerState;
  readonly incoming: HtlcState;
  readonly outgoing: HtlcState;
  readonly mempool: MempoolState;
  readonly B: ForwarderState;
};

export const htlcHopSystem: System<HtlcHopView> = defineSystem<
  HtlcHopView,
  't_in' | 't_out' | 'reactionDelay',
  'censor' | 'evict' | 'offline' | 'order',
  'refunds' | 'claimsFirst' | 'watchesMempool'
>({
  name: 'htlc-hop',
  says: 'A payment of A to C through honest B, by an incoming and an outgoing HTLC.',
  parameters: {
    t_in: { says: 'block from which A can take the incoming HTLC back', default: 6, least: 1, greatest: 16 },
    t_out: { says: 'block from which B can take the outgoing HTLC back', default: 2, least: 1, greatest: 16 },
    reactionDelay: { says: 'blocks by which a submission of B may be late', default: 0, least: 0, greatest: 6 },
  },
  powers: {
    censor: { kind: 'budget', greatest: 12, says: 'L1 blocks that leave out a transaction of B, in all' },
    evict: { kind: 'budget', greatest: 12, says: 'times that C cycles B’s timeout out of the mempools, in all' },
    offline: { kind: 'budget', greatest: 12, says: 'blocks that B sleeps through while something is owed, in all' },
    order: { kind: 'toggle', says: 'the builder chooses the order of transactions inside a block' },
  },
  rules: {
    refunds: { says: 'an HTLC can be taken back by its sender from its timelock on', givesMoves: true },
    claimsFirst: { says: 'in a block claims with a preimage count before refunds' },
    watchesMempool: { says: 'B learns the preimage from a claim that it sees in the mempool', givesMoves: true },
  },
  parties: { A: 'adversary', B: 'honest', C: 'adversary', builder: 'adversary', l1: 'environment' },
  compose: ({ parameters: { t_in, t_out, reactionDelay }, powers, rules }) => {
    const settlements = oneOf<Settlement>('none', 'claim', 'refund');
    const maybe = (power: boolean | number) => (Number(power) > 0 ? oneOf(false, true) : oneOf(false));
    return {
      components: {
        l1: component(baseLayer, { censorship: Number(powers.censor) }),
        incoming: component(htlc, { side: 'incoming', timelock: t_in, refunds: rules.refunds }),
        outgoing: component(htlc, { side: 'outgoing', timelock: t_out, refunds: rules.refunds }),
        mempool: component(htlcMempool, {
          evictions: Number(powers.evict),
          // Nobody who cannot choose the order gains by it.
          claimsFirst: rules.claimsFirst || powers.order !== true,
        }),
        B: component(htlcForwarder, {
          timelock: t_out,
          refunds: rules.refunds,
          reactionDelay,
          naps: Number(powers.offline),
          watchesMempool: rules.watchesMempool,
        }),
      },
      events: {
        OFFER: event('A', noPayload),
        FORWARD: event('B', noPayload),
        TIMEOUT: event('B', noPayload),
        CLAIM: event('B', noPayload),
        EVICT: event('C', Number(powers.evict) > 0 ? noPayload : []),
        BLOCK: event<HopBlock>(
          ({ incoming, outgoing, censors }) =>
            censors ? 'builder' : outgoing === 'claim' ? 'C' : incoming === 'refund' ? 'A' : 'l1',
          payloads<HopBlock>({
            incoming: settlements,
            outgoing: settlements,
            censors: maybe(powers.censor),
            asleep: maybe(powers.offline),
          }),
        ),
      },
    };
  },
});
