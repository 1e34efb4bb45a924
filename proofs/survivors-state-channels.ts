/** Changes of the machines of state channels and their applications that no verdict shows. */

import type { Survivor, Survivors } from '../checker/language/survivor.ts';

const turnZero: Survivor = {
  ground: 'equivalent',
  because: 'nobody moves in turn 0: what is shown of it is compared with the first state.',
};

const pastTheLast: Survivor = {
  ground: 'beyond bounds',
  because:
    'no event has a turn past the last, and who would move then has nothing left to win in the instances that are checked.',
};

const bMovesAnyTime: Survivor = {
  ground: 'equivalent',
  because: 'it is asked of B’s moves only, and these have no deadline.',
};

const beyondHers: Survivor = {
  ground: 'unspoken',
  because: 'beyond her latest state something is on record only where signatures name no application.',
};

const firstMoveClaims: Survivor = {
  ground: 'equivalent',
  because: 'the first move claims everything, so that no move of B’s changes anything.',
};

const hersIsSigned: Survivor = {
  ground: 'equivalent',
  because: 'what B shows of A’s is what she has signed, and takes the place of itself.',
};

const laterInVain: Survivor = {
  ground: 'unspoken',
  because: 'whether a later challenge takes the place of one that runs, where the rule says that it need not.',
};

const leavesLater: Survivor = {
  ground: 'unspoken',
  because: 'A leaves a block later, by an operation more.',
};

const leftBehind: Survivor = {
  ground: 'unspoken',
  because: 'what is on record after a challenge that leaves no trace.',
};

const movesSooner: Survivor = {
  ground: 'unspoken',
  because: 'A moves on sooner than she has to.',
};

const namesBelow: Survivor = {
  ground: 'equivalent',
  because: 'what is concluded is the last state, whatever is shown below it: the step has more names.',
};

const noMoveOfHers: Survivor = {
  ground: 'equivalent',
  because: 'on B’s turn she has no move, and the best that she has of one is nothing.',
};

const noneComparesNot: Survivor = {
  ground: 'equivalent',
  because: "'none' and 'nothing' are below no number: the comparison that follows says no by itself.",
};

const notLeaving: Survivor = {
  ground: 'equivalent',
  because: 'who does not leave has no challenge on its way.',
};

const nothingSigned: Survivor = {
  ground: 'equivalent',
  because: 'past the end of the chain of signatures there is no state, and no bytes are its bytes.',
};

const ofItsApplication: Survivor = {
  ground: 'equivalent',
  because: 'the event is asked about its own application, in the region of every other one alike.',
};

const offChainDeadline: Survivor = {
  ground: 'beyond bounds',
  because:
    'off chain a move has no deadline; that would matter only where the deadline is the first block, and nothing can be claimed there.',
};

const refusedAnyway: Survivor = {
  ground: 'unspoken',
  because:
    'A submits what the contract refuses, or a second operation where the first would do. No theorem counts what is sent.',
};

const replacesOften: Survivor = {
  ground: 'unspoken',
  because: 'how often A replaces what is waiting, where she does not leave it.',
};

const settledUnmoved: Survivor = {
  ground: 'unspoken',
  because:
    'an application in which A could still move to her advantage is settled only where signatures name no application.',
};

const stateOfIt: Survivor = {
  ground: 'equivalent',
  because: 'what is shown with the signatures of an application is a state of it, on one that it had.',
};

const takesNothing: Survivor = {
  ground: 'unspoken',
  because:
    'what exactly B may do with the state of another application, where it is read: that it is read is the failure.',
};

const unboundElsewhere: Survivor = {
  ground: 'unspoken',
  because:
    'what is shown in one application with the signatures of another, where signatures name none: that it is accepted is the failure.',
};

