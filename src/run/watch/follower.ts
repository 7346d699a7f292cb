import { NewestPid } from '../../machine/newest-pid.ts';
import type { Sysroot } from '../../machine/sysroot.ts';
import { FollowedProcess, LOOKS_PER_TURN } from './followed-process.ts';
import type { FollowedThread } from './followed-thread.ts';

/** So many looks are kept in all; beyond, every second one is forgotten: an hour then costs no more memory than a minute. */
const MOST_POINTS = 100_000;
/** So many threads that have ended keep their tracks: those that ran longest. */
const MOST_TRACKS = 1_000;
/** In a shorter time (ns) the kernel's clocks, which go on with its ticks, say nothing of how many cores were busy. */
const SHORTEST_STRETCH_NS = 8e6;
/** Asking a thread where it is costs six times what its clocks do: so many are asked at each look, in turns. */
const MOST_ASKED = 8;
const MANY_THREADS = 32;
const LOOKS_OF_SLEEP = 4;
const LOOKS_PER_CENSUS = 20;

/** Follows every thread of a program: of its first process and of all that descend from it, as they come and go. */
export class Follower {
  readonly #sysroot: Sysroot;
  readonly #processes = new Map<number, FollowedProcess>();
  readonly #retired: FollowedThread[] = [];
  readonly #tracked: Set<FollowedThread> = new Set();
  /** What each process ran, by its PID: it can't be asked any more once it is gone. */
  readonly programs = new Map<number, string>();
  /** How long (ns) so many cores were busy, by their number. */
  readonly coresBusyNs: number[] = [];
  looks = 0;
  readonly #newest = new NewestPid();
  #newestSeen: number | null = null;
  #changedAt = 0;
  #stride = 1;
  #points = 0;
  /** Threads that had run at the last look. */
  #movers = 0;
  #living: readonly FollowedThread[] | null = null;
  #lastLookNs: number | null = null;
  #stretch = { ranNs: 0, ns: 0 };

  /** @param isNew whether it was started for us, so that nothing of it is older than our watch */
  constructor(sysroot: Sysroot, root: number, isNew: boolean) {
    this.#sysroot = sysroot;
    this.#processes.set(root, new FollowedProcess(sysroot, root));
    if (isNew) this.#lastLookNs = 0;
  }

