/**
 * Definition 5.1.1 (Trust Model): a tuple (T_L1, T_L2, A_H, A_D). Not a run-time machine: a record of assumptions, each with its strengths
 * in order and what the adversary may do where it is given up.
 *
 * T_L1, what is assumed of the base layer; T_L2, of the scaling layer, which the definition names and no theorem uses; A_H, of honest
 * actors; A_D, of data. A grade is one position on an assumption's scale, strongest first; `compile` turns a model into the setting
 * of a system: the powers that the assumptions do not exclude, the rules that they do not grant, the parameters that they fix.
 */

import type { Setting } from '../checker/language/system.ts';

type TrustKind = 'L1' | 'L2' | 'honest' | 'data';

export interface Grade {
  readonly name: string;
  readonly says: string;
  /** What a system is set to when this grade is all that is assumed. */
  readonly setting: Setting;
}

export interface Assumption {
  readonly kind: TrustKind;
  readonly says: string;
  /** From the strongest (nothing is given up) to the weakest (nothing is assumed). */
  readonly grades: readonly [Grade, ...Grade[]];
}

/** Assumptions by name; what a family knows of. */
export type TrustVocabulary = Readonly<Record<string, Assumption>>;
/** For each assumption the grade that is held; one that is not listed is held at its strongest. */
export type TrustModel = Readonly<Record<string, string>>;

function rankOf(vocabulary: TrustVocabulary, name: string, grade: string | undefined): number {
  const grades = vocabulary[name]?.grades;
  if (grades === undefined)
    throw new RangeError(`expected an assumption among ${Object.keys(vocabulary).join(', ')}, got ${name}`);
  const rank = grade === undefined ? 0 : grades.findIndex((one) => one.name === grade);
  if (rank < 0) {
    throw new RangeError(`expected a grade of ${name} among ${grades.map((one) => one.name).join(', ')}, got ${grade}`);
  }
  return rank;
}

/**
 * Whether `a` assumes at least as much as `b`, assumption by assumption: a partial order. What is proved under `b` then holds
 * under `a`. Throws RangeError for a name that the vocabulary does not have.
 */
export function assumesAtLeast(vocabulary: TrustVocabulary, a: TrustModel, b: TrustModel): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => rankOf(vocabulary, name, a[name]) <= rankOf(vocabulary, name, b[name]));
}

/** What a system is set to under a trust model. Throws RangeError for a name that the vocabulary does not have. */
export function compile(vocabulary: TrustVocabulary, model: TrustModel): Setting {
  const settings = Object.keys(model).map((name) => {
    const rank = rankOf(vocabulary, name, model[name]);
    return (vocabulary[name] as Assumption).grades[rank]?.setting ?? {};
  });
  return {
    powers: Object.assign({}, ...settings.map(({ powers }) => powers ?? {})),
    without: settings.flatMap(({ without }) => without ?? []),
    parameters: Object.assign({}, ...settings.map(({ parameters }) => parameters ?? {})),
  };
}

/** The vocabulary of rollups, on the system of `systems/layer2.ts`. */
export const rollupTrust: TrustVocabulary = {
  L: {
    kind: 'L1',
    says: 'the base layer includes what it is given and replaces no final block',
    grades: [
      { name: 'live', says: 'no block censors, no block is replaced', setting: {} },
      {
        name: 'slow',
        says: 'fewer blocks censor than the challenge period has',
        setting: { powers: { censor: 1, reorg: 1 } },
      },
      { name: 'captured', says: 'it censors as long as it takes', setting: { powers: { censor: 6, reorg: 4 } } },
    ],
  },
  B: {
    kind: 'L2',
    says: 'the bridge honours what the rollup confirmed, and nothing else',
    grades: [
      { name: 'sound', says: 'confirmed states only', setting: {} },
      { name: 'hasty', says: 'claims that are still pending too', setting: { without: ['bridgeWaits'] } },
    ],
  },
  Z: {
    kind: 'L2',
    says: 'no proof of a wrong state is accepted',
    grades: [
      { name: 'sound', says: 'the circuit is the specification', setting: {} },
      { name: 'unsound', says: 'wrong states can be proved', setting: { powers: { unsoundProof: true } } },
    ],
  },
  U: {
    kind: 'L2',
    says: 'no upgrade gets around the rest',
    grades: [
      { name: 'none', says: 'nobody can replace the contracts', setting: {} },
      { name: 'announced', says: 'an upgrade is announced and waits', setting: { powers: { upgrade: true } } },
      {
        name: 'instant',
        says: 'whoever holds the key replaces them',
        setting: { powers: { upgrade: true }, without: ['upgradeWaits'] },
      },
    ],
  },
  P: {
    kind: 'L2',
    says: 'nobody stops the bridge',
    grades: [
      { name: 'none', says: 'no guardian', setting: {} },
      { name: 'guardian', says: 'a guardian stops it for good', setting: { powers: { pause: true } } },
    ],
  },
  H: {
    kind: 'honest',
    says: 'somebody honest checks and challenges',
    grades: [
      { name: 'present', says: 'one honest validator is there', setting: {} },
      { name: 'absent', says: 'nobody need be', setting: { powers: { absent: true } } },
    ],
  },
  D: {
    kind: 'data',
    says: 'the data of every batch is published',
    grades: [
      { name: 'published', says: 'all of it', setting: {} },
      { name: 'withheld', says: 'what the sequencer likes', setting: { powers: { withhold: true } } },
    ],
  },
};
