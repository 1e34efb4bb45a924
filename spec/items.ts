// Every definition, property and theorem of the seed document, the three implementations of its section 4 and the five
// directions of its section 7. These ids name things everywhere else: in models, proofs, tests and output.
// A statement is the seed's own text, whole, as Markdown with its TeX; proof sketches are left out. The seed's section 4
// is source code: its three statements describe it in a sentence.

// Listed apart from the items because isolated declarations cannot infer literal types through `String.raw`; a test holds
// the two lists together.
const ids = [
  '1.1.1',
  '1.1.2',
  '1.1.3',
  '1.2.1',
  '1.2.2',
  '1.2.3',
  '1.2.4',
  '2.1.1',
  '2.1.2',
  '2.1.3',
  '2.2.1',
  '2.2.2',
  '2.2.3',
  '3.1.1',
  '3.1.2',
  '3.1.3',
  '3.2.1',
  '3.2.2',
  '3.2.3',
  '4.layer2-system',
  '4.zk-rollup',
  '4.payment-channel',
  '5.1.1',
  '5.1.2',
  '5.2.1',
  '5.2.2',
  '5.3.1',
  '5.3.2',
  '6.1.1',
  '6.1.2',
  '6.2.1',
  '6.2.2',
  '7.1',
  '7.2',
  '7.3',
  '7.4',
  '7.5',
] as const;

export type ItemId = (typeof ids)[number];

export const itemIds: readonly ItemId[] = ids;

type SpecItemKind = 'definition' | 'property' | 'theorem' | 'implementation' | 'direction';

export type SpecItem = {
  readonly id: ItemId;
  readonly kind: SpecItemKind;
  readonly name: string;
  /** Number of the section of the seed that contains the item, as in `2.1`. */
  readonly section: string;
  /** Markdown with TeX between dollar signs. */
  readonly statement: string;
};

