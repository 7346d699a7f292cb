import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { CreateWork, Work } from '../../model/workload.ts';
import type { Job } from '../protocol.ts';
import type { Channel } from './channel.ts';

/** Loads the job's module and makes its work. Our own modules are CommonJS, which spares the start of the ESM loader. */
export async function loadWork(job: Job, channel: Pick<Channel, 'shared' | 'send' | 'inbox'>): Promise<Work> {
  const { module } = job.work;
  const loaded: { createWork?: unknown } = module.endsWith('.cjs')
    ? createRequire(import.meta.url)(module)
    : await import(pathToFileURL(module).href);
  if (typeof loaded.createWork !== 'function') {
    throw new Error(`${module} exports no function createWork`);
  }
  return (loaded.createWork as CreateWork)(job.work.params, {
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
    exchange: (payload, transfer = []) =>
      channel.inbox.exchange(payload, transfer, (echo, memory) => channel.send(echo, memory)),
  });
}
