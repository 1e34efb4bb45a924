/** Claims of Theorem 6.1.2 about the account of a bridge: how they are written, and the settings that several of them share. */

import { reachable } from '../checker/language/property.ts';
import type { Setting, System } from '../checker/language/system.ts';
import type { Claim, Reading } from '../checker/language/theorem.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';
import { oneTruth } from './6.1.2-account.ts';
import { expected } from './6.1.2-expected.ts';
import { some } from './6.1.2-goals.ts';
import { adversary, oneTransfer } from './6.1.2-hypotheses.ts';
import { measured } from './own-instance.ts';

/** Of several claims the part that differs. */
export type Asked = Pick<Claim<BridgeView>, 'id' | 'says' | 'property' | 'setting' | 'unfired'>;

/** Numbers come from `6.1.2-expected.ts`. */
export function claim(
  reading: Reading,
  system: System<BridgeView>,
  { id, price, ...asked }: Asked & { readonly price?: number },
): Claim<BridgeView> {
  const [states, transitions, depth, steps] = expected[id] ?? [0, 0, 0];
  const verdict = reading === 'necessary' ? 'violated' : 'exhausted';
  const found = { ...(steps === undefined ? {} : { steps }), ...(price === undefined ? {} : { price }) };
  const expect = { verdict, states, transitions, depth, ...found } as const;
  return { id, ...asked, reading, system, instance: 'small', onlyHere: measured, expect };
}

/** One transfer that counts after one block, and times out after one. */
export const quick: NonNullable<Setting['parameters']> = { transfers: 1, kc: 1, timeout: 1 };
const alone = oneTransfer(adversary);

/** Two blocks deep is final; clients freeze and calls fail. */
export const clients: Setting = { ...alone, powers: { ...alone.powers, freeze: true, fail: true } };
/** One key of three is stolen. */
export const committees: Setting = { parameters: quick, powers: { ...adversary.powers, reorg: 1, keys: 1 } };
/** A window of two, of which one block may be missed. */
export const claims: Setting = {
  parameters: { ...quick, window: 2, timeout: 3 },
  powers: { reorg: 1, forge: true, miss: 1 },
};

/** The whole account. */
export const account = (id: string, says: string, setting: Setting): Asked => ({
  id,
  says,
  property: oneTruth,
  setting,
});

/** A witness: some transfer is found as `holds` says. */
export const found = (id: string, says: string, setting: Setting, holds: Parameters<typeof some>[1]): Asked => ({
  ...{ id, says, setting },
  property: reachable<BridgeView>(id, says, (state) => some(state, holds)),
});