export const items: readonly SpecItem[] = [
  {
    id: '1.1.1',
    kind: 'definition',
    name: 'Layer 2 System',
    section: '1.1',
    statement: String.raw`A Layer 2 system is a tuple $(L_1, L_2, \pi, \Lambda, \Delta)$ where:

- $L_1$ is the base layer blockchain
- $L_2$ is the scaling layer
- $\pi$ is a state transition function for $L_2$
- $\Lambda$ is a set of bridging functions between $L_1$ and $L_2$
- $\Delta$ is a data availability solution`,
  },
  {
    id: '1.1.2',
    kind: 'definition',
    name: 'State',
    section: '1.1',
    statement: `The state of a Layer 2 system at time $t$ is denoted $S_t = (S^{L_1}_t, S^{L_2}_t)$, where:

- $S^{L_1}_t$ is the state of the base layer at time $t$
- $S^{L_2}_t$ is the state of the scaling layer at time $t$`,
  },
  {
    id: '1.1.3',
    kind: 'definition',
    name: 'Transaction',
    section: '1.1',
    statement: String.raw`A Layer 2 transaction $tx$ is a tuple $(s, r, v, d, \sigma)$ where:

- $s$ is the sender address
- $r$ is the recipient address
- $v$ is the value transferred
- $d$ is additional transaction data
- $\sigma$ is the cryptographic signature`,
  },
  {
    id: '1.2.1',
    kind: 'property',
    name: 'Liveness',
    section: '1.2',
    statement:
      "A Layer 2 system satisfies liveness if for any valid transaction $tx$ submitted at time $t$, there exists a time $t' > t$ such that $tx$ is included in the state $S_{t'}$.",
  },
  {
    id: '1.2.2',
    kind: 'property',
    name: 'Safety',
    section: '1.2',
    statement:
      'A Layer 2 system satisfies safety if for any two honest observers of the system, they observe the same state $S_t$ at any given time $t$.',
  },
  {
    id: '1.2.3',
    kind: 'property',
    name: 'Data Availability',
    section: '1.2',
    statement:
      'A Layer 2 system satisfies data availability if all data required to reconstruct the state $S^{L_2}_t$ is published and accessible to all participants.',
  },
  {
    id: '1.2.4',
    kind: 'property',
    name: 'Finality',
    section: '1.2',
    statement:
      'A Layer 2 transaction reaches finality when its inclusion in the Layer 2 state is guaranteed and cannot be reversed without violating Layer 1 consensus rules.',
  },
  {
    id: '2.1.1',
    kind: 'definition',
    name: 'Optimistic Rollup',
    section: '2.1',
    statement: String.raw`An optimistic rollup is a tuple $(B, \Sigma, \pi, C, F)$ where:

- $B$ is a batch of transactions
- $\Sigma$ is a set of state transitions
- $\pi$ is a proof system for dispute resolution
- $C$ is a challenge period duration
- $F$ is a fraud proof verification mechanism`,
  },
  {
    id: '2.1.2',
    kind: 'theorem',
    name: 'Optimistic Rollup Safety',
    section: '2.1',
    statement:
      'An optimistic rollup system with a challenge period $C$ and fraud proof mechanism $F$ is safe if and only if at least one honest validator is able to submit a fraud proof within time $C$ for any invalid state transition.',
  },
  {
    id: '2.1.3',
    kind: 'definition',
    name: 'Fraud Proof',
    section: '2.1',
    statement: String.raw`A fraud proof in an optimistic rollup is a tuple $(S_i, S_{i+1}, tx, \pi)$ where:

- $S_i$ is the pre-state
- $S_{i+1}$ is the claimed post-state
- $tx$ is the transaction that was executed
- $\pi$ is a proof that $S_{i+1} \neq \pi(S_i, tx)$`,
  },
  {
    id: '2.2.1',
    kind: 'definition',
    name: 'ZK-Rollup',
    section: '2.2',
    statement: String.raw`A ZK-rollup is a tuple $(B, \Sigma, \pi, V)$ where:

- $B$ is a batch of transactions
- $\Sigma$ is a set of state transitions
- $\pi$ is a zero-knowledge proof system
- $V$ is a verification function`,
  },
  {
    id: '2.2.2',
    kind: 'theorem',
    name: 'ZK-Rollup Validity',
    section: '2.2',
    statement: String.raw`A ZK-rollup state transition from $S_i$ to $S_{i+1}$ is valid if and only if there exists a valid zero-knowledge proof $\pi$ such that $V(S_i, S_{i+1}, \pi) = 1$.`,
  },
  {
    id: '2.2.3',
    kind: 'definition',
    name: 'ZK-Rollup Commitment',
    section: '2.2',
    statement: `A ZK-rollup commitment $c$ is a cryptographic commitment to the state $S^{L_2}_t$ such that:

1. It is computationally binding: One cannot find two different states that produce the same commitment.
2. It is computationally hiding: The commitment does not reveal information about the state.`,
  },
  {
    id: '3.1.1',
    kind: 'definition',
    name: 'Payment Channel',
    section: '3.1',
    statement: `A payment channel is a tuple $(A, B, s_A, s_B, T, L_1)$ where:

- $A$ and $B$ are the participants
- $s_A$ and $s_B$ are the balances of $A$ and $B$ respectively
- $T$ is the channel timeout
- $L_1$ is the base layer blockchain`,
  },
  {
    id: '3.1.2',
    kind: 'definition',
    name: 'Channel State',
    section: '3.1',
    statement: String.raw`A channel state is a tuple $(n, s_A, s_B, \sigma_A, \sigma_B)$ where:

- $n$ is the state nonce
- $s_A$ and $s_B$ are the balances
- $\sigma_A$ and $\sigma_B$ are signatures from $A$ and $B$`,
  },
  {
    id: '3.1.3',
    kind: 'theorem',
    name: 'Channel Safety',
    section: '3.1',
    statement: String.raw`A payment channel is safe if for any two valid channel states $(n_1, s_A^1, s_B^1, \sigma_A^1, \sigma_B^1)$ and $(n_2, s_A^2, s_B^2, \sigma_A^2, \sigma_B^2)$, if $n_1 < n_2$, then the state with $n_2$ takes precedence.`,
  },
  {
    id: '3.2.1',
    kind: 'definition',
    name: 'State Channel',
    section: '3.2',
    statement: String.raw`A state channel is a tuple $(P, S, \pi, \Delta, L_1)$ where:

- $P$ is a set of participants
- $S$ is the channel state space
- $\pi$ is a state transition function
- $\Delta$ is a challenge-response mechanism
- $L_1$ is the base layer blockchain`,
  },
  {
    id: '3.2.2',
    kind: 'definition',
    name: 'Channel Application',
    section: '3.2',
    statement: String.raw`A channel application is a tuple $(S_A, \pi_A, \psi_A)$ where:

- $S_A$ is the application state space
- $\pi_A$ is the application state transition function
- $\psi_A$ is a function mapping application states to channel balances`,
  },
  {
    id: '3.2.3',
    kind: 'theorem',
    name: 'State Channel Composability',
    section: '3.2',
    statement: String.raw`Multiple channel applications $(S_{A_i}, \pi_{A_i}, \psi_{A_i})$ for $i \in \{1, 2, \ldots, n\}$ can safely operate on the same state channel if their state spaces are disjoint: $S_{A_i} \cap S_{A_j} = \emptyset$ for all $i \neq j$.`,
  },
  {
    id: '4.layer2-system',
    kind: 'implementation',
    name: 'Layer2System',
    section: '4',
    statement:
      'The two layers, a transition function from a layer 2 state and a transaction to a new state and a proof, and the bridge functions; processing a transaction replaces the layer 2 state and returns the proof.',
  },
  {
    id: '4.zk-rollup',
    kind: 'implementation',
    name: 'ZkRollup',
    section: '4',
    statement:
      'A state, a verification key and a list of pending transactions, processed and cleared as one batch when the batch size is reached.',
  },
  {
    id: '4.payment-channel',
    kind: 'implementation',
    name: 'PaymentChannel',
    section: '4',
    statement:
      'Two participants with balances, a nonce, a timeout and a closed flag; an update needs both signatures, a higher nonce and an unchanged total, and closing returns the balances.',
  },
  {
    id: '5.1.1',
    kind: 'definition',
    name: 'Trust Model',
    section: '5.1',
    statement: `The trust model of a Layer 2 system is a tuple $(T_{L_1}, T_{L_2}, A_H, A_D)$ where:

- $T_{L_1}$ is the set of trust assumptions for the base layer
- $T_{L_2}$ is the set of trust assumptions for the scaling layer
- $A_H$ is the set of honest actor assumptions
- $A_D$ is the set of data availability assumptions`,
  },
  {
    id: '5.1.2',
    kind: 'theorem',
    name: 'Security Inheritance',
    section: '5.1',
    statement: String.raw`A Layer 2 system inherits security from Layer 1 if and only if:

1. The bridging mechanism $\Lambda$ correctly maps state transitions between $L_1$ and $L_2$.
2. The Layer 2 system satisfies its data availability assumptions $A_D$.
3. The Layer 1 blockchain $L_1$ satisfies its security assumptions $T_{L_1}$.`,
  },
  {
    id: '5.2.1',
    kind: 'definition',
    name: 'Economic Security',
    section: '5.2',
    statement:
      'The economic security of a Layer 2 system is measured by the cost $C$ required for an attacker to violate safety or liveness properties.',
  },
  {
    id: '5.2.2',
    kind: 'theorem',
    name: 'Optimistic Rollup Economic Security',
    section: '5.2',
    statement: String.raw`The economic security of an optimistic rollup is bound by:
$C \geq \min(C_{fraud}, C_{censorship})$

Where:

- $C_{fraud}$ is the cost to submit a fraudulent state transition that goes unchallenged
- $C_{censorship}$ is the cost to censor fraud proofs for the duration of the challenge period`,
  },
  {
    id: '5.3.1',
    kind: 'definition',
    name: 'Exit Game',
    section: '5.3',
    statement: `An exit game is a protocol $(I, C, P, V, T)$ where:

- $I$ is an initiation function for exit requests
- $C$ is a challenge function
- $P$ is a proof submission function
- $V$ is a verification function
- $T$ is a timing parameter for challenge periods`,
  },
  {
    id: '5.3.2',
    kind: 'theorem',
    name: 'Exit Game Correctness',
    section: '5.3',
    statement:
      'An exit game is correct if for any valid exit request, the exit succeeds if and only if the request is consistent with the latest valid state.',
  },
  {
    id: '6.1.1',
    kind: 'definition',
    name: 'Cross-Layer Bridge',
    section: '6.1',
    statement: String.raw`A cross-layer bridge is a tuple $(L_A, L_B, \pi_{A→B}, \pi_{B→A}, V_A, V_B)$ where:

- $L_A$ and $L_B$ are two distinct layers or chains
- $\pi_{A→B}$ is a function transferring assets from $L_A$ to $L_B$
- $\pi_{B→A}$ is a function transferring assets from $L_B$ to $L_A$
- $V_A$ and $V_B$ are verification functions for the respective layers`,
  },
  {
    id: '6.1.2',
    kind: 'theorem',
    name: 'Bridge Atomicity',
    section: '6.1',
    statement:
      'A cross-layer transfer via a bridge is atomic if either both the withdrawal from the source layer and the deposit to the target layer occur, or neither occurs.',
  },
  {
    id: '6.2.1',
    kind: 'definition',
    name: 'Layer 2 Interoperability Protocol',
    section: '6.2',
    statement: String.raw`A Layer 2 interoperability protocol is a tuple $(L_{2A}, L_{2B}, L_1, \pi_{A→B}, V)$ where:

- $L_{2A}$ and $L_{2B}$ are two Layer 2 systems
- $L_1$ is the common base layer
- $\pi_{A→B}$ is a function transferring assets from $L_{2A}$ to $L_{2B}$
- $V$ is a verification function`,
  },
  {
    id: '6.2.2',
    kind: 'theorem',
    name: 'Cross-Layer 2 Security',
    section: '6.2',
    statement:
      'The security of a cross-Layer 2 transaction is bounded by the minimum security of the involved Layer 2 systems and the security of the base layer.',
  },
  {
    id: '7.1',
    kind: 'direction',
    name: 'Bridge contracts',
    section: '7',
    statement: 'Formal verification of Layer 2 bridge contracts',
  },
  {
    id: '7.2',
    kind: 'direction',
    name: 'Economic security models',
    section: '7',
    statement: 'Economic security models for various Layer 2 designs',
  },
  {
    id: '7.3',
    kind: 'direction',
    name: 'Composability',
    section: '7',
    statement: 'Composability of different Layer 2 solutions',
  },
  {
    id: '7.4',
    kind: 'direction',
    name: 'Minimal-trust data availability',
    section: '7',
    statement: 'Data availability solutions that minimize trust assumptions',
  },
  {
    id: '7.5',
    kind: 'direction',
    name: 'Interoperability protocols',
    section: '7',
    statement: 'Cross-Layer 2 interoperability protocols with formal security guarantees',
  },
];
