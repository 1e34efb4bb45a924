/** Changes of the machines of channels that no verdict shows, each with the reason. */

import type { Survivor, Survivors } from '../checker/language/survivor.ts';

const emptyRepetition: Survivor = {
  ground: 'equivalent',
  because: 'to repeat where nothing is presented is to do nothing: a second name for the block without it.',
};

const laterAnswer: Survivor = {
  ground: 'unspoken',
  because:
    'A has a later answer than the one that waits only where she signs on after somebody closes, which `freeze` forbids because she is robbed then.',
};

const replacedHalf: Survivor = {
  ground: 'unspoken',
  because:
    'whether A holds B’s signature under a state that she has replaced by another with the same nonce. She shows the latest.',
};

const seenWhenClosed: Survivor = {
  ground: 'unspoken',
  because: 'what A takes to be on the chain once the channel is closed and paid out.',
};

const settlements: Survivor = {
  ground: 'beyond bounds',
  because: 'two settlements show what there is to show; where they stop being counted is the size of the instance.',
};

const ageOfOpen: Survivor = {
  ground: 'equivalent',
  because: 'an open channel has age 0, and so has a closed one.',
};

const askedAgain: Survivor = {
  ground: 'equivalent',
  because: 'to propose again what is proposed changes nothing: a step from a state to itself.',
};

const isAskedBefore: Survivor = {
  ground: 'equivalent',
  because: 'the guard of the transition has asked for it.',
};

const misfiresAgain: Survivor = {
  ground: 'unspoken',
  because: 'whether a tower that presents what it holds without being asked does so twice before the next block.',
};

const namesOfSent: Survivor = {
  ground: 'equivalent',
  because:
    'a tower submits what it holds and is told what is under way, whatever the event says: the step has more names or another one.',
};

const neverOlder: Survivor = {
  ground: 'equivalent',
  because:
    'what A or her tower has in a block is no older than what the tower waits with: both submit the latest that they hold, and A signs nothing once she waits.',
};

const noProposal: Survivor = {
  ground: 'equivalent',
  because: 'a draft has no proposal that the new one could be the same as.',
};

const nonceOfProposal: Survivor = {
  ground: 'equivalent',
  because: 'what is proposed or signed here is of this nonce, and compared with it.',
};

const noneIsNothing: Survivor = {
  ground: 'equivalent',
  because: "'none' is below no number and equals no state: the comparison that follows says no by itself.",
};

const oneToRevoke: Survivor = {
  ground: 'equivalent',
  because: 'A signs the next state when all before the last are revoked: only the last but one is there to revoke.',
};

const onlyHerProposal: Survivor = {
  ground: 'equivalent',
  because: 'A counts a signature under what she has proposed and nothing else, and B has not signed that.',
};

const onlyItsEvents: Survivor = {
  ground: 'equivalent',
  because: 'only these events are asked.',
};

const orderNotAsked: Survivor = {
  ground: 'equivalent',
  because: 'where the rule is in force the builder is not asked for the order.',
};

const presentedByBoth: Survivor = {
  ground: 'unspoken',
  because: 'without strict nonces both may present one state; nothing depends on whether both are remembered to have.',
};

const secondOfHers: Survivor = {
  ground: 'unspoken',
  because:
    'whether A may propose another state with a nonce that is full, where proposals are messages; she proposes it only where she does not take turns.',
};

const sentAgain: Survivor = {
  ground: 'unspoken',
  because:
    'A takes what the tower had in the block for her own, and sends what waits once more. No theorem counts what is sent.',
};

const sheChecksToo: Survivor = {
  ground: 'equivalent',
  because: 'A presents what she signed, and checks the balances by the same rule.',
};

const towerPresents: Survivor = {
  ground: 'equivalent',
  because: 'what the tower presents is something.',
};

const whileClosing: Survivor = {
  ground: 'equivalent',
  because: 'it is asked only while the channel closes, and something is on the chain then.',
};

const withoutStrictNonce: Survivor = {
  ground: 'unspoken',
  because: 'B repeats a state only where nonces are not compared, and nothing is claimed of a tower there.',
};

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

