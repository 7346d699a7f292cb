import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OpenFiles } from '../../../../src/machine/follow/open-files.ts';
import { WaitReader } from '../../../../src/machine/follow/waits/wait-reader.ts';
import { WaitTable } from '../../../../src/machine/follow/waits/wait-table.ts';
import { Sysroot } from '../../../../src/machine/sysroot.ts';
import { temporaryFolder } from '../../../fixtures/captured.ts';

/** A process 10 with one thread, whose files say what a test wants them to, and then something else. */
function threadIn(
  files: Readonly<Record<string, string>>,
  state = 'S',
  fds: Readonly<Record<number, string>> = {},
) {
  const root = temporaryFolder();
  const folder = join(root, 'proc/10/task/10');
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(root, 'proc/10/fd'), { recursive: true });
  const put = (now: typeof files) => {
    for (const [name, text] of Object.entries(now)) writeFileSync(join(folder, name), text);
  };
  put(files);
  for (const [fd, link] of Object.entries(fds)) symlinkSync(link, join(root, 'proc/10/fd', fd));
  const sysroot = new Sysroot(root);
  const reader = new WaitReader(new OpenFiles(sysroot), '/proc/10/task/10');
  const table = new WaitTable(sysroot, () => [10], 'x64');
  return { put, find: () => table.find(10, reader, () => state) };
}

const threadWith = (...thread: Parameters<typeof threadIn>) => threadIn(...thread).find;

const blocked = (number: number, ...args: string[]) => ({
  syscall: `${number} ${[...args, '0x0', '0x0', '0x0', '0x0', '0x0', '0x0'].slice(0, 6).join(' ')} 0x7ffd 0x7f00\n`,
});

describe('what a thread is found doing', () => {
  it.each([
    ['running', { syscall: 'running\n' }, 'S', 'runnable'],
    ['ended', {}, 'S', null],
    ['at a lock', blocked(202, '0x7f0010'), 'S', { kind: 'lock', call: 'futex', address: 0x7f0010 }],
    [
      'at a mutex that says “locked, and others wait”',
      blocked(202, '0x7f0010', '0x80', '0x2'),
      'S',
      { kind: 'lock', isMutex: true, isTimed: false },
    ],
    [
      'at one that has its owner in its word',
      blocked(202, '0x7f0010', '0x80', '0x8000002a'),
      'S',
      { kind: 'lock', isMutex: true },
    ],
    ['parked', blocked(202, '0x7f0010', '0x89', '0xffffffff'), 'S', { kind: 'lock', isMutex: false }],
    ['at one that lends priority', blocked(202, '0x7f0010', '0x86'), 'S', { kind: 'lock', isMutex: true }],
    [
      'at a condition variable, for a while',
      blocked(202, '0x7f0010', '0x189', '0x0', '0x7ffd'),
      'S',
      { kind: 'lock', isMutex: false, isTimed: true },
    ],
    ['asleep', blocked(230), 'S', { kind: 'sleep', call: 'clock_nanosleep', address: null }],
    ['in an event loop', blocked(281, '0x4'), 'S', { kind: 'eventLoop', call: 'epoll_pwait' }],
    ['waiting for a child', blocked(61), 'S', { kind: 'child' }],
    ['in a page fault', { syscall: '-1 0x7ffd 0x7f00\n' }, 'D', { kind: 'fault', call: null }],
    ['stopped, whatever it was in', blocked(230), 'T', { kind: 'stopped' }],
    ['stopped by a debugger', blocked(230), 't', { kind: 'stopped' }],
    ['on the disk in a call that we have no group for', blocked(257), 'D', { kind: 'disk', call: 'openat' }],
    ['in another call', blocked(34), 'S', { kind: 'other', call: 'pause' }],
    [
      'in a call that goes on after a stop',
      { ...blocked(219), wchan: 'hrtimer_nanosleep' },
      'S',
      { kind: 'sleep' },
    ],
    ['in one of which nobody knows more', { ...blocked(219), wchan: '0' }, 'S', 'not-recorded'],
    [
      'in a call of tomorrow',
      { ...blocked(9999), wchan: 'futex_do_wait' },
      'S',
      { kind: 'lock', address: null },
    ],
    [
      'a thread of the kernel',
      { syscall: '0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0\n', wchan: '0' },
      'S',
      'refused',
    ],
  ] as const)('%s', (_, files, state, found) => {
    const answer = threadWith(files, state)();
    if (typeof found === 'object' && found !== null) expect(answer).toMatchObject(found);
    else expect(answer).toBe(found);
  });

  it.each([
    ['a pipe', 'pipe:[7]', { type: 'pipe', name: null }],
    ['a socket', 'socket:[8]', { type: 'socket', name: null }],
    ['an eventfd', 'anon_inode:[eventfd]', { type: 'eventfd' }],
    ['a terminal', '/dev/pts/3', { type: 'terminal', name: '/dev/pts/3' }],
    ['a file', '/var/log/x', { type: 'file', name: '/var/log/x' }],
  ] as const)('reads from %s', (_, link, object) => {
    expect(threadWith(blocked(0, '0x5'), 'S', { 5: link })()).toMatchObject({
      kind: 'read',
      call: 'read',
      object,
    });
  });

  it('is one and the same object as long as it is the same', () => {
    const find = threadWith(blocked(202, '0x7f0010'));
    expect(find()).toBe(find());
  });

  it('is another one as soon as it is blocked elsewhere, and the first again where it comes back', () => {
    const { find, put } = threadIn(blocked(202, '0x7f0010'));
    const found = ['0x7f0010', '0x7f0020', '0x7f0010'].map((address) => {
      put(blocked(202, address));
      return find();
    });
    expect(found[1]).toMatchObject({ address: 0x7f0020 });
    expect(found[2]).toBe(found[0]);
  });

  it('reads from the disk where it can’t be interrupted', () => {
    expect(threadWith(blocked(0, '0x5'), 'D', { 5: '/var/log/x' })()).toMatchObject({ kind: 'disk' });
  });
});
