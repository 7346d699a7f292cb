import { requirePermissions } from '../base/refusals/permissions.ts';
import { nowMs } from '../base/time/real.ts';
import { permissionsOf } from '../engine/permissions.ts';
import { checkThreadRoom } from '../engine/threads/memory.ts';
import { inheritedFlags } from '../engine/transport/inherited-flags.ts';
import { LOAD_MS } from '../engine/transport/terminate.ts';
import { checkCapacity, workerCapacity } from '../machine/capacity.ts';
import { requirePython } from '../machine/python-versions.ts';
import { readMachine } from '../machine/read-machine.ts';
import { Sysroot } from '../machine/sysroot.ts';
import { ENGINES, type MapEngineName } from '../model/engines/engines.ts';
import type { Machine } from '../model/machine/machine.ts';
import { recommendedWorkers } from '../stats/recommend.ts';
import { isPython, runtimeOf } from '../workloads/user/python-reference.ts';
import { Crew } from './crew/crew.ts';
import { Insights } from './insights/insights.ts';
import type { MapContext } from './map-context.ts';
import { mapEngineFor } from './map-engine.ts';
import type { PoolRequest } from './pool-request.ts';
import { forkGroup } from './workers/process-group.ts';
import { pythonGroup } from './workers/python-group.ts';
import { type MapWorkerGroup, threadGroup } from './workers/worker-group.ts';

/** However short the timeout is: a module has so long to load. */
const LEAST_LOAD_MS = 2_000;

/** Workers, and what was found out for them. */
export interface Hired {
  readonly crew: Crew;
  readonly workers: number;
  readonly group: MapWorkerGroup;
  /** Null where nobody asked where the time goes. */
  readonly insights: Insights | null;
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
  const { source, concurrency, recycleAfter } = request;
  const engine = mapEngineFor(source, request.engine);
  requirePermissions(permissionsOf([engine], runtimeOf(source)), context.env.PATH);
  const sysroot = new Sysroot();
  const machine = await readMachine(sysroot, context.env.PATH);
  const workers = workersFor(request, mostUnits, machine, sysroot);
  const group = await groupFor(request, { workers, machine, context });
  warnOfFlags(request, context);
  const { warn, beforeWork = null } = context;
  const limits = { concurrency, recycleAfter, loadMs: loadMs(request, workers, machine) };
  const insights = context.wantsInsights === true ? new Insights(sysroot, () => nowMs() * 1e6) : null;
  const crew = new Crew({ source, workers, group, warn, beforeWork, ...limits, observer: insights });
  return { crew, workers, group, insights };
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
function warnOfFlags({ source, engine }: PoolRequest, { warn }: MapContext): void {
  if (areOwnThreads(engine) || isPython(source)) return;
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

async function groupFor(
  request: PoolRequest,
  parts: { readonly workers: number; readonly machine: Machine; readonly context: MapContext },
): Promise<MapWorkerGroup> {
  const { engine, source, init, concurrency, recycleAfter, timeoutMs, tellsClocks } = request;
  const { workers, machine, context } = parts;
  const tells = { bytes: recycleAfter.bytes !== null, clocks: tellsClocks };
  const { name = null, data = null } = init ?? {};
  const setup = { init: name, data, concurrency, tells, workers, takeLine: context.takeLine };
  const own = { tools: machine.tools, env: context.env };
  if (isPython(source)) {
    const { path: python } = await requirePython(request.python, context.env);
    return pythonGroup({ ...setup, source, python }, own, timeoutMs !== null);
  }
  if (areOwnThreads(engine)) return threadGroup({ ...setup, source }, context.env);
  return forkGroup({ ...setup, source }, own, timeoutMs !== null);
}
