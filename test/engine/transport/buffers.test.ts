import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listBuffers, restoreBuffers } from '../../../src/engine/transport/buffers.ts';

const across = (value: unknown) => restoreBuffers(structuredClone(listBuffers({ value }))).value;

it('keeps Buffers what they are, wherever they are', () => {
  const one = Buffer.from('one');
  const value = {
    list: [one, { deep: one }],
    map: new Map<unknown, unknown>([['key', Buffer.from('two')]]),
    set: new Set([Buffer.alloc(0)]),
    bytes: Uint8Array.of(1),
  };
  const arrived = across(value) as typeof value;
  expect(arrived).toEqual(value);
  expect(Buffer.isBuffer((arrived.list[1] as { deep: Buffer }).deep)).toBe(true);
  expect((arrived.list[1] as { deep: Buffer }).deep).toBe(arrived.list[0]);
  expect(Buffer.isBuffer(arrived.map.get('key'))).toBe(true);
  expect([...arrived.set].every(Buffer.isBuffer)).toBe(true);
  expect(Buffer.isBuffer(arrived.bytes)).toBe(false);
});

it('adds nothing to a message without any', () => {
  const message = { type: 'answers', runs: [{ from: 0, values: ['a', { b: [1] }] }] };
  expect(listBuffers(message)).toBe(message);
});

it('changes nothing else, and ends where objects hold each other', () => {
  const clonable = fc.anything({
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withDate: true,
    withBigInt: true,
  });
  fc.assert(fc.property(clonable, (value) => void expect(across(value)).toEqual(structuredClone(value))));
  const ring: { self?: unknown; buffer: Buffer } = { buffer: Buffer.from('x') };
  ring.self = ring;
  expect(Buffer.isBuffer((across(ring) as typeof ring).buffer)).toBe(true);
});

it('reads nothing that throws, and takes what is no message', () => {
  const value = Object.defineProperty({}, 'x', {
    enumerable: true,
    get() {
      throw new Error('no');
    },
  });
  expect(() => listBuffers({ value })).not.toThrow();
  for (const received of [null, undefined, 'a', { buffers: 1 }, { buffers: [null, {}] }]) {
    expect(restoreBuffers(received)).toBe(received);
  }
});
