import type { JsonObject } from '../../model/json.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { Amount, WorkSpec } from '../../model/trial/plan.ts';
import { type HOSTS_WORK, workloadModule } from '../../workloads/index.ts';

/** Why no hosts of ours can meet here, or null where they can. */
export function whyNoBroker({ brokerServer }: Machine): string | null {
  if (brokerServer === undefined) return 'no server for one was looked for';
  return brokerServer.state === 'missing' ? brokerServer.why : null;
}

/** Work of a process that starts a broker and hosts, which end with it. Its trial has to have a folder (`scratch`). */
export function hostsWork(
  name: (typeof HOSTS_WORK)[number],
  { brokerServer, tools }: Machine,
  params: JsonObject & { readonly names: readonly string[]; readonly leaseMs: number },
  amount: Amount,
  unitMs: number,
): WorkSpec {
  const { path = '', unshare = null } = brokerServer?.state === 'found' ? brokerServer : {};
  const company = { server: path, unshare, tools: { ...tools } };
  return { module: workloadModule(name), params: { ...params, ...company }, amount, unitMs };
}
