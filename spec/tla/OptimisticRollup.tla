--------------------------- MODULE OptimisticRollup ---------------------------
(***************************************************************************)
(* Definition 2.1.1 (Optimistic Rollup) with the honest validator of       *)
(* Theorem 2.1.2: batches are posted on L1 with a claimed post-state, may   *)
(* be challenged for C blocks, and are final after that.                    *)
(*                                                                         *)
(* The adversary is the sequencer, who may claim wrong post-states and keep *)
(* data back; the block builder, who may leave honest transactions out of   *)
(* `Censorship' blocks; and an outsider, who may submit wrong proofs. The   *)
(* validator may be late by `ReactionDelay' blocks and sleep through `Naps' *)
(* of them. All rules of the protocol are in force. Left out: upgrades.     *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  C,              \* challenge period, in blocks
  Batches,        \* batches posted in all
  DataDelay,      \* blocks until published data arrives, at most
  ReactionDelay,  \* blocks that the validator may take to react, at most
  Cheats,         \* whether the sequencer claims wrong post-states
  Withholds,      \* whether the sequencer keeps data back
  Bogus,          \* whether an outsider submits proofs against right batches
  Censorship,     \* blocks that leave out honest transactions, in all
  Naps,           \* blocks that the validator sleeps through while it owes a proof
  Stake           \* bonds that the validator can post at a time

ASSUME {C, Batches} \subseteq Nat \ {0}
ASSUME {DataDelay, ReactionDelay, Censorship, Naps, Stake} \subseteq Nat

VARIABLES
  batches,     \* on L1: what each builds on (0: genesis), its claim, age, status
  stakes,      \* free bonds of everybody, and those that were burnt
  seen,        \* by the validator: data of each batch, its proof against it
  censorship,  \* blocks that may still be censored
  naps         \* blocks that the validator may still sleep through

vars == <<batches, stakes, seen, censorship, naps>>

-----------------------------------------------------------------------------
(* Layer 2: the user pays the operator one unit a batch. A state is the     *)
(* user's balance.                                                          *)

Genesis == Batches + 1
Execute(user) == IF user > 0 THEN user - 1 ELSE 0
Claimed(claim, user) == IF claim = "correct" THEN Execute(user) ELSE 0

PreState(i) == LET p == batches[i].parent IN IF p = 0 THEN Genesis ELSE batches[p].user
IsWrong(i) == batches[i].user # Execute(PreState(i))

-----------------------------------------------------------------------------
(* The contract. *)

Standing == {i \in DOMAIN batches : batches[i].status # "removed"}
End == IF Standing = {} THEN 0 ELSE CHOOSE i \in Standing : \A j \in Standing : j <= i

RECURSIVE Builds(_, _, _)
Builds(on, i, queue) ==
  \/ i = on
  \/ queue[i].parent # 0 /\ Builds(on, queue[i].parent, queue)

(* A proof against batch i, in a contract with these batches and stakes.    *)
Challenge(contract, i, prover) ==
  LET queue  == contract.batches
      bonds  == contract.stakes
      falls  == {j \in DOMAIN queue : queue[j].status = "pending" /\ Builds(i, j, queue)}
  IN  IF queue[i].status # "pending" \/ queue[i].age >= C \/ bonds[prover] = 0
      THEN contract
      ELSE IF ~IsWrong(i)
      THEN [contract EXCEPT !.stakes[prover] = @ - 1, !.stakes.burnt = @ + 1]
      ELSE [batches |-> [j \in DOMAIN queue |->
                          IF j \in falls THEN [queue[j] EXCEPT !.age = 0, !.status = "removed"] ELSE queue[j]],
            stakes  |-> [bonds EXCEPT ![prover] = @ + 1, !.burnt = @ + Cardinality(falls) - 1]]

RECURSIVE Challenges(_, _, _)
Challenges(contract, proofs, i) ==
  IF i > Len(contract.batches) THEN contract
  ELSE Challenges(IF i \in proofs THEN Challenge(contract, i, "validator") ELSE contract, proofs, i + 1)

(* A block ages what is pending, and finalises from the front of the queue. *)
Finalised(contract) ==
  LET queue == contract.batches
      isDue(i) == \A j \in 1..i : queue[j].status = "pending" => queue[j].age + 1 >= C
      final == {i \in DOMAIN queue : queue[i].status = "pending" /\ isDue(i)}
  IN  [batches |-> [i \in DOMAIN queue |->
                     IF i \in final THEN [queue[i] EXCEPT !.age = 0, !.status = "final"]
                     ELSE IF queue[i].status = "pending" THEN [queue[i] EXCEPT !.age = @ + 1]
                     ELSE queue[i]],
       stakes  |-> [contract.stakes EXCEPT !.sequencer = @ + Cardinality(final)]]

-----------------------------------------------------------------------------
(* The validator: re-executes what it has the data of, back to genesis.     *)

RECURSIVE CanCheck(_)
CanCheck(i) == i = 0 \/ (seen[i].data = "here" /\ CanCheck(batches[i].parent))

Owed == {i \in DOMAIN seen : seen[i].proof = "none" /\ CanCheck(i) /\ IsWrong(i)}
Pending == {i \in DOMAIN seen : seen[i].proof = "pending"}

-----------------------------------------------------------------------------
Init ==
  /\ batches = <<>>
  /\ stakes = [sequencer |-> Batches, validator |-> Stake, outsider |-> 1, burnt |-> 0]
  /\ seen = <<>>
  /\ censorship = Censorship
  /\ naps = Naps

Post(claim, data) ==
  /\ Len(batches) < Batches
  /\ stakes.sequencer >= 1
  /\ LET pre == IF End = 0 THEN Genesis ELSE batches[End].user
     IN  batches' = Append(batches,
           [parent |-> End, user |-> Claimed(claim, pre), age |-> 0, status |-> "pending"])
  /\ stakes' = [stakes EXCEPT !.sequencer = @ - 1]
  /\ seen' = Append(seen, [data |-> data, late |-> 0, proof |-> "none", waited |-> 0])
  /\ UNCHANGED <<censorship, naps>>

(* Data that is on its way arrives; data that was kept back is published.   *)
Arrive(i, from) ==
  /\ seen[i].data = from
  /\ seen' = [seen EXCEPT ![i].data = "here", ![i].late = 0]
  /\ UNCHANGED <<batches, stakes, censorship, naps>>

Deliver(i) == /\ DataDelay > 0
              /\ Arrive(i, "slow")
Publish(i) == /\ Withholds
              /\ Arrive(i, "withheld")

Fraud(i) ==
  /\ i \in Owed
  /\ seen' = [seen EXCEPT ![i].proof = "pending", ![i].waited = 0]
  /\ UNCHANGED <<batches, stakes, censorship, naps>>

(* One block of L1: proofs of the validator, perhaps a bogus one (0: none), *)
(* then time.                                                               *)
Block(proofs, bogus, asleep) ==
  /\ proofs # Pending => censorship > 0
  /\ bogus # 0 => batches[bogus].status = "pending"
  /\ asleep => naps > 0 /\ Owed # {}
  /\ asleep \/ \A i \in Owed : seen[i].waited < ReactionDelay
  /\ \A i \in DOMAIN seen : seen[i].data = "slow" => seen[i].late < DataDelay
  /\ LET honest == Challenges([batches |-> batches, stakes |-> stakes], proofs, 1)
         all    == IF bogus = 0 THEN honest ELSE Challenge(honest, bogus, "outsider")
         after  == Finalised(all)
     IN  /\ batches' = after.batches
         /\ stakes' = after.stakes
  /\ seen' = [i \in DOMAIN seen |->
       [seen[i] EXCEPT
         !.late   = IF seen[i].data = "slow" THEN @ + 1 ELSE @,
         !.proof  = IF i \in proofs THEN "included" ELSE @,
         !.waited = IF i \in Owed /\ ~asleep THEN @ + 1 ELSE @]]
  /\ censorship' = IF proofs = Pending THEN censorship ELSE censorship - 1
  /\ naps' = IF asleep THEN naps - 1 ELSE naps

Next ==
  \/ \E claim \in {"correct"} \cup (IF Cheats THEN {"steal"} ELSE {}),
        data \in {"here"} \cup (IF DataDelay > 0 THEN {"slow"} ELSE {})
                          \cup (IF Withholds THEN {"withheld"} ELSE {}) : Post(claim, data)
  \/ \E i \in DOMAIN seen : Deliver(i)
  \/ \E i \in DOMAIN seen : Publish(i)
  \/ \E i \in DOMAIN seen : Fraud(i)
  \/ \E proofs \in SUBSET Pending,
        bogus \in {0} \cup (IF Bogus THEN DOMAIN batches ELSE {}),
        asleep \in BOOLEAN : Block(proofs, bogus, asleep)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Theorem 2.1.2: nothing that is wrong, or builds on it, is ever final.    *)
RECURSIVE IsRight(_)
IsRight(i) == i = 0 \/ (~IsWrong(i) /\ IsRight(batches[i].parent))

Validity == \A i \in DOMAIN batches : batches[i].status = "final" => IsRight(i)

(* Bonds are neither made nor lost. *)
Conserved ==
  stakes.sequencer + stakes.validator + stakes.outsider + stakes.burnt
    + Cardinality({i \in DOMAIN batches : batches[i].status = "pending"}) = Batches + Stake + 1
=============================================================================
