/**
 * The corpus of known flaws of bridges, rollups, channels and exits: each is one change of a machine that is sound without it.
 *
 * An incident is told by the claim that finds it and by what to take back; the rest follows from the claim. What happened is told
 * as far as public reports agree on it. Numbers of the corpus that are missing were never given.
 */

import { type Change, type Incident, undone } from '../checker/language/incident.ts';
import type { Setting } from '../checker/language/system.ts';
import { type AnyTheorem, instanceOf } from '../checker/language/theorem.ts';
import { theorem as transaction } from './1.1.3-transaction.ts';
import { theorem as liveness } from './1.2.1-liveness.ts';
import { theorem as finality } from './1.2.4-finality.ts';
import { theorem as optimisticRollupSafety } from './2.1.2-optimistic-rollup-safety.ts';
import { theorem as fraudProof } from './2.1.3-fraud-proof.ts';
import { theorem as zkValidity } from './2.2.2-zk-validity.ts';
import { theorem as channelSafety } from './3.1.3-channel-safety.ts';
import { theorem as exitGameCorrectness } from './5.3.2-exit-game-correctness.ts';
import { theorem as crossLayer2Security } from './6.2.2-cross-l2-security.ts';
import { theorem as bridgeContracts } from './7.1-bridge-contracts.ts';
import { theorem as economicModels } from './7.2-economic-models.ts';

type Told = Pick<Incident, 'id' | 'name' | 'year' | 'mechanism' | 'source' | 'change' | 'marked' | 'differs'> & {
  /** What the change replaced: budgets and parameters that were others before. Powers not named here were off. */
  readonly before?: Pick<Change, 'with' | 'set'>;
  /** The part of the property that fails; where it has one part only, that one. */
  readonly part?: string;
};

/** The incident that a claim of a theorem finds. */
function found(theorem: AnyTheorem, claimId: string, { before, part, ...told }: Told): Incident {
  const claim = theorem.claims.find(({ id }) => id === claimId);
  if (claim === undefined) throw new RangeError(`no claim ${theorem.item}/${claimId}`);
  const { system, property, setting = {}, instance, expect } = claim;
  const parameters = { ...instanceOf(theorem, instance, system), ...setting.parameters };
  const broken: Setting = { ...setting, parameters };
  return {
    ...told,
    entry: told.id.slice(0, 3),
    ...{ system, property, part: part ?? (Object.keys(property.parts)[0] as string) },
    sound: undone(broken, told.change, before),
    claim: `${theorem.item}/${claimId}`,
    steps: expect.steps ?? 0,
  };
}

