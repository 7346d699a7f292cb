import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSize, readCaches } from '../../../src/machine/topology/caches.ts';
import { inMemory, type Tree } from '../../fixtures/captured.ts';
import { garbage } from '../../fixtures/garbage.ts';
import { changed, machineTree, masksOnly, withNuls } from '../../fixtures/machines.ts';

const alone = (cpu: number) => [cpu];
const FOLDER = '/sys/devices/system/cpu/cpu0/cache';

function caches(files: Tree, siblingsOf = alone) {
  const tree = Object.entries(files).map(([name, text]) => [`${FOLDER}/${name}`, text]);
  return readCaches(inMemory(Object.fromEntries(tree)), [0], siblingsOf);
}

describe('readCaches', () => {
  const tree = machineTree({ packages: 1, coresPerPackage: 4, threadsPerCore: 2, coresPerL3: 2 });
  const cpus = [0, 1, 2, 3, 4, 5, 6, 7];

  it('counts each cache once, by level and lowest CPU', () => {
    const found = readCaches(inMemory(tree), cpus, alone) ?? [];
    // Four cores of two threads, each with a data, an instruction and a level 2 cache; two cores share a level 3.
    expect(found.map(({ level, type }) => `${level} ${type}`)).toEqual([
      ...Array(4).fill('1 data'),
      ...Array(4).fill('1 instruction'),
      ...Array(4).fill('2 unified'),
      ...Array(2).fill('3 unified'),
    ]);
    expect(found.slice(0, 2).map((cache) => cache.cpus)).toEqual([
      [0, 4],
      [1, 5],
    ]);
    expect(found.slice(-2)).toEqual([
      { level: 3, type: 'unified', sizeBytes: 32 * 1024 * 1024, cpus: [0, 1, 4, 5] },
      { level: 3, type: 'unified', sizeBytes: 32 * 1024 * 1024, cpus: [2, 3, 6, 7] },
    ]);
  });

  it('reads masks as it reads lists', () => {
    expect(readCaches(inMemory(masksOnly(tree)), cpus, alone)).toEqual(
      readCaches(inMemory(tree), cpus, alone),
    );
  });

  it('reads values that end with NULs', () => {
    expect(readCaches(inMemory(withNuls(tree)), cpus, alone)).toEqual(
      readCaches(inMemory(tree), cpus, alone),
    );
  });

  it('gives a cache to the whole core where the mask of those that share it is all zeros', () => {
    const broken = changed(masksOnly(tree), (path, text) =>
      path.endsWith('shared_cpu_map') ? '00000000\n' : text,
    );
    const found = readCaches(inMemory(broken), [0, 4], () => [0, 4]) ?? [];
    expect(found.filter(({ level }) => level === 1)).toEqual([
      { level: 1, type: 'data', sizeBytes: 32_768, cpus: [0, 4] },
      { level: 1, type: 'instruction', sizeBytes: 32_768, cpus: [0, 4] },
    ]);
  });

  it('knows a cache whose size is not told', () => {
    expect(caches({ 'index0/level': '1\n', 'index0/type': 'Data\n' })).toEqual([
      { level: 1, type: 'data', sizeBytes: null, cpus: [0] },
    ]);
  });

  it('leaves out what is no cache, and says null where there is none at all', () => {
    for (const [level, type] of [
      ['', 'Data'],
      ['0', 'Data'],
      ['-1', 'Data'],
      ['x', 'Data'],
      ['1', ''],
      ['1', 'Trace'],
      ['1', 'constructor'],
    ] as const) {
      expect(caches({ 'index0/level': `${level}\n`, 'index0/type': `${type}\n` })).toBeNull();
    }
    expect(caches({ uevent: '', 'indexes/level': '1\n', 'indexes/type': 'Data\n' })).toBeNull();
    expect(caches({})).toBeNull();
  });

  it('takes no level for one that is no whole number', () => {
    for (const level of ['1.5', '1e400', 'Infinity', '0x3']) {
      expect(caches({ 'index0/level': `${level}\n`, 'index0/type': 'Data\n' })).toBeNull();
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(garbage, garbage, garbage, garbage, (level, type, size, shared) => {
        const found = caches({
          'index0/level': level,
          'index0/type': type,
          'index0/size': size,
          'index0/shared_cpu_list': shared,
          'index1/level': '2\n',
          'index1/type': 'Unified\n',
          'index1/size': size,
          'index1/shared_cpu_map': shared,
        });
        for (const { sizeBytes, cpus } of found ?? []) {
          expect(sizeBytes === null || (Number.isInteger(sizeBytes) && sizeBytes >= 0)).toBe(true);
          expect(cpus.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('parseSize', () => {
  it.each([
    ['32K\n', 32_768],
    ['1024K\n', 1_048_576],
    ['8M\n', 8_388_608],
    ['1G\n', 1_073_741_824],
    ['512\n', 512],
    ['0K\n', 0],
    ['48K\n\0', 49_152],
  ])('reads %j as %d bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each([null, '', '\n', 'K', '32k', '32KB', '1.5M', '-1K', '32 K', '9'.repeat(30)])(
    'knows nothing from %j',
    (text) => {
      expect(parseSize(text)).toBeNull();
    },
  );

  it('never throws', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const bytes = parseSize(text);
        expect(bytes === null || (Number.isSafeInteger(bytes) && bytes >= 0)).toBe(true);
      }),
    );
  });
});
