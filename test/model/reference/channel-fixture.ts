/** A channel of Alice and Bob, with their keys. */

import { ChannelContract } from '../../../model/reference/channel-contract.ts';
import {
  type ChannelTerms,
  type ChannelUpdate,
  channelDigest,
  type SignedUpdate,
} from '../../../model/reference/channel-update.ts';
import { PaymentChannel } from '../../../model/reference/payment-channel.ts';
import {
  bip340,
  remembering,
  type SignatureScheme,
  type Signer,
  signerOf,
} from '../../../model/reference/signatures.ts';

/** Each signature for real, once: property tests sign the same states again and again. */
export const scheme: SignatureScheme = remembering(bip340);

export const alice: Signer = signerOf(new Uint8Array(32).fill(1), scheme);
export const bob: Signer = signerOf(new Uint8Array(32).fill(2), scheme);

export const terms: ChannelTerms = {
  domain: { chainId: 7n, contract: 'aa'.repeat(32), channel: 'bb'.repeat(32) },
  participantA: alice.address,
  participantB: bob.address,
  initialDepositA: 60n,
  initialDepositB: 40n,
  timeout: 3n,
};

export function signed(update: ChannelUpdate, of: ChannelTerms = terms): SignedUpdate {
  const digest = channelDigest(of.domain, update);
  return { ...update, signatureA: alice.sign(digest), signatureB: bob.sign(digest) };
}

/** A contract with the deposits, at height 10. */
export function fundedContract(of: ChannelTerms = terms): ChannelContract {
  const contract = new ChannelContract(of, scheme);
  contract.fund(of.initialDepositA, of.initialDepositB, 10n);
  return contract;
}

/** Alice's and Bob's ends, funded. */
export function openEnds(of: ChannelTerms = terms): readonly [PaymentChannel, PaymentChannel] {
  const ends = [new PaymentChannel(of, alice, scheme), new PaymentChannel(of, bob, scheme)] as const;
  const [a, b] = ends;
  const [ofA, ofB] = [a.signOpening(), b.signOpening()];
  a.fund(of.initialDepositA + of.initialDepositB, ofB);
  b.fund(of.initialDepositA + of.initialDepositB, ofA);
  return ends;
}