const ofBridges: readonly Incident[] = [
  found(bridgeContracts, 'c01-nomad', {
    id: 'C01',
    name: 'Nomad',
    year: 2022,
    mechanism:
      'An upgrade marked the root zero as confirmed, and what nobody proved leads there: every message looked proven.',
    source: 'crypto.training reproduction; shacknews quoting samczsun',
    change: { without: ['nonZeroRoot'] },
    marked: '1–2',
  }),
  found(bridgeContracts, 'c02-wormhole', {
    id: 'C02',
    name: 'Wormhole',
    year: 2022,
    mechanism: 'Whether the signatures had been verified was read from an account that the caller chose.',
    source: 'redpen.sh, sigvex, soken write-ups',
    change: { without: ['attestedByTokens'] },
    marked: '≈1',
  }),
  found(bridgeContracts, 'c03-ronin', {
    id: 'C03',
    name: 'Ronin',
    year: 2022,
    mechanism: 'Five of nine keys were taken: four of one operator, and one by a permission that was never taken back.',
    source: 'cointelegraph; kingdata copy of the operator’s notice',
    change: { with: { keys: 5 } },
    before: { with: { keys: 4 } },
    marked: 'k + 1 = 6',
  }),
  found(bridgeContracts, 'c04-horizon', {
    id: 'C04',
    name: 'Harmony Horizon',
    year: 2022,
    mechanism: 'Two keys of five were enough, and two were taken.',
    source: 'coinpaper; cryptured',
    change: { set: { k: 2 } },
    before: { set: { k: 3 } },
    marked: '3',
  }),
  found(bridgeContracts, 'c06-token-hub', {
    id: 'C06',
    name: 'BNB Token Hub',
    year: 2022,
    mechanism:
      'The hash behind a range proof ignored the right child where there was a left one, so one proof served for another message.',
    source: 'evmresearch.io; Beosin',
    change: { without: ['proofBindsMessage'] },
    part: 'releasedWithinBurned',
    marked: '≈2',
    differs:
      'A header has to be relayed before a proof can be held against it; what is altered is a message that was really sent.',
  }),
  found(bridgeContracts, 'c07-qubit', {
    id: 'C07',
    name: 'Qubit QBridge',
    year: 2022,
    mechanism: 'A deposit of the token at address zero moved nothing and emitted the event of one that did.',
    source: 'CertiK; stateward',
    change: { without: ['lockMovesBalance'] },
    marked: '≈2',
    differs:
      'The lock gathers two confirmations and its header is relayed before it is minted: two blocks and an update between the two steps that were expected.',
  }),
  found(bridgeContracts, 'c08-multichain', {
    id: 'C08',
    name: 'Multichain',
    year: 2023,
    mechanism: 'The shares of the key were all in one hand, so that one theft took every share.',
    source: 'coinyield; welcome2crypto',
    change: { set: { n: 1, keysEach: 5 } },
    before: { set: { n: 5, keysEach: 1 } },
    marked: '≈2',
  }),
  found(bridgeContracts, 'c09-omni', {
    id: 'C09a',
    name: 'Omni bridge on the ETHPoW fork, the bridge',
    year: 2022,
    mechanism: 'The chain id was read from storage, and a fork of the chain had a copy of it.',
    source: 'cointelegraph; BlockSec quote',
    change: { without: ['liveChainId'] },
    part: 'mintedAtMostOnce',
    marked: '3 [run]',
    differs:
      'The fork is a step of its own here, and the lock gathers confirmations and is relayed before it is minted twice.',
  }),
];

const ofTransactions: readonly Incident[] = [
  found(transaction, 'copied-chain-id', {
    id: 'C09b',
    name: 'Omni bridge on the ETHPoW fork, the transaction',
    year: 2022,
    mechanism:
      'The same flaw where a signature alone moves the money: one signature is executed on both sides of a fork.',
    source: 'cointelegraph; BlockSec quote',
    change: { without: ['liveChainIds'] },
    marked: '3 [run]',
  }),
  found(liveness, 'without-forced-inclusion', {
    id: 'C28',
    name: 'Linea halt and address filtering',
    year: 2024,
    mechanism: 'The sequencer stopped and left addresses out, and there was no other way in.',
    source: 'cryptoslate; thedefiant',
    change: { without: ['forcedInclusion'] },
    marked: 'a run without end',
  }),
];

const opFaultProofs =
  'gov.optimism.io proposal 10; OP specs, fault dispute game and portal. Which finding was which is a guess';

