import type { ChunkEvidence } from '../../../model/hosts.ts';
import type { ChunkDone } from '../wire/chunk-answer.ts';
import type { ChunkJob } from '../wire/chunk-job.ts';

/** What a host has done since it came. */
export interface WorkDone {
  readonly units: number;
  /** CPU time and run-queue wait (ns) of its workers; null where they can’t be read. */
  readonly runNs: number | null;
  readonly runDelayNs: number | null;
}

/** Who does the chunks of a host. */
export interface ChunkCrew {
  /**
   * Does the units of a chunk.
   * @throws the signal’s reason; ConcurError where the function can’t be had, or workers come to nothing
   */
  do(job: ChunkJob, signal: AbortSignal): Promise<ChunkDone>;
  /** Resolves when no worker is left. */
  close(): Promise<void>;
}

/** The sum of the evidence of all chunks so far. */
export class WorkSum implements WorkDone {
  units = 0;
  runNs: number | null = 0;
  runDelayNs: number | null = 0;

  add(evidence: readonly ChunkEvidence[]): void {
    for (const { units, runNs, runDelayNs } of evidence) {
      this.units += units;
      this.runNs = sum(this.runNs, runNs);
      this.runDelayNs = sum(this.runDelayNs, runDelayNs);
    }
  }
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
