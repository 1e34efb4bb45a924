/**
 * A look at the clock from inside of one evaluation. A quantifier over 20^20 functions, or as many initial states, would otherwise never
 * come back to the search, which knows the limits.
 */

const between = 1 << 14;

/** One for the process, like what is interned: a program runs at a time. */
export const watch: { left: number; look: () => void } = { left: between, look: () => {} };

/** Counts something that was made; throws `Cut` where a look at the limits says so. */
export function tick(): void {
  if (--watch.left > 0) return;
  watch.left = between;
  watch.look();
}
