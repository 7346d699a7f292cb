import type { MapEngineName } from './engines/engines.ts';
import type { Warning } from './warning.ts';

/** A number n (the units are called with 0 to n − 1), or one input for each unit. */
export type ParallelMapInputs<Input> = number | Iterable<Input>;

/** How workers are made, and what one unit may take of them: the same for one call, a stream and a pool. */
export interface MapWorkerOptions {
  /**
   * Worker threads of this process (by default), a process (fork) for each worker, or the workers of hosts that run
   * `concur worker` at the same function.
   */
  readonly engine?: MapEngineName | 'hosts';
  /** By default as many as there are CPUs to use; never more than there are units. */
  readonly workers?: number;
  /** How many units a worker takes at a time. By default that follows from how long they last. */
  readonly chunk?: number;
  /** How many units a worker has begun at a time, where the function returns promises. 1 by default. */
  readonly concurrency?: number;
  /** How often a unit that throws or takes too long is begun again before it fails. 0 by default. */
  readonly retries?: number;
  /** A worker that has done so many units, or keeps so much memory (bytes), is replaced by a new one between two units. */
  readonly recycleAfter?: { readonly units?: number; readonly bytes?: number };
  /** The name of a function of the same module that each worker calls, and awaits, before its first unit: `init(data, worker)`. */
  readonly init?: string;
  /** What `init` gets: anything that can be cloned. */
  readonly data?: unknown;
  /** Of hosts: where they meet, as `rediss://USER@HOST:PORT`. By default what the environment says in `CONCUR_BROKER`. */
  readonly broker?: string;
  /** Lets `redis://`, which encrypts nothing, lead beyond this machine. */
  readonly insecure?: boolean;
  /** Begins when so many hosts are there. 1 by default. */
  readonly hosts?: number;
  /** Milliseconds after which it is given up where too few hosts are there. 30 s by default. */
  readonly wait?: number;
  /** A name for this run: its results stay in the broker until the end, and whoever asks for it again goes on with them. */
  readonly run?: string;
  /** Milliseconds for which a host may be silent before its chunks are done elsewhere. 10 s by default, as of `concur worker`. */
  readonly lease?: number;
  /** Told how far the work is: at most ten times a second, and once at the end. */
  readonly onProgress?: (progress: ParallelMapProgress) => void;
  /** At the end, where the time of each worker went: on stderr (`true`), or to a function. */
  readonly report?: boolean | ((report: MapReport) => void);
  /** Told of what goes wrong beside the units: an error that nobody caught ended a worker. By default that is on stderr. */
  readonly onWarning?: (warning: Warning) => void;
  /** Draws a bar for each worker and one for failures on stderr where that is a terminal; else tells the end there. */
  readonly progress?: boolean;
  /**
   * Milliseconds for one unit. One that takes longer fails, and its worker is replaced. By default no limit. A worker's
   * loading has this limit too, but 2 s at least; by default 30 s.
   */
  readonly timeout?: number;
  /** Ends the workers at once; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface ParallelMapOptions extends MapWorkerOptions {
  /** `raise` (default): the first failure ends all. `collect`: every unit is done, and has its own outcome. */
  readonly onError?: 'raise' | 'collect';
}

/** What one call of a pool asks for. */
export type PoolCallOptions = Pick<ParallelMapOptions, 'onError' | 'signal'>;

/** How a stream reads its inputs and gives its results. */
export interface StreamOrder {
  /**
   * How many inputs are read ahead of the first whose result wasn't taken. By default four batches a worker, as long as a
   * batch of these units is, but at least 16 a worker.
   */
  readonly ahead?: number;
  /** False gives each result when it is there. By default they come in the inputs' order. */
  readonly ordered?: boolean;
}

export type MapStreamOptions = ParallelMapOptions & StreamOrder;
export type PoolStreamOptions = PoolCallOptions & StreamOrder;

/** A result of a stream. */
export interface StreamedValue<Output> {
  /** Of the unit among the inputs, from 0. */
  readonly index: number;
  readonly value: Output;
}

/** What became of a unit of a stream, with its index. */
export type StreamedOutcome<Output, Failure = Error> = ParallelMapOutcome<Output, Failure> & {
  readonly index: number;
};

/** Where the time of a map’s workers went. Times in ns, from the start of the first worker; null where it couldn’t be read. */
export interface MapReport {
  readonly wallNs: number;
  readonly units: number;
  readonly failed: number;
  /** Cores kept busy, and wanted and not got, by all workers together. */
  readonly r: number | null;
  readonly d: number | null;
  readonly workers: readonly MapWorkerReport[];
}

/** The times of a place, whoever was in it: they add up to `wallNs`. */
export interface MapWorkerReport {
  readonly name: string;
  readonly units: number;
  /** Workers that were started in this place. */
  readonly started: number;
  readonly startupNs: number;
  readonly workNs: number;
  /** Idle because no input was there; because results were not taken; because nothing was left to do. */
  readonly inputsNs: number;
  readonly resultsNs: number;
  readonly overNs: number;
  /** Running and queued (run-queue wait) of its threads while it was there, in ns. */
  readonly runNs: number | null;
  readonly runDelayNs: number | null;
}

export interface ParallelMapProgress {
  /** Units that have answered. */
  readonly done: number;
  readonly failed: number;
  /** Null where nobody knows how many there will be. */
  readonly total: number | null;
  readonly workers: readonly ParallelMapWorker[];
  /** With `engine: 'hosts'`: each host that was ever there. */
  readonly hosts?: readonly ParallelMapHost[];
}

export interface ParallelMapHost {
  /** As `concur worker --name` says, or its machine’s name. */
  readonly name: string;
  /** Its boot_id: hosts that have the same one share its cores. Null where that can’t be read. */
  readonly machine: string | null;
  /** CPUs that it may use. */
  readonly cores: number;
  /** `silent`: nothing was heard of it for 3 s; `gone`: its lease has ended, or it has left. */
  readonly state: 'here' | 'silent' | 'gone';
  /** Milliseconds since it was heard last. */
  readonly silentMs: number;
  /** Cores that its units kept busy, and wanted and not got, from its first one to its last; null where unknown. */
  readonly r: number | null;
  readonly d: number | null;
  /** Units that it has answered. */
  readonly done: number;
}

export interface ParallelMapWorker {
  /** `worker 0`: a replacement takes the name over, and what its predecessor has done. */
  readonly name: string;
  /** The process and the kernel's thread; null until it is up, and where the kernel doesn't tell. */
  readonly pid: number | null;
  readonly tid: number | null;
  /** Units that it has answered. */
  readonly done: number;
  /** With `engine: 'hosts'`: the name of its host. PIDs are those of that host. */
  readonly host?: string;
}

/** What became of a unit: as of Promise.allSettled, but that every reason is a ParallelMapError. */
export type ParallelMapOutcome<Output, Failure = Error> =
  | { readonly status: 'fulfilled'; readonly value: Output }
  | { readonly status: 'rejected'; readonly reason: Failure };
