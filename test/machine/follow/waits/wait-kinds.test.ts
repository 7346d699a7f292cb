import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { numbersIn } from '../../../../scripts/system-calls.ts';
import { systemCallNames } from '../../../../src/machine/follow/waits/system-calls.ts';
import { kindOfCall, kindOfFunction } from '../../../../src/machine/follow/waits/wait-kinds.ts';

describe('the numbers of system calls', () => {
  it.each([
    ['x64', 202, 'futex'],
    ['arm64', 98, 'futex'],
    ['x64', 230, 'clock_nanosleep'],
    ['arm64', 115, 'clock_nanosleep'],
    ['x64', 281, 'epoll_pwait'],
    ['arm64', 22, 'epoll_pwait'],
    ['x64', 61, 'wait4'],
    ['arm64', 260, 'wait4'],
    ['x64', 72, 'fcntl'],
    ['arm64', 25, 'fcntl'],
    ['x64', 219, 'restart_syscall'],
    ['arm64', 128, 'restart_syscall'],
    ['x64', 426, 'io_uring_enter'],
    ['arm64', 426, 'io_uring_enter'],
  ])('on %s: %i is %s', (arch, number, name) => {
    expect(systemCallNames(arch)?.get(number)).toBe(name);
  });

  it('of another machine are unknown', () => {
    expect(systemCallNames('riscv64')).toBeNull();
  });

  it.skipIf(!existsSync('/usr/include/x86_64-linux-gnu/asm/unistd_64.h'))('are those of the headers', () => {
    const header = numbersIn(readFileSync('/usr/include/x86_64-linux-gnu/asm/unistd_64.h', 'utf8'));
    const names = systemCallNames('x64');
    for (const [name, number] of header) expect(names?.get(number)).toBe(name);
  });
});

describe('what a system call waits for', () => {
  it.each([
    ['futex', [], 'lock'],
    ['poll', [1, 2], 'eventLoop'],
    ['poll', [0, 0], 'sleep'],
    ['select', [0], 'sleep'],
    ['pselect6', [5], 'eventLoop'],
    ['fcntl', [3, 7], 'fileLock'],
    ['fcntl', [3, 38], 'fileLock'],
    ['fcntl', [3, 1], 'other'],
    ['flock', [3], 'fileLock'],
    ['recvfrom', [3], 'read'],
    ['sendmsg', [3], 'write'],
    ['fsync', [3], 'disk'],
    ['waitid', [], 'child'],
    ['vfork', [], 'child'],
    ['io_uring_enter', [], 'ioUring'],
    ['pause', [], 'other'],
  ])('%s%j: %s', (name, args, kind) => {
    expect(kindOfCall(name, args)).toBe(kind);
  });
});

describe('what a function of the kernel waits for', () => {
  it.each([
    ['futex_wait_queue_me', 'lock'],
    ['futex_wait_queue', 'lock'],
    ['futex_do_wait', 'lock'],
    ['hrtimer_nanosleep', 'sleep'],
    ['do_epoll_wait', 'eventLoop'],
    ['ep_poll', 'eventLoop'],
    ['poll_schedule_timeout.constprop.0', 'eventLoop'],
    ['anon_pipe_read', 'read'],
    ['pipe_read', 'read'],
    ['anon_pipe_write', 'write'],
    ['unix_stream_data_wait', 'read'],
    ['sk_wait_data', 'read'],
    ['do_wait', 'child'],
    ['io_schedule', 'disk'],
    ['folio_wait_bit_common', 'disk'],
    ['io_cqring_wait', 'ioUring'],
    ['locks_lock_inode_wait', 'fileLock'],
    ['do_signal_stop', 'stopped'],
    ['a_function_of_tomorrow', 'other'],
    ['0', null],
    ['', null],
  ])('%s: %s', (symbol, kind) => {
    expect(kindOfFunction(symbol)).toBe(kind);
  });
});
