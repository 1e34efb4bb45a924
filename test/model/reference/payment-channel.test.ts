import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { greatestAmount } from '../../../model/reference/amounts.ts';
import { ChannelContract } from '../../../model/reference/channel-contract.ts';
import { type ChannelTerms, channelDigest } from '../../../model/reference/channel-update.ts';
import { PaymentChannel } from '../../../model/reference/payment-channel.ts';
import type { Result } from '../../../model/reference/result.ts';
import { alice, bob, fundedContract, openEnds, scheme, signed, terms } from './channel-fixture.ts';

function codeOf(result: Result<unknown, string>): string {
  return result.ok ? 'ok' : result.error.code;
}

describe('4.payment-channel: a channel from deposit to payout', () => {
  test('both sign, one closes with an old state, the other answers, the last state is paid', () => {
    const contract = fundedContract();
    const [a, b] = openEnds();
    const proposal = a.propose({ nonce: 1n, balanceA: 50n, balanceB: 50n });
    if (!proposal.ok) throw new Error(proposal.error.message);
    const complete = b.accept(proposal.value);
    if (!complete.ok) throw new Error(complete.error.message);
    const { balanceA, balanceB, nonce, signatureA, signatureB } = complete.value;
    expect(a.updateState(balanceA, balanceB, nonce, signatureA, signatureB).ok).toBe(true);
    expect([a.balanceA, a.balanceB, a.nonce]).toEqual([50n, 50n, 1n]);

    const old = signed({ nonce: 0n, balanceA: 60n, balanceB: 40n });
    contract.passBlock(11n, [old]);
    expect([contract.state, contract.age]).toEqual(['closing', 0n]);
    b.observe(0n);
    expect(b.owesAnswer).toBe(true);
    const answer = b.answer();
    if (!answer.ok) throw new Error(answer.error.message);
    contract.passBlock(12n, [answer.value]);
    b.included();
    expect(b.owesAnswer).toBe(false);
    expect(contract.passBlock(13n).payout).toBe('none');
    const { payout } = contract.passBlock(14n);
    expect(payout).toEqual({ balanceA: 50n, balanceB: 50n });
    expect([contract.isClosed, contract.held]).toEqual([true, 0n]);
    if (payout !== 'none') b.settle(payout);
    expect([b.isClosed, b.phase, b.balanceB]).toEqual([true, 'closed', 50n]);
  });

  test('an answer in the block in which the window ends is in time', () => {
    const contract = fundedContract();
    contract.passBlock(11n, [signed({ nonce: 0n, balanceA: 60n, balanceB: 40n })]);
    const last = contract.passBlock(14n, [signed({ nonce: 1n, balanceA: 0n, balanceB: 100n })]);
    expect(last).toEqual({ answers: [{ ok: true, value: undefined }], payout: { balanceA: 0n, balanceB: 100n } });
  });

  test('an answer a block later is late, though nobody told the contract of the block in which the window ended', () => {
    const contract = fundedContract();
    contract.passBlock(11n, [signed({ nonce: 0n, balanceA: 60n, balanceB: 40n })]);
    const late = contract.passBlock(15n, [signed({ nonce: 1n, balanceA: 0n, balanceB: 100n })]);
    expect(late.answers.map(codeOf)).toEqual(['closed']);
    expect(late.payout).toEqual({ balanceA: 60n, balanceB: 40n });
  });

  test('the errors of the sketch keep their meaning and their words', () => {
    const [a] = openEnds();
    const update = signed({ nonce: 1n, balanceA: 30n, balanceB: 70n });
    const { balanceA, balanceB, signatureA, signatureB } = update;
    const message = (result: Result<unknown, string>): string => (result.ok ? 'ok' : result.error.message);
    expect(message(a.updateState(balanceA, balanceB, 1n, signatureB, signatureB))).toBe(
      'Invalid signature from participant A',
    );
    expect(message(a.updateState(balanceA, balanceB, 1n, signatureA, signatureA))).toBe(
      'Invalid signature from participant B',
    );
    const again = signed({ nonce: 0n, balanceA: 30n, balanceB: 70n });
    expect(message(a.updateState(30n, 70n, 0n, again.signatureA, again.signatureB))).toBe(
      'Nonce must be higher than current nonce',
    );
    const more = signed({ nonce: 1n, balanceA: 30n, balanceB: 71n });
    expect(message(a.updateState(30n, 71n, 1n, more.signatureA, more.signatureB))).toBe(
      'Total balance must remain the same',
    );
    expect(message(a.updateState(balanceA, balanceB, 1n, signatureA, signatureB))).toBe('ok');
  });

  test('nothing is signed before the funding is there, nor twice for one nonce, nor once anybody closes', () => {
    const fresh = new PaymentChannel(terms, alice, scheme);
    const next = { nonce: 1n, balanceA: 50n, balanceB: 50n };
    expect(codeOf(fresh.propose(next))).toBe('not-open');
    expect(codeOf(fresh.fund(99n, bob.sign(channelDigest(terms.domain, fresh.latest))))).toBe('wrong-funding');
    expect(codeOf(fresh.fund(100n, alice.sign(channelDigest(terms.domain, fresh.latest))))).toBe('invalid-signature-b');
    const [a] = openEnds();
    expect(codeOf(a.propose(next))).toBe('ok');
    expect(codeOf(a.propose({ ...next, balanceA: 60n, balanceB: 40n }))).toBe('unfinished-proposal');
    expect(codeOf(a.close())).toBe('ok');
    const { signatureA, signatureB } = signed(next);
    expect(codeOf(a.updateState(50n, 50n, 1n, signatureA, signatureB))).toBe('not-open');
    expect(codeOf(a.close())).toBe('not-open');
  });
});

