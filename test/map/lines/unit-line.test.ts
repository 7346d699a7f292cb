import { describe, expect, it } from 'vitest';
import { RawJson } from '../../../src/base/raw-json.ts';
import { unitThrew, unitTimedOut } from '../../../src/map/error.ts';
import { unitLine } from '../../../src/map/lines/unit-line.ts';

const lineOf = (value: unknown, bare = false) => unitLine({ index: 1, error: null, value }, 3, null, bare);

describe('the line of a value', () => {
  it('has what its unit is called, or stands alone', () => {
    const value = new RawJson('{"a":"é\\n"}');
    expect(lineOf(value)).toEqual({ text: '{"index":3,"value":{"a":"é\\n"}}\n', failure: null });
    expect(lineOf(value, true)).toEqual({ text: '{"a":"é\\n"}\n', failure: null });
  });

  it('has all digits of one that came as it is to be written', () => {
    expect(lineOf(new RawJson('[9007199254740993]')).text).toBe('{"index":3,"value":[9007199254740993]}\n');
  });

  it('is the same where it came as a value', () => {
    expect(lineOf([1, null], true)).toEqual({ text: '[1,null]\n', failure: null });
  });
});

describe('the line of a failure', () => {
  const rejected = (error: ReturnType<typeof unitThrew>) =>
    unitLine({ index: 1, error, input: null }, 3, null, true);

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
    const line = unitLine({ index: 1, error: unitThrew(3, 'x'), input: null }, 3, reason, false);
    expect(line.failure).toBe(reason);
    expect(JSON.parse(line.text)).toEqual({
      index: 3,
      error: { name: 'SyntaxError', message: reason.message },
    });
  });
});
