import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RawJson } from '../../../src/base/raw-json.ts';
import { unitThrew, unitTimedOut } from '../../../src/map/error.ts';
import { jsonFlaw } from '../../../src/map/lines/json-flaw.ts';
import { unitLine } from '../../../src/map/lines/unit-line.ts';

const fulfilled = (value: unknown) => ({ index: 3, status: 'fulfilled', value }) as const;
const lineOf = (value: unknown, bare = false) => unitLine(fulfilled(value), null, bare);

describe('the line of a value', () => {
  it('has its index, or stands alone', () => {
    expect(lineOf({ a: 'é\n' })).toEqual({ text: '{"index":3,"value":{"a":"é\\n"}}\n', failure: null });
    expect(lineOf([1, null], true)).toEqual({ text: '[1,null]\n', failure: null });
  });

  it('has all digits of one that came as it is to be written', () => {
    expect(lineOf(new RawJson('[9007199254740993]')).text).toBe('{"index":3,"value":[9007199254740993]}\n');
  });

  it('gives every value of JSON again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(jsonFlaw(value)).toBeNull();
        expect(JSON.stringify(JSON.parse(lineOf(value, true).text))).toBe(JSON.stringify(value));
      }),
    );
  });

  it('leaves a property out that is undefined', () => {
    expect(lineOf({ a: undefined, b: 1 }, true).text).toBe('{"b":1}\n');
  });
});

const circle: unknown[] = [];
circle.push(circle);

describe('a value that JSON would change', () => {
  it.each([
    [undefined, 'JSON has no room for undefined'],
    [Number.NaN, 'JSON has no room for NaN'],
    [{ rows: [1, { x: -Infinity }] }, 'JSON has no room for -Infinity at .rows[1].x'],
    [[undefined], 'JSON has no room for undefined at [0]'],
    [Array(1), 'JSON has no room for undefined at [0]'],
    [new Date(0), 'JSON has no room for an object of class Date'],
    [{ at: new Map([[1, 2]]) }, 'JSON has no room for an object of class Map at .at'],
    [new Uint8Array(1), 'JSON has no room for an object of class Uint8Array'],
    [5n, 'BigInt'],
    [circle, 'circular'],
  ])('fails its unit: %#', (value, message) => {
    const { text, failure } = lineOf(value, true);
    expect(JSON.parse(text)).toEqual({
      index: 3,
      error: { name: 'TypeError', message: expect.stringContaining(message) },
    });
    expect(failure?.message).toContain('unit 3 has a value that can’t be written: ');
  });

  it('does so however deep it is', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(JSON.parse(lineOf(deep).text)).toMatchObject({ index: 3, error: { name: 'RangeError' } });
  });
});

describe('the line of a failure', () => {
  const rejected = (reason: ReturnType<typeof unitThrew>) =>
    unitLine({ index: 3, status: 'rejected', reason }, null, true);

  it('has what was thrown', () => {
    const { text, failure } = rejected(unitThrew(3, new RangeError('no such row')));
    expect(JSON.parse(text)).toEqual({ index: 3, error: { name: 'RangeError', message: 'no such row' } });
    expect(failure?.message).toContain('unit 3 threw RangeError: no such row');
    expect(JSON.parse(rejected(unitThrew(3, 'a text')).text).error).toEqual({
      name: 'Error',
      message: 'a text',
    });
  });

  it('has a code where the unit didn’t end by itself', () => {
    expect(JSON.parse(rejected(unitTimedOut(3, 50)).text).error).toMatchObject({ code: 'TIMED_OUT' });
  });

  it('has why there was no input rather than what became of that', () => {
    const reason = new SyntaxError('rows, line 4 is not JSON');
    const line = unitLine({ index: 3, status: 'rejected', reason: unitThrew(3, 'x') }, reason, false);
    expect(line.failure).toBe(reason);
    expect(JSON.parse(line.text)).toEqual({
      index: 3,
      error: { name: 'SyntaxError', message: reason.message },
    });
  });
});
