import { createRequire } from 'node:module';
import { builtFile } from '../../base/files/package-root.ts';
import type { JsonObject } from '../../model/json.ts';
import type { CreateWork, Host, Work } from '../../model/trial/workload.ts';
import { loadModule } from '../../workloads/user/load-module.ts';
import { NotLoadedError, OwnWorkError } from '../../workloads/user/thrown.ts';
import type { Job } from '../protocol/protocol.ts';
import type { Channel } from './channel.ts';

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

/** Work from a module that the user wrote: what it throws says where. */
async function ownWork(module: string, params: JsonObject, host: Host): Promise<Work> {
  const createWork = await load(module);
  const work = await attempt(() => createWork(params, host));
  if (typeof work?.run !== 'function' || typeof work.digest !== 'function') {
    throw new Error(`createWork of ${module} must give an object with the functions run and digest`);
  }
  return {
    run: (count) => attempt(() => work.run(count)),
    digest: () => attempt(() => work.digest()),
    finding: () => attempt(() => work.finding?.() ?? null),
    results: () => attempt(() => work.results?.() ?? []),
    restart: () => attempt(() => work.restart?.()),
  };
}

async function load(module: string): Promise<CreateWork> {
  const { createWork } = await loadModule(module).catch((thrown) => {
    throw new NotLoadedError(thrown);
  });
  if (typeof createWork !== 'function') throw new Error(`${module} exports no function createWork`);
  return createWork as CreateWork;
}

function attempt<Result>(act: () => Result): Result {
  try {
    const result = act();
    return result instanceof Promise ? (result.catch(quote) as Result) : result;
  } catch (thrown) {
    return quote(thrown);
  }
}

function quote(thrown: unknown): never {
  throw new OwnWorkError(thrown);
}
