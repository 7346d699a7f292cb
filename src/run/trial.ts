import { sleep } from '../base/clock.ts';
import { readIdentity, readKernelClocks } from '../engine/worker/kernel.ts';
import { type CpuTimes, conditionsBetween, readCpuTimes } from '../machine/conditions.ts';
import type { Progress } from '../model/events.ts';
import type { KernelClocks } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';
import type { Slot, TrialPlan } from '../model/plan.ts';
import { parallelismOf } from '../stats/parallelism.ts';
import { causesOf } from './causes.ts';
import { listThreads } from './census.ts';
import { CpuSampler, samplingPeriodMs, type WatchedThread } from './cpu-sampler.ts';
import type { Lab } from './lab.ts';
import type { LivingWorker } from './living-worker.ts';
import { type Mustered, muster } from './muster.ts';
import { pinOf } from './pin.ts';
import { recordOf } from './record.ts';
import { makeScratch } from './scratch.ts';
import { watchForStalls } from './stalls.ts';

/** Runs one trial: start the workers, let them go together, watch, collect, let them leave. */
export async function runTrial(scenario: string, plan: TrialPlan, lab: Lab): Promise<Observation> {
  const { clock, sysroot, emit } = lab;
  const launchNs = clock.nowNs();
  const scratch = plan.scratch === null ? null : makeScratch();
  const census = () => (plan.census ? listThreads(sysroot, process.pid) : []);
  const before = census();
  let workers: readonly LivingWorker[] = [];
  emit({
    type: 'trial-start',
    scenario,
    trial: plan,
    progress: (index) => progressOf(workers[index], plan.slots[index] as Slot, clock.nowNs()),
  });
  const mustered = await muster(plan, lab, scratch?.folder ?? null, (started) => {
    workers = started;
  });
  const spawnNs = clock.nowNs() - launchNs;
  const during = census();
  for (const worker of workers) worker.go();
  const watch = startWatching(plan, mustered, lab);
  emit({ type: 'trial-go', atNs: clock.nowNs() });
  await Promise.all(workers.map((worker) => worker.ended.then(() => leave(worker, lab))));
  const seen = watch.stop();
  await mustered.dismiss();
  const after = census();
  if (scratch !== null && !lab.signal.aborted) await sleep(clock, plan.scratch?.settleMs ?? 0);
  const observation: Observation = {
    label: plan.label,
    engine: [...mustered.engines.keys()].join('+'),
    spawnNs,
    ...judgeTimes(workers, mustered, seen, lab),
    main: mainRecord(plan, mustered, seen, lab),
    census: plan.census ? { before, during, after } : null,
    files: scratch?.files() ?? null,
    globalIsSet: plan.watchGlobal === null ? null : plan.watchGlobal in globalThis,
  };
  scratch?.remove();
  emit({ type: 'trial-end', observation });
  return observation;
}

/** What was seen of the trial from outside its workers. */
interface Seen {
  readonly threads: ReadonlyMap<LivingWorker, WatchedThread>;
  readonly main: WatchedThread;
  readonly mainBefore: KernelClocks;
  readonly mainAfter: KernelClocks;
  readonly cpuTimes: readonly [CpuTimes, CpuTimes];
  readonly wallNs: number;
  /** CPU time of this process in between, worker threads included. */
  readonly ownNs: number;
}

function startWatching(plan: TrialPlan, { workers }: Mustered, lab: Lab): { stop(): Seen } {
  const { clock, sysroot, machine, cpus } = lab;
  const sampler = new CpuSampler();
  const threads = new Map<LivingWorker, WatchedThread>();
  for (const worker of workers) {
    const { pid, tid } = worker.identity ?? { pid: null, tid: null };
    if (pid === null || tid === null) continue;
    const watched = sampler.watch(pid, tid);
    threads.set(worker, watched);
    worker.ended.then(() => watched.close());
  }
  const main = sampler.watch(process.pid, process.pid);
  const cancels = [...watchForStalls(workers, lab), ...killOnPlan(workers, lab)];
  const mainBefore = readKernelClocks();
  const timesBefore = readCpuTimes(sysroot, cpus, machine.quotaGroup);
  const ownBefore = process.cpuUsage();
  const startNs = clock.nowNs();
  sampler.start(samplingPeriodMs(threads.size, expectedMs(plan)));
  return {
    stop() {
      sampler.stop();
      for (const cancel of cancels) cancel();
      const own = process.cpuUsage(ownBefore);
      return {
        threads,
        main,
        mainBefore,
        mainAfter: readKernelClocks(),
        cpuTimes: [timesBefore, readCpuTimes(sysroot, cpus, machine.quotaGroup)],
        wallNs: clock.nowNs() - startNs,
        ownNs: (own.user + own.system) * 1e3,
      };
    },
  };
}

