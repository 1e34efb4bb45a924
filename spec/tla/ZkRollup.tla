------------------------------- MODULE ZkRollup -------------------------------
(***************************************************************************)
(* Definition 2.2.1 (ZK-Rollup) with an honest user and an honest prover,   *)
(* as in Theorem 2.2.2: the sequencer commits a batch with its post-state,  *)
(* somebody proves that the state follows, and the batch takes effect. What *)
(* a user forces through L1 is consumed in time, or the rollup is frozen    *)
(* and everybody leaves with what the last state gives him.                 *)
(*                                                                         *)
(* The sequencer may commit payments that nobody signed (Cheats), post      *)
(* other data than it executed (SwapsData), pass over the message that it   *)
(* consumes (SkipsInbox), keep data back (Withholds). Sequencer and prover  *)
(* may stop for good (MayCrash); `Censorship' blocks leave Alice out. The   *)
(* circuit may forget to look at signatures (Unsound). Proofs cannot be     *)
(* forged otherwise. All rules of the contract are in force.                *)
(* Left out: upgrades of the key, guardian, delay, proofs handed in twice.  *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  D,         \* blocks in the queue after which a message is overdue
  Payments,  \* payments that Alice signs, at most
  Deposits,  \* deposits that she makes, at most
  Cheats, SwapsData, SkipsInbox, Withholds, Unsound,
  MayCrash,  \* who may stop: a subset of {"sequencer", "prover"}
  Censorship

ASSUME {D, Payments, Deposits, Censorship} \subseteq Nat
ASSUME MayCrash \subseteq {"sequencer", "prover"}

Txs == {"none", "pay", "refund"}  \* Alice pays one unit, the operator does, nothing
Messages == {"deposit", "exit"}
Min(a, b) == IF a < b THEN a ELSE b

VARIABLES
  phase,     \* of the contract: awaiting, committed, proven; or frozen
  root,      \* the state after the last executed batch
  batch,     \* claimed post-state, posted data, consumed message
  escrow,
  escaped,   \* who was paid after the freeze
  queue,     \* messages on L1, with the blocks that they have waited
  taken,     \* whether the batch consumes the head of the queue
  proofs,    \* for the batch: with which data and message there is one
  hasData,   \* whether the prover has the data published last
  sequenced, \* signed payments in no batch yet
  withholds, \* whether the sequencer alone has the data of some batch
  crashed,
  signed,    \* payments that Alice has signed
  debits,    \* payments in her name in proven batches, one more than signed at most
  deposited,
  pending,   \* her message in the mempool
  asked,     \* whether her exit has entered the queue
  isOut,     \* whether her exit was executed, or she has escaped
  unseen,    \* whether the data of the batch are withheld
  blind,     \* whether those of an executed one are
  censorship

contract == <<phase, root, batch, escrow, escaped>>
inbox == <<queue, taken>>
prover == <<proofs, hasData>>
sequencer == <<sequenced, withholds>>
alice == <<signed, debits, deposited, pending, asked, isOut, unseen, blind>>
vars == <<contract, inbox, prover, sequencer, crashed, alice, censorship>>

-----------------------------------------------------------------------------
(* Layer 2: the message first, then the transaction. *)

Received(state, message) ==
  CASE message = "none"    -> state
    [] message = "deposit" -> [state EXCEPT !.alice = @ + 1]
    [] message = "exit"    -> [state EXCEPT !.alice = 0, !.out = @ + state.alice]

CanFollow(pre, tx, message) ==
  LET state == Received(pre, message)
  IN  CASE tx = "none"   -> TRUE
        [] tx = "refund" -> state.operator > 0
        [] tx = "pay"    -> state.alice > 0

Following(pre, tx, message) ==
  LET state == Received(pre, message)
  IN  CASE tx = "none"   -> state
        [] tx = "refund" -> [state EXCEPT !.alice = @ + 1, !.operator = @ - 1]
        [] tx = "pay"    -> [state EXCEPT !.alice = @ - 1, !.operator = @ + 1,
                                          !.nonce = Min(@ + 1, Payments + 1)]

(* A signature of Alice names her next nonce. *)
IsSigned(pre, tx) == tx = "pay" => signed > pre.nonce

NoBatch == [data |-> "no batch"]
Overdue == queue # <<>> /\ Head(queue).age >= D

-----------------------------------------------------------------------------
Init ==
  /\ phase = "awaiting"
  /\ root = [alice |-> 1, operator |-> 1, nonce |-> 0, out |-> 0]
  /\ batch = NoBatch
  /\ escrow = 2
  /\ escaped = {}
  /\ queue = <<>>
  /\ taken = FALSE
  /\ proofs = {}
  /\ hasData = FALSE
  /\ sequenced = 0
  /\ withholds = FALSE
  /\ crashed = {}
  /\ signed = 0
  /\ debits = 0
  /\ deposited = 0
  /\ pending = "none"
  /\ asked = FALSE
  /\ isOut = FALSE
  /\ unseen = FALSE
  /\ blind = FALSE
  /\ censorship = Censorship

(* Alice signs a payment, and the sequencer promises a place for it. *)
Sequence ==
  /\ phase # "frozen"
  /\ signed < Payments
  /\ signed' = signed + 1
  /\ sequenced' = sequenced + 1
  /\ UNCHANGED <<contract, inbox, prover, withholds, crashed, debits, deposited, pending, asked, isOut, unseen, blind,
                 censorship>>

(* What was executed is what was posted, unless the sequencer lies. *)
Commit(data, executes, takes, applies, withheld) ==
  /\ phase = "awaiting"
  /\ "sequencer" \notin crashed
  /\ data = executes \/ SwapsData
  /\ takes = applies \/ (applies = "none" /\ SkipsInbox)
  /\ takes # "none" => queue # <<>> /\ takes = Head(queue).message
  /\ Overdue => takes # "none"
  /\ executes = "pay" => Cheats \/ sequenced > 0
  /\ CanFollow(root, executes, applies)
  /\ phase' = "committed"
  /\ batch' = [post |-> Following(root, executes, applies), data |-> data, inbox |-> takes]
  /\ taken' = (takes # "none")
  /\ hasData' = ~withheld
  /\ sequenced' = IF executes = "pay" /\ sequenced > 0 THEN sequenced - 1 ELSE sequenced
  /\ withholds' = (withholds \/ withheld)
  /\ unseen' = withheld
  /\ UNCHANGED <<root, escrow, escaped, queue, proofs, crashed, signed, debits, deposited, pending, asked, isOut, blind,
                 censorship>>

Publish ==
  /\ withholds
  /\ withholds' = FALSE
  /\ hasData' = TRUE
  /\ unseen' = FALSE
  /\ blind' = FALSE
  /\ UNCHANGED <<contract, inbox, proofs, sequenced, crashed, signed, debits, deposited, pending, asked, isOut, censorship>>

(* A proof is about a step from the root to the claimed state. The honest   *)
(* prover proves what was posted; the sequencer whatever leads there.       *)
Prove(data, message, by) ==
  /\ phase = "committed"
  /\ <<data, message>> \notin proofs
  /\ CanFollow(root, data, message)
  /\ batch.post = Following(root, data, message)
  /\ IsSigned(root, data) \/ Unsound
  /\ by = "prover" => /\ "prover" \notin crashed
                      /\ hasData
                      /\ data = batch.data
                      /\ message = batch.inbox
  /\ proofs' = proofs \cup {<<data, message>>}
  /\ UNCHANGED <<contract, inbox, hasData, sequencer, crashed, alice, censorship>>

(* V is asked about the posted data and the consumed message. *)
Verify ==
  /\ phase = "committed"
  /\ <<batch.data, batch.inbox>> \in proofs
  /\ phase' = "proven"
  /\ debits' = IF ~isOut /\ batch.post.alice + batch.post.out < root.alice + root.out
               THEN Min(debits + 1, Payments + 1) ELSE debits
  /\ UNCHANGED <<root, batch, escrow, escaped, inbox, prover, sequencer, crashed,
                 signed, deposited, pending, asked, isOut, unseen, blind, censorship>>

Execute ==
  /\ phase = "proven"
  /\ phase' = "awaiting"
  /\ root' = batch.post
  /\ batch' = NoBatch
  /\ escrow' = escrow - (batch.post.out - root.out)
  /\ queue' = IF taken THEN Tail(queue) ELSE queue
  /\ taken' = FALSE
  /\ proofs' = {}
  /\ hasData' = FALSE
  /\ isOut' = (isOut \/ batch.inbox = "exit")
  /\ blind' = (blind \/ unseen)
  /\ unseen' = FALSE
  /\ UNCHANGED <<escaped, sequencer, crashed, signed, debits, deposited, pending, asked, censorship>>

(* Alice sends a message to L1; an exit takes the place of a deposit. *)
Force(message) ==
  /\ phase # "frozen"
  /\ ~asked
  /\ message = "deposit" => pending = "none" /\ deposited < Deposits
  /\ message = "exit" => pending # "exit"
  /\ pending' = message
  /\ UNCHANGED <<contract, inbox, prover, sequencer, crashed,
                 signed, debits, deposited, asked, isOut, unseen, blind, censorship>>

(* Time passes only while nobody has to freeze the rollup, or to escape. *)
Block(brings) ==
  /\ brings \in {pending, "none"}
  /\ brings # pending => censorship > 0
  /\ phase = "frozen" => isOut \/ blind
  /\ phase # "frozen" => ~Overdue
  /\ escrow' = IF brings = "deposit" THEN escrow + 1 ELSE escrow
  /\ IF phase = "frozen" THEN UNCHANGED queue
     ELSE LET aged == [i \in DOMAIN queue |-> [queue[i] EXCEPT !.age = Min(@ + 1, D)]]
          IN  queue' = IF brings = "none" THEN aged ELSE Append(aged, [message |-> brings, age |-> 0])
  /\ deposited' = IF brings = "deposit" THEN deposited + 1 ELSE deposited
  /\ asked' = (asked \/ brings = "exit")
  /\ pending' = IF brings = pending THEN "none" ELSE pending
  /\ censorship' = IF brings = pending THEN censorship ELSE censorship - 1
  /\ UNCHANGED <<phase, root, batch, escaped, taken, prover, sequencer, crashed, signed, debits, isOut, unseen, blind>>

(* Deposits stay in the queue for their refund. *)
Freeze ==
  /\ phase # "frozen"
  /\ Overdue
  /\ phase' = "frozen"
  /\ batch' = NoBatch
  /\ LET isDeposit(waiting) == waiting.message = "deposit"
         left == SelectSeq(queue, isDeposit)
     IN  queue' = [i \in DOMAIN left |-> [left[i] EXCEPT !.age = 0]]
  /\ taken' = FALSE
  /\ proofs' = {}
  /\ hasData' = FALSE
  /\ pending' = "none"
  /\ unseen' = FALSE
  /\ UNCHANGED <<root, escrow, escaped, sequencer, crashed, signed, debits, deposited, asked, isOut, blind, censorship>>

(* For a Merkle proof of her balance Alice needs all data. *)
Escape(who) ==
  LET refund == IF who = "alice" THEN Len(queue) ELSE 0
      due    == root[who] + refund
  IN  /\ phase = "frozen"
      /\ who \notin escaped
      /\ who = "alice" => ~blind
      /\ due <= escrow
      /\ escrow' = escrow - due
      /\ escaped' = escaped \cup {who}
      /\ queue' = IF who = "alice" THEN <<>> ELSE queue
      /\ isOut' = (isOut \/ who = "alice")
      /\ UNCHANGED <<phase, root, batch, taken, prover, sequencer, crashed,
                     signed, debits, deposited, pending, asked, unseen, blind, censorship>>

Crash(who) ==
  /\ who \notin crashed
  /\ crashed' = crashed \cup {who}
  /\ UNCHANGED <<contract, inbox, prover, sequencer, alice, censorship>>

Next ==
  \/ Sequence
  \/ \E data, executes \in Txs, takes, applies \in {"none"} \cup Messages,
        withheld \in {FALSE} \cup (IF Withholds THEN {TRUE} ELSE {}) :
       Commit(data, executes, takes, applies, withheld)
  \/ Publish
  \/ \E data \in Txs, message \in {"none"} \cup Messages, by \in {"prover", "sequencer"} : Prove(data, message, by)
  \/ Verify
  \/ Execute
  \/ \E message \in Messages : Force(message)
  \/ \E brings \in {"none"} \cup Messages : Block(brings)
  \/ Freeze
  \/ \E who \in {"alice", "operator"} : Escape(who)
  \/ \E who \in MayCrash : Crash(who)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Theorem 2.2.2, validity: no more is paid in Alice's name than she signed. *)
Validity == debits <= signed

(* What the contract holds covers the state and what waits in the queue. *)
Solvent ==
  phase # "frozen" =>
    escrow >= root.alice + root.operator + Cardinality({i \in DOMAIN queue : queue[i].message = "deposit"})
=============================================================================