const ofRollups: readonly Incident[] = [
  found(optimisticRollupSafety, 'inflating-client', {
    id: 'C11',
    name: 'Optimism SELFDESTRUCT',
    year: 2022,
    mechanism:
      'The client left a balance where it was after paying it out. Every validator ran it, so that no fraud proof was possible.',
    source: 'saurik.com; OP postmortem',
    change: { without: ['conservesValue'] },
    marked: '≈2',
    differs:
      'What is made has to become final, and the window of C = 3 blocks passes first: the flaw itself takes one step.',
  }),
  found(economicModels, 'one-at-a-time', {
    id: 'C13',
    name: 'Arbitrum Classic delay attack',
    year: 2024,
    mechanism:
      'With one challenge at a time whoever stakes on both sides and loses slowly delays a right claim by two clocks a stake.',
    source: 'BoLD PDF §2.1.2',
    change: { without: ['concurrent'] },
    marked: '∝ 2N·C',
  }),
  found(fraudProof, 'freeloader', {
    id: 'C14a',
    name: 'OP fault proofs, clock inherited from a freeloader',
    year: 2024,
    mechanism:
      'A clock belongs to a side: who plays for it first can leave the honest party nothing, unless the clock is extended at each turn.',
    source: opFaultProofs,
    change: { without: ['clockExtension'] },
    marked: '≈4–8',
  }),
  found(fraudProof, 'without-proves-later', {
    id: 'C14b',
    name: 'OP fault proofs, proven in the block of the creation',
    year: 2024,
    mechanism:
      'The time of a proof begins with the game, one block too early to outlast both the game and a guardian who corrects it.',
    source: opFaultProofs,
    change: { without: ['provesLater'] },
    marked: '≈4–8',
  }),
  found(fraudProof, 'without-own-timer', {
    id: 'C14c',
    name: 'OP fault proofs, one timer for all who prove',
    year: 2024,
    mechanism: 'Whoever proves a withdrawal again starts its time anew, for its owner too.',
    source: opFaultProofs,
    change: { without: ['ownTimer'] },
    marked: '≈4–8, and for ever',
    differs: 'Seven steps lead to the first renewal, two repeat for ever.',
  }),
  found(fraudProof, 'without-airgap', {
    id: 'C14d',
    name: 'OP fault proofs, paid without airgap',
    year: 2024,
    mechanism: 'A withdrawal is paid as soon as its game is decided, before anybody can correct a wrong decision.',
    source: opFaultProofs,
    change: { without: ['airgap'] },
    marked: '≈4–8',
  }),
  found(fraudProof, 'without-respected-kind', {
    id: 'C14e',
    name: 'OP fault proofs, game of a stale type',
    year: 2024,
    mechanism: 'A game of a type that was given up as faulty counts all the same, and nobody watches it any more.',
    source: opFaultProofs,
    change: { without: ['respectedKind'] },
    marked: '≈4–8',
  }),
  found(fraudProof, 'without-checks-lists', {
    id: 'C14f',
    name: 'OP fault proofs, paid on a blacklisted game',
    year: 2024,
    mechanism: 'A withdrawal is paid on a claim that the guardian has declared invalid.',
    source: opFaultProofs,
    change: { without: ['checksLists'] },
    marked: '≈4–8',
  }),
  found(zkValidity, 'under-constrained-circuit', {
    id: 'C16',
    name: 'zkSync Era circuit',
    year: 2023,
    mechanism: 'A constraint was missing in the circuit, and what nobody signed could be proven.',
    source: 'thecoinacademy; bitnoticias quoting ChainLight',
    change: { with: { unsoundProof: true } },
    marked: '1 [run]',
    differs: 'A batch is committed, proven and executed in three steps, of which the earlier model made one.',
  }),
  found(zkValidity, 'without-sound-circuit', {
    id: 'C17',
    name: 'Polygon zkEVM audit',
    year: 2023,
    mechanism:
      'The same before production: constraints were missing, here beside everything else that a sequencer may try.',
    source: 'r.xyz; polygon.technology; USENIX Security 2025',
    change: { with: { unsoundProof: true } },
    marked: '1 [run]',
    differs: 'As for C16.',
  }),
  found(finality, 'bridge-final-fast-upgrade', {
    id: 'C33',
    name: 'Upgrade key faster than an exit',
    year: 2024,
    mechanism: 'The contracts are replaced in less time than a withdrawal takes.',
    source: 'abstract of arXiv 2406.16219',
    change: { set: { U: 1 } },
    before: { set: { U: 2 } },
    marked: '≈3',
    differs:
      'The owner’s transaction is posted, claimed and confirmed first, so that there is something to leave with: the upgrade itself takes the last three steps.',
  }),
];

