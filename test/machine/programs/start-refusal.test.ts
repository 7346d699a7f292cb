import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findToStart } from '../../../src/machine/programs/start-refusal.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Buffer, mode = 0o755): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

/** The head of an ELF file of 64 bits with one segment, which names a loader. */
function elf({ machine = 62, loader = '/lib/no-such-loader.so' }): Buffer {
  const file = Buffer.alloc(256);
  file.write('\x7fELF\x02\x01\x01', 0, 'latin1');
  file.writeUInt16LE(machine, 18);
  file.writeUInt32LE(64, 32);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(1, 56);
  file.writeUInt32LE(3, 64);
  file.writeUInt32LE(128, 64 + 8);
  file.writeUInt32LE(loader.length + 1, 64 + 32);
  file.write(loader, 128);
  return file;
}

const look = (path: string) => findToStart(path, '/usr/bin:/bin');
const refused = (refusal: object) => ({ kind: 'refused', refusal });
const FOUND = { kind: 'found', isForeign: false };
const own = process.arch === 'x64' ? 62 : 183;

describe('a program that is to be started', () => {
  it('is found by its path, and by its name in PATH', () => {
    expect(look(process.execPath)).toEqual(FOUND);
    expect(look('sh')).toEqual(FOUND);
    expect(look(put('script', '#!/bin/sh\n'))).toEqual(FOUND);
    expect(look(put('blanks', '#! \t/bin/sh -e\n'))).toEqual(FOUND);
    // Without a first line, a shell reads it, as with every other program that starts programs.
    expect(look(put('lines', 'echo hi\n'))).toEqual(FOUND);
    expect(look(put('empty', ''))).toEqual(FOUND);
  });

  it('is refused where nothing has that name', () => {
    expect(look(join(folder, 'none'))).toEqual(refused({ kind: 'not-there' }));
    expect(look(`${put('file', 'x')}/none`)).toEqual(refused({ kind: 'not-there' }));
    expect(look('no-such-program')).toEqual(refused({ kind: 'not-in-path' }));
  });

  it('is refused without an x bit, and as a folder', () => {
    const path = put('text', '#!/bin/sh\n', 0o644);
    expect(look(path)).toEqual(refused({ kind: 'not-executable', path }));
    expect(look(folder)).toEqual(refused({ kind: 'folder', path: folder }));
  });

  it('is refused where what runs it is missing: a script’s interpreter, an ELF file’s loader', () => {
    const cases = [
      ['#!/no/such/python3 -u\n', '/no/such/python3'],
      ['#!/bin/sh\r\necho\r\n', '/bin/sh\r'],
    ] as const;
    for (const [text, interpreter] of cases) {
      const path = put('script', text);
      expect(look(path)).toEqual(refused({ kind: 'no-interpreter', path, interpreter }));
    }
    const path = put('musl', elf({ machine: own }));
    expect(look(path)).toEqual(
      refused({ kind: 'no-interpreter', path, interpreter: '/lib/no-such-loader.so' }),
    );
  });

  it('is left to the kernel where it is of another kind of machine', () => {
    const foreign = { kind: 'found', isForeign: true };
    expect(look(put('other', elf({ machine: 243 })))).toEqual(foreign);
    expect(look(put('dos', Buffer.from('MZ\0\0')))).toEqual(foreign);
    for (const length of [4, 5, 19, 40, 60, 70, 120])
      expect(look(put('torn', elf({ machine: own }).subarray(0, length))).kind).toBe('found');
  });

  it('is passed over in PATH for one that can be run', () => {
    const bad = put('first/tool', 'x', 0o644);
    put('second/tool', '#!/no/such\n');
    const path = put('third/tool', '#!/bin/sh\n');
    const folders = ['first', 'second', 'third'].map((name) => join(folder, name));
    expect(findToStart('tool', folders.join(':'))).toEqual(FOUND);
    chmodSync(path, 0o600);
    expect(findToStart('tool', folders.join(':'))).toEqual(refused({ kind: 'not-executable', path: bad }));
  });
});
