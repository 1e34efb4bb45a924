/** Linear temporal formulas in negation normal form, over atoms by number. There is no next-time operator. */

export type Temporal =
  | { readonly kind: 'true' | 'false' }
  | { readonly kind: 'atom'; readonly atom: number; readonly negated: boolean }
  | { readonly kind: 'and' | 'or'; readonly items: readonly Temporal[] }
  /** `left` until `right`, which comes; and its dual: `right` for ever, or up to and with the moment when `left` holds. */
  | { readonly kind: 'until' | 'release'; readonly left: Temporal; readonly right: Temporal };
