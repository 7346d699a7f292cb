import { builtFile } from '../base/files/package-root.ts';
import { BUILT_IN_NAMES, type BuiltInName } from './catalog/built-in.ts';

/** What experiments and checks repeat: a file each in experiments/. */
export const EXPERIMENT_WORK = [
  'spin',
  'nap',
  'block',
  'bump',
  'count-failures',
  'derive-keys',
  'greet',
  'late-writer',
  'lock',
  'map-inputs',
  'node-calls',
  'ping-pong',
  'primitives',
  'races',
  'sleeper',
  'start-helper',
  'sums',
  'tasks',
  'ticks',
  'tiny-task',
  'two-locks',
  'waits',
  'wasm-thread',
  'wasm-threads',
] as const;

export type WorkloadName = 'call' | (typeof EXPERIMENT_WORK)[number] | BuiltInName;

/** Where a workload's source is, from the package's root. */
export function workloadSource(name: string): string {
  const folder = BUILT_IN_NAMES.some((builtIn) => builtIn === name) ? 'built-in' : 'experiments';
  return `src/workloads/${folder}/${name}.ts`;
}

/** The module of a built-in workload, as a worker loads it. */
export function workloadModule(name: WorkloadName): string {
  return builtFile('workloads', `${name}.cjs`);
}
