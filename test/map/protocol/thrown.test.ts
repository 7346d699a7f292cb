import { describe, expect, it } from 'vitest';
import type { FromMapWorker } from '../../../src/map/protocol/messages.ts';
import { packThrown, unpackThrown } from '../../../src/map/protocol/thrown.ts';
import { Outbox } from '../../../src/map/worker/outbox.ts';

const across = (thrown: unknown) => unpackThrown(structuredClone(packThrown(thrown)));

class RowError extends RangeError {
  override name = 'RowError';
  readonly row = 3;
  readonly parse = () => {};
}

describe('what was thrown', () => {
  it('keeps its class, message, stack, code and cause on the way to the parent', () => {
    const thrown = Object.assign(new TypeError('no', { cause: new RangeError('why') }), { code: 'E_NO' });
    const arrived = across(thrown) as TypeError & { code: string };
    expect(arrived).toBeInstanceOf(TypeError);
    expect([arrived.message, arrived.stack, arrived.code]).toEqual(['no', thrown.stack, 'E_NO']);
    expect(arrived.cause).toBeInstanceOf(RangeError);
    expect((arrived.cause as Error).message).toBe('why');
    expect(Object.keys(arrived)).toEqual(['code']);
  });

  it('keeps the name of a class that only the worker knows, and leaves out what can’t be cloned', () => {
    const arrived = across(new RowError('bad')) as RowError;
    expect([arrived.name, arrived.row, arrived.parse]).toEqual(['RowError', 3, undefined]);
    expect(arrived).toBeInstanceOf(Error);
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString', ''])('may be called “%s”', (name) => {
    const thrown = new Error('no');
    Object.defineProperty(thrown, 'name', { value: name });
    const arrived = across(thrown) as Error;
    expect(arrived).toBeInstanceOf(Error);
    expect([arrived.name, arrived.message]).toEqual([name, 'no']);
  });

  it('stays an error with a property called __proto__', () => {
    const thrown = Object.defineProperty(new TypeError('no'), '__proto__', { value: null, enumerable: true });
    expect(across(thrown)).toBeInstanceOf(TypeError);
  });

  it('may be no error at all', () => {
    expect([across('text'), across(undefined), across({ a: 1 })]).toEqual(['text', undefined, { a: 1 }]);
  });

  it('may be its own cause', () => {
    const ring = new Error('ring');
    ring.cause = ring;
    expect(((across(ring) as Error).cause as Error).message).toBe('ring');
  });
});

/** What an outbox sends, as far as it can be cloned. */
function collect(act: (outbox: Outbox) => void): FromMapWorker[] {
  const sent: FromMapWorker[] = [];
  const outbox = new Outbox((message) => sent.push(structuredClone(message)));
  act(outbox);
  outbox.flush();
  return sent;
}

describe('an outbox', () => {
  it('sends answers that follow one another as one run, and numbers packed', () => {
    const sent = collect((outbox) => {
      for (const [index, value] of [
        [3, 1],
        [4, 2],
        [6, 'a'],
        [7, 5],
      ] as const) {
        outbox.add(index, value);
      }
    });
    expect(sent).toEqual([
      {
        type: 'answers',
        runs: [
          { from: 3, values: Float64Array.of(1, 2) },
          { from: 6, values: ['a', 5] },
        ],
      },
    ]);
  });

  it('sends nothing where there is nothing', () => {
    expect(collect((outbox) => outbox.flush())).toEqual([]);
  });

  it('fails the one unit whose result can’t be cloned, and no other', () => {
    const sent = collect((outbox) => {
      outbox.add(0, 'a');
      outbox.add(1, () => {});
      outbox.add(2, 'c');
    });
    expect(sent.map((message) => (message.type === 'failed' ? message.index : message))).toEqual([
      { type: 'answers', runs: [{ from: 0, values: ['a'] }] },
      1,
      { type: 'answers', runs: [{ from: 2, values: ['c'] }] },
    ]);
  });

  it('sends what was answered before a failure first', () => {
    const sent = collect((outbox) => {
      outbox.add(0, 'a');
      outbox.fail(1, new Error('mine'));
    });
    expect(sent.map(({ type }) => type)).toEqual(['answers', 'failed']);
  });

  it('tells of something thrown that can’t be cloned as text', () => {
    const [failed] = collect((outbox) => outbox.fail(0, () => 'mine'));
    const { thrown } = failed as Extract<FromMapWorker, { type: 'failed' }>;
    expect((unpackThrown(thrown) as Error).message).toContain('mine');
    const [nameless] = collect((outbox) => outbox.fail(0, Object.assign(Object.create(null), { f() {} })));
    expect(nameless).toMatchObject({ thrown: { message: expect.stringContaining('object') } });
  });
});
