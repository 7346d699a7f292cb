import { readlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ownThreads, threadsSince } from '../../../src/machine/own/own-threads.ts';
import { captured } from '../../fixtures/captured.ts';

it('reads every thread’s name and clocks, in the order of their IDs', () => {
  const threads = captured({
    '/proc/self/task/12/comm': 'libuv-worker\n',
    '/proc/self/task/12/schedstat': '2000 30 4\n',
    '/proc/self/task/9/comm': 'node\n',
    '/proc/self/task/9/schedstat': '1000 20 3\n',
  });
  expect(ownThreads(threads)).toEqual([
    { tid: 9, comm: 'node', runNs: 1000, runDelayNs: 20 },
    { tid: 12, comm: 'libuv-worker', runNs: 2000, runDelayNs: 30 },
  ]);
});

it('leaves out a thread that has just ended, and sees none without schedstat', () => {
  expect(ownThreads(captured({ '/proc/self/task/9/comm': 'node\n' }))).toEqual([]);
  expect(ownThreads(captured({ '/proc/stat': '' }))).toEqual([]);
});

it('finds the thread that asks', () => {
  const tid = Number(readlinkSync('/proc/thread-self').split('/')[2]);
  const own = ownThreads().find((thread) => thread.tid === tid);
  expect(own?.runNs).toBeGreaterThan(0);
});

it('tells what each did since an earlier sample, and what a newborn did since its birth', () => {
  const node = { tid: 9, comm: 'node', runNs: 1000, runDelayNs: 20 };
  const pool = { tid: 12, comm: 'libuv-worker', runNs: 500, runDelayNs: 7 };
  expect(threadsSince([node], [{ ...node, runNs: 1300, runDelayNs: 21 }, pool])).toEqual([
    { ...node, runNs: 300, runDelayNs: 1 },
    pool,
  ]);
});
