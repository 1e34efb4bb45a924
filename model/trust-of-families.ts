/**
 * Definition 5.1.1 (Trust Model), the vocabularies of families other than rollups seen whole: forced inclusion, channels, plasma chains, bridges
 * of committees. What stands for an assumption differs by family; its letter and its kind do not.
 */

import type { Assumption, TrustVocabulary } from './5.1.1-trust-model.ts';

const censored = (most: number): Assumption => ({
  kind: 'L1',
  says: 'the base layer censors for fewer blocks than there is time',
  grades: [
    { name: 'live', says: 'no block censors', setting: {} },
    { name: 'slow', says: 'one block does', setting: { powers: { censor: 1 } } },
    { name: 'captured', says: 'it censors as long as it takes', setting: { powers: { censor: most } } },
  ],
});

/** On the system of `systems/inclusion.ts`. */
export const inclusionTrust: TrustVocabulary = {
  L: censored(8),
  S: {
    kind: 'L2',
    says: 'what lies in the inbox of the base layer is executed, whatever the sequencer does',
    grades: [
      { name: 'forced', says: 'the derivation consumes the inbox', setting: {} },
      { name: 'willing', says: 'the sequencer does if it likes', setting: { without: ['forcedInclusion'] } },
    ],
  },
};

/** On the systems of `systems/payment-channel.ts` and `systems/watched-channel.ts`; the last assumption on the second alone. */
export const channelTrust: TrustVocabulary = {
  L: censored(3),
  B: {
    kind: 'L2',
    says: 'the contract keeps its rules: signatures, channel, nonces, window, one settlement',
    grades: [
      { name: 'sound', says: 'all of them', setting: {} },
      {
        name: 'unchecked',
        says: 'none of them',
        setting: {
          without: [
            'strictNonce',
            'disputeWindow',
            'answersBeforeSettlement',
            'verifySignatures',
            'bindChannel',
            'closeOnce',
          ],
        },
      },
    ],
  },
  H: {
    kind: 'honest',
    says: 'the party is awake within the window',
    grades: [
      { name: 'awake', says: 'it sleeps through nothing', setting: {} },
      { name: 'dozing', says: 'it sleeps through one block', setting: { powers: { offline: 1 } } },
      { name: 'asleep', says: 'it sleeps through every window', setting: { powers: { offline: 12 } } },
    ],
  },
  S: {
    kind: 'honest',
    says: 'the party keeps its own rules: it signs one conserving state a nonce, on verified funding, none after a close',
    grades: [
      { name: 'careful', says: 'all of them', setting: {} },
      {
        name: 'careless',
        says: 'none of them',
        setting: { without: ['conservation', 'turnTaking', 'verifyFunding', 'freeze'] },
      },
    ],
  },
  W: {
    kind: 'honest',
    says: 'a watchtower is awake and told of every state',
    grades: [
      { name: 'told', says: 'awake, and told at once', setting: {} },
      { name: 'untold', says: 'awake, and told of nothing', setting: { without: ['tellsTower'] } },
      {
        name: 'absent',
        says: 'asleep for ever, and told of nothing',
        setting: { powers: { towerOffline: 12 }, without: ['tellsTower'] },
      },
    ],
  },
};

/** On the system of `systems/exit-game.ts`. */
export const plasmaTrust: TrustVocabulary = {
  L: {
    kind: 'L1',
    says: 'the base layer has room within the period',
    grades: [
      { name: 'roomy', says: 'no block is filled', setting: {} },
      { name: 'busy', says: 'one is', setting: { powers: { congest: 1 } } },
      { name: 'full', says: 'all of a period are', setting: { powers: { congest: 2 } } },
    ],
  },
  B: {
    kind: 'L2',
    says: 'the contract pays by age: young coins wait, the oldest is first, an output is as old as its youngest input',
    grades: [
      { name: 'by age', says: 'all of it', setting: {} },
      {
        name: 'in turn',
        says: 'none of it',
        setting: { without: ['youngWait', 'oldestFirst', 'youngestInput'] },
      },
    ],
  },
  Q: {
    kind: 'L2',
    says: 'no more coins leave at once than a period has room for',
    grades: [
      { name: 'few', says: 'they fit', setting: {} },
      { name: 'many', says: 'one more', setting: { parameters: { H: 3 } } },
    ],
  },
  H: {
    kind: 'honest',
    says: 'holders look at every block',
    grades: [
      { name: 'awake', says: 'they do', setting: {} },
      { name: 'dozing', says: 'they miss one', setting: { powers: { offline: 1 } } },
    ],
  },
  D: {
    kind: 'data',
    says: 'the data of every plasma block is published',
    grades: [
      { name: 'published', says: 'all of it', setting: {} },
      { name: 'withheld', says: 'what the operator likes', setting: { powers: { withhold: true } } },
    ],
  },
};

/** On the bridge of a committee, of `systems/bridge.ts`. */
export const committeeTrust: TrustVocabulary = {
  L: {
    kind: 'L1',
    says: 'the source replaces no block that the bridge counts on',
    grades: [
      { name: 'final', says: 'it replaces none', setting: {} },
      { name: 'shallow', says: 'it replaces fewer than are waited for', setting: { powers: { reorg: 2 } } },
      { name: 'deep', says: 'it replaces one more', setting: { powers: { reorg: 3 } } },
    ],
  },
  B: {
    kind: 'L2',
    says: 'the contracts keep their rules: balances, ids, deadlines, signatures',
    grades: [
      { name: 'sound', says: 'all of them', setting: {} },
      {
        name: 'unchecked',
        says: 'none of them',
        setting: {
          powers: { forge: true },
          without: ['lockMovesBalance', 'replayGuard', 'mintDeadline', 'refundOnNonReceipt', 'attestedByTokens'],
        },
      },
    ],
  },
  K: {
    kind: 'L2',
    says: 'fewer keys than sign are stolen',
    grades: [
      { name: 'kept', says: 'none of three', setting: {} },
      { name: 'minority', says: 'one, and two sign', setting: { powers: { keys: 1 } } },
      { name: 'quorum', says: 'two', setting: { powers: { keys: 2 } } },
    ],
  },
};