/** The kills that the experiment itself wants, each at its time. */
function killOnPlan(workers: readonly LivingWorker[], { clock }: Lab): (() => void)[] {
  return workers.flatMap((worker) => {
    const { fault, work } = worker.slot;
    if (fault?.kind !== 'kill' || !('share' in fault.at) || !('durationMs' in work.amount)) return [];
    return [clock.after(work.amount.durationMs * fault.at.share, () => worker.kill())];
  });
}

/** Lets a worker whose work is over go, and ends it if it doesn't. */
async function leave(worker: LivingWorker, { clock }: Lab): Promise<void> {
  worker.leave();
  const cancel = clock.after(worker.slot.leaveMs, () => worker.kill());
  await worker.gone;
  cancel();
}

function judgeTimes(workers: readonly LivingWorker[], { engines }: Mustered, seen: Seen, lab: Lab) {
  const records = workers.map((worker) => {
    const pinning = engines.get(worker.slot.engine)?.pinning ?? 'unsupported';
    return recordOf(worker, pinning, seen.threads.get(worker) ?? null, lab.machine);
  });
  const forked = records.filter((record) => record.engine === 'processes');
  const ownNs = forked.reduce((total, record) => total + (record.runNs ?? 0), seen.ownNs);
  const cpus = lab.cpus.length;
  const conditions = conditionsBetween(...seen.cpuTimes, { wallNs: seen.wallNs, ownNs, cpus });
  const parallelism = parallelismOf(records);
  const isHeldBack = parallelism.kind === 'STARVED' || parallelism.kind === 'MIXED';
  const failed = records.some((record) => record.fault !== null && !record.endedOnPurpose);
  return {
    workers: records,
    conditions,
    ...parallelism,
    causes: isHeldBack ? causesOf(records, conditions, cpus) : [],
    state: lab.signal.aborted ? 'interrupted' : failed ? 'failed' : 'ok',
  } as const;
}

function mainRecord(plan: TrialPlan, { mainPinRefusal }: Mustered, seen: Seen, { machine }: Lab) {
  const { mainBefore, mainAfter, main } = seen;
  const facts = {
    askedCpu: plan.mainCpu,
    engine: 'threads',
    pinning: 'by-tid',
    refusal: mainPinRefusal,
    before: mainBefore,
    after: mainAfter,
  } as const;
  return {
    ...readIdentity(),
    pin: pinOf(facts, machine),
    cpusSeen: main.sightings().cpusSeen,
    runNs: between(mainBefore.runNs, mainAfter.runNs),
    runDelayNs: between(mainBefore.runDelayNs, mainAfter.runDelayNs),
  };
}

function between(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}

function expectedMs(plan: TrialPlan): number {
  return Math.max(
    0,
    ...plan.slots.map(({ work: { amount, unitMs } }) =>
      'units' in amount ? amount.units * unitMs : amount.durationMs,
    ),
  );
}

function progressOf(worker: LivingWorker | undefined, slot: Slot, nowNs: number): Progress {
  const { amount } = slot.work;
  if ('units' in amount) return { done: worker?.unitsDone ?? 0, total: amount.units, of: 'units' };
  const total = amount.durationMs;
  if (worker === undefined || worker.startNs === null) return { done: 0, total, of: 'ms' };
  if (worker.sample !== null) return { done: total, total, of: 'ms' };
  return { done: Math.min(total, (nowNs - worker.startNs) / 1e6), total, of: 'ms' };
}
