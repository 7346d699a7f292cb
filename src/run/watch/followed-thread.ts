import { ChildrenReader } from '../../machine/children-reader.ts';
import { lineAfter, parseStatus } from '../../machine/proc-text.ts';
import type { Sysroot } from '../../machine/sysroot.ts';
import { ThreadReader, type ThreadTimes } from '../../machine/thread-reader.ts';
import type { KernelClocks } from '../../model/evidence.ts';
import { type Point, Track } from '../track.ts';

type Status = Pick<KernelClocks, 'voluntarySwitches' | 'involuntarySwitches' | 'allowedCpus'>;

const UNKNOWN: Status = { voluntarySwitches: null, involuntarySwitches: null, allowedCpus: null };
/** Reading status costs ten times what the clocks do: after each doubling of what is known, and this often (ns) at least. */
const LONGEST_STATUS_NS = 4e9;
/** A thread that ran for less than this share of the time has hardly run. */
const SLEEPY_SHARE = 0.05;

/** One thread of a program that is watched, from its first look to its last. */
export class FollowedThread {
  readonly pid: number;
  readonly tid: number;
  readonly track = new Track();
  readonly cpusSeen = new Map<number, number>();
  comm = '?';
  migrations = 0;
  /** Whether it was ever seen stopped, by SIGSTOP or a debugger. */
  wasStopped = false;
  status: Status = UNKNOWN;
  /** What its switches were when it was first seen, and when they were last read. */
  firstStatus: Status = UNKNOWN;
  statusAtNs = 0;
  /** Looks in a row at which it had hardly run. */
  sleepyLooks = 0;
  /** Whether it has run since it was last asked where. */
  #hasMoved = true;
  #runAtStatusNs = 0;
  /** Its life for us, in ns since the watch began. */
  readonly sinceNs: number;
  untilNs: number;
  /** The CPU that it was last asked for; null before. */
  cpu: number | null = null;
  readonly #first: ThreadTimes;
  #last: ThreadTimes;
  readonly #reader: ThreadReader;
  readonly #children: ChildrenReader;
  readonly #sysroot: Sysroot;

  /**
   * @param bornAfterNs it was born after this moment, since we were looking; null where it may be older than our watch
   * @returns null where it is already gone, or the kernel tells nothing of it
   */
  static meet(
    sysroot: Sysroot,
    { pid, tid }: { readonly pid: number; readonly tid: number },
    atNs: number,
    bornAfterNs: number | null,
  ): FollowedThread | null {
    const reader = new ThreadReader(pid, tid);
    const times = reader.clocks();
    if (times === null) {
      reader.close();
      return null;
    }
    return new FollowedThread(sysroot, reader, { pid, tid }, firstPoint(times, atNs, bornAfterNs), times);
  }

  private constructor(
    sysroot: Sysroot,
    reader: ThreadReader,
    { pid, tid }: { readonly pid: number; readonly tid: number },
    first: Point,
    times: ThreadTimes,
  ) {
    this.pid = pid;
    this.tid = tid;
    this.#sysroot = sysroot;
    this.#reader = reader;
    this.#children = new ChildrenReader(pid, tid);
    this.sinceNs = first.atNs;
    this.untilNs = first.atNs;
    this.#first = first;
    this.#last = times;
    this.track.add(first.atNs, null, first.runNs, first.runDelayNs);
  }

  /**
   * One more look.
   * @param how whether the track keeps it, and whether a thread that ran is asked where
   * @returns the share of the time since the look before in which it ran; null once it is gone
   */
  look(atNs: number, how: { readonly isKept: boolean; readonly asksWhere: boolean }): number | null {
    const times = this.#reader.clocks();
    if (times === null) return null;
    const ranNs = Math.max(0, times.runNs - this.#last.runNs);
    const share = ranNs / Math.max(1, atNs - this.untilNs);
    this.sleepyLooks = share < SLEEPY_SHARE ? this.sleepyLooks + 1 : 0;
    this.#hasMoved ||= ranNs > 0;
    this.#last = times;
    this.untilNs = atNs;
    if (this.cpu === null || (this.#hasMoved && how.asksWhere)) this.#askWhere();
    if (how.isKept && atNs > this.sinceNs) this.#keep();
    if (this.#isStatusDue(atNs)) this.#readStatus(atNs);
    return share;
  }

  /** PIDs of the processes that it has started and not yet waited for. */
  children(): number[] {
    return this.#children.children();
  }

  /** The last look at it is over. */
  close(): void {
    this.#reader.close();
    this.#children.close();
    if (this.track.lastNs < this.untilNs) this.#keep();
  }

  get lifeNs(): number {
    return Math.max(0, this.untilNs - this.sinceNs);
  }

  get runNs(): number {
    return this.#last.runNs - this.#first.runNs;
  }

  get runDelayNs(): number {
    return this.#last.runDelayNs - this.#first.runDelayNs;
  }

  #keep(): void {
    this.track.add(this.untilNs, this.cpu, this.#last.runNs, this.#last.runDelayNs);
  }

  #askWhere(): void {
    const cpu = this.#reader.look()?.cpu ?? null;
    if (cpu === null) return;
    this.#hasMoved = false;
    if (this.cpu !== null && this.cpu !== cpu) this.migrations++;
    this.cpusSeen.set(cpu, (this.cpusSeen.get(cpu) ?? 0) + 1);
    this.cpu = cpu;
  }

  #isStatusDue(atNs: number): boolean {
    if (this.statusAtNs === 0) return true;
    if (this.#last.runNs === this.#runAtStatusNs) return false;
    return atNs - this.statusAtNs >= Math.min(this.statusAtNs - this.sinceNs, LONGEST_STATUS_NS);
  }

  #readStatus(atNs: number): void {
    const text = this.#sysroot.read(`/proc/${this.pid}/task/${this.tid}/status`);
    if (text === null) return;
    this.status = parseStatus(text);
    // A thread that was born under our eyes had no switches before.
    if (this.statusAtNs === 0) this.firstStatus = this.#first.runNs === 0 ? BORN : this.status;
    this.statusAtNs = atNs;
    this.#runAtStatusNs = this.#last.runNs;
    this.comm = lineAfter(`\n${text}`, '\nName:') ?? this.comm;
    this.wasStopped ||= /^[Tt]/.test(lineAfter(text, '\nState:') ?? '');
  }
}

const BORN: Status = { voluntarySwitches: 0, involuntarySwitches: 0, allowedCpus: null };

/** Where its life begins for us: with its birth, as far as we can tell, or with the first look at it. */
function firstPoint(times: ThreadTimes, atNs: number, bornAfterNs: number | null): Point {
  if (bornAfterNs === null) return { atNs, cpu: null, ...times };
  const oldestNs = atNs - times.runNs - times.runDelayNs;
  return { atNs: Math.max(0, Math.min(bornAfterNs, oldestNs)), cpu: null, runNs: 0, runDelayNs: 0 };
}
