import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RawJson } from '../../../src/base/raw-json.ts';
import { jsonFlaw } from '../../../src/map/worker/json-flaw.ts';
import { callWithJson, written } from '../../../src/map/worker/json-unit.ts';

describe('a unit whose input is a JSON text', () => {
  it('gets the value, and gives a text', async () => {
    const swap = (input: unknown, index: number) => [index, input];
    expect(callWithJson(swap, new RawJson(' {"a": "é"}\r'), 7)).toEqual(new RawJson('[7,{"a":"é"}]'));
    expect(await callWithJson(async () => 1, new RawJson('0'), 7)).toEqual(new RawJson('1'));
  });

  it('fails where it is none, and what is given later can’t be written', async () => {
    expect(() => callWithJson((input) => input, new RawJson('{"a"'), 7)).toThrow(SyntaxError);
    await expect(callWithJson(async () => Number.NaN, new RawJson('0'), 7)).rejects.toThrow('NaN');
  });

  it('gives every value of JSON again, in one line', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(jsonFlaw(value)).toBeNull();
        const { text } = written(value);
        expect(text).toBe(JSON.stringify(value));
        expect(text).not.toContain('\n');
      }),
    );
  });

  it('leaves a property out that is undefined, and asks an object that says itself what it is', () => {
    expect(written({ a: undefined, b: 1 }).text).toBe('{"b":1}');
    class Money {
      readonly cents = 5n;
      toJSON = () => ({ cents: 5 });
    }
    expect(written([new Money()]).text).toBe('[{"cents":5}]');
  });
});

const circle: unknown[] = [];
circle.push(circle);

describe('a value that JSON would change', () => {
  it.each([
    [undefined, 'undefined'],
    [Number.NaN, 'NaN'],
    [{ rows: [1, { x: -Infinity }] }, '-Infinity at .rows[1].x'],
    [[undefined], 'undefined at [0]'],
    [Array(1), 'undefined at [0]'],
    [new Date(0), 'an object of class Date'],
    [{ at: new Map([[1, 2]]) }, 'an object of class Map at .at'],
    [{ on: () => 1 }, 'a function at .on'],
    [{ toJSON: () => ({ x: Number.NaN }) }, 'NaN at .x'],
    [new Uint8Array(1), 'an object of class Uint8Array'],
    [5n, 'BigInt'],
    [circle, 'circular'],
  ])('fails its unit: %#', (value, why) => {
    expect(() => written(value)).toThrow('its result can’t be written as JSON: ');
    expect(() => written(value)).toThrow(why);
  });

  it('does so however deep it is', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(() => written(deep)).toThrow('its result can’t be written as JSON: ');
  });
});
