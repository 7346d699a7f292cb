import { createRequire } from 'node:module';
import type { WorkSpec } from '../../model/trial/plan.ts';
import type { CreateWork, Host, Work } from '../../model/trial/workload.ts';

/** Makes work from a module of ours: those are CommonJS, which spares the start of the ESM loader. */
export function ourWork({ module, params }: WorkSpec, host: Host): Work | Promise<Work> {
  return (createRequire(import.meta.url)(module).createWork as CreateWork)(params, host);
}
