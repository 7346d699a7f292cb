import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RawJson } from '../../../src/base/raw-json.ts';
import type { Numbering } from '../../../src/map/dispatch/numbering.ts';
import { LineInputs } from '../../../src/map/lines/read-inputs.ts';

async function* chunksOf(...texts: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text as string);
}

const ALL: Numbering = { first: 0, step: 1 };

async function valuesOf(text: string, numbering: Numbering): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of new LineInputs('rows', chunksOf(text), numbering)) values.push(value);
  return values;
}

describe('inputs', () => {
  it('are JSON values, whatever their lines end with', async () => {
    expect(await valuesOf('1\r\n\n  {"a": [null]} \n"é"\n', ALL)).toEqual([1, { a: [null] }, 'é']);
  });

  it('are as they are written for whoever holds their numbers', async () => {
    const inputs = new LineInputs('rows', chunksOf(' 9007199254740993\r\n1.0'), ALL, true);
    const values: unknown[] = [];
    for await (const value of inputs) values.push(value);
    expect(values).toEqual([new RawJson(' 9007199254740993\r'), new RawJson('1.0')]);
  });

  it('of all shards together are the whole, and each is of one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 30 }), fc.integer({ min: 1, max: 9 }), async (units, of) => {
        const text = Array.from({ length: units }, (_, index) => `${index}\n`).join('\n');
        const whole: unknown[] = [];
        for (let part = 1; part <= of; part++) {
          const inputs = await valuesOf(text, { first: part - 1, step: of });
          for (const [at, input] of inputs.entries()) whole[part - 1 + at * of] = input;
        }
        expect(whole).toEqual(await valuesOf(text, ALL));
      }),
    );
  });

  it('are given at once where they were read already', async () => {
    const iterator = new LineInputs('rows', chunksOf('1\n2\n', '3\n'), ALL)[Symbol.asyncIterator]();
    await iterator.next();
    expect(iterator.next()).toEqual({ done: false, value: 2 });
    expect(iterator.next()).toBeInstanceOf(Promise);
  });
});

describe('a line that is no input', () => {
  it.each([
    ['{"a"', 'rows, line 2 is not JSON: '],
    [Buffer.from([0x22, 0xff, 0x22]), 'rows, line 2 is not JSON: it is not text in UTF-8'],
  ])('%j is told by its line, and no way to a worker takes it', async (line, message) => {
    const inputs = new LineInputs('rows', chunksOf('1\n', line, '\n3\n'), ALL);
    const values: unknown[] = [];
    for await (const value of inputs) values.push(value);
    expect([values[0], values[2]]).toEqual([1, 3]);
    expect(() => structuredClone(values[1])).toThrow(DOMException);
    expect(() => JSON.stringify(values[1])).toThrow(message);
    expect(inputs.takeReason(1)?.message).toContain(message);
    expect([inputs.takeReason(0), inputs.takeReason(1)]).toEqual([null, null]);
  });

  it('is nothing to a shard of which it is not', async () => {
    expect(await valuesOf('1\nx\n3\n', { first: 0, step: 2 })).toEqual([1, 3]);
  });
});
