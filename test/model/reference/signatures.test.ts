import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAmount, checkSum, greatestAmount } from '../../../model/reference/amounts.ts';
import { type ChannelDomain, channelDigest } from '../../../model/reference/channel-update.ts';
import { encodeAmount, encodeData } from '../../../model/reference/encoding.ts';
import { bip340, digestOf, remembering, signerOf } from '../../../model/reference/signatures.ts';
import { alice, bob, scheme } from './channel-fixture.ts';

const amount = fc.oneof(fc.bigInt(0n, greatestAmount), fc.constantFrom(0n, 1n, greatestAmount - 1n, greatestAmount));
const id = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const domain: fc.Arbitrary<ChannelDomain> = fc.record({ chainId: amount, contract: id, channel: id });
const update = fc.record({ nonce: amount, balanceA: amount, balanceB: amount });

describe('amounts', () => {
  test('every whole number of 64 bits is one, and no other', () => {
    fc.assert(fc.property(amount, (value) => checkAmount('x', value) === value));
    fc.assert(
      fc.property(fc.oneof(fc.bigInt({ max: -1n }), fc.bigInt({ min: greatestAmount + 1n })), (value) => {
        expect(() => checkAmount('x', value)).toThrow(RangeError);
      }),
    );
    fc.assert(
      fc.property(
        fc.anything().filter((value) => typeof value !== 'bigint'),
        (value) => {
          expect(() => checkAmount('x', value as never)).toThrow(TypeError);
        },
      ),
    );
  });

  test('a sum never wraps: it is exact, or refused', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        if (a + b <= greatestAmount) expect(checkSum('x', a, b)).toBe(a + b);
        else expect(() => checkSum('x', a, b)).toThrow(RangeError);
      }),
    );
    expect(() => checkSum('x', greatestAmount, 3n)).toThrow(RangeError);
  });

  test('encodings are injective, of amounts and of data behind their length', () => {
    fc.assert(fc.property(amount, amount, (a, b) => (a === b) === (`${encodeAmount(a)}` === `${encodeAmount(b)}`)));
    const data = fc.uint8Array({ maxLength: 3 });
    fc.assert(
      fc.property(data, data, data, data, (a, b, c, d) => {
        const joined = (x: Uint8Array, y: Uint8Array): string => `${[...encodeData(x), ...encodeData(y)]}`;
        expect(joined(a, b) === joined(c, d)).toBe(`${a}` === `${c}` && `${b}` === `${d}`);
      }),
    );
  });
});

describe('digests', () => {
  test('another chain, contract, channel or state has another digest', () => {
    fc.assert(
      fc.property(domain, update, domain, update, (here, one, there, other) => {
        const variants = [
          [{ ...here, chainId: there.chainId }, one],
          [{ ...here, contract: there.contract }, one],
          [{ ...here, channel: there.channel }, one],
          [here, { ...one, nonce: other.nonce }],
          [here, { ...one, balanceA: other.balanceA }],
          [here, { ...one, balanceB: other.balanceB }],
          [here, { ...one, balanceA: one.balanceB, balanceB: one.balanceA }],
        ] as const;
        const digest = channelDigest(here, one);
        for (const [where, what] of variants) {
          const isSame = `${Object.values({ ...where, ...what })}` === `${Object.values({ ...here, ...one })}`;
          expect(channelDigest(where, what) === digest).toBe(isSame);
        }
      }),
    );
  });

  test('the same fields signed as another kind of message have another digest', () => {
    const where = { chainId: 1n, contract: '00'.repeat(32) };
    const fields = [encodeAmount(1n)];
    expect(digestOf('transaction', where, fields)).not.toBe(digestOf('channel-state', where, fields));
  });
});

describe('signatures', () => {
  test('the vector of BIP 340 with all randomness zero', () => {
    // Test vector 0: secret key 3, message 0, auxiliary randomness 0.
    const key = new Uint8Array(32);
    key[31] = 3;
    expect(bip340.addressOf(key).toUpperCase()).toBe(
      'F9308A019258C31049344F85F89D5229B531C845836F99B08601F113BCE036F9',
    );
    expect(bip340.sign('00'.repeat(32), key).toUpperCase()).toBe(
      'E907831F80848D1069A5371B402410364BDF1C5F8307B0084C55F1CE2DCA8215' +
        '25F66A4A85EA8B71E482A74F382D2CE5EBEEE8FDB2172F477DF4900D310536C0',
    );
  });

  test('verify for their signer, their domain and their state, and for nothing else', () => {
    fc.assert(
      fc.property(domain, update, domain, update, (here, one, there, other) => {
        const digest = channelDigest(here, one);
        const signature = alice.sign(digest);
        expect(bip340.verify(digest, alice.address, signature)).toBe(true);
        expect(bip340.verify(digest, bob.address, signature)).toBe(false);
        for (const elsewhere of [channelDigest(there, one), channelDigest(here, other)]) {
          expect(bip340.verify(elsewhere, alice.address, signature)).toBe(elsewhere === digest);
        }
      }),
      { numRuns: 12 },
    );
  });

  test('are none when they are not what they have to be, and that throws nothing', () => {
    const digest = '00'.repeat(32);
    const signature = alice.sign(digest);
    for (const wrong of ['', signature.slice(2), `${signature}00`, signature.toUpperCase(), 'no', 5, null, undefined]) {
      expect(bip340.verify(digest, alice.address, wrong as never)).toBe(false);
      expect(bip340.verify(digest, wrong as never, signature)).toBe(false);
    }
    // An x that is on no point of the curve.
    expect(bip340.verify(digest, 'ff'.repeat(32), signature)).toBe(false);
  });

  test('a key that is none is refused', () => {
    for (const key of [new Uint8Array(32), new Uint8Array(31).fill(1), new Uint8Array(32).fill(255)]) {
      expect(() => signerOf(key)).toThrow(RangeError);
    }
  });

  test('a scheme that remembers answers as the scheme does', () => {
    const digest = '01'.repeat(32);
    const signature = alice.sign(digest);
    const once = remembering(bip340);
    for (let i = 0; i < 2; i++) {
      expect(once.verify(digest, alice.address, signature)).toBe(true);
      expect(once.verify(digest, bob.address, signature)).toBe(false);
    }
    expect(scheme.addressOf(new Uint8Array(32).fill(1))).toBe(alice.address);
  });
});
