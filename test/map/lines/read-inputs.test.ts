import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RawJson } from '../../../src/base/raw-json.ts';
import type { Numbering } from '../../../src/map/dispatch/numbering.ts';
import { LineInputs } from '../../../src/map/lines/read-inputs.ts';

async function* chunksOf(...texts: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text as string);
}

const ALL: Numbering = { first: 0, step: 1 };

async function inputsIn(inputs: LineInputs): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const input of inputs) all.push(input);
  return all;
}

const textOf = (input: unknown) => (input as RawJson).text;

async function textsOf(text: string, numbering: Numbering): Promise<string[]> {
  return (await inputsIn(new LineInputs('rows', chunksOf(text), numbering))).map(textOf);
}

describe('inputs', () => {
  it.each([true, false])('are as they are written, whatever their lines end with', async (isPython) => {
    const written = ' 9007199254740993\r\n\n  {"a": [null]} \n"é"\n1.0';
    const inputs = await inputsIn(new LineInputs('rows', chunksOf(written), ALL, isPython));
    expect(inputs.map(textOf)).toEqual([' 9007199254740993\r', '  {"a": [null]} ', '"é"', '1.0']);
    expect(inputs.every((input) => input instanceof RawJson)).toBe(true);
  });

  it('have those counted that JavaScript rounds, with the first of them', async () => {
    const written =
      '1\n["12345678901234567890"]\n{"a": [12345678901234567890, 9007199254740993]}\n-9007199254740993\n';
    const inputs = new LineInputs('rows', chunksOf(written), ALL);
    await inputsIn(inputs);
    expect(inputs.rounded).toEqual({ integers: 3, first: { text: '12345678901234567890', line: 3 } });
    const shard = new LineInputs('rows', chunksOf(written), { first: 0, step: 2 });
    await inputsIn(shard);
    expect(shard.rounded?.integers).toBe(2);
    const ofPython = new LineInputs('rows', chunksOf(written), ALL, true);
    await inputsIn(ofPython);
    expect(ofPython.rounded).toBeNull();
  });

  it('of all shards together are the whole, and each is of one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 30 }), fc.integer({ min: 1, max: 9 }), async (units, of) => {
        const text = Array.from({ length: units }, (_, index) => `${index}\n`).join('\n');
        const whole: string[] = [];
        for (let part = 1; part <= of; part++) {
          const inputs = await textsOf(text, { first: part - 1, step: of });
          for (const [at, input] of inputs.entries()) whole[part - 1 + at * of] = input;
        }
        expect(whole).toEqual(await textsOf(text, ALL));
      }),
    );
  });

  it('are given at once where they were read already', async () => {
    const iterator = new LineInputs('rows', chunksOf('1\n2\n', '3\n'), ALL)[Symbol.asyncIterator]();
    await iterator.next();
    expect(iterator.next()).toMatchObject({ done: false, value: { text: '2' } });
    expect(iterator.next()).toBeInstanceOf(Promise);
  });
});

describe('a line that is no input', () => {
  it.each([
    ['{"a"', 'rows, line 2 is not JSON: '],
    [Buffer.from([0x22, 0xff, 0x22]), 'rows, line 2 is not JSON: it is not text in UTF-8'],
  ])('%j is told by its line, and no way to Python takes it', async (line, message) => {
    const inputs = new LineInputs('rows', chunksOf('1\n', line, '\n3\n'), ALL, true);
    const [first, flawed, last] = await inputsIn(inputs);
    expect([textOf(first), textOf(last)]).toEqual(['1', '3']);
    expect(() => structuredClone(flawed)).toThrow(DOMException);
    expect(() => JSON.stringify(flawed)).toThrow(message);
    expect(inputs.reasonOf(flawed)?.message).toContain(message);
    expect(inputs.reasonOf(first)).toBeNull();
  });

  it('is told by its line where its unit failed in JavaScript', async () => {
    const inputs = new LineInputs('rows', chunksOf('1\n{"a"\n'), ALL);
    const [first, flawed] = await inputsIn(inputs);
    expect(inputs.reasonOf(first)).toBeNull();
    expect(inputs.reasonOf(flawed)?.message).toContain('rows, line 2 is not JSON: ');
  });

  it('is nothing to a shard of which it is not', async () => {
    expect(await textsOf('1\nx\n3\n', { first: 0, step: 2 })).toEqual(['1', '3']);
  });
});
