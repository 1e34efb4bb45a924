/**
 * The simplest inequality that tells two sets of points apart: a linear one, or else one with a product.
 *
 * Simplest means fewest symbols, then smallest coefficients. A product is tried only where nothing linear separates, and in one form:
 * a sum of symbols is at most another symbol times a sum, as where so many of something fit into each of so many blocks.
 */

type Point = readonly number[];

/** Σ coefficients·x < bound. */
interface Inequality {
  readonly coefficients: readonly number[];
  readonly bound: number;
}

const largestCoefficient = 3;

/** Coefficient vectors with no common factor, simplest first: fewest variables, then smallest sum. */
function* candidates(dimensions: number): Generator<readonly number[]> {
  const width = 2 * largestCoefficient + 1;
  const all: number[][] = [];
  for (let n = 0; n < width ** dimensions; n++) {
    const vector = Array.from(
      { length: dimensions },
      (_, d) => (Math.floor(n / width ** d) % width) - largestCoefficient,
    );
    if (vector.reduce(gcd, 0) === 1) all.push(vector);
  }
  const weight = (vector: readonly number[]): number => vector.reduce((sum, a) => sum + Math.abs(a), 0);
  const used = (vector: readonly number[]): number => vector.filter((a) => a !== 0).length;
  yield* all.sort((a, b) => used(a) - used(b) || weight(a) - weight(b));
}

function gcd(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : gcd(b, a % b);
}

/** The simplest inequality that holds exactly at the safe points, or undefined. */
export function separate(safe: readonly Point[], unsafe: readonly Point[]): Inequality | undefined {
  const dimensions = (safe[0] ?? unsafe[0] ?? []).length;
  const sum = (a: Point, x: Point): number => a.reduce((total, ai, i) => total + ai * (x[i] as number), 0);
  for (const coefficients of candidates(dimensions)) {
    const least = Math.max(...safe.map((x) => sum(coefficients, x))) + 1;
    const most = Math.min(...unsafe.map((x) => sum(coefficients, x)));
    if (least > most) continue;
    const bound = least > 0 ? least : most < 0 ? most : 0;
    return { coefficients, bound };
  }
  return undefined;
}

/** The inequality in words, positive terms on each side: `K < C - 1`. */
export function formulaOf({ coefficients, bound }: Inequality, symbols: readonly string[]): string {
  const term = (a: number, symbol: string): string => (a === 1 ? symbol : `${a}*${symbol}`);
  const left = coefficients.flatMap((a, i) => (a > 0 ? [term(a, symbols[i] as string)] : []));
  const right = coefficients.flatMap((a, i) => (a < 0 ? [term(-a, symbols[i] as string)] : []));
  const rightSide = right.join(' + ');
  if (right.length === 0) return `${left.join(' + ')} < ${bound}`;
  if (left.length === 0 && bound < 0) return `${-bound} < ${rightSide}`;
  // Over whole numbers, `< T + 1` is `<= T`.
  if (bound === 1) return `${left.length === 0 ? '0' : left.join(' + ')} <= ${rightSide}`;
  const shift = bound === 0 ? '' : bound > 0 ? ` + ${bound}` : ` - ${-bound}`;
  return `${left.length === 0 ? '0' : left.join(' + ')} < ${rightSide}${shift}`;
}

/** Σ left·x <= x[factor] · (Σ right·x + constant). */
interface Product {
  readonly factor: number;
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly constant: number;
}

const largestConstant = 3;

/** Signs for every symbol: 1 on the left, ±1 in the sum on the right, 0 nowhere; and the symbol before the bracket. */
function* products(dimensions: number): Generator<Product> {
  const all: Product[] = [];
  const places = 4;
  for (let factor = 0; factor < dimensions; factor++) {
    for (let n = 0; n < places ** dimensions; n++) {
      const place = Array.from({ length: dimensions }, (_, d) => Math.floor(n / places ** d) % places);
      const left = place.map((one) => Number(one === 1));
      const right = place.map((one) => (one === 2 ? 1 : one === 3 ? -1 : 0));
      if (place[factor] !== 0 || !left.includes(1) || right.every((one) => one === 0)) continue;
      for (let constant = -largestConstant; constant <= largestConstant; constant++) {
        all.push({ factor, left, right, constant });
      }
    }
  }
  const weight = ({ left, right, constant }: Product): number =>
    100 * [...left, ...right].filter((one) => one !== 0).length + Math.abs(constant);
  yield* all.sort((a, b) => weight(a) - weight(b));
}

/** The simplest inequality with a product that holds exactly at the safe points, or undefined. */
export function separateByProduct(safe: readonly Point[], unsafe: readonly Point[]): Product | undefined {
  const dot = (a: Point, x: Point): number => a.reduce((total, ai, i) => total + ai * (x[i] as number), 0);
  const holds = ({ factor, left, right, constant }: Product, x: Point): boolean =>
    dot(left, x) <= (x[factor] as number) * (dot(right, x) + constant);
  for (const product of products((safe[0] ?? unsafe[0] ?? []).length)) {
    if (safe.every((x) => holds(product, x)) && !unsafe.some((x) => holds(product, x))) return product;
  }
  return undefined;
}

/** In words: `H <= cap*(W + 1 - K)`. */
export function productFormulaOf({ factor, left, right, constant }: Product, symbols: readonly string[]): string {
  const named = (signs: readonly number[], sign: number): string[] => symbols.filter((_, i) => signs[i] === sign);
  const added = [...named(right, 1), ...(constant > 0 ? [`${constant}`] : [])];
  const taken = [...named(right, -1), ...(constant < 0 ? [`${-constant}`] : [])];
  const sum = [added.length === 0 ? '0' : added.join(' + '), ...taken].join(' - ');
  return `${named(left, 1).join(' + ')} <= ${symbols[factor]}*(${sum})`;
}

/** What is said of the whole region when one side of it is empty. */
const nowhere = 'never';
const everywhere = 'always';

/** The formula that holds exactly at the safe points, or null. */
export function formulaFor(
  safe: readonly Point[],
  unsafe: readonly Point[],
  symbols: readonly string[],
): string | null {
  if (unsafe.length === 0) return everywhere;
  if (safe.length === 0) return nowhere;
  const inequality = separate(safe, unsafe);
  if (inequality !== undefined) return formulaOf(inequality, symbols);
  const product = separateByProduct(safe, unsafe);
  return product === undefined ? null : productFormulaOf(product, symbols);
}
