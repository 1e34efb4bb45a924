/**
 * The cross-layer bridge whose messages are claims that can be disputed, and, with `native`, the canonical bridge of an optimistic
 * rollup: L_A is the base layer, L_B the rollup, which reads deposits by itself and whose withdrawals wait in the outbox.
 */

import { oneOf, payloads, range } from '../../checker/language/menu.ts';
import { defineSystem, event, instances, type System } from '../../checker/language/system.ts';
import { bridgeCalls } from '../bridge-calls.ts';
import type { Carrier, Dispute, FalseClaim, Statement, WatchedBlock } from '../bridge-events.ts';
import { bridgeOptimistic } from '../bridge-optimistic.ts';
import {
  type BridgeView,
  chains,
  menus,
  type ParameterName,
  type PowerName,
  parameters,
  parties,
  powers,
  type RuleName,
  rules,
} from './bridge-chains.ts';

export const optimisticBridge: System<BridgeView> = defineSystem<
  BridgeView,
  ParameterName | 'window' | 'native',
  PowerName | 'miss',
  RuleName | 'nonZeroRoot' | 'afterWindow'
>({
  name: 'bridge-optimistic',
  says: 'A lock-and-mint, burn-and-release bridge with refunds between two chains whose messages are claims that watchers can dispute.',
  parameters: {
    ...parameters,
    window: { says: 'W: blocks in which a claim can be disputed', default: 2, least: 0, greatest: 8 },
    native: {
      says: '1: the target reads locks by itself, as a rollup does; 0: they are claims',
      default: 0,
      least: 0,
      greatest: 1,
    },
  },
  powers: {
    ...powers,
    miss: { kind: 'budget', greatest: 8, says: 'K: blocks of either chain that the watchers get nothing into, in all' },
  },
  rules: {
    ...rules,
    nonZeroRoot: { says: 'the root zero, where unproven messages lead, is no claim that stood' },
    afterWindow: { says: 'a claim counts only when its window is over' },
  },
  parties,
  calls: bridgeCalls,
  compose: (chosen) => {
    const { transfers, kc, window, native } = chosen.parameters;
    const { nonZeroRoot, afterWindow, refundChecksDeadline } = chosen.rules;
    const misses = Number(chosen.powers.miss);
    const readDirectly: readonly Statement[] = native === 1 ? ['lock'] : [];
    const claimed: readonly Statement[] = native === 1 ? ['timeout', 'burn'] : ['lock', 'timeout', 'burn'];
    const about = payloads<FalseClaim>({ transfer: range(0, transfers - 1), statement: oneOf(...claimed) });
    const block = payloads<WatchedBlock>({ missed: misses > 0 ? oneOf(false, true) : oneOf(false) });
    return {
      components: {
        ...chains(chosen),
        verifier: instances(bridgeOptimistic, transfers, 'transfer', {
          watch: ['SOURCE_BLOCK', 'TARGET_BLOCK'],
          input: () => ({
            window,
            confirmations: kc,
            native: readDirectly,
            misses,
            rules: { nonZeroRoot, afterWindow, refundChecksDeadline },
          }),
        }),
      },
      events: {
        ...menus(chosen, {
          carriers: oneOf<Carrier>('claimant'),
          owner: 'user',
          sound: 'claim',
          forged: ['fresh-claim', 'zero-root'],
          unsound: [],
        }),
        SOURCE_BLOCK: event<WatchedBlock>(({ missed }) => (missed ? 'builder' : 'source'), block),
        TARGET_BLOCK: event<WatchedBlock>(({ missed }) => (missed ? 'builder' : 'target'), block),
        FALSE_CLAIM: event<FalseClaim>('thief', about),
        DISPUTE: event<Dispute>('watchers', about),
      },
    };
  },
});
