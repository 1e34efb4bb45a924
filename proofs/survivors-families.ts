/** Changes of the machines of channels, ZK rollups, exit games and interoperability that no verdict shows, each with the reason. */

import type { Survivor, Survivors } from '../checker/language/survivor.ts';

const hasBatch: Survivor = {
  ground: 'equivalent',
  because: 'only a contract with a batch in flight hears these events; whether there is one needs no asking.',
};

const byWhom: Survivor = {
  ground: 'equivalent',
  because:
    'the sequencer may prove whatever leads from the one state to the other, so that a prover who does so makes no proof that there is not otherwise: the names of who made them change places.',
};

const voidMessage: Survivor = {
  ground: 'equivalent',
  because: 'when the rollup is frozen Alice’s message is void, and she accepts no block that says otherwise.',
};

const twice: Survivor = {
  ground: 'beyond bounds',
  because: '2 stands for two or more; where they stop being counted is the size of the instance.',
};

const twoSteps: Survivor = {
  ground: 'unspoken',
  because:
    'what falls in one step with the cascade falls in two without: the sequencer of B drops its block, that of A reverts.',
};

const afterSettling: Survivor = {
  ground: 'unspoken',
  because: 'a message that may be executed twice is so before it is settled or after it; no theorem orders the two.',
};

const rogueOwner: Survivor = {
  ground: 'unspoken',
  because: 'what an honest owner would remember where the owner is the adversary.',
};

const payeeAndHolder: Survivor = {
  ground: 'unspoken',
  because: 'which of two honest coins is paid first that mature in one block, the payee’s or the last holder’s.',
};

const waitedForSettled: Survivor = {
  ground: 'unspoken',
  because: 'how long a timeout was owed of an HTLC that is settled.',
};

const idleNap: Survivor = {
  ground: 'unspoken',
  because: 'B sleeps where nothing is owed, and can sleep less where something is.',
};

const heightOfSettled: Survivor = {
  ground: 'unspoken',
  because: 'the height of an HTLC that is settled.',
};

const settledAgain: Survivor = {
  ground: 'equivalent',
  because:
    'a block that says that an HTLC is claimed which is claimed already changes nothing: the step has more names.',
};

const paidThrice: Survivor = {
  ground: 'beyond bounds',
  because:
    'twice shows what there is to show of a deposit that may be paid out again; where it stops is the size of the instance.',
};

const otherName: Survivor = {
  ground: 'equivalent',
  because: 'the two rollups change names, and nothing else does: what is said of the one is said of the other.',
};

const shownInVain: Survivor = {
  ground: 'equivalent',
  because:
    'what is shown falsely of a block that sends nothing, or of the block that is replaced itself, is not looked at or stands in the way of the replacement: the step is there under its true name.',
};

const lookedAtNothing: Survivor = {
  ground: 'unspoken',
  because:
    'who has the verifier and would say nothing of a batch that does not send what he executes has executed it before it was announced.',
};

const postedByWhom: Survivor = {
  ground: 'unspoken',
  because:
    'a batch is posted under the other rollup’s name, which matters only when its own is halted; no theorem speaks of what was announced before that.',
};

const filledAgain: Survivor = {
  ground: 'equivalent',
  because:
    'a second fill of one intent changes nothing; and a solver who says less of a deposit than is true waits for no more than he does.',
};

const refundedSooner: Survivor = {
  ground: 'unspoken',
  because: 'the verifier is corrupted and could say the same while the fill is announced and not posted.',
};

const falselyVouched: Survivor = {
  ground: 'unspoken',
  because:
    'what is final has more names for its level; and an execution for which a corrupted verifier vouched falsely can be settled too, though it is minted already.',
};

const wastedCensorship: Survivor = {
  ground: 'unspoken',
  because:
    'the builder may pay for leaving out a guardian who is not left out, or has nothing waiting. It gains nothing by it.',
};

const nobodyThere: Survivor = {
  ground: 'equivalent',
  because: 'where there is no guardian nobody knows what was posted, and nothing is found wrong.',
};

