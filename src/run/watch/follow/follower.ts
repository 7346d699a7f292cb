import type { FollowedThread } from '../../../machine/follow/thread/thread.ts';
import { FollowedTree, type Unfollowed } from '../../../machine/follow/tree/tree.ts';
import type { Wait } from '../../../machine/follow/waits/wait.ts';
import type { Sysroot } from '../../../machine/sysroot.ts';
import type { DetachedProcess } from '../../../model/documents/watch.ts';
import type { WaitForOwner } from '../../waits/deadlock.ts';
import { LockBook } from '../../waits/lock-book.ts';
import type { LockFacts } from '../../waits/locks.ts';
import { detachedIn } from './detached-processes.ts';
import { TrackRoom } from './track-room.ts';
import { Turns } from './turns.ts';

/** Reading status costs ten times what the clocks do. */
const STATUS_NS = 4e9;

/** Follows every thread of a program that is watched, for as long as that lasts and however many there are. */
export class Follower {
  readonly #tree: FollowedTree;
  readonly #room = new TrackRoom();
  readonly #turns = new Turns();
  readonly #cores = new CoresBusy();
  readonly #locks: LockBook;
  /** Threads that had run at the last sample. */
  #movers = 0;
  #lastNs: number | null = null;

  /**
   * @param isNew whether it was started for us, so that nothing of it is older than our watch
   * @param mark what only the environment of its descendants has; null where they have none
   */
  constructor(sysroot: Sysroot, root: number, isNew: boolean, mark: string | null = null) {
    this.#tree = new FollowedTree(sysroot, root, {
      isNew,
      strays: { mark },
      waits: true,
      onEnd: (thread) => this.#room.ended(thread),
    });
    this.#locks = new LockBook(sysroot);
    if (isNew) this.#lastNs = 0;
  }

  /** Samples what is there now. @param all everyone, whoever’s turn it is @returns whether anything is left */
  sample(atNs: number, all = false): boolean {
    const isKept = this.#room.keeps(this.samples);
    this.#turns.next(this.living().length, this.#movers);
    const here = { where: 'moved', isKept, statusNs: STATUS_NS, waits: true } as const;
    const there = { ...here, where: 'unknown', waits: false } as const;
    const { ranNs, movers, sampled } = this.#tree.sample(
      atNs,
      (thread) => {
        const turn = this.#turns.of(thread);
        if (turn === 'none' && !all) return null;
        return turn === 'all' ? here : there;
      },
      all,
    );
    this.#movers = movers;
    this.#locks.sample(this.living(), atNs, all);
    this.#room.took(isKept ? sampled : 0, this.living());
    this.#cores.add(ranNs, atNs - (this.#lastNs ?? atNs));
    this.#lastNs = atNs;
    return this.#tree.isThere;
  }

  /** How many were taken. */
  get samples(): number {
    return this.#turns.samples;
  }

  /** Threads that are there. */
  living(): readonly FollowedThread[] {
    return this.#tree.living();
  }

  /** PIDs of the processes that are there, but for daemons: these are no longer the program’s. */
  pids(): number[] {
    return this.#tree.pids().filter((pid) => !this.#tree.detached.daemons.has(pid));
  }

  /** PIDs of those that somebody of the program waits for, so that the kernel charges their time to it. */
  attached(): number[] {
    return this.#tree.pids().filter((pid) => !this.hasLeft(pid));
  }

  /** Whether a process went on without its parent, or was started by one that did. */
  hasLeft(pid: number): boolean {
    return this.#tree.detached.left.has(pid);
  }

  detached(): DetachedProcess[] {
    return detachedIn(this.#tree);
  }

  /** All threads that were ever seen. */
  threads(): FollowedThread[] {
    return this.#tree.threads();
  }

  unchargedParent(): number | null {
    return this.#tree.unchargedParent();
  }

  unfollowed(): Unfollowed | null {
    return this.#tree.unfollowed();
  }

  /** What each process ran, by its PID. */
  get programs(): ReadonlyMap<number, string> {
    return this.#tree.programs;
  }

  /** The OpenMP library that each process has mapped, by its PID. */
  get openmp(): ReadonlyMap<number, string> {
    return this.#tree.openmp;
  }

  /** How long (ns) so many cores were busy, by their number. */
  get coresBusyNs(): readonly number[] {
    return this.#cores.byCount;
  }

  describeLock(wait: Wait, address: number): LockFacts {
    return this.#locks.describe(wait, address);
  }

  /** Threads that wait for a lock whose owner is known. */
  heldLocks(): readonly WaitForOwner[] {
    return this.#locks.held();
  }

  close(): void {
    this.#tree.close();
  }
}

/** In a shorter time (ns) the kernel's clocks, which go on with its ticks, say nothing of how many cores were busy. */
const SHORTEST_STRETCH_NS = 8e6;

/** For how long how many cores were busy. */
class CoresBusy {
  /** In ns, by the number of cores. */
  readonly byCount: number[] = [];
  #stretch = { ranNs: 0, ns: 0 };

  /** Counts a stretch of time once it is long enough to tell. */
  add(addedRanNs: number, addedNs: number): void {
    this.#stretch.ranNs += addedRanNs;
    this.#stretch.ns += addedNs;
    const { ranNs, ns: sinceNs } = this.#stretch;
    if (sinceNs < SHORTEST_STRETCH_NS) return;
    this.#stretch = { ranNs: 0, ns: 0 };
    // Between two whole numbers, some of the time goes to each: the mean is then R.
    const fewest = Math.floor(ranNs / sinceNs);
    const share = ranNs / sinceNs - fewest;
    this.#count(fewest, (1 - share) * sinceNs);
    if (share > 0) this.#count(fewest + 1, share * sinceNs);
  }

  #count(cores: number, ns: number): void {
    while (this.byCount.length <= cores) this.byCount.push(0);
    this.byCount[cores] = (this.byCount[cores] ?? 0) + ns;
  }
}
