import { describe, expect, it } from 'vitest';
import type { WatchedThreadRecord } from '../../../../src/model/documents/watch.ts';
import { NO_WAITS, UNKNOWN_WAITS } from '../../../../src/model/waits.ts';
import { threadGroups } from '../../../../src/report/document/watch/thread-groups.ts';
import { makeWatchedThread } from '../../../fixtures/watch-report.ts';

const alike = (count: number, overrides: Partial<WatchedThreadRecord>) =>
  Array.from({ length: count }, (_, index) => makeWatchedThread({ tid: 200 + index, ...overrides }));
const sizes = (threads: readonly WatchedThreadRecord[]) =>
  threadGroups(threads).map((one) => `${one.comm} ${one.threads.length}`);

describe('threads that are alike', () => {
  it('stand together where they are many: three, or five of those that did the work', () => {
    expect(sizes(alike(2, { comm: 'idle', isBusy: false }))).toEqual(['idle 1', 'idle 1']);
    expect(sizes(alike(3, { comm: 'idle', isBusy: false }))).toEqual(['idle 3']);
    expect(sizes(alike(4, { comm: 'work' }))).toEqual(['work 1', 'work 1', 'work 1', 'work 1']);
    expect(sizes(alike(30, { comm: 'python3' }))).toEqual(['python3 30']);
  });

  it('are those of one name that all did the work, or all did not', () => {
    const threads = [...alike(5, { comm: 'node' }), ...alike(4, { comm: 'node', isBusy: false, runNs: 0 })];
    expect(sizes(threads)).toEqual(['node 5', 'node 4']);
  });

  it('have their times together, and come by how long they ran', () => {
    const idle = alike(3, {
      comm: 'idle',
      isBusy: false,
      runNs: 1e6,
      blockedNs: 1e9,
      waits: { ...NO_WAITS, lock: 1e9 },
      cpusSeen: { 0: 2, 1: 1 },
    });
    const [first, second] = threadGroups([...idle, makeWatchedThread({ comm: 'main' })]);
    expect(first?.comm).toBe('main');
    expect(second).toMatchObject({
      runNs: 3e6,
      blockedNs: 3e9,
      waits: { ...NO_WAITS, lock: 3e9 },
      cpusSeen: { 0: 6, 1: 3 },
      voluntarySwitches: 12,
    });
  });

  it('have what is known of them: waits of some, switches only of all', () => {
    const [one, ...others] = alike(3, { comm: 'idle', isBusy: false });
    const unknown = { ...(one as WatchedThreadRecord), waits: UNKNOWN_WAITS, voluntarySwitches: null };
    expect(threadGroups([unknown, ...others])[0]).toMatchObject({
      waits: { sleep: 0.02e9 },
      voluntarySwitches: null,
    });
  });
});
