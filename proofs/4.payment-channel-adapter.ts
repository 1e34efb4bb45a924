/**
 * The payment channel of section 4 as the machines' events move it: L1's contract, honest A, and everybody else with real signatures.
 *
 * What is played here is what the system leaves to B and the builder. B signs whatever the event says and keeps what A signs; a state that
 * claims both signatures carries the one that A really gave, and where the contract is to refuse it anyway, one made with her key, so
 * that no refusal is owed to a missing signature. A state of another channel carries both signatures for that channel. The builder puts
 * A's transaction into a block or leaves it out.
 *
 * Amounts: a unit of the machines is 2^61, so that few of them fill 64 bits. Of the divisions that exceed the deposits every
 * other one does so by one unit, and the rest by 2^64: the sum that wraps to the deposits in 64 bits.
 */

import type { Implementation, Taken } from '../checker/language/conformance.ts';
import type { MachineEvent } from '../checker/language/machine.ts';
import type { PlainData } from '../checker/language/plain-data.ts';
import type { Configuration } from '../checker/language/system.ts';
import type {
  BlockEvent,
  ChannelState,
  CloseEvent,
  CountersignEvent,
  FundEvent,
  PostEvent,
  ProposeEvent,
  RespondEvent,
  SignEvent,
} from '../model/channel-events.ts';
import { ChannelContract } from '../model/reference/channel-contract.ts';
import {
  type ChannelDomain,
  type ChannelTerms,
  type ChannelUpdate,
  channelDigest,
  type SignedUpdate,
} from '../model/reference/channel-update.ts';
import { PaymentChannel } from '../model/reference/payment-channel.ts';
import type { Result } from '../model/reference/result.ts';
import {
  bip340,
  type Digest,
  remembering,
  type Signature,
  type SignatureScheme,
  signerOf,
} from '../model/reference/signatures.ts';
import type { PaymentChannelView } from '../model/systems/payment-channel.ts';

/** Deposits are of three units each at most, and one unit more has to be an amount still. */
const unit = 2n ** 61n;

/** What a test replaces to see the replay notice. */
export interface Parts {
  readonly Contract: typeof ChannelContract;
  readonly Channel: typeof PaymentChannel;
  readonly scheme: SignatureScheme;
}

/** Each signature is made and verified once for real; a replay asks for the same few a thousand times. */
export const parts: Parts = { Contract: ChannelContract, Channel: PaymentChannel, scheme: remembering(bip340) };

const keyOfA = new Uint8Array(32).fill(0xa);
const keyOfB = new Uint8Array(32).fill(0xb);
const here: ChannelDomain = { chainId: 1n, contract: '11'.repeat(32), channel: '01'.repeat(32) };
export const elsewhere: ChannelDomain = { ...here, channel: '02'.repeat(32) };
const addressOfA = bip340.addressOf(keyOfA);
const addressOfB = bip340.addressOf(keyOfB);

type ChannelEvent =
  | FundEvent
  | ProposeEvent
  | SignEvent
  | CountersignEvent
  | PostEvent
  | CloseEvent
  | RespondEvent
  | BlockEvent;

type Deposits = Pick<ChannelState, 'balanceA' | 'balanceB'>;

/** A state of the machines as amounts; different states stay different. */
function updateOf(deposits: Deposits, { nonce, balanceA, balanceB }: ChannelState): ChannelUpdate {
  const deposit = deposits.balanceA + deposits.balanceB;
  if (balanceA + balanceB === deposit || balanceA % 2 === 0) {
    return { nonce: BigInt(nonce), balanceA: BigInt(balanceA) * unit, balanceB: BigInt(balanceB) * unit };
  }
  const total = BigInt(deposit) * unit;
  const wrapping = total + 1n + BigInt(balanceA);
  return { nonce: BigInt(nonce), balanceA: wrapping, balanceB: total + 2n ** 64n - wrapping };
}

const digests: Map<string, Digest> = new Map();

/** The digest of an update, worked out once: thousands of refusals are about the same few. */
function digestFor(domain: ChannelDomain, update: ChannelUpdate): Digest {
  const key = `${domain.channel} ${update.nonce} ${update.balanceA} ${update.balanceB}`;
  const known = digests.get(key) ?? channelDigest(domain, update);
  digests.set(key, known);
  return known;
}

function taken(result: Result<unknown, string>): Taken {
  return result.ok ? true : { refuses: result.error.message };
}

export class ChannelAdapter implements Implementation {
  readonly #deposits: Deposits;
  readonly #parts: Parts;
  readonly #contract: ChannelContract;
  readonly #channel: PaymentChannel;
  /** Signatures that A gave to B, by the digest that they are under. */
  readonly #given: Map<string, Signature> = new Map();
  #height = 0n;

  constructor({ parameters }: Configuration, { Contract, Channel, scheme }: Parts = parts) {
    this.#deposits = parameters as Configuration<keyof Deposits>['parameters'];
    const { balanceA, balanceB } = this.#updateOf({ nonce: 0, ...this.#deposits });
    const terms: ChannelTerms = {
      ...{ domain: here, participantA: addressOfA, participantB: addressOfB },
      ...{ initialDepositA: balanceA, initialDepositB: balanceB, timeout: BigInt(parameters.T as number) },
    };
    this.#parts = { Contract, Channel, scheme };
    this.#contract = new Contract(terms, scheme);
    this.#channel = new Channel(terms, signerOf(keyOfA, scheme), scheme);
  }

