import type { SampledThread } from '../../../model/trial/evidence.ts';
import type { OpenFiles, Unread } from '../open-files.ts';
import type { WaitTable } from '../waits/wait-table.ts';
import type { Asked } from './asked.ts';
import { ChildrenReader } from './children-reader.ts';
import { Life, Places } from './life.ts';
import { type Status, StatusLog } from './status.ts';
import { ThreadReader } from './thread-reader.ts';
import { Track } from './track.ts';
import { FollowedWaits } from './waits.ts';

/** A thread that ran for less than this share of the time has hardly run. */
const SLEEPY_SHARE = 0.05;

/** One thread, from its first sample to its last. What it did meanwhile stays known after its end. */
export class FollowedThread {
  readonly track = new Track();
  /** Samples in a row at which it had hardly run. */
  sleepySamples = 0;
  /** Whether the kernel ever refused to open its files. */
  wasRefused = false;
  /** Whether it has run since it was last asked where. */
  #hasMoved = true;
  readonly pid: number;
  readonly tid: number;
  readonly #bornAfterNs: number | null;
  readonly #files: OpenFiles;
  readonly #reader: ThreadReader;
  readonly #children: ChildrenReader;
  readonly #life = new Life();
  readonly #places = new Places();
  readonly #status = new StatusLog();
  /** What it is blocked in; null where nobody asks. */
  readonly waits: FollowedWaits | null;

  /**
   * @param bornAfterNs see Life.begin
   * @param waits what the program's threads are blocked in; null where nobody asks
   */
  constructor(
    files: OpenFiles,
    pid: number,
    tid: number,
    bornAfterNs: number | null = null,
    waits: WaitTable | null = null,
  ) {
    const folder = `/proc/${pid}/task/${tid}`;
    this.pid = pid;
    this.tid = tid;
    this.#bornAfterNs = bornAfterNs;
    this.#files = files;
    this.#reader = new ThreadReader(files, folder);
    this.#children = new ChildrenReader(files, folder);
    this.waits = waits === null ? null : new FollowedWaits(files, pid, folder, waits);
  }

  /** @returns the share of the time since the sample before in which it ran; `gone` once it has ended */
  sample(atNs: number, { where, isKept, statusNs, waits = false }: Asked): number | Unread {
    const times = this.#reader.clocks();
    if (times === 'refused') return this.#refuse();
    // Where the kernel keeps no clocks, a thread is there as long as it is somewhere.
    if (times === 'gone') return this.#askWhere() ? 0 : this.#end();
    const life = this.#life;
    if (life.last === null) {
      life.begin(times, atNs, this.#bornAfterNs);
      if (this.#bornAfterNs !== null) this.#keep();
    }
    const beforeNs = life.untilNs;
    const delayedNs = times.runDelayNs - (life.last?.runDelayNs ?? 0);
    const ranNs = life.goOn(times, atNs);
    if (ranNs === null) return this.#end();
    const share = ranNs / Math.max(1, atNs - beforeNs);
    this.sleepySamples = share < SLEEPY_SHARE ? this.sleepySamples + 1 : 0;
    this.#hasMoved ||= ranNs > 0;
    this.#places.pass(atNs - beforeNs, ranNs);
    const isAsked = where === 'always' || (where === 'moved' && this.#hasMoved) || this.#places.cpu === null;
    const span = { atNs, ns: atNs - beforeNs, ranNs, delayedNs, isAsked: waits };
    // What it is blocked in has to be read before its state is: so it is asked where it is once, for both.
    const wasAsked = this.waits?.pass(span, () => (this.#askWhere() ? this.#places.state : null)) ?? false;
    if (isAsked && !wasAsked) this.#askWhere();
    if (isKept) this.#keep();
    if (statusNs !== null) this.#status.refresh(this.#files.sysroot, this, life, statusNs);
    return share;
  }

  /** PIDs of the processes that it has started and not yet waited for. */
  children(): number[] {
    return this.#children.children();
  }

  /** The last sample is over: what it does after that is not evidence. */
  close(): void {
    this.#reader.close();
    this.#children.close();
    this.waits?.close();
    if (this.track.length > 0) this.#keep();
  }

  /** Where it was seen, and its clocks at the last sample, as totals since it was born. */
  sampled(): SampledThread {
    const { cpusSeen, migrations } = this.#places;
    const { runNs = null, runDelayNs = null } = this.#life.last ?? {};
    return { cpusSeen, migrations, atNs: this.isSeen ? this.untilNs : null, runNs, runDelayNs };
  }

  /** Whether it was born after the first sample. */
  get isNew(): boolean {
    return this.#bornAfterNs !== null;
  }

  /** Whether its clocks were ever read. */
  get isSeen(): boolean {
    return this.#life.last !== null;
  }

  get sinceNs(): number {
    return this.#life.sinceNs;
  }

  get untilNs(): number {
    return this.#life.untilNs;
  }

  get lifeNs(): number {
    return this.#life.lifeNs;
  }

  get runNs(): number {
    return this.#life.runNs;
  }

  get runDelayNs(): number {
    return this.#life.runDelayNs;
  }

  get cpu(): number | null {
    return this.#places.cpu;
  }

  get migrations(): number {
    return this.#places.migrations;
  }

  /** Whether it was ever seen stopped, by SIGSTOP or a debugger. */
  get wasStopped(): boolean {
    return this.#places.stops.size > 0 || this.#status.wasStopped;
  }

  /** Whether it was a tracer alone that stopped it. */
  get wasTraced(): boolean {
    return this.#places.stops.has('tracer') && !this.#places.stops.has('signal');
  }

  /** How long (ns) it was seen stopped, from sample to sample. */
  get stoppedNs(): number {
    return this.#places.stoppedNs;
  }

  /** Whether its process was ever seen to ignore SIGCHLD, so that nobody waits for its children. */
  get ignoresChildren(): boolean {
    return this.#status.ignoresChildren;
  }

  get comm(): string {
    return this.#status.comm;
  }

  get status(): Status {
    return this.#status.last;
  }

  /** Its context switches since it was first seen, of its own accord and not; null where they can't be read. */
  switches(of: 'voluntarySwitches' | 'involuntarySwitches'): number | null {
    return this.#status.since(of);
  }

  #keep(): void {
    const { last, untilNs } = this.#life;
    if (last === null || this.track.lastNs >= untilNs) return;
    const wait = this.waits?.log.current?.kind ?? null;
    this.track.add(untilNs, this.#places.cpu, last.runNs, last.runDelayNs, wait);
  }

  #askWhere(): boolean {
    const place = this.#reader.place();
    if (typeof place === 'string') return false;
    this.#hasMoved = false;
    this.#places.add(place);
    return true;
  }

  #refuse(): Unread {
    this.wasRefused = true;
    return 'refused';
  }

  #end(): Unread {
    this.close();
    return 'gone';
  }
}
