import { describe, expect, it } from 'vitest';
import { loses } from '../../../src/scenario-api/judge/additions.ts';

describe('lost additions', () => {
  it.each([
    [8, [8, 5, 8], true, '5 of 8 arrived'],
    [8, [8, 8], null, '8 of 8 arrived'],
    [8, [8, 9], false, '8 of 8 arrived'],
    [undefined, [5], null, '5 of ? arrived'],
    [8, [], null, 'unknown'],
  ])('of %s, %j arrived: holds %s', (expected, totals, holds, observed) => {
    expect(loses(expected, totals)).toMatchObject({ holds, observed });
  });
});
