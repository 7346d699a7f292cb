import type { Share } from '../../../model/machine/share.ts';
import type { Sysroot } from '../../sysroot.ts';
import type { Cgroups } from '../cgroups.ts';

/** What a share is a share of. */
export interface Shared {
  readonly onlineCpus: number | null;
  /** CPUs that the limits leave us; nothing that is guaranteed is more. */
  readonly effectiveCpus: number | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function readShare(_sysroot: Sysroot, _cgroups: Cgroups, _of: Shared): Share | null {
  return null;
}
