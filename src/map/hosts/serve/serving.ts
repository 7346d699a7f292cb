import type { MapEngineName } from '../../../model/engines/engines.ts';
import type { HostState } from '../../../model/hosts.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import type { Warning } from '../../../model/warning.ts';
import type { BrokerPlace } from '../broker.ts';

/** What a host is to work at: one function, and no other. */
export interface ServeRequest {
  readonly source: FunctionSource;
  readonly place: BrokerPlace;
  readonly leaseMs: number;
  /** What others call this host. */
  readonly name: string;
  readonly engine: MapEngineName;
  /** Null for as many as there are CPUs to use. */
  readonly workers: number | null;
  /** What jobs and answers are signed with; null for not at all. */
  readonly key: string | null;
}

/** Told of what changes. */
export interface ServeListener {
  /** What it says of itself: when it comes, about once a second, and when it leaves. */
  said(state: HostState): void;
  /** The line to the broker broke, or is there again. */
  line(isUp: boolean, why: string | null): void;
  warn(warning: Warning): void;
}

/** What works for a broker until it is told to leave. */
export interface Serving {
  /** Takes no more; resolves when all that is in hand is handed in or, `now`, given back. */
  leave(now: boolean): Promise<void>;
  /** Resolves when it has left; rejects with a ConcurError where it can’t go on. */
  readonly over: Promise<void>;
}

/** @throws ConcurError where the broker can’t be reached, or the module can’t be loaded */
export type Serve = (request: ServeRequest, listener: ServeListener) => Promise<Serving>;
