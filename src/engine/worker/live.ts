import { messageOf, systemCode } from '../../base/errors.ts';
import type { FromWorker, Job } from '../protocol.ts';
import { nameThread, readIdentity, readKernelClocks, readPssBytes } from './kernel.ts';
import { loadWork } from './load-work.ts';
import { repeat } from './repeat.ts';

/** The worker's end of the line to its parent. */
export interface Channel {
  send(message: FromWorker): void;
  /** Tells how far the work is, as cheaply as this engine can. */
  progress(unitsDone: number, isUrgent?: boolean): void;
  /** Resolves when the parent opens the barrier. */
  go(): Promise<void>;
  /** Node's number of the thread: 0 in a process' main thread. */
  readonly threadId: number;
  /** Memory that the trial's workers share, or null. */
  readonly shared: SharedArrayBuffer | null;
}

/** A worker's life, the same in every engine: load, report ready, wait at the barrier, work, report. */
export async function live(job: Job, channel: Channel): Promise<void> {
  const epochNs = BigInt(job.epochNs);
  const nowNs = () => Number(process.hrtime.bigint() - epochNs);
  let unitsDone = 0;
  const progress = (units: number, isUrgent = false) => {
    unitsDone = units;
    channel.progress(units, isUrgent);
  };
  try {
    const work = await loadWork(job, channel.shared);
    // Workers that share a thread can't each have its name.
    if (!job.cooperative) nameThread(job.name);
    channel.send({ type: 'ready', identity: readIdentity(channel.threadId) });
    // The first reading is the slow one: it shall not fall into the work.
    readKernelClocks();
    await channel.go();
    const before = readKernelClocks();
    const startNs = nowNs();
    channel.send({ type: 'started', startNs, before });
    unitsDone = await repeat(work, job, { nowNs, progress });
    const endNs = nowNs();
    const after = readKernelClocks();
    const pssBytes = job.engine === 'processes' ? readPssBytes() : null;
    const finding = work.finding?.() ?? null;
    channel.send({
      type: 'done',
      sample: { startNs, endNs, unitsDone, before, after, pssBytes, digest: work.digest(), finding },
    });
  } catch (error) {
    channel.send({ type: 'fault', message: messageOf(error), code: systemCode(error), unitsDone });
  }
}
