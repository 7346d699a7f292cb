import { dirname, join } from 'node:path';
import { builtFile, packageRoot } from '../base/files/package-root.ts';
import type { WorkSpec } from '../model/trial/plan.ts';
import { workloadModule } from './index.ts';

/** Work of ours in which workers hand a lock to each other, in Node and in Python. */
const LOCKING = [
  ...(['lock', 'primitives', 'two-locks'] as const).map(workloadModule),
  ...['primitives', 'two_locks'].map((name) => join(packageRoot(), 'scenarios', 'python', `${name}.py`)),
];
const OUR_FOLDERS = [builtFile('workloads'), join(packageRoot(), 'scenarios', 'python')];

/** Whether workers that do this may share a lock, other than their interpreter's: of what the user wrote it isn't known. */
export function mayLock({ module }: Pick<WorkSpec, 'module'>): boolean {
  const isOurs = OUR_FOLDERS.includes(dirname(module)) && module !== workloadModule('call');
  return !isOurs || LOCKING.includes(module);
}
