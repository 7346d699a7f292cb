import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RawJson } from '../../../src/base/raw-json.ts';
import { PYTHON_MAP_PROTOCOL, pythonLines } from '../../../src/map/protocol/python-protocol.ts';

const batchOf = (inputs: readonly unknown[] | Float64Array | null) =>
  ({
    type: 'batch',
    from: 7,
    count: inputs?.length ?? 3,
    inputs,
    numbering: { first: 0, step: 1 },
    careful: true,
  }) as const;
const linesOf = (inputs: readonly unknown[] | Float64Array | null) =>
  pythonLines(batchOf(inputs)).split('\n');

describe('an order to a worker in Python', () => {
  it('is a line of JSON, with each input in a line of its own behind it', () => {
    const [head = '', ...rest] = linesOf(['a\nb', { n: 1 }]);
    expect(JSON.parse(head)).toEqual({
      ...{ type: 'batch', from: 7, count: 2, hasInputs: true },
      numbering: { first: 0, step: 1 },
    });
    expect(rest).toEqual(['"a\\nb"', '{"n":1}', '']);
    expect(linesOf(null)).toEqual([expect.stringContaining('"hasInputs":false'), '']);
    expect(pythonLines({ type: 'leave' })).toBe('{"type":"leave"}\n');
  });

  it('has as many lines as inputs, each of which says the same, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (values) => {
        const texts = values.map((value) => new RawJson(JSON.stringify(value, null, 1)));
        for (const inputs of [values, texts]) {
          const lines = linesOf(inputs).slice(1, -1);
          expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(values)));
        }
      }),
    );
  });

  it.each([
    ['a number that JSON hasn’t', new Float64Array([1, Number.NaN])],
    ['a list with one', [[Number.POSITIVE_INFINITY]]],
    ['undefined', [undefined]],
    ['a date', [new Date(0)]],
    ['a bigint', [1n]],
    ['a text of JSON within a value', [[new RawJson('1')]]],
  ])('can’t hold %s', (_what, inputs) => {
    expect(() => linesOf(inputs)).toThrow('an input is no JSON: a function in Python can’t be given it');
  });
});

describe('what a worker in Python says', () => {
  it('has results that ours can’t hold as the texts that they are', () => {
    const plain = { from: 0, values: [1, 'a', null] };
    const received = { type: 'answers', runs: [plain, { from: 3, texts: ['9007199254740993'] }] };
    expect(PYTHON_MAP_PROTOCOL.parse(received)).toEqual({
      type: 'answers',
      runs: [plain, { from: 3, values: [new RawJson('9007199254740993')] }],
    });
  });

  it.each([
    null,
    1,
    { type: 'answers', runs: [{ from: 0 }] },
    { type: 'answers', runs: [{ texts: ['1'] }] },
    { type: 'answers', runs: 1 },
    { type: 'else' },
  ])('is no message: %j', (received) => {
    expect(PYTHON_MAP_PROTOCOL.parse(received)).toBeNull();
  });
});