export const stateChannelSurvivors: Survivors = {
  'model/3.2.1-state-channel.ts': {
    "[event.type === 'EXECUTE' && event.app === app → event.type === 'EXECUTE'] &&": ofItsApplication,
  },
  'model/3.2.2-channel-application.ts': {
    'if ([turn < 1 || turn > lastTurn → turn > lastTurn]) return false;': turnZero,
    'if ([turn < 1 || turn > lastTurn → turn < 1]) return false;': pastTheLast,
    "if (application.kind !== 'pair') return [application.kind === 'claim' && moverOf(turn) === 'A' → application.kind === 'claim'] && from !== to;":
      firstMoveClaims,
    'return application.space.filter((next) => isValidMove(application, turn + 1, state, next, [0 → 1]));':
      offChainDeadline,
    'if ([turn - 1 >= chain.length || prior !== at(turn - 1) → prior !== at(turn - 1)]) return false;': nothingSigned,
    'if (turn - [1 → 2] >= chain.length || prior !== at(turn - 1)) return false;': nothingSigned,
    'if (turn - 1 [>= → >] chain.length || prior !== at(turn - 1)) return false;': nothingSigned,
    "return moverOf(turn) === 'B' || ([turn < chain.length && bytes === at(turn) → bytes === at(turn)]);":
      nothingSigned,
    "return moverOf(turn) === 'B' || (turn [< → <=] chain.length && bytes === at(turn));": nothingSigned,
    "if ([to === undefined || from === undefined → from === undefined] || turn < chain.length - 1 || moverOf(turn) === 'A') return chain;":
      stateOfIt,
    "if ([to === undefined || from === undefined → to === undefined] || turn < chain.length - 1 || moverOf(turn) === 'A') return chain;":
      stateOfIt,
    "if ([to === undefined || from === undefined || turn < chain.length - 1 → turn < chain.length - 1] || moverOf(turn) === 'A') return chain;":
      stateOfIt,
    "if ([to === undefined || from === undefined || turn < chain.length - 1 || moverOf(turn) === 'A' → to === undefined || from === undefined || turn < chain.length - 1]) return chain;":
      hersIsSigned,
    'return isValidMove(application, turn, from, to, [0 → 1]) ? [...chain.slice(0, turn), to] : chain;': bMovesAnyTime,
    'isValidMove(application, event.turn, chain[event.turn - 1] as number, event.state, [0 → 1]),': offChainDeadline,
    "[event.type === 'CONCLUDE' && event.turn === context.chain.length - 1 && areSigned(context, event) → event.type === 'CONCLUDE' && event.turn === context.chain.length - 1] &&":
      namesBelow,
    "[event.type !== 'MOVE' && event.app === event.domain → event.type !== 'MOVE'] ? { chain: adopted(context, event) } : {},":
      unboundElsewhere,
  },
  'model/adjudicator.ts': {
    'const toA = Math.min(outcome.toA, channel.held [- → +] toB);': {
      ground: 'unspoken',
      because:
        'with a deposit of its own no application pays more than it holds. Where the deposit is shared what is shown is that somebody is paid too little; nobody asks whether the rest was there.',
    },
    'if ([to === undefined || from === undefined → from === undefined]) return false;': stateOfIt,
    'if ([to === undefined || from === undefined → to === undefined]) return false;': stateOfIt,
    'if ([channel.terms.rules.ownReads || app === 0 || turn > application.lastTurn → channel.terms.rules.ownReads || app === 0]) return false;':
      pastTheLast,
    'return outcomeOf(read, registerOf(channel, 0).state).toA === lockOf(read) && to [< → <=] from;': takesNothing,
    'return [outcomeOf(read, registerOf(channel, 0).state).toA === lockOf(read) && to < from → to < from];':
      takesNothing,
    'return [outcomeOf(read, registerOf(channel, 0).state).toA === lockOf(read) && to < from → outcomeOf(read, registerOf(channel, 0).state).toA === lockOf(read)];':
      takesNothing,
    'return outcomeOf(read, registerOf(channel, 0).state).toA [=== → !==] lockOf(read) && to < from;': takesNothing,
    'return [channel.terms.rules.overrides && turn > record → turn > record];': laterInVain,
    'const unmoved: Register = { ...shown, turn: [0 → 1], state: application.first };': leftBehind,
    'const unmoved: Register = { ...shown, turn: 0, [state: application.first → ] };': leftBehind,
  },
  'model/channel-participant.ts': {
    "if ([onChain.status === 'settled' || moverOf(latest.turn + 1) !== 'A' || isFrozen(participant) → isFrozen(participant)]) return false;":
      settledUnmoved,
    "if ([domain !== app || state === undefined || moverOf(turn) === 'A' || turn < latest.turn → turn < latest.turn]) return { onChain };":
      unboundElsewhere,
    "return [owes !== 'nothing' && owes.kind === kind → owes.kind === kind] && mayReplace(participant);":
      noneComparesNot,
    "if ([onChain.status === 'settled' || moverOf(latest.turn + 1) !== 'A' → moverOf(latest.turn + 1) !== 'A'] || isFrozen(participant)) return false;":
      settledUnmoved,
    "if ([onChain.status === 'settled' || moverOf(latest.turn + 1) !== 'A' → onChain.status === 'settled'] || isFrozen(participant)) return false;":
      noMoveOfHers,
    "const isChallenged = [onChain.status === 'challenged' && onChain.turn === turn → onChain.turn === turn];":
      movesSooner,
    "const isChallenged = [onChain.status === 'challenged' && onChain.turn === turn → onChain.status === 'challenged'];":
      movesSooner,
    'return isTimed || ([isChallenged && timeoutOutcome(application, turn, state).toA < bestMove(participant) → timeoutOutcome(application, turn, state).toA < bestMove(participant)]);':
      movesSooner,
    "if ([onChain.status === 'settled' || onChain.turn > latest.turn → onChain.turn > latest.turn]) return 'nothing';":
      refusedAnyway,
    "if ([onChain.status === 'settled' || onChain.turn > latest.turn → onChain.status === 'settled']) return 'nothing';":
      beyondHers,
    "if (leaving) return { kind: 'challenge', beyond: onChain.turn - [1 → 2], either: false };": leavesLater,
    "return isTimed ? { kind: 'checkpoint', beyond: onChain.turn, either: [true → false] } : 'nothing';": notLeaving,
    "if ([pending === 'none' || owes === 'nothing' → owes === 'nothing']) return false;": noneComparesNot,
    "if ([pending === 'none' || owes === 'nothing' → pending === 'none']) return false;": noneComparesNot,
    "return !isOnItsWay(participant) || ([!terms.keepsAnswer && pending !== 'none' → !terms.keepsAnswer] && pending.turn < latest.turn);":
      noneComparesNot,
    "return !isOnItsWay(participant) || ([!terms.keepsAnswer && pending !== 'none' && pending.turn < latest.turn → !terms.keepsAnswer && pending !== 'none']);":
      replacesOften,
    "return !isOnItsWay(participant) || (!terms.keepsAnswer && pending !== 'none' && pending.turn [< → <=] latest.turn);":
      replacesOften,
    "if ([domain !== app || state === undefined → state === undefined] || moverOf(turn) === 'A' || turn < latest.turn) return { onChain };":
      unboundElsewhere,
    "if ([domain !== app || state === undefined → domain !== app] || moverOf(turn) === 'A' || turn < latest.turn) return { onChain };":
      stateOfIt,
    "if ([domain !== app || state === undefined || moverOf(turn) === 'A' → moverOf(turn) === 'A'] || turn < latest.turn) return { onChain };":
      unboundElsewhere,
    "if ([domain !== app || state === undefined || moverOf(turn) === 'A' → domain !== app || state === undefined] || turn < latest.turn) return { onChain };":
      hersIsSigned,
    'return isValidMove(application, turn, prior, state, [0 → 1]) ? { onChain, latest: { turn, prior, state } } : { onChain };':
      bMovesAnyTime,
    "[event.type === 'EXECUTE' && pending !== 'none' → event.type === 'EXECUTE'] && pending.waited && isTheSame(pending, event),":
      noneComparesNot,
    "event.type === 'BLOCK' && ([event.censors || pending === 'none' → event.censors] || !pending.waited),":
      noneComparesNot,
  },
};