export const familySurvivors: Survivors = {
  'model/2.2.1-zk-rollup.ts': {
    "return [batch !== 'none' && sameState(pre, root) → sameState(pre, root)] && sameState(post, batch.post);":
      hasBatch,
    "[event.type === 'PROVE' && (event.by !== 'prover' || (batch !== 'none' && event.data === batch.data && event.inbox === batch.inbox)) → event.type === 'PROVE'],":
      byWhom,
    "if ([batch === 'none' || !isAboutStates(rollup, proof) → !isAboutStates(rollup, proof)]) return false;": hasBatch,
    "(event.by !== 'prover' || ([batch !== 'none' && event.data === batch.data → event.data === batch.data] && event.inbox === batch.inbox)),":
      hasBatch,
    "(event.by !== 'prover' || ([batch !== 'none' && event.data === batch.data → batch !== 'none'] && event.inbox === batch.inbox)),":
      byWhom,
    "(event.by !== 'prover' || ([batch !== 'none' && event.data === batch.data && event.inbox === batch.inbox → event.inbox === batch.inbox])),":
      byWhom,
    "(event.by !== 'prover' || ([batch !== 'none' && event.data === batch.data && event.inbox === batch.inbox → batch !== 'none' && event.data === batch.data])),":
      byWhom,
    "[event.type === 'EXECUTE' && batch !== 'none' → event.type === 'EXECUTE'] &&": hasBatch,
    "nothingEnters: ({ event }) => [event.type === 'BLOCK' && event.brings === 'none' → event.type === 'BLOCK'],":
      voidMessage,
    "PROVE: { guard: and(['isAboutStates', ['isAboutInputs' → ]]) },": byWhom,
    "BLOCK: { [guard: 'nothingEnters' → ] },": voidMessage,
  },
  'model/6.2.1-interoperability.ts': {
    'const twice = [2 → 3];': twice,
    "CASCADE: { [guard: 'cascades', → ] target: 'none', actions: 'undo' },": twoSteps,
    "settled: { on: { EXECUTE: { guard: 'mayRepeat', [actions: 'mint' → ] }, REVERT: {} } },": afterSettling,
  },
  'model/coin-owner.ts': {
    'return { exits: [...owner.exits, exit].sort((a, b) => a.tx [- → +] b.tx) };': {
      ground: 'equivalent',
      because: 'the list of watched exits is a set; without its order the same set is kept in two ways.',
    },
    "return { ...(exit === owner.given ? seeGift(owner, shown) : {}), asked: 'defeated', age: [0 → 1], toAnswer: [] };":
      {
        ground: 'equivalent',
        because: 'the age counts while her exit is open; who asks again begins at 0.',
      },
    'return { ...change, [offered: [], → ] history: [], path: seen.offered };': {
      ground: 'equivalent',
      because:
        'once the coin is taken neither its path nor what was seen before changes: taking it again writes the same.',
    },
  },
  'model/coin-watch.ts': {
    "if (spendOfParent !== undefined && spendOfParent [< → <=] tx) return { type: 'CHALLENGE_BETWEEN', shown: spendOfParent };":
      {
        ground: 'equivalent',
        because:
          'an exit of the very spend that she knows of its parent is her own, or has a later spend to be challenged with.',
      },
  },
  'model/coin-sender.ts': {
    "PAY: [{ guard: and([['isHers', → ] 'isUnalarmed']), actions: 'sign' }, { guard: 'isOthers' }],": rogueOwner,
    "PIGGYBACK: [{ guard: and([['isHers', → ] 'isInFlight']), actions: 'join' }, { guard: 'isOthers' }],": rogueOwner,
  },
  'model/exit-queue.ts': {
    "return exit.coin === 'input' ? input : input [+ → -] 1;": payeeAndHolder,
  },
  'model/htlc-forwarder.ts': {
    'timeout: waited.timeout + Number([owesTimeout(forwarder) && !asleep && isOutgoingOpen → owesTimeout(forwarder) && !asleep]),':
      waitedForSettled,
    "napIsTrue: ({ context, event }) => event.type === 'BLOCK' && (!event.asleep || ([context.naps > 0 && owes(context) → context.naps > 0])),":
      idleNap,
  },
  'model/htlc.ts': {
    "{ guard: 'isClaimed', target: 'claimed', [actions: 'pass' → ] },": heightOfSettled,
    "{ guard: and(['isRefunded', 'isExpired']), target: 'refunded', [actions: 'pass' → ] },": heightOfSettled,
    "claimed: { on: { BLOCK: { [guard: 'isUntouched' → ] } } },": settledAgain,
  },
  'model/intent.ts': {
    '(context.paid.length === 0 || (!context.terms.payOnce && context.paid.length [=== → !==] 1)),': paidThrice,
    'isUnpaid: ({ context }) => context.paid.length === 0 || ([!context.terms.payOnce && context.paid.length === 1 → !context.terms.payOnce]),':
      paidThrice,
    '(context.paid.length === 0 || ([!context.terms.payOnce && context.paid.length === 1 → !context.terms.payOnce])),':
      paidThrice,
  },
  'model/interop-block.ts': {
    "context: ({ input }) => ({ ...input, [executes: false, → ] sends: 'nothing' }),": {
      ground: 'equivalent',
      because: 'what is not set yet is read as false.',
    },
    "isMeant: ({ context, event }) => 'which' in event && (event.which [=== → !==] context.name || event.which === 'both'),":
      otherName,
    "REPLACE: { guard: and([not('isMeant'), ['showsNothing' → ]]) },": shownInVain,
    "{ guard: and(['isMeant', ['showsUnsafe', → ] 'isUnfounded']), target: 'replaced', actions: 'empty' },":
      shownInVain,
    "REPLACE: { guard: and([not('isMeant'), ['showsSafe' → ]]) }, #2": shownInVain,
  },
  'model/rollup-status.ts': {
    "return 'seen' in event && ([event.seen === 'nothing' || (event.seen === level && isOfUse(status, event)) → (event.seen === level && isOfUse(status, event))]);":
      lookedAtNothing,
    "POST: { [guard: 'isTrue', → ] target: 'posted' },": postedByWhom,
    "FILL: { guard: and([['isDeposit', → ] 'saysSoft']) },": filledAgain,
    "FILL: { guard: and([['isDeposit', → ] 'saysPosted']) },": filledAgain,
    "REFUND: { guard: and(['isFill', or(['isInvented', ['saysNothing' → ]])]) }, #2": refundedSooner,
    "SETTLE: { [guard: 'saysFinal' → ] },": falselyVouched,
    "FILL: { [guard: and(['isDeposit', 'saysFinal']) → ] },": filledAgain,
    "FILL: { guard: and([['isDeposit', → ] 'saysFinal']) },": filledAgain,
    "FILL: { guard: and(['isDeposit', ['saysFinal' → ]]) },": filledAgain,
  },
  'model/zk-guardian.ts': {
    "return [event.leavesOut === 'guardian' || event.leavesOut === 'both' → event.leavesOut === 'both'];":
      wastedCensorship,
    "return [event.leavesOut === 'guardian' || event.leavesOut === 'both' → event.leavesOut === 'guardian'];":
      wastedCensorship,
    "reverts: ({ event }) => [event.type === 'BLOCK' && event.reverts && !leavesOut(event) → event.type === 'BLOCK' && event.reverts],":
      wastedCensorship,
    "reverts: ({ event }) => event.type === 'BLOCK' && event.reverts && [!leavesOut(event) → leavesOut(event)],":
      wastedCensorship,
    "isNotHere: ({ event }) => [event.type === 'BLOCK' && !event.reverts && !leavesOut(event) → event.type === 'BLOCK' && !event.reverts],":
      wastedCensorship,
    "VERIFY: [{ guard: and([['isThere', → ] 'isWrong']), target: 'alarmed' }, {}],": nobodyThere,
  },
};
