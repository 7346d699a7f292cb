import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCpuList, parseCpuList, parseCpuMask } from '../../src/base/cpu-list.ts';
import { ConcurError } from '../../src/base/errors/errors.ts';
import { garbage } from '../fixtures/garbage.ts';
import { formatMask } from '../fixtures/machines.ts';

describe('parseCpuList', () => {
  it.each([
    ['0', [0]],
    ['0-3,8', [0, 1, 2, 3, 8]],
    ['0-10:2', [0, 2, 4, 6, 8, 10]],
    ['0-10:4', [0, 4, 8]],
    ['8,0-1', [0, 1, 8]],
    ['0-2,1-3', [0, 1, 2, 3]],
    ['5-5', [5]],
    [' 0-1 , 3 \n', [0, 1, 3]],
    ['65535', [65535]],
  ])('reads %j', (text, cpus) => {
    expect(parseCpuList(text)).toEqual(cpus);
  });

  it.each([
    '',
    ' ',
    ',',
    '0,',
    '-1',
    '3-1',
    '0-',
    'a',
    '0-3:0',
    '0x1',
    '1.5',
    '0 1',
    '65536',
    '0-99999999999',
  ])('refuses %j with a hint', (text) => {
    expect(() => parseCpuList(text)).toThrow(
      expect.objectContaining({ code: 'USAGE', hint: 'Write it as taskset does: 0-3,8 or 0-10:2.' }),
    );
  });

  it('names the part that is wrong', () => {
    expect(() => parseCpuList('0-3,x')).toThrow('it has “x”');
    expect(() => parseCpuList('0,,1')).toThrow('it has an empty part');
  });

  it('answers any text with a list or a usage error', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9,:-]{0,12}$/));
    fc.assert(
      fc.property(text, (garbage) => {
        try {
          const cpus = parseCpuList(garbage);
          expect(cpus).toEqual([...new Set(cpus)].sort((a, b) => a - b));
          expect(cpus.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(ConcurError);
        }
      }),
    );
  });
});

describe('parseCpuMask', () => {
  it.each([
    ['0000000f', [0, 1, 2, 3]],
    ['1', [0]],
    ['ff', [0, 1, 2, 3, 4, 5, 6, 7]],
    ['80000000', [31]],
    ['00000001,00000003', [0, 1, 32]],
    // The first group is as short as the kernel's highest CPU allows: here 36 CPUs.
    ['a,00000000', [33, 35]],
    ['00000001,00000000,00000000', [64]],
    ['DEAD', [0, 2, 3, 5, 7, 9, 10, 11, 12, 14, 15]],
    [' 3\n', [0, 1]],
    ['00000000,00000000', []],
  ])('reads %j', (text, cpus) => {
    expect(parseCpuMask(text)).toEqual(cpus);
  });

  it.each(['', ',', '1,', ',1', '0x1', 'g', '-1', '1 2', '000000001', '0-3', '1.5'])('refuses %j', (text) => {
    expect(parseCpuMask(text)).toBeNull();
  });

  it('reads back what Linux would write of any CPUs', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 1023 }), { minLength: 1 }), (cpus) => {
        expect(parseCpuMask(formatMask(cpus))).toEqual([...cpus].sort((a, b) => a - b));
      }),
    );
  });

  it('answers any text with CPUs or null', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const cpus = parseCpuMask(text);
        expect(cpus === null || cpus.every((cpu) => Number.isInteger(cpu) && cpu >= 0)).toBe(true);
      }),
    );
  });

  it('refuses CPUs that a list may not have either', () => {
    expect(parseCpuMask(`1${',00000000'.repeat(2048)}`)).toBeNull();
  });
});

describe('formatCpuList', () => {
  it.each([
    [[], ''],
    [[7], '7'],
    [[0, 1], '0-1'],
    [[8, 0, 2, 1, 3, 3], '0-3,8'],
    [[0, 2, 4], '0,2,4'],
  ])('writes %j as the kernel does', (cpus, text) => {
    expect(formatCpuList(cpus)).toBe(text);
  });

  it('writes what parseCpuList reads back', () => {
    const cpus = fc.uniqueArray(fc.nat({ max: 300 }), { minLength: 1 });
    fc.assert(
      fc.property(cpus, (list) => {
        expect(parseCpuList(formatCpuList(list))).toEqual([...list].sort((a, b) => a - b));
      }),
    );
  });
});
