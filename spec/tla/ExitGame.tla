------------------------------- MODULE ExitGame -------------------------------
(***************************************************************************)
(* Definition 5.3.1 (Exit Game) for coins that stay where they are, the     *)
(* setting of Theorem 5.3.2 in which everybody has to leave at once: the    *)
(* operator of a plasma chain withholds a block, with a coin in it that     *)
(* nobody deposited, and all holders ask the contract on L1 for theirs.     *)
(*                                                                         *)
(* Every coin is worth one unit, all are paid from the deposits. An exit is *)
(* mature W blocks after its request, and not before its coin is old, 2W    *)
(* blocks after its block; of exits that mature together the oldest coin is *)
(* paid first. A block of L1 has room for `Cap' honest transactions; the    *)
(* adversary fills some blocks, and sends the holders to sleep for some.    *)
(* Left out: a coin that moves, and with it challenges (machines only).     *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  H,              \* deposits
  Cap,            \* honest transactions that a block has room for
  W,              \* blocks from a request to its payment
  Payouts,        \* exits that a block pays at most
  LeaveAtWill,    \* whether holders leave when they like
  ReactionDelay,  \* blocks that holders may take to react
  Withholds,      \* whether the operator withholds a block
  Phantom,        \* whether there is a coin out of nowhere in it
  Bonds,          \* requests that the adversary can put a bond under
  Congestion,     \* blocks that she fills
  Sleep           \* blocks that the holders sleep through

ASSUME {H, Cap, W, Payouts} \subseteq Nat \ {0}
ASSUME {ReactionDelay, Bonds, Congestion, Sleep} \subseteq Nat

VARIABLES
  room,        \* left in the block in progress
  congestion, sleep, bonds,
  isWithheld,  \* whether a block of layer 2 was withheld
  phantomAge,  \* blocks since then, up to 2W; 2W while there is no phantom
  requested,   \* holders who have asked
  waited,      \* blocks for which they have owed that
  exits,       \* open ones, in the order in which they are paid
  asked,       \* whether the phantom's exit was ever requested
  balance,
  paid, unfunded

vars == <<room, congestion, sleep, bonds, isWithheld, phantomAge, requested, waited, exits, asked, balance, paid, unfunded>>
adversary == <<congestion, sleep, bonds>>
money == <<balance, paid, unfunded>>

-----------------------------------------------------------------------------
(* Deposits are coins 1 to H, in the order in which their holders ask, and  *)
(* so the oldest; the phantom comes after them all.                         *)
ThePhantom == H + 1

Old(age) == age >= 2 * W
IsMature(exit, age) == exit.age >= W /\ (exit.coin = ThePhantom => Old(age))

Owed == isWithheld /\ requested < H

-----------------------------------------------------------------------------
Init ==
  /\ room = Cap
  /\ congestion = Congestion
  /\ sleep = Sleep
  /\ bonds = Bonds
  /\ isWithheld = FALSE
  /\ phantomAge = 2 * W
  /\ requested = 0
  /\ waited = 0
  /\ exits = <<>>
  /\ asked = FALSE
  /\ balance = H
  /\ paid = {}
  /\ unfunded = {}

Commit ==
  /\ Withholds
  /\ ~isWithheld
  /\ isWithheld' = TRUE
  /\ phantomAge' = 0
  /\ UNCHANGED <<room, adversary, requested, waited, exits, asked, money>>

Request(coin) == exits' = Append(exits, [coin |-> coin, age |-> 0])

(* A holder asks, if there is room for it. *)
StartExitOfHolder ==
  /\ requested < H
  /\ isWithheld \/ LeaveAtWill
  /\ room > 0
  /\ room' = room - 1
  /\ requested' = requested + 1
  /\ Request(requested + 1)
  /\ UNCHANGED <<adversary, isWithheld, phantomAge, waited, asked, money>>

(* The adversary pays for room, but needs a bond. *)
StartExitOfPhantom ==
  /\ Phantom
  /\ isWithheld
  /\ ~asked
  /\ bonds > 0
  /\ bonds' = bonds - 1
  /\ asked' = TRUE
  /\ Request(ThePhantom)
  /\ UNCHANGED <<room, congestion, sleep, isWithheld, phantomAge, requested, waited, money>>

-----------------------------------------------------------------------------
(* A block makes everything older, and puts what matures now behind what    *)
(* was mature, the oldest coin first.                                       *)
Older(queue) == [i \in DOMAIN queue |-> [queue[i] EXCEPT !.age = IF @ < W THEN @ + 1 ELSE W]]

RECURSIVE ByCoin(_)
ByCoin(set) ==
  IF set = {} THEN <<>>
  ELSE LET first == CHOOSE exit \in set : \A other \in set : exit.coin <= other.coin
       IN  <<first>> \o ByCoin(set \ {first})

Queued(age) ==
  LET now == Older(exits)
      later == IF age < 2 * W THEN age + 1 ELSE age
      mature(i) == IsMature(now[i], later)
      new(i) == mature(i) /\ ~IsMature(exits[i], age)
      RECURSIVE those(_, _)
      those(chosen, i) == IF i > Len(now) THEN <<>>
                          ELSE (IF i \in chosen THEN <<now[i]>> ELSE <<>>) \o those(chosen, i + 1)
      before == {i \in DOMAIN now : mature(i) /\ ~new(i)}
      maturing == {i \in DOMAIN now : new(i)}
      others == {i \in DOMAIN now : ~mature(i)}
  IN  those(before, 1) \o ByCoin({now[i] : i \in maturing}) \o those(others, 1)

Smaller(a, b) == IF a < b THEN a ELSE b

Block(next) ==
  /\ next = "full" => congestion > 0
  /\ next = "asleep" => sleep > 0
  /\ room > 0 /\ Owed => waited < ReactionDelay
  /\ LET queue  == Queued(phantomAge)
         later  == IF Old(phantomAge) THEN phantomAge ELSE phantomAge + 1
         mature == Cardinality({i \in DOMAIN queue : IsMature(queue[i], later)})
         paying == Smaller(mature, Payouts)
         \* What the balance does not cover is lost.
         funded == Smaller(paying, balance)
     IN  /\ exits' = SubSeq(queue, paying + 1, Len(queue))
         /\ balance' = balance - funded
         /\ paid' = paid \cup {queue[i].coin : i \in 1..funded}
         /\ unfunded' = unfunded \cup {queue[i].coin : i \in funded + 1..paying}
         /\ phantomAge' = later
  /\ room' = IF next = "open" THEN Cap ELSE 0
  /\ congestion' = IF next = "full" THEN congestion - 1 ELSE congestion
  /\ sleep' = IF next = "asleep" THEN sleep - 1 ELSE sleep
  /\ waited' = IF ~Owed THEN 0 ELSE Smaller(waited + 1, ReactionDelay)
  /\ UNCHANGED <<bonds, isWithheld, requested, asked>>

Next ==
  \/ Commit
  \/ StartExitOfHolder
  \/ StartExitOfPhantom
  \/ \E next \in {"open", "full", "asleep"} : Block(next)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Theorem 5.3.2: whoever deposited is paid. *)
HonestPaid == unfunded \subseteq {ThePhantom}
=============================================================================
