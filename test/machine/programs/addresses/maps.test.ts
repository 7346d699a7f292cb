import { describe, expect, it } from 'vitest';
import { mappingAt, mappingsInFront, parseMaps } from '../../../../src/machine/programs/addresses/maps.ts';
import { nameAddress } from '../../../../src/machine/programs/addresses/name-address.ts';
import { memoryKindOf, sharedIdentity } from '../../../../src/machine/programs/addresses/place.ts';
import { Sysroot } from '../../../../src/machine/sysroot.ts';
import { LOADED_MAPS } from '../../../fixtures/maps.ts';

const maps = parseMaps(LOADED_MAPS);
const at = (address: number) => mappingAt(maps, address);

describe('what a process has mapped', () => {
  it('is read line by line, but for what is no line of it', () => {
    expect(maps).toHaveLength(LOADED_MAPS.trim().split('\n').length - 1);
    expect(maps[0]).toEqual({
      start: 0x55d000000000,
      end: 0x55d000001000,
      offset: 0,
      isShared: false,
      device: 'fe:00',
      inode: '260386',
      path: '/home/me/a program',
      isDeleted: false,
    });
    expect(parseMaps('')).toEqual([]);
  });

  it('keeps inodes of 64 bits whole, line breaks in paths, and names apart from “deleted”', () => {
    const [file] = parseMaps(
      '1000-2000 r--p 0000a000 103:02 18446744073709551615   /tmp/a\\012b (deleted)\n',
    );
    expect(file).toMatchObject({
      offset: 0xa000,
      device: '103:02',
      inode: '18446744073709551615',
      path: '/tmp/a\nb',
      isDeleted: true,
    });
  });

  it('has the mapping of an address, or none', () => {
    expect(at(0x55d000000000)?.path).toBe('/home/me/a program');
    expect(at(0x55d000000fff)).toBe(maps[0]);
    expect(at(0x55d00000a000)?.path).toBe('[heap]');
    for (const hole of [0, 0x55cfffffffff, 0x55d000100000, 0x7fff00001000, 2 ** 48]) {
      expect(at(hole)).toBeNull();
    }
    for (const mapping of maps) {
      expect(at(mapping.start)).toBe(mapping);
      // Above 2 ** 53 lies vsyscall alone, where no futex can be.
      if (mapping.end < 2 ** 53) expect(at(mapping.end - 1)).toBe(mapping);
    }
  });

  it('lies in front of each other without gaps, or doesn’t', () => {
    const heap = at(0x55d00000a000);
    if (heap === null) throw new Error('no heap');
    expect([...mappingsInFront(maps, heap)].map(({ path }) => path)).toEqual([
      '',
      ...Array(3).fill('/home/me/a program'),
    ]);
    expect([...mappingsInFront(maps, maps[0] ?? heap)]).toEqual([]);
  });
});

describe('memory', () => {
  const kindAt = (line: string) => parseMaps(`1000-2000 ${line}\n`).map(memoryKindOf)[0];

  it.each([
    ['rw-p 00000000 00:00 0    [heap]', 'heap'],
    ['rw-p 00000000 00:00 0    [anon: glibc: malloc arena]', 'heap'],
    ['rw-p 00000000 00:00 0    [stack]', 'stack'],
    ['rw-p 00000000 00:00 0    [anon: glibc: pthread stack: 1234]', 'stack'],
    ['rw-p 00000000 00:00 0 ', 'anonymous'],
    ['rw-p 00000000 00:00 0    [anon:scudo]', 'anonymous'],
    ['rw-p 00000000 00:0f 12   /anon_hugepage (deleted)', 'anonymous'],
    ['rw-s 00000000 00:01 12   /dev/zero (deleted)', 'shared'],
    ['rw-s 00000000 00:01 12   /memfd:locks (deleted)', 'shared'],
    ['rw-s 00000000 00:01 12   /SYSV00000000 (deleted)', 'shared'],
    ['rw-s 00000000 00:1b 12   /dev/shm/sem.one', 'shared'],
    ['rw-s 00000000 00:01 12   [anon_shmem:arena]', 'shared'],
    ['rw-s 00000000 fe:00 12   /var/lib/lock.mdb', 'file'],
    ['rw-p 00000000 fe:00 12   /usr/lib/libc.so.6', 'file'],
  ])('%s is: %s', (line, kind) => {
    expect(kindAt(line)).toBe(kind);
  });

  it('that is shared has one name in each process, wherever it is mapped', () => {
    const one = parseMaps('7f0000000000-7f0000002000 rw-s 00003000 00:1b 77   /dev/shm/locks\n');
    const other = parseMaps('7fa000000000-7fa000001000 rw-s 00004000 00:1b 77   /dev/shm/locks\n');
    expect(sharedIdentity(one, 0x7f0000001040)).toBe('00:1b:77:16448');
    expect(sharedIdentity(other, 0x7fa000000040)).toBe('00:1b:77:16448');
    expect(sharedIdentity(one, 0x7f0000000040)).toBe('00:1b:77:12352');
  });

  it('of one process alone has its address', () => {
    for (const { start } of maps) expect(sharedIdentity(maps, start)).toBeNull();
    expect(sharedIdentity(maps, 1)).toBeNull();
  });
});

const MAPS = parseMaps(`55d0c0000000-55d0c0001000 r--p 00000000 08:01 99 /nowhere/a name with spaces
55d0c1000000-55d0c1021000 rw-p 00000000 00:00 0                          [heap]
7f0000000000-7f0000021000 rw-p 00000000 00:00 0 
7f1000000000-7f1000001000 rw-s 00002000 00:19 7                          /dev/shm/sem (deleted)
7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0                          [stack]
ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
`);

describe('a map of memory', () => {
  it('has its mappings, whatever their names', () => {
    expect(MAPS).toHaveLength(6);
    expect(MAPS[0]).toMatchObject({ path: '/nowhere/a name with spaces', inode: '99', isShared: false });
    expect(parseMaps('garbage\n\n')).toEqual([]);
  });

  it.each([
    [0x55d0c1000010, '[heap]'],
    [0x7f0000020fff, ''],
    [0x7f0000021000, undefined],
    [0, undefined],
  ])('knows where %i is: %s', (address, path) => {
    expect(mappingAt(MAPS, address)?.path).toBe(path);
  });

  it.each([
    [0x55d0c1000010, 'heap'],
    [0x7f0000000010, 'anonymous memory'],
    [0x7ffd00000010, 'stack'],
    [0x7f1000000010, 'shared memory'],
    [0x55d0c0000010, 'a name with spaces+0x10'],
    [0x10, 'unknown'],
  ])('names %i: %s', (address, where) => {
    const name = nameAddress(new Sysroot(), 1, MAPS, address);
    expect(name).toEqual({ where, symbol: null, file: null, isGil: false });
  });

  it('gives memory that processes share one identity, wherever each has mapped it', () => {
    expect(sharedIdentity(MAPS, 0x7f1000000010)).toBe(`00:19:7:${0x2010}`);
    expect(sharedIdentity(MAPS, 0x55d0c1000010)).toBeNull();
  });
});
