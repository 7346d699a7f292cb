import type { Permission } from '../base/refusals/permissions.ts';
import { COMPARED_ENGINES } from '../model/engines/engine-names.ts';
import { ENGINES, type EngineName } from '../model/engines/engines.ts';

const OF_HOME = {
  'own-threads': ['worker'],
  'one-loop': ['worker'],
  // Node counts a child’s pipe to us as a socket.
  processes: ['child', 'net'],
  'one-process': ['child'],
  nowhere: [],
} as const satisfies { readonly [home in (typeof ENGINES)[EngineName]['home']]: readonly Permission[] };

/** What of Node’s permission model engines can’t do without. @param engines none for all that are compared by default */
export function permissionsOf(engines: readonly EngineName[]): Permission[] {
  const chosen = engines.length === 0 ? COMPARED_ENGINES : engines;
  return [...new Set<Permission>(['fs.read', ...chosen.flatMap((engine) => OF_HOME[ENGINES[engine].home])])];
}
