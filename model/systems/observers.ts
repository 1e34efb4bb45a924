/** Two observers of one chain: what each knows of it, and when. */

import { oneOf, payloads, range } from '../../checker/language/menu.ts';
import { component, defineSystem, event, instances, type System } from '../../checker/language/system.ts';
import {
  type Append,
  type ChainState,
  chain,
  type Deliver,
  type ObserverState,
  observer,
  type Reorg,
  type Variant,
} from '../observed-chain.ts';

export type ObserversView = { readonly chain: ChainState; readonly observers: readonly ObserverState[] };

/** Every log of at most `longest` blocks. */
function logs(longest: number): readonly (readonly Variant[])[] {
  let last: readonly (readonly Variant[])[] = [[]];
  const all = [...last];
  for (let n = 0; n < longest; n++) {
    last = last.flatMap((log) => [
      [...log, 'a' as const],
      [...log, 'b' as const],
    ]);
    all.push(...last);
  }
  return all;
}

export const observersSystem: System<ObserversView> = defineSystem<
  ObserversView,
  'observers' | 'longest' | 'depth',
  'reorg',
  'finalIsFinal'
>({
  name: 'observers',
  says: 'A chain with reorganisations and finality, and observers who learn of it at different times.',
  parameters: {
    observers: { says: 'observers', default: 2, least: 1, greatest: 3 },
    longest: { says: 'blocks of the chain at most', default: 3, least: 1, greatest: 4 },
    depth: { says: 'blocks that make the one below final', default: 1, least: 0, greatest: 3 },
  },
  powers: { reorg: { kind: 'toggle', says: 'the adversary reorganises the chain' } },
  rules: { finalIsFinal: { says: 'no reorganisation reaches a final block' } },
  parties: { proposer: 'environment', network: 'environment', miner: 'adversary' },
  compose: ({ parameters: { observers, longest, depth }, powers, rules: { finalIsFinal } }) => ({
    components: {
      chain: component(chain, { depth, longest, finalIsFinal }),
      observers: instances(observer, observers, 'observer'),
    },
    events: {
      APPEND: event<Append>('proposer', payloads<Append>({ block: oneOf<Variant>('a', 'b') })),
      REORG: event<Reorg>('miner', powers.reorg === true ? payloads<Reorg>({ keep: range(0, longest - 1) }) : []),
      DELIVER: event<Deliver>(
        'network',
        logs(longest).flatMap((log) =>
          Array.from({ length: observers * (log.length + 1) }, (_, i) => ({
            observer: i % observers,
            log,
            final: Math.floor(i / observers),
          })),
        ),
      ),
    },
  }),
});
