import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { descriptorLimit } from '../capacity.ts';
import { Sysroot } from '../sysroot.ts';

/** A descriptor beyond the standard streams that was handed to us by whoever started us. */
export interface HandedIn {
  readonly fd: number;
  /** Whether a program that we start can be given another in its place: not above the limit, which may be lower than when it was opened. */
  readonly isReplaceable: boolean;
  /** Whether programs that we start don’t get it by themselves. Node marks 3 to 15 so at its start, and those that adjoin. */
  readonly closesOnExec: boolean;
}

/** An open descriptor, as /proc/self/fd and fdinfo tell of it. */
export interface OpenDescriptor {
  readonly fd: number;
  /** What it leads to: a path, `pipe:[INODE]`, `anon_inode:[eventfd]`, … */
  readonly target: string;
  /** open(2)’s. */
  readonly flags: number;
  /** Descriptors that it watches; only an epoll has any. */
  readonly watched: readonly number[];
}

const CLOSE_ON_EXEC = 0o2000000;
const NON_BLOCKING = 0o4000;
const POLLS = ['anon_inode:[eventpoll]', 'anon_inode:[io_uring]'];

/** To be asked before anything else is opened. Empty where the kernel doesn’t tell. */
export async function descriptorsHandedIn(): Promise<HandedIn[]> {
  // Node’s main loop watches its own descriptors once it has turned.
  await setImmediate();
  const open = openDescriptors();
  const own = nodesOwn(open);
  const limit = descriptorLimit(new Sysroot());
  return open
    .filter(({ fd }) => !own.has(fd))
    .map(({ fd, flags }) => ({
      fd,
      isReplaceable: fd < limit,
      closesOnExec: (flags & CLOSE_ON_EXEC) !== 0,
    }));
}

function openDescriptors(): OpenDescriptor[] {
  try {
    const fds = readdirSync('/proc/self/fd').map(Number);
    return fds
      .filter((fd) => fd > 2)
      .sort((a, b) => a - b)
      .flatMap(describe);
  } catch {
    return [];
  }
}

function describe(fd: number): OpenDescriptor[] {
  try {
    const info = readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1');
    const flags = Number.parseInt(/^flags:\s*(\d+)/m.exec(info)?.[1] ?? '0', 8);
    const watched = [...info.matchAll(/^tfd:\s*(\d+)/gm)].map(([, target]) => Number(target));
    return [{ fd, target: readlinkSync(`/proc/self/fd/${fd}`), flags, watched }];
  } catch {
    // That of the listing itself is closed again.
    return [];
  }
}

/**
 * What Node has opened at its start: per event loop (libuv’s uv_loop_init) an epoll, perhaps a ring, a pipe for signals and an
 * eventfd, which the epoll watches once the loop runs. The first loop makes the lock of all signals, too, a pipe; it is the
 * tracing agent’s, and runs only where that is asked for.
 */
export function nodesOwn(open: readonly OpenDescriptor[]): Set<number> {
  const polls = open.filter(({ target }) => POLLS.includes(target));
  const watched = new Set(polls.flatMap((poll) => poll.watched));
  const pipes = new Set(open.filter(({ fd }) => watched.has(fd)).map(pipeIn));
  const inLoops = open.filter(
    (each) => watched.has(each.fd) || (pipeIn(each) !== null && pipes.has(pipeIn(each))),
  );
  return new Set(
    [...polls, ...inLoops, ...firstLoop(open, polls[0]?.fd ?? Number.POSITIVE_INFINITY)].map(({ fd }) => fd),
  );
}

/** The two pipes and the eventfd of the first loop, all made in a row. The kernel numbers pipes in the order in which they are made. */
function firstLoop(open: readonly OpenDescriptor[], poll: number): OpenDescriptor[] {
  const pairs = pipePairs(open.filter(({ fd }) => fd > poll));
  const candidates = pairs
    .filter(([end]) => !isNonBlocking(end))
    .flatMap((lock) =>
      pairs
        .filter(([end]) => isNonBlocking(end) && end.fd > lock[1].fd)
        .map((signals) => ({
          lock,
          signals,
          apart: Math.abs(Number(pipeIn(signals[0])) - Number(pipeIn(lock[0]))),
        })),
    );
  const [first] = candidates.sort((a, b) => a.apart - b.apart);
  if (first === undefined) return [];
  const { lock, signals } = first;
  const wakeUp = open.find(
    (each) => each.fd > signals[1].fd && each.target === 'anon_inode:[eventfd]' && isNonBlocking(each),
  );
  return [...lock, ...signals, ...(wakeUp === undefined ? [] : [wakeUp])];
}

type Pair = readonly [OpenDescriptor, OpenDescriptor];

/** Pipes as uv_pipe makes them: both ends are ours, the one to read from first, and both close on exec and block alike. */
function pipePairs(open: readonly OpenDescriptor[]): Pair[] {
  return open.flatMap((read) => {
    if (pipeIn(read) === null) return [];
    const write = open.find(
      ({ fd, target, flags }) => fd > read.fd && target === read.target && flags === read.flags + 1,
    );
    return write !== undefined && (read.flags & CLOSE_ON_EXEC) !== 0 ? [[read, write] as const] : [];
  });
}

function isNonBlocking({ flags }: OpenDescriptor): boolean {
  return (flags & NON_BLOCKING) !== 0;
}

/** The number of the pipe that it leads to; null where it leads to none. */
function pipeIn({ target }: OpenDescriptor): string | null {
  return /^pipe:\[(\d+)\]$/.exec(target)?.[1] ?? null;
}
