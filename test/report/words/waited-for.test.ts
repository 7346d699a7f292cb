import { expect, it } from 'vitest';
import type { WaitedFor } from '../../../src/model/waits.ts';
import { waitedForText } from '../../../src/report/words/waited-for.ts';

const ends = [1, 2, 3, 4].map((pid) => ({ pid, comm: `p${pid}` }));
const pipe = { type: 'pipe', name: null, otherEnd: [{ pid: 7, comm: 'gzip' }] } as const;

it.each<[string, Pick<WaitedFor, 'kind' | 'call' | 'object'>]>([
  ['read of a pipe from "gzip" (pid 7)', { kind: 'read', call: 'read', object: pipe }],
  ['write to a pipe to "gzip" (pid 7) (writev)', { kind: 'write', call: 'writev', object: pipe }],
  [
    'read of a pipe from "p1" (pid 1), "p2" (pid 2), "p3" (pid 3), …',
    { kind: 'read', call: 'read', object: { ...pipe, otherEnd: ends } },
  ],
  [
    'write to a socket to 127.0.0.1:5432 (sendto)',
    { kind: 'write', call: 'sendto', object: { type: 'socket', name: '127.0.0.1:5432', otherEnd: [] } },
  ],
  [
    'read of a terminal',
    { kind: 'read', call: 'read', object: { type: 'terminal', name: null, otherEnd: [] } },
  ],
  [
    'file lock on a file /tmp/lock (flock)',
    { kind: 'fileLock', call: 'flock', object: { type: 'file', name: '/tmp/lock', otherEnd: [] } },
  ],
  ['sleep (clock_nanosleep)', { kind: 'sleep', call: 'clock_nanosleep', object: null }],
  ['event loop (epoll_wait)', { kind: 'eventLoop', call: 'epoll_wait', object: null }],
  ['a signal (rt_sigsuspend)', { kind: 'other', call: 'rt_sigsuspend', object: null }],
  ['a System V semaphore (semtimedop)', { kind: 'other', call: 'semtimedop', object: null }],
  ['other system calls (getitimer)', { kind: 'other', call: 'getitimer', object: null }],
  ['other system calls', { kind: 'other', call: null, object: null }],
  ['page fault', { kind: 'fault', call: null, object: null }],
])('says %s', (words, waited) => {
  expect(waitedForText({ ...waited, threads: 1, ns: 1 })).toBe(words);
});
