import { ThreadReader } from '../machine/thread-reader.ts';
import type { Sightings } from '../model/evidence.ts';
import { Track } from './track.ts';

/** Aim at this many looks at a worker in a trial. */
const LOOKS = 60;
/** Never look more often than this, in ms, and leave this much time for each thread that is watched. */
const SHORTEST_MS = 10;
const MS_PER_THREAD = 2;
const LONGEST_MS = 100;

/** How long to wait between two looks, in ms: many of them, but for less than 1 % of a core however many threads. */
export function samplingPeriodMs(threads: number, expectedMs: number): number {
  const wanted = Math.max(SHORTEST_MS, expectedMs / LOOKS, threads * MS_PER_THREAD);
  return Math.min(wanted, Math.max(LONGEST_MS, threads * MS_PER_THREAD));
}

/** Watches from outside where threads run: one timer for all of them. */
export class CpuSampler {
  readonly #watched: WatchedThread[] = [];
  #timer: NodeJS.Timeout | null = null;
  #longestPauseMs = 0;

  /** How much later than meant a look came at the worst. */
  get longestPauseMs(): number {
    return this.#longestPauseMs;
  }

  watch(pid: number, tid: number): WatchedThread {
    const thread = new WatchedThread(pid, tid);
    this.#watched.push(thread);
    return thread;
  }

  /** @param clockNs the run's clock */
  start(periodMs: number, clockNs: () => number, onLook: () => void = () => {}): void {
    let lastMs = performance.now();
    this.#timer = setInterval(() => {
      const nowMs = performance.now();
      this.#longestPauseMs = Math.max(this.#longestPauseMs, nowMs - lastMs - periodMs);
      lastMs = nowMs;
      const atNs = clockNs();
      for (const thread of this.#watched) thread.look(atNs);
      onLook();
    }, periodMs);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const thread of this.#watched) thread.close();
  }
}

export class WatchedThread {
  /** All that was seen of it. */
  readonly track = new Track();
  readonly #reader: ThreadReader;
  readonly #counts = new Map<number, number>();
  #lastCpu = -1;
  #migrations = 0;
  #wasStopped = false;
  #runNs: number | null = null;
  #runDelayNs: number | null = null;

  constructor(pid: number, tid: number) {
    this.#reader = new ThreadReader(pid, tid);
  }

  look(atNs: number): void {
    const glance = this.#reader.look();
    if (glance === null) return;
    this.#wasStopped ||= glance.isStopped;
    if (this.#lastCpu >= 0 && this.#lastCpu !== glance.cpu) this.#migrations++;
    this.#lastCpu = glance.cpu;
    this.#counts.set(glance.cpu, (this.#counts.get(glance.cpu) ?? 0) + 1);
    this.#runNs = glance.runNs;
    this.#runDelayNs = glance.runDelayNs;
    const { cpu, runNs, runDelayNs } = glance;
    if (runNs !== null && runDelayNs !== null) this.track.add(atNs, cpu, runNs, runDelayNs);
  }

  get wasStopped(): boolean {
    return this.#wasStopped;
  }

  /** Its work is over: what it does after that is not evidence. */
  close(): void {
    this.#reader.close();
  }

  sightings(): Sightings {
    return {
      cpusSeen: Object.fromEntries([...this.#counts].sort(([a], [b]) => a - b)),
      migrations: this.#migrations,
      runNs: this.#runNs,
      runDelayNs: this.#runDelayNs,
    };
  }
}
