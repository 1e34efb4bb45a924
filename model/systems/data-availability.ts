/**
 * Data availability as a system: the sequencer as the source, a layer of one of four kinds, its committee, and two honest readers.
 *
 * The adversary plays the sequencer, the dishonest members of the committee, the block builder, and anybody who challenges. What she may do
 * beyond committing to batches whose data are there are the powers, all off unless a check turns them on.
 */

import { noPayload, oneOf, payloads, range } from '../../checker/language/menu.ts';
import { component, defineSystem, event, type System } from '../../checker/language/system.ts';
import type { Block, Challenge, Commit, Content, Deliver, Execute, GiveUp, OfBatch, ReaderName } from '../da-events.ts';
import { type CommitteeState, dataCommittee } from '../data-committee.ts';
import { dataLayer, type LayerKind, type LayerState } from '../data-layer.ts';
import { dataReader, type ReaderState, type ReaderTerms } from '../data-reader.ts';
import { dataSource, type SourceState } from '../data-source.ts';

export type AvailabilityView = {
  readonly source: SourceState;
  readonly layer: LayerState;
  readonly committee: CommitteeState;
  readonly node: ReaderState;
  readonly joiner: ReaderState;
};

const kinds: readonly LayerKind[] = ['calldata', 'blob', 'committee', 'challenge'];

type ParameterName = 'layer' | 'batches' | 'delay' | 'P' | 'n' | 'k' | 'f' | 'c' | 'r' | 'B' | 'D';
type PowerName = 'withhold' | 'favour' | 'collude' | 'prune' | 'late' | 'rogueChallenge' | 'congest' | 'offline';
type RuleName = 'binding' | 'expireFirst' | 'serve' | 'emptyByL1';

export const dataAvailabilitySystem: System<AvailabilityView> = defineSystem<
  AvailabilityView,
  ParameterName,
  PowerName,
  RuleName
