import { describe, expect, it } from 'vitest';
import { usageError } from '../../../src/base/errors/errors.ts';
import { refusalOf } from '../../../src/base/refusals/refusal.ts';

const thrown = (code: string, more: object = {}, message = 'x') =>
  Object.assign(new Error(message), { code, ...more });

describe('what the environment refuses', () => {
  it.each([
    [thrown('EMFILE'), 'concur may not open more files (ulimit -n)', 'ulimit -n 1024'],
    [thrown('ENFILE'), 'this machine may not open more files (fs.file-max)', 'fs.file-max'],
    [thrown('EAGAIN', { syscall: 'spawn' }), 'limit of processes and threads is reached', 'ulimit -u'],
    [thrown('EAGAIN', { syscall: 'spawn /bin/sh' }), 'a process can’t be started', '--pids-limit'],
    [
      thrown('EPERM', { syscall: 'spawn' }),
      'it is forbidden here (a seccomp profile',
      'Allow fork and clone',
    ],
    [thrown('ENOSYS', { syscall: 'spawn' }), 'it is forbidden here', 'seccomp'],
    [thrown('ENOMEM', { syscall: 'spawn' }), 'the memory doesn’t suffice', 'Free some memory'],
    [
      thrown('EMFILE', { syscall: 'spawn x' }),
      'a process can’t be started: concur may not open',
      'ulimit -n',
    ],
    [
      thrown('ERR_WORKER_INIT_FAILED', {}, 'Worker initialization failure: EAGAIN'),
      'a worker thread can’t be started: the limit of processes and threads is reached',
      'ulimit -u',
    ],
    [
      thrown('ERR_WORKER_INIT_FAILED', {}, 'Worker initialization failure: EMFILE'),
      'a worker thread can’t be started: concur may not open more files',
      'ulimit -n',
    ],
    [thrown('ERR_ACCESS_DENIED', { permission: 'ChildProcess' }), 'child processes', '--allow-child-process'],
  ])('%o is a missing capability, with what to change', (error, message, hint) => {
    expect(refusalOf(error)).toMatchObject({
      code: 'CAPABILITY_MISSING',
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
      cause: error,
    });
  });

  it.each([
    thrown('ENOENT', { syscall: 'spawn x' }),
    thrown('EPERM', { syscall: 'open' }),
    thrown('EAGAIN'),
    thrown('ERR_WORKER_INIT_FAILED', {}, 'Worker initialization failure'),
    usageError('x'),
    new Error('x'),
    'EMFILE',
    null,
  ])('is not %o', (error) => {
    expect(refusalOf(error)).toBeNull();
  });
});
