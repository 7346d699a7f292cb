import { requirePermissions } from '../base/refusals/permissions.ts';
import { clearInterval, nowMs, setInterval } from '../base/time/real.ts';
import { permissionsOf } from '../engine/permissions.ts';
import { checkThreadRoom } from '../engine/threads/memory.ts';
import { inheritedFlags } from '../engine/transport/inherited-flags.ts';
import { LOAD_MS } from '../engine/transport/terminate.ts';
import { checkCapacity, workerCapacity } from '../machine/capacity.ts';
import { readMachine } from '../machine/read-machine.ts';
import { Sysroot } from '../machine/sysroot.ts';
import { ENGINES, type MapEngineName } from '../model/engines/engines.ts';
import type { Machine } from '../model/machine/machine.ts';
import { recommendedWorkers } from '../stats/recommend.ts';
import { Crew } from './crew/crew.ts';
import { Insights } from './insights/insights.ts';
import type { MapJob } from './job/job.ts';
import type { MapContext } from './map-context.ts';
import type { PoolRequest } from './pool-request.ts';
import { forkGroup, type MapWorkerGroup, threadGroup } from './workers/worker-group.ts';

/** Workers are looked at so many times within a timeout, */
const SAMPLES_PER_TIMEOUT = 20;
/** but neither more often than a timer can, nor so seldom that a long timeout ends late. */
const SAMPLE_MS = { least: 1, most: 100 };

/** However short the timeout is: a module has so long to load. */
const LEAST_LOAD_MS = 2_000;

/** Workers, and what was found out for them. */
export interface Hired {
  readonly crew: Crew;
  readonly workers: number;
  readonly group: MapWorkerGroup;
  /** Null where nobody asked where the time goes. */
  readonly insights: Insights | null;
  /** Ends what they are at for that reason, and lets them go. Resolves when none is left. */
  dismiss(reason: unknown): Promise<void>;
}

/**
 * Finds out how many workers there can be, and has them ready to be started.
 * @param mostUnits there will never be more units; null where that isn’t known
 * @throws ConcurError where this machine can’t have them, or may not
 */
export async function hire(
  request: PoolRequest,
  context: MapContext,
  mostUnits: number | null,
): Promise<Hired> {
  const { source, timeoutMs, concurrency, recycleAfter } = request;
  requirePermissions(permissionsOf([request.engine], 'node'), context.env.PATH);
  const sysroot = new Sysroot();
  const machine = await readMachine(sysroot, context.env.PATH);
  const workers = workersFor(request, mostUnits, machine, sysroot);
  const group = groupFor(request, { workers, machine, context });
  warnOfFlags(request, context);
  const { warn, beforeWork = null } = context;
  const limits = { concurrency, recycleAfter, loadMs: loadMs(request, workers, machine) };
  const insights = context.wantsInsights === true ? new Insights(sysroot, () => nowMs() * 1e6) : null;
  const crew = new Crew({ source, workers, group, warn, beforeWork, ...limits, observer: insights });
  const overdue = timeoutMs === null ? null : watchOverdue(crew, timeoutMs);
  return {
    ...{ crew, workers, group, insights },
    async dismiss(reason) {
      if (overdue !== null) clearInterval(overdue);
      await crew.dismiss(reason);
    },
  };
}

/** Ends workers that are at one unit for too long: all, or those that are at one map. */
export function watchOverdue(crew: Crew, timeoutMs: number, job: MapJob | null = null): NodeJS.Timeout {
  const periodMs = Math.min(SAMPLE_MS.most, Math.max(SAMPLE_MS.least, timeoutMs / SAMPLES_PER_TIMEOUT));
  return setInterval(() => crew.endOverdue(nowMs(), timeoutMs, job), periodMs);
}

/** @throws ConcurError where this machine can't start so many */
function workersFor(
  { workers, engine }: PoolRequest,
  mostUnits: number | null,
  machine: Machine,
  sysroot: Sysroot,
): number {
  const wanted =
    workers ??
    Math.min(
      recommendedWorkers(machine.effectiveCpus, null, machine.unpinnedCpus),
      workerCapacity(sysroot).workers,
    );
  const count = Math.min(mostUnits ?? wanted, wanted);
  if (workers !== null) checkCapacity(count, sysroot);
  if (areOwnThreads(engine)) checkThreadRoom(count, sysroot);
  return count;
}

/** A debugger is missed by whoever asked for one. */
function warnOfFlags({ engine }: PoolRequest, { warn }: MapContext): void {
  if (areOwnThreads(engine)) return;
  const debugging = inheritedFlags(process.execArgv).leftOut.filter((flag) => flag.startsWith('--inspect'));
  if (debugging.length === 0) return;
  warn({
    code: 'FLAGS_LEFT_OUT',
    message: `the processes of parallelMap run without ${debugging.join(' and ')}: that port is this process’s`,
    hint: "Use engine: 'threads' to debug the function.",
  });
}

/** Workers load at the same time: as many as share a CPU take so much longer. */
function loadMs({ timeoutMs }: PoolRequest, workers: number, { effectiveCpus }: Machine): number {
  const perCpu = Math.ceil(workers / Math.max(1, effectiveCpus));
  return Math.max(timeoutMs ?? LOAD_MS, LEAST_LOAD_MS * perCpu);
}

function areOwnThreads(engine: MapEngineName): boolean {
  return ENGINES[engine].home === 'own-threads';
}

function groupFor(
  request: PoolRequest,
  parts: { readonly workers: number; readonly machine: Machine; readonly context: MapContext },
): MapWorkerGroup {
  const { engine, source, init, concurrency, recycleAfter, timeoutMs, tellsClocks } = request;
  const { workers, machine, context } = parts;
  const tells = { bytes: recycleAfter.bytes !== null, clocks: tellsClocks };
  const setup = { source, init, concurrency, tells, workers, takeLine: context.takeLine };
  if (areOwnThreads(engine)) return threadGroup(setup, context.env);
  return forkGroup(setup, { tools: machine.tools, env: context.env }, timeoutMs !== null);
}
