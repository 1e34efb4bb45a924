/**
 * Changes of machines that no verdict shows, each with the reason why that is right.
 *
 * `plumbline mutate` prints what names a change, and says which of these reasons have gone stale: the change is no longer there, or
 * a claim sees it.
 */

import type { Survivor, Survivors } from '../checker/language/survivor.ts';
import { bridgeSurvivors } from './survivors-bridges.ts';
import { channelSurvivors } from './survivors-channels.ts';
import { familySurvivors } from './survivors-families.ts';
import { layerSurvivors } from './survivors-layers.ts';
import { stateChannelSurvivors } from './survivors-state-channels.ts';
import { zkSurvivors } from './survivors-zk.ts';

const revertedProof: Survivor = {
  ground: 'equivalent',
  because:
    'a bogus proof against a batch that is not pending changes nothing, with the guard or without: `challenge` gives back what it was given. The guard keeps blocks that are the same block from being told apart.',
};

const wholeLogKept: Survivor = {
  ground: 'equivalent',
  because: 'a reorganisation that keeps the whole log changes nothing: a step from a state to itself.',
};

const afterPublication: Survivor = {
  ground: 'unspoken',
  because:
    'what is done after the data are published leads where the same done before leads, and hides nothing any more. No theorem orders the two.',
};

const onlyASet: Survivor = {
  ground: 'equivalent',
  because: 'the list is a set; without its order the same set is kept in more ways than one.',
};

const entryForgotten: Survivor = {
  ground: 'equivalent',
  because:
    'how late a game may be opened is read before it is opened only; afterwards it is forgotten, to tell fewer states apart.',
};

const namesOfWays: Survivor = {
  ground: 'equivalent',
  because:
    'the two ways to submit are names, which the transaction alone reads: they change places, and nothing else does.',
};

const replacedAgain: Survivor = {
  ground: 'equivalent',
  because: 'to replace again what is replaced changes nothing: a step from a state to itself.',
};

const alreadyFinal: Survivor = {
  ground: 'equivalent',
  because: 'where nothing is left to finalise it changes nothing: a step from a state to itself.',
};

const capacity: Survivor = {
  ground: 'beyond bounds',
  because:
    'how many executions are told apart is the size of the instance, and matters only where nonces do not bound them.',
};

const nothingToHim: Survivor = {
  ground: 'equivalent',
  because: 'a proof or payment that the withdrawal has no use for changes nothing: a step from a state to itself.',
};

