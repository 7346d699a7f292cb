import type { Host, Work } from '../../model/trial/workload.ts';
import type { Job } from '../protocol/protocol.ts';
import type { Channel } from './channel.ts';
import type { Report } from './keep-worker.ts';
import { ourWork } from './our-work.ts';

/**
 * Loads the job's module and makes its work. What code of the user's needs besides is loaded with that alone: a worker
 * without any is up sooner, and smaller.
 * @param report says how the worker ends, where the user's code ends it
 */
export async function loadWork(
  job: Job,
  channel: Pick<Channel, 'shared' | 'send' | 'inbox'>,
  report: Report,
): Promise<Work> {
  const host = hostOf(job, channel);
  if (!job.isUsersCode) return ourWork(job.work, host);
  return (await import('./users-work.ts')).usersWork(job.work, host, report);
}

function hostOf(job: Job, channel: Pick<Channel, 'shared' | 'send' | 'inbox'>): Host {
  return {
    name: job.name,
    cooperative: job.cooperative,
    seed: job.seed + job.index,
    scratchDir: job.scratchDir,
    shared: channel.shared,
    get inputs() {
      return channel.inbox.inputs;
    },
    get rehearsing() {
      return channel.inbox.rehearsing;
    },
    wantsResults: job.profiling !== null,
    exchange: (payload, transfer = []) =>
      channel.inbox.exchange(payload, transfer, (echo, memory) => channel.send(echo, memory)),
  };
}
