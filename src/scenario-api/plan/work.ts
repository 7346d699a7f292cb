import { fileURLToPath } from 'node:url';
import { runsPython } from '../../model/engines/engine-names.ts';
import type { EngineName } from '../../model/engines/engines.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Amount, WorkSpec } from '../../model/trial/plan.ts';
import type { Share } from '../../model/trial/workload.ts';
import { type WorkloadName, workloadModule } from '../../workloads/index.ts';
import { pythonWork } from './python.ts';

/** About how long a batch of computing, or a unit of greeting, takes. */
const SHORT_MS = 10;

/**
 * Any of the workloads in src/workloads.
 * @param unitMs about how long a unit takes: a worker that is silent for much longer counts as hung
 */
export function workOf(name: WorkloadName, params: JsonObject, amount: Amount, unitMs = SHORT_MS): WorkSpec {
  return { module: workloadModule(name), params, amount, unitMs };
}

/** Nothing but arithmetic, for a time. */
export function spinFor(durationMs: number): WorkSpec {
  return { module: workloadModule('spin'), params: {}, amount: { durationMs }, unitMs: SHORT_MS };
}

/** A number of waits of the same length, on absolute deadlines, in the language that the engine runs. */
export function naps(steps: number, stepMs: number, engine: EngineName = 'threads'): WorkSpec {
  const work = runsPython(engine) ? pythonWork : workOf;
  return work('nap', { stepMs }, { units: steps }, stepMs);
}

/** Workers that hand one lock from each to the next for a time: parallel to look at, serial to run. */
export function handOverLock(durationMs: number, holdMs: number): WorkSpec {
  return {
    module: workloadModule('lock'),
    params: { holdMs },
    amount: { durationMs },
    unitMs: holdMs,
  };
}

/** A task that says where it runs, sets a global variable, and lives for a time. */
export function greet(task: string, global: string, durationMs: number): WorkSpec {
  return {
    module: workloadModule('greet'),
    params: { task, global },
    amount: { durationMs },
    unitMs: SHORT_MS,
  };
}

/** A call may take this long by default; a worker that is silent for five times as long hangs. */
const CALL_MS = 2_000;

/** How much a worker calls, and with what. */
export type Calls = Amount & {
  /** About how long a call takes at most, in ms: 2000 by default. */
  readonly unitMs?: number;
  /** The indexes that this worker's calls get, where several workers share them: all from 0 on by default. */
  readonly share?: Share;
};

/**
 * Work that calls a function of the user's own: with 0, with 1, and so on, until the amount is done. What the last call
 * gave is the worker's `finding`.
 * @param module the module that exports it: mostly `import.meta.url`; a path where that is CommonJS (`__filename`)
 * @param name the export's name
 */
export function callFunction(module: string | URL, name: string, calls: Calls): WorkSpec {
  const { unitMs = CALL_MS, share = { first: 0, stride: 1 }, ...amount } = calls;
  const file = String(module).startsWith('file:') ? fileURLToPath(module) : String(module);
  return {
    module: workloadModule('call'),
    params: { function: { file, name }, share: { ...share } },
    amount,
    unitMs,
  };
}
