/** A limit that was met inside of one evaluation, where the search cannot look: it ends the search, and says nothing of a state or a step. */
export class Cut {
  readonly kind = 'cut';
  readonly limit: 'time' | 'memory';

  constructor(limit: 'time' | 'memory') {
    this.limit = limit;
  }
}
