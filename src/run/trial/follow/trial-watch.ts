import { maxOf } from '../../../base/extremes.ts';
import { type CpuTimes, readCpuTimes } from '../../../machine/conditions.ts';
import type { FollowedThread } from '../../../machine/follow/thread/thread.ts';
import { readKernelClocks } from '../../../machine/own/kernel.ts';
import type { KernelClocks } from '../../../model/trial/evidence.ts';
import type { TrialPlan } from '../../../model/trial/plan.ts';
import type { RunContext } from '../../run-context.ts';
import type { LockBook } from '../../waits/lock-book.ts';
import { watchForStalls } from '../workers/stalls.ts';
import type { StartedWorkers } from '../workers/start-workers.ts';
import type { WorkerHandle } from '../workers/worker-handle.ts';
import { Cadence } from './cadence.ts';
import { CpuSampler, samplingPeriodMs } from './cpu-sampler.ts';

/** What was seen of the trial from outside its workers. */
export interface Seen {
  readonly threads: ReadonlyMap<WorkerHandle, FollowedThread>;
  readonly main: FollowedThread;
  /** The locks at which they were found. */
  readonly locks: LockBook;
  readonly mainBefore: KernelClocks;
  readonly mainAfter: KernelClocks;
  readonly cpuTimes: readonly [CpuTimes, CpuTimes];
  readonly wallNs: number;
  /** The longest time between two samples, beyond what was meant. */
  readonly longestPauseNs: number;
  /** CPU time of this process in between, worker threads included. */
  readonly ownNs: number;
}

/** Watches a trial whose workers have just been let go: from outside, with one timer for all of them. */
export function startWatching(
  plan: TrialPlan,
  { workers }: StartedWorkers,
  context: RunContext,
): { stop(): Seen } {
  const { clock, sysroot, machine, cpus } = context;
  const sampler = new CpuSampler();
  const threads = new Map<WorkerHandle, FollowedThread>();
  for (const worker of workers) {
    const { pid, tid } = worker.identity ?? { pid: null, tid: null };
    if (pid === null || tid === null) continue;
    const thread = sampler.follow(pid, tid);
    threads.set(worker, thread);
    worker.sampleLast = () => sampler.sampleLast(thread, clock.nowNs());
    worker.milestones.ended.then(() => thread.close());
  }
  const cancels = [...watchForStalls(workers, context), ...killOnPlan(workers, context)];
  const mainBefore = readKernelClocks();
  const timesBefore = readCpuTimes(sysroot, cpus, machine);
  const ownBefore = process.cpuUsage();
  const startNs = clock.nowNs();
  const endsEarly = plan.slots.some(({ fault }) => fault !== null);
  const cadence = new Cadence(samplingPeriodMs(threads.size, expectedMs(plan)), startNs, !endsEarly);
  sampler.start(cadence, clock.nowNs.bind(clock), () => context.emit({ type: 'trial-sampled' }));
  return {
    stop() {
      sampler.stop();
      const endNs = clock.nowNs();
      cadence.reach(endNs);
      for (const cancel of cancels) cancel();
      const own = process.cpuUsage(ownBefore);
      return {
        threads,
        main: sampler.main,
        locks: sampler.locks,
        mainBefore,
        mainAfter: readKernelClocks(),
        cpuTimes: [timesBefore, readCpuTimes(sysroot, cpus, machine)],
        wallNs: endNs - startNs,
        longestPauseNs: cadence.longestPauseNs,
        ownNs: (own.user + own.system) * 1e3,
      };
    },
  };
}

/** The kills that the experiment itself wants, each at its time. */
function killOnPlan(workers: readonly WorkerHandle[], { clock }: RunContext): (() => void)[] {
  return workers.flatMap((worker) => {
    const { fault, work } = worker.slot;
    if (fault?.kind !== 'kill' || !('share' in fault.at) || !('durationMs' in work.amount)) return [];
    return [clock.after(work.amount.durationMs * fault.at.share, () => worker.kill())];
  });
}

function expectedMs(plan: TrialPlan): number {
  return maxOf(
    plan.slots.map(({ work: { amount, unitMs } }) =>
      'units' in amount ? amount.units * unitMs : amount.durationMs,
    ),
    0,
  );
}
