/**
 * What Theorem 5.1.2 takes for granted of those who act: when an honest validator claims and challenges, what becomes of a system whose
 * contracts are replaced, what a deep reorganisation takes back.
 *
 * Each is a statement that the theorem's own goals do not need in the instances that are checked, and that an engineer would count on.
 */

import { always, cheapest, leadsTo, type Parts, type Property, reachable } from '../checker/language/property.ts';
import type { Setting } from '../checker/language/system.ts';
import type { Claim } from '../checker/language/theorem.ts';
import { confirmedCount, placeOfMine } from '../model/1.1.1-layer2-system.ts';
import type { Layer2View } from '../model/systems/layer2.ts';
import { oneAccount } from './5.1.2-account.ts';
import { claim, disputed, given, proved } from './5.1.2-claim.ts';
import { noTheft } from './5.1.2-goals.ts';
import { counted, measured } from './own-instance.ts';

const claimedAtLast: Property<Layer2View> = leadsTo(
  'claimed-at-last',
  'What is posted is claimed in the end, if the validator claims whatever it can.',
  ({ contract }) => contract.context.batches[0]?.claim === 'none',
  ({ contract }) => contract.context.batches.every(({ claim: own }) => own !== 'none'),
  { weak: [{ event: 'ASSERT', with: { by: 'validator' } }] },
);

/** A claim that is wrong has seen no block, or the validator is gone. */
const watched: Property<Layer2View> = always(
  'watched',
  'While the validator is there no wrong claim outlives the next block.',
  ({ contract, validator }) =>
    validator.context.isAbsent ||
    contract.context.batches.every((batch) => batch.correct || (batch.claim === 'pending' && batch.age === 0)),
);

const unwatched: Property<Layer2View> = leadsTo(
  'unwatched',
  'Once the validator is gone a wrong claim is confirmed.',
  ({ contract, validator }) =>
    validator.context.isAbsent
      ? contract.context.batches.some((batch) => !batch.correct && batch.claim === 'pending')
      : false,
  ({ contract }) => contract.context.batches.some((batch) => !batch.correct && batch.claim === 'confirmed'),
  { weak: ['BLOCK'] },
);

/** Where one block can be censored, and the sequencer can pay for one wrong claim. */
const censoredForCause: Property<Layer2View> = always(
  'censored-for-cause',
  'A block is censored only when there is a challenge to leave out.',
  ({ contract, builder }) => builder.context.censorship === 1 || contract.context.bonds === 0,
);

/** Where nothing is taken back or replaced. */
const founded: Property<Layer2View> = always(
  'founded',
  'No level of finality is reached for nothing.',
  ({ contract: { context } }) => {
    const place = placeOfMine(context);
    const { posted, l1Final, bridgeFinal } = context.ever;
    return (
      (!posted || place >= 0) &&
      (!l1Final || (context.batches[place]?.depth ?? -1) >= context.terms.finalDepth) &&
      (!bridgeFinal || (place >= 0 && confirmedCount(context.batches) > place))
    );
  },
);

/** Where no claim is wrong, so that none is removed. */
const onClaims: Property<Layer2View> = always(
  'on-claims',
  'A withdrawal is proved against the first state or one that was claimed.',
  ({ contract, bridge: { context } }) =>
    [...context.started.map(({ against }) => against), context.paidAgainst].every(
      (against) =>
        against === 0 || ['pending', 'confirmed'].includes(contract.context.batches[against - 1]?.claim ?? 'none'),
    ),
);

const replaced: Property<Layer2View> = cheapest(
  'replaced',
  'Each block costs one, until the contracts are replaced.',
  ({ contract }) => contract.context.upgrade === 'executed',
  { BLOCK: 1 },
);

function priced(id: string, says: string, setting: Setting, price: number): Claim<Layer2View> {
  const base = claim(id, 'repaired', says, replaced, given({ powers: { upgrade: true } }, setting), 'exhausted');
  return { ...base, expect: { ...base.expect, price }, onlyHere: measured };
}

function witness(id: string, says: string, setting: Setting, found: Parts<Layer2View>): Claim<Layer2View> {
  return { ...claim(id, 'witness', says, reachable(id, says, found), setting, 'exhausted'), onlyHere: measured };
}

