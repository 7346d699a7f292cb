import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seal, unseal } from '../../../../src/map/hosts/wire/seal.ts';

const JOB = { id: 'mine_0_1_0123456789abcdef', direction: 'job' } as const;

describe('a sealed message', () => {
  it('keeps what a message between threads keeps', () => {
    const message = {
      numbers: Float64Array.of(0.5, -0, Number.NaN),
      list: [undefined, null, -0, 10n, new Date(5), /a/g],
      map: new Map([[{ a: 1 }, new Set([1])]]),
      buffer: Buffer.from('bytes'),
      error: new RangeError('out'),
    };
    const ring: unknown[] = [message];
    ring.push(ring);
    for (const key of [null, 'secret']) {
      const [arrived, itself] = unseal(seal(ring, key, JOB), key, JOB) as [typeof message, unknown];
      expect(arrived).toEqual(message);
      expect(Object.is(arrived.list[2], -0)).toBe(true);
      expect(Buffer.isBuffer(arrived.buffer)).toBe(true);
      expect((itself as unknown[])[0]).toBe(arrived);
    }
  });

  it('can’t be made of what can’t be sent', () => {
    for (const value of [() => {}, Symbol('s'), new SharedArrayBuffer(8), Promise.resolve()]) {
      expect(() => seal({ value }, null, JOB)).toThrow();
    }
  });

  it('is refused with any other character, for another chunk, in the other direction, and by another key', () => {
    const body = seal({ a: 1 }, 'secret', JOB);
    expect(unseal(body, 'secret', JOB)).toEqual({ a: 1 });
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
        fc.pre(body[at] !== other);
        expect(() => unseal(body.slice(0, at) + other + body.slice(at + 1), 'secret', JOB)).toThrow(
          /isn’t signed with our key/,
        );
      }),
    );
    const purposes = [
      { ...JOB, id: 'mine_1_1_0123456789abcdef' },
      { ...JOB, direction: 'answer' },
    ] as const;
    for (const purpose of purposes) {
      expect(() => unseal(body, 'secret', purpose)).toThrow(/isn’t signed with our key/);
    }
    expect(() => unseal(body, 'another', JOB)).toThrow(/isn’t signed with our key/);
    expect(() => unseal(body, null, JOB)).toThrow(/is signed, and we have no key/);
    expect(() => unseal(seal({ a: 1 }, null, JOB), 'secret', JOB)).toThrow(/isn’t signed with our key/);
  });

  it('is not read before its signature is right', () => {
    for (const signature of ['', 'A'.repeat(44)]) {
      // Reading it would fail in another way.
      expect(() => unseal(`${signature}.!!`, 'secret', JOB)).toThrow(/isn’t signed with our key/);
    }
  });

  it('that can’t be read is told of, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (body) => {
        try {
          unseal(body, null, JOB);
        } catch (error) {
          expect(error).toMatchObject({ code: 'NOT_RUNNABLE' });
        }
      }),
    );
    expect(() => unseal('.!!', null, JOB)).toThrow(
      'the job of chunk mine_0_1_0123456789abcdef can’t be read',
    );
  });
});
