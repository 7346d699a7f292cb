import { clearInterval, setInterval } from '../../../base/time/real.ts';
import { OpenFiles } from '../../../machine/follow/open-files.ts';
import { Pace } from '../../../machine/follow/pace.ts';
import { FollowedThread } from '../../../machine/follow/thread/thread.ts';
import { WaitTable } from '../../../machine/follow/waits/wait-table.ts';
import { Sysroot } from '../../../machine/sysroot.ts';
import { LockBook } from '../../waits/lock-book.ts';

/** Aim at this many samples of a worker in a trial. */
const SAMPLES = 60;
/** Never sample more often than this, in ms, and leave this much time for each thread that is followed. */
const SHORTEST_MS = 10;
const MS_PER_THREAD = 2;
const LONGEST_MS = 100;
/** What a worker’s clocks and its place tell; its switches and its mask it tells itself. */
const ASKED = { where: 'always', isKept: true, statusNs: null, waits: true } as const;

/** How long to wait between two samples, in ms: many of them, but for less than 1 % of a core however many threads. */
export function samplingPeriodMs(threads: number, expectedMs: number): number {
  const wanted = Math.max(SHORTEST_MS, expectedMs / SAMPLES, threads * MS_PER_THREAD);
  return Math.min(wanted, Math.max(LONGEST_MS, threads * MS_PER_THREAD));
}

/** Follows from outside where threads run: one timer for all of them. */
export class CpuSampler {
  readonly #files: OpenFiles;
  readonly #waits: WaitTable;
  /** The locks at which the threads were found. */
  readonly locks: LockBook;
  readonly #followed: FollowedThread[] = [];
  #timer: NodeJS.Timeout | null = null;
  #pace: Pace | null = null;

  constructor(sysroot = new Sysroot()) {
    this.#files = new OpenFiles(sysroot);
    this.locks = new LockBook(sysroot);
    this.#waits = new WaitTable(sysroot, () => [...new Set(this.#followed.map(({ pid }) => pid))]);
  }

  /** How much later than meant a sample came at the worst. */
  get longestPauseNs(): number {
    return this.#pace?.longestPauseNs ?? 0;
  }

  follow(pid: number, tid: number): FollowedThread {
    const thread = new FollowedThread(this.#files, pid, tid, null, this.#waits);
    this.#followed.push(thread);
    return thread;
  }

  /** @param clockNs the run's clock */
  start(periodMs: number, clockNs: () => number, onSample: () => void = () => {}): void {
    const pace = new Pace(periodMs * 1e6, clockNs() + periodMs * 1e6);
    this.#pace = pace;
    this.#timer = setInterval(() => {
      const atNs = clockNs();
      if (!pace.isDue(atNs)) return;
      this.sample(atNs);
      onSample();
    }, periodMs);
  }

  sample(atNs: number): void {
    for (const thread of this.#followed) thread.sample(atNs, ASKED);
    this.locks.sample(this.#followed, atNs, false);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const thread of this.#followed) thread.close();
  }
}
