import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitThrew } from '../../../src/map/error.ts';
import type { FromMapWorker } from '../../../src/map/protocol/messages.ts';
import { packThrown } from '../../../src/map/protocol/thrown/pack.ts';
import { unpackThrown } from '../../../src/map/protocol/thrown/unpack.ts';
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

describe('what an error has of its own', () => {
  it('keeps the errors of an AggregateError, each with what it has', async () => {
    const inner = Object.assign(new RangeError('404'), { status: 404 });
    const thrown = await Promise.any([Promise.reject(new Error('refused')), Promise.reject(inner)]).catch(
      (error) => error,
    );
    const arrived = across(thrown) as AggregateError;
    expect(arrived).toBeInstanceOf(AggregateError);
    expect(arrived.errors.map(({ name, message }) => [name, message])).toEqual([
      ['Error', 'refused'],
      ['RangeError', '404'],
    ]);
    expect(arrived.errors[1].status).toBe(404);
  });

  it('keeps every property that can be cloned, and names the others', () => {
    const thrown = Object.assign(new Error('invalid'), {
      issues: [{ path: ['id'] }],
      response: { status: 503 },
      seen: new Map([[1, new Date(0)]]),
      first: Object.assign(new TypeError('inner'), { row: 2 }),
      retry: () => {},
      [Symbol('internal')]: 1,
    });
    const arrived = across(thrown) as Error & Record<string, unknown>;
    expect(arrived).toMatchObject({
      issues: [{ path: ['id'] }],
      response: { status: 503 },
      seen: thrown.seen,
    });
    expect(arrived.first).toBeInstanceOf(TypeError);
    expect(arrived.first).toMatchObject({ message: 'inner', row: 2 });
    expect(arrived.notKept).toEqual(['retry', 'Symbol(internal)']);
  });

  it('keeps the name of its class, and what that extends', () => {
    class ValidationError extends TypeError {}
    const arrived = across(new ValidationError('id')) as Error;
    expect(arrived).toBeInstanceOf(TypeError);
    expect([arrived.constructor.name, arrived.name, String(arrived)]).toEqual([
      'ValidationError',
      'ValidationError',
      'ValidationError: id',
    ]);
  });

  it('keeps a DOMException one', () => {
    const arrived = across(new DOMException('stopped', 'AbortError')) as DOMException;
    expect(arrived).toBeInstanceOf(DOMException);
    expect([arrived.name, arrived.message, arrived.code]).toEqual(['AbortError', 'stopped', 20]);
  });

  it('keeps errors that hold each other', () => {
    const [first, second] = [new Error('first'), new Error('second')];
    first.cause = second;
    second.cause = first;
    const arrived = across(first) as Error & { cause: Error & { cause: Error } };
    expect(arrived.cause.cause).toBe(arrived);
  });

  it('joins a stack that is a list of lines', () => {
    const thrown = Object.assign(new Error('row'), { stack: ['Error: row', '    at f'] });
    expect((across(thrown) as Error).stack).toBe('Error: row\n    at f');
  });
});

describe('whatever is thrown', () => {
  const throwing = () => {
    throw new Error('a getter');
  };
  const values = fc.oneof(
    fc.anything({
      withBigInt: true,
      withNullPrototype: true,
      withTypedArray: true,
      withDate: true,
      withMap: true,
    }),
    fc.constantFrom<unknown>(
      Symbol('s'),
      () => 1,
      new Proxy({}, { get: throwing, getPrototypeOf: throwing, ownKeys: throwing }),
      new Proxy(new Error('p'), { get: throwing, ownKeys: throwing }),
      new Proxy(() => {}, {}),
      { toString: throwing, [Symbol.toPrimitive]: throwing },
      new Error('inner'),
    ),
  );
  const keys = fc.constantFrom(
    'stack',
    'message',
    'name',
    'cause',
    'errors',
    'constructor',
    '__proto__',
    'code',
    'x',
  );
  const isGetter = fc.boolean();

  it('arrives as something, and an error as an error', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, values, isGetter)), values, (properties, other) => {
        const error = new Error('it');
        // V8 makes it when it is read first, from the message.
        void error.stack;
        for (const [key, value, asGetter] of properties) {
          const how = asGetter ? { get: throwing } : { value };
          Object.defineProperty(error, key, { ...how, configurable: true, enumerable: true });
        }
        const arrived = across(error) as Error;
        expect(arrived).toBeInstanceOf(Error);
        expect([typeof arrived.name, typeof arrived.message]).toEqual(['string', 'string']);
        unitThrew(0, arrived);
        unitThrew(0, across(other));
      }),
      { numRuns: 1000 },
    );
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
    const [failed] = collect((outbox) => outbox.fail(0, function mine() {}));
    const { thrown } = failed as Extract<FromMapWorker, { type: 'failed' }>;
    expect((unpackThrown(thrown) as Error).message).toContain('mine');
    const [nameless] = collect((outbox) => outbox.fail(0, Object.assign(Object.create(null), { f() {} })));
    expect(nameless).toMatchObject({ thrown: { message: expect.stringContaining('null prototype') } });
  });
});
