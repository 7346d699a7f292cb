import type { Engine, WorkerGroup } from '../../../engine/engine.ts';
import { loadEngine } from '../../../engine/registry.ts';
import { ThreadPinner } from '../../../engine/threads/pinner.ts';
import { LOAD_MS, START_MS } from '../../../engine/transport/terminate.ts';
import { processLimit } from '../../../machine/capacity.ts';
import { ENGINES, type EngineName } from '../../../model/engines/engines.ts';
import type { Profiling, Slot, TrialPlan } from '../../../model/trial/plan.ts';
import { isUsersCode } from '../../../workloads/user/users-code.ts';
import type { RunContext } from '../../run-context.ts';
import { patienceMs } from './stalls.ts';
import { WorkerHandle } from './worker-handle.ts';

/** Messages that all workers together may send a second; a single one sends at most 20. */
const MESSAGES_PER_SECOND = 200;
const SHORTEST_PROGRESS_MS = 50;

/** The workers of a trial, up and waiting at the barrier. */
export interface StartedWorkers {
  readonly workers: readonly WorkerHandle[];
  readonly engines: ReadonlyMap<EngineName, Engine>;
  readonly mainPinRefusal: string | null;
  /** Frees what they shared, ends what is left of them. */
  dismiss(): Promise<void>;
}

/**
 * Starts the workers of a plan and pins them. Returns when each is ready or has failed.
 * @param onLaunch is given the workers as soon as they exist
 * @param inputsOf what a worker's units are called with, or null
 */
export async function startWorkers(
  plan: TrialPlan,
  engines: ReadonlyMap<EngineName, Engine>,
  context: RunContext,
  scratchDir: string | null,
  onLaunch: (workers: readonly WorkerHandle[]) => void,
  inputsOf: (slot: Slot) => readonly unknown[] | null = () => null,
): Promise<StartedWorkers> {
  const pinsByTid = plan.mainCpu !== null || plan.slots.some((slot) => pinnedLate(slot));
  const groups = await openGroups(plan, engines, context, scratchDir);
  const workers = plan.slots.map((slot) => {
    const worker = new WorkerHandle(slot, context.emit, () => context.clock.nowNs(), inputsOf(slot));
    connect(worker, groups.get(slot.engine) as WorkerGroup);
    return worker;
  });
  onLaunch(workers);
  const stopListening = stopWithSignal(workers, context.signal);
  const pinner = pinsByTid ? await ThreadPinner.start(context.machine.tools) : null;
  const mainPinned = plan.mainCpu === null ? null : (pinner?.pin(process.pid, [plan.mainCpu]) ?? null);
  await allReady(workers, context, async (worker) => {
    const { slot, identity } = worker;
    if (pinner === null || slot.cpu === null || !pinnedLate(slot) || !identity?.tid) return;
    worker.pinRefusal = await pinner.pin(identity.tid, [slot.cpu]);
  });
  const dismiss = async () => {
    stopListening();
    if (plan.mainCpu !== null) await pinner?.pin(process.pid, context.machine.allowedCpus);
    pinner?.close();
    await Promise.all([...groups.values()].map((group) => group.close()));
  };
  await stopWhereRefused(workers, dismiss);
  // Not before all are up: sending keeps us busy, and nobody shall start late for it.
  for (const worker of workers) worker.handOver();
  if (plan.profiling !== null) await allWarm(workers, plan.profiling, context);
  return {
    workers,
    engines,
    mainPinRefusal: await mainPinned,
    dismiss,
  };
}

/** Prepares what the workers of each engine share. */
async function openGroups(
  plan: TrialPlan,
  engines: ReadonlyMap<EngineName, Engine>,
  context: RunContext,
  scratchDir: string | null,
): Promise<Map<EngineName, WorkerGroup>> {
  const setup = {
    ...context,
    tools: context.machine.tools,
    python: context.machine.python?.state === 'found' ? context.machine.python.path : null,
    scratchDir,
    profiling: plan.profiling,
    progressMs: Math.max(SHORTEST_PROGRESS_MS, (plan.slots.length / MESSAGES_PER_SECOND) * 1000),
  };
  const groups = new Map<EngineName, WorkerGroup>();
  for (const [name, engine] of engines) {
    const slots = plan.slots.filter((slot) => slot.engine === name);
    groups.set(name, await engine.open(slots, setup));
  }
  return groups;
}

