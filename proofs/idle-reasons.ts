/**
 * Why what idles in a claim that holds may idle there: mostly a rule or a power that its setting has switched off.
 *
 * Reviewed one by one. Every theorem here has to give a reason for whatever a verdict finds idle, and a reason for what idles no longer is
 * refused (spec/decisions/0055); a claim may also give its reasons itself (`idle`). What `plumbline check` prints as asked in vain is either mended, by a
 * setting in which it happens, or explained here.
 */

import type { AnyTheorem } from '../checker/language/theorem.ts';
import type { ItemId } from '../spec/items.ts';
import type { IdleReasons } from './idle-reason.ts';
import { acrossIdleReasons } from './idle-reasons-across.ts';
import { channelsIdleReasons } from './idle-reasons-channels.ts';
import { propertiesIdleReasons } from './idle-reasons-properties.ts';
import { rollupsIdleReasons } from './idle-reasons-rollups.ts';
import { trustIdleReasons } from './idle-reasons-trust.ts';

const idleReasons: IdleReasons = {
  ...propertiesIdleReasons,
  ...rollupsIdleReasons,
  ...channelsIdleReasons,
  ...trustIdleReasons,
  ...acrossIdleReasons,
};

/** The theorem with the reasons of its claims. Throws RangeError for a reason of a claim that there is none of. */
export function explained(theorem: AnyTheorem): AnyTheorem {
  const reasons = idleReasons[theorem.item as ItemId] ?? [];
  const ids = new Set(theorem.claims.map(({ id }) => id));
  const unknown = reasons.flatMap(({ of }) => of).find((id) => !ids.has(id));
  if (unknown !== undefined) throw new RangeError(`expected the id of a claim of ${theorem.item}, got ${unknown}`);
  const claims = theorem.claims.map((claim) => {
    const own = reasons.filter(({ of }) => of.includes(claim.id)).map(({ what, because }) => [what, because]);
    return own.length === 0 ? claim : { ...claim, idle: { ...Object.fromEntries(own), ...claim.idle } };
  });
  return { ...theorem, claims, explainsIdle: true };
}
