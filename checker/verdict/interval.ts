/**
 * Exact bounds on a probability from what was seen (Clopper and Pearson, "The use of confidence or fiducial limits illustrated in
 * the case of the binomial", Biometrika 26, 1934): no normal approximation, right for any number of trials and for none that
 * succeeds.
 */

/** log Γ(x) for x > 0 by Lanczos' approximation (g = 7, nine terms), good to 15 digits. */
function logGamma(x: number): number {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ] as const;
  let sum: number = terms[0];
  for (let i = 1; i < terms.length; i++) sum += (terms[i] as number) / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const smallest = 1e-300;

/** The continued fraction of the incomplete beta function, by Lentz's method (DLMF 8.17.22). */
function betaFraction(x: number, a: number, b: number): number {
  const kept = (value: number): number => (Math.abs(value) < smallest ? smallest : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    result *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    result *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return result;
}

/** I_x(a, b), the regularised incomplete beta function. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/** The x with I_x(a, b) = p, by bisection down to neighbouring numbers. */
function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The two-sided exact interval of a probability after `successes` of `trials`, at a confidence such as 0.999. */
export function exactInterval(successes: number, trials: number, confidence: number): readonly [number, number] {
  const tail = (1 - confidence) / 2;
  const least = successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1);
  const greatest = successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes);
  return [least, greatest];
}

/** After n trials without a failure: with 95 % confidence a failure is no likelier than this. Null without a trial. */
export function boundOfNone(trials: number): number | null {
  return trials === 0 ? null : -Math.expm1(Math.log(0.05) / trials);
}

/** The rule of three: 3/n for the same, a little above it. */
export function ruleOfThree(trials: number): number | null {
  return trials === 0 ? null : Math.min(1, 3 / trials);
}
