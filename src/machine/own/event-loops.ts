import type { Sysroot } from '../sysroot.ts';

/**
 * The epoll instances of a Node process in which one thread runs JavaScript: that thread's own event loop, and two of
 * Node's and V8's platform. Each worker thread has one more (measured on Node 20, 22, 24 and 26).
 */
const LOOPS_OF_ONE_THREAD = 3;

/**
 * Whether more threads of this process may run JavaScript than its main thread and the worker that asks. A library’s own
 * epoll instance counts as one, too, and so does what can’t be read.
 */
export function hasOtherEventLoops(sysroot: Sysroot): boolean {
  const descriptors = sysroot.list('/proc/self/fd');
  if (descriptors === null) return true;
  const loops = descriptors.filter((fd) => sysroot.link(`/proc/self/fd/${fd}`) === 'anon_inode:[eventpoll]');
  return loops.length > LOOPS_OF_ONE_THREAD + 1;
}
