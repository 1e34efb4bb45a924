/**
 * Channels of honest parties with nodes of which the attacker has some. She closes as many of theirs as she likes, when she likes; L1 has
 * little room. Channel c is node c's, counted round: each node has its share of them.
 */

import { oneOf, payloads, range, subsetsOf } from '../../checker/language/menu.ts';
import { component, defineSystem, event, instances, type System } from '../../checker/language/system.ts';
import {
  answerRoom,
  type ContestState,
  type CrowdedBlock,
  contestedChannel,
  type OfChannel,
  type RoomState,
} from '../contested-channels.ts';

export type MassClosingView = { readonly channels: readonly ContestState[]; readonly room: RoomState };

export const massClosingSystem: System<MassClosingView> = defineSystem<
  MassClosingView,
  'n' | 'W' | 'cap' | 'nodes',
  'congest' | 'coalition'
>({
  name: 'mass-closing',
  says: 'Channels that one attacker closes against their honest parties, whose answers compete for the room in blocks.',
  parameters: {
    n: { says: 'channels', default: 4, least: 1, greatest: 8 },
    W: { says: 'blocks within which an answer has to be included', default: 2, least: 1, greatest: 6 },
    cap: { says: 'answers that a block has room for', default: 2, least: 1, greatest: 8 },
    nodes: { says: 'nodes that the channels lead to, in equal shares', default: 1, least: 1, greatest: 8 },
  },
  powers: {
    congest: { kind: 'budget', greatest: 6, says: 'blocks that the attacker fills with her own, in all' },
    coalition: { kind: 'budget', greatest: 7, says: 'nodes that join the first, which is the attacker’s' },
  },
  parties: { attacker: 'adversary', builder: 'adversary', l1: 'environment' },
  compose: ({ parameters: { n, W, cap, nodes }, powers }) => {
    const channel = range(0, n - 1);
    const hers = channel.values.filter((one) => one % nodes <= Number(powers.coalition));
    const upToCap = subsetsOf(channel).values.filter(({ length }) => length <= cap);
    return {
      components: {
        channels: instances(contestedChannel, n, 'channel', {
          watch: ['BLOCK'],
          input: (index) => ({ channel: index, window: W }),
        }),
        room: component(answerRoom, { room: cap, congestion: Number(powers.congest) }),
      },
      events: {
        CONTEST: event<OfChannel>('attacker', payloads<OfChannel>({ channel: oneOf(...hers) })),
        BLOCK: event<CrowdedBlock>(
          ({ full }) => (full ? 'builder' : 'l1'),
          payloads<CrowdedBlock>({
            answers: oneOf(...upToCap),
            full: Number(powers.congest) > 0 ? oneOf(false, true) : oneOf(false),
          }),
        ),
      },
    };
  },
});
