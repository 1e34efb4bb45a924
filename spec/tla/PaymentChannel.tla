---------------------------- MODULE PaymentChannel ----------------------------
(***************************************************************************)
(* Definitions 3.1.1 and 3.1.2 with the honest party A of Theorem 3.1.3:   *)
(* two deposits on L1, states that both sign one after the other, and a     *)
(* closing in which for T blocks a later state replaces an earlier one.     *)
(*                                                                         *)
(* B is the adversary: he holds every state that A has signed, also while   *)
(* she lacks his signature under it, and may present any of them. The block *)
(* builder may leave A's transaction out of `Censorship' blocks; A may be   *)
(* late by `ReactionDelay' blocks and sleep through `Naps' of them. One     *)
(* state a nonce, signed in turn; balances add up to the deposits.          *)
(* Left out: penalties, restarts of the window, closing by agreement.       *)
(***************************************************************************)
EXTENDS Integers, Sequences

CONSTANTS T, Updates, DepositA, DepositB, ReactionDelay, Censorship, Naps

ASSUME {T, Updates} \subseteq Nat \ {0}
ASSUME {DepositA, DepositB, ReactionDelay, Censorship, Naps} \subseteq Nat

Deposit == DepositA + DepositB
None == -1

VARIABLES
  phase,       \* of the contract
  states,      \* of nonces 1, 2, …: A's balance, and whether A holds B's signature
  onChain,     \* the nonce presented last, as the contract sees it
  age,         \* blocks since the closing began
  presented,   \* who has presented which nonce
  saw,         \* the nonce on the chain as A saw it last
  pending,     \* the nonce in A's transaction in the mempool
  waited,      \* blocks for which A has owed an answer
  censorship,
  naps

vars == <<phase, states, onChain, age, presented, saw, pending, waited, censorship, naps>>
contract == <<phase, onChain, age, presented>>
party == <<saw, pending, waited, naps>>

-----------------------------------------------------------------------------
(* A state of nonce 0 pays the deposits back. *)
BalanceA(n) == IF n = 0 THEN DepositA ELSE states[n].balanceA

HalfSigned == states # <<>> /\ ~states[Len(states)].full
(* The latest state that A can present. *)
Latest == IF HalfSigned THEN Len(states) - 1 ELSE Len(states)

Owes == saw # None /\ saw < Latest /\ pending < Latest

-----------------------------------------------------------------------------
Init ==
  /\ phase = "unfunded"
  /\ states = <<>>
  /\ onChain = None
  /\ age = 0
  /\ presented = {}
  /\ saw = None
  /\ pending = None
  /\ waited = 0
  /\ censorship = Censorship
  /\ naps = Naps

Fund ==
  /\ phase = "unfunded"
  /\ phase' = "open"
  /\ UNCHANGED <<states, onChain, age, presented, party, censorship>>

(* Once somebody closes, A signs nothing and counts no signature. *)
Updating == phase # "unfunded" /\ saw = None /\ pending = None

(* A signs the next state: with B's signature under it, or before him. *)
Sign(balanceA, proposer) ==
  /\ Updating
  /\ ~HalfSigned
  /\ Len(states) < Updates
  /\ states' = Append(states, [balanceA |-> balanceA, full |-> proposer = "B"])
  /\ UNCHANGED <<contract, party, censorship>>

Countersign ==
  /\ Updating
  /\ HalfSigned
  /\ states' = [states EXCEPT ![Len(states)].full = TRUE]
  /\ UNCHANGED <<contract, party, censorship>>

(* B presents a state, in the block in progress. *)
Post(n) ==
  /\ phase \in {"open", "closing"}
  /\ n > onChain
  /\ phase' = "closing"
  /\ onChain' = n
  /\ presented' = presented \cup {<<n, "B">>}
  /\ saw' = n
  /\ UNCHANGED <<states, age, pending, waited, censorship, naps>>

Submit ==
  /\ pending' = Latest
  /\ waited' = 0
  /\ UNCHANGED <<contract, states, saw, censorship, naps>>

Close == /\ Updating
         /\ Submit
Respond == /\ Owes
           /\ Submit

(* One block, with or without A's transaction. What it contains takes effect first; then the block settles. *)
Block(includes, asleep) ==
  /\ phase # "unfunded"
  /\ includes => pending # None
  /\ pending # None /\ ~includes => censorship > 0
  /\ asleep => naps > 0 /\ Owes
  /\ asleep \/ ~Owes \/ waited < ReactionDelay
  /\ LET starts  == includes /\ phase = "open"
         answers == includes /\ phase = "closing" /\ pending > onChain
         older   == IF phase = "closing" THEN age + 1 ELSE age
         settles == phase = "closing" /\ older >= T
     IN  /\ phase' = IF starts THEN "closing" ELSE IF settles THEN "closed" ELSE phase
         /\ onChain' = IF starts \/ answers THEN pending ELSE onChain
         /\ presented' = IF starts \/ answers THEN presented \cup {<<pending, "A">>} ELSE presented
         /\ age' = IF starts \/ settles THEN 0 ELSE older
  /\ saw' = IF includes THEN pending ELSE saw
  /\ pending' = IF includes THEN None ELSE pending
  /\ waited' = IF ~includes /\ Owes /\ ~asleep THEN waited + 1 ELSE waited
  /\ censorship' = IF pending # None /\ ~includes THEN censorship - 1 ELSE censorship
  /\ naps' = IF asleep THEN naps - 1 ELSE naps
  /\ UNCHANGED states

Next ==
  \/ Fund
  \/ \E balanceA \in 0..Deposit, proposer \in {"A", "B"} : Sign(balanceA, proposer)
  \/ Countersign
  \/ \E n \in 0..Len(states) : Post(n)
  \/ Close
  \/ Respond
  \/ \E includes, asleep \in BOOLEAN : Block(includes, asleep)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Theorem 3.1.3, payoff: A gets no less than the least of the states that  *)
(* she has signed from the latest one on that she can present.              *)
Payoff ==
  phase = "closed" => \E n \in Latest..Len(states) : BalanceA(onChain) >= BalanceA(n)
=============================================================================
