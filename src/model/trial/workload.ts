import type { Json, JsonObject } from '../json.ts';
import type { UnitFunction } from './function-source.ts';

/** Work in progress inside a worker. */
export interface Work {
  /** Does `count` more units. Returns a promise where it waits without blocking its thread. */
  run(count: number): void | Promise<void>;
  /** A short text that is equal whenever the same units gave the same result. */
  digest(): string;
  /** What the worker found out, for the experiment to judge. */
  finding?(): Json;
  /** What each unit gave, in their order: of work whose host wants its results. */
  results?(): readonly unknown[];
  /** Begins again with its first unit, its results forgotten: after a warm-up. */
  restart?(): void;
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
  /** What this worker's units are called with, in their order, once it has arrived; null where they have their indexes alone. */
  readonly inputs: readonly unknown[] | null;
  /** True during a warm-up: what units do to their inputs must not be seen afterwards. */
  readonly rehearsing: boolean;
  /** Whether what each unit gives is asked for at the end: else a long run would only fill its memory with it. */
  readonly wantsResults: boolean;
  /** Sends a payload to the parent and resolves to what the parent sent back, which is the same. */
  exchange(payload: unknown, transfer?: readonly ArrayBuffer[]): Promise<unknown>;
}

/** What a workload's module exports as `createWork`. */
export type CreateWork = (params: JsonObject, host: Host) => Work | Promise<Work>;

/** Makes the function that does one unit. */
export type CreateUnit = (params: JsonObject, host: Host) => UnitFunction | Promise<UnitFunction>;

/** Which of all units a worker does: `first`, `first + stride`, `first + 2 × stride`, … */
export interface Share {
  readonly first: number;
  readonly stride: number;
}
