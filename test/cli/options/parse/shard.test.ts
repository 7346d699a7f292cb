import { describe, expect, it } from 'vitest';
import { parseShard } from '../../../../src/cli/options/parse/shard.ts';

describe('--shard', () => {
  it.each([
    ['1/1', { part: 1, of: 1 }],
    ['2/5', { part: 2, of: 5 }],
    ['5/5', { part: 5, of: 5 }],
  ])('takes %s', (text, shard) => {
    expect(parseShard(text)).toEqual(shard);
  });

  it.each(['0/5', '6/5', '2', '2/', '/5', '2/0', '-1/5', '1.5/2', '2 of 5', ''])('refuses %j', (text) => {
    expect(() => parseShard(text)).toThrow(
      expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining('--shard 1/5') }),
    );
  });
});
