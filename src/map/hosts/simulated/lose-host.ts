import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep } from '../../../base/time/clock.ts';
import { nowNs } from '../../../base/time/real.ts';
import type { ParallelMapOutcome } from '../../../model/parallel-map.ts';
import type { BegunUnit, HostLost, UnitOnHost } from '../../../model/simulated-hosts.ts';
import type { CreateWork } from '../../../model/trial/workload.ts';
import { type AskedOfHost, BEGUN } from '../../../workloads/experiments/unit-on-host.ts';
import { readMapInputs } from '../../inputs.ts';
import { readWorkforceRequest } from '../../request.ts';
import { BULLMQ_BROKER } from '../bullmq/bullmq-broker.ts';
import { HostsWorkforce } from '../hosts-workforce.ts';
import { type Company, UNIT, unitFile } from './company.ts';
import { readCompany } from './read-company.ts';
import { workInCompany } from './work-in-company.ts';

/** Whether the victim is at work is looked at so often. */
const LOOK_MS = 5;
/** It has begun so many units when it is killed. */
const BEGUN_BEFORE = 2;

/** Hosts share a map of `units`, each of which waits for `napMs`; the first host is killed in the middle. */
export const createWork: CreateWork = (params, host) => {
  const { units, napMs } = params as { units: number; napMs: number };
  const setup = readCompany(params, host);
  const killed = setup.names[0] as string;
  return workInCompany<HostLost>(setup, [
    async () => ({ leaseMs: setup.leaseMs, unitMs: napMs, killed }),
    async (company) => {
      const asked = Array.from({ length: units }, (_, unit) => ({ unit, spinMs: 0, napMs }));
      const map = mapOnHosts(company, asked);
      const killedNs = await killAtWork(company, killed, map);
      const outcomes = (await map).map(hostOf);
      const begun = setup.names.flatMap((name) => begunBy(name, setup.folder));
      return { killedNs, outcomes, begun };
    },
  ]);
};

/** As `parallelMap` does it, a unit a chunk. */
async function mapOnHosts(
  { place, setup }: Company,
  asked: readonly AskedOfHost[],
): Promise<ParallelMapOutcome<unknown>[]> {
  const options = { engine: 'hosts', hosts: setup.names.length, lease: setup.leaseMs, chunk: 1 } as const;
  const request = readWorkforceRequest(`${unitFile()}#${UNIT}`, options);
  if (request.type !== 'hosts') throw new Error('it is for hosts');
  const where = { broker: BULLMQ_BROKER, place, key: null };
  const workforce = new HostsWorkforce(request.order, where, { warn() {} });
  const call = { onError: 'collect', signal: null, onProgress: null } as const;
  const outcomes = await workforce.run(readMapInputs(asked), call);
  return outcomes.outcomes() as ParallelMapOutcome<unknown>[];
}

/** @returns when it was gone; null where all was over before it had begun anything */
async function killAtWork(company: Company, name: string, map: Promise<unknown>): Promise<number | null> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  map.then(over, over);
  while (begunBy(name, company.setup.folder).length < BEGUN_BEFORE) {
    if (isOver) return null;
    await sleep(company.clock, LOOK_MS);
  }
  await company.kill(name);
  return Number(nowNs());
}

function hostOf(outcome: ParallelMapOutcome<unknown>): string | null {
  return outcome.status === 'fulfilled' ? (outcome.value as UnitOnHost).host : null;
}

function begunBy(host: string, folder: string): BegunUnit[] {
  const file = join(folder, host, BEGUN);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [unit, atNs] = line.split(' ').map(Number) as [number, number];
    return { unit, host, atNs };
  });
}
