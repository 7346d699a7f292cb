import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ENCODINGS, readFrames, sendFrame } from '../../../src/engine/transport/frames.ts';

/** What came of bytes that were written in pieces of these lengths, again and again. */
function readIn(bytes: Buffer, pieces: readonly number[]): { messages: unknown[]; isOpen: boolean } {
  const [pipe, messages] = [new PassThrough(), [] as unknown[]];
  readFrames(pipe, ENCODINGS.advanced, (message) => messages.push(message));
  for (let from = 0, turn = 0; from < bytes.length && !pipe.destroyed; turn++) {
    const to = from + (pieces[turn % pieces.length] as number);
    pipe.emit('data', bytes.subarray(from, to));
    from = to;
  }
  return { messages, isOpen: !pipe.destroyed };
}

function framed(messages: readonly unknown[]): Buffer {
  const pipe = new PassThrough();
  for (const message of messages) sendFrame(pipe, ENCODINGS.advanced, message);
  return (pipe.read() as Buffer | null) ?? Buffer.alloc(0);
}

const pieces = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 });

it('gives back what was sent, in whatever pieces it comes', () => {
  fc.assert(
    fc.property(fc.array(fc.anything({ withBigInt: true, withDate: true })), pieces, (messages, lengths) => {
      const sendable = messages.filter((message) => typeof message !== 'function');
      expect(readIn(framed(sendable), lengths)).toEqual({ messages: sendable, isOpen: true });
    }),
  );
});

it('never throws, whatever bytes come', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), pieces, (bytes, lengths) => {
      readIn(Buffer.from(bytes), lengths);
    }),
  );
});

it('drops what is no message, and reads the next', () => {
  const unreadable = framed(['x']);
  unreadable.fill(0xde, unreadable.length - 2);
  const both = Buffer.concat([unreadable, framed(['next'])]);
  expect(readIn(both, [3])).toEqual({ messages: ['next'], isOpen: true });
});

it('drops what somebody else wrote between messages', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), pieces, (bytes, lengths) => {
      const written = Buffer.concat([framed(['one']), Buffer.from(bytes), framed(['two'])]);
      expect(readIn(written, lengths)).toEqual({ messages: ['one', 'two'], isOpen: true });
    }),
  );
});

it('sends nothing of what can’t be cloned, and nothing to what has closed', () => {
  const pipe = new PassThrough();
  expect(() => sendFrame(pipe, ENCODINGS.advanced, { call: () => {} })).toThrow(/could not be cloned/);
  expect(pipe.readableLength).toBe(0);
  pipe.end();
  sendFrame(pipe, ENCODINGS.advanced, 'late');
  expect(pipe.readableLength).toBe(0);
});
