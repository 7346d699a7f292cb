import { describe, expect, it } from 'vitest';
import { checkBounds } from '../../../src/report/saved/bounds.ts';

const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('what a report may hold', () => {
  it.each([
    ['what is nested 64 deep', nested(64)],
    ['a text of a million characters', { text: 'x'.repeat(1_000_000) }],
    ['a long list', Array.from({ length: 200_000 }, () => 1)],
    ['nothing', null],
  ])('is %s', (_what, document) => {
    expect(() => checkBounds(document, 'it')).not.toThrow();
  });

  it.each([
    ['what is nested deeper', nested(10_000), /it is nested more than 64 deep; the limit/],
    [
      'what is nested deeper than any stack',
      { options: { x: nested(1_000_000) } },
      /nested more than 64 deep/,
    ],
    ['a longer text', { a: [{ text: 'x'.repeat(1_000_001) }] }, /a text of 1.00M characters/],
  ])('is not %s', (_what, document, message) => {
    expect(() => checkBounds(document, 'it')).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringMatching(message) }),
    );
  });
});
