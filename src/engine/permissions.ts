import type { Permission } from '../base/refusals/permissions.ts';
import { comparedEngines, engineFor } from '../model/engines/engine-names.ts';
import type { Runtime } from '../model/engines/engine-traits.ts';
import { ENGINES, type EngineName } from '../model/engines/engines.ts';

const OF_HOME = {
  'own-threads': ['worker'],
  'one-loop': ['worker'],
  // Node counts a child’s pipe to us as a socket.
  processes: ['child', 'net'],
  'one-process': ['child'],
  'loop-beside': ['child'],
  nowhere: [],
} as const satisfies { readonly [home in (typeof ENGINES)[EngineName]['home']]: readonly Permission[] };

/** What of Node’s permission model engines can’t do without. @param engines none for all that are compared by default */
export function permissionsOf(engines: readonly EngineName[], runtime: Runtime): Permission[] {
  const named = engines.flatMap((name) => engineFor(runtime, name) ?? []);
  const chosen = named.length === 0 ? comparedEngines(runtime) : named;
  return [...new Set<Permission>(['fs.read', ...chosen.flatMap((engine) => OF_HOME[ENGINES[engine].home])])];
}
