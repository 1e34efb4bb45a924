-------------------------------- MODULE Interop --------------------------------
(***************************************************************************)
(* Definition 6.2.1 (Layer 2 Interoperability Protocol): a message is sent  *)
(* by a batch of rollup A and executed on rollup B, both on one base layer, *)
(* with an escrow for each. The setting of Theorem 6.2.2.                   *)
(*                                                                         *)
(* A batch is announced, posted and final, or reverted on the way. A layer  *)
(* keeps its word while one of its guards is honest; the verifier V while   *)
(* fewer than `Threshold' of its are corrupted. The sequencers may announce *)
(* batches that burn or withdraw what nobody has (Invents), and may revert  *)
(* valid ones that are soft (Reach = 1) or posted (Reach = 2). A rollup may *)
(* be halted. The blocks of B fall with those of A that they rely on. All   *)
(* rules of the protocol are in force. Left out: intents and their solvers. *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
  GuardsA, GuardsB, GuardsV,  \* how many there are
  MayFallA, MayFallB, MayFallL1, MayFallV,  \* guards that may be corrupted: sets of numbers
  Threshold,                  \* guards of V that have to vouch
  Wait,                       \* the level that V waits for: 0 soft, 1 posted, 2 final
  Invents, Reach, Halts

ASSUME {GuardsA, GuardsB, GuardsV, Threshold, Wait, Reach} \subseteq Nat

Rollups == {"A", "B"}
Layers == {"A", "B", "L1", "V"}
Batches == 1..2   \* the user's, and one that a sequencer makes up
Theirs == 1
Made == 2

Corruptible == [layer \in Layers |-> CASE layer = "A" -> MayFallA [] layer = "B" -> MayFallB
                                       [] layer = "L1" -> MayFallL1 [] layer = "V" -> MayFallV]
Guards == [layer \in Layers |-> CASE layer = "A" -> GuardsA [] layer = "B" -> GuardsB
                                  [] layer = "L1" -> 1 [] layer = "V" -> GuardsV]
Level == [soft |-> 0, posted |-> 1, final |-> 2]

VARIABLES
  corrupted,  \* guards, by layer
  halted,     \* rollups
  accounts,   \* the escrow, by rollup
  crossed,    \* tokens that moved from one account to the other
  content,    \* of a batch: its chain, where its message wants a token, whether its rollup allows it
  status,     \* of a batch
  age,        \* of a message: fresh, expired, refunded
  execution   \* of a message on B: none, standing, settled

layers == <<corrupted, halted>>
escrow == <<accounts, crossed>>
batches == <<content, status>>
messages == <<age, execution>>
vars == <<layers, escrow, batches, messages>>

IsBroken(layer) == Cardinality(corrupted[layer]) = Guards[layer]
IsRunning(layer) == layer \notin halted
Says == Cardinality(corrupted["V"]) >= Threshold   \* V says what the adversary likes

-----------------------------------------------------------------------------
Nothing == [chain |-> "none", pays |-> "none", valid |-> FALSE]

Menu == {<<Theirs, [chain |-> "A", pays |-> "B", valid |-> TRUE]>>}
  \cup (IF Invents THEN {<<Made, [chain |-> "A", pays |-> "B", valid |-> FALSE]>>,
                         <<Made, [chain |-> "A", pays |-> "L1", valid |-> FALSE]>>,
                         <<Made, [chain |-> "B", pays |-> "L1", valid |-> FALSE]>>}
        ELSE {})

Init ==
  /\ corrupted = [layer \in Layers |-> {}]
  /\ halted = {}
  /\ accounts = [rollup \in Rollups |-> 1]
  /\ crossed = 0
  /\ content = [b \in Batches |-> Nothing]
  /\ status = [b \in Batches |-> "absent"]
  /\ age = [b \in Batches |-> "fresh"]
  /\ execution = [b \in Batches |-> "none"]

-----------------------------------------------------------------------------
(* The rollups. *)

Initiate(b, what) ==
  /\ status[b] = "absent"
  /\ status' = [status EXCEPT ![b] = "soft"]
  /\ content' = [content EXCEPT ![b] = what]
  /\ UNCHANGED <<layers, escrow, messages>>

Post(b) ==
  /\ status[b] = "soft"
  /\ IsRunning(content[b].chain)
  /\ status' = [status EXCEPT ![b] = "posted"]
  /\ UNCHANGED <<layers, escrow, content, messages>>

(* The base layer accepts a batch, if the rollup's defence lets it pass, and *)
(* its escrow books what it pays.                                           *)
Finalise(b) ==
  LET from == content[b].chain
      to   == content[b].pays
  IN  /\ status[b] = "posted"
      /\ IsRunning(from)
      /\ content[b].valid \/ IsBroken(from)
      /\ accounts[from] > 0
      /\ status' = [status EXCEPT ![b] = "final"]
      /\ accounts' = [rollup \in Rollups |-> CASE rollup = from -> accounts[from] - 1
                                               [] rollup = to   -> accounts[to] + 1
                                               [] OTHER         -> accounts[rollup]]
      /\ crossed' = IF to = "L1" THEN crossed ELSE crossed + 1
      /\ UNCHANGED <<layers, content, messages>>

(* What is invalid can always be shown to be; what is final falls only with *)
(* the base layer, which has no reason to forget what is invalid.           *)
CanFall(b) ==
  \/ status[b] = "soft" /\ (content[b].valid => Reach >= 1)
  \/ status[b] = "posted" /\ (content[b].valid => Reach >= 2)
  \/ status[b] = "final" /\ content[b].valid /\ 1 \in Corruptible["L1"] /\ IsBroken("L1")

GivesBack ==
  IF crossed > 0 /\ accounts["B"] > 0
  THEN /\ accounts' = [accounts EXCEPT !["A"] = @ + 1, !["B"] = @ - 1]
       /\ crossed' = crossed - 1
  ELSE UNCHANGED escrow

Falls(b) ==
  /\ CanFall(b)
  /\ status' = [status EXCEPT ![b] = "reverted"]
  /\ IF status[b] = "final" THEN GivesBack ELSE UNCHANGED escrow
  /\ UNCHANGED <<layers, content>>

(* Alone: nothing on B relies on it, or what does is final, or the base *)
(* layer has forgotten it.                                              *)
Revert(b) ==
  /\ execution[b] = "standing" => status[b] = "final"
  /\ Falls(b)
  /\ UNCHANGED messages

(* Together with the block of B that relies on it. *)
Cascade(b) ==
  /\ execution[b] = "standing"
  /\ Falls(b)
  /\ execution' = [execution EXCEPT ![b] = "none"]
  /\ UNCHANGED age

-----------------------------------------------------------------------------
(* Messages. *)

(* V has seen the batch at the level that it waits for, or says so. *)
Execute(b) ==
  /\ IsRunning("B")
  /\ age[b] = "fresh"
  /\ execution[b] = "none"
  /\ \/ /\ status[b] \in DOMAIN Level
        /\ content[b].pays = "B"
        /\ Level[status[b]] >= Wait
     \/ Says
  /\ execution' = [execution EXCEPT ![b] = "standing"]
  /\ UNCHANGED <<layers, escrow, batches, age>>

(* The block of B is final no earlier than the batch that it relies on. *)
Settle(b) ==
  /\ execution[b] = "standing"
  /\ status[b] = "final"
  /\ content[b].pays = "B"
  /\ execution' = [execution EXCEPT ![b] = "settled"]
  /\ UNCHANGED <<layers, escrow, batches, age>>

Undo(b) ==
  /\ execution[b] = "standing"
  /\ execution' = [execution EXCEPT ![b] = "none"]
  /\ UNCHANGED <<layers, escrow, batches, age>>

Expire ==
  /\ age[Theirs] = "fresh"
  /\ age' = [age EXCEPT ![Theirs] = "expired"]
  /\ UNCHANGED <<layers, escrow, batches, execution>>

(* What expired unexecuted is given back on A, or what V says was. *)
Refund ==
  /\ age[Theirs] = "expired"
  /\ status[Theirs] = "final"
  /\ execution[Theirs] = "none" \/ Says
  /\ age' = [age EXCEPT ![Theirs] = "refunded"]
  /\ GivesBack
  /\ UNCHANGED <<layers, batches, execution>>

-----------------------------------------------------------------------------
(* The adversary. *)

Corrupt(layer, guard) ==
  /\ guard \notin corrupted[layer]
  /\ corrupted' = [corrupted EXCEPT ![layer] = @ \cup {guard}]
  /\ UNCHANGED <<halted, escrow, batches, messages>>

Drain(rollup) ==
  /\ 1 \in Corruptible["L1"]
  /\ IsBroken("L1")
  /\ accounts[rollup] > 0
  /\ accounts' = [accounts EXCEPT ![rollup] = @ - 1]
  /\ UNCHANGED <<layers, crossed, batches, messages>>

Halt(rollup) ==
  /\ Halts
  /\ IsRunning(rollup)
  /\ halted' = halted \cup {rollup}
  /\ UNCHANGED <<corrupted, escrow, batches, messages>>

Next ==
  \/ \E entry \in Menu : Initiate(entry[1], entry[2])
  \/ \E b \in Batches : Post(b)
  \/ \E b \in Batches : Finalise(b)
  \/ \E b \in Batches : Revert(b)
  \/ \E b \in Batches : Cascade(b)
  \/ \E b \in Batches : Execute(b)
  \/ \E b \in Batches : Settle(b)
  \/ \E b \in Batches : Undo(b)
  \/ Expire
  \/ Refund
  \/ \E layer \in Layers : \E guard \in Corruptible[layer] : Corrupt(layer, guard)
  \/ \E rollup \in Rollups : Drain(rollup)
  \/ \E rollup \in Rollups : Halt(rollup)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What is settled on B stands on what is final on A, for good. *)
Settled == \A b \in Batches : execution[b] = "settled" => status[b] = "final"
=============================================================================
