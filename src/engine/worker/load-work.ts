import { createRequire } from 'node:module';
import { builtFile } from '../../base/files/package-root.ts';
import type { CreateWork, Host, Work } from '../../model/trial/workload.ts';
import type { Job } from '../protocol/protocol.ts';
import type { Channel } from './channel.ts';
import { ownWork } from './own-work.ts';

/** Loads the job's module and makes its work. */
export async function loadWork(job: Job, channel: Pick<Channel, 'shared' | 'send' | 'inbox'>): Promise<Work> {
  const { module, params } = job.work;
  const host = hostOf(job, channel);
  if (!module.startsWith(builtFile())) return ownWork(module, params, host);
  // Our own modules are CommonJS, which spares the start of the ESM loader.
  return (createRequire(import.meta.url)(module).createWork as CreateWork)(params, host);
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
