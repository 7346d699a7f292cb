import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countGroups,
  listOrNull,
  maskOrNull,
  numberGroups,
  readCpuSet,
  trimmed,
} from '../../../src/machine/cpus/cpu-sets.ts';
import { inMemory } from '../../fixtures/captured.ts';
import { garbage } from '../../fixtures/garbage.ts';

function expectCpusOrNull(cpus: number[] | null): void {
  if (cpus === null) return;
  expect(cpus.length).toBeGreaterThan(0);
  expect(cpus.every((cpu) => Number.isInteger(cpu) && cpu >= 0)).toBe(true);
}

describe('listOrNull', () => {
  it('reads what the kernel writes and answers null to everything else', () => {
    expect(listOrNull('0-1\n')).toEqual([0, 1]);
    for (const text of [null, '', '\n', 'no', '0-', `0-${'9'.repeat(30)}`]) {
      expect(listOrNull(text)).toBeNull();
    }
  });

  it('takes NULs and blanks at its end for what they are', () => {
    expect(listOrNull('0-1\n\0\0')).toEqual([0, 1]);
    expect(listOrNull(' 3 \0')).toEqual([3]);
    expect(listOrNull('\0\n')).toBeNull();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.option(garbage), (text) => expectCpusOrNull(listOrNull(text))));
  });

  // A captured file of 16 MiB would take more than an hour.
  it('does not lose itself in a list that says the same again and again', () => {
    const startMs = performance.now();
    listOrNull(`${'0-65535,'.repeat(400)}1`);
    expect(performance.now() - startMs).toBeLessThan(200);
  });
});

describe('maskOrNull', () => {
  it('knows no CPU from a mask of zeros, an empty file or none', () => {
    for (const text of ['00000000\n', '0', '00000000,00000000\n', '', null, 'word', '\0']) {
      expect(maskOrNull(text)).toBeNull();
    }
  });

  it('reads a mask with NULs at its end', () => {
    expect(maskOrNull('00000005\n\0')).toEqual([0, 2]);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.option(garbage), (text) => expectCpusOrNull(maskOrNull(text))));
  });
});

it('trims NULs only at the end', () => {
  expect(trimmed(' a\0b \n\0 ')).toBe('a\0b');
  expect(trimmed(null)).toBe('');
});

describe('readCpuSet', () => {
  it('takes the first file that has a set, list or mask', () => {
    const sysroot = inMemory({ '/t/a_list': '\n', '/t/b': '00000000\n', '/t/c': '6\n', '/t/d_list': '9\n' });
    expect(readCpuSet(sysroot, '/t', ['absent', 'a_list', 'b', 'c', 'd_list'])).toEqual([1, 2]);
    expect(readCpuSet(sysroot, '/t', ['a_list', 'b'])).toBeNull();
  });

  it('reads 10 as a CPU in a list, and as CPU 4 in a mask', () => {
    const sysroot = inMemory({ '/t/some_list': '10\n', '/t/cpulist': '10\n', '/t/some': '10\n' });
    expect(readCpuSet(sysroot, '/t', ['some_list'])).toEqual([10]);
    expect(readCpuSet(sysroot, '/t', ['cpulist'])).toEqual([10]);
    expect(readCpuSet(sysroot, '/t', ['some'])).toEqual([4]);
  });
});

describe('groups', () => {
  it('are numbered as they first appear', () => {
    expect(numberGroups(['b', 'a', null, 'b', '0', 'a'])).toEqual([0, 1, null, 0, 2, 1]);
  });

  it('are counted only where all are known', () => {
    expect(countGroups([0, 1, 0, 5])).toBe(3);
    expect(countGroups([0, null])).toBeNull();
    expect(countGroups([])).toBeNull();
  });
});
