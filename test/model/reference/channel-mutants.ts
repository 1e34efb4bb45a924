/**
 * The payment channel with one defect each: those of the seed's sketch, and those that a rule of the machines stands against. None is shipped;
 * `test/proofs/4.payment-channel.test.ts` sees each of them caught.
 */

import { ChannelContract, type ContractState, type ContractStep } from '../../../model/reference/channel-contract.ts';
import type { ChannelUpdate, SignedUpdate, UpdateRefusal } from '../../../model/reference/channel-update.ts';
import type { Row } from '../../../model/reference/lifecycle.ts';
import { PaymentChannel } from '../../../model/reference/payment-channel.ts';
import { accepted, type Result, refused } from '../../../model/reference/result.ts';
import { elsewhere, type Parts } from '../../../proofs/4.payment-channel-adapter.ts';

type Rows = readonly Row<ContractState, ContractStep>[];

/** The sum of the sketch, in a release build. */
function wraps({ balanceA, balanceB }: ChannelUpdate, total: bigint): boolean {
  return BigInt.asUintN(64, balanceA + balanceB) === total;
}

class UnsignedContract extends ChannelContract {
  protected override verifySignature(): boolean {
    return true;
  }
}

class UnsignedChannel extends PaymentChannel {
  protected override verifySignature(): boolean {
    return true;
  }
}

class WrappingContract extends ChannelContract {
  protected override keepsTotal(update: ChannelUpdate): boolean {
    return wraps(update, this.terms.initialDepositA + this.terms.initialDepositB);
  }
}

class WrappingChannel extends PaymentChannel {
  protected override keepsTotal(update: ChannelUpdate): boolean {
    return wraps(update, this.terms.initialDepositA + this.terms.initialDepositB);
  }
}

class ImmediateContract extends ChannelContract {
  protected override isDue(): boolean {
    return true;
  }
}

class RepeatedContract extends ChannelContract {
  protected override rows(): Rows {
    return [...super.rows(), ['closed', 'settle', 'closed']];
  }

  protected override isDue(): boolean {
    return this.state === 'closed' || super.isDue();
  }
}

class ReopenedContract extends ChannelContract {
  protected override rows(): Rows {
    return [...super.rows(), ['closed', 'present', 'closed']];
  }
}

class UnpaidContract extends ChannelContract {
  protected override isDeposit(): boolean {
    return true;
  }
}

class UnpaidChannel extends PaymentChannel {
  protected override isFunding(): boolean {
    return true;
  }
}

class EqualNonceContract extends ChannelContract {
  protected override isHigher(nonce: bigint, current: bigint): boolean {
    return nonce >= current;
  }
}

class AnyNonceContract extends ChannelContract {
  protected override isHigher(): boolean {
    return true;
  }
}

/** Takes the signatures of another channel of the two for its own. */
class UnboundContract extends ChannelContract {
  protected override judge(update: SignedUpdate, current: bigint): Result<undefined, UpdateRefusal> {
    const own = super.judge(update, current);
    if (own.ok || this.terms.domain.channel === elsewhere.channel) return own;
    return new UnboundContract({ ...this.terms, domain: elsewhere }, this.scheme).judge(update, current);
  }
}

class LateAnswersContract extends ChannelContract {
  override passBlock(height: bigint, answers: readonly SignedUpdate[] = []): ReturnType<ChannelContract['passBlock']> {
    const { payout } = super.passBlock(height);
    return { answers: answers.map((answer) => this.present(answer)), payout };
  }
}

/** What was presented first is what is paid. */
class DeafContract extends ChannelContract {
  override present(update: SignedUpdate): ReturnType<ChannelContract['present']> {
    return this.state === 'closing' ? refused('closed', 'Nothing is disputed') : super.present(update);
  }
}

class EquivocalChannel extends PaymentChannel {
  protected override isNext(nonce: bigint): ReturnType<PaymentChannel['isNext']> {
    return nonce === this.latest.nonce + 1n ? accepted(undefined) : super.isNext(nonce);
  }
}

class UnfrozenChannel extends PaymentChannel {
  protected override mayUpdate(): boolean {
    return this.phase !== 'unfunded';
  }
}

export interface Mutant {
  /** What it does wrong. */
  readonly says: string;
  readonly parts: Partial<Parts>;
  /** The path by which it is caught; last, after a comma, what it is asked there and should have refused. */
  readonly caught: string;
}

/** Defects of the seed's section 4. */
export const sketchMutants: readonly Mutant[] = [
  {
    says: 'takes an update that only the other one signed, on L1',
    parts: { Contract: UnsignedContract },
    caught: 'FUND, POST',
  },
  {
    says: 'takes an update that only the other one signed',
    parts: { Channel: UnsignedChannel },
    caught: 'FUND, COUNTERSIGN',
  },
  { says: 'adds balances in 64 bits, on L1', parts: { Contract: WrappingContract }, caught: 'FUND, POST' },
  { says: 'adds balances in 64 bits', parts: { Channel: WrappingChannel }, caught: 'FUND, SIGN' },
  { says: 'closes at once', parts: { Contract: ImmediateContract }, caught: 'FUND → POST → BLOCK' },
  { says: 'hears no dispute', parts: { Contract: DeafContract }, caught: 'FUND → SIGN → POST → POST' },
  {
    says: 'pays out again and again',
    parts: { Contract: RepeatedContract },
    caught: 'FUND → POST → BLOCK → BLOCK → BLOCK',
  },
  {
    says: 'takes updates after it has paid',
    parts: { Contract: ReopenedContract },
    caught: 'FUND → POST → BLOCK → BLOCK, POST',
  },
  {
    says: 'takes part in updates after somebody closed',
    parts: { Channel: UnfrozenChannel },
    caught: 'FUND → POST, SIGN',
  },
  { says: 'opens without a deposit', parts: { Contract: UnpaidContract, Channel: UnpaidChannel }, caught: ', FUND' },
  { says: 'opens without a deposit, on L1 alone', parts: { Contract: UnpaidContract }, caught: ', FUND' },
];

/** Defects that the sketch leaves room for. */
export const otherMutants: readonly Mutant[] = [
  {
    says: 'replaces a state by one of the same nonce',
    parts: { Contract: EqualNonceContract },
    caught: 'FUND → POST, POST',
  },
  { says: 'replaces a state by any', parts: { Contract: AnyNonceContract }, caught: 'FUND → POST, POST' },
  { says: 'takes the signatures of another channel', parts: { Contract: UnboundContract }, caught: 'FUND, POST' },
  {
    says: 'settles before the answers of the same block',
    parts: { Contract: LateAnswersContract },
    caught: 'FUND → SIGN → POST → RESPOND → BLOCK → BLOCK',
  },
  { says: 'signs two states of one nonce', parts: { Channel: EquivocalChannel }, caught: 'FUND → SIGN, SIGN' },
];
