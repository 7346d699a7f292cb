import { basename, dirname, join } from 'node:path';
import { builtFile, packageRoot } from '../base/files/package-root.ts';
import type { WorkSpec } from '../model/trial/plan.ts';

/** Work of ours in which workers hand a lock to each other, in Node and in Python; of a user's function it isn't known. */
const MAY_LOCK = ['lock.cjs', 'primitives.cjs', 'two-locks.cjs', 'call.cjs', 'primitives.py', 'two_locks.py'];

/** Whether workers that do this may share a lock, other than their interpreter's: of what the user wrote it isn't known. */
export function mayLock({ module }: Pick<WorkSpec, 'module'>): boolean {
  const ours = [builtFile('workloads'), join(packageRoot(), 'scenarios', 'python')];
  return !ours.includes(dirname(module)) || MAY_LOCK.includes(basename(module));
}
