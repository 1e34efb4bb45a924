-------------------------------- MODULE Bridge --------------------------------
(***************************************************************************)
(* Definition 6.1.1 (Cross-Layer Bridge), the protocol of Theorem 6.1.2:    *)
(* tokens are locked on the source chain and minted on the target; a minted *)
(* token is burned and released; a deposit that was not received by its     *)
(* deadline is refunded. Each chain follows the other by a light client.    *)
(*                                                                         *)
(* The source reorganises, up to F - 1 sealed blocks deep; what was proved  *)
(* of an orphaned branch stays proved. The target may split in two. Calls   *)
(* may fail. Whoever relays does so when he likes, or never. All rules of   *)
(* the protocol are in force. Left out: amounts, what forgers try in vain.  *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS
  N,        \* transfers
  KC,       \* confirmations of a lock that the target waits for
  F,        \* a transaction this deep is final
  Timeout,  \* target blocks from a lock to its deadline
  Splits,   \* whether the target may split
  Fails     \* whether the calls that messages make may fail

ASSUME N \in Nat \ {0} /\ Timeout \in Nat \ {0} /\ {KC, F} \subseteq Nat

Transfers == 1..N
Unannounced == -1
Max(a, b) == IF a > b THEN a ELSE b
Min(a, b) == IF a < b THEN a ELSE b

VARIABLES
  lock,      \* source, by transfer: whether the deposit is there, and how deep
  refund,    \* the same of its refund
  release,   \* the same of the release
  left,      \* target: blocks to the deadline of the transfer
  minted, burned,
  twin,      \* the other chain after a split: whether the id is spent there
  proven     \* what the light clients were shown: "lock", "timeout", "burn"

source == <<lock, refund, release>>
target == <<left, minted, burned, twin>>
vars == <<source, target, proven>>

Nowhere == [there |-> FALSE, depth |-> 0]
Fresh == [there |-> TRUE, depth |-> 0]

-----------------------------------------------------------------------------
Init ==
  /\ lock = [t \in Transfers |-> Nowhere]
  /\ refund = [t \in Transfers |-> Nowhere]
  /\ release = [t \in Transfers |-> Nowhere]
  /\ left = [t \in Transfers |-> Unannounced]
  /\ minted = [t \in Transfers |-> 0]
  /\ burned = [t \in Transfers |-> 0]
  /\ twin = [t \in Transfers |-> "none"]
  /\ proven = [t \in Transfers |-> {}]

-----------------------------------------------------------------------------
(* The source chain. *)

(* A deposit, which sets a deadline. Where it follows an orphaned one, what *)
(* was proved of the earlier deadline says nothing of this.                 *)
Lock(t) ==
  /\ ~lock[t].there
  /\ lock' = [lock EXCEPT ![t] = Fresh]
  /\ left' = [left EXCEPT ![t] = Timeout]
  /\ proven' = [proven EXCEPT ![t] = @ \ {"timeout"}]
  /\ UNCHANGED <<refund, release, minted, burned, twin>>

Refund(t) ==
  /\ lock[t].there
  /\ ~refund[t].there
  /\ "timeout" \in proven[t]
  /\ refund' = [refund EXCEPT ![t] = Fresh]
  /\ UNCHANGED <<lock, release, target, proven>>

(* Whose call fails can try again. *)
Release(t, fails) ==
  /\ ~release[t].there
  /\ "burn" \in proven[t]
  /\ release' = IF fails THEN release ELSE [release EXCEPT ![t] = Fresh]
  /\ UNCHANGED <<lock, refund, target, proven>>

(* Depths are told apart as far as somebody asks for them. *)
Deeper(what, most) ==
  [t \in Transfers |-> IF what[t].there THEN [what[t] EXCEPT !.depth = Min(@ + 1, most)] ELSE what[t]]

SourceBlock ==
  /\ lock' = Deeper(lock, Max(KC, F) + 1)
  /\ refund' = Deeper(refund, F)
  /\ release' = Deeper(release, F)
  /\ UNCHANGED <<target, proven>>

Reorganised(what, blocks) ==
  [t \in Transfers |-> IF what[t].there /\ what[t].depth <= blocks THEN Nowhere ELSE what[t]]

Reorg(blocks) ==
  /\ lock' = Reorganised(lock, blocks)
  /\ refund' = Reorganised(refund, blocks)
  /\ release' = Reorganised(release, blocks)
  /\ UNCHANGED <<target, proven>>

-----------------------------------------------------------------------------
(* The target chain. *)

TargetBlock ==
  /\ left' = [t \in Transfers |-> IF left[t] > 0 THEN left[t] - 1 ELSE left[t]]
  /\ UNCHANGED <<source, minted, burned, twin, proven>>

Mint(t, fails) ==
  /\ "lock" \in proven[t]
  /\ left[t] # 0
  /\ minted[t] = 0
  /\ minted' = IF fails THEN minted ELSE [minted EXCEPT ![t] = 1]
  /\ UNCHANGED <<source, left, burned, twin, proven>>

Burn(t) ==
  /\ burned[t] < minted[t]
  /\ burned' = [burned EXCEPT ![t] = @ + 1]
  /\ UNCHANGED <<source, left, minted, twin, proven>>

Split ==
  /\ Splits
  /\ \A t \in Transfers : twin[t] = "none"
  /\ twin' = [t \in Transfers |-> IF minted[t] = 0 THEN "unspent" ELSE "spent"]
  /\ UNCHANGED <<source, left, minted, burned, proven>>

-----------------------------------------------------------------------------
(* The light clients: anybody shows them what is true. *)

Prove(t, statement) ==
  /\ proven' = [proven EXCEPT ![t] = @ \cup {statement}]
  /\ UNCHANGED <<source, target>>

AttestLock(t) == /\ lock[t].there
                 /\ lock[t].depth >= KC
                 /\ Prove(t, "lock")

AttestTimeout(t) == /\ left[t] = 0
                    /\ minted[t] = 0
                    /\ Prove(t, "timeout")

AttestBurn(t) == /\ burned[t] > 0
                 /\ Prove(t, "burn")

-----------------------------------------------------------------------------
Outcomes == {FALSE} \cup (IF Fails THEN {TRUE} ELSE {})

Next ==
  \/ \E t \in Transfers : Lock(t)
  \/ SourceBlock
  \/ \E blocks \in 0..F - 1 : Reorg(blocks)
  \/ TargetBlock
  \/ Split
  \/ \E t \in Transfers : AttestLock(t)
  \/ \E t \in Transfers : AttestTimeout(t)
  \/ \E t \in Transfers, fails \in Outcomes : Mint(t, fails)
  \/ \E t \in Transfers : Refund(t)
  \/ \E t \in Transfers : Burn(t)
  \/ \E t \in Transfers : AttestBurn(t)
  \/ \E t \in Transfers, fails \in Outcomes : Release(t, fails)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Theorem 6.1.2 as an invariant: what is minted stands on a lock that is   *)
(* not given back and is final, and what is released on a burn.             *)
Backed ==
  \A t \in Transfers :
    /\ minted[t] = 1 => lock[t].there /\ ~refund[t].there
    /\ release[t].there => burned[t] = 1
=============================================================================
