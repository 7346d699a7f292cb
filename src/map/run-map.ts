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
import type { ParallelMapProgress } from '../model/parallel-map.ts';
import type { Warning } from '../model/warning.ts';
import { recommendedWorkers } from '../stats/recommend.ts';
import { Answers } from './dispatch/answers.ts';
import { ClaimMemory } from './dispatch/claim-memory.ts';
import { MapRun } from './map-run.ts';
import type { MapRequest } from './request.ts';
import { forkGroup } from './workers/process-group.ts';
import { type GroupSetup, type MapWorkerGroup, threadGroup } from './workers/worker-group.ts';

/** Progress is told this often at most. */
const PROGRESS_MS = 100;
/** Workers are looked at so many times within a timeout, */
const SAMPLES_PER_TIMEOUT = 20;
/** but neither more often than a timer can, nor so seldom that a long timeout ends late. */
const SAMPLE_MS = { least: 1, most: 100 };

/** However short the timeout is: a module has so long to load. */
const LEAST_LOAD_MS = 2_000;

/** Who wants to know what goes on, and what the workers get from us. */
export interface MapContext {
  /** Of processes; `PATH` is also where their helper programs are looked for. */
  readonly env: NodeJS.ProcessEnv;
  readonly takeLine: GroupSetup['takeLine'];
  readonly onProgress: ((progress: ParallelMapProgress) => void) | null;
  /** Told of each worker that ended unasked. */
  readonly warn: (warning: Warning) => void;
  /** For who measures the work alone: the workers then wait for each other, and these tell the start and the end. */
  readonly stopwatch?: { go(): void; end(): void };
}

/**
 * Does every unit of a request on workers, and ends them.
 * @throws the first failure, where the request says so; the signal's reason; ConcurError where workers come to nothing
 */
export async function runMap(request: MapRequest, context: MapContext): Promise<Answers> {
  const { inputs, signal } = request;
  signal?.throwIfAborted();
  if (inputs.total === 0) return new Answers(0, null);
  requirePermissions(permissionsOf([request.engine], 'node'), context.env.PATH);
  const sysroot = new Sysroot();
  const machine = await readMachine(sysroot, context.env.PATH);
  signal?.throwIfAborted();
  const workers = workersFor(request, machine, sysroot);
  const claims = claimMemoryFor(request, workers);
  const answers = new Answers(inputs.total, claims?.buffers ?? null);
  const group = groupFor(request, { workers, machine, claims, context });
  warnOfFlags(request, context);
  const run = new MapRun({
    ...{ request, workers, group, answers, claims },
    beforeWork: context.stopwatch?.go ?? null,
    loadMs: loadMs(request, workers, machine),
    warn: context.warn,
  });
  await accompany(run, request, answers, context);
  return answers;
}

/** @throws ConcurError where this machine can't start so many */
function workersFor({ inputs, workers, engine }: MapRequest, machine: Machine, sysroot: Sysroot): number {
  const wanted =
    workers ??
    Math.min(
      recommendedWorkers(machine.effectiveCpus, null, machine.unpinnedCpus),
      workerCapacity(sysroot).workers,
    );
  const count = Math.min(inputs.total, wanted);
  if (workers !== null) checkCapacity(count, sysroot);
  if (areOwnThreads(engine)) checkThreadRoom(count, sysroot);
  return count;
}

/** A debugger is missed by whoever asked for one. */
function warnOfFlags({ engine }: MapRequest, { warn }: MapContext): void {
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
function loadMs({ timeoutMs }: MapRequest, workers: number, { effectiveCpus }: Machine): number {
  const perCpu = Math.ceil(workers / Math.max(1, effectiveCpus));
  return Math.max(timeoutMs ?? LOAD_MS, LEAST_LOAD_MS * perCpu);
}

/** Lets it run to its end, watched and reported on. */
async function accompany(
  run: MapRun,
  { inputs, timeoutMs, signal }: MapRequest,
  answers: Answers,
  { onProgress, stopwatch }: MapContext,
): Promise<void> {
  const report = () => onProgress?.(progressOf(run, answers, inputs.total));
  const timers: NodeJS.Timeout[] = [];
  const every = (ms: number, act: () => void) => timers.push(setInterval(act, ms));
  if (onProgress !== null) every(PROGRESS_MS, () => attempt(run, report));
  if (timeoutMs !== null) {
    const periodMs = Math.min(SAMPLE_MS.most, Math.max(SAMPLE_MS.least, timeoutMs / SAMPLES_PER_TIMEOUT));
    every(periodMs, () => run.slots.endOverdue(nowMs(), timeoutMs));
  }
  const abort = () => run.fail(signal?.reason);
  signal?.addEventListener('abort', abort);
  try {
    await run.work();
    stopwatch?.end();
  } finally {
    for (const timer of timers) clearInterval(timer);
    signal?.removeEventListener('abort', abort);
    await run.slots.dismiss();
    report();
  }
}

/** Whatever a caller's function throws ends the run, and is thrown at the caller. */
function attempt(run: MapRun, act: () => void): void {
  try {
    act();
  } catch (error) {
    run.fail(error);
  }
}

function progressOf(run: MapRun, { failed }: Answers, total: number): ParallelMapProgress {
  const workers = run.slots.all.map((slot) => ({
    name: slot.name,
    pid: slot.pid,
    tid: slot.tid,
    done: run.slots.doneIn(slot),
  }));
  return { done: workers.reduce((sum, { done }) => sum + done, 0), failed, total, workers };
}

function areOwnThreads(engine: MapEngineName): boolean {
  return ENGINES[engine].home === 'own-threads';
}

/** Threads claim their units by themselves where those are numbers. */
function claimMemoryFor({ engine, inputs, chunk }: MapRequest, workers: number): ClaimMemory | null {
  if (!areOwnThreads(engine) || inputs.type === 'values') return null;
  return new ClaimMemory(inputs.type === 'count' ? inputs.total : inputs.values, workers, chunk);
}

function groupFor(
  { engine, source, timeoutMs }: MapRequest,
  parts: {
    readonly workers: number;
    readonly machine: Machine;
    readonly claims: ClaimMemory | null;
    readonly context: MapContext;
  },
): MapWorkerGroup {
  const { workers, machine, claims, context } = parts;
  const setup = { source, workers, takeLine: context.takeLine };
  if (areOwnThreads(engine)) return threadGroup(setup, context.env, claims);
  return forkGroup(setup, { tools: machine.tools, env: context.env }, timeoutMs !== null);
}