describe('4.payment-channel: what the caller got wrong is thrown', () => {
  const make = (changes: Partial<ChannelTerms>) => () => new ChannelContract({ ...terms, ...changes }, scheme);

  test.each([
    ['an amount that is a number', { initialDepositA: 1 as never }, TypeError, 'initialDepositA: expected a bigint'],
    ['an amount below 0', { initialDepositA: -1n }, RangeError, 'initialDepositA: expected a whole number'],
    ['an amount of 65 bits', { initialDepositB: greatestAmount + 1n }, RangeError, 'got 18446744073709551616'],
    ['deposits that no contract can hold', { initialDepositA: greatestAmount }, RangeError, 'sum of the deposits'],
    ['an address that is no string', { participantA: 1 as never }, TypeError, 'participantA: expected a string'],
    ['an address in capitals', { participantA: 'AA'.repeat(32) }, RangeError, '64 lower-case hexadecimal digits'],
    ['one party on both sides', { participantB: terms.participantA }, RangeError, 'another one than participantA'],
    ['no window', { timeout: 0n }, RangeError, 'timeout: expected at least 1 block'],
  ] as const)('%s', (_, changes, kind, words) => {
    expect(make(changes)).toThrow(kind);
    expect(make(changes)).toThrow(words);
  });

  test('a height that does not grow', () => {
    const contract = fundedContract();
    expect(() => contract.passBlock(10n)).toThrow(RangeError);
    expect(() => contract.passBlock(11 as never)).toThrow(TypeError);
    expect(contract.state).toBe('open');
  });

  test('a signer who is neither of the two', () => {
    expect(() => new PaymentChannel({ ...terms, participantA: 'cc'.repeat(32) }, alice, scheme)).toThrow(RangeError);
  });

  test('but a signature that is none is a refusal: it comes from the other one', () => {
    const contract = fundedContract();
    const update = signed({ nonce: 0n, balanceA: 60n, balanceB: 40n });
    for (const signatureA of ['', 'zz', 'AB'.repeat(64), 'ab'.repeat(63)]) {
      expect(codeOf(contract.present({ ...update, signatureA }))).toBe('invalid-signature-a');
    }
  });
});

