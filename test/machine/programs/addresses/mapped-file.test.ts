import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readMappedFile } from '../../../../src/machine/programs/addresses/mapped-file.ts';
import type { Mapping } from '../../../../src/machine/programs/addresses/maps.ts';
import { symbolAt } from '../../../../src/machine/programs/elf-symbols.ts';
import { Sysroot } from '../../../../src/machine/sysroot.ts';
import { elfParts } from '../../../fixtures/elf.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-mapped-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const own = { sysroot: new Sysroot(), pid: process.pid };
const LOCK = { name: 'counter_lock', value: 0x4080, size: 40 };
const GIGABYTE = 2 ** 30;

/** As if this process had mapped it. */
function mappingOfFile(path: string, change: Partial<Mapping> = {}): Mapping {
  const { dev, ino } = statSync(path, { bigint: true });
  const minor = Number((dev & 0xffn) | ((dev >> 12n) & 0xfff00n));
  const device = `${((Number(dev) >> 8) & 0xfff).toString(16)}:${minor.toString(16)}`;
  const place = { start: 0x1000, end: 0x2000, offset: 0, isShared: false, isDeleted: false };
  return { ...place, device, inode: `${ino}`, path, ...change };
}

function put(name: string, text = 'text'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const textOf = (mapping: Mapping) => readMappedFile(own, mapping, (read) => read(0, 100).toString());

describe('the file that a process has mapped', () => {
  it('is read, up to its end', () => {
    expect(textOf(mappingOfFile(put('whole')))).toBe('text');
    const mapping = mappingOfFile(put('again'));
    expect(readMappedFile(own, mapping, (read) => read(2, 100).toString())).toBe('xt');
    for (const at of [4, 2 ** 40, 2 ** 60, -1, Number.NaN]) {
      expect(readMappedFile(own, mapping, (read) => read(at, 100).length)).toBe(0);
    }
  });

  it('is no other one that has its name by now, and no folder or device', () => {
    const mapping = mappingOfFile(put('replaced'));
    renameSync(put('new'), join(folder, 'replaced'));
    expect(textOf(mapping)).toBeNull();
    expect(textOf(mappingOfFile(put('other-device'), { device: 'fe:ff' }))).toBeNull();
    expect(textOf(mappingOfFile(folder))).toBeNull();
    expect(textOf(mappingOfFile('/dev/null'))).toBeNull();
    expect(textOf(mappingOfFile(folder, { path: join(folder, 'none') }))).toBeNull();
    expect(textOf(mappingOfFile(folder, { path: '' }))).toBeNull();
  });

  it('is what the process runs, where that was deleted or moved', () => {
    const mapping = mappingOfFile(process.execPath, { path: join(folder, 'moved'), isDeleted: true });
    expect(textOf(mapping)).toContain('ELF');
  });

  it('is known by its inode where its file system has a device of its own', () => {
    expect(textOf(mappingOfFile(put('overlaid'), { device: '0:2f' }))).toBe('text');
  });

  it('may have 2 GB: headers and symbols alone are read', () => {
    const path = join(folder, 'large');
    const fd = openSync(path, 'w');
    ftruncateSync(fd, 2 * GIGABYTE);
    let bytesRead = 0;
    for (const { at, bytes } of elfParts({ symbols: [LOCK] }, 2 * GIGABYTE - 4096)) {
      writeSync(fd, bytes, 0, bytes.length, at);
    }
    closeSync(fd);
    const symbol = readMappedFile(own, mappingOfFile(path), (read) =>
      symbolAt((at, bytes) => {
        const found = read(at, bytes);
        bytesRead += found.length;
        return found;
      }, 0x4084),
    );
    expect(symbol).toEqual({ name: 'counter_lock', offset: 4 });
    expect(bytesRead).toBeLessThan(64 * 1024);
  });
});