export const survivors: Survivors = {
  ...channelSurvivors,
  ...stateChannelSurvivors,
  ...familySurvivors,
  ...bridgeSurvivors,
  ...layerSurvivors,
  ...zkSurvivors,
  'model/dispute-race.ts': {
    'forget: assign({ [entry: 0 → ] }),': entryForgotten,
    'forget: assign({ entry: [0 → 1] }),': entryForgotten,
    "OPEN: { target: 'mine', [actions: 'forget' → ] },": entryForgotten,
    'const adding = (list: readonly number[], one: number): readonly number[] => [...list, one].sort((a, b) => a [- → +] b);':
      onlyASet,
  },
  'model/contested-channels.ts': {
    "event.type === 'CONTEST' ? [...context.waiting, event.channel].sort((a, b) => a [- → +] b) : context.waiting,":
      onlyASet,
  },
  'model/free-player.ts': {
    "isMyTurn: ({ context }) => [context.turn === 'mine' && context.sent === 'none' → context.turn === 'mine'] && context.unripe === 0,":
      {
        ground: 'unspoken',
        because:
          'a move that waits for a block is replaced by another: the same move could have been sent at first. No theorem counts what is sent.',
      },
  },
  'model/1.1.3-transaction.ts': {
    "[event.type === 'REPLACE' && event.tx !== terms.index && event.by !== terms.index → event.type === 'REPLACE' && event.tx !== terms.index],":
      replacedAgain,
    "on: { INCLUDE: { guard: and(['isMine', 'isAlive']), [actions: 'markLate' → ] } },": {
      ground: 'unspoken',
      because:
        'only where there is no lifetime and no nonce: what was executed in time and is executed again when it is late counts as late.',
    },
    "REORG: { [guard: not('isMine') → ] },": {
      ground: 'unspoken',
      because:
        'only where one signature is executed twice: whether the second execution can be taken back after the first. That it is executed twice is the failure.',
    },
    "on: { INCLUDE: { guard: and([['isMine', → ] 'isAlive']), actions: 'markLate' } },": {
      ground: 'unspoken',
      because:
        'only where there is no lifetime: what is executed late marks others as late too, and lateness is asked of all of them together.',
    },
    "goesToInbox: ({ event }) => [event.type === 'SUBMIT' && event.via === 'inbox' → !(event.type === 'SUBMIT' && event.via === 'inbox')],":
      namesOfWays,
    "goesToInbox: ({ event }) => event.type === 'SUBMIT' && event.via [=== → !==] 'inbox',": namesOfWays,
  },
  'model/l2-chain.ts': {
    'final: Math.min(final, log.length [- → +] 1),': {
      ground: 'unspoken',
      because:
        'what still counts as final on a chain that has taken back what was final: it promises nothing any more.',
    },
    'hasRoom: ({ context }) => context.log.length [< → <=] context.terms.capacity,': capacity,
    "INCLUDE: { guard: and([['hasRoom', → ] 'isAccepted', 'resultIsTrue']), actions: 'execute' },": capacity,
    'hasMore: ({ context }) => context.log.length [> → >=] context.final,': alreadyFinal,
    "FINALISE: { [guard: 'hasMore', → ] actions: 'finalise' },": alreadyFinal,
  },
  'model/proven-withdrawal.ts': {
    "{ [guard: not('isMine') → ] },": nothingToHim,
    "FINALISE: [{ guard: and(['isMine', 'isMatured']), target: 'paid' }, { [guard: not('isMine') → ] }],": nothingToHim,
    "PROVE: { [guard: not('isMine') → ] },": nothingToHim,
    "FINALISE: { [guard: not('isMine') → ] },": nothingToHim,
  },
  'model/2.1.1-optimistic-rollup.ts': {
    "[event.type === 'BLOCK' && (event.bogus === 'none' || context.batches[event.bogus]?.status === 'pending') → event.type === 'BLOCK'],":
      revertedProof,
    "BLOCK: { [guard: 'namesPendingBatch', → ] actions: 'block' },": revertedProof,
    "upgraded: { on: { BLOCK: { [guard: 'namesPendingBatch' → ] } } },": revertedProof,
  },
  'model/l2-ledger.ts': {
    'return [a.user === b.user && a.operator === b.operator → a.user === b.user];': {
      ground: 'equivalent',
      because:
        'what is compared is the right state after a batch and the claimed one, which is either the same or leaves the user nothing. Two of them agree in the user only if nothing was left before, and then nothing is charged: they agree in the operator as well.',
    },
  },
  'model/2.2.3-commitment.ts': {
    "return position [=== → !==] 'left' ? nodeDigest(own, sibling, encoding) : nodeDigest(sibling, own, encoding);": {
      ground: 'equivalent',
      because:
        'left and right are names: the contract takes every opening of either side, so that the two names change places and nothing else does.',
    },
  },
  'model/commitment-holder.ts': {
    'hasRoom: ({ context }) => [context.history.length < mostCommitments && !context.published → context.history.length < mostCommitments],':
      afterPublication,
    'hasCommitted: ({ context }) => [context.history.length > 0 && !context.published → context.history.length > 0],': {
      ground: 'equivalent',
      because: 'publishing again what is published changes nothing: a step from a state to itself.',
    },
    'isClosed: ({ context }) => [context.opened.at(-1) === false && !context.published → context.opened.at(-1) === false],':
      afterPublication,
  },
  'model/5.2.1-economic-security.ts': {
    'waited: Math.min(terms.deadline + [1 → 2], confirmation.waited + 1),': {
      ground: 'beyond bounds',
      because:
        'past the deadline blocks are no longer told apart; where they stop being counted is the size of the instance.',
    },
  },
  'model/priced-window.ts': {
    "{ guard: and([['isCurrent', → ] 'isProven']), target: 'refuted' },": {
      ground: 'unspoken',
      because:
        'the number that the refuting block carries is no longer held to the block in progress, and nobody remembers it: a refutation costs the attacker nothing, whatever its number.',
    },
  },
  'model/forced-inclusion.ts': {
    ': [...context.spent, context.spends[event.tx] as number].sort((a, b) => a [- → +] b),': {
      ground: 'equivalent',
      because: 'the list of spent coins is a set; without its order the same set is kept in two ways.',
    },
  },
  'model/observed-chain.ts': {
    "[event.type === 'REORG' && event.keep < context.log.length → event.type === 'REORG'] &&": wholeLogKept,
    'event.keep [< → <=] context.log.length &&': wholeLogKept,
    'final: final.length [> → >=] context.final.length ? final : context.final,': {
      ground: 'unspoken',
      because:
        'which of two final logs of one length an observer keeps; that they contradict each other is kept beside them.',
    },
    'isContradicted: [context.isContradicted || !areComparable(final, context.final) → !areComparable(final, context.final)],':
      {
        ground: 'unspoken',
        because:
          'that a contradiction stays known when it is no longer seen. The counterexample ends where it is first seen.',
      },
  },
};
