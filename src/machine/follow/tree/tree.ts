import type { Sysroot } from '../../sysroot.ts';
import { OpenFiles } from '../open-files.ts';
import type { Asked } from '../thread/asked.ts';
import type { FollowedThread } from '../thread/thread.ts';
import { WaitTable } from '../waits/wait-table.ts';
import { Arrivals } from './arrivals.ts';
import { Detached } from './detached.ts';
import { FollowedProcess } from './process.ts';
import { Strays } from './strays.ts';

/** Most children are started by main threads: each other thread is asked for them at every so many samples. */
const SAMPLES_PER_TURN = 5;

/** What a sample of all threads found. */
export interface Round {
  /** How long they ran, each since its own sample before: of the newcomers’ time, what fell to this round. */
  readonly ranNs: number;
  /** Threads that had run. */
  readonly movers: number;
  readonly sampled: number;
}

/** Threads that the kernel let nobody follow. */
export interface Unfollowed {
  readonly threads: number;
  /** The kernel's word for it: `EMFILE`, `EACCES`, … */
  readonly refusal: string;
}

export interface Following {
  /** Whether it was started for us, so that nothing of it is older than our first sample. */
  readonly isNew?: boolean;
  /** At every so many samples a thread that isn't a main one is asked for children. */
  readonly turns?: number;
  /** Descendants are looked for, too, that nobody names as a child any more; by this mark in their environment, where they have one. */
  readonly strays?: { readonly mark: string | null };
  /** Whether threads are asked what they are blocked in. */
  readonly waits?: boolean;
  /** Is told of each thread that has ended. */
  readonly onEnd?: (thread: FollowedThread) => void;
}

/** Every thread of a process and of all that descend from it, as they come and go. */
export class FollowedTree {
  readonly #files: OpenFiles;
  readonly #processes = new Map<number, FollowedProcess>();
  readonly #ended: FollowedThread[] = [];
  /** What each process ran, by its PID: it can't be asked any more once it is gone. */
  readonly programs = new Map<number, string>();
  /** The OpenMP library that each process has mapped, by its PID. */
  readonly openmp = new Map<number, string>();
  /** Which thread started each process, by its PID; the first one, and those that were there before us, are missing. */
  readonly starters = new Map<number, number>();
  readonly detached: Detached;
  readonly #strays: Strays | null;
  readonly #waits: WaitTable | null;
  readonly #ever = new Set<number>();
  readonly #parents = new Set<number>();
  readonly #arrivals: Arrivals;
  readonly #turns: number;
  readonly #following: Following;
  #hasEmptied = false;
  /** Threads of processes that are gone which nobody could name. */
  #unlisted = 0;
  #living: readonly FollowedThread[] | null = null;
  #lastNs: number | null = null;

  constructor(sysroot: Sysroot, root: number, following: Following = {}) {
    this.#files = new OpenFiles(sysroot);
    this.#turns = following.turns ?? SAMPLES_PER_TURN;
    this.#arrivals = new Arrivals(this.#files, this.#turns);
    this.#following = following;
    this.detached = new Detached(sysroot, root);
    this.#waits = following.waits === true ? new WaitTable(sysroot, () => this.pids()) : null;
    const { strays } = following;
    this.#strays = strays === undefined ? null : new Strays(sysroot, root, strays.mark);
    this.#add(root, null);
    if (following.isNew) this.#lastNs = 0;
  }

