import type { Slot } from '../../model/trial/plan.ts';
import { isUsersCode } from '../../workloads/user/users-code.ts';
import type { Engine, EngineSetup, WorkerGroup } from '../engine.ts';
import { ProgressFile } from '../progress/progress-file.ts';
import { heapLimitMb, jobOf } from '../protocol/job.ts';
import type { ToWorker } from '../protocol/protocol.ts';
import { TRIAL_PROTOCOL } from '../protocol/trial-protocol.ts';
import { startFork } from '../transport/fork.ts';
import type { Transport } from '../transport/transport.ts';

/** Forks: one process each, pinned before its first instruction, and ended by the kernel when we end. */
export const processes: Engine = {
  name: 'processes',
  async open(slots, setup): Promise<WorkerGroup> {
    const progress = ProgressFile.forSlots(slots);
    const forks: Transport<ToWorker>[] = [];
    return {
      connect(slot, listener) {
        const options = {
          cpu: slot.cpu,
          tools: setup.tools,
          env: { ...environmentFor(slot, setup), ...slot.env },
          counters: progress,
          // What the user's functions take and give is more than JSON can say.
          encoding: setup.profiling === null ? ('json' as const) : ('advanced' as const),
          heapMb: heapLimitMb(slot),
        };
        const fork: Transport<ToWorker> = startFork(
          'fork.cjs',
          jobOf(slot, setup),
          options,
          TRIAL_PROTOCOL,
          listener,
        );
        forks.push(fork);
        return { ...fork, unitsDone: () => progress?.read(slot.index) ?? null };
      },
      async close() {
        for (const fork of forks) fork.kill();
        progress?.close();
      },
    };
  },
};

/**
 * Node 20 spends some 40 ms in every process on reading extra certificates, and work of our own opens no connections: user
 * code may.
 */
function environmentFor({ work }: Slot, { env }: EngineSetup): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _unneeded, ...rest } = env;
  return isUsersCode(work) ? env : rest;
}
