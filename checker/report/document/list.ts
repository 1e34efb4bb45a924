/** What `list` prints. */

export interface ListDocument {
  readonly schemaVersion: 1;
  readonly items: readonly {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly statement: string;
    readonly machine: string | null;
    readonly proof: string | null;
    readonly claims: readonly string[];
  }[];
}