function connect(worker: WorkerHandle, group: WorkerGroup): void {
  try {
    worker.attach(group.connect(worker.slot, worker));
  } catch (error) {
    // Where no thread or process can be made at all, making one throws.
    worker.exit({ code: null, signal: null, error: error as Error });
  }
}

/** @throws ConcurError (CAPABILITY_MISSING), once all are gone, where one can’t be started here: that is no failure of the work */
async function stopWhereRefused(
  workers: readonly WorkerHandle[],
  dismiss: () => Promise<void>,
): Promise<void> {
  const refusal = workers.find(({ startRefusal }) => startRefusal !== null)?.startRefusal ?? null;
  if (refusal === null) return;
  for (const worker of workers) worker.end({ message: refusal.message, code: null, signal: null });
  await Promise.all(workers.map(({ gone }) => gone));
  await dismiss();
  throw refusal;
}

/** Ends every worker when the run is to end early. Returns what stops the listening. */
function stopWithSignal(workers: readonly WorkerHandle[], signal: AbortSignal): () => void {
  const stop = () => {
    for (const worker of workers)
      worker.end({ message: String(signal.reason), code: 'INTERRUPTED', signal: null });
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return () => signal.removeEventListener('abort', stop);
}

function pinnedLate(slot: Slot): boolean {
  return slot.cpu !== null && ENGINES[slot.engine].pinning === 'by-tid';
}

/** Loads what the slots need, before the clock of the launch runs. */
export async function loadEngines(slots: readonly Slot[]): Promise<Map<EngineName, Engine>> {
  const engines = new Map<EngineName, Engine>();
  for (const { engine } of slots) if (!engines.has(engine)) engines.set(engine, await loadEngine(engine));
  return engines;
}

const STARTED = { limitMs: START_MS, what: 'did not start', code: 'START_TIMED_OUT' };
const LOADED = { limitMs: LOAD_MS, what: 'was not loaded', code: 'LOAD_TIMED_OUT' };

/** Waits for every worker, as long as one after the other comes up in time, and lets each be pinned when it has. */
async function allReady(
  workers: readonly WorkerHandle[],
  { clock, sysroot }: RunContext,
  pin: (worker: WorkerHandle) => Promise<void>,
): Promise<void> {
  const { limitMs, what, code } = workers.some(({ slot }) => isUsersCode(slot.work)) ? LOADED : STARTED;
  const giveUp = () => {
    const limit = processLimit(sysroot);
    const hint = limit === null ? '' : `; the process limit (ulimit -u) is ${limit}`;
    for (const worker of workers) {
      if (worker.identity !== null) continue;
      worker.end({ message: `${what} within ${limitMs / 1000} s${hint}`, code, signal: null });
    }
  };
  let cancel = clock.after(limitMs, giveUp);
  await Promise.all(
    workers.map(async (worker) => {
      await worker.milestones.ready;
      cancel();
      cancel = clock.after(limitMs, giveUp);
      await pin(worker);
    }),
  );
  cancel();
}

/** Waits until every worker has warmed up; one that never comes back from its units hangs. */
async function allWarm(
  workers: readonly WorkerHandle[],
  { warmUpMs }: Profiling,
  { clock }: RunContext,
): Promise<void> {
  await Promise.all(
    workers.map(async (worker) => {
      const limitMs = warmUpMs + patienceMs(worker.slot.work);
      const cancel = clock.after(limitMs, () => {
        const message = `hung: its first units have not returned for ${limitMs / 1000} s`;
        worker.end({ message, code: 'HUNG', signal: null });
      });
      await worker.milestones.warm;
      cancel();
    }),
  );
}
