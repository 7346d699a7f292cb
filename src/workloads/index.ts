import { builtFile } from '../base/package-root.ts';
import type { BuiltInName } from './catalog/built-in.ts';

export type WorkloadName = 'spin' | 'nap' | 'greet' | 'start-helper' | 'lock' | 'call' | BuiltInName;

/** The module of a built-in workload, as a worker loads it. */
export function workloadModule(name: WorkloadName): string {
  return builtFile('workloads', `${name}.cjs`);
}
