import { clearTimeout, setTimeout } from '../../../base/time/real.ts';
import { OpenFiles } from '../../../machine/follow/open-files.ts';
import { FollowedThread } from '../../../machine/follow/thread/thread.ts';
import { WaitTable } from '../../../machine/follow/waits/wait-table.ts';
import { Sysroot } from '../../../machine/sysroot.ts';
import { LockBook } from '../../waits/lock-book.ts';
import { CALM_MS, type Cadence, Routine } from './cadence.ts';

/** Aim at this many samples of a worker that goes on changing what it does; of one that doesn’t, fewer tell as much. */
const SAMPLES = 60;
/** Sample no more often than this on average, in ms, and leave this much time for each thread that is followed. */
const SHORTEST_MS = 10;
const MS_PER_THREAD = 2;
/** What a worker’s clocks and its place tell; its switches and its mask it tells itself. */
const ASKED = { where: 'always', isKept: true, statusNs: null, waits: true } as const;
/** Our own main thread is always found reading its own state; it is only asked where it is, and that now and then. */
const ASKED_OF_MAIN = { where: 'always', isKept: false, statusNs: null } as const;
const SAMPLES_PER_ASKING_MAIN = 4;

/** How long to wait between two samples, in ms: many of them, but for less than 1 % of a core however many threads. */
export function samplingPeriodMs(threads: number, expectedMs: number): number {
  const wanted = Math.max(SHORTEST_MS, expectedMs / SAMPLES, threads * MS_PER_THREAD);
  return Math.min(wanted, Math.max(CALM_MS, threads * MS_PER_THREAD));
}

/** Follows from outside where threads run: one timer for all of them. */
export class CpuSampler {
  readonly #files: OpenFiles;
  readonly #waits: WaitTable;
  /** The locks at which the threads were found. */
  readonly locks: LockBook;
  readonly #followed: FollowedThread[] = [];
  readonly #routines: Routine[] = [];
  /** The thread that we are on. */
  readonly main: FollowedThread;
  #samples = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(sysroot = new Sysroot()) {
    this.#files = new OpenFiles(sysroot);
    this.locks = new LockBook(sysroot);
    this.main = new FollowedThread(this.#files, process.pid, process.pid);
    this.#waits = new WaitTable(sysroot, () => [...new Set(this.#followed.map(({ pid }) => pid))]);
  }

  follow(pid: number, tid: number): FollowedThread {
    const thread = new FollowedThread(this.#files, pid, tid, null, this.#waits);
    this.#followed.push(thread);
    this.#routines.push(new Routine());
    return thread;
  }

  /** @param clockNs the run's clock */
  start(cadence: Cadence, clockNs: () => number, onSample: () => void = () => {}): void {
    const tick = () => {
      const atNs = clockNs();
      const hasChanged = this.sample(atNs);
      this.#timer = setTimeout(tick, cadence.next(atNs, hasChanged));
      onSample();
    };
    this.#timer = setTimeout(tick, cadence.periodMs);
  }

  /** @returns whether a thread was found doing something else than at the sample before */
  sample(atNs: number): boolean {
    let hasChanged = false;
    for (const [index, thread] of this.#followed.entries()) {
      const share = thread.sample(atNs, ASKED);
      if (typeof share === 'number' && this.#routines[index]?.hasChanged(share, thread)) hasChanged = true;
    }
    if (this.#samples++ % SAMPLES_PER_ASKING_MAIN === 0) this.main.sample(atNs, ASKED_OF_MAIN);
    this.locks.sample(this.#followed, atNs, false);
    return hasChanged;
  }

  /** Samples one thread at the end of its work, whenever that is: it can’t be asked after that. */
  sampleLast(thread: FollowedThread, atNs: number): void {
    thread.sample(atNs, ASKED);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const thread of [...this.#followed, this.main]) thread.close();
  }
}