  /**
   * Samples those that are known, and then those that have come.
   * @param ask what; null: this one is left alone
   * @param isLast whether nobody is met after this
   */
  sample(atNs: number, ask: (thread: FollowedThread) => Asked | null, isLast = false): Round {
    const round = { ranNs: 0, movers: 0, sampled: 0 };
    const sampleAll = (threads: readonly FollowedThread[]) => {
      for (const thread of threads) {
        const asked = ask(thread);
        const beforeNs = thread.isSeen ? thread.untilNs : (this.#lastNs ?? atNs);
        const share = asked === null ? 'refused' : thread.sample(atNs, asked);
        if (share === 'gone') this.#retire(thread);
        if (typeof share === 'string') continue;
        round.ranNs += share * (atNs - beforeNs);
        round.sampled++;
        if (share > 0) round.movers++;
      }
    };
    sampleAll(this.living());
    if (this.#arrivals.areLikely() || this.#hasEmptied || isLast) sampleAll(this.#meet(atNs, isLast));
    this.#lastNs = atNs;
    return round;
  }

  /** Whether anything is left. */
  get isThere(): boolean {
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

  /** All threads that were ever sampled. */
  threads(): FollowedThread[] {
    return [...this.#ended, ...this.living()].filter(({ isSeen }) => isSeen);
  }

  /** A process of whose children the kernel charges the CPU time to nobody; null where there is none. */
  unchargedParent(): number | null {
    const parents = this.threads().filter(({ pid, tid }) => pid === tid && this.#parents.has(pid));
    return parents.find(({ ignoresChildren }) => ignoresChildren)?.pid ?? null;
  }

  unfollowed(): Unfollowed | null {
    const refused = [...this.#ended, ...this.living()].filter((each) => !each.isSeen && each.wasRefused);
    const unlisted = [...this.#processes.values()].reduce((sum, each) => sum + each.unlisted, this.#unlisted);
    const threads = refused.length + unlisted;
    return threads === 0 ? null : { threads, refusal: this.#files.refusal ?? 'unknown' };
  }

  close(): void {
    for (const process of this.#processes.values()) process.close();
    this.#arrivals.close();
  }

  /** Finds the threads and the processes that have come and gone; a child's own children too, so that no sample is lost. */
  #meet(atNs: number, isLast: boolean): FollowedThread[] {
    this.#hasEmptied = false;
    const newcomers = this.#meetAll([...this.#processes.values()]);
    const strays = this.#strays?.find({ living: this.#processes, ever: this.#ever }, isLast) ?? [];
    for (const pid of strays) this.detached.add(pid, atNs);
    newcomers.push(...this.#meetAll(strays.map((pid) => this.#add(pid, null))));
    this.detached.update(this.#processes, atNs);
    if (newcomers.length > 0) this.#living = null;
    return newcomers;
  }

  #meetAll(open: FollowedProcess[]): FollowedThread[] {
    const newcomers: FollowedThread[] = [];
    for (let process = open.pop(); process !== undefined; process = open.pop()) {
      const { met, gone } = process.census(this.#lastNs);
      newcomers.push(...met);
      for (const thread of gone) this.#retire(thread);
      if (process.program !== null) this.programs.set(process.pid, process.program);
      if (process.openmp !== null) this.openmp.set(process.pid, process.openmp);
      for (const { pid, startedBy } of process.children(this.#turns)) {
        if (this.#processes.has(pid)) continue;
        if (this.#lastNs !== null) this.starters.set(pid, startedBy);
        open.push(this.#add(pid, process.pid));
      }
      if (process.threads.size === 0) this.#forget(process);
    }
    return newcomers;
  }

  #add(pid: number, parent: number | null): FollowedProcess {
    const process = new FollowedProcess(this.#files, pid, parent, this.#waits);
    this.#processes.set(pid, process);
    this.#ever.add(pid);
    if (parent !== null) this.#parents.add(parent);
    return process;
  }

  #retire(thread: FollowedThread): void {
    thread.close();
    const threads = this.#processes.get(thread.pid)?.threads;
    threads?.delete(thread.tid);
    this.#hasEmptied ||= threads?.size === 0;
    this.#living = null;
    if (thread.isSeen || thread.wasRefused) this.#ended.push(thread);
    this.#following.onEnd?.(thread);
  }

  #forget(process: FollowedProcess): void {
    process.close();
    this.#unlisted += process.unlisted;
    this.#processes.delete(process.pid);
  }
}
