import type { HostState } from './hosts.ts';

// What the workers of the experiment `machines` find out: hosts that are processes here. Times in ns are of this machine’s
// monotonic clock, which all of them share.

/** What a worker found out, or why it couldn’t: a host or the broker was lost, say. */
export type Told<Found> =
  | { readonly why: null; readonly found: Found }
  | { readonly why: string; readonly found: null };

/** A unit that a host did. */
export interface UnitOnHost {
  readonly host: string;
  /** As its process calls itself. */
  readonly pid: number;
  readonly tid: number | null;
  /** How often the process had done one then. */
  readonly count: number;
  /** When it began, by the clock that the host believes in (Unix time, in whole ms). */
  readonly startMs: number;
  readonly startNs: number;
  readonly endNs: number;
  /** CPU time and run-queue wait of its thread meanwhile. */
  readonly runNs: number | null;
  readonly runDelayNs: number | null;
}

/** Two hosts that were given work. */
export interface HostsMet {
  readonly hosts: readonly Pick<HostState, 'name' | 'machine' | 'cpus' | 'effectiveCpus' | 'clock'>[];
  /** Why each has no PIDs of its own (a PID namespace); null where it has. */
  readonly whyNoOwnPids: string | null;
  /** Units of which each keeps a core busy. */
  readonly units: readonly UnitOnHost[];
  /** What came of sending memory that is shared: why it was refused; null where it wasn’t. */
  readonly refusal: string | null;
  /** A unit there and back, in ns, a round each: to a thread, a process, a host. */
  readonly messages: Readonly<Record<MessageTo, readonly number[]>>;
}

export type MessageTo = 'thread' | 'process' | 'host';

/** A host began a unit: it may be begun more than once. */
export interface BegunUnit {
  readonly unit: number;
  readonly host: string;
  readonly atNs: number;
}

/** Hosts of which one is killed while it works. */
export interface HostLost {
  readonly leaseMs: number;
  /** How long a unit takes. */
  readonly unitMs: number;
  readonly killed: string;
  /** Null where all was done before. */
  readonly killedNs: number | null;
  readonly begun: readonly BegunUnit[];
  /** The host whose outcome stands, for each unit; null where it has none. */
  readonly outcomes: readonly (string | null)[];
}
