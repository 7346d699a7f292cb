import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mutexOwner, ownerIn } from '../../../../src/machine/programs/addresses/mutex-owner.ts';
import { Sysroot } from '../../../../src/machine/sysroot.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-mutex-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A plain mutex of glibc’s that TID 4711 holds and another thread waits for. */
const HELD = { lock: 2, count: 0, owner: 4711, users: 1, kind: 0 };

function bytesOf(change: Partial<typeof HELD>): Buffer {
  const { lock, count, owner, users, kind } = { ...HELD, ...change };
  return Buffer.from(new Uint32Array([lock, count, owner, users, kind, 0]).buffer);
}
const owner = (change: Partial<typeof HELD>) => ownerIn(bytesOf(change));

describe('the bytes of a mutex', () => {
  it.each([
    ['plain', {}],
    ['between processes', { kind: 128 }],
    ['recursive, entered thrice', { kind: 1, count: 3 }],
    ['error-checking', { kind: 2 }],
    ['adaptive', { kind: 3 }],
    ['robust', { kind: 16, lock: 0x80000000 + 4711, count: 1 }],
    ['priority-inheriting', { kind: 32, lock: 0x80000000 + 4711, count: 1 }],
  ])('name its owner: %s', (_name, change) => {
    expect(owner(change)).toBe(4711);
  });

  it.each([
    ['free', { lock: 0, owner: 0, users: 0 }],
    ['nobody waits', { lock: 1 }],
    ['on its way from one to the next', { owner: 0 }],
    ['no owner that the kernel could have given', { owner: 2 ** 22 + 1 }],
    ['a kind that glibc doesn’t have', { kind: 0x1000 }],
    ['a type that glibc doesn’t have', { kind: 4 }],
    ['a ceiling', { kind: 64 }],
    ['a count where there is none', { count: 7 }],
    ['recursive and not entered', { kind: 1 }],
    ['nobody uses it', { users: 0 }],
    ['robust, and its two owners differ', { kind: 16, lock: 0x80000000 + 4712, count: 1 }],
    ['robust, and its owner died', { kind: 16, lock: 0xc0000000 + 4711, count: 1 }],
  ])('name nobody: %s', (_name, change) => {
    expect(owner(change)).toBeNull();
  });

  it('name nobody where some are missing', () => {
    for (let length = 0; length < 24; length++) expect(ownerIn(bytesOf({}).subarray(0, length))).toBeNull();
  });
});

describe('a process', () => {
  const [own, other] = ['pid:[4026531836]', 'pid:[4026532201]'];

  function put(place: string, namespace: string | null): void {
    mkdirSync(join(folder, 'proc', place, 'ns'), { recursive: true });
    if (namespace !== null) symlinkSync(namespace, join(folder, 'proc', place, 'ns/pid'));
    writeFileSync(join(folder, 'proc', place, 'mem'), Buffer.concat([Buffer.alloc(64), bytesOf({})]));
  }
  put('self', own);
  put('10/task/20', own);
  put('11/task/20', other);
  put('12/task/20', null);
  const read = (pid: number, address: number) => mutexOwner(new Sysroot(folder), { pid, tid: 20 }, address);

  it('of our PID namespace has owners; another’s TIDs aren’t ours', () => {
    expect(read(10, 64)).toBe(4711);
    expect(read(11, 64)).toBeNull();
    expect(read(12, 64)).toBeNull();
  });

  it('has none where a mutex can’t begin, or its memory ends', () => {
    for (const address of [60, 62, 66, 68, 72, 80, 88, 2 ** 40]) expect(read(10, address)).toBeNull();
  });
});
