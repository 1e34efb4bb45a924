/** Changes of the machines of payment channels that no verdict shows. */

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

const outageWasted: Survivor = {
  ground: 'unspoken',
  because:
    'for how long the rollup may stand still while the clock of the contract stands still as well: nobody loses by it.',
};

export const channelSurvivors: Survivors = {
  'model/3.1.1-payment-channel.ts': {
    "return [output?.status === 'locked' && onChain !== 'none' → output?.status === 'locked'] ? (onChain.htlc?.by ?? 'none') : 'none';":
      {
        ground: 'equivalent',
        because: 'an output is locked by the state that is on the chain.',
      },
    "const mayChange = [channel.settlements === 0 && (isLast || event.presents !== 'none') → channel.settlements === 0];":
      {
        ground: 'equivalent',
        because:
          'a block that neither presents nor ends the window leaves what is on the chain and its output as they are.',
      },
    "if ([channel.settlements === 0 || onChain === 'none' → channel.settlements === 0]) return { output: after };": {
      ground: 'equivalent',
      because: 'what was settled was on the chain.',
    },
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
    'const others = channel.presented.filter((one) => [one.nonce !== nonce || one.by !== by → one.nonce !== nonce]);':
      presentedByBoth,
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
    'return [a?.by === b?.by && a?.amount === b?.amount → a?.by === b?.by];': {
      ground: 'beyond bounds',
      because: 'HTLCs are of one unit in every instance.',
    },
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
    'return [htlc?.asleep === true || outgoing?.asleep === true → htlc?.asleep === true];': {
      ground: 'unspoken',
      because:
        'sleeping through what is owed in the other channel alone: in no claim of two channels does anybody sleep. The test of the sums in which all of it is lost at once does.',
    },
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
  'model/rollup-clock.ts': {
    'standsStill: ({ context: { terms, outage } }) => [!terms.countsL1 && outage > 0 → outage > 0],': outageWasted,
    'standStill: assign({ outage: ({ context }) => context.outage [- → +] 1 }),': outageWasted,
  },
  'model/channel-htlc.ts': {
    "if ([htlc === undefined || status === 'none' || status === 'locked' || status === 'dropped' → htlc === undefined || status === 'none' || status === 'locked']) return { toA: 0, toB: 0 };":
      {
        ground: 'unspoken',
        because:
          'whom a dropped HTLC pays with penalties, where it would be paid with the balances. That it is dropped is asked where states replace each other.',
      },
    "if ([htlc === undefined || status === 'none' → status === 'none'] || status === 'locked' || status === 'dropped') return { toA: 0, toB: 0 };":
      {
        ground: 'equivalent',
        because: 'only the output of a state with an HTLC is ever claimed, taken back or grabbed.',
      },
    "if ([state === 'none' || state.htlc === undefined → state.htlc === undefined]) return output;": {
      ground: 'equivalent',
      because: '`none` has no HTLC either.',
    },
  },
};
