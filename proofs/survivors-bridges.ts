/** Changes of the machines of cross-layer bridges that no verdict shows, each with the reason. */

import type { Survivor, Survivors } from '../checker/language/survivor.ts';

const ownClock: Survivor = {
  ground: 'equivalent',
  because:
    'what no verifier is asked about falls through its cases and counts as accepted: whether the source’s own clock may decide is the escrow’s question either way.',
};

const onlyBlocks: Survivor = {
  ground: 'equivalent',
  because: 'only blocks are asked whether they are missed or watched: which event it is needs no asking.',
};

export const bridgeSurvivors: Survivors = {
  'model/6.1.1-cross-layer-bridge.ts': {
    'release: assign({ released: ({ context }) => Math.min(context.released + 1, twice), [releaseConfirmations: 0 → ] }),':
      {
        ground: 'unspoken',
        because:
          'only where one burn is released again: how deep the second payment lies, of two that a reorg undoes together. That there is a second is the failure.',
      },
  },
  'model/bridge-calls.ts': {
    "({ contract: 'verifier', chain: statement [=== → !==] 'lock' ? 'target' : 'source' }) as const;": {
      ground: 'equivalent',
      because:
        'the name of the chain under which a trace shows a call; no machine reads it. Files written from traces are held to it by tests.',
    },
  },
  'model/bridge-committee.ts': {
    "const isStolen = (one: Carrier): boolean => [typeof one === 'number' && one < terms.stolen → one < terms.stolen];":
      {
        ground: 'equivalent',
        because: 'operators of a committee are numbers; carriers of other verifiers are compared with none.',
      },
    'return { signed: { ...signed, [statement]: [...signed[statement], operator].sort((a, b) => a [- → +] b) } };': {
      ground: 'equivalent',
      because: 'the list of signers is a set; without its order the same set is kept in more ways than one.',
    },
    "if (event.via [=== → !==] 'initialiser') return !initialisedOnce;": {
      ground: 'equivalent',
      because: 'the two ways to seize keys are names, which the guard alone reads: they change places.',
    },
    "event.type === 'REFUND' && ([event.evidence === 'own-clock' || accepts(context, 'timeout', event.evidence) → accepts(context, 'timeout', event.evidence)]),":
      ownClock,
  },
  'model/bridge-light-client.ts': {
    "event.type === 'REFUND' && ([event.evidence === 'own-clock' || accepts(context, 'timeout', event.evidence) → accepts(context, 'timeout', event.evidence)]),":
      ownClock,
  },
  'model/bridge-optimistic.ts': {
    'return [terms.window === 0 || terms.native.includes(statement) → terms.native.includes(statement)] ? accepted : { standing, age: 0 };':
      {
        ground: 'unspoken',
        because:
          'where claims have no window one would grow old without end and never be accepted. That is told by the states, which do not end, and by no verdict.',
      },
    "[(event.type === 'SOURCE_BLOCK' || event.type === 'TARGET_BLOCK') && event.missed → event.missed] && context.missesLeft > 0,":
      onlyBlocks,
    "[(event.type === 'SOURCE_BLOCK' || event.type === 'TARGET_BLOCK') && !event.missed → !event.missed] &&":
      onlyBlocks,
    "event.type === 'REFUND' && ([event.evidence === 'own-clock' || accepts(context, 'timeout', event.evidence) → accepts(context, 'timeout', event.evidence)]),":
      ownClock,
  },
  'model/bridge-target.ts': {
    "(event.chain === 'target' || ([context.twin !== 'none' && !context.terms.rules.liveChainId → !context.terms.rules.liveChainId])),":
      {
        ground: 'unspoken',
        because:
          'only where ids are neither spent nor compared with the live chain id: a mint on the twin before the split is counted as the one after it that is possible as well.',
      },
  },
};
