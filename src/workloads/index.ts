import { builtFile } from '../base/files/package-root.ts';
import type { BuiltInName } from './catalog/built-in.ts';
import { EXPERIMENT_WORK } from './experiments/index.ts';

/** What experiments do with hosts: it stands on the map, above everything else here. */
export const HOSTS_WORK = ['meet-hosts', 'lose-host'] as const;

export type WorkloadName =
  | 'call'
  | (typeof EXPERIMENT_WORK)[number]
  | (typeof HOSTS_WORK)[number]
  | BuiltInName;

/** Where a workload's source is, from the package's root. */
export function workloadSource(name: string): string {
  if (HOSTS_WORK.some((work) => work === name)) return `src/map/hosts/simulated/${name}.ts`;
  const folder = EXPERIMENT_WORK.some((work) => work === name) ? 'experiments' : 'built-in';
  return `src/workloads/${folder}/${name}.ts`;
}

/** The module of a built-in workload, as a worker loads it. */
export function workloadModule(name: WorkloadName): string {
  return builtFile('workloads', `${name}.cjs`);
}
