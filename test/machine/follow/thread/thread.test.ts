import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OpenFiles } from '../../../../src/machine/follow/open-files.ts';
import { FollowedThread } from '../../../../src/machine/follow/thread/thread.ts';
import { FakeProc } from '../../../fixtures/fake-proc.ts';

const ASKED = { where: 'always', isKept: true, statusNs: null } as const;
const openFiles = () => readdirSync('/proc/self/fd').length;

/** A thread that is followed by one who may keep so many files open. */
function followed(room: number) {
  const proc = new FakeProc();
  const put = (runNs: number, cpu = 0) => proc.put({ pid: 1, tid: 2, runNs, cpu });
  put(100);
  let left = room;
  const files = new OpenFiles(proc.sysroot);
  files.keep = () => left-- > 0;
  return { proc, put, thread: new FollowedThread(files, 1, 2) };
}

describe.each([0, 1, 2])('a thread that is followed with room for %i open files', (room) => {
  it('gives the same figures, and gives back all that it opened', () => {
    const before = openFiles();
    const { put, thread } = followed(room);
    thread.sample(0, ASKED);
    put(150, 1);
    thread.sample(100, ASKED);
    expect(openFiles() - before).toBe(room);
    thread.close();
    expect(openFiles()).toBe(before);
    expect(thread.sampled()).toEqual({
      cpusSeen: { 0: 1, 1: 1 },
      migrations: 1,
      atNs: 100,
      runNs: 150,
      runDelayNs: 0,
    });
    expect(thread.runNs).toBe(50);
  });

  it('is not followed any more once that is over', () => {
    const { put, thread } = followed(room);
    thread.sample(0, ASKED);
    thread.close();
    put(900);
    expect(thread.sample(100, ASKED)).toBe('gone');
    expect(thread.runNs).toBe(0);
  });

  it('ends where another has got its number', () => {
    const { put, thread } = followed(room);
    thread.sample(0, ASKED);
    put(99);
    expect(thread.sample(100, ASKED)).toBe('gone');
  });
});

it('a thread whose files are refused for once goes on where it was', () => {
  const { proc, put, thread } = followed(0);
  thread.sample(0, ASKED);
  const { sysroot } = proc;
  const open = sysroot.open.bind(sysroot);
  sysroot.open = () => 'EMFILE';
  expect(thread.sample(100, ASKED)).toBe('refused');
  sysroot.open = open;
  put(180);
  thread.sample(200, ASKED);
  expect([thread.isSeen, thread.runNs, thread.lifeNs]).toEqual([true, 80, 200]);
});

it('a thread is followed by its place alone where the kernel keeps no clocks', () => {
  const { proc, thread } = followed(2);
  const { sysroot } = proc;
  const open = sysroot.open.bind(sysroot);
  sysroot.open = (path, flags) => (path.endsWith('schedstat') ? 'ENOENT' : open(path, flags));
  expect(thread.sample(0, ASKED)).toBe(0);
  expect(thread.sampled()).toEqual({
    cpusSeen: { 0: 1 },
    migrations: 0,
    atNs: null,
    runNs: null,
    runDelayNs: null,
  });
});

describe('a thread that is stopped', () => {
  const moved = { where: 'moved', isKept: false, statusNs: null } as const;

  it('stays so until it runs again, for all that is seen of it', () => {
    const { proc, thread } = followed(2);
    const put = (runNs: number, state: string) => proc.put({ pid: 1, tid: 2, runNs, state });
    thread.sample(0, moved);
    put(110, 'T');
    for (const atNs of [100, 200, 300]) thread.sample(atNs, moved);
    put(120, 'S');
    for (const atNs of [400, 500]) thread.sample(atNs, moved);
    expect([thread.stoppedNs, thread.wasStopped, thread.wasTraced]).toEqual([200, true, false]);
  });

  it('may have been so from the beginning, by a debugger', () => {
    const { proc, thread } = followed(2);
    proc.put({ pid: 1, tid: 2, runNs: 100, state: 't' });
    for (const atNs of [100, 200, 300]) thread.sample(atNs, moved);
    expect([thread.stoppedNs, thread.wasStopped, thread.wasTraced]).toEqual([200, true, true]);
  });
});
