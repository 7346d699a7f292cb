import { sleep } from '../../base/time/clock.ts';
import { checkThreadRoom } from '../../engine/threads/memory.ts';
import { leaveThenKill } from '../../engine/transport/terminate.ts';
import { readPssBytes } from '../../machine/own/kernel.ts';
import { livesOutside } from '../../model/engines/engine-names.ts';
import { ENGINES } from '../../model/engines/engines.ts';
import type { Progress } from '../../model/trial/events.ts';
import type { Observation } from '../../model/trial/observation.ts';
import type { Slot, TrialPlan } from '../../model/trial/plan.ts';
import type { RunContext } from '../run-context.ts';
import { CensusTaker } from './census.ts';
import { type Seen, startWatching } from './follow/trial-watch.ts';
import { mainRecord, timesOf } from './observe.ts';
import { makeScratch } from './scratch.ts';
import { loadEngines, startWorkers } from './workers/start-workers.ts';
import type { WorkerHandle } from './workers/worker-handle.ts';

/** Runs one trial: start the workers, let them go together, watch, collect, let them leave. */
export async function runTrial(scenario: string, plan: TrialPlan, context: RunContext): Promise<Observation> {
  return (await conductTrial(scenario, plan, context)).observation;
}

/** A trial, and what of it only its profile is made of. */
export interface Conducted {
  readonly observation: Observation;
  readonly workers: readonly WorkerHandle[];
  readonly launchNs: number;
  /** What workers in our own process added to its memory; null where that isn't known. */
  readonly addedBytes: number | null;
}

/** @param inputsOf what a worker's units are called with, or null */
export async function conductTrial(
  scenario: string,
  plan: TrialPlan,
  context: RunContext,
  inputsOf?: (slot: Slot) => readonly unknown[] | null,
): Promise<Conducted> {
  const { clock, sysroot, emit } = context;
  const engines = await loadEngines(plan.slots);
  const ownThreads = plan.slots.filter(({ engine }) => ENGINES[engine].home === 'own-threads').length;
  checkThreadRoom(ownThreads, sysroot);
  const areOutside = plan.slots.every(({ engine }) => livesOutside(engine));
  const meter = plan.profiling === null || areOutside ? null : new ProcessMeter();
  const launchNs = clock.nowNs();
  const scratch = plan.scratch === null ? null : makeScratch();
  const census = plan.census ? new CensusTaker(sysroot) : null;
  census?.take('before');
  let workers: readonly WorkerHandle[] = [];
  emit({
    type: 'trial-start',
    scenario,
    trial: plan,
    progress: (index) => progressOf(workers[index], plan.slots[index] as Slot, clock.nowNs()),
  });
  const onLaunch = (started: readonly WorkerHandle[]) => {
    workers = started;
  };
  const started = await startWorkers(plan, engines, context, scratch?.folder ?? null, onLaunch, inputsOf);
  const spawnNs = clock.nowNs() - launchNs;
  census?.take('during');
  for (const worker of workers) worker.go();
  const watch = startWatching(plan, started, context);
  emit({ type: 'trial-go', atNs: clock.nowNs() });
  const seenAtEnd = plan.profiling === null ? null : await workIsOver(workers, meter, watch);
  await Promise.all(
    workers.map((worker) =>
      worker.milestones.ended.then(() => leaveThenKill(worker, worker.slot.leaveMs, clock)),
    ),
  );
  const seen = seenAtEnd ?? watch.stop();
  await started.dismiss();
  await census?.takeAfter(workers, clock);
  if (scratch !== null && !context.signal.aborted) await sleep(clock, plan.scratch?.settleMs ?? 0);
  const observation: Observation = {
    label: plan.label,
    engine: [...started.engines.keys()].join('+'),
    spawnNs,
    ...timesOf(workers, seen, context),
    main: mainRecord(plan, started, seen, context),
    census: census?.taken ?? null,
    files: scratch?.files() ?? null,
    globalIsSet: plan.watchGlobal === null ? null : plan.watchGlobal in globalThis,
  };
  scratch?.remove();
  emit({ type: 'trial-end', observation });
  return { observation, workers, launchNs, addedBytes: meter?.addedBytes ?? null };
}

/** Waits for the end of all work; only then are the results collected, so that they disturb nobody who still works. */
async function workIsOver(
  workers: readonly WorkerHandle[],
  meter: ProcessMeter | null,
  watch: { stop(): Seen },
): Promise<Seen> {
  await Promise.all(workers.map((worker) => worker.milestones.over));
  meter?.atEnd();
  const seen = watch.stop();
  for (const worker of workers) worker.collect();
  return seen;
}

function progressOf(worker: WorkerHandle | undefined, slot: Slot, nowNs: number): Progress {
  const { amount } = slot.work;
  if ('units' in amount) return { done: worker?.unitsDone ?? 0, total: amount.units, of: 'units' };
  const total = amount.durationMs;
  if (worker === undefined || worker.startNs === null) return { done: 0, total, of: 'ms' };
  if (worker.sample !== null) return { done: total, total, of: 'ms' };
  return { done: Math.min(total, (nowNs - worker.startNs) / 1e6), total, of: 'ms' };
}

/** What the workers that are in our own process add to its memory, between now and the end of their work. */
class ProcessMeter {
  readonly #launchPss = readPssBytes();
  #addedBytes: number | null = null;

  /** To be called when the last worker has ended its work, and none has left yet. */
  atEnd(): void {
    const pss = readPssBytes();
    this.#addedBytes = pss === null || this.#launchPss === null ? null : pss - this.#launchPss;
  }

  /** May be negative: a heap can shrink meanwhile. Null where it could not be read. */
  get addedBytes(): number | null {
    return this.#addedBytes;
  }
}