  /** Looks at what is there now. @param all at everyone, whoever’s turn it is @returns whether anything is left */
  look(atNs: number, all = false): boolean {
    const isKept = this.looks++ % this.#stride === 0;
    if (this.#mayHaveChanged()) this.#meet(atNs);
    const living = this.living();
    const turns = Math.max(1, Math.ceil(this.#movers / MOST_ASKED));
    let cores = 0;
    this.#movers = 0;
    for (const thread of living) {
      if (!all && this.#mayWait(thread, living.length)) continue;
      const share = thread.look(atNs, { isKept, asksWhere: this.#isTurnOf(thread, turns) });
      if (share === null) this.#retire(thread);
      else {
        cores += share;
        if (share > 0) this.#movers++;
        if (isKept) this.#points++;
      }
    }
    if (this.#points > MOST_POINTS) this.#makeRoom();
    this.#countCores(cores, atNs - (this.#lastLookNs ?? atNs));
    this.#lastLookNs = atNs;
    return this.#processes.size > 0;
  }

  /** Threads that are there. */
  living(): readonly FollowedThread[] {
    this.#living ??= [...this.#processes.values()].flatMap(({ threads }) => [...threads.values()]);
    return this.#living;
  }

  /** PIDs of the processes that are there. */
  pids(): number[] {
    return [...this.#processes.keys()];
  }

  /** All threads that were ever seen. */
  threads(): FollowedThread[] {
    return [...this.#retired, ...this.living()];
  }

  close(): void {
    for (const process of this.#processes.values()) {
      for (const thread of process.threads.values()) thread.close();
      process.close();
    }
    this.#newest.close();
  }

  /** Whether a process or a thread may have come since the last look. Those that went are missed when they are looked at. */
  #mayHaveChanged(): boolean {
    const newest = this.#newest.read();
    if (newest === null || newest !== this.#newestSeen) this.#changedAt = this.looks;
    this.#newestSeen = newest;
    // In turns, all threads are asked for children; and now and then all the same, should a number have come round again.
    return this.looks - this.#changedAt < LOOKS_PER_TURN || this.looks % LOOKS_PER_CENSUS === 0;
  }

  /** Finds the threads and the processes that have come and gone; a child's own children too, so that no look is lost. */
  #meet(atNs: number): void {
    const open = [...this.#processes.values()];
    for (let process = open.pop(); process !== undefined; process = open.pop()) {
      const { met, gone } = process.census(atNs, this.#lastLookNs);
      if (met.length > 0) this.#living = null;
      for (const thread of gone) this.#retire(thread);
      if (process.program !== null) this.programs.set(process.pid, process.program);
      for (const pid of process.children()) {
        if (this.#processes.has(pid)) continue;
        const child = new FollowedProcess(this.#sysroot, pid);
        this.#processes.set(pid, child);
        open.push(child);
      }
      if (process.threads.size === 0) this.#forget(process);
    }
  }

  /** Where there are many, those that have slept for a while are looked at in turns: nothing is lost, it is only seen later. */
  #mayWait(thread: FollowedThread, living: number): boolean {
    const sleeps = living > MANY_THREADS && thread.sleepyLooks >= LOOKS_OF_SLEEP;
    return sleeps && !this.#isTurnOf(thread, LOOKS_OF_SLEEP);
  }

  #isTurnOf({ tid }: FollowedThread, turns: number): boolean {
    return (this.looks + tid) % turns === 0;
  }

  #retire(thread: FollowedThread): void {
    thread.close();
    const process = this.#processes.get(thread.pid);
    process?.threads.delete(thread.tid);
    if (process?.threads.size === 0) this.#forget(process);
    this.#living = null;
    this.#retired.push(thread);
    this.#tracked.add(thread);
    if (this.#tracked.size > 2 * MOST_TRACKS) this.#dropTracks();
  }

  #forget(process: FollowedProcess): void {
    process.close();
    this.#processes.delete(process.pid);
  }

  #dropTracks(): void {
    const byRun = [...this.#tracked].sort((a, b) => b.runNs - a.runNs);
    for (const thread of byRun.slice(MOST_TRACKS)) {
      thread.track.clear();
      this.#tracked.delete(thread);
    }
  }

  #makeRoom(): void {
    const tracks = [...this.living(), ...this.#tracked].map(({ track }) => track);
    const held = () => tracks.reduce((sum, { length }) => sum + length, 0);
    // Tracks of threads that ran least have been dropped since they were counted.
    if (held() > MOST_POINTS) {
      this.#stride *= 2;
      for (const track of tracks) track.thin();
    }
    this.#points = held();
  }

  /** Counts a stretch of time once it is long enough to tell how many cores were busy in it. */
  #countCores(cores: number, ns: number): void {
    this.#stretch.ranNs += cores * ns;
    this.#stretch.ns += ns;
    const { ranNs, ns: sinceNs } = this.#stretch;
    if (sinceNs < SHORTEST_STRETCH_NS) return;
    this.#stretch = { ranNs: 0, ns: 0 };
    // Between two whole numbers, some of the time goes to each: the mean is then R.
    const fewest = Math.floor(ranNs / sinceNs);
    const share = ranNs / sinceNs - fewest;
    this.#addBusy(fewest, (1 - share) * sinceNs);
    if (share > 0) this.#addBusy(fewest + 1, share * sinceNs);
  }

  #addBusy(cores: number, ns: number): void {
    while (this.coresBusyNs.length <= cores) this.coresBusyNs.push(0);
    this.coresBusyNs[cores] = (this.coresBusyNs[cores] ?? 0) + ns;
  }
}
