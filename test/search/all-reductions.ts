/** `jiti test/search/all-reductions.ts order|symmetry [STATES]`: every claim of at most so many states, with and without the reduction. */

import { decideClaims } from '../../checker/verdict/claims.ts';
import { isDecidedStateByState } from '../../checker/verdict/decide.ts';
import { registry } from '../../proofs/registry.ts';

const [reduce = 'order', most = '5000'] = process.argv.slice(2) as ['order' | 'symmetry', string];
let [asked, differing, states, reducedStates] = [0, 0, 0, 0];
for (const theorem of registry.theorems) {
  for (const claim of theorem.claims) {
    const { states: expected = Number.POSITIVE_INFINITY } = claim.expect;
    if (!isDecidedStateByState(claim.property.kind) || expected > Number(most)) continue;
    const [full] = await decideClaims(theorem, [claim], {}, {});
    const [reduced] = await decideClaims(theorem, [claim], {}, { reduce });
    asked++;
    states += full?.counts.states ?? 0;
    reducedStates += reduced?.counts.states ?? 0;
    if (full?.verdict === reduced?.verdict && full?.vacuous.join() === reduced?.vacuous.join()) continue;
    differing++;
    process.stdout.write(`${full?.id}: ${full?.verdict}, reduced ${reduced?.verdict} ${reduced?.misses.join('; ')}\n`);
  }
}
process.stdout.write(`${asked} claims, ${differing} differ; ${states} states, reduced ${reducedStates}\n`);
