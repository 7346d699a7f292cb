import type { MapEngineName } from '../model/engines/engines.ts';
import type { UserSource } from '../workloads/user/python-reference.ts';

/** What workers of a map are to be, checked and with defaults; null where there is none. */
export interface PoolRequest {
  readonly source: UserSource;
  /** The interpreter of a function in Python, by path, name or version; undefined for `python3`. */
  readonly python?: string | undefined;
  readonly engine: MapEngineName;
  /** Null for as many as there are CPUs to use. */
  readonly workers: number | null;
  readonly chunk: number | null;
  /** Units that a worker has begun at a time. */
  readonly concurrency: number;
  /** How often a unit is begun again. */
  readonly retries: number;
  readonly recycleAfter: { readonly units: number | null; readonly bytes: number | null };
  /** The module’s export that each worker calls first, and what it gets. */
  readonly init: { readonly name: string; readonly data: unknown } | null;
  readonly timeoutMs: number | null;
  /** Whether workers tell what their clocks did with each batch. */
  readonly tellsClocks: boolean;
}
