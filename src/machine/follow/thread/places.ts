import type { SampledThread } from '../../../model/trial/evidence.ts';
import type { ThreadPlace } from './thread-reader.ts';

/** Where a thread was, whenever it was asked. */
export class Places {
  /** Null before it was asked. */
  cpu: number | null = null;
  migrations = 0;
  wasStopped = false;
  readonly #seen = new Map<number, number>();

  add({ cpu, isStopped }: ThreadPlace): void {
    if (this.cpu !== null && this.cpu !== cpu) this.migrations++;
    this.cpu = cpu;
    this.wasStopped ||= isStopped;
    this.#seen.set(cpu, (this.#seen.get(cpu) ?? 0) + 1);
  }

  get cpusSeen(): SampledThread['cpusSeen'] {
    return Object.fromEntries([...this.#seen].sort(([a], [b]) => a - b));
  }
}
