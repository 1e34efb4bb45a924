/** What was tried by chance, and what follows from it, in words. */

import type { SampleDocument } from './document/claim.ts';
import { number, percent, plural, settingWords } from './words.ts';

function boundWords({ clean, bound, ruleOfThree }: SampleDocument): string {
  if (bound === null) return '';
  const within = `with 95 % confidence such a run shows a violation with a probability of at most ${percent(bound)}`;
  const runs = clean === 1 ? 'one clean run' : `${number(clean ?? 0)} clean runs`;
  return `; ${runs}: ${within} (rule of three: ${percent(ruleOfThree ?? 1)})`;
}

function settingsWords({ settings }: SampleDocument): string {
  if (settings === null) return '';
  const { drawn, unsafe, confirmed } = settings;
  const foretold =
    unsafe === 0
      ? ''
      : `, ${number(unsafe)} of them foretold as violated and ${number(confirmed)} of those shown to be`;
  return `, in ${plural(drawn, 'setting')} drawn at random${foretold}`;
}

/** How much was tried, from which seed, and the bound or the interval that follows. */
export function sampleLine(sample: SampleDocument): string {
  const { form, runs, asked, steps, seed, found, at, successes, interval, confidence, relation, formula } = sample;
  const made = runs === asked ? '' : ` of ${number(asked)}`;
  if (form === 'rate') {
    const [least, greatest] = interval ?? [0, 1];
    const against = `${relation === 'equals' ? 'the formula gives' : 'the formula allows at most'} ${percent(formula ?? 0)}`;
    const range = `between ${percent(least)} and ${percent(greatest)}`;
    return `${number(successes ?? 0)} successes in ${number(runs)}${made} trials: with ${percent(confidence ?? 0)} confidence ${range}; ${against}; seed ${seed}`;
  }
  const head = `${number(runs)}${made} runs of at most ${plural(steps ?? 0, 'step')}${settingsWords(sample)}`;
  const drawn = at === null ? '' : ` with ${settingWords({ parameters: at })}`;
  const end = found === null ? boundWords(sample) : `; found${drawn} after ${plural(found, 'step')} and shrunk`;
  return `${head}; seed ${seed}${end}`;
}
