import type { HostState, KnownHost } from '../../model/hosts.ts';
import type { Warning } from '../../model/warning.ts';

// The seam: a few calls. All that knows which broker it is lies behind it (`bullmq.ts`, and `fake-broker.ts` on a virtual clock).

/** A chunk of units on its way to a host, packed (and signed, where there is a key). */
export interface SentChunk {
  /** `chunk-id.ts`: the same for the same units of the same run; what is put twice is there once. */
  readonly id: string;
  readonly body: string;
}

/** What the broker knows of a chunk: it waits, a host has it, its answer is there, it was given up, or it is not there. */
export type ChunkState =
  | { readonly id: string; readonly state: 'waiting' | 'active' | 'missing' }
  | { readonly id: string; readonly state: 'answered'; readonly body: string }
  /** Hosts that had it ended, or their leases did, too often. */
  | { readonly id: string; readonly state: 'stalled'; readonly why: string };

/** What hosts are told by whoever submits. */
export type HostOrder =
  /** Whoever sent chunks with this `run` is gone: who goes on with its work sends others. */
  | { readonly type: 'abort'; readonly run: string }
  /** It ends by itself after so long, where whoever gave it doesn’t give it again: they may be gone. */
  | { readonly type: 'pause'; readonly hosts: readonly string[]; readonly leaseMs: number }
  | { readonly type: 'resume'; readonly hosts: readonly string[] };

export interface SubmitterListener {
  answer(id: string, body: string): void;
  stalled(id: string, why: string): void;
  host(state: HostState): void;
  /** The line to the broker broke, or is there again. */
  line(isUp: boolean, why: string | null): void;
}

/** The submitter’s end. Every call may reject with a ConcurError while the broker can’t be reached. */
export interface SubmitterLine {
  put(chunks: readonly SentChunk[]): Promise<void>;
  look(ids: readonly string[]): Promise<readonly ChunkState[]>;
  /** The ids of all chunks of a run that it has, in whatever state: what an earlier submitter has left there. */
  list(run: string): Promise<readonly string[]>;
  /** Forgets chunks, whatever their state: the answer of one that a host has at the moment is refused. */
  drop(ids: readonly string[]): Promise<void>;
  on(listener: SubmitterListener): void;
  tell(order: HostOrder): Promise<void>;
  /** What the clock of the broker is ahead of ours (ms), and at most how wrong that is. */
  clock(): Promise<{ readonly offsetMs: number; readonly errorMs: number }>;
  close(): Promise<void>;
}

/** Does a chunk. */
export type ChunkWork = (chunk: SentChunk, signal: AbortSignal) => Promise<string | null>;

/** A host’s end. */
export interface HostLine {
  /**
   * Takes chunks, at most so many at a time, and hands in what `work` resolves to; null where nobody wants the chunk any more:
   * then it is dropped. `signal` is aborted where its lease is lost.
   */
  take(atOnce: number, work: ChunkWork): void;
  /** Takes no more chunks until it is to take some again; what it has is done. */
  pause(): void;
  resume(): void;
  say(state: HostState): Promise<void>;
  on(listener: { order(order: HostOrder): void; line(isUp: boolean, why: string | null): void }): void;
  clock(): Promise<{ readonly offsetMs: number; readonly errorMs: number }>;
  /** Takes no more chunks; resolves when those that it has are handed in (or, `now`, are given back). */
  close(now: boolean): Promise<void>;
}

/** Where a broker is, and by what it and we know each other. `broker-url.ts` makes it. */
export interface BrokerPlace {
  /** `redis://` or `rediss://`, with its secrets: never to be printed (`broker-url.ts` redacts). */
  readonly url: string;
  /** Paths of PEM files; null where the system’s authorities and no certificate of our own will do. */
  readonly tls: BrokerTls | null;
  /** Told of what a broker is set up to do and better wouldn’t: that it throws data away. By default nobody is. */
  readonly warn?: (warning: Warning) => void;
}

export interface BrokerTls {
  /** The authority that has to have signed the broker’s certificate. */
  readonly ca: string | null;
  /** Ours, which the broker may ask for, and its private key: both or neither. */
  readonly certificate: string | null;
  readonly key: string | null;
}

/** Which queue of a broker, and how long a host may be silent before its chunks are done elsewhere. */
export interface BrokerSettings extends BrokerPlace {
  /** Where units of the same code meet: `concur:PROTOCOL:DIGEST`. */
  readonly queue: string;
  readonly leaseMs: number;
}

export interface Broker {
  submit(settings: BrokerSettings): Promise<SubmitterLine>;
  serve(settings: BrokerSettings): Promise<HostLine>;
  /** Who is there, whatever code they have. */
  hosts(place: BrokerPlace): Promise<readonly KnownHost[]>;
}
