import { builtFile } from '../../base/files/package-root.ts';
import type { WorkSpec } from '../../model/trial/plan.ts';
import type { CreateWork, Host, Work } from '../../model/trial/workload.ts';
import { loadModule } from '../../workloads/user/load-module.ts';
import { NotLoadedError, OwnWorkError } from '../../workloads/user/thrown.ts';
import { keepWorker, type Report } from './keep-worker.ts';
import { ourWork } from './our-work.ts';

/** Makes work that is, or calls, what the user wrote. */
export async function usersWork(spec: WorkSpec, host: Host, report: Report): Promise<Work> {
  keepWorker(report);
  return spec.module.startsWith(builtFile()) ? ourWork(spec, host) : ownWork(spec, host);
}

/** Work from a module that the user wrote: what it throws says where. */
async function ownWork({ module, params }: WorkSpec, host: Host): Promise<Work> {
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
