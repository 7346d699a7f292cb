import type { ChunkEvidence } from '../../../model/hosts.ts';

/** A worker of a host, by what the kernel there calls it. */
export interface HostWorker {
  readonly pid: number;
  readonly tid: number | null;
  done: number;
}

/** What a host has done of this run, summed up from its chunks’ evidence. */
export class HostWork {
  readonly #workers = new Map<string, HostWorker>();
  #startMs = Number.POSITIVE_INFINITY;
  #endMs = 0;
  #runNs: number | null = 0;
  #runDelayNs: number | null = 0;

  get workers(): readonly HostWorker[] {
    return [...this.#workers.values()];
  }

  get done(): number {
    return this.workers.reduce((sum, { done }) => sum + done, 0);
  }

  /** Cores kept busy from its first unit to its last; null where a worker’s clock couldn’t be read. */
  get r(): number | null {
    return this.#coresOf(this.#runNs);
  }

  /** Cores wanted and not got. */
  get d(): number | null {
    return this.#coresOf(this.#runDelayNs);
  }

  add({ pid, tid, units, startMs, endMs, runNs, runDelayNs }: ChunkEvidence): void {
    const name = `${pid} ${tid}`;
    const worker = this.#workers.get(name) ?? { pid, tid, done: 0 };
    worker.done += units;
    this.#workers.set(name, worker);
    this.#startMs = Math.min(this.#startMs, startMs);
    this.#endMs = Math.max(this.#endMs, endMs);
    this.#runNs = sumOf(this.#runNs, runNs);
    this.#runDelayNs = sumOf(this.#runDelayNs, runDelayNs);
  }

  #coresOf(ns: number | null): number | null {
    const wallNs = (this.#endMs - this.#startMs) * 1e6;
    return ns === null || !(wallNs > 0) ? null : ns / wallNs;
  }
}

function sumOf(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
