import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countOf,
  formatBytes,
  formatCount,
  formatNs,
  formatRatio,
  formatShare,
  listOf,
  parseDuration,
  parseSize,
} from '../../src/base/units.ts';

describe('parseDuration', () => {
  it.each([
    ['50ms', 50],
    ['1.5s', 1500],
    ['.5s', 500],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['250us', 0.25],
    [' 3s ', 3000],
    ['168h', 604_800_000],
  ])('reads %j as %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '5', '5 s', 's', '-1s', '0s', '0.0ms', '1e3ms', '1.s', '5S', '5d', '169h', '1s2', 'NaNs'])(
    'refuses %j and says how to write it',
    (text) => {
      expect(() => parseDuration(text)).toThrow(
        expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining('50ms, 1.5s or 2m') }),
      );
    },
  );
});

describe('parseSize', () => {
  it.each([
    ['512B', 512],
    ['1KB', 1000],
    ['64kB', 64_000],
    ['64 KiB', 65_536],
    ['1.5MiB', 1_572_864],
    ['.5MB', 500_000],
    ['10mb', 10_000_000],
    [' 4GiB ', 4_294_967_296],
    ['2GB', 2_000_000_000],
    ['0B', 0],
  ])('reads %j as %d bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each([
    '',
    '5',
    'KB',
    '-1KB',
    '1e3B',
    '1.KB',
    '5K',
    '5Ki',
    '1TB',
    '0.5B',
    '1.0001KB',
    '1KB2',
    '99999999999GB',
  ])('refuses %j and says how to write it', (text) => {
    expect(() => parseSize(text)).toThrow(
      expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining('512B, 64KB or 1MiB') }),
    );
  });
});

describe('formatNs', () => {
  it.each([
    [null, '?'],
    [0, '0 ns'],
    [999, '999 ns'],
    [1_000, '1.0 us'],
    [1_500, '1.5 us'],
    [12_340_000, '12.3 ms'],
    [99_900_000, '99.9 ms'],
    [123_400_000, '123 ms'],
    [1_500_000_000, '1.50 s'],
    [59_990_000_000, '59.99 s'],
    [60_000_000_000, '1 m 00 s'],
    [125_000_000_000, '2 m 05 s'],
    [3_661_000_000_000, '61 m 01 s'],
  ])('writes %s ns as %j', (ns, text) => {
    expect(formatNs(ns)).toBe(text);
  });

  it.each([
    [999.6, '1.0 us'],
    [999_960, '1.0 ms'],
    [999_600_000, '1.00 s'],
    [59_996_000_000, '1 m 00 s'],
  ])('writes %s ns, which rounds up to the next unit, as %j', (ns, text) => {
    expect(formatNs(ns)).toBe(text);
  });
});

describe('formatCount', () => {
  it.each([
    [null, '?'],
    [0, '0'],
    [7, '7'],
    [950, '950'],
    [0.5, '0.500'],
    [12.345, '12.3'],
    [1_000, '1.00k'],
    [12_345, '12.3k'],
    [4_560_000, '4.56M'],
    [1_200_000_000, '1.20G'],
    [-12_345, '-12.3k'],
  ])('writes %s as %j', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });

  it.each([
    [999_600, '1.00M'],
    [999_999_999, '1.00G'],
    [999.9, '1.00k'],
  ])('writes %s, which rounds up to the next prefix, as %j', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });
});

describe('formatShare', () => {
  it.each([
    [null, '?'],
    [0, '0 %'],
    [0.001, '<1 %'],
    [0.005, '1 %'],
    [0.374, '37 %'],
    [0.994, '99 %'],
    [0.996, '>99 %'],
    [1, '100 %'],
    [1.2, '120 %'],
  ])('writes %s as %j', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  it('says all and nothing only where it is all and nothing', () => {
    const inside = fc.double({ min: Number.MIN_VALUE, max: 1 - Number.EPSILON, noNaN: true });
    fc.assert(
      fc.property(inside, (share) => {
        expect(['0 %', '100 %']).not.toContain(formatShare(share));
      }),
    );
  });
});

it('writes bytes as SI megabytes and ratios with two digits', () => {
  expect(formatBytes(38_200_000)).toBe('38.2 MB');
  expect(formatBytes(null)).toBe('?');
  expect(formatRatio(1.966)).toBe('1.97');
  expect(formatRatio(null)).toBe('?');
});

it('counts nouns in the singular and in the plural', () => {
  expect(countOf(1, 'worker')).toBe('1 worker');
  expect(countOf(0, 'worker')).toBe('0 workers');
  expect(countOf(2, 'process')).toBe('2 processes');
  expect(countOf(3, 'switch')).toBe('3 switches');
});

it('joins a list as one would say it', () => {
  expect(listOf([])).toBe('');
  expect(listOf(['a'])).toBe('a');
  expect(listOf(['a', 'b'])).toBe('a and b');
  expect(listOf(['a', 'b', 'c'], 'or')).toBe('a, b or c');
});
