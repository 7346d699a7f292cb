import { expect, it } from 'vitest';
import { ANSI_COLORS } from '../../../src/report/colors/ansi-colors.ts';

it.each(Object.entries(ANSI_COLORS))(
  'paints one text alone, also where it is called for each of a list: %s',
  (_, paint) => {
    expect(['a', 'b'].map(paint)).toEqual([paint('a'), paint('b')]);
  },
);

it('has all six', () => {
  expect(Object.keys(ANSI_COLORS)).toEqual(['bold', 'dim', 'red', 'green', 'yellow', 'cyan']);
});
