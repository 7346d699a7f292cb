import type { Clock } from '../base/time/clock.ts';
import type { EngineName } from '../model/engines/engines.ts';
import type { Tools } from '../model/machine/machine.ts';
import type { Profiling, Slot } from '../model/trial/plan.ts';
import type { FromWorker, ToWorker } from './protocol/protocol.ts';

/** One way to run workers; its traits are its row in model/engines.ts. Adapters carry messages and ends; what those mean is the same for all. */
export interface Engine {
  readonly name: EngineName;
  /** Prepares what the workers share. `slots` are all that will be connected. */
  open(slots: readonly Slot[], setup: EngineSetup): Promise<WorkerGroup>;
}

export interface EngineSetup {
  readonly clock: Clock;
  readonly epochNs: bigint;
  readonly tools: Tools;
  /** The user's Python, absolute; null where there is none. */
  readonly python: string | null;
  readonly seed: number;
  readonly scratchDir: string | null;
  /** The least time between two progress messages of one worker. */
  readonly progressMs: number;
  readonly env: NodeJS.ProcessEnv;
  readonly profiling: Profiling | null;
}

export interface WorkerGroup {
  /** Starts the worker of a slot. Never throws: a worker that can't start exits. */
  connect(slot: Slot, listener: Listener): Connection;
  /** Ends whatever is still alive and frees what was shared. May be called more than once. */
  close(): Promise<void>;
}

export interface Listener {
  message(message: FromWorker): void;
  /** A whole line that the worker printed. */
  output(stream: 'stdout' | 'stderr', line: string): void;
  /** The kernel, or taskset, refused the CPU that was asked for; the worker starts without it. */
  pinRefused(why: string): void;
  /** The worker is gone. Called exactly once, and nothing is called after it. */
  exit(end: WorkerExit): void;
}

export interface WorkerExit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly error: Error | null;
  /** The last lines of what it printed on stderr, where it ended badly and that is known. */
  readonly stderrEnd?: string;
}

export interface Connection {
  /** @param transfer memory in the message that changes hands, where the engine can do that */
  send(message: ToWorker, transfer?: readonly ArrayBuffer[]): void;
  /** Units done so far, where they can be seen without a message; else null. */
  unitsDone(): number | null;
  /** Ends the worker at once, whatever it is doing. May be called more than once, and after its end. */
  kill(): void;
}