const ofChannels: readonly Incident[] = [
  found(channelSafety, 'fake-funding', {
    id: 'C18',
    name: 'Lightning fake funding, CVE-2019-12998/12999/13000',
    year: 2019,
    mechanism:
      'Nodes waited for confirmations of the funding transaction and looked at neither script nor amount of its output.',
    source: 'lightning.engineering',
    change: { without: ['verifyFunding'] },
    marked: '≈3',
  }),
  found(channelSafety, 'flood-and-loot', {
    id: 'C19',
    name: 'Flood & Loot',
    year: 2020,
    mechanism: 'More channels are closed at once than blocks have room for their answers: n > cap·W.',
    source: 'ar5iv 2006.08513',
    change: { set: { n: 5 } },
    before: { set: { n: 4 } },
    marked: '≈ n + W = 7',
  }),
  found(channelSafety, 'mass-exit', {
    id: 'C24',
    name: 'Lightning mass exit',
    year: 2022,
    mechanism: 'A few nodes with many channels collude and force their neighbours on chain at once: m·d > cap·W.',
    source: 'arXiv 2208.01908',
    change: { with: { coalition: 2 } },
    before: { with: { coalition: 1 } },
    marked: 'as C19',
  }),
  found(channelSafety, 'htlc-evicted', {
    id: 'C21',
    name: 'Replacement cycling',
    year: 2023,
    mechanism:
      'The victim’s timeout is evicted from the mempools again and again, and its output claimed after the upstream timeout.',
    source: 'Bitcoin Optech 2023-10-25; threadreader explainer',
    change: { with: { evict: 1 } },
    marked: '7 [run]',
  }),
  found(channelSafety, 'party-offline', {
    id: 'C22',
    name: 'Time dilation',
    year: 2020,
    mechanism: 'An eclipsed victim learns of blocks late: what it does not see it sleeps through.',
    source: 'pubpub Riard & Naumenko',
    change: { with: { offline: 3 } },
    before: { with: { offline: 2 } },
    marked: '5–6 [run]',
  }),
  found(channelSafety, 'htlc-same-timelock', {
    id: 'C23',
    name: 'HTLC timelocks too close',
    year: 2019,
    mechanism: 'A forwarder offers the outgoing HTLC with an expiry no earlier than that of the incoming one.',
    source: 'Bitcoin Optech topic',
    change: { set: { t_in: 1 } },
    before: { set: { t_in: 2 } },
    marked: '3–4 [run]',
  }),
];

const ofExits: readonly Incident[] = [
  found(exitGameCorrectness, 'two-ids', {
    id: 'C10',
    name: 'Polygon Plasma bridge',
    year: 2021,
    mechanism: 'The path in a burn proof had many encodings, each of them the id of another exit of the same burn.',
    source: 'G. Wagner; Immunefi',
    change: { without: ['canonicalIds'] },
    part: 'movingCoinOnce',
    marked: '6 [run]',
  }),
  found(exitGameCorrectness, 'no-priority', {
    id: 'C25',
    name: 'Plasma without exit priority',
    year: 2018,
    mechanism: 'Exits were paid in the order of their requests, and a coin out of nowhere left first.',
    source: 'omisego/research priority.md',
    change: { without: ['youngWait', 'oldestFirst'] },
    marked: '6 [run]',
  }),
  found(exitGameCorrectness, 'limbo', {
    id: 'C26',
    name: 'Plasma limbo',
    year: 2018,
    mechanism: 'A transaction in a block that is withheld: neither its input nor its output can be taken out.',
    source: 'ethresear.ch 2127, 2160',
    change: { without: ['inFlightExits'] },
    part: 'movingCoinPaid',
    marked: '≈5',
  }),
];

const acrossRollups: readonly Incident[] = [
  found(crossLayer2Security, 'executed-early', {
    id: 'C32a',
    name: 'Early execution across rollups',
    year: 2024,
    mechanism: 'A message is executed before its source is final, and stays executed when the source is undone.',
    source: 'OP specs, interop overview and verifier',
    change: { without: ['cascade'] },
    marked: '3 [run]',
  }),
  found(crossLayer2Security, 'pooled-lockbox', {
    id: 'C32b',
    name: 'Pooled escrow of several rollups',
    year: 2024,
    mechanism: 'One lockbox backs several rollups, and the weakest of them empties it.',
    source: 'OP specs, eth-lockbox; contagion worked out here',
    change: { without: ['isolatedEscrow'] },
    marked: '3 [run]',
  }),
];

/** Every incident, in the order of the corpus. */
export const incidents: readonly Incident[] = [
  ...ofBridges,
  ...ofTransactions,
  ...ofRollups,
  ...ofChannels,
  ...ofExits,
  ...acrossRollups,
].sort((a, b) => (a.id < b.id ? -1 : 1));