>({
  name: 'data-availability',
  says: 'Batches of a rollup, their commitments on L1, their data on one of four layers, and two honest readers.',
  parameters: {
    layer: { says: '0: calldata, 1: blobs, 2: a committee, 3: challenges', default: 0, least: 0, greatest: 3 },
    batches: { says: 'batches in all', default: 1, least: 1, greatest: 3 },
    delay: {
      says: 'blocks until data reach a reader that are there for the asking, at most',
      default: 1,
      least: 0,
      greatest: 6,
    },
    P: { says: 'blocks for which L1 keeps a blob', default: 2, least: 1, greatest: 12 },
    n: { says: 'members of the committee', default: 3, least: 1, greatest: 8 },
    k: { says: 'signatures that make a certificate', default: 2, least: 1, greatest: 8 },
    f: { says: 'dishonest members', default: 1, least: 0, greatest: 8 },
    c: { says: 'blocks in which a commitment can be challenged', default: 2, least: 1, greatest: 8 },
    r: { says: 'blocks in which a challenge can be resolved', default: 2, least: 1, greatest: 8 },
    B: { says: 'blocks after which the bridge pays on a batch', default: 5, least: 1, greatest: 16 },
    D: { says: 'blocks after which the data of a batch have to be there', default: 6, least: 0, greatest: 16 },
  },
  powers: {
    withhold: { kind: 'toggle', says: 'the sequencer commits to data that it does not serve, or stops serving' },
    favour: { kind: 'toggle', says: 'the sequencer gives withheld data to the node alone' },
    collude: { kind: 'toggle', says: 'dishonest members of the committee sign for what they do not hold' },
    prune: { kind: 'toggle', says: 'L1 forgets blobs that are old enough' },
    late: { kind: 'toggle', says: 'the second reader comes online when the adversary likes' },
    rogueChallenge: { kind: 'toggle', says: 'anybody challenges, whether the data are there or not' },
    congest: { kind: 'budget', greatest: 8, says: 'K: blocks without room for a challenge of the node, in all' },
    offline: { kind: 'budget', greatest: 8, says: 'O: blocks that the node sleeps through, in all' },
  },
  rules: {
    binding: { says: 'a commitment fits one content only' },
    expireFirst: { says: 'in a block challenges expire before the bridge pays' },
    serve: { says: 'readers keep what they have and serve it' },
    emptyByL1: { says: 'a batch counts as empty only if L1 says so' },
  },
  parties: {
    sequencer: 'adversary',
    liar: 'adversary',
    rogue: 'adversary',
    builder: 'adversary',
    node: 'honest',
    joiner: 'honest',
    network: 'environment',
    l1: 'environment',
  },
  compose: ({ parameters, powers, rules }) => {
    const { batches, delay, n, k, c, r, B, D, P } = parameters;
    const kind = kinds[parameters.layer] as LayerKind;
    const isCommittee = kind === 'committee';
    const isChallenge = kind === 'challenge';
    const batch = range(0, batches - 1);
    const each = payloads<OfBatch>({ batch });
    const content = oneOf<Content>('a', 'b');
    // As old as matters for what is asked of this kind; the bridge is asked about where batches can become empty.
    const oldest = Math.max(D, kind === 'blob' ? P : 0, isChallenge ? Math.max(c, B) : 0);
    // Who is dishonest beyond the number of members would be nobody.
    const f = Math.min(parameters.f, n);
    const withhold = powers.withhold === true;
    const only = <T>(condition: boolean, ...entries: readonly T[]): readonly T[] => (condition ? entries : []);
    const mayMiss = isCommittee ? powers.collude === true : withhold;
    const data: readonly Commit['data'][] =
      isCommittee || isChallenge ? ['served', ...only<Commit['data']>(mayMiss, 'withheld')] : ['chain'];
    const reader = (name: ReaderName): ReaderTerms => ({
      name,
      isLate: name === 'joiner' && powers.late === true,
      delay,
      challenges: isChallenge && name === 'node',
      oldest,
      rules,
    });
    return {
      components: {
        source: component(dataSource, { capacity: batches }),
        layer: component(dataLayer, {
          kind,
          pruneAfter: P,
          challengeWindow: c,
          resolveWindow: r,
          bridgeFinality: B,
          deadline: D,
          oldest,
          congestion: Number(powers.congest),
          sleep: Number(powers.offline),
          rules,
        }),
        committee: component(dataCommittee, {
          members: n,
          threshold: k,
          certifies: isCommittee,
          dishonest: f,
          batches,
        }),
        node: component(dataReader, reader('node')),
        joiner: component(dataReader, reader('joiner')),
      },
      events: {
        EXECUTE: event<Execute>('sequencer', payloads<Execute>({ batch, content })),
        DISPERSE: event<OfBatch>('sequencer', isCommittee ? each : []),
        COMMIT: event<Commit>(
          ({ helped }) => (helped ? 'liar' : 'sequencer'),
          payloads<Commit>({
            batch,
            content,
            data: oneOf(...data),
            helped: isCommittee && powers.collude === true ? oneOf(false, true) : oneOf(false),
          }),
        ),
        STOP: event<OfBatch>('sequencer', isChallenge && withhold ? each : []),
        PRUNE: event<OfBatch>('l1', kind === 'blob' && powers.prune === true ? each : []),
        DELIVER: event<Deliver>(
          ({ from }) => (from === 'sequencer' ? 'sequencer' : 'network'),
          [
            ...payloads<Deliver>({ batch, content, to: oneOf('node', 'joiner'), from: oneOf('layer') }),
            ...only(
              rules.serve,
              ...payloads<Deliver>({ batch, content, to: oneOf('node', 'joiner'), from: oneOf('peer') }),
            ),
            ...only(
              powers.favour === true,
              ...payloads<Deliver>({ batch, content, to: oneOf('node'), from: oneOf('sequencer') }),
            ),
          ],
        ),
        JOIN: event('joiner', powers.late === true ? noPayload : []),
        CHALLENGE: event<Challenge>(
          ({ by }) => by,
          isChallenge
            ? payloads<Challenge>({
                batch,
                by: powers.rogueChallenge === true ? oneOf('node', 'rogue') : oneOf('node'),
              })
            : [],
        ),
        RESOLVE: event<OfBatch>('sequencer', isChallenge ? each : []),
        GIVE_UP: event<GiveUp>(
          ({ reader: name }) => name,
          rules.emptyByL1 ? [] : payloads<GiveUp>({ batch, reader: oneOf('node', 'joiner') }),
        ),
        BLOCK: event<Block>(
          ({ next }) => (next === 'open' ? 'l1' : 'builder'),
          payloads<Block>({
            next: oneOf<Block['next']>(
              'open',
              ...only<Block['next']>(Number(powers.congest) > 0, 'full'),
              ...only<Block['next']>(Number(powers.offline) > 0, 'asleep'),
            ),
            room: isChallenge ? oneOf(true, false) : oneOf(true),
          }),
        ),
      },
    };
  },
});
