/** Changes of the machines of data availability layers and of rollups seen whole that no verdict shows, each with the reason. */

import type { Survivor, Survivors } from '../checker/language/survivor.ts';

const nothingDropped: Survivor = {
  ground: 'equivalent',
  because: 'a reorganisation that drops no batch changes nothing: a step from a state to itself.',
};

const onceMore: Survivor = {
  ground: 'equivalent',
  because: 'what has happened once happens again and changes nothing: a step from a state to itself.',
};

const undefinedIsFalse: Survivor = {
  ground: 'equivalent',
  because: 'what is not set yet is read as false.',
};

export const layerSurvivors: Survivors = {
  'model/1.1.1-layer2-system.ts': {
    "[event.type === 'REORG' && event.kept < context.batches.length → event.type === 'REORG'] &&": nothingDropped,
    'event.kept [< → <=] context.batches.length &&': nothingDropped,
    "context.upgrade === 0 || ([context.upgrade !== 'executed' && !context.terms.rules.upgradeWaits → !context.terms.rules.upgradeWaits]),":
      onceMore,
  },
  'model/layer2-bridge.ts': {
    "context: ({ input }) => ({ ...input, [isPaused: false, → ] started: [], paid: 'nobody', paidAgainst: 0 }),":
      undefinedIsFalse,
    "PAUSE: { [guard: 'isRunning', → ] actions: 'pause' },": onceMore,
  },
  'model/layer2-parties.ts': {
    'context: ({ input }) => ({ ...input, [isAbsent: false, → ] known: [] }),': undefinedIsFalse,
    "LEAVE: { [guard: 'isThere', → ] actions: 'leave' },": onceMore,
    "WANT: { [guard: and([not('wants')]), → ] actions: 'want' },": onceMore,
    'if (!owes) return [!event.challenged && !event.censors && !event.asleep → !event.challenged && !event.censors];': {
      ground: 'equivalent',
      because:
        'where no challenge is owed the block has the same effect whether the validator sleeps: it has one more name.',
    },
    "event.type === 'EXIT' && (event.by === 'thief' || ([!context.isLeaving && holdsData(context, event.against) → holdsData(context, event.against)])),":
      {
        ground: 'unspoken',
        because:
          'whether an owner whose withdrawal a deep reorganisation took back withdraws once more. In every other state the bridge refuses the second.',
      },
  },
  'model/data-reader.ts': {
    "JOIN: [{ guard: 'isLate', actions: 'join' }, { [guard: 'isOther' → ] }],": onceMore,
  },
};
