import type { WaitKind } from '../../../model/waits.ts';

/** A thread's clocks at one moment: totals since it was born. */
export interface Point {
  /** In ns since the run's epoch. */
  readonly atNs: number;
  readonly cpu: number | null;
  readonly runNs: number;
  readonly runDelayNs: number;
  /** What the thread was found blocked in; null where it wasn't, or where that is unknown; missing where nobody asked. */
  readonly wait?: WaitKind | null;
}

const NO_CPU = -1;

/** What was seen of one thread, sample by sample: in columns, so that a sample leaves nothing for the garbage collector. */
export class Track {
  #atNs: number[] = [];
  #cpu: number[] = [];
  #runNs: number[] = [];
  #runDelayNs: number[] = [];
  #wait: (WaitKind | null)[] = [];

  get length(): number {
    return this.#atNs.length;
  }

  /** When the last sample was taken, in ns since the run's epoch. */
  get lastNs(): number {
    return this.#atNs.at(-1) ?? Number.NEGATIVE_INFINITY;
  }

  add(
    atNs: number,
    cpu: number | null,
    runNs: number,
    runDelayNs: number,
    wait: WaitKind | null = null,
  ): void {
    this.#atNs.push(atNs);
    this.#cpu.push(cpu ?? NO_CPU);
    this.#runNs.push(runNs);
    this.#runDelayNs.push(runDelayNs);
    this.#wait.push(wait);
  }

  /** Forgets every second sample, but never the first and the last: half the room, and no time is lost. */
  thin(): void {
    const last = this.length - 1;
    const half = <Value>(column: readonly Value[]) =>
      column.filter((_, index) => index % 2 === 0 || index === last);
    this.#atNs = half(this.#atNs);
    this.#cpu = half(this.#cpu);
    this.#runNs = half(this.#runNs);
    this.#runDelayNs = half(this.#runDelayNs);
    this.#wait = half(this.#wait);
  }

  clear(): void {
    this.#atNs = [];
    this.#cpu = [];
    this.#runNs = [];
    this.#runDelayNs = [];
    this.#wait = [];
  }

  /** @param bounds how the thread began and ended, where it reports so itself: samples beyond are left out */
  points(bounds: { readonly first?: Point | null; readonly last?: Point | null } = {}): readonly Point[] {
    const { first = null, last = null } = bounds;
    const within = this.#all().filter(
      ({ atNs }) => (first === null || atNs > first.atNs) && (last === null || atNs < last.atNs),
    );
    const points = [...(first === null ? [] : [first]), ...within, ...(last === null ? [] : [last])];
    // Where it ends is where it was seen last.
    return points.map((point, index) => ({ ...point, cpu: point.cpu ?? points[index - 1]?.cpu ?? null }));
  }

  #all(): Point[] {
    return this.#atNs.map((atNs, index) => {
      const cpu = this.#cpu[index] ?? NO_CPU;
      const [runNs = 0, runDelayNs = 0] = [this.#runNs[index], this.#runDelayNs[index]];
      const wait = this.#wait[index] ?? null;
      return { atNs, cpu: cpu === NO_CPU ? null : cpu, runNs, runDelayNs, wait };
    });
  }
}
