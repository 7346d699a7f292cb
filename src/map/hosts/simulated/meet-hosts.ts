import { messageOf } from '../../../base/errors/read-thrown.ts';
import type { HostsMet } from '../../../model/simulated-hosts.ts';
import type { CreateWork } from '../../../model/trial/workload.ts';
import type { AskedOfHost } from '../../../workloads/experiments/unit-on-host.ts';
import type { Company } from './company.ts';
import { timeMessages } from './messages.ts';
import { readCompany } from './read-company.ts';
import { UnitLine } from './unit-line.ts';
import { type Stage, workInCompany } from './work-in-company.ts';

/**
 * Two hosts are asked who they are, to keep a core busy each (`units` of `spinMs`), to share memory, and to do nothing
 * (`rounds`), as a thread and a process are.
 */
export const createWork: CreateWork = (params, host) => {
  const { units, spinMs, rounds } = params as { units: number; spinMs: number; rounds: number };
  const onLine =
    (act: (line: UnitLine, company: Company) => Promise<Partial<HostsMet>>): Stage<HostsMet> =>
    async (company) => {
      const line = await UnitLine.open(company);
      return act(line, company).finally(() => line.close());
    };
  return workInCompany<HostsMet>(readCompany(params, host), [
    async ({ states, whyNoOwnPids }) => ({ hosts: states, whyNoOwnPids }),
    onLine(async (line) => {
      const asked = Array.from({ length: units }, (_, unit) => ({ unit, spinMs, napMs: 0 }));
      return { units: await Promise.all(asked.map((each) => line.do(each))), refusal: await shared(line) };
    }),
    onLine(async (line) => ({ messages: await timeMessages(line, rounds) })),
  ]);
};

/** What comes of sending memory that both ends would have. */
async function shared(line: UnitLine): Promise<string | null> {
  const asked: AskedOfHost = { unit: -1, spinMs: 0, napMs: 0 };
  const memory = { ...asked, memory: new SharedArrayBuffer(8) };
  return line.do(memory).then(() => null, messageOf);
}
