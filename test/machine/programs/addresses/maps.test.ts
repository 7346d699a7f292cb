import { describe, expect, it } from 'vitest';
import { mappingAt, parseMaps } from '../../../../src/machine/programs/addresses/maps.ts';
import { nameAddress, sharedIdentity } from '../../../../src/machine/programs/addresses/name-address.ts';
import { Sysroot } from '../../../../src/machine/sysroot.ts';

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
    expect(MAPS[0]).toMatchObject({ path: '/nowhere/a name with spaces', inode: 99, isShared: false });
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
    [0x55d0c0000010, 'a name with spaces'],
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
