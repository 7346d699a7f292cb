import { builtFile } from '../../base/files/package-root.ts';
import type { WorkSpec } from '../../model/trial/plan.ts';

/** Whether work is, or calls, what the user wrote: it may open connections, and take long to load. */
export function isUsersCode({ module, params }: WorkSpec): boolean {
  return !module.startsWith(builtFile()) || 'function' in params;
}
