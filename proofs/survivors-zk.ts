/** Changes of the machines of ZK rollups that no verdict shows, each with the reason, beside those in `survivors-families.ts`. */

import type { Survivor, Survivors } from '../checker/language/survivor.ts';

const onlySteps: Survivor = {
  ground: 'equivalent',
  because:
    'the statements that can be proven at all are steps of the ledger: each is offered with the state that it leads to.',
};

const sameFuture: Survivor = {
  ground: 'equivalent',
  because: 'what is frozen verifies nothing any more: nobody asks what the prover remembers.',
};

const onceMore: Survivor = {
  ground: 'equivalent',
  because: 'what has happened once happens again and changes nothing: a step from a state to itself.',
};

const wastedCensorship: Survivor = {
  ground: 'unspoken',
  because:
    'the builder may pay for leaving out Alice who is not left out, or has nothing waiting, or leaves her out without paying where a guardian is left out as well. Budgets are bounded either way.',
};

export const zkSurvivors: Survivors = {
  'model/zk-prover.ts': {
    'if ([right === undefined || !sameState(right, post) → !sameState(right, post)]) return false;': onlySteps,
    'if ([right === undefined || !sameState(right, post) → right === undefined]) return false;': onlySteps,
    'return [right !== undefined && sameState(right, post) → sameState(right, post)];': onlySteps,
    'return [right !== undefined && sameState(right, post) → right !== undefined];': onlySteps,
    'return [key === b.key && data === b.data && inbox === b.inbox && sameState(a.pre, b.pre) && sameState(a.post, b.post) → key === b.key && data === b.data && inbox === b.inbox && sameState(a.pre, b.pre)];':
      onlySteps,
    'return [key === b.key && data === b.data → key === b.key] && inbox === b.inbox && sameState(a.pre, b.pre) && sameState(a.post, b.post);':
      {
        ground: 'equivalent',
        because:
          'the data leave the operator with what it had, one more or one less: two statements from one state to one state, with one message, have the same.',
      },
    'forget: assign({ proofs: [], [earlier: [], → ] hasData: false }),': sameFuture,
    'forget: assign({ proofs: [], earlier: [], [hasData: false → ] }),': sameFuture,
    "CRASH: { [guard: not('isMine') → ] },": onceMore,
  },
  'model/zk-sequencer.ts': {
    "PUBLISH: { [guard: 'withholds', → ] actions: 'publish' },": {
      ground: 'unspoken',
      because:
        'whether data that nobody withholds are published once more, between batches too: nobody learns more than he knew.',
    },
    "crashed: { on: { CRASH: { [guard: not('isMine') → ] } } },": onceMore,
  },
  'model/zk-user.ts': {
    'return post.alice + post.out < pre.alice [+ → -] pre.out;': {
      ground: 'equivalent',
      because: 'debits are counted until an exit of hers is executed, and before that she has withdrawn nothing.',
    },
    'hasLeft: ({ context }) => [context.isOut || context.blind → context.blind],': {
      ground: 'unspoken',
      because:
        'whether Alice, whose exit was executed before the freeze, claims what the frozen rollup still owes her before blocks go on.',
    },
    "[event.type === 'FORCE' && event.message === 'deposit' → event.type === 'FORCE'] &&": {
      ground: 'equivalent',
      because:
        'an exit that may be sent in place of a deposit may be sent as an exit, and is: the way behind it does the same.',
    },
    "if ([event.type !== 'VERIFY' || context.isOut → event.type !== 'VERIFY'] || !debitsHer(event)) return context.debits;":
      {
        ground: 'unspoken',
        because:
          'whether payments in the name of Alice are counted after she got out. What they take is the operator’s gift.',
      },
    'return Math.min(context.debits + 1, context.terms.payments + [1 → 2]);': {
      ground: 'beyond bounds',
      because:
        'one payment more than she may sign stands for one or more; where they stop being counted is the size of the instance.',
    },
    "const isLeftOut = [event.leavesOut === 'alice' || event.leavesOut === 'both' → event.leavesOut === 'both'];":
      wastedCensorship,
    "const isLeftOut = [event.leavesOut === 'alice' || event.leavesOut === 'both' → event.leavesOut === 'alice'];":
      wastedCensorship,
    "return isLeftOut ? [pending !== 'none' && event.brings === 'none' → event.brings === 'none'] : event.brings === pending;":
      wastedCensorship,
    "return isLeftOut ? [pending !== 'none' && event.brings === 'none' → pending !== 'none'] : event.brings === pending;":
      wastedCensorship,
    "return isLeftOut ? pending [!== → ===] 'none' && event.brings === 'none' : event.brings === pending;":
      wastedCensorship,
    "return isLeftOut ? pending !== 'none' && event.brings [=== → !==] 'none' : event.brings === pending;":
      wastedCensorship,
    "BLOCK: { guard: and([['blockIsTrue', → ] 'hasLeft']) },": wastedCensorship,
  },
};
