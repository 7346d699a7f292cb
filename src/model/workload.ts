import type { Json, JsonObject } from './json.ts';

/** Work in progress inside a worker. */
export interface Work {
  /** Does `count` more units. Returns a promise where it waits without blocking its thread. */
  run(count: number): void | Promise<void>;
  /** A short text that is equal whenever the same units gave the same result. */
  digest(): string;
  /** What the worker found out, for the experiment to judge. */
  finding?(): Json;
}

/** What a workload is told about the worker that it runs in. */
export interface Host {
  readonly name: string;
  /** True when other workers share this thread's event loop: waiting must not block it. */
  readonly cooperative: boolean;
  readonly seed: number;
  readonly scratchDir: string | null;
  /** Zeroed memory that all workers of the trial share; null where they can't (processes). */
  readonly shared: SharedArrayBuffer | null;
}

/** What a workload's module exports as `createWork`. */
export type CreateWork = (params: JsonObject, host: Host) => Work;
