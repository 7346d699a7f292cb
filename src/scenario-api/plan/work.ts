import { runsPython } from '../../model/engines/engine-names.ts';
import type { EngineName } from '../../model/engines/engines.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Amount, WorkSpec } from '../../model/trial/plan.ts';
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
