/** What data availability may mean, in the readings of Property 1.2.3. */

import { given } from '../checker/language/antecedent.ts';
import { always, determines, eventually, forEvery, type Property } from '../checker/language/property.ts';
import type { Reader, ReaderBatch } from '../model/data-reader.ts';
import type { AvailabilityView } from '../model/systems/data-availability.ts';

const readersOf = ({ node, joiner }: AvailabilityView): readonly Reader[] => [node.context, joiner.context];

function knows({ has }: ReaderBatch): boolean {
  return has === 'a' || has === 'b';
}

/** The literal reading: whoever is online can compute the state that layer 2 is in, at any time. */
export const alwaysAvailable: Property<AvailabilityView> = always(
  'always-available',
  'Everybody online can compute the state that layer 2 is in.',
  (view) =>
    forEvery(
      readersOf(view).filter(({ online }) => online !== 'not yet'),
      ({ terms }) => `the ${terms.name} cannot`,
      ({ batches }) =>
        view.source.context.executed.every((_, i) => batches[i] !== undefined && knows(batches[i] as ReaderBatch)),
    ),
);

/** Blocks for which a reader could have asked for a batch: since its commitment and since it came online. */
function waited({ online }: Reader, age: number): number {
  return online === 'not yet' ? 0 : Math.min(online, age);
}

/** DA(i): committed, and within D blocks everybody online has the data, or the batch counts as empty. */
function availableTo(
  name: string,
  says: string,
  readers: (view: AvailabilityView) => readonly Reader[],
): Property<AvailabilityView> {
  return always(name, says, (view) => {
    const { batches, terms } = view.layer.context;
    return forEvery(
      readers(view),
      ({ terms: { name: who } }) => `the ${who} has no data`,
      (reader) =>
        batches.every(({ age, challenge }, i) => {
          const isDue = challenge !== 'expired' && waited(reader, age) >= terms.deadline;
          return given('the data of a batch is due', isDue, () => knows(reader.batches[i] as ReaderBatch));
        }),
    );
  });
}

export const available: Property<AvailabilityView> = availableTo(
  'available-in-time',
  'D blocks after the commitment, or after it came online, a reader has the data of a batch, unless L1 says it is empty.',
  readersOf,
);

/** What a reader takes the state to be, batch by batch. */
function derived(view: AvailabilityView, { batches }: Reader): readonly string[] {
  return batches.map(({ has }, i) => (view.layer.context.batches[i]?.challenge === 'expired' ? 'empty' : has));
}

/** What is on L1 for everybody to read: the commitments, as far as they bind, and which batches expired. */
function published({ layer }: AvailabilityView): unknown {
  const { batches, terms } = layer.context;
  return batches.map(({ content, challenge, data }) => ({
    commitment: terms.rules.binding || data === 'chain' ? content : 'either',
    expired: challenge === 'expired',
  }));
}

export const logDeterminesState: Property<AvailabilityView> = determines(
  'log-determines-state',
  'Equal logs on L1 give equal states to whoever can compute one.',
  {
    observe: published,
    secret: (view) => derived(view, view.node.context),
    where: (view) => derived(view, view.node.context).every((has) => has !== 'nothing'),
  },
);

/** The same of the state that users are told, before it is on L1. */
export const logDeterminesSoftState: Property<AvailabilityView> = determines(
  'log-determines-soft-state',
  'Equal logs on L1 go with equal states of layer 2.',
  { observe: published, secret: ({ source }) => source.context.executed },
);

export const readersAgree: Property<AvailabilityView> = always(
  'readers-agree',
  'Two readers who know a batch take it for the same.',
  (view) => {
    const [node, joiner] = readersOf(view).map((reader) => derived(view, reader));
    return forEvery(
      node ?? [],
      (_, i) => `batch ${i}`,
      (has, i) => has === 'nothing' || joiner?.[i] === 'nothing' || joiner?.[i] === has,
    );
  },
);

/** What a reader has computed stays: data availability as finality. */
export const stateStands: Property<AvailabilityView> = always(
  'state-stands',
  'No batch that the node has executed becomes empty.',
  ({ layer, node }) =>
    forEvery(
      layer.context.batches,
      (_, i) => `batch ${i} becomes empty`,
      ({ challenge }, i) =>
        given('a batch becomes empty', challenge === 'expired', () => !knows(node.context.batches[i] as ReaderBatch)),
    ),
);

export const paidStands: Property<AvailabilityView> = always(
  'paid-stands',
  'No batch on which the bridge has paid becomes empty.',
  ({ layer }) =>
    forEvery(
      layer.context.batches,
      (_, i) => `batch ${i} becomes empty`,
      ({ challenge, isPaid }) => given('a batch becomes empty', challenge === 'expired', () => !isPaid),
    ),
);

/** That the certificate can be had, by a sequencer that wants it. */
export const certified: Property<AvailabilityView> = eventually(
  'certified',
  'A sequencer that does what it can commits to every batch.',
  ({ source }) => source.context.committed === source.context.capacity,
  { weak: ['EXECUTE', 'DISPERSE', 'COMMIT'] },
);
