import type { Count, NonNegative } from './quantities.ts';

/** What a host says of itself, about once a second and when it leaves. */
export interface HostState {
  /** As `--name` says, or the machine’s name; unique by `id`. */
  readonly name: string;
  /** Of this run of `concur worker`: a random text. */
  readonly id: string;
  /** The machine’s boot_id: two containers of one machine have the same. Null where it can’t be read. */
  readonly machine: string | null;
  readonly pid: Count;
  /** CPUs it may use by its mask, and by all limits. */
  readonly cpus: Count;
  readonly effectiveCpus: NonNegative | null;
  readonly node: string;
  readonly concur: string;
  /** Of the wire between hosts and submitters: they have to be the same. */
  readonly protocol: Count;
  /** What it was started with: `hash.js#hashRow`, and the digest of its code. */
  readonly function: string;
  readonly digest: string;
  readonly engine: 'threads' | 'processes';
  readonly workers: Count;
  readonly state: 'here' | 'paused' | 'leaving';
  /** Units done since it came; CPU time and run-queue wait (ns) of its workers. */
  readonly done: Count;
  readonly runNs: NonNegative | null;
  readonly runDelayNs: NonNegative | null;
  /** The broker’s clock is ahead of its own by so much (ms), with the largest error. */
  readonly clock: { readonly offsetMs: number; readonly errorMs: NonNegative } | null;
  /** When it said so, in ms of the broker’s clock (Unix time). */
  readonly saidAtMs: NonNegative;
}

/** A host says something about once a second: one that was silent for so long (ms) may be gone. */
export const SILENT_MS = 3_000;

/** A host as a broker knows it. */
export interface KnownHost extends HostState {
  /** Since it said so, by the broker’s clock (ms). */
  readonly silentMs: NonNegative;
}

/** What the worker that did a chunk says of it: deltas of its thread’s schedstat. */
export interface ChunkEvidence {
  /** The host’s id. */
  readonly host: string;
  readonly machine: string | null;
  readonly pid: Count;
  readonly tid: Count | null;
  readonly cpu: Count | null;
  /** Units of the chunk that it answered. */
  readonly units: Count;
  readonly runNs: NonNegative | null;
  readonly runDelayNs: NonNegative | null;
  /** When it began and ended, in ms of the broker’s clock. */
  readonly startMs: NonNegative;
  readonly endMs: NonNegative;
}
