import { builtFile } from '../base/files/package-root.ts';
import type { BuiltInName } from './catalog/built-in.ts';
import { EXPERIMENT_WORK } from './experiments/index.ts';

export type WorkloadName = 'call' | (typeof EXPERIMENT_WORK)[number] | BuiltInName;

/** Where a workload's source is, from the package's root. */
export function workloadSource(name: string): string {
  const folder = EXPERIMENT_WORK.some((work) => work === name) ? 'experiments' : 'built-in';
  return `src/workloads/${folder}/${name}.ts`;
}

/** The module of a built-in workload, as a worker loads it. */
export function workloadModule(name: WorkloadName): string {
  return builtFile('workloads', `${name}.cjs`);
}
