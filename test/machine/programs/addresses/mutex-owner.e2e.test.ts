import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, type TestContext, vi } from 'vitest';
import { packageRoot } from '../../../../src/base/files/package-root.ts';
import { mutexOwner } from '../../../../src/machine/programs/addresses/mutex-owner.ts';
import { Sysroot } from '../../../../src/machine/sysroot.ts';
import { findCycle } from '../../../../src/run/waits/cycle.ts';
import { startPrinting } from '../../../harness/printed-addresses.ts';
import { compiled } from '../../../harness/watched.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-owner-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sysroot = new Sysroot();
const SOURCE = join(packageRoot(), 'test/fixtures/programs/held-locks.c');

function start(context: TestContext) {
  return startPrinting(compiled(context, SOURCE, join(folder, 'held-locks'), '-pthread'));
}

describe('the owner of a mutex', () => {
  it('is the thread that holds it, of each kind that somebody waits for', async (context) => {
    const { pid, at } = await start(context);
    for (const kind of ['plain', 'recursive', 'checked', 'adaptive', 'robust', 'inheriting']) {
      await vi.waitFor(() => expect(mutexOwner(sysroot, { pid, tid: pid }, at(kind)), kind).toBe(pid));
    }
  });

  it('is unknown where nobody waits, and of locks that have none', async (context) => {
    const { pid, at } = await start(context);
    await vi.waitFor(() => expect(mutexOwner(sysroot, { pid, tid: pid }, at('inheriting'))).toBe(pid));
    expect(mutexOwner(sysroot, { pid, tid: pid }, at('free'))).toBeNull();
    for (const lock of ['condition', 'semaphore', 'read-write']) {
      for (let offset = 0; offset < 48; offset += 4) {
        expect(mutexOwner(sysroot, { pid, tid: pid }, at(lock) + offset), `${lock}+${offset}`).toBeNull();
      }
    }
  });

  it('is each of the two of a deadlock', async (context) => {
    const { pid, at } = await start(context);
    const owners = { first: at('first-owner'), second: at('second-owner') };
    await vi.waitFor(() => {
      expect(mutexOwner(sysroot, { pid, tid: pid }, at('first'))).toBe(owners.first);
      expect(mutexOwner(sysroot, { pid, tid: pid }, at('second'))).toBe(owners.second);
    });
    const waits = [
      { tid: owners.first, comm: 'held-locks', waitsFor: 'B', heldBy: owners.second },
      { tid: owners.second, comm: 'held-locks', waitsFor: 'A', heldBy: owners.first },
    ];
    expect(findCycle(waits)).toEqual(waits);
  });

  it('is unknown where memory can’t be read', async (context) => {
    const { pid, at, child } = await start(context);
    for (const address of [0, 1, 8, 2 ** 47, 2 ** 53, 2 ** 63]) {
      expect(mutexOwner(sysroot, { pid, tid: pid }, address)).toBeNull();
    }
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(mutexOwner(sysroot, { pid, tid: pid }, at('plain'))).toBeNull());
    expect(mutexOwner(sysroot, { pid: 2, tid: 2 }, at('plain'))).toBeNull();
    expect(mutexOwner(new Sysroot(folder), { pid, tid: pid }, at('plain'))).toBeNull();
  });
});
