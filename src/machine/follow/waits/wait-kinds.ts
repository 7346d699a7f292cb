import type { WaitKind } from '../../../model/waits.ts';

// What a blocked thread waits for, by the system call that it is in, or by the kernel's function that it sleeps in.

const CALLS: Readonly<Partial<Record<WaitKind, string>>> = {
  lock: 'futex futex_wait futex_waitv',
  sleep: 'nanosleep clock_nanosleep',
  eventLoop: 'epoll_wait epoll_pwait epoll_pwait2 epoll_wait_old poll ppoll select pselect6',
  read: 'read readv pread64 preadv preadv2 recvfrom recvmsg recvmmsg accept accept4 mq_timedreceive splice tee',
  write:
    'write writev pwrite64 pwritev pwritev2 sendto sendmsg sendmmsg connect mq_timedsend sendfile vmsplice',
  disk: 'fsync fdatasync sync syncfs sync_file_range msync',
  // Who forks with vfork(2) waits until the child runs its program or ends.
  child: 'wait4 waitid vfork clone clone3',
  fileLock: 'flock',
  ioUring: 'io_uring_enter',
};

const KIND_OF_CALL: ReadonlyMap<string, WaitKind> = new Map(
  Object.entries(CALLS).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind as WaitKind])),
);

/** Which argument is the number of descriptors: without any, the call is a sleep. */
const COUNT_AT: Readonly<Record<string, number>> = { poll: 1, ppoll: 1, select: 0, pselect6: 0 };

/** F_SETLKW and F_OFD_SETLKW (include/uapi/asm-generic/fcntl.h). */
const WAITING_FCNTL: ReadonlySet<number> = new Set([7, 38]);

/** What a system call waits for. @param args its arguments, as far as they are known */
export function kindOfCall(name: string, args: readonly number[]): WaitKind {
  const countAt = COUNT_AT[name];
  if (countAt !== undefined && args[countAt] === 0) return 'sleep';
  if (name === 'fcntl') return WAITING_FCNTL.has(args[1] ?? 0) ? 'fileLock' : 'other';
  return KIND_OF_CALL.get(name) ?? 'other';
}

/** Whether its first argument is a descriptor that it reads from or writes to. */
export function hasDescriptor(kind: WaitKind): boolean {
  return kind === 'read' || kind === 'write';
}

/** The kernel's functions by family: their names change from one version to the next. */
const FUNCTIONS: readonly (readonly [WaitKind, RegExp])[] = [
  ['stopped', /^(do_signal_stop|ptrace_stop|do_jobctl_trap|get_signal)/],
  ['ioUring', /^io_(uring|cqring|wq)/],
  ['lock', /futex/],
  ['sleep', /nanosleep|^hrtimer_|^do_hrtimer/],
  ['eventLoop', /^(ep_poll|do_epoll|epoll_|poll_schedule|do_sys_poll|do_poll|do_select|core_sys_select)/],
  ['child', /^(do_wait|kernel_wait4?|kernel_clone|wait_for_vfork|_do_fork)/],
  ['fileLock', /^(locks_lock|flock_|fcntl_setlk|posix_lock|do_lock_file)/],
  ['disk', /^(io_schedule|folio_wait|wait_on_page|wait_on_buffer|bit_wait_io|blk_|jbd2|submit_bio)/],
  ['write', /^(anon_|fifo_)?pipe_write|^(sock_alloc_send|sk_stream_wait|sock_wait_for_wmem|n_tty_write)/],
  [
    'read',
    /^(anon_|fifo_)?pipe_read|^(n_tty_read|eventfd_read|signalfd_|sk_wait|inet_csk_accept|timerfd_read)/,
  ],
  ['read', /^(__)?skb_(wait|recv)|^unix_(stream|accept|dgram|wait)|^(tcp|udp|vsock)_(recv|data)/],
];

/** What a thread that sleeps in this function of the kernel waits for; null where it doesn't report one (`0`). */
export function kindOfFunction(symbol: string): WaitKind | null {
  if (symbol === '' || symbol === '0') return null;
  return FUNCTIONS.find(([, family]) => family.test(symbol))?.[0] ?? 'other';
}