  take(event: MachineEvent): Taken {
    const move = event as ChannelEvent;
    switch (move.type) {
      case 'FUND':
        return this.#fund(move);
      case 'PROPOSE':
        // B signs and sends; A looks at it when she signs.
        return true;
      case 'SIGN':
        return this.#sign(move);
      case 'COUNTERSIGN':
        return this.#countersign(move);
      case 'POST':
        return this.#post(move);
      case 'CLOSE':
        return this.#submit(move, () => this.#channel.close());
      case 'RESPOND':
        return this.#submit(move, () => this.#channel.answer());
      case 'BLOCK':
        return this.#passBlock(move);
      default:
        return move satisfies never;
    }
  }

  observe(): PlainData {
    const { held, presented, age, payout } = this.#contract;
    const { phase, latest, proposed, onChain, submitted } = this.#channel;
    return {
      contract: this.#contract.state,
      held,
      presented: plain(presented),
      age,
      payout: payout === 'none' ? payout : { ...payout },
      isInChannel: phase !== 'unfunded',
      latest: plain(latest),
      proposed: plain(proposed),
      seen: onChain,
      submitted: plain(submitted),
    };
  }

  /** L1 takes the deposits, and A looks at them. */
  #fund({ output }: FundEvent): Taken {
    const { initialDepositA, initialDepositB } = this.#contract.terms;
    const [a, b] = output === 'deposits' ? [initialDepositA, initialDepositB] : [0n, 0n];
    const opening: ChannelUpdate = { nonce: 0n, balanceA: initialDepositA, balanceB: initialDepositB };
    const paid = this.#contract.fund(a, b, this.#height);
    const seen = this.#channel.fund(a + b, this.#signedByB(opening));
    if (paid.ok !== seen.ok) throw new Error('A and the contract disagree on the funding');
    if (seen.ok) this.#given.set(digestFor(here, opening), this.#channel.signOpening());
    return taken(seen);
  }

  #sign(event: SignEvent): Taken {
    const update = this.#updateOf(event);
    const result =
      event.proposer === 'A'
        ? this.#channel.propose(update)
        : this.#channel.accept({ ...update, signature: this.#signedByB(update) });
    if (result.ok) {
      const given = 'signature' in result.value ? result.value.signature : result.value.signatureA;
      this.#given.set(digestFor(here, update), given);
    }
    return taken(result);
  }

  /** B's signature reaches A. What she never signed he cannot complete: it arrives with his own in the place of hers. */
  #countersign(event: CountersignEvent): Taken {
    const update = this.#updateOf(event);
    const { nonce, balanceA, balanceB } = update;
    const ofB = this.#signedByB(update);
    const ofA = this.#given.get(digestFor(here, update)) ?? ofB;
    return taken(this.#channel.updateState(balanceA, balanceB, nonce, ofA, ofB));
  }

  #post(event: PostEvent): Taken {
    const result = this.#contract.present(this.#signedFor(event));
    if (result.ok) this.#channel.observe(BigInt(event.nonce));
    return taken(result);
  }

  #signedFor({ signedBy, ...state }: PostEvent): SignedUpdate {
    const update = this.#updateOf(state);
    const { sign } = this.#parts.scheme;
    const digest = digestFor(signedBy === 'both-elsewhere' ? elsewhere : here, update);
    const ofB = sign(digest, keyOfB);
    if (signedBy === 'B-alone') return { ...update, signatureA: ofB, signatureB: ofB };
    return { ...update, signatureA: this.#given.get(digest) ?? sign(digest, keyOfA), signatureB: ofB };
  }

  /** The event names the state that A submits; she has no say in which it is. */
  #submit({ nonce }: CloseEvent | RespondEvent, submit: () => Result<SignedUpdate, string>): Taken {
    if (this.#channel.nonce !== BigInt(nonce)) return { refuses: 'A submits another state' };
    return taken(submit());
  }

  #passBlock({ presents }: BlockEvent): Taken {
    const { submitted } = this.#channel;
    this.#height += 1n;
    if (presents === 'none') this.#contract.passBlock(this.#height);
    else if (submitted === 'none') return { refuses: 'A has submitted nothing' };
    else {
      this.#contract.passBlock(this.#height, [submitted]);
      this.#channel.included();
    }
    return true;
  }

  #updateOf(state: ChannelState): ChannelUpdate {
    return updateOf(this.#deposits, state);
  }

  #signedByB(update: ChannelUpdate): Signature {
    return this.#parts.scheme.sign(digestFor(here, update), keyOfB);
  }
}

function plain(update: ChannelUpdate | 'none'): PlainData {
  if (update === 'none') return update;
  const { nonce, balanceA, balanceB } = update;
  return { nonce, balanceA, balanceB };
}

/** What the adapter must show in a state of the machines. */
export function observed({ channel, A }: PaymentChannelView): PlainData {
  const of = (state: ChannelState | 'none'): PlainData =>
    state === 'none' ? state : plain(updateOf(channel.context.terms, state));
  const amount = (count: number): bigint => BigInt(count) * unit;
  const { held, onChain, age, paidA, paidB, settlements } = channel.context;
  return {
    contract: channel.value as string,
    held: amount(held),
    presented: of(onChain),
    age: BigInt(age),
    payout: settlements === 0 ? 'none' : { balanceA: amount(paidA), balanceB: amount(paidB) },
    isInChannel: A.value === 'inChannel',
    latest: of(A.context.latest),
    proposed: of(A.context.proposed),
    seen: A.context.onChain === 'none' ? 'none' : BigInt(A.context.onChain),
    submitted: of(A.context.pending),
  };
}
