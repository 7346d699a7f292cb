import { describe, expect, it } from 'vitest';
import { nodesOwn, type OpenDescriptor } from '../../../src/machine/own/handed-in.ts';

const NON_BLOCKING = 0o4000;
const CLOSE_ON_EXEC = 0o2000000;

const open = (fd: number, target: string, flags = 0, watched: number[] = []): OpenDescriptor => ({
  fd,
  target,
  flags: CLOSE_ON_EXEC | flags,
  watched,
});
const pipe = (read: number, write: number, inode: number, flags = 0) => [
  open(read, `pipe:[${inode}]`, flags),
  open(write, `pipe:[${inode}]`, flags | 1),
];
const epoll = (fd: number, watched: number[] = []) => open(fd, 'anon_inode:[eventpoll]', 2, watched);
const eventfd = (fd: number, flags = NON_BLOCKING) => open(fd, 'anon_inode:[eventfd]', flags | 2);

/** Node's three loops where the descriptors in `taken` were handed in: the kernel gives each new one the lowest free number. */
function loops(taken: readonly number[], hasRing: boolean): OpenDescriptor[] {
  const free = Array.from({ length: 60 }, (_, index) => index + 3).filter((fd) => !taken.includes(fd));
  const next = () => free.shift() as number;
  const loop = (inode: number, isFirst: boolean) => {
    const poll = next();
    const ring = hasRing ? [open(next(), 'anon_inode:[io_uring]', 2)] : [];
    const lock = isFirst ? pipe(next(), next(), inode) : [];
    const [signals, ends] = pipe(next(), next(), inode + 1, NON_BLOCKING) as [OpenDescriptor, OpenDescriptor];
    const wakeUp = eventfd(next());
    return [epoll(poll, isFirst ? [] : [signals.fd, wakeUp.fd]), ...ring, ...lock, signals, ends, wakeUp];
  };
  return [...loop(500, true), ...loop(610, false), ...loop(620, false)];
}

describe.each([
  ['without a ring (Node 20)', false],
  ['with one per loop (Node 22 and later)', true],
])('Node’s own descriptors, %s', (_, hasRing) => {
  it.each([
    ['nothing', []],
    ['a file', [open(3, '/tmp/log', 1)]],
    ['a jobserver’s pipe, as make opens it', pipe(3, 4, 400)],
    [
      'one whose end to read from does not block',
      [open(3, 'pipe:[400]', NON_BLOCKING), open(4, 'pipe:[400]', 1)],
    ],
    ['a pipe between Node’s own, which looks like its lock', pipe(4, 5, 300)],
    [
      'two pipes there, which look like lock and signals',
      [...pipe(4, 5, 300), ...pipe(6, 7, 350, NON_BLOCKING)],
    ],
    ['the end of a pipe', [open(3, 'pipe:[400]')]],
    ['an eventfd that blocks', [eventfd(9, 0)]],
    ['an eventfd before all of Node’s', [eventfd(3)]],
    [
      'sockets and terminals',
      [open(3, 'socket:[1]', 2), open(5, '/dev/pts/0', 2), open(20, '/dev/pts/0', 2)],
    ],
    [
      'many',
      Array.from({ length: 12 }, (_, index) => pipe(3 + index * 2, 4 + index * 2, 100 + index)).flat(),
    ],
  ])('are told from what was handed in: %s', (_, handedIn) => {
    const taken = handedIn.map(({ fd }) => fd);
    const own = loops(taken, hasRing);
    const all = [...own, ...handedIn].sort((a, b) => a.fd - b.fd);
    expect([...nodesOwn(all)].sort((a, b) => a - b)).toEqual(own.map(({ fd }) => fd).sort((a, b) => a - b));
  });
});

it('are none where there are no loops', () => {
  expect(nodesOwn(pipe(3, 4, 1))).toEqual(new Set());
});