const sober = { equivocate: false } as const;
const forged = given(proved, { parameters: { E: 2 }, powers: { ...sober, unsoundProof: true } });
/** One batch: a wrong claim about the second is not confirmed before the first is claimed. */
const deserted = given(disputed, { parameters: { batches: 1 }, powers: { ...sober, absent: true } });

export const bookkeepingClaims: readonly Claim<Layer2View>[] = [
  claim('claimed-at-last', 'repaired', 'The validator alone is enough for claims.', claimedAtLast, {}, 'exhausted'),
  claim(
    'claimed-without-data',
    'necessary',
    'Dropped: D. Nobody claims what only the sequencer knows.',
    claimedAtLast,
    {
      powers: { withhold: true },
    },
  ),
  claim('claimed-by-nobody', 'necessary', 'Dropped: H. Who is gone claims nothing.', claimedAtLast, {
    powers: { absent: true },
  }),
  claim('claimed-and-replaced', 'necessary', 'Dropped: U. Replaced contracts take no claim.', claimedAtLast, {
    powers: { upgrade: true },
  }),
  claim(
    'theft-without-data',
    'necessary',
    'Dropped: D. Who has no data cannot tell that a claim is wrong.',
    noTheft,
    given(disputed, { powers: { withhold: true } }),
  ),
  claim('watched', 'repaired', 'The validator challenges in the next block.', watched, deserted, 'exhausted'),
  claim(
    'watched-without-data',
    'necessary',
    'Dropped: D. The validator is there, and cannot tell.',
    watched,
    given(disputed, { powers: { ...sober, withhold: true } }),
  ),
  claim('unwatched', 'repaired', 'And nobody else does.', unwatched, deserted, 'exhausted'),
  {
    ...claim(
      'censored-for-cause',
      'repaired',
      'The miner’s budget is spent on challenges.',
      censoredForCause,
      given(disputed, { powers: { ...sober, censor: 1 } }),
      'exhausted',
    ),
    onlyHere: counted,
  },
  claim('levels-founded', 'repaired', 'Levels are reached one by one.', founded, { parameters: { C: 1 } }, 'exhausted'),
  claim(
    'hasty-on-claims',
    'repaired',
    'A hasty bridge pays on claims, too.',
    onClaims,
    { without: ['bridgeWaits'] },
    'exhausted',
  ),
  claim(
    'account-two-reorganised',
    'repaired',
    'All parties keep one account of two batches, of which the last may be dropped.',
    oneAccount,
    { parameters: { validity: 1, batches: 2 }, powers: { reorg: 1 } },
    'exhausted',
  ),
  claim(
    'account-deep',
    'repaired',
    'The same where a reorganisation takes back what was paid.',
    oneAccount,
    given(proved, { powers: { ...sober, reorg: 2, upgrade: true } }),
    'exhausted',
  ),
  claim(
    'account-hasty',
    'necessary',
    'Dropped: B. The bridge is shown what the owner does not know to be confirmed.',
    oneAccount,
    { without: ['bridgeWaits'] },
  ),
  claim('account-unsound', 'repaired', 'The same where a wrong state is proved.', oneAccount, forged, 'exhausted'),
  priced('replaced-in-its-time', 'Contracts are replaced after U blocks.', { parameters: { U: 2 } }, 2),
  priced('replaced-at-once', 'Or at once, if nothing waits.', { parameters: { U: 2 }, without: ['upgradeWaits'] }, 0),
  witness(
    'owner-and-thief',
    'The owner and a thief with a proof that should not exist both wait to be paid.',
    forged,
    ({ bridge }) => bridge.context.started.length === 2,
  ),
  witness(
    'unpromised',
    'A sequencer who keeps her word posts what she promised nobody.',
    {},
    ({ contract, sequencer }) =>
      sequencer.context.promised === 'nothing' && contract.context.batches[0]?.tx === 'other',
  ),
  witness(
    'falls-behind',
    'A batch falls with its claim in the block that confirms the one before it.',
    { parameters: { C: 1, F: 2, batches: 2 }, powers: { cheat: true }, without: ['inputsSeparate'] },
    ({ contract }) => {
      const [first, second] = contract.context.batches;
      return first?.claim === 'confirmed' && first.depth === 1 && second?.claim === 'removed';
    },
  ),
];