const nothingOwed: Survivor = {
  ground: 'unspoken',
  because: 'what she has to do at once A has done before an older state than her latest can be challenged.',
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

const outageWasted: Survivor = {
  ground: 'unspoken',
  because:
    'for how long the rollup may stand still while the clock of the contract stands still as well: nobody loses by it.',
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

export const channelSurvivors: Survivors = {
  'model/3.1.1-payment-channel.ts': {
    "repetitionIsTrue: ({ event }) => [event.type === 'BLOCK' && (!event.repeats || event.presents !== 'none') → event.type === 'BLOCK'],":
      emptyRepetition,
    'closesAgain: ({ context }) => [!context.terms.rules.closeOnce && context.settlements < 2 → !context.terms.rules.closeOnce],':
      settlements,
    'closesAgain: ({ context }) => !context.terms.rules.closeOnce && context.settlements [< → <=] 2,': settlements,
    'closesAgain: ({ context }) => !context.terms.rules.closeOnce && context.settlements < [2 → 3],': settlements,
    "BLOCK: { guard: and([['repetitionIsTrue', → ] 'outputIsTrue']), actions: ['settleOutput', 'passBlock'] },":
      emptyRepetition,
    "BLOCK: { guard: and([['nothingIsRepeated', → ] 'outputIsTrue']), actions: 'settleOutput' },": seenWhenClosed,
    "if ([onChain === 'none' || presented.some((one) => one.by === by) → presented.some((one) => one.by === by)] || nonce <= onChain.nonce) return false;":
      whileClosing,
    "if ([terms.penalty && onChain !== 'none' → terms.penalty]) return punishes(channel, state, by);": whileClosing,
    "return [onChain === 'none' || !terms.rules.strictNonce → !terms.rules.strictNonce] || nonce > onChain.nonce;":
      whileClosing,
    'const others = channel.presented.filter((one) => [one.nonce !== nonce || one.by !== by → one.nonce !== nonce]);':
      presentedByBoth,
    "age: [onChain === 'none' || terms.restarts → terms.restarts] ? 0 : channel.age,": ageOfOpen,
    'const isLast = channel.age + [1 → 2] >= channel.terms.timeout;': {
      ground: 'equivalent',
      because: 'before the last block of the window what A presents is all that changes which HTLC is on the chain.',
    },
    'const isLate = [aged.age >= timeout && settlesFirst && !rules.answersBeforeSettlement → aged.age >= timeout && settlesFirst];':
      orderNotAsked,
    "if ([presents === 'none' || isLate || !isValid(aged, presents) → presents === 'none' || isLate] || !takesPrecedence(aged, presents, 'A')) return aged;":
      sheChecksToo,
    "if ([!repeats || channel.onChain === 'none' → !repeats] || !takesPrecedence(answered, channel.onChain, 'B')) return answered;":
      whileClosing,
    "[event.type === 'BLOCK' && event.presents !== 'none' && isValid(context, event.presents) → event.type === 'BLOCK' && event.presents !== 'none'],":
      sheChecksToo,
    "return [event.type === 'BLOCK' && event.presents !== 'none' → event.type === 'BLOCK'] ? present(context, event.presents, 'A') : {};":
      isAskedBefore,
  },
  'model/3.1.2-channel-state.ts': {
    "[event.type === 'COUNTERSIGN' && sameState(one.state, event) → event.type === 'COUNTERSIGN'] ? { ...one, completeFor: 'both' } : one,":
      replacedHalf,
    "([event.proposer === 'A' || !context.messages → !context.messages] ||": secondOfHers,
    "([context.proposed !== 'none' && sameState(context.proposed, event) → sameState(context.proposed, event)])),":
      noneIsNothing,
    "isProposal: ({ context: { proposed }, event }) => [proposed === 'none' || !isUnder(event, proposed) → !isUnder(event, proposed)],":
      noneIsNothing,
    "isProposal: ({ context: { proposed }, event }) => proposed [=== → !==] 'none' || !isUnder(event, proposed),":
      askedAgain,
    "[event.nonce === context.nonce && context.signed.some(({ state, completeFor }) => completeFor === 'B' && isUnder(event, state)) → context.signed.some(({ state, completeFor }) => completeFor === 'B' && isUnder(event, state))],":
      nonceOfProposal,
    "[event.nonce === context.nonce && context.signed.some(({ state, completeFor }) => completeFor === 'B' && isUnder(event, state)) → event.nonce === context.nonce],":
      onlyHerProposal,
    "context.signed.some(({ state, completeFor }) => [completeFor === 'B' && isUnder(event, state) → isUnder(event, state)]),":
      onlyHerProposal,
    "context.signed.some(({ state, completeFor }) => [completeFor === 'B' && isUnder(event, state) → completeFor === 'B']),":
      onlyHerProposal,
    "COUNTERSIGN: { [guard: 'isOther' → ] },": onlyHerProposal,
    "PROPOSE: { [guard: 'isProposal', → ] target: 'signedB', actions: 'propose' },": noProposal,
    "PROPOSE: { [guard: 'isProposal', → ] actions: 'propose' },": askedAgain,
    "PROPOSE: { [guard: 'isProposal', → ] actions: 'propose' }, #2": askedAgain,
    "{ guard: and([['isNew', → ] 'wasProposed', 'cameWithBothSignatures']), target: 'full', actions: 'sign' }, #2":
      nonceOfProposal,
    "{ [guard: 'isHalfSigned', → ] actions: 'complete' },": onlyHerProposal,
  },
  'model/channel-party.ts': {
    "return onChain < answer.nonce && ([pending === 'none' || pending.nonce < answer.nonce → pending === 'none']);":
      laterAnswer,
    "if ([onChain === 'none' || answer === 'none' → answer === 'none']) return false;": noneIsNothing,
    "if ([onChain === 'none' || answer === 'none' → onChain === 'none']) return false;": noneIsNothing,
    "return [presents !== 'none' && pending !== 'none' → pending !== 'none'] && sameState(pending, presents);":
      noneIsNothing,
    "return [presents !== 'none' && pending !== 'none' → presents !== 'none'] && sameState(pending, presents);":
      noneIsNothing,
    "return [presents !== 'none' && pending !== 'none' && sameState(pending, presents) → sameState(pending, presents)];":
      noneIsNothing,
    "if ([presents !== 'none' && tower?.presents === true → tower?.presents === true]) {": towerPresents,
    "if (presents [!== → ===] 'none' && tower?.presents === true) {": sentAgain,
    "[event.type === 'COUNTERSIGN' && context.proposed !== 'none' → event.type === 'COUNTERSIGN'] && sameState(context.proposed, event),":
      noneIsNothing,
    "return [event.type === 'RESPOND' && answer !== 'none' → event.type === 'RESPOND'] && event.nonce === answer.nonce;":
      noneIsNothing,
    "isOfHerLatest: ({ context, event }) => [event.type === 'REVOKE' && event.nonce + 1 === context.latest.nonce → event.type === 'REVOKE'],":
      oneToRevoke,
    "REVOKE: { guard: and([['isOfHerLatest', → ] 'nobodyCloses']), actions: 'keep' },": oneToRevoke,
  },
  'model/watchtower.ts': {
    "if ([onChain === 'none' || held === 'none' → held === 'none']) return false;": noneIsNothing,
    "if ([onChain === 'none' || held === 'none' → onChain === 'none']) return false;": noneIsNothing,
    "return pending === 'none' || ([presents !== 'none' && presents.nonce >= pending.nonce → presents.nonce >= pending.nonce]);":
      noneIsNothing,
    "return pending === 'none' || ([presents !== 'none' && presents.nonce >= pending.nonce → presents !== 'none']);":
      neverOlder,
    "const saw = [presents === 'none' || repeats → presents === 'none'] ? onChain : Math.max(onChain === 'none' ? 0 : onChain, presents.nonce);":
      withoutStrictNonce,
    "[event.type === 'TELL' && context.underWay !== 'none' → event.type === 'TELL'] && context.underWay.nonce === event.nonce,":
      noneIsNothing,
    "[event.type === 'TELL' && context.underWay !== 'none' && context.underWay.nonce === event.nonce → event.type === 'TELL' && context.underWay !== 'none'],":
      namesOfSent,
    "event.type === 'TELL' && context.underWay !== 'none' && context.underWay.nonce [=== → !==] event.nonce,":
      namesOfSent,
    "[(event.type === 'INTERVENE' || event.type === 'MISFIRE') && context.held !== 'none' → context.held !== 'none'] &&":
      onlyItsEvents,
    "[(event.type === 'INTERVENE' || event.type === 'MISFIRE') && context.held !== 'none' → (event.type === 'INTERVENE' || event.type === 'MISFIRE')] &&":
      noneIsNothing,
    "[(event.type === 'INTERVENE' || event.type === 'MISFIRE') && context.held !== 'none' && context.held.nonce === event.nonce → !((event.type === 'INTERVENE' || event.type === 'MISFIRE') && context.held !== 'none' && context.held.nonce === event.nonce)],":
      namesOfSent,
    "[(event.type === 'INTERVENE' || event.type === 'MISFIRE') && context.held !== 'none' && context.held.nonce === event.nonce → context.held.nonce === event.nonce],":
      onlyItsEvents,
    "[(event.type === 'INTERVENE' || event.type === 'MISFIRE') && context.held !== 'none' && context.held.nonce === event.nonce → (event.type === 'INTERVENE' || event.type === 'MISFIRE') && context.held !== 'none'],":
      namesOfSent,
    'context.held.nonce [=== → !==] event.nonce,': namesOfSent,
    "nobodyCloses: ({ context }) => [context.onChain === 'none' && context.pending === 'none' → context.onChain === 'none'],":
      misfiresAgain,
    "([event.presents !== 'none' && pending !== 'none' → pending !== 'none'] && sameState(pending, event.presents))),":
      noneIsNothing,
    "([event.presents !== 'none' && pending !== 'none' → event.presents !== 'none'] && sameState(pending, event.presents))),":
      noneIsNothing,
    "([event.presents !== 'none' && pending !== 'none' && sameState(pending, event.presents) → sameState(pending, event.presents)])),":
      noneIsNothing,
    "INTERVENE: { guard: and(['owesAnswer', ['holds' → ]]), actions: 'submit' },": namesOfSent,
    "MISFIRE: { guard: and(['nobodyCloses', ['holds' → ]]), actions: 'submit' },": namesOfSent,
  },
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
    'return [isBound(channel, event) && decode(applicationOf(channel, event.app), event.bytes) !== undefined → isBound(channel, event)];':
      stateOfIt,
  },
  'model/channel-participant.ts': {
    "if ([onChain.status === 'settled' || moverOf(latest.turn + 1) !== 'A' || isFrozen(participant) → isFrozen(participant)]) return false;":
      settledUnmoved,
    "if ([onChain.status === 'settled' || moverOf(latest.turn + 1) !== 'A' || isFrozen(participant) → onChain.status === 'settled' || moverOf(latest.turn + 1) !== 'A']) return false;":
      nothingOwed,
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
    "return onChain.turn === latest.turn ? 'nothing' : { kind, beyond: onChain.turn, either: [true → false] };":
      refusedAnyway,
    "if (leaving) return { kind: 'challenge', beyond: onChain.turn - [1 → 2], either: false };": leavesLater,
    "if (leaving) return { kind: 'challenge', beyond: onChain.turn - 1, either: [false → true] };": leavesLater,
    "return isTimed ? { kind: 'checkpoint', beyond: onChain.turn, either: [true → false] } : 'nothing';": notLeaving,
    "if ([pending === 'none' || owes === 'nothing' → owes === 'nothing']) return false;": noneComparesNot,
    "if ([pending === 'none' || owes === 'nothing' → pending === 'none']) return false;": noneComparesNot,
    'return [pending.turn > owes.beyond && (owes.either || pending.kind === owes.kind) → pending.turn > owes.beyond];':
      leavesLater,
    'return pending.turn > owes.beyond && ([owes.either || pending.kind === owes.kind → pending.kind === owes.kind]);':
      refusedAnyway,
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
  'model/rollup-clock.ts': {
    'standsStill: ({ context: { terms, outage } }) => [!terms.countsL1 && outage > 0 → outage > 0],': outageWasted,
    'standStill: assign({ outage: ({ context }) => context.outage [- → +] 1 }),': outageWasted,
  },
};
