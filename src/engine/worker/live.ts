import { messageOf, systemCode } from '../../base/errors/read-thrown.ts';
import {
  nameThread,
  readIdentity,
  readKernelClocks,
  readPssBytes,
  readWorkersCpuNs,
} from '../../machine/own/kernel.ts';
import type { Job, WorkUsage } from '../protocol/protocol.ts';
import type { Channel } from './channel.ts';
import { loadWork } from './load-work.ts';
import { repeat } from './repeat.ts';
import { sendResults } from './send-results.ts';
import { warmUp } from './warm-up.ts';

/** A worker's life, the same in every engine: load, report ready, warm up, wait at the barrier, work, report. */
export async function live(job: Job, channel: Channel): Promise<void> {
  const epochNs = BigInt(job.epochNs);
  const nowNs = () => Number(process.hrtime.bigint() - epochNs);
  const { hasOwnProcess } = job;
  const readCpu = () => (hasOwnProcess || job.profiling !== null ? readWorkersCpuNs(hasOwnProcess) : null);
  let unitsDone = 0;
  const progress = (units: number, isUrgent = false) => {
    unitsDone = units;
    channel.progress(units, isUrgent);
  };
  const fault = (message: string, code: string | null) =>
    channel.send({ type: 'fault', message, code, unitsDone });
  const reportExit = (message: string) => {
    if (!channel.inbox.hasLeft) fault(message, 'EXITED');
    return !channel.inbox.hasLeft;
  };
  try {
    const work = await loadWork(job, channel, reportExit);
    // Workers that share a thread can't each have its name.
    if (!job.cooperative) nameThread(job.name);
    const loadedNs = nowNs();
    await channel.flushOutput?.();
    channel.send({ type: 'ready', identity: readIdentity(channel.threadId) });
    if (job.profiling !== null) await warmUp(work, job, channel, { loadedNs, nowNs });
    // The first reading is the slow one: it shall not fall into the work.
    readKernelClocks();
    await channel.inbox.go;
    const before = readKernelClocks();
    const cpuBeforeNs = readCpu();
    const startNs = nowNs();
    channel.send({ type: 'started', startNs, before });
    unitsDone = await repeat(work, job, { nowNs, progress });
    const endNs = nowNs();
    const cpuAfterNs = readCpu();
    const after = readKernelClocks();
    const pssBytes = hasOwnProcess ? readPssBytes() : null;
    const processCpuNs = hasOwnProcess ? between(cpuBeforeNs, cpuAfterNs) : null;
    if (job.profiling !== null) {
      await resultsWanted(channel, { cpuBeforeNs, cpuAfterNs });
      sendResults(work, job, channel, nowNs);
    }
    const [digest, finding] = [String(work.digest()), work.finding?.() ?? null];
    await channel.flushOutput?.();
    channel.send({
      type: 'done',
      sample: { startNs, endNs, unitsDone, before, after, pssBytes, processCpuNs, digest, finding },
    });
  } catch (error) {
    await channel.flushOutput?.();
    fault(String(messageOf(error)), systemCode(error));
  }
}

/** Reports that the work is over. Resolves when its results may be sent. */
function resultsWanted(channel: Channel, usage: WorkUsage): Promise<void> {
  channel.send({ type: 'over', usage });
  return channel.inbox.collect;
}

function between(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}