/** What anybody may do to a contract: present any state, signed or not, and let blocks pass. */
const attempt = fc.oneof(
  fc.record({
    kind: fc.constant('present' as const),
    nonce: fc.bigInt(0n, 4n),
    balanceA: fc.oneof(fc.bigInt(0n, 101n), fc.constant(greatestAmount)),
    balanceB: fc.oneof(fc.bigInt(0n, 101n), fc.bigInt(0n, 101n), fc.constant(101n)),
    isSigned: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('complement' as const), nonce: fc.bigInt(0n, 4n), balanceA: fc.bigInt(0n, 100n) }),
  fc.record({ kind: fc.constant('block' as const), blocks: fc.bigInt(1n, 5n) }),
);

describe('4.payment-channel: whatever is presented', () => {
  test('funds are conserved, nonces rise, one payout is the last state, and nothing follows it', () => {
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 12 }), (attempts) => {
        const contract = fundedContract();
        let height = 10n;
        for (const one of attempts) {
          const before = contract.presented;
          const wasClosed = contract.isClosed;
          const paidBefore = contract.payout;
          if (one.kind === 'block') {
            height += one.blocks;
            contract.passBlock(height);
          } else {
            const balanceB = one.kind === 'present' ? one.balanceB : 100n - one.balanceA;
            const update = { nonce: one.nonce, balanceA: one.balanceA, balanceB };
            const complete = signed(update);
            const isSigned = one.kind === 'complement' || one.isSigned;
            const { ok } = contract.present(isSigned ? complete : { ...complete, signatureA: complete.signatureB });
            const isRight =
              isSigned &&
              one.balanceA + balanceB === 100n &&
              (before === 'none' || one.nonce > before.nonce) &&
              !wasClosed;
            expect(ok).toBe(isRight);
          }
          const { payout, presented, held } = contract;
          expect(held + (payout === 'none' ? 0n : payout.balanceA + payout.balanceB)).toBe(100n);
          if (wasClosed) expect([payout, presented]).toEqual([paidBefore, before]);
          else if (payout !== 'none')
            expect(payout).toEqual({
              balanceA: presented === 'none' ? -1n : presented.balanceA,
              balanceB: presented === 'none' ? -1n : presented.balanceB,
            });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('skipping blocks is letting empty ones pass', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(1n, 5n), { maxLength: 6 }), fc.nat({ max: 5 }), (gaps, presentedAt) => {
        const [skipping, stepping] = [fundedContract(), fundedContract()];
        let height = 10n;
        gaps.forEach((gap, i) => {
          const answers = i === presentedAt ? [signed({ nonce: 0n, balanceA: 60n, balanceB: 40n })] : [];
          for (let h = height + 1n; h < height + gap; h++) stepping.passBlock(h);
          height += gap;
          stepping.passBlock(height, answers);
          skipping.passBlock(height, answers);
          expect([skipping.state, skipping.age, skipping.held]).toEqual([stepping.state, stepping.age, stepping.held]);
        });
      }),
    );
  });

  test('no update after close, of a participant: neither signed nor taken', () => {
    const balance = fc.bigInt(0n, 100n);
    fc.assert(
      fc.property(fc.bigInt(0n, 5n), balance, fc.boolean(), (nonce, balanceA, seesOther) => {
        const [a] = openEnds();
        if (seesOther) a.observe(0n);
        else a.close();
        const update = signed({ nonce, balanceA, balanceB: 100n - balanceA });
        const { balanceB, signatureA, signatureB } = update;
        expect(codeOf(a.updateState(balanceA, balanceB, nonce, signatureA, signatureB))).toBe('not-open');
        expect(codeOf(a.propose(update))).toBe('not-open');
        expect(codeOf(a.accept({ ...update, signature: signatureB }))).toBe('not-open');
      }),
      { numRuns: 30 },
    );
  });
});
