/** The hypotheses of Theorem 3.2.3: five clauses about what applications share, and what each of them needs alone. */

import type { Setting } from '../checker/language/system.ts';
import type { Hypothesis } from '../checker/language/theorem.ts';

/** What the repaired theorem grants the adversary. */
export const adversary: Setting = { powers: { frontRun: true } };

/** The five clauses about what applications share. */
export const clauses: Readonly<Record<string, Hypothesis>> = {
  ownCollateral: {
    says: 'every application has a deposit of its own',
    dropped: { without: ['ownCollateral'] },
  },
  bindApplication: {
    says: 'signatures name the application that they are for',
    dropped: { without: ['bindApplication'] },
  },
  ownTurn: {
    says: 'turns are compared with the record of their own application',
    dropped: { without: ['ownTurn'] },
  },
  ownChallenge: {
    says: 'every application can be challenged while another is',
    dropped: { without: ['ownChallenge'] },
  },
  ownReads: {
    says: 'the transition function of an application reads its own state only',
    dropped: { without: ['ownReads'] },
  },
};

export const allClauses: readonly string[] = Object.keys(clauses);

/** What every application needs, alone or not. */
export const alone: Readonly<Record<string, Hypothesis>> = {
  boundedCensorship: {
    says: 'so few blocks are censored that an answer is in time (K < T - 1)',
    dropped: { powers: { censor: 1 } },
  },
  recordRises: {
    says: 'what ends a challenge is on record from then on',
    dropped: { without: ['recordRises'] },
  },
  keepsAnswer: {
    says: 'A leaves an answer that is good enough in the mempool, even if she has a later state',
    dropped: { without: ['keepsAnswer'] },
  },
};

/** Hypotheses that can replace one of the clauses. */
export const alternatives: Readonly<Record<string, Hypothesis>> = {
  disjointEncodings: {
    says: 'the state spaces are disjoint, and so are the encodings of their elements',
    dropped: { parameters: { tagged: 1 } },
  },
  longDeadlines: {
    says: 'deadlines leave room for every challenge of the other application ((m + 1) T < E - 1)',
    dropped: { parameters: { E: 4 } },
  },
};
