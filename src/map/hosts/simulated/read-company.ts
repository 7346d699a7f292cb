import type { JsonObject } from '../../../model/json.ts';
import type { Host } from '../../../model/trial/workload.ts';
import type { CompanySetup } from './company.ts';

/** What the plan says of the company of a worker: `server`, `tools`, `unshare`, `names` and `leaseMs`. */
export function readCompany(params: JsonObject, { scratchDir }: Host): CompanySetup {
  const planned = params as unknown as Omit<CompanySetup, 'folder'>;
  if (scratchDir === null) throw new Error('it needs a folder of its own');
  return { ...planned, folder: scratchDir };
}
